"""Draws text."""

from pathlib import Path
from typing import Annotated, Literal

from nodegraph import Color, Image, Number, PictureFact, Text, node, note
from nodes._kernels.lettering import Lettering, drawn, extent, missing
from nodes._kernels.made import made_fact

_TOLD = 20
"""Letters that a font lacks, at most, in one sentence."""


@node(synonyms=("text as image", "caption", "title", "label", "font", "watermark text", "write"))
def draw_text(
    text: Annotated[str, Text(lines=True)] = "Text",
    font: Path | None = None,
    size: Annotated[float, Number(4, 2000, unit="px", log=True)] = 48.0,
    color: Color = (1.0, 1.0, 1.0),
    align: Literal["left", "center", "right"] = "left",
    margin: Annotated[int, Number(0, 1000, unit="px")] = 8,
    outline: Annotated[int, Number(0, 100, unit="px")] = 0,
    outline_color: Color = (0.0, 0.0, 0.0),
) -> Image:
    """Draw a text as a transparent picture, as large as the text needs; lay it over another one with *Place over*.

    The font is a file (.ttf, .otf), or a plain one that comes with the program and has the English letters only. The
    size is the height of a line's letters; a margin stays free at every side, and an outline makes letters readable on
    any ground.
    """
    lettering = Lettering(text, font, size, align, margin, outline)
    if lacking := missing(lettering):
        name = "The plain font" if font is None else font.name
        note(f"{name} has no {' '.join(lacking[:_TOLD])}; choose a font file with these letters.")
    return drawn(lettering, color, outline_color)


@draw_text.probe
def _(text: str, font: Path | None, size: float, align: str, margin: int, outline: int) -> PictureFact:
    width, height = extent(Lettering(text, font, size, align, margin, outline))
    return made_fact(width, height, 4)
