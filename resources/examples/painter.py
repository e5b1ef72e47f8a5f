"""A painter in plain numpy: shapes are signed distances, so that any edge is as sharp or as soft as one asks for.

Everything is computed in float64, linear light, so that rounding to 8 bits gives the same picture on every processor.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Point = tuple[float, float]
Color = tuple[int, int, int]

OVERSAMPLING = 3
"""Painted pixels per final pixel, along each axis."""


def light(color: Color) -> Values:
    """Return the linear light in [0, 1] of an 8-bit sRGB color."""
    code = np.array(color, np.float64) / 255
    return np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4)


class Painting:
    """A picture being painted: `pixels` is (H, W, 3) linear light; all coordinates are final pixels, y downwards."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.pixels: Values = np.zeros((height * OVERSAMPLING, width * OVERSAMPLING, 3))

    def grid(self, box: tuple[float, float, float, float]) -> tuple[tuple[slice, slice], Values, Values]:
        """Return the part of `pixels` that covers the box (left, top, right, bottom), and its x (1, w) and y (h, 1)."""
        left, right = (
            int(np.clip(np.floor(side * OVERSAMPLING), 0, self.pixels.shape[1])) for side in (box[0], box[2] + 1)
        )
        top, bottom = (
            int(np.clip(np.floor(side * OVERSAMPLING), 0, self.pixels.shape[0])) for side in (box[1], box[3] + 1)
        )
        x = (np.arange(left, right) + 0.5)[None, :] / OVERSAMPLING
        y = (np.arange(top, bottom) + 0.5)[:, None] / OVERSAMPLING
        return (slice(top, bottom), slice(left, right)), x, y

    def blend(self, part: tuple[slice, slice], color: Color | Values, cover: Values) -> None:
        """Mix a color into a part of the picture; `cover` (h, w) is in [0, 1], a color may be linear (h, w, 3)."""
        paint = light(color) if isinstance(color, tuple) else color
        region = self.pixels[part]
        region += (paint - region) * cover[..., None]

    def polygon(self, points: Sequence[Point], color: Color | Values, soft: float = 0.0, opacity: float = 1.0) -> None:
        """Fill a polygon; `soft` is the width in pixels over which its edge fades."""
        corners = np.array(points, np.float64)
        reach = soft + 1
        part, x, y = self.grid((*(corners.min(axis=0) - reach), *(corners.max(axis=0) + reach)))
        self.blend(part, color, opacity * _cover(_to_polygon(corners, x, y), soft))

    def rectangle(
        self,
        left: float,
        top: float,
        right: float,
        bottom: float,
        color: Color,
        soft: float = 0.0,
        opacity: float = 1.0,
        corner: float = 0.0,
    ) -> None:
        """Fill a rectangle with corners rounded by the radius `corner`."""
        reach = soft + 1
        part, x, y = self.grid((left - reach, top - reach, right + reach, bottom + reach))
        dx = np.abs(x - (left + right) / 2) - (right - left) / 2 + corner
        dy = np.abs(y - (top + bottom) / 2) - (bottom - top) / 2 + corner
        outside = np.sqrt(np.maximum(dx, 0) ** 2 + np.maximum(dy, 0) ** 2)
        self.blend(part, color, opacity * _cover(outside + np.minimum(np.maximum(dx, dy), 0) - corner, soft))

    def shaded(self, left: float, top: float, right: float, bottom: float, above: Color, below: Color) -> None:
        """Fill a rectangle with a vertical gradient."""
        part, x, y = self.grid((left - 1, top - 1, right + 1, bottom + 1))
        mix = np.clip((y - top) / (bottom - top), 0, 1)[..., None]
        outside = np.maximum(
            np.abs(x - (left + right) / 2) - (right - left) / 2, np.abs(y - (top + bottom) / 2) - (bottom - top) / 2
        )
        self.blend(part, light(above) + (light(below) - light(above)) * mix, _cover(outside, 0))

    def ellipse(
        self,
        x: float,
        y: float,
        rx: float,
        ry: float,
        color: Color,
        soft: float = 0.0,
        opacity: float = 1.0,
        turn: float = 0.0,
    ) -> None:
        """Fill an ellipse with its axes turned by `turn` radians."""
        reach = max(rx, ry) + soft + 1
        part, gx, gy = self.grid((x - reach, y - reach, x + reach, y + reach))
        u = (gx - x) * np.cos(turn) + (gy - y) * np.sin(turn)
        v = (gy - y) * np.cos(turn) - (gx - x) * np.sin(turn)
        self.blend(part, color, opacity * _cover((np.sqrt((u / rx) ** 2 + (v / ry) ** 2) - 1) * min(rx, ry), soft))

    def ring(self, x: float, y: float, radius: float, width: float, color: Color) -> None:
        """Draw a circle with a pen of the given width."""
        reach = radius + width
        part, gx, gy = self.grid((x - reach, y - reach, x + reach, y + reach))
        self.blend(part, color, _cover(np.abs(np.sqrt((gx - x) ** 2 + (gy - y) ** 2) - radius) - width / 2, 0))

    def line(
        self, points: Sequence[Point], width: float, color: Color, soft: float = 0.0, opacity: float = 1.0
    ) -> None:
        """Draw a line through the points with a round pen."""
        corners = np.array(points, np.float64)
        reach = width / 2 + soft + 1
        part, x, y = self.grid((*(corners.min(axis=0) - reach), *(corners.max(axis=0) + reach)))
        nearest = np.full(np.broadcast_shapes(x.shape, y.shape), np.inf)
        for a, b in pairwise(corners):
            nearest = np.minimum(nearest, _to_segment(a, b, x, y))
        self.blend(part, color, opacity * _cover(nearest - width / 2, soft))

    def glow(self, x: float, y: float, radius: float, color: Color, strength: float) -> None:
        """Add light that falls off from (x, y) and is gone at the radius."""
        part, gx, gy = self.grid((x - radius, y - radius, x + radius, y + radius))
        fall = np.maximum(1 - np.sqrt((gx - x) ** 2 + (gy - y) ** 2) / radius, 0) ** 2
        self.pixels[part] += light(color) * strength * fall[..., None]

    def finished(self) -> NDArray[np.uint8]:
        """Return the picture reduced to its final size and encoded as 8-bit sRGB, (height, width, 3)."""
        shape = (self.height, OVERSAMPLING, self.width, OVERSAMPLING, 3)
        linear = np.clip(self.pixels.reshape(shape).mean(axis=(1, 3)), 0, 1)
        code = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * np.maximum(linear, 1e-12) ** (1 / 2.4) - 0.055)
        return np.floor(code * 255 + 0.5).astype(np.uint8)


def _cover(distance: Values, soft: float) -> Values:
    """Return 1 inside, 0 outside, and a smooth step between over `soft` pixels (at least one painted pixel)."""
    step = np.clip(0.5 - distance / max(soft, 1 / OVERSAMPLING), 0, 1)
    return step * step * (3 - 2 * step)


def _to_segment(a: Values, b: Values, x: Values, y: Values) -> Values:
    """Return the distance of every (x, y) to the segment from a to b."""
    along = b - a
    share = np.clip(((x - a[0]) * along[0] + (y - a[1]) * along[1]) / max(along @ along, 1e-12), 0, 1)
    return np.sqrt((x - a[0] - share * along[0]) ** 2 + (y - a[1] - share * along[1]) ** 2)


def _to_polygon(corners: Values, x: Values, y: Values) -> Values:
    """Return the distance of every (x, y) to the outline, negative inside (even-odd rule)."""
    shape = np.broadcast_shapes(x.shape, y.shape)
    nearest, inside = np.full(shape, np.inf), np.zeros(shape, bool)
    for a, b in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        nearest = np.minimum(nearest, _to_segment(a, b, x, y))
        if a[1] != b[1]:
            inside ^= ((a[1] > y) != (b[1] > y)) & (x < a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1]))
    return np.where(inside, -nearest, nearest)


def noise(rng: np.random.RandomState, shape: tuple[int, int], cells: tuple[int, int]) -> Values:
    """Return smooth random values in [0, 1], (h, w), with about `cells` bumps down and across."""
    values = rng.random_sample((cells[0] + 2, cells[1] + 2))
    rows, columns = (np.linspace(0, cells[axis], shape[axis]) for axis in (0, 1))
    top, left = rows.astype(int), columns.astype(int)
    down, right = (rows - top)[:, None], (columns - left)[None, :]
    down, right = down * down * (3 - 2 * down), right * right * (3 - 2 * right)
    upper = values[top][:, left] * (1 - right) + values[top][:, left + 1] * right
    lower = values[top + 1][:, left] * (1 - right) + values[top + 1][:, left + 1] * right
    return upper * (1 - down) + lower * down


def arc(x: float, y: float, rx: float, ry: float, begin: float, end: float) -> list[Point]:
    """Return points on an ellipse from one angle to another, in degrees, 0 to the right and 90 upwards."""
    angles = np.radians(np.linspace(begin, end, max(3, int(abs(end - begin) / 15))))
    return [(float(x + rx * np.cos(angle)), float(y - ry * np.sin(angle))) for angle in angles]


LETTERS: dict[str, list[list[Point]]] = {
    "A": [[(0, 1), (0.35, 0), (0.7, 1)], [(0.13, 0.65), (0.57, 0.65)]],
    "B": [
        [(0, 0), (0, 1)],
        [(0, 0), *arc(0.3, 0.24, 0.26, 0.24, 90, -90), (0, 0.48)],
        [*arc(0.32, 0.74, 0.3, 0.26, 90, -90), (0, 1)],
    ],
    "C": [arc(0.38, 0.5, 0.38, 0.5, 50, 310)],
    "D": [[(0, 0), (0, 1), *arc(0.2, 0.5, 0.45, 0.5, -90, 90), (0, 0)]],
    "E": [[(0.5, 0), (0, 0), (0, 1), (0.5, 1)], [(0, 0.48), (0.42, 0.48)]],
    "F": [[(0.5, 0), (0, 0), (0, 1)], [(0, 0.48), (0.42, 0.48)]],
    "G": [[*arc(0.38, 0.5, 0.38, 0.5, 50, 330), (0.72, 0.55), (0.42, 0.55)]],
    "H": [[(0, 0), (0, 1)], [(0.6, 0), (0.6, 1)], [(0, 0.48), (0.6, 0.48)]],
    "K": [[(0, 0), (0, 1)], [(0.55, 0), (0, 0.58)], [(0.2, 0.4), (0.6, 1)]],
    "L": [[(0, 0), (0, 1), (0.5, 1)]],
    "N": [[(0, 1), (0, 0), (0.62, 1), (0.62, 0)]],
    "O": [arc(0.4, 0.5, 0.4, 0.5, 0, 360)],
    "P": [[(0, 1), (0, 0), *arc(0.3, 0.27, 0.27, 0.27, 90, -90), (0, 0.54)]],
    "R": [[(0, 1), (0, 0), *arc(0.3, 0.27, 0.27, 0.27, 90, -90), (0, 0.54)], [(0.28, 0.54), (0.6, 1)]],
    "S": [[*arc(0.3, 0.25, 0.27, 0.25, 40, 270), *arc(0.3, 0.75, 0.3, 0.25, 90, -140)]],
    "T": [[(0, 0), (0.64, 0)], [(0.32, 0), (0.32, 1)]],
    "Y": [[(0, 0), (0.33, 0.48), (0.66, 0)], [(0.33, 0.48), (0.33, 1)]],
}
"""Strokes of the capitals that the signs need, on a line of height 1."""


def write(painting: Painting, text: str, middle: float, top: float, height: float, color: Color, width: float) -> None:
    """Letter a text around x = `middle` with a round pen of the given width."""
    widths = [max(x for stroke in LETTERS[letter] for x, _ in stroke) * height for letter in text]
    gap = 0.27 * height
    left = middle - (sum(widths) + gap * (len(text) - 1)) / 2
    for letter, advance in zip(text, widths, strict=True):
        for stroke in LETTERS[letter]:
            painting.line([(left + x * height, top + y * height) for x, y in stroke], width, color)
        left += advance + gap
