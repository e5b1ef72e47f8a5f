"""Names of nodes seen from afar: as large as their boxes leave room for, since only the name tells what a box is."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from nodegraph.gui.theme import HEADER, UNIT, font

NAMED = 0.18
"""Zoom below which the largest letters could not be read."""
_SIZES = 40, 36, 32, 28, 24
"""Heights of letters in units of the canvas, the largest first: 12 to 7 pixels where nodes turn to boxes."""
_KEPT = 4096
_MIDDLE = Qt.AlignmentFlag.AlignCenter


def paint_names(painter: QPainter, names: Mapping[str, str], bodies: Mapping[str, QRectF], color: QColor) -> None:
    """Paint each node's name into its box, below the header; where there is no room for it, none."""
    painter.setPen(color)
    for name, title in names.items():
        room = bodies[name].adjusted(UNIT, HEADER, -UNIT, 0)
        size, lines = laid_out(title, int(room.width()), int(room.height()))
        if lines:
            painter.setFont(_face(size))
            painter.drawText(room, _MIDDLE, lines)


@lru_cache(_KEPT)
def laid_out(title: str, width: int, height: int) -> tuple[int, str]:
    """Return the size of the letters and the title broken into lines; no lines where the room is too small.

    The largest size at which each word fits is taken; at the smallest one words are cut.
    """
    for size in _SIZES:
        metrics = _measures(size)
        most = int(height // metrics.height())
        lines = _broken(title.split(), width, metrics)
        if len(lines) <= most and all(metrics.horizontalAdvance(line) <= width for line in lines):
            return size, "\n".join(lines)
    if not most:
        return size, ""
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return size, "\n".join(metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in lines)


def _broken(words: Iterable[str], width: int, metrics: QFontMetricsF) -> list[str]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and metrics.horizontalAdvance(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@lru_cache(len(_SIZES))
def _face(size: int) -> QFont:
    found = font()
    found.setPixelSize(size)
    return found


@lru_cache(len(_SIZES))
def _measures(size: int) -> QFontMetricsF:
    return QFontMetricsF(_face(size))
