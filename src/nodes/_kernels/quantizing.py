"""Finds the few colors that suit a picture best."""

from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[Any]

_FINE = 64
"""Steps per channel in which colors are counted; what lies in one cell is one color, its mean."""
_ROUNDS = 8
"""Rounds of improvement, after which palettes hardly move."""


def counted(pixels: Floats) -> tuple[Floats, Floats]:
    """Return the different colors `(N, C)` of a picture in [0, 1], those of a cell of 1/64 as one, and their counts."""
    flat = pixels.reshape(-1, pixels.shape[2])
    cells = np.clip(flat * np.float32(_FINE), 0, _FINE - 1).astype(np.int32)
    numbers = cells[:, 0]
    for channel in range(1, cells.shape[1]):
        numbers = numbers * _FINE + cells[:, channel]
    length = _FINE ** pixels.shape[2]
    counts = np.bincount(numbers, minlength=length)
    used = np.flatnonzero(counts)
    sums = [np.bincount(numbers, flat[:, c], length)[used] for c in range(flat.shape[1])]
    return np.stack(sums, axis=1) / counts[used, None], counts[used].astype(np.float64)


def palette_of(pixels: Floats, count: int) -> Floats:
    """Return at most `count` colors `(N, C)` float32 that suit a picture, the most frequent first.

    Median cut (Heckbert, "Color image quantization for frame buffer display", SIGGRAPH 1982), cutting the box with
    the largest squared error at the mean of its longest axis, then Lloyd's rounds of nearest colors and their means.
    """
    return weighted_palette(pixels, count)[0]


def weighted_palette(pixels: Floats, count: int) -> tuple[Floats, Floats]:
    """Return `palette_of` and the share of the picture `(N,)` that each color stands for."""
    colors, counts = counted(pixels)
    found = _cut(colors, counts, count)
    weights = np.ones(len(found))
    for _ in range(_ROUNDS):
        owner = closest(colors.astype(np.float32), found.astype(np.float32))
        weights = np.bincount(owner, counts, len(found))
        kept = weights > 0
        sums = [np.bincount(owner, counts * colors[:, c], len(found)) for c in range(colors.shape[1])]
        found = np.stack(sums, axis=1)[kept] / weights[kept, None]
        weights = weights[kept]
    order = np.argsort(-weights, kind="stable")
    return found[order].astype(np.float32), weights[order] / weights.sum()


def _cut(colors: Floats, counts: Floats, count: int) -> Floats:
    boxes = [np.arange(len(colors))]
    errors = [_error(colors, counts)]
    while len(boxes) < count and max(errors)[0] > 0:
        place = max(range(len(boxes)), key=lambda i: errors[i][0])
        box, (_, axis, mean) = boxes[place], errors[place]
        low = colors[box, axis] <= mean
        if low.all() or not low.any():
            errors[place] = (0.0, axis, mean)
            continue
        parts = (box[low], box[~low])
        boxes[place : place + 1] = parts
        errors[place : place + 1] = [_error(colors[part], counts[part]) for part in parts]
    return np.stack([np.average(colors[box], axis=0, weights=counts[box]) for box in boxes])


def _error(colors: Floats, counts: Floats) -> tuple[float, int, float]:
    """Return the squared error along the axis where it is largest, that axis, and the mean there."""
    means = np.average(colors, axis=0, weights=counts)
    spread = (counts[:, None] * (colors - means) ** 2).sum(axis=0)
    axis = int(np.argmax(spread))
    # Cells are wider than rounding: what is less is none.
    return (float(spread[axis]) if spread[axis] > 1e-9 * counts.sum() else 0.0), axis, float(means[axis])


def closest(colors: Floats, palette: Floats) -> npt.NDArray[np.intp]:
    """Return for each color `(N, C)` the place of the nearest one in the palette `(M, C)`."""
    result = np.empty(len(colors), np.intp)
    half = 0.5 * (palette * palette).sum(axis=1)
    step = max(1, (1 << 22) // len(palette))
    for start in range(0, len(colors), step):
        result[start : start + step] = np.argmin(half - colors[start : start + step] @ palette.T, axis=1)
    return result
