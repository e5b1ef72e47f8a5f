"""Dead leaves: opaque shapes that fall on each other, their radii under a power law down to one pixel.

Natural scenes are made of objects of all sizes that hide each other; with a number density of r**-3 the picture looks
the same at every scale (Lee, Mumford, Huang 2001), and networks trained on such pictures come close to those
trained on photographs (Achddou, Gousseau, Ladjal 2021).
"""

import cv2
import numpy as np
from color import Floats
from numpy.typing import NDArray

Canvas = NDArray[np.uint8]
_SUBPIXEL = 4
"""Fractional bits of cv2's coordinates: leaves lie at sixteenths of a canvas pixel."""


def outline(rng: np.random.Generator, radius: float) -> Floats:
    """Return the corners of one leaf around (0, 0), shape (n, 2): ellipse, blob, polygon, bar or sliver."""
    kind = rng.random()
    corners = int(np.clip(radius * 2.5, 6, 64))
    turn = np.linspace(0, 2 * np.pi, corners, endpoint=False) + rng.uniform(0, 6.3)
    if kind < 0.35:
        points = np.stack((np.cos(turn), np.sin(turn) * rng.uniform(0.25, 1)), axis=1)
    elif kind < 0.55:
        reach = np.ones_like(turn)
        for order in range(2, 6):
            reach += rng.normal(0, 0.35 / order) * np.cos(order * turn + rng.uniform(0, 6.3))
        points = np.stack((np.cos(turn), np.sin(turn)), axis=1) * reach[:, None]
    elif kind < 0.75:
        turn = np.sort(rng.uniform(0, 2 * np.pi, rng.integers(3, 8)))
        points = np.stack((np.cos(turn), np.sin(turn)), axis=1) * rng.uniform(0.6, 1, (len(turn), 1))
    else:
        thin = rng.uniform(0.3, 1) if kind < 0.88 else rng.uniform(0.03, 0.2)
        points = np.array(((-1, -thin), (1, -thin), (1, thin), (-1, thin)))
    angle = rng.choice((0, np.pi / 2)) if rng.random() < 0.15 else rng.uniform(0, 2 * np.pi)
    spin = np.array(((np.cos(angle), np.sin(angle)), (-np.sin(angle), np.cos(angle))))
    return (points @ spin * radius).astype(np.float32)


def fixed(points: Floats) -> NDArray[np.int32]:
    """Return the points as cv2's fixed-point coordinates (to be drawn with shift=4)."""
    return np.round(points * (1 << _SUBPIXEL)).astype(np.int32)


def radii(rng: np.random.Generator, low: float, high: float, exponent: float, area: float, most: int) -> Floats:
    """Return radii with number density r**-exponent on [low, high] until their discs cover `area`, at most `most`."""
    uniform = rng.random(most)
    power = 1.0 - exponent
    values = (low**power + uniform * (high**power - low**power)) ** (1 / power)
    enough = int(np.searchsorted(np.cumsum(2.0 * values**2), area)) + 1
    return values[:enough].astype(np.float32)


def paint(
    rng: np.random.Generator, canvas: Canvas, points: Floats, color: Floats, fields: list[Floats], soft: float
) -> None:
    """Lay one leaf on the canvas (in place): textured, shaded and soft at its edge where it is large enough to show.

    `color` is sRGB in [0, 255], `points` are canvas pixels, `soft` is the standard deviation of the edge in pixels.
    """
    size = canvas.shape[0]
    low = np.maximum(np.floor(points.min(axis=0) - 2 - 3 * soft), 0).astype(int)
    high = np.minimum(np.ceil(points.max(axis=0) + 3 + 3 * soft), size).astype(int)
    if (high <= low).any():
        return
    if (high - low).max() < 24 and soft == 0:
        cv2.fillPoly(canvas, [fixed(points)], color.tolist(), cv2.LINE_AA, _SUBPIXEL)
        return
    (left, top), (right, bottom) = low, high
    mask = np.zeros((bottom - top, right - left), np.uint8)
    cv2.fillPoly(mask, [fixed(points - low.astype(np.float32))], 255, cv2.LINE_AA, _SUBPIXEL)
    if soft > 0:
        mask = cv2.GaussianBlur(mask, (0, 0), soft)
    cover = mask.astype(np.float32)[..., None] / 255
    region = canvas[top:bottom, left:right]
    surface = _surface(rng, color, fields, bottom - top, right - left)
    region[:] = np.clip(region + (surface - region) * cover + 0.5, 0, 255).astype(np.uint8)


def _surface(rng: np.random.Generator, color: Floats, fields: list[Floats], height: int, width: int) -> Floats:
    """Return the leaf's own colors, (height, width, 3) in [0, 255] nominally: flat, shaded, textured, or both."""
    shade = np.zeros((height, width, 1), np.float32)
    if rng.random() < 0.6:
        slope = rng.normal(0, 0.25, 2)
        shade[..., 0] += np.linspace(-1, 1, height)[:, None] * slope[0] + np.linspace(-1, 1, width)[None, :] * slope[1]
    if rng.random() < 0.75:
        field = fields[rng.integers(len(fields))]
        top, left = rng.integers(0, field.shape[0] - height + 1), rng.integers(0, field.shape[0] - width + 1)
        shade[..., 0] += field[top : top + height, left : left + width] * np.exp(rng.uniform(-3.5, -0.4))
    tint = 1 + rng.normal(0, 0.15, 3).astype(np.float32)
    return color + (color + 40) * shade * tint


def scatter(
    rng: np.random.Generator, canvas: Canvas, colors: Floats, fields: list[Floats], unit: float, plain: bool
) -> None:
    """Cover the canvas with leaves (in place).

    `unit` is canvas pixels per final pixel; `plain` gives the flat, outlined leaves of a cartoon.
    """
    size = canvas.shape[0]
    low = unit * float(np.exp(rng.uniform(np.log(0.5), np.log(12 if plain else 7))))
    high = size * rng.uniform(0.15, 0.7)
    sizes = radii(rng, low, high, rng.uniform(2.2, 3.2), size * size * rng.uniform(1.5, 3.5), 9000)
    softness = rng.uniform(0, 4) * unit if rng.random() < 0.35 else 0.0
    jitter = rng.uniform(0, 14)
    pen = int(max(1, round(unit * rng.uniform(0.4, 2.5))))
    ink = colors[colors.sum(axis=1).argmin()] * 0.3
    for radius in sizes:
        points = outline(rng, float(radius)) + rng.uniform(0, size, 2).astype(np.float32)
        color = np.clip(colors[rng.integers(len(colors))] + rng.normal(0, jitter, 3), 0, 255).astype(np.float32)
        if plain:
            cv2.fillPoly(canvas, [fixed(points)], color.tolist(), cv2.LINE_AA, _SUBPIXEL)
            cv2.polylines(canvas, [fixed(points)], True, ink.tolist(), pen, cv2.LINE_AA, _SUBPIXEL)
        else:
            soft = softness * rng.random() if softness and radius > 4 * unit and rng.random() < 0.5 else 0.0
            paint(rng, canvas, points, color, fields, soft)
