"""How far each pixel is from the outline of a shape."""

import math
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[Any]


def distance(
    width: int,
    height: int,
    shape: str,
    margin: float,
    *,
    corners: int,
    inner: float,
    roundness: float,
    angle: float,
) -> Floats:
    """Return the distance `(H, W)` float32 in pixels of every pixel's center to the outline, negative inside.

    The shape fills the picture less the margin. Exact for rectangles and polygons; for ellipses to the first order,
    which is exact at the outline (Quilez, "Distance functions", 2008-2020, and Taubin, "Distance approximations for
    rasterizing implicit curves", ACM TOG 13(1), 1994).
    """
    x = (np.arange(width, dtype=np.float32) + np.float32(0.5 - width / 2))[None, :]
    y = (np.arange(height, dtype=np.float32) + np.float32(0.5 - height / 2))[:, None]
    half_width, half_height = max(0.5, width / 2 - margin), max(0.5, height / 2 - margin)
    if shape == "rectangle":
        return _rectangle(x, y, half_width, half_height, min(roundness, half_width, half_height))
    if shape == "ellipse":
        return _ellipse(x, y, half_width, half_height)
    count = corners * (2 if shape == "star" else 1)
    turns = np.arange(count) * (2 * math.pi / count) + math.radians(angle) - math.pi / 2
    reach = np.where(np.arange(count) % 2 == 1, inner, 1.0) if shape == "star" else np.ones(count)
    points = np.stack([np.cos(turns) * reach * half_width, np.sin(turns) * reach * half_height], axis=1)
    return _polygon(x, y, points)


def _rectangle(x: Floats, y: Floats, half_width: float, half_height: float, radius: float) -> Floats:
    across = np.abs(x) - np.float32(half_width - radius)
    down = np.abs(y) - np.float32(half_height - radius)
    outside = np.hypot(np.maximum(across, 0), np.maximum(down, 0))
    return outside + np.minimum(np.maximum(across, down), 0) - np.float32(radius)


def _ellipse(x: Floats, y: Floats, half_width: float, half_height: float) -> Floats:
    a, b = np.float32(half_width), np.float32(half_height)
    length = np.hypot(x / a, y / b)
    slope = np.hypot(x / (a * a), y / (b * b))
    # In the very middle there is no slope; it is as deep inside as the shorter half.
    return np.where(slope > 0, length * (length - 1) / np.maximum(slope, 1e-12), -np.minimum(a, b))


def _polygon(x: Floats, y: Floats, points: Floats) -> Floats:
    nearest = np.full(np.broadcast_shapes(x.shape, y.shape), np.inf, np.float32)
    inside = np.zeros(nearest.shape, np.bool_)
    points = points.astype(np.float32)
    for (x0, y0), (x1, y1) in zip(points, np.roll(points, -1, axis=0), strict=True):
        dx, dy = x1 - x0, y1 - y0
        along = np.clip(((x - x0) * dx + (y - y0) * dy) / max(dx * dx + dy * dy, np.float32(1e-12)), 0, 1)
        np.minimum(nearest, (x - x0 - along * dx) ** 2 + (y - y0 - along * dy) ** 2, out=nearest)
        if dy != 0:
            inside ^= ((y0 > y) != (y1 > y)) & (x < (y - y0) * (dx / dy) + x0)
    nearest = np.sqrt(nearest)
    return np.where(inside, -nearest, nearest)
