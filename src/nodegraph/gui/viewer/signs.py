"""What is drawn above pictures: the line of a wipe with its handle, names of the two sides, a sentence."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from nodegraph.gui.theme import TEXT_SIZE, UNIT, Theme, font

_EDGE = QColor(0, 0, 0, 160)
_PLATE = QColor(0, 0, 0, 190)
_WHITE = QColor("#ffffff")
_NARROWEST = 60


def draw_line(painter: QPainter, x: int, height: int, ratio: float, *, handle: bool) -> None:
    """Draw a line from top to bottom, seen on any picture; places are pixels of the screen, `ratio` of them a point."""
    painter.setPen(QPen(_EDGE, round(3 * ratio)))
    painter.drawLine(x, 0, x, height)
    painter.setPen(QPen(_WHITE, round(ratio)))
    painter.drawLine(x, 0, x, height)
    if not handle:
        return
    at = QPointF(x, height / 2)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(_EDGE, ratio))
    painter.setBrush(_WHITE)
    painter.drawEllipse(at, 9 * ratio, 9 * ratio)
    painter.setPen(QPen(QColor("#202020"), 1.5 * ratio))
    for way in (-1, 1):
        tip = at + QPointF(way * 6 * ratio, 0)
        painter.drawLine(tip, tip + QPointF(-way * 3 * ratio, -3 * ratio))
        painter.drawLine(tip, tip + QPointF(-way * 3 * ratio, 3 * ratio))
    painter.restore()


def draw_name(painter: QPainter, area: QRect, name: str, ratio: float, *, right: bool) -> None:
    """Draw a name into an upper corner of an area."""
    if not name or area.width() < _NARROWEST * ratio:
        return
    painter.save()
    painter.setClipRect(area)
    painter.scale(ratio, ratio)
    painter.setFont(font(TEXT_SIZE))
    metrics = painter.fontMetrics()
    width = min(metrics.horizontalAdvance(name) + 4.0 * UNIT, area.width() / ratio - 4 * UNIT)
    left = (area.right() + 1) / ratio - width - 2 * UNIT if right else area.left() / ratio + 2 * UNIT
    box = QRectF(left, area.top() / ratio + 2 * UNIT, width, 6 * UNIT)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_PLATE)
    painter.drawRoundedRect(box, UNIT, UNIT)
    painter.setPen(_WHITE)
    text = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, int(width - 2 * UNIT))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def draw_tag(painter: QPainter, area: QRect, text: str, ratio: float) -> None:
    """Draw a remark into the lower left corner of an area: what is seen is not the plain picture."""
    above = max(0, area.height() - round(10 * UNIT * ratio))
    draw_name(painter, area.adjusted(0, above, 0, 0), text, ratio, right=False)


def draw_sentence(painter: QPainter, area: QRectF, sentence: str, theme: Theme) -> None:
    """Write a sentence into the middle of an area, in points."""
    painter.setFont(font(TEXT_SIZE + 1))
    painter.setPen(QColor(theme.faint))
    room = area.adjusted(6 * UNIT, 6 * UNIT, -6 * UNIT, -6 * UNIT)
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, sentence)
