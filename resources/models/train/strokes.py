"""Strokes: hair, grass, twigs, wires and line art - long thin curves that leaves cannot give."""

import cv2
import numpy as np
from color import Floats
from leaves import Canvas, fixed


def curve(rng: np.random.Generator, start: Floats, angle: float, length: float, bend: float) -> Floats:
    """Return a smooth curve as points (n, 2) in canvas pixels; `bend` is the total turn in radians."""
    count = int(np.clip(length / 8, 4, 48))
    step = np.linspace(0, 1, count, dtype=np.float32)
    heading = angle + bend * step + rng.normal(0, 0.15) * np.sin(step * rng.uniform(2, 9))
    moves = np.stack((np.cos(heading), np.sin(heading)), axis=1) * (length / count)
    return (start + np.cumsum(moves, axis=0)).astype(np.float32)


def bundle(rng: np.random.Generator, canvas: Canvas, colors: Floats, unit: float) -> None:
    """Draw 20 to 300 strokes that share a direction (in place), each a little brighter or darker than the next."""
    size = canvas.shape[0]
    middle = rng.uniform(0, size, 2)
    spread = size * np.exp(rng.uniform(-3, -0.5))
    angle, bend = rng.uniform(0, 6.3), rng.normal(0, 0.8)
    length = size * np.exp(rng.uniform(-2.2, 0))
    base = colors[rng.integers(len(colors))]
    contrast = rng.uniform(5, 60)
    thickest = rng.uniform(1, 2.2) * unit
    for _ in range(int(np.exp(rng.uniform(3, 5.7)))):
        start = (middle + rng.normal(0, spread, 2)).astype(np.float32)
        points = curve(rng, start, angle + rng.normal(0, 0.12), length * rng.uniform(0.5, 1), bend + rng.normal(0, 0.2))
        color = np.clip(base + rng.normal(0, contrast), 0, 255)
        cv2.polylines(
            canvas, [fixed(points)], False, color.tolist(), int(max(1, rng.uniform(0.5, thickest))), cv2.LINE_AA, 4
        )


def line_art(rng: np.random.Generator, canvas: Canvas, colors: Floats, unit: float) -> None:
    """Draw separate lines, circles and boxes with a pen of one width (in place)."""
    size = canvas.shape[0]
    pen = int(max(1, round(unit * rng.uniform(0.5, 3))))
    for _ in range(rng.integers(5, 60)):
        color = colors[rng.integers(len(colors))].tolist()
        start = rng.uniform(0, size, 2).astype(np.float32)
        kind = rng.random()
        if kind < 0.6:
            bend = 0.0 if rng.random() < 0.4 else rng.normal(0, 2)
            points = curve(rng, start, rng.uniform(0, 6.3), size * rng.uniform(0.1, 1.2), bend)
            cv2.polylines(canvas, [fixed(points)], False, color, pen, cv2.LINE_AA, 4)
        elif kind < 0.8:
            cv2.circle(canvas, fixed(start).tolist(), int(size * rng.uniform(0.5, 4)), color, pen, cv2.LINE_AA, 4)
        else:
            corner = start + rng.uniform(-0.3, 0.3, 2) * size
            cv2.rectangle(canvas, fixed(start).tolist(), fixed(corner).tolist(), color, pen, cv2.LINE_AA, 4)
