"""Curves through points, and the darkest and brightest tones of a picture."""

import math
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from nodes._kernels.strips import on_all_cores, spans

Floats = npt.NDArray[Any]
Points = list[tuple[float, float]]

MOST_POINTS = 64
_TABLE = 16385
_BINS = 65536
_COUNTED = 1 << 18
"""Pixels counted at a time: each strip has a table of all steps, 512 KiB a channel."""
_STRIP = 1 << 16
"""Numbers looked up at a time, so that what lies between stays in the cache."""


def read_points(text: str) -> Points:
    """Return points written as `x,y x,y ...`, sorted by x. Raises `ValueError` with a sentence."""
    points = []
    for word in text.split()[: MOST_POINTS + 1]:
        parts = word.split(",")
        try:
            x, y = (float(part) for part in parts)
        except ValueError:
            raise ValueError(f"{word[:40]!r} is no point; write two numbers with a comma, such as 0.5,0.6.") from None
        if not (0 <= x <= 1 and math.isfinite(y) and abs(y) <= 100):
            raise ValueError(f"The point {word[:40]} lies outside; the first number goes from 0 to 1.")
        points.append((x, y))
    points.sort()
    if len(points) > MOST_POINTS:
        raise ValueError(f"The curve has more than {MOST_POINTS} points; leave some out.")
    if len(points) < 2:
        raise ValueError("A curve needs at least two points, such as 0,0 1,1.")
    for (x, _), (following, _) in pairwise(points):
        if following - x < 1e-4:
            raise ValueError(f"Two points of the curve lie at {x:g}; move one of them.")
    return points


def curve_table(points: Points) -> Floats:
    """Return the monotone cubic through the points at 16,385 even steps from 0 to 1, level outside of them.

    Slopes are the weighted harmonic means of their neighbors (Fritsch and Butland, "A method for constructing local
    monotone piecewise cubic interpolants", SIAM J. Sci. Stat. Comput. 5(2), 1984), so that nothing overshoots.
    """
    x, y = np.array(points).T
    step, rise = np.diff(x), np.diff(y) / np.diff(x)
    slope = np.concatenate([[rise[0]], np.zeros(len(x) - 2), [rise[-1]]])
    for i in range(1, len(x) - 1):
        if rise[i - 1] * rise[i] > 0:
            left, right = 2 * step[i] + step[i - 1], step[i] + 2 * step[i - 1]
            slope[i] = (left + right) / (left / rise[i - 1] + right / rise[i])
    if len(x) > 2:
        slope[0] = _end(step[0], step[1], rise[0], rise[1])
        slope[-1] = _end(step[-1], step[-2], rise[-1], rise[-2])
    at = np.clip(np.linspace(0, 1, _TABLE), x[0], x[-1])
    piece = np.clip(np.searchsorted(x, at, side="right") - 1, 0, len(step) - 1)
    t, h = (at - x[piece]) / step[piece], step[piece]
    near, far = (1 + 2 * t) * (1 - t) ** 2, t * t * (3 - 2 * t)
    bend = t * (1 - t) ** 2 * slope[piece] + t * t * (t - 1) * slope[piece + 1]
    return (y[piece] * near + y[piece + 1] * far + h * bend).astype(np.float32)


def _end(near: float, far: float, rise: float, following: float) -> float:
    """Return the slope at an end: of the parabola through three points, kept from overshooting."""
    slope = ((2 * near + far) * rise - near * following) / (near + far)
    if slope * rise <= 0:
        return 0.0
    return 3 * rise if rise * following <= 0 and abs(slope) > 3 * abs(rise) else slope


def looked_up(numbers: Floats, table: Floats, target: Floats) -> None:
    """Write float32 numbers, contiguous, as the table `(N,)` over even steps from 0 to 1 has them, interpolated."""
    flat, result = numbers.reshape(-1), target.reshape(-1)
    last = len(table) - 1
    rise = np.append(np.diff(table), np.float32(0))
    for start in range(0, flat.size, _STRIP):
        place = np.clip(flat[start : start + _STRIP], 0, 1)
        place *= np.float32(last)
        step = place.astype(np.int32)
        place -= step
        place *= rise[step]
        np.add(place, table[step], out=result[start : start + _STRIP])


def ends(pixels: Floats, cut: float, *, together: bool) -> tuple[Floats, Floats]:
    """Return the darkest and the brightest tone `(1, 1, C)`, C = 1 or 3, of a picture, a share cut off at each side.

    `together` counts all channels as one. What is fully transparent does not count, unless all is. Exact to 1/65536 of
    the range.
    """
    channels = min(pixels.shape[2], 3)
    hidden = pixels.shape[2] == 4 and not pixels[:, :, 3].any()

    def seen(rows: slice) -> Floats:
        """Return the numbers that count, `(N, C)`, or all in one column."""
        strip = pixels[rows]
        colors = strip[:, :, :channels]
        counts = colors.reshape(-1, channels) if strip.shape[2] != 4 or hidden else colors[strip[:, :, 3] > 0]
        return counts.reshape(-1, 1) if together else counts

    parts = [
        part for part in on_all_cores(lambda rows: _range(seen(rows)), spans(*pixels.shape[:2])) if part is not None
    ]
    low, high = np.min([part[0] for part in parts], axis=0), np.max([part[1] for part in parts], axis=0)
    if cut > 0:
        counted = on_all_cores(lambda rows: _counts(seen(rows), low, high), spans(*pixels.shape[:2], pixels=_COUNTED))
        shares = np.cumsum(np.sum(counted, axis=0), axis=1)
        step = (high - low) / (_BINS - 1)
        first = [np.searchsorted(share, cut * share[-1], side="right") for share in shares]
        last = [np.searchsorted(share, (1 - cut) * share[-1], side="left") for share in shares]
        wide = high > low
        low, high = np.where(wide, low + first * step, low), np.where(wide, low + last * step, high)
    found = [np.broadcast_to(end, channels).astype(np.float32).reshape(1, 1, -1) for end in (low, high)]
    return found[0], found[1]


def _range(numbers: Floats) -> tuple[Floats, Floats] | None:
    return (numbers.min(axis=0), numbers.max(axis=0)) if len(numbers) else None


def _counts(numbers: Floats, low: Floats, high: Floats) -> Floats:
    """Return how many numbers `(N, C)` lie in each of the steps `(C, steps)` from low to high."""
    scale = np.float32(_BINS - 1) / np.maximum(high - low, np.float32(1e-30))
    places = np.clip((numbers - low) * scale, 0, _BINS - 1).astype(np.uint16)
    return np.stack([np.bincount(places[:, c], minlength=_BINS) for c in range(numbers.shape[1])])
