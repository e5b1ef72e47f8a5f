"""Texts cut to a width, measured once: a thousand nodes show the same few words again and again."""

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF

from nodegraph.gui.theme import TEXT_SIZE, TITLE_SIZE, font

_KEPT = 16384


@lru_cache(2)
def face(*, title: bool) -> QFont:
    """Return the font of titles, or of everything else on the canvas."""
    return font(TITLE_SIZE, bold=True) if title else font(TEXT_SIZE)


@lru_cache(2)
def metrics(*, title: bool) -> QFontMetricsF:
    """Return the measures of that font."""
    return QFontMetricsF(face(title=title))


@lru_cache(_KEPT)
def cut(text: str, width: int, where: Qt.TextElideMode = Qt.TextElideMode.ElideRight, *, title: bool = False) -> str:
    """Return the text as it fits into a width in canvas pixels, with an ellipsis where something is missing."""
    return metrics(title=title).elidedText(text, where, width)


@lru_cache(_KEPT)
def width_of(text: str, *, title: bool = False) -> float:
    """Return how wide a text is."""
    return metrics(title=title).horizontalAdvance(text)


def whole_lines(height: float) -> float:
    """Return the height of as many lines as fit into a height."""
    line = metrics(title=False).lineSpacing()
    return line * max(1, int(height // line))


@lru_cache(_KEPT)
def wrapped_height(text: str, width: float, most: int) -> float:
    """Return how high a text is that is broken into lines of a width, at most so many lines."""
    box = metrics(title=False).boundingRect(QRectF(0, 0, width, 10_000), Qt.TextFlag.TextWordWrap, text)
    return min(box.height(), most * metrics(title=False).lineSpacing())
