"""One picture on the grid of another: what of it lies under a tile of that, whatever their sizes.

Enlarging is cubic, shrinking takes the nearest finer level and is linear between its pixels. A pixel depends on its
place alone, so tiles that touch fit together.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from nodegraph.engine.levels import Levels, Region
from nodegraph.engine.pixels import Floats, to_float


def onto(picture: Levels, grid: Levels, level: int, left: int, top: int, right: int, bottom: int) -> Region:
    """Return what of `picture` lies under this part of a level of `grid`, both taken as equally large.

    Pixels are the picture's own where the sizes are equal, else float32, `(bottom - top, right - left, C)`.
    """
    if (picture.width, picture.height) == (grid.width, grid.height):
        return picture.region(level, left, top, right, bottom)
    scale = picture.width / grid.width, picture.height / grid.height
    finer = int(np.floor(np.log2(min(scale) * 2.0**level)))
    source = min(max(0, finer), picture.count - 1)
    across = _Taps(left, right, scale[0] * 2.0 ** (level - source), picture.size(source)[0])
    down = _Taps(top, bottom, scale[1] * 2.0 ** (level - source), picture.size(source)[1])
    pixels, rough = picture.region(source, across.first, down.first, across.last + 1, down.last + 1)
    near: Any = np.ascontiguousarray(pixels)
    numbers = to_float(near)
    if numbers.shape[2] != 4:
        return Region(down.apply(across.apply(numbers, 1), 0), rough)
    alpha = np.maximum(numbers[:, :, 3:], 0)
    mixed = down.apply(across.apply(np.concatenate([numbers[:, :, :3] * alpha, alpha], axis=2), 1), 0)
    covered = np.maximum(mixed[:, :, 3:], np.float32(1e-6))
    return Region(np.concatenate([mixed[:, :, :3] / covered, np.clip(mixed[:, :, 3:], 0, 1)], axis=2), rough)


class _Taps:
    """Along one axis: which pixels each target pixel is made of, and with which weights."""

    def __init__(self, start: int, end: int, step: float, size: int) -> None:
        """Targets `start` to `end`, each `step` source pixels wide; the source has `size` pixels."""
        middle = (np.arange(start, end) + 0.5) * step - 0.5
        whole = np.floor(middle)
        part = (middle - whole).astype(np.float32)
        weights = _cubic(part) if step < 1 else {0: 1 - part, 1: part}
        places = {tap: np.clip(whole.astype(np.intp) + tap, 0, size - 1) for tap in weights}
        self.first = int(min(place[0] for place in places.values()))
        self.last = int(max(place[-1] for place in places.values()))
        self._taps = [(places[tap] - self.first, weight) for tap, weight in weights.items()]

    def apply(self, numbers: Floats, axis: int) -> Floats:
        """Return the targets made of the source's pixels from `first` to `last`."""
        shape = (-1, 1, 1) if axis == 0 else (1, -1, 1)
        made = np.float32(0)
        for places, weight in self._taps:
            made = made + np.take(numbers, places, axis) * weight.reshape(shape)
        return np.asarray(made)


def _cubic(part: npt.NDArray[np.float32]) -> dict[int, npt.NDArray[np.float32]]:
    """Weights of the four nearest pixels (Keys 1981, a = -0.5)."""
    square, cube = part**2, part**3
    return {
        -1: -0.5 * part + square - 0.5 * cube,
        0: 1 - 2.5 * square + 1.5 * cube,
        1: 0.5 * part + 2 * square - 1.5 * cube,
        2: -0.5 * square + 0.5 * cube,
    }
