"""What a picture's numbers look like: color space to sRGB, exposure and gamma, one channel or all, as RGBA bytes.

Values outside what a screen shows are clipped here and only here; a number that is none (NaN) is shown as black.
"""

from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from nodegraph.core.errors import RunError
from nodegraph.core.pictures import Channel, View
from nodegraph.engine.color import convert, decode_srgb, encode_srgb
from nodegraph.engine.picture import Picture
from nodegraph.engine.pixels import Floats, Pixels, to_float

Bytes = npt.NDArray[np.uint8]

_SRGB = Picture.of(np.zeros((1, 1, 3), np.float32))
_STEPS = 9
_INVISIBLE = 1 / 1024
"""A profile that moves no color by more is sRGB itself, as in most photographs: it is not applied."""
_LUMA = np.array([0.2126, 0.7152, 0.0722], np.float32)
"""Weights of Rec. ITU-R BT.709."""
_ONE = {"red": 0, "green": 1, "blue": 2}


class Display:
    """How the pixels of one picture, or of its levels, are shown."""

    def __init__(self, picture: Picture) -> None:
        """A profile that cannot be used is left out: the numbers are shown as they are."""
        # Companions only: the pixels themselves are not kept here.
        self._like = picture.replace(pixels=_SRGB.pixels[:, :, : min(3, picture.channels)])
        self._plain = _is_srgb(self._like)

    def paint(self, pixels: Pixels, view: View) -> Bytes:
        """Return pixels `(H, W, C)` of the picture's space as RGBA `(H, W, 4)`, colors multiplied by alpha."""
        if self._plain and pixels.dtype != np.float32:
            colors = _by_table(pixels[:, :, : min(3, pixels.shape[2])], view.exposure, view.gamma)
        else:
            colors = _bytes(_curve(self.numbers(pixels)[:, :, :3], view.exposure, view.gamma))
        alpha = _by_table(pixels[:, :, 3:], 0.0, 1.0) if pixels.shape[2] == 4 else None
        return _seen(colors, alpha, view.channel)

    def numbers(self, pixels: Pixels) -> Floats:
        """Return pixels `(H, W, C)` as sRGB numbers; alpha stays, nothing is clipped."""
        if self._plain:
            return to_float(pixels)
        return to_float(convert(self._like.replace(pixels=np.ascontiguousarray(pixels)), _SRGB).pixels)


def paint_difference(first: Floats, second: Floats, view: View) -> Bytes:
    """Return how far sRGB numbers `(H, W, C)` are from each other as RGBA, opaque; exposure makes it stronger.

    Colors count as they are seen, multiplied by alpha; how far two alphas are from each other is a channel of its own.
    """
    colors, alphas = zip(_weighted(first), _weighted(second), strict=True)
    apart = np.abs(colors[0] - colors[1]) * np.float32(2.0**view.exposure)
    seen = _bytes(_curve(apart, 0.0, view.gamma))
    alpha = _bytes(_curve(np.abs(alphas[0] - alphas[1]) * np.float32(2.0**view.exposure), 0.0, view.gamma))
    if view.channel == "alpha":
        return _gray(alpha)
    return _seen(seen, None, view.channel)


def _is_srgb(like: Picture) -> bool:
    """Whether converting a picture of these companions changes no color visibly."""
    if like.icc is None and like.space in ("srgb", "gray"):
        return True
    scale = np.linspace(0, 1, _STEPS, dtype=np.float32)
    cube = np.stack(np.meshgrid(scale, scale, scale), axis=-1).reshape(_STEPS, -1, 3)
    colors: Floats = np.ascontiguousarray(cube[:, :, : like.channels])
    try:
        moved = convert(like.replace(pixels=colors), _SRGB).pixels
    except RunError:
        return True
    return bool(np.abs(moved - colors).max() <= _INVISIBLE)


def _curve(numbers: Floats, exposure: float, gamma: float) -> Floats:
    """Return sRGB numbers after exposure and gamma, within [0, 1]."""
    if exposure:
        numbers = encode_srgb(decode_srgb(numbers) * np.float32(2.0**exposure))
    shown = np.fmin(np.fmax(numbers, np.float32(0)), np.float32(1))
    return shown if gamma == 1 else np.power(shown, np.float32(1 / gamma))


def _bytes(numbers: Floats) -> Bytes:
    made: Bytes = np.rint(numbers * np.float32(255)).astype(np.uint8)
    return made


def _by_table(pixels: Pixels, exposure: float, gamma: float) -> Bytes:
    """Return pixels of any type after exposure and gamma as bytes; of integers each number is worked out once."""
    if pixels.dtype == np.float32:
        return _bytes(_curve(to_float(pixels), exposure, gamma))
    if pixels.dtype == np.uint8 and not exposure and gamma == 1:
        return pixels  # type: ignore[return-value]
    found: Bytes = _table(pixels.dtype.str, exposure, gamma)[pixels]
    return found


@lru_cache(maxsize=16)
def _table(kind: str, exposure: float, gamma: float) -> Bytes:
    every: Any = np.arange(np.iinfo(kind).max + 1, dtype=kind)
    table: Bytes = _bytes(_curve(to_float(every), exposure, gamma))
    return table


def _seen(colors: Bytes, alpha: Bytes | None, channel: Channel) -> Bytes:
    """Return colors `(H, W, 1 or 3)` and alpha `(H, W, 1)` as the channel asked for shows them."""
    if channel == "alpha":
        return _gray(np.full((*colors.shape[:2], 1), 255, np.uint8) if alpha is None else alpha)
    if channel == "luma" and colors.shape[2] == 3:
        return _gray(np.rint(colors @ _LUMA).astype(np.uint8)[:, :, np.newaxis])
    if channel in _ONE:
        return _gray(colors[:, :, min(_ONE[channel], colors.shape[2] - 1), np.newaxis])
    made = np.empty((*colors.shape[:2], 4), np.uint8)
    if alpha is None:
        made[:, :, :3], made[:, :, 3] = colors, 255
    else:
        # Rounded as a division by 255 of whole numbers.
        made[:, :, :3] = (colors * alpha.astype(np.uint32) * 2 + 255) // 510
        made[:, :, 3:] = alpha
    return made


def _gray(numbers: Bytes) -> Bytes:
    made = np.empty((*numbers.shape[:2], 4), np.uint8)
    made[:, :, :3], made[:, :, 3] = numbers, 255
    return made


def _weighted(numbers: Floats) -> tuple[Floats, Floats]:
    """Return colors `(H, W, 3)` multiplied by alpha, and alpha `(H, W, 1)`."""
    colors = np.repeat(numbers, 3, axis=2) if numbers.shape[2] == 1 else numbers[:, :, :3]
    if numbers.shape[2] != 4:
        return colors, np.ones_like(colors[:, :, :1])
    alpha = np.fmin(np.fmax(numbers[:, :, 3:], np.float32(0)), np.float32(1))
    return colors * alpha, alpha
