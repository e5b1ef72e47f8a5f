"""Turns hues, saturates, and takes color casts away."""

import math
from typing import Annotated, Literal

import numpy as np

from nodegraph import Color, Image, LinearImage, Number, SameImage, When, node
from nodes._kernels.alpha import seen_in
from nodes._kernels.coloring import brightest, brightness, darkest, each_color, mixed, on_colors
from nodes._kernels.pixels import color_for
from nodes._kernels.spaces import decode_srgb
from nodes._kernels.white import adaptation, balance, cast_of, light_of


@node(halo=0, synonyms=("hsl", "hsv", "color shift", "saturate", "desaturate", "tint", "hue saturation value"))
def hue_saturation(
    image: Image,
    hue: Annotated[float, Number(-180, 180, unit="°")] = 0.0,
    saturation: Annotated[float, Number(-1, 4)] = 0.0,
    lightness: Annotated[float, Number(-1, 1)] = 0.0,
) -> SameImage:
    """Turn the hues of a picture, strengthen or weaken its colors, and lighten or darken it.

    Saturation -1 leaves gray, 1 makes colors twice as strong. Turning and saturating keep the brightness. A gray
    picture has neither hue nor saturation.
    """
    if hue == saturation == lightness == 0:
        return image
    if image.shape[2] == 1:
        return image + np.float32(lightness)
    matrix = np.zeros((3, 4))
    matrix[:, :3] = _saturating(1 + saturation) @ _turning(math.radians(hue))
    matrix[:, 3] = lightness
    return on_colors(image, lambda colors: mixed(colors, matrix))


_RED, _GREEN, _BLUE = 0.2126, 0.7152, 0.0722


def _saturating(factor: float) -> np.ndarray:
    """Return the matrix that moves colors away from the gray of their brightness (W3C, Filter Effects, 9.6)."""
    return factor * np.eye(3) + (1 - factor) * np.array([[_RED, _GREEN, _BLUE]] * 3)


def _turning(angle: float) -> np.ndarray:
    """Return the matrix that turns hues around the gray axis and keeps brightness (W3C, Filter Effects, 9.6)."""
    cosine = np.array([[1 - _RED, -_GREEN, -_BLUE], [-_RED, 1 - _GREEN, -_BLUE], [-_RED, -_GREEN, 1 - _BLUE]])
    sine = np.array([[-_RED, -_GREEN, 1 - _BLUE], [0.143, 0.140, -0.283], [_RED - 1, _GREEN, _BLUE]])
    return np.array([[_RED, _GREEN, _BLUE]] * 3) + math.cos(angle) * cosine + math.sin(angle) * sine


@node(halo=0, synonyms=("saturation", "pop", "dull colors"))
def vibrance(image: Image, amount: Annotated[float, Number(-1, 4)] = 0.5) -> SameImage:
    """Strengthen dull colors and spare those that are strong already, such as skin and sky."""
    if amount == 0 or image.shape[2] == 1:
        return image

    def change(colors: Image) -> Image:
        strength = brightest(colors)
        strength -= darkest(colors)
        np.clip(strength, 0, 1, out=strength)
        strength *= np.float32(-amount)
        strength += np.float32(1 + amount)
        grays = brightness(colors)
        result = colors - grays
        result *= strength[:, :, None]
        result += grays
        return result

    return each_color(image, change)


_DAYLIGHT = 6504.0
"""The light of screens, in which white is white."""


@node(synonyms=("color temperature", "color cast", "kelvin", "gray world", "neutralize", "tint"))
def white_balance(
    image: LinearImage,
    by: Literal["temperature", "gray world", "brightest", "color"] = "temperature",
    temperature: Annotated[float, Number(2000, 25_000, unit="K", log=True), When(by="temperature")] = _DAYLIGHT,
    tint: Annotated[float, Number(-1, 1), When(by="temperature")] = 0.0,
    color: Annotated[Color, When(by="color")] = (0.5, 0.5, 0.5),
) -> SameImage:
    """Take a color cast away, so that what was gray looks gray.

    By the *temperature* of the light the picture was taken in (3000 K a light bulb, 6504 K daylight, 8000 K shade; a
    positive tint takes green away, a negative one magenta), by the mean of the picture (*gray world*), by its
    *brightest* parts, or by a *color* (as seen in the picture) that should be gray. A gray picture has no cast, and
    what nobody sees (fully transparent) does not count.
    """
    if image.shape[2] == 1 or (by, temperature, tint) == ("temperature", _DAYLIGHT, 0):
        return image
    colors = np.ascontiguousarray(image[:, :, :3])
    if by == "temperature":
        matrix = adaptation(light_of(temperature, tint))
    elif by == "color":
        matrix = balance(decode_srgb(color_for(color, 3, np.float32)))
    else:
        seen = seen_in(image)
        matrix = balance(cast_of(colors if seen is None else colors[seen][None], by))
    return on_colors(image, lambda light: mixed(light, matrix))
