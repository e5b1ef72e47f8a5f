"""Finds the nearest color of a palette for millions of pixels, through a grid that knows which ones can be nearest."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[Any]
Places = npt.NDArray[Any]

_MOST = 64
"""Cells of the grid a side, at most."""
_STRIP = 1 << 16
"""Colors looked up at a time: what belongs to them fits a cache."""

_FEW = 40_000
"""Comparisons that are quicker made than thought about."""


def closest(colors: Floats, palette: Floats) -> Places:
    """Return for each color `(N, C)` float32 the place of the nearest one in the palette `(M, C)`; the first of equals.

    By looking at all of them.
    """
    if colors.shape[1] == 1 and len(palette) > 1:
        return _on_a_line(colors[:, 0], palette[:, 0])
    half = 0.5 * (palette * palette).sum(axis=1)
    if len(colors) * len(palette) <= 1 << 20:
        return np.argmin(half - colors @ palette.T, axis=1)
    result = np.empty(len(colors), np.intp)
    step = max(1, (1 << 20) // len(palette))
    for start in range(0, len(colors), step):
        result[start : start + step] = np.argmin(half - colors[start : start + step] @ palette.T, axis=1)
    return result


def _on_a_line(numbers: Floats, palette: Floats) -> Places:
    order = np.argsort(palette, kind="stable")
    rising = palette[order]
    return order[np.searchsorted((rising[1:] + rising[:-1]) / 2, numbers)]


class Nearest:
    """A palette `(M, C)` and, where many colors will be asked for, a grid over them.

    A cell of the grid lists the colors that can be nearest somewhere in it, the one nearest to its middle first.
    With `j` that one and `k` another, `|p - k|^2 - |p - j|^2` is linear in p: over the cell it differs from the middle
    by up to `side * |k - j|_1`, and `k` is listed where that can reach 0. Of a picture most pixels lie in cells of one.
    """

    def __init__(self, palette: Floats, low: float, high: float, count: int) -> None:
        """Prepare for about `count` colors, most of them with numbers from `low` to `high`; others take longer."""
        self._palette = np.ascontiguousarray(palette, np.float32)
        self._lists: list[Places] = []
        cells = min(_MOST, int((count / 16) ** (1 / 3)))
        if palette.shape[1] != 3 or len(palette) == 1 or cells < 8 or not high > low:
            return
        self._low, self._cells = np.float32(low), cells
        self._scale = np.float32(cells / (high - low))
        self._lists = self._candidates((high - low) / cells)
        self._many = self._lists[1] >= 0 if len(self._lists) > 1 else None

    def _candidates(self, side: float) -> list[Places]:
        """Return for each rank the color of that rank in every cell, -1 where there is none."""
        cells, palette = self._cells, self._palette
        middle = float(self._low) + (np.arange(cells, dtype=np.float32) + 0.5) * side
        half = 0.5 * (palette * palette).sum(axis=1)
        apart = np.abs(palette[:, None] - palette[None]).sum(axis=2)
        found: list[Places] = []
        # What rounds off in float32 must not hide a color.
        slack = np.float32(1e-5)
        ranks = 1
        for red in middle:
            grid = np.stack(np.meshgrid([red], middle, middle, indexing="ij"), axis=3).reshape(-1, 3)
            distance = half - grid @ palette.T
            first = np.argmin(distance, axis=1)
            reach = distance - np.take_along_axis(distance, first[:, None], axis=1)
            possible = reach <= np.float32(side / 2) * apart[first] + slack
            ranks = max(ranks, int(possible.sum(axis=1).max()))
            order = np.argsort(np.where(possible, reach, np.inf), axis=1, kind="stable")[:, :ranks]
            found.append(np.where(np.take_along_axis(possible, order, axis=1), order, -1).astype(np.int16))
        wide = [np.pad(part, ((0, 0), (0, ranks - part.shape[1])), constant_values=-1) for part in found]
        table = np.concatenate(wide)
        return [np.ascontiguousarray(table[:, rank]) for rank in range(ranks)]

    def places(self, colors: Floats) -> Places:
        """Return for each color `(N, C)` float32 the place of the nearest one in the palette."""
        if not self._lists or len(colors) * len(self._palette) <= _FEW:
            return closest(colors, self._palette)
        result = np.empty(len(colors), np.int16)

        def look(start: int) -> None:
            part = slice(start, start + _STRIP)
            result[part] = self._looked_up(colors[part])

        if len(colors) <= _STRIP:
            look(0)
        else:
            with ThreadPoolExecutor(max(1, cv2.getNumThreads())) as pool:
                list(pool.map(look, range(0, len(colors), _STRIP)))
        return result

    def _looked_up(self, colors: Floats) -> Places:
        cells = colors - self._low
        cells *= self._scale
        within = cells.min() >= 0 and cells.max() < self._cells
        if not within:
            outside = np.flatnonzero(((cells < 0) | (cells >= self._cells)).any(axis=1))
            np.clip(cells, 0, self._cells - 1, out=cells)
        steps = cells.astype(np.int32)
        where = steps[:, 0] * self._cells
        where += steps[:, 1]
        where *= self._cells
        where += steps[:, 2]
        best = self._lists[0][where]
        if self._many is not None:
            self._improve(best, colors, where, np.flatnonzero(self._many[where]))
        if not within:
            best[outside] = closest(colors[outside], self._palette)
        return best

    def _improve(self, best: Places, colors: Floats, where: Places, left: Places) -> None:
        """Compare with the other colors of each cell, in place, for the pixels whose cells have some."""
        asked, where = colors[left], where[left]
        nearest = _distance(asked, self._palette[best[left]])
        for candidates in self._lists[1:]:
            other = candidates[where]
            more = np.flatnonzero(other >= 0)
            if len(more) < len(other):
                left, asked, where, nearest, other = left[more], asked[more], where[more], nearest[more], other[more]
            if not len(left):
                break
            distance = _distance(asked, self._palette[other])
            closer = distance < nearest
            best[left[closer]] = other[closer]
            np.minimum(nearest, distance, out=nearest)


def _distance(a: Floats, b: Floats) -> Floats:
    apart = a - b
    apart *= apart
    return apart[:, 0] + apart[:, 1] + apart[:, 2]
