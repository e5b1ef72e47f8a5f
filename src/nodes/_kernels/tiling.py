"""Where equal tiles lie on a picture, and how much each counts where they overlap."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt


class Grid(NamedTuple):
    """Equal tiles that cover a picture; the last ones are shifted back to end at its edges."""

    width: int
    """Width of every tile."""
    height: int
    lefts: list[int]
    tops: list[int]

    @property
    def places(self) -> list[tuple[int, int]]:
        """Left and top of each tile, row by row."""
        return [(left, top) for top in self.tops for left in self.lefts]


def grid(width: int, height: int, size: int, overlap: int) -> Grid:
    """Return the tiles of a picture, at most `size` pixels a side, neighbors sharing at least `overlap` pixels.

    Raises `ValueError` where the overlap leaves no step from tile to tile.
    """
    if overlap >= size:
        raise ValueError(f"Tiles of {size} pixels cannot overlap by {overlap}; make the overlap smaller.")
    return Grid(min(size, width), min(size, height), _starts(width, size, overlap), _starts(height, size, overlap))


def _starts(length: int, size: int, overlap: int) -> list[int]:
    if length <= size:
        return [0]
    return [*range(0, length - size, size - overlap), length - size]


def shares(starts: list[int], size: int, overlap: int, length: int) -> list[npt.NDArray[np.float32]]:
    """Return, for each tile along one axis, how much each of its pixels counts: ramps that sum to 1 everywhere."""
    ramp = (np.arange(overlap, dtype=np.float32) + 0.5) / max(overlap, 1)
    weights = []
    for number in range(len(starts)):
        weight = np.ones(size, np.float32)
        if overlap and number > 0:
            weight[:overlap] *= ramp
        if overlap and number < len(starts) - 1:
            weight[-overlap:] *= ramp[::-1]
        weights.append(weight)
    total = np.zeros(length, np.float32)
    for start, weight in zip(starts, weights, strict=True):
        total[start : start + size] += weight
    return [weight / total[start : start + size] for start, weight in zip(starts, weights, strict=True)]
