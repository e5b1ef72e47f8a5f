"""Mixes few colors to look like many: error diffusion and ordered dithering."""

from typing import Any

import numpy as np
import numpy.typing as npt

from nodegraph import progress
from nodes._kernels.quantizing import closest

Floats = npt.NDArray[Any]

_SPREAD = {
    "floyd-steinberg": ((0, 1, 7 / 16), (1, -1, 3 / 16), (1, 0, 5 / 16), (1, 1, 1 / 16)),
    "atkinson": ((0, 1, 1 / 8), (0, 2, 1 / 8), (1, -1, 1 / 8), (1, 0, 1 / 8), (1, 1, 1 / 8), (2, 0, 1 / 8)),
}
"""Rows down, pixels right and share of the error: Floyd and Steinberg, "An adaptive algorithm for spatial greyscale",
Proc. SID 17(2), 1976; Atkinson's for the Macintosh, 1984, which drops a quarter of the error."""


def nearest(pixels: Floats, palette: Floats) -> Floats:
    """Return each color `(H, W, C)` as the nearest one of the palette `(M, C)`."""
    return palette[closest(pixels.reshape(-1, pixels.shape[2]), palette)].reshape(pixels.shape)


def diffused(pixels: Floats, palette: Floats | int, pattern: str) -> Floats:
    """Return colors `(H, W, C)` of the palette `(M, C)`, each pixel's error handed on to those after it.

    A number as the palette stands for so many even steps from 0 to 1 in each channel.

    All pixels with the same `x + 2 y` depend on none another, so they are done at once: a pixel's error goes at most
    one to the left in the next row. That is the same picture as pixel by pixel, in width + 2 height steps.
    """
    height, width, channels = pixels.shape
    spread = _SPREAD[pattern]
    # Two columns at each side and two rows below take the error that leaves the picture.
    wide = width + 4
    rest = np.zeros(((height + 2) * wide, channels), np.float32)
    rest.reshape(height + 2, wide, channels)[:height, 2:-2] = pixels
    result = np.empty((height * width, channels), np.float32)
    total = width + 2 * (height - 1)
    for step in range(total):
        y = np.arange(max(0, (step - width + 2) // 2), min(height - 1, step // 2) + 1)
        x = step - 2 * y
        places = y * wide + x + 2
        wanted = rest[places]
        chosen = stepped(wanted, palette) if isinstance(palette, int) else palette[closest(wanted, palette)]
        result[y * width + x] = chosen
        error = wanted - chosen
        for down, right, share in spread:
            rest[places + down * wide + right] += error * np.float32(share)
        if step % 256 == 0:
            progress(step, total)
    return result.reshape(pixels.shape)


def stepped(numbers: Floats, steps: int) -> Floats:
    """Return numbers rounded to so many even steps from 0 to 1."""
    result = np.rint(numbers * np.float32(steps - 1))
    np.clip(result, 0, steps - 1, out=result)
    result *= np.float32(1 / (steps - 1))
    return result


def ordered(shape: tuple[int, ...]) -> Floats:
    """Return offsets `(H, W, 1)` in [-1/2, 1/2): Bayer's 8x8 matrix, repeated.

    Bayer, "An optimum method for two-level rendition of continuous-tone pictures", ICC 1973.
    """
    matrix = np.zeros((1, 1))
    for _ in range(3):
        matrix = np.block([[4 * matrix, 4 * matrix + 2], [4 * matrix + 3, 4 * matrix + 1]])
    tile = ((matrix + 0.5) / 64 - 0.5).astype(np.float32)
    return np.tile(tile, (-(-shape[0] // 8), -(-shape[1] // 8)))[: shape[0], : shape[1], None]
