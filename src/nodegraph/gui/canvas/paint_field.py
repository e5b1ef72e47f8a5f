"""How the value of an input looks in its row: a number with its slider, a choice, a switch, a color, a text, a path."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from nodegraph.core.ports import Choice, ColorKind, Number, PathKind, Text, Truth, Value
from nodegraph.gui import icons
from nodegraph.gui.canvas.direct import dice_rect, grid_cells, is_grid, is_seed
from nodegraph.gui.canvas.key_info import shown_value
from nodegraph.gui.canvas.scale import share_of
from nodegraph.gui.canvas.shape import Row
from nodegraph.gui.canvas.text import cut, face, whole_lines, wrapped_height
from nodegraph.gui.languages import tr
from nodegraph.gui.theme import ROW, UNIT, Theme, readable_on
from nodegraph.gui.wording import choice_name

if TYPE_CHECKING:
    from nodegraph.gui.canvas.node_item import NodeItem

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop
_CORNER = 3.0
_ALL = 10_000
"""More lines than a field has."""
_SLIDER = 0.13
"""How strong the accent is in the filled part of a number's field: text on it stays readable, a line below it tells."""


def paint_field(painter: QPainter, item: "NodeItem", row: Row, theme: Theme) -> None:
    """Paint the field of an input."""
    field, value = item.field_rect(row), item.value_of(row.port)
    if isinstance(row.kind, Truth):
        _switch(painter, field, theme, on=bool(value))
        return
    if is_grid(row.kind):
        _grid(painter, field, value, theme)
        return
    painter.setPen(QPen(QColor(theme.accent if row.port in item.around.parameters else theme.edge), 1))
    painter.setBrush(QColor(theme.field))
    painter.drawRoundedRect(field, _CORNER, _CORNER)
    if isinstance(row.kind, Number) and isinstance(value, int | float):
        _slider(painter, field.adjusted(1, 1, -1, -1), share_of(row.kind, value), theme)
    if isinstance(row.kind, ColorKind) and isinstance(value, list):
        _swatch(painter, field.adjusted(2, 2, -2, -2), value)
        return
    inner = field.adjusted(UNIT * 1.5, 0, -UNIT * 1.5, 0)
    color = QColor(theme.text if row.port in item.node.set else theme.faint)
    if row.port in item.around.parameters:
        first = QRectF(inner.left(), inner.top(), inner.width(), min(inner.height(), ROW))
        inner.setLeft(_sign(painter, "parameter", first, QColor(theme.accent)))
    if is_seed(row.port, row.kind):
        icons.draw(painter, "dice", _square(dice_rect(field), 3.5 * UNIT), QColor(theme.text))
        inner.setLeft(dice_rect(field).right())
    if isinstance(row.kind, Choice):
        _arrow(painter, inner, theme)
        inner.adjust(0, 0, -12, 0)
    painter.setPen(color)
    if isinstance(row.kind, Text) and row.kind.lines:
        inner.adjust(0, UNIT, 0, -UNIT)
        _lines(painter, inner, value if isinstance(value, str) else "")
        return
    declared = item.spec.input(row.port) if item.spec is not None else None
    text = item.given(row.port) or _words(row, value, optional=declared is not None and declared.optional)
    side = LEFT if isinstance(row.kind, Choice) else RIGHT
    painter.drawText(inner, side, cut(text, int(inner.width()), _shortened(row)))


def _lines(painter: QPainter, inner: QRectF, text: str) -> None:
    """Paint as many whole lines as there is room for; where there are more, the last one says so."""
    inner.setHeight(whole_lines(inner.height()))
    if wrapped_height(text, inner.width(), _ALL) > inner.height() + 1:
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, "…")
        inner.setHeight(inner.height() - whole_lines(1))
    painter.save()
    painter.setClipRect(inner)
    painter.drawText(inner, _WRAP, text)
    painter.restore()


def _shortened(row: Row) -> Qt.TextElideMode:
    """Return where what does not fit is left out: of a path the end tells most, of a text both ends."""
    if isinstance(row.kind, PathKind):
        return Qt.TextElideMode.ElideLeft
    return Qt.TextElideMode.ElideMiddle if isinstance(row.kind, Text) else Qt.TextElideMode.ElideRight


def _words(row: Row, value: Value, *, optional: bool) -> str:
    text = shown_value(value)
    if not text and isinstance(row.kind, PathKind) and not optional:
        return tr("choose…")
    if not text:
        return tr("automatic") if value is None else ""
    if isinstance(row.kind, Choice):
        return choice_name(text)
    unit = getattr(row.kind, "unit", "")
    return f"{text} {unit}" if unit else text


def _slider(painter: QPainter, field: QRectF, share: float | None, theme: Theme) -> None:
    if not share:
        return
    color = QColor(theme.accent)
    filled = QRectF(field.left(), field.top(), field.width() * share, field.height())
    painter.fillRect(filled.adjusted(0, filled.height() - 2, 0, 0), color)
    color.setAlphaF(_SLIDER)
    painter.fillRect(filled.adjusted(0, 0, 0, -2), color)


def _swatch(painter: QPainter, place: QRectF, value: list[float]) -> None:
    numbers = [min(max(part, 0.0), 1.0) for part in (value * 3 if len(value) == 1 else value)]
    if len(numbers) == 4 and numbers[3] < 1:
        painter.fillRect(place, QColor("#b0b0b0"))
        half = place.height() / 2
        for index in range(int(place.width() // half) + 1):
            left = place.left() + index * half
            top = place.top() + half * (index % 2)
            painter.fillRect(QRectF(left, top, min(half, place.right() - left), half), QColor("#ffffff"))
    painter.fillRect(place, QColor.fromRgbF(*numbers))


def _grid(painter: QPainter, field: QRectF, value: Value, theme: Theme) -> None:
    """Nine cells, the chosen one filled and marked."""
    for place, cell in grid_cells(field).items():
        box, chosen = cell.adjusted(1, 1, -1, -1), place == value
        painter.setPen(QPen(QColor(theme.edge), 1))
        painter.setBrush(QColor(theme.accent if chosen else theme.field))
        painter.drawRoundedRect(box, _CORNER, _CORNER)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(readable_on(theme.accent) if chosen else QColor(theme.faint))
        radius = 3.0 if chosen else 1.2
        painter.drawEllipse(box.center(), radius, radius)


def _sign(painter: QPainter, name: str, inner: QRectF, color: QColor) -> float:
    """Paint an icon at the left; return where the text may begin."""
    place = QRectF(inner.left() - UNIT / 2, inner.center().y() - 1.5 * UNIT, 3 * UNIT, 3 * UNIT)
    icons.draw(painter, name, place, color)
    return place.right() + UNIT / 2


def _square(place: QRectF, side: float) -> QRectF:
    return QRectF(place.center().x() - side / 2, place.center().y() - side / 2, side, side)


def _arrow(painter: QPainter, inner: QRectF, theme: Theme) -> None:
    middle, right = inner.center().y(), inner.right()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.faint))
    painter.drawPolygon(
        QPolygonF([QPointF(right - 8, middle - 2), QPointF(right, middle - 2), QPointF(right - 4, middle + 3)])
    )


def _switch(painter: QPainter, field: QRectF, theme: Theme, *, on: bool) -> None:
    knob = field.height() - 6
    track = QRectF(field.right() - 2 * knob - 4, field.top() + 1, 2 * knob + 4, field.height() - 2)
    painter.setPen(QPen(QColor(theme.edge), 1))
    painter.setBrush(QColor(theme.accent if on else theme.field))
    painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(readable_on(theme.accent) if on else QColor(theme.faint))
    left = track.right() - knob - 2 if on else track.left() + 2
    painter.drawEllipse(QRectF(left, track.top() + (track.height() - knob) / 2, knob, knob))
    painter.setFont(face(title=False))
    painter.setPen(QColor(theme.text))
    painter.drawText(
        QRectF(field.left(), field.top(), track.left() - field.left() - UNIT, field.height()),
        RIGHT,
        tr("on") if on else tr("off"),
    )
