"""Mixes few colors to look like many: error diffusion and ordered dithering."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from nodegraph import progress
from nodes._kernels.nearest import Nearest

Floats = npt.NDArray[Any]

_SPREAD = {
    "floyd-steinberg": ((0, 1, 7 / 16), (1, -1, 3 / 16), (1, 0, 5 / 16), (1, 1, 1 / 16)),
    "atkinson": ((0, 1, 1 / 8), (0, 2, 1 / 8), (1, -1, 1 / 8), (1, 0, 1 / 8), (1, 1, 1 / 8), (2, 0, 1 / 8)),
}
"""Rows down, pixels right and share of the error: Floyd and Steinberg, "An adaptive algorithm for spatial greyscale",
Proc. SID 17(2), 1976; Atkinson's for the Macintosh, 1984, which drops a quarter of the error."""


def nearest(pixels: Floats, palette: Floats) -> Floats:
    """Return each color `(H, W, C)` as the nearest one of the palette `(M, C)`."""
    colors = pixels.reshape(-1, pixels.shape[2])
    low, high = _range(pixels)
    places = Nearest(palette, low, high, len(colors)).places(colors)
    return np.take(palette, places, axis=0).reshape(pixels.shape)


def _range(pixels: Floats, beyond: float = 0.0) -> tuple[float, float]:
    low, high = float(pixels.min()), float(pixels.max())
    margin = beyond * (high - low) + 1e-4
    return low - margin, high + margin


def diffused(pixels: Floats, palette: Floats | int, pattern: str) -> Floats:
    """Return colors `(H, W, C)` of the palette `(M, C)`, each pixel's error handed on to those after it.

    A number as the palette stands for so many even steps from 0 to 1 in each channel.

    All pixels with the same `x + 2 y` depend on none another, so they are done at once: a pixel's error goes at most
    one to the left in the next row. That is the same picture as pixel by pixel, in width + 2 height steps. What a step
    reads and writes of the errors lies together, one row for each of the next steps, by `y`.
    """
    height, width, channels = pixels.shape
    spread = [(right + 2 * down, down, np.float32(share)) for down, right, share in _SPREAD[pattern]]
    ahead = max(later for later, _, _ in spread) + 1
    # Errors that leave the picture go to places that no step reads: below the last row, or outside a step's own rows.
    rest = np.zeros((ahead, height + 2, channels), np.float32)
    given, result = pixels.reshape(-1, channels), np.empty((height * width, channels), np.float32)
    choose = _chooser(pixels, palette)
    total = width + 2 * (height - 1)

    def rows(step: int) -> tuple[int, int]:
        return max(0, (step - width + 2) // 2), min(height - 1, step // 2) + 1

    def places(step: int, top: int, bottom: int) -> Any:
        """Return where the pixels of a step lie: one row down is two pixels to the left."""
        first = top * width + step - 2 * top
        if width < 3:
            return first + np.arange(bottom - top) * (width - 2)
        return slice(first, first + (bottom - top - 1) * (width - 2) + 1, width - 2)

    def enter(step: int) -> None:
        if step < total:
            top, bottom = rows(step)
            if top < bottom:
                rest[step % ahead, top:bottom] = given[places(step, top, bottom)]

    for step in range(ahead - 1):
        enter(step)
    for step in range(total):
        enter(step + ahead - 1)
        top, bottom = rows(step)
        if top >= bottom:
            continue
        wanted = rest[step % ahead, top:bottom]
        chosen = choose(wanted)
        result[places(step, top, bottom)] = chosen
        wanted -= chosen
        for later, down, share in spread:
            rest[(step + later) % ahead, top + down : bottom + down] += wanted * share
        if step % 256 == 0:
            progress(step, total)
    return result.reshape(pixels.shape)


def _chooser(pixels: Floats, palette: Floats | int) -> Callable[[Floats], Floats]:
    if isinstance(palette, int):
        return lambda wanted: stepped(wanted, palette)
    # Errors push colors beyond the picture's range, seldom by more than half of it.
    search = Nearest(palette, *_range(pixels, 0.5), pixels.shape[0] * pixels.shape[1])
    return lambda wanted: np.take(palette, search.places(wanted), axis=0)


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
