"""Pixel types: conversions between them, gray from color, the facts of a picture with other pixels."""

from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from nodegraph import Color, Picture, PictureFact

Array = npt.NDArray[Any]

LUMA = np.array([0.2126, 0.7152, 0.0722], np.float32)
"""Weights of red, green and blue in the brightness of a color (ITU-R BT.709, 3.2)."""

LARGEST_SIDE = 300_000
LARGEST_AREA = 4_000_000_000


def full_scale(dtype: npt.DTypeLike) -> float:
    """Return the number that stands for white: 255, 65535, or 1 for floats."""
    dtype = np.dtype(dtype)
    return 1.0 if dtype.kind == "f" else float(np.iinfo(dtype).max)


def as_type(pixels: Array, dtype: npt.DTypeLike) -> Array:
    """Return pixels as `uint8`, `uint16` or `float32`, white staying white.

    To integers they are rounded to the nearest and clipped.
    """
    dtype = np.dtype(dtype)
    if pixels.dtype == dtype:
        return pixels
    if pixels.dtype == np.uint8 and dtype == np.uint16:
        return pixels.astype(np.uint16) * np.uint16(257)
    numbers = pixels.astype(np.float32) * np.float32(full_scale(dtype) / full_scale(pixels.dtype))
    if dtype.kind == "u":
        np.clip(numbers, 0, full_scale(dtype), out=numbers)
        numbers += 0.5
    return numbers.astype(dtype, copy=False)


def common_type(*arrays: Array) -> npt.DTypeLike:
    """Return the type that loses nothing of any of the arrays."""
    return max((array.dtype for array in arrays), key=lambda dtype: dtype.itemsize)


def gray(pixels: Array) -> Array:
    """Return one channel `(H, W, 1)`: the brightness of the color, without alpha. The type stays."""
    if pixels.shape[2] == 1:
        return pixels
    brightness = (pixels[:, :, :3].astype(np.float32, copy=False) @ LUMA)[:, :, None]
    return brightness if pixels.dtype == np.float32 else (brightness + 0.5).astype(pixels.dtype)


def color_for(color: Color, channels: int, dtype: npt.DTypeLike) -> Array:
    """Return a color of 1, 3 or 4 numbers in [0, 1] as one pixel `(channels,)`; missing alpha is opaque."""
    numbers = np.array(color, np.float32)
    if channels == 1:
        numbers = numbers[:1] if len(numbers) == 1 else numbers[:3] @ LUMA[:, None]
    else:
        colors = numbers[:3] if len(numbers) > 1 else numbers.repeat(3)
        alpha = numbers[3:] if len(numbers) == 4 else np.ones(1, np.float32)
        numbers = np.concatenate([colors, alpha])[:channels]
    return as_type(numbers, dtype)


def channel_of(image: Picture, pixels: Array) -> Picture:
    """Return a single channel of `image` as a picture of its own; a channel carries no color profile."""
    return image.replace(pixels=pixels, space=channel_space(image.space), icc=None)


def channel_space(space: str | None) -> str:
    """Return the color space of one channel of a picture in `space`."""
    return "linear" if space == "linear" else "gray"


def colored_space(space: str | None) -> str:
    """Return the color space of a color picture made of gray ones in `space`."""
    return "linear" if space == "linear" else "srgb"


def changed(fact: PictureFact, **fields: Any) -> PictureFact:
    """Return the fact with other fields."""
    return msgspec.structs.replace(fact, **fields)


def check_size(width: int, height: int) -> None:
    """Raise `ValueError` for a picture that is empty or larger than this program makes."""
    if width < 1 or height < 1:
        raise ValueError(f"The result would be {width}x{height} pixels, which is empty; change the size.")
    if max(width, height) > LARGEST_SIDE or width * height > LARGEST_AREA:
        raise ValueError(
            f"The result would be {width}x{height} pixels; at most {LARGEST_SIDE} a side"
            f" and {LARGEST_AREA // 10**6} megapixels are made."
        )
