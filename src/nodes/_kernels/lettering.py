"""Sets text in a font file: how large it becomes, and its picture."""

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from nodegraph import Color
from nodes._kernels.files import Refused, check_file
from nodes._kernels.pixels import check_size, color_for

Floats = npt.NDArray[Any]

LONGEST = 5000
_NO_LETTER = "\U0010ffff"
"""No font has it."""
_LARGEST_FONT = 64 * 2**20
_LARGEST_AREA = 200_000_000


class Lettering(NamedTuple):
    """A text and how it is set."""

    text: str
    font: Path | None
    """A font file; `None` for the plain one that Pillow brings along."""
    size: float
    """Pixels of an em."""
    align: str
    margin: int
    outline: int


def extent(lettering: Lettering) -> tuple[int, int]:
    """Return width and height of the text's picture. Raises `ValueError` (`Refused` for a font) with a sentence."""
    left, top, right, bottom = _box(lettering, _font(lettering))
    return right - left, bottom - top


def drawn(lettering: Lettering, color: Color, outline_color: Color) -> Floats:
    """Return the text as `(H, W, 4)` float32, transparent around the letters."""
    font = _font(lettering)
    left, top, right, bottom = _box(lettering, font)
    size = (right - left, bottom - top)
    letters = _coverage(lettering, font, size, (-left, -top), 0)
    ink = color_for(color, 4, np.float32)
    result = np.empty((*letters.shape, 4), np.float32)
    result[:] = ink
    if not lettering.outline:
        result[:, :, 3] *= letters
        return result
    rim = color_for(outline_color, 4, np.float32)
    around = np.maximum(_coverage(lettering, font, size, (-left, -top), lettering.outline), letters) * rim[3]
    inside = letters * ink[3]
    alpha = inside + around * (1 - inside)
    share = np.divide(inside, alpha, out=np.zeros_like(alpha), where=alpha > 0)[:, :, None]
    result[:, :, :3] = rim[:3] + share * (ink[:3] - rim[:3])
    result[:, :, 3] = alpha
    return result


def _font(lettering: Lettering) -> Any:
    # Pillow is imported where it runs: 10 ms that most graphs need not wait for.
    from PIL import ImageFont

    if lettering.font is None:
        return ImageFont.load_default(lettering.size)
    if check_file(lettering.font).st_size > _LARGEST_FONT:
        raise Refused(f"{lettering.font} is too large for a font; choose a .ttf or .otf file.")
    try:
        # Basic layout everywhere: the other one needs a library that not every system has.
        return ImageFont.truetype(str(lettering.font), lettering.size, layout_engine=ImageFont.Layout.BASIC)
    except OSError:
        raise Refused(f"{lettering.font} is no font file that can be read; choose a .ttf or .otf file.") from None


def _box(lettering: Lettering, font: Any) -> tuple[int, int, int, int]:
    """Return the frame around the text with its margin, relative to where the first line begins."""
    if len(lettering.text) > LONGEST:
        raise ValueError(f"The text has {len(lettering.text)} characters; at most {LONGEST} are drawn.")
    from PIL import Image, ImageDraw

    pen = ImageDraw.Draw(Image.new("L", (1, 1)))
    text = _lines(lettering)
    found = pen.multiline_textbbox((0, 0), text, font, align=lettering.align, stroke_width=lettering.outline)
    # A line keeps its height whatever its letters, so that texts beside each other stand on one line.
    line = pen.textbbox((0, 0), "Ag", font, stroke_width=lettering.outline)
    left, top, right, bottom = (min(found[0], 0), min(found[1], line[1]), max(found[2], 1), max(found[3], line[3]))
    margin = lettering.margin
    box = (int(left // 1) - margin, int(top // 1) - margin, int(-(-right // 1)) + margin, int(-(-bottom // 1)) + margin)
    width, height = box[2] - box[0], box[3] - box[1]
    check_size(width, height)
    if width * height > _LARGEST_AREA:
        raise ValueError(f"The text would be {width}x{height} pixels; make it shorter or smaller.")
    return box


def _lines(lettering: Lettering) -> str:
    """Return the text without control characters, which fonts draw as boxes."""
    return "".join(c for c in lettering.text.replace("\t", "    ") if c == "\n" or c.isprintable())


def missing(lettering: Lettering) -> str:
    """Return the letters that the font does not have, each once; it draws a box, or nothing, in their place."""
    font = _font(lettering)
    box = _shape(font, _NO_LETTER)
    every = dict.fromkeys(c for c in _lines(lettering) if not c.isspace())
    return "".join(c for c in every if _shape(font, c) == box)


def _shape(font: Any, letter: str) -> tuple[Any, bytes]:
    mask = font.getmask(letter)
    return mask.size, bytes(mask)


def _coverage(lettering: Lettering, font: Any, size: tuple[int, int], at: tuple[int, int], outline: int) -> Floats:
    from PIL import Image, ImageDraw

    image = Image.new("L", size)
    pen = ImageDraw.Draw(image)
    pen.multiline_text(at, _lines(lettering), 255, font, align=lettering.align, stroke_width=outline)
    return np.asarray(image).astype(np.float32) * np.float32(1 / 255)
