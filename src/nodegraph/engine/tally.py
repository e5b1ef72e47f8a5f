"""Histograms: how often which numbers occur in a picture, counted strip by strip."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from nodegraph.engine.pixels import Pixels
from nodegraph.runtimes.arena import release_pages

STEPS = 256
_STRIP = 2**20


class Tally(NamedTuple):
    """Counts per channel, in `STEPS` steps of equal width from `low` to `high`."""

    low: float
    high: float
    counts: tuple[tuple[int, ...], ...]


def tally(pixels: Pixels, wanted: Callable[[], bool] = lambda: True) -> Tally | None:
    """Return how often which numbers occur, integers as [0, 1]; `None` when it is not `wanted` any more.

    The steps cover [0, 1], for floats whose numbers lie outside as much more as they need. Numbers that are none
    (NaN) are not counted; infinite ones count at the ends.
    """
    rows = max(1, _STRIP // pixels[0].nbytes)
    strips = [pixels[top : top + rows] for top in range(0, len(pixels), rows)]
    low, high = 0.0, 1.0
    if pixels.dtype == np.float32:
        for strip in strips:
            finite = strip[np.isfinite(strip)]
            if finite.size:
                low, high = min(low, float(finite.min())), max(high, float(finite.max()))
            release_pages(strip)
    counts = np.zeros((pixels.shape[2], STEPS), np.int64)
    for strip in strips:
        if not wanted():
            return None
        for channel in range(pixels.shape[2]):
            counts[channel] += _count(strip[:, :, channel], low, high)
        release_pages(strip)
    return Tally(low, high, tuple(tuple(row) for row in counts.tolist()))


def _count(numbers: Any, low: float, high: float) -> Any:
    if numbers.dtype == np.uint8:
        return np.bincount(numbers.ravel(), minlength=STEPS)
    if numbers.dtype == np.uint16:
        return np.bincount((numbers >> 8).ravel(), minlength=STEPS)
    known = numbers[~np.isnan(numbers)]
    steps = np.clip((known - np.float32(low)) * np.float32(STEPS / (high - low)), 0, STEPS - 1)
    return np.bincount(steps.astype(np.intp), minlength=STEPS)
