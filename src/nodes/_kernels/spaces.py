"""Numbers for colors: sRGB, linear light, XYZ, Lab, OKLab, YCbCr, HSV and HSL.

Every space is written so that colors of sRGB lie in [0, 1], as pictures want it; each function says how. All work
on float32 `(H, W, 3)`, keep what lies outside [0, 1] and write into `target`, contiguous memory that may be what they
read, or into new memory.
"""

from collections.abc import Callable
from typing import Any, Literal

import cv2
import numpy as np
import numpy.typing as npt

from nodes._kernels.coloring import mixed

Floats = npt.NDArray[Any]
Space = Literal["sRGB", "linear light", "XYZ", "Lab", "OKLab", "YCbCr", "HSV", "HSL"]

RGB_TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
"""Linear sRGB to XYZ at D65 (IEC 61966-2-1)."""
_WHITE = RGB_TO_XYZ.sum(axis=1)
_XYZ_TO_CONES = np.array(
    [
        [0.8189330101, 0.3618667424, -0.1288597137],
        [0.0329845436, 0.9293118715, 0.0361456387],
        [0.0482003018, 0.2643662691, 0.6338517070],
    ]
)
_CONES_TO_OKLAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
"""Ottosson, "A perceptual color space for image processing" (OKLab), 2020."""
_YCBCR = np.array(
    [
        [0.299, 0.587, 0.114],
        [-0.299 / 1.772, -0.587 / 1.772, 0.5],
        [0.5, -0.587 / 1.402, -0.114 / 1.402],
    ]
)
"""Full-range YCbCr of ITU-R BT.601, as JPEG uses it (JFIF 1.02)."""


def decode_srgb(numbers: Floats, target: Floats | None = None) -> Floats:
    """Return sRGB numbers as linear light (IEC 61966-2-1), mirrored below 0 and continued above 1."""
    numbers = np.asarray(numbers, np.float32)
    size = np.abs(numbers)
    bent = size + np.float32(0.055)
    bent *= np.float32(1 / 1.055)
    cv2.pow(bent, 2.4, dst=bent)
    straight = size <= 0.04045
    size *= np.float32(1 / 12.92)
    np.copyto(bent, size, where=straight)
    return np.copysign(bent, numbers, out=target)


def encode_srgb(light: Floats, target: Floats | None = None) -> Floats:
    """Return linear light as sRGB numbers; the inverse of `decode_srgb`."""
    size = np.abs(light)
    bent = np.empty_like(size)
    cv2.pow(size, 1 / 2.4, dst=bent)
    bent *= np.float32(1.055)
    bent -= np.float32(0.055)
    straight = size <= 0.0031308
    size *= np.float32(12.92)
    np.copyto(bent, size, where=straight)
    return np.copysign(bent, light, out=target)


def to_oklab(colors: Floats, target: Floats | None = None) -> Floats:
    """Return sRGB as OKLab: lightness, green to red, blue to yellow; the last two around 0, within about 0.4."""
    return _oklab(colors, _CONES_TO_OKLAB, target)


def _oklab(colors: Floats, matrix: Floats, target: Floats | None) -> Floats:
    cones = mixed(decode_srgb(colors), _XYZ_TO_CONES @ RGB_TO_XYZ)
    return mixed(np.cbrt(cones, out=cones), matrix, target)


def from_oklab(lab: Floats, target: Floats | None = None) -> Floats:
    """Return OKLab as sRGB; the inverse of `to_oklab`."""
    bent = mixed(lab, np.linalg.inv(_CONES_TO_OKLAB))
    cones = bent * bent
    cones *= bent
    return encode_srgb(mixed(cones, np.linalg.inv(_XYZ_TO_CONES @ RGB_TO_XYZ)), target)


def _to_lab(colors: Floats, target: Floats | None) -> Floats:
    """CIE 15:2004, 8.2.1: L / 100, and a and b as 8-bit profiles write them, (a + 128) / 255."""
    ratio = mixed(decode_srgb(colors), RGB_TO_XYZ / _WHITE[:, None])
    bent = np.cbrt(ratio)
    straight = ratio <= (6 / 29) ** 3
    ratio *= np.float32((29 / 6) ** 2 / 3)
    ratio += np.float32(4 / 29)
    np.copyto(bent, ratio, where=straight)
    red, blue, half = 500 / 255, 200 / 255, 128 / 255
    matrix = np.array([[0, 1.16, 0, -0.16], [red, -red, 0, half], [0, blue, -blue, half]])
    return mixed(bent, matrix, target)


def _from_lab(lab: Floats, target: Floats | None) -> Floats:
    third = np.array([[1 / 1.16, 0, 0], [1 / 1.16, 255 / 500, 0], [1 / 1.16, 0, -255 / 200]])
    order = third[[1, 0, 2]]
    offset = order @ -np.array([-0.16, 128 / 255, 128 / 255])
    bent = mixed(lab, np.column_stack([order, offset]))
    ratio = bent * bent
    ratio *= bent
    straight = bent <= 6 / 29
    bent -= np.float32(4 / 29)
    bent *= np.float32(3 * (6 / 29) ** 2)
    np.copyto(ratio, bent, where=straight)
    return encode_srgb(mixed(ratio, np.linalg.inv(RGB_TO_XYZ) * _WHITE), target)


def _to_hsv(colors: Floats, target: Floats | None) -> Floats:
    hsv = cv2.cvtColor(colors, cv2.COLOR_RGB2HSV, dst=target)
    hsv[:, :, 0] *= np.float32(1 / 360)
    return hsv


def _from_hsv(hsv: Floats, target: Floats | None) -> Floats:
    return cv2.cvtColor(hsv * np.float32([360, 1, 1]), cv2.COLOR_HSV2RGB, dst=target)


def _to_hsl(colors: Floats, target: Floats | None) -> Floats:
    """Hue, saturation, lightness: OpenCV's order is hue, lightness, saturation.

    Saturation is a quotient, which beyond black and white may be of nothing: then it is the largest of half floats.
    """
    hls = cv2.cvtColor(colors, cv2.COLOR_RGB2HLS)
    hls[:, :, 0] *= np.float32(1 / 360)
    np.clip(hls[:, :, 2], -_MOST, _MOST, out=hls[:, :, 2])
    return _swapped(hls, np.empty_like(hls) if target is None else target)


def _from_hsl(hsl: Floats, target: Floats | None) -> Floats:
    hls = _swapped(hsl, np.empty_like(hsl))
    hls[:, :, 0] *= np.float32(360)
    return cv2.cvtColor(hls, cv2.COLOR_HLS2RGB, dst=target)


def _swapped(numbers: Floats, target: Floats) -> Floats:
    """Write the second and third channel in each other's place."""
    cv2.mixChannels([numbers], [target], (0, 0, 1, 2, 2, 1))
    return target


_HALVES = np.float32([0, 0.5, 0.5])
_MOST = 65504
_WITH_HALVES = np.column_stack([_CONES_TO_OKLAB, _HALVES])

_Way = Callable[[Floats, Floats | None], Floats]
_TO: dict[str, _Way] = {
    "linear light": decode_srgb,
    "XYZ": lambda colors, target: mixed(decode_srgb(colors), RGB_TO_XYZ, target),
    "Lab": _to_lab,
    "OKLab": lambda colors, target: _oklab(colors, _WITH_HALVES, target),
    "YCbCr": lambda colors, target: mixed(colors, np.column_stack([_YCBCR, _HALVES]), target),
    "HSV": _to_hsv,
    "HSL": _to_hsl,
}
_FROM: dict[str, _Way] = {
    "linear light": encode_srgb,
    "XYZ": lambda xyz, target: encode_srgb(mixed(xyz, np.linalg.inv(RGB_TO_XYZ)), target),
    "Lab": _from_lab,
    "OKLab": lambda lab, target: from_oklab(lab - _HALVES, target),
    "YCbCr": lambda ycc, target: mixed(ycc - _HALVES, np.linalg.inv(_YCBCR), target),
    "HSV": _from_hsv,
    "HSL": _from_hsl,
}


def convert(colors: Floats, source: str, target: str, room: Floats) -> None:
    """Write numbers `(H, W, 3)` of one space as numbers of another into `room`, by way of sRGB."""
    if source != "sRGB":
        colors = _FROM[source](colors, room if target == "sRGB" else None)
    if target != "sRGB":
        _TO[target](colors, room)
