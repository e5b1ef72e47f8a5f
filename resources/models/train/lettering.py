"""Lettering: random words in the fonts that matplotlib and OpenCV bring along, so that every machine has them."""

import string
from functools import cache
from pathlib import Path

import cv2
import matplotlib
import numpy as np
from color import Floats
from leaves import Canvas
from PIL import Image, ImageDraw, ImageFont

_LETTERS = string.ascii_lowercase * 3 + string.ascii_uppercase + string.digits + ".,:;!?&%()+-"
_HERSHEY = (
    cv2.FONT_HERSHEY_SIMPLEX,
    cv2.FONT_HERSHEY_DUPLEX,
    cv2.FONT_HERSHEY_COMPLEX,
    cv2.FONT_HERSHEY_TRIPLEX,
    cv2.FONT_HERSHEY_SCRIPT_COMPLEX,
)


_FACES = ("DejaVu*.ttf", "STIXGeneral*.ttf", "cm[brst]*10.ttf")
"""Files in matplotlib's font folder that hold the Latin letters, with and without serifs, fixed width, italic, bold."""


@cache
def faces() -> tuple[Path, ...]:
    """Return the font files that text is set in, always in the same order."""
    folder = Path(matplotlib.get_data_path(), "fonts", "ttf")
    return tuple(path for pattern in _FACES for path in sorted(folder.glob(pattern)) if path.stem != "cmsy10")


@cache
def _font(face: Path, height: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(face, height)


def _words(rng: np.random.Generator, count: int) -> str:
    return " ".join("".join(rng.choice(list(_LETTERS), rng.integers(1, 9))) for _ in range(count))


def block(rng: np.random.Generator, canvas: Canvas, colors: Floats, unit: float) -> None:
    """Write lines of text on a part of the canvas (in place), turned and slanted in half the cases."""
    size = canvas.shape[0]
    height = int(unit * np.exp(rng.uniform(np.log(5), np.log(60))))
    page = np.zeros((size, size), np.uint8)
    left, top = (int(place) for place in rng.uniform(-0.1, 0.6, 2) * size)
    lines = int(rng.integers(1, max(2, min(24, size // (2 * height)))))
    rows = range(top, top + int(lines * height * 1.4) + 1, int(height * 1.4) + 1)
    if rng.random() < 0.8:
        sheet = Image.new("L", (size, size))
        pen, font = ImageDraw.Draw(sheet), _font(faces()[rng.integers(len(faces()))], height)
        for row in rows:
            pen.text((left, row), _words(rng, 6), fill=255, font=font)
        page = np.array(sheet)
    else:
        face, bold = _HERSHEY[rng.integers(len(_HERSHEY))], int(max(1, height / rng.uniform(8, 25)))
        for row in rows:
            cv2.putText(page, _words(rng, 6), (left, row + height), face, height / 28, 255, bold, cv2.LINE_AA)
    if rng.random() < 0.5:
        turn = cv2.getRotationMatrix2D((size / 2, size / 2), rng.uniform(-40, 40), rng.uniform(0.8, 1.2))
        turn[0, 1] += rng.normal(0, 0.15)
        page = cv2.warpAffine(page, turn, (size, size), flags=cv2.INTER_LINEAR)
    color = colors[rng.integers(len(colors))]
    cover = page.astype(np.float32)[..., None] / 255
    canvas[:] = np.clip(canvas + (color - canvas) * cover + 0.5, 0, 255).astype(np.uint8)
