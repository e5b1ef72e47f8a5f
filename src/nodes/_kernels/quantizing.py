"""Finds the few colors that suit a picture best."""

from typing import Any

import numpy as np
import numpy.typing as npt

from nodes._kernels.nearest import Nearest

Floats = npt.NDArray[Any]

_FINE = 64
"""Steps per channel in which colors are counted; what lies in one cell is one color, its mean."""
_STRIP = 1 << 20
"""Pixels counted at a time."""
_MANY = 1 << 16
_ROUNDS = 50
"""Rounds of improvement at most: six colors of a portrait still gained 15 % of the error between 8 and 50."""
_LEAST_ROUNDS = 8
_WORK = 800
"""Rounds times colors: many colors hardly move after the first rounds, and each costs."""
_STILL = 1e-4


def counted(pixels: Floats) -> tuple[Floats, Floats]:
    """Return the different colors `(N, C)` of a picture in [0, 1], those of a cell of 1/64 as one, and their counts.

    Of more than 65,536 cells, eight become one: a palette tells no difference.
    """
    flat = pixels.reshape(-1, pixels.shape[2])
    channels = flat.shape[1]
    table = np.zeros((1 + channels, _FINE**channels))
    for start in range(0, len(flat), _STRIP):
        part = flat[start : start + _STRIP]
        cells = np.clip(part * np.float32(_FINE), 0, _FINE - 1).astype(np.int32)
        numbers = cells[:, 0].copy()
        for channel in range(1, channels):
            numbers *= _FINE
            numbers += cells[:, channel]
        table[0] += np.bincount(numbers, minlength=table.shape[1])
        for channel in range(channels):
            table[1 + channel] += np.bincount(numbers, part[:, channel], table.shape[1])
    if np.count_nonzero(table[0]) > _MANY:
        halves = table.reshape(1 + channels, *(_FINE // 2, 2) * channels)
        table = halves.sum(axis=tuple(range(2, 2 + 2 * channels, 2))).reshape(1 + channels, -1)
    table = table[:, table[0] > 0]
    return (table[1:] / table[0]).T, table[0]


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
    weights, few = np.ones(len(found)), colors.astype(np.float32)
    for _ in range(min(_ROUNDS, max(_LEAST_ROUNDS, _WORK // count))):
        owner = Nearest(found.astype(np.float32), 0.0, 1.0, len(colors)).places(few)
        weights = np.bincount(owner, counts, len(found))
        kept = weights > 0
        sums = [np.bincount(owner, counts * colors[:, c], len(found)) for c in range(colors.shape[1])]
        moved = np.stack(sums, axis=1)[kept] / weights[kept, None]
        rests = kept.all() and np.abs(moved - found).max() < _STILL
        found, weights = moved, weights[kept]
        if rests:
            break
    order = np.argsort(-weights, kind="stable")
    return found[order].astype(np.float32), weights[order] / weights.sum()


def spacing(palette: Floats) -> np.float32:
    """Return how far colors `(N, C)` are from the nearest other one in the mean, along the gray axis; 0 for one color.

    Noise of this width mixes neighbors: with half or twice as much, photographs reduced to 2 to 16 colors and blurred
    again are further from what they were.
    """
    if len(palette) < 2:
        return np.float32(0)
    apart = np.linalg.norm(palette[:, None] - palette[None], axis=2)
    np.fill_diagonal(apart, np.inf)
    return np.float32(apart.min(axis=1).mean() / np.sqrt(palette.shape[1]))


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
