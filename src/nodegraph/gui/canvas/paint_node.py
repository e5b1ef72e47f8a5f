"""How a node looks: box, header, rows, fields, dots, the picture of its result, and a line that says what is wrong."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from nodegraph.core.facts import describe
from nodegraph.core.ports import Choice, ColorKind, Number, PathKind, Truth, write_text
from nodegraph.gui.canvas.scale import share_of
from nodegraph.gui.canvas.shape import Row
from nodegraph.gui.canvas.text import cut, face, width_of
from nodegraph.gui.languages import tr
from nodegraph.gui.theme import HEADER, PAD, PICTURE, PORT, RADIUS, ROW, UNIT, Theme, readable_on

if TYPE_CHECKING:
    from nodegraph.gui.canvas.node_item import NodeItem

_NOTHING_TOLD = ("unknown", "a picture", "a model")
FOOT = 5 * UNIT
"""Height of the line below a node that says what is wrong, or went wrong."""


def paint_node(painter: QPainter, item: "NodeItem", theme: Theme) -> None:
    """Paint a node with its upper left corner at the origin."""
    node, shape = item.node, item.shape_
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(0.5 if node.disabled or node.bypassed else 1.0)
    pen = QPen(item.edge_color, 2 if item.isSelected() or item.view.trouble else 1)
    if node.bypassed or item.spec is None:
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(QColor(theme.box))
    painter.drawRoundedRect(QRectF(0, 0, shape.width, shape.height), RADIUS, RADIUS)
    _paint_header(painter, item, theme)
    if not node.collapsed:
        for row in shape.rows:
            _paint_row(painter, item, row, theme)
        if shape.picture is not None:
            _paint_picture(painter, item, shape.picture)
    for row in shape.rows:
        _paint_dot(painter, item, row, theme)
    painter.setOpacity(1.0)
    if item.view.foot:
        _paint_foot(painter, item, theme)


def _paint_header(painter: QPainter, item: "NodeItem", theme: Theme) -> None:
    width, view = item.shape_.width, item.view
    head = QPainterPath()
    head.addRoundedRect(QRectF(1, 1, width - 2, item.shape_.height - 2), RADIUS - 1, RADIUS - 1)
    painter.save()
    painter.setClipPath(head)
    painter.fillRect(QRectF(0, 0, width, HEADER), QColor(theme.header))
    painter.fillRect(QRectF(0, 0, UNIT, HEADER), item.accent)
    if view.state == "running":
        painter.fillRect(QRectF(0, HEADER - 3, width * max(view.fraction, 0.02), 3), QColor(theme.accent))
    elif not item.node.collapsed:
        painter.fillRect(QRectF(0, HEADER - 1, width, 1), QColor(theme.border))
    painter.restore()
    status = view.status or _flag(item)
    room = width_of(status) + 2 * UNIT if status else 0.0
    painter.setFont(face(title=False))
    painter.setPen(QColor(_state_color(view.state, theme)))
    painter.drawText(QRectF(PAD, 0, width - 2 * PAD, HEADER), _RIGHT, status)
    space = width - 2 * PAD - room
    painter.setFont(face(title=True))
    painter.setPen(QColor(theme.text))
    painter.drawText(QRectF(PAD, 0, space, HEADER), _LEFT, cut(item.title, int(space), title=True))


def _flag(item: "NodeItem") -> str:
    return tr("disabled") if item.node.disabled else tr("bypassed") if item.node.bypassed else ""


def _state_color(state: str, theme: Theme) -> str:
    return {"failed": theme.error, "done": theme.done, "cached": theme.done, "running": theme.text}.get(
        state, theme.faint
    )


def _paint_row(painter: QPainter, item: "NodeItem", row: Row, theme: Theme) -> None:
    width = item.shape_.width
    painter.setFont(face(title=False))
    painter.setPen(QColor(theme.text))
    label = row.port.replace("_", " ")
    whole = QRectF(PAD, row.top, width - 2 * PAD, ROW)
    if row.output:
        painter.drawText(whole, _RIGHT, label)
        known = describe(item.view.facts.get(row.port))
        if known not in _NOTHING_TOLD:
            space = width - 3 * PAD - width_of(label)
            painter.setPen(QColor(theme.faint))
            painter.drawText(whole, _LEFT, cut(known, int(space), Qt.TextElideMode.ElideMiddle))
        return
    space = width * 0.46 - PAD - UNIT if item.has_field(row) else width - 2 * PAD
    painter.drawText(whole, _LEFT, cut(label, int(space)))
    if item.has_field(row):
        _paint_field(painter, item, row, theme)


def _paint_field(painter: QPainter, item: "NodeItem", row: Row, theme: Theme) -> None:
    field, value = item.field_rect(row), item.value_of(row.port)
    if isinstance(row.kind, Truth):
        _paint_switch(painter, field, theme, on=bool(value))
        return
    painter.setPen(QPen(QColor(theme.edge), 1))
    painter.setBrush(QColor(theme.field))
    painter.drawRoundedRect(field, 3, 3)
    inner = field.adjusted(UNIT * 1.5, 0, -UNIT * 1.5, 0)
    if isinstance(row.kind, Number) and isinstance(value, int | float):
        share = share_of(row.kind, value)
        if share:
            painter.fillRect(
                QRectF(field.left() + 1, field.bottom() - 3, (field.width() - 2) * share, 2), QColor(theme.accent)
            )
    if isinstance(row.kind, ColorKind) and isinstance(value, list):
        numbers = [min(max(part, 0.0), 1.0) for part in (value * 3 if len(value) == 1 else value)]
        painter.fillRect(field.adjusted(2, 2, -2, -2), QColor.fromRgbF(*numbers))
        return
    if isinstance(row.kind, Choice):
        middle, right = field.center().y(), inner.right()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.faint))
        painter.drawPolygon(
            QPolygonF([QPointF(right - 8, middle - 2), QPointF(right, middle - 2), QPointF(right - 4, middle + 3)])
        )
        inner.adjust(0, 0, -12, 0)
    text = "" if value is None else write_text(value)
    text = text.replace("_", " ") if isinstance(row.kind, Choice) else " ".join(text.split())
    unit = getattr(row.kind, "unit", "")
    text = f"{text} {unit}" if unit and text else text
    if not text:
        text = tr("choose…") if isinstance(row.kind, PathKind) else ""
    painter.setPen(QColor(theme.text if row.port in item.node.set else theme.faint))
    # Of a path the end tells most.
    where = Qt.TextElideMode.ElideLeft if isinstance(row.kind, PathKind) else Qt.TextElideMode.ElideRight
    painter.drawText(inner, _RIGHT if not isinstance(row.kind, Choice) else _LEFT, cut(text, int(inner.width()), where))


def _paint_switch(painter: QPainter, field: QRectF, theme: Theme, *, on: bool) -> None:
    knob = field.height() - 6
    track = QRectF(field.right() - 2 * knob - 4, field.top() + 1, 2 * knob + 4, field.height() - 2)
    painter.setPen(QPen(QColor(theme.edge), 1))
    painter.setBrush(QColor(theme.accent if on else theme.field))
    painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(readable_on(theme.accent) if on else QColor(theme.faint))
    left = track.right() - knob - 2 if on else track.left() + 2
    painter.drawEllipse(QRectF(left, track.top() + (track.height() - knob) / 2, knob, knob))
    painter.setPen(QColor(theme.text))
    painter.drawText(
        QRectF(field.left(), field.top(), track.left() - field.left() - UNIT, field.height()),
        _RIGHT,
        tr("on") if on else tr("off"),
    )


def _paint_picture(painter: QPainter, item: "NodeItem", top: float) -> None:
    picture = item.view.picture
    if picture is None or picture.isNull():
        return
    room = QRectF(PAD, top, item.shape_.width - 2 * PAD, PICTURE)
    scale = min(room.width() / picture.width(), room.height() / picture.height())
    width, height = picture.width() * scale, picture.height() * scale
    target = QRectF(room.center().x() - width / 2, room.top() + (room.height() - height) / 2, width, height)
    if picture.hasAlphaChannel():
        painter.fillRect(target, QColor("#9aa0a8"))
        painter.fillRect(target, Qt.BrushStyle.Dense4Pattern)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(target, picture)


def _paint_dot(painter: QPainter, item: "NodeItem", row: Row, theme: Theme) -> None:
    x, y = item.shape_.dot(row)
    painter.setPen(QPen(QColor(theme.box), 1.5))
    color = theme.color(row.kind)
    if row in item.dimmed:
        color.setAlphaF(0.2)
    painter.setBrush(color)
    if not row.stream:
        painter.drawEllipse(QPointF(x, y), PORT, PORT)
        return
    painter.drawEllipse(QPointF(x, y), PORT + 1, PORT + 1)
    painter.setBrush(QColor(theme.box))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(QPointF(x, y), PORT / 2.5, PORT / 2.5)


def _paint_foot(painter: QPainter, item: "NodeItem", theme: Theme) -> None:
    place = QRectF(0, item.shape_.height + UNIT, item.shape_.width, FOOT)
    sign, color = ("✕", theme.error) if item.view.trouble else ("!", theme.warning)
    painter.setPen(QPen(QColor(color), 1))
    painter.setBrush(QColor(theme.box))
    painter.drawRoundedRect(place, 4, 4)
    painter.setFont(face(title=False))
    painter.setPen(QColor(color))
    inner = place.adjusted(2 * UNIT, 0, -2 * UNIT, 0)
    painter.drawText(inner, _LEFT, cut(f"{sign} {item.view.foot}", int(inner.width())))


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
