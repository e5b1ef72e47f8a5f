"""Noise that looks like clouds and like cells."""

from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[Any]

_STRIP = 64


def clouds(width: int, height: int, size: float, layers: int, roughness: float, seed: int) -> Floats:
    """Return `(H, W)` float32 in [0, 1] around 0.5: gradient noise, summed over `layers` of half the size each.

    Perlin, "Improving noise", SIGGRAPH 2002, with unit gradients of any direction. The largest forms are `size` pixels
    wide, and each layer counts `roughness` times as much as the one before.
    """
    made = np.random.default_rng(seed)
    total = np.zeros((height, width), np.float32)
    weight, weights = 1.0, 0.0
    for _ in range(layers):
        if size < 1:
            break
        total += np.float32(weight) * _gradients(width, height, size, made)
        weights += weight
        weight *= roughness
        size /= 2
    # Two-dimensional gradient noise stays within the root of 1/2 around 0.
    total *= np.float32(0.5 / (weights * 0.5**0.5))
    total += np.float32(0.5)
    return np.clip(total, 0, 1, out=total)


def _gradients(width: int, height: int, size: float, made: np.random.Generator) -> Floats:
    columns, rows = int(width / size) + 2, int(height / size) + 2
    angle = made.random((rows, columns), np.float32) * np.float32(2 * np.pi)
    across, down = np.cos(angle), np.sin(angle)
    x, y = (np.arange(width) + 0.5) / size, (np.arange(height) + 0.5) / size
    left, top = x.astype(np.intp), y.astype(np.intp)
    fx, fy = (x - left).astype(np.float32)[None, :], (y - top).astype(np.float32)[:, None]
    sx, sy = fx**3 * (fx * (fx * 6 - 15) + 10), fy**3 * (fy * (fy * 6 - 15) + 10)

    def corner(right: int, below: int) -> Floats:
        result = np.take(across[top + below], left + right, axis=1)
        result *= fx - right
        result += np.take(down[top + below], left + right, axis=1) * (fy - below)
        return result

    upper = corner(0, 0)
    upper += sx * (corner(1, 0) - upper)
    lower = corner(0, 1)
    lower += sx * (corner(1, 1) - lower)
    upper += sy * (lower - upper)
    return upper


def cells(width: int, height: int, size: float, seed: int) -> Floats:
    """Return `(H, W)` float32 in [0, 1]: how far it is to the nearest of many points, one by chance in each square.

    Worley, "A cellular texture basis function", SIGGRAPH 1996, F1. Squares have `size` pixels a side, which is 1.
    """
    columns, rows = int(width / size) + 3, int(height / size) + 3
    points = np.random.default_rng(seed).random((rows, columns, 2), np.float32)
    x, y = ((np.arange(width) + 0.5) / size).astype(np.float32), ((np.arange(height) + 0.5) / size).astype(np.float32)
    left, top = x.astype(np.intp), y.astype(np.intp)
    fx, fy = x - left, y - top
    result = np.empty((height, width), np.float32)
    for start in range(0, height, _STRIP):
        part = slice(start, start + _STRIP)
        nearest = np.full((len(y[part]), width), np.inf, np.float32)
        for down in range(3):
            for right in range(3):
                point = np.take(points[top[part] + down], left + right, axis=1)
                point[:, :, 0] += right - 1 - fx
                point[:, :, 1] += down - 1 - fy[part][:, None]
                np.minimum(nearest, (point * point).sum(axis=2), out=nearest)
        result[part] = np.sqrt(nearest)
    return np.clip(result, 0, 1, out=result)
