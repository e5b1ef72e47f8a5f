"""How a node looks: box, header, rows, dots, the picture of its result, and a line that says what is wrong."""

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QTransform

from nodegraph.gui import icons
from nodegraph.gui.canvas.family import header_ground
from nodegraph.gui.canvas.key_info import shortened, told
from nodegraph.gui.canvas.paint_field import LEFT, RIGHT, paint_field
from nodegraph.gui.canvas.paint_foot import paint_foot, takes_room
from nodegraph.gui.canvas.shape import Row
from nodegraph.gui.canvas.text import cut, face, width_of
from nodegraph.gui.languages import tr
from nodegraph.gui.theme import HEADER, PAD, PICTURE, PORT, RADIUS, ROW, UNIT, Theme
from nodegraph.gui.wording import port_name

if TYPE_CHECKING:
    from nodegraph.gui.canvas.node_item import NodeItem

_ICON = 4.0 * UNIT
ASIDE = 0.68
"""How strongly nodes are painted that are disabled or bypassed: seen as such at once, and still read."""


def paint_node(painter: QPainter, item: "NodeItem", theme: Theme) -> None:
    """Paint a node with its upper left corner at the origin."""
    node, shape = item.node, item.shape_
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(ASIDE if node.disabled or node.bypassed else 1.0)
    _paint_box(painter, item, theme)
    if shape.reroute:
        _paint_arrow(painter, item, theme)
    else:
        _paint_header(painter, item, theme)
    if node.collapsed and not shape.reroute:
        _paint_info(painter, item, theme)
    if not node.collapsed:
        for row in shape.rows:
            _paint_row(painter, item, row, theme)
        if shape.picture is not None and not takes_room(item):
            _paint_picture(painter, item, shape.picture, theme)
    # Where dots lie on one another, that of a wire is on top, else the first one.
    wired = [row for row in shape.rows if not row.output and row.port in node.wires]
    for row in (*reversed(shape.rows), *reversed(wired)) if node.collapsed else shape.rows:
        _paint_dot(painter, item, row, theme)
    painter.setOpacity(1.0)
    if item.view.foot:
        paint_foot(painter, item, theme)


def _paint_box(painter: QPainter, item: "NodeItem", theme: Theme) -> None:
    shape = item.shape_
    pen = QPen(item.edge_color, 2 if item.selected or item.view.trouble else 1)
    if item.node.bypassed or item.spec is None:
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(QColor(theme.box))
    corner = shape.height / 2 if shape.reroute else RADIUS
    painter.drawRoundedRect(QRectF(0, 0, shape.width, shape.height), corner, corner)


def _paint_arrow(painter: QPainter, item: "NodeItem", theme: Theme) -> None:
    """What a reroute shows: the way that things go."""
    side = item.shape_.height - 2 * UNIT
    place = QRectF((item.shape_.width - side) / 2, UNIT, side, side)
    icons.draw(painter, "chevron-right", place, QColor(theme.faint))


def _paint_header(painter: QPainter, item: "NodeItem", theme: Theme) -> None:
    width, view = item.shape_.width, item.view
    head = QPainterPath()
    head.addRoundedRect(QRectF(1, 1, width - 2, item.shape_.height - 2), RADIUS - 1, RADIUS - 1)
    painter.save()
    painter.setClipPath(head)
    painter.fillRect(QRectF(0, 0, width, HEADER), header_ground(theme, item.accent))
    painter.fillRect(QRectF(0, 0, UNIT, HEADER), item.accent)
    if view.state == "running":
        painter.fillRect(QRectF(0, HEADER - 3, width * max(view.fraction, 0.02), 3), QColor(theme.accent))
    else:
        painter.fillRect(QRectF(0, HEADER - 1, width, 1), QColor(theme.border))
    painter.restore()
    family = icons.of_family(item.spec.category) if item.spec is not None else "error"
    icons.draw(painter, family, QRectF(2.5 * UNIT, (HEADER - _ICON) / 2, _ICON, _ICON), QColor(theme.text))
    left = 2.5 * UNIT + _ICON + 1.5 * UNIT
    status = view.status or _flag(item)
    if view.sign and width_of(item.title, title=True) > width - left - PAD - _beside(status):
        status = view.sign  # the name counts more; the tooltip of the node tells the rest
    if status:
        painter.setFont(face(title=False))
        painter.setPen(QColor(_state_color(view.state, theme)))
        painter.drawText(QRectF(PAD, 0, width - 2 * PAD, HEADER), RIGHT, status)
    space = width - left - PAD - _beside(status)
    painter.setFont(face(title=True))
    painter.setPen(QColor(theme.text))
    painter.drawText(QRectF(left, 0, space, HEADER), LEFT, cut(item.title, int(space), title=True))


def _beside(status: str) -> float:
    """Return the room that a status takes from the name."""
    return width_of(status) + 2 * UNIT if status else 0.0


def _paint_info(painter: QPainter, item: "NodeItem", theme: Theme) -> None:
    """What a collapsed node says of itself."""
    place = QRectF(PAD, HEADER, item.shape_.width - 2 * PAD, ROW)
    painter.setFont(face(title=False))
    painter.setPen(QColor(theme.faint))
    painter.drawText(place, LEFT, cut(item.info, int(place.width())))


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
    label = port_name(row.port)
    whole = QRectF(PAD, row.top, width - 2 * PAD, ROW)
    field = item.has_field(row)
    if row.output or not field:
        # The label stands at the port, what is known at the other side.
        at, other = (RIGHT, LEFT) if row.output else (LEFT, RIGHT)
        painter.drawText(whole, at, label)
        fact = (item.view.facts if row.output else item.around.came).get(row.port)
        known = told(fact)
        if known:
            space = width - 3 * PAD - width_of(label)
            painter.setPen(QColor(theme.faint))
            painter.drawText(whole, other, cut(known, int(space), shortened(fact)))
        return
    place = item.field_rect(row)
    space = (place.left() if place.top() < row.top + ROW else width - PAD) - PAD - UNIT
    painter.drawText(whole, LEFT, cut(label, int(space)))
    paint_field(painter, item, row, theme)


def _paint_picture(painter: QPainter, item: "NodeItem", top: float, theme: Theme) -> None:
    """The picture of its result, or the room that waits for it."""
    picture = item.view.picture
    room = QRectF(PAD, top, item.shape_.width - 2 * PAD, PICTURE)
    if picture is None or picture.isNull():
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.field))
        painter.drawRoundedRect(room, RADIUS - 2, RADIUS - 2)
        side = 2 * _ICON
        icons.draw(painter, "image", QRectF(room.center().x() - side / 2, room.center().y() - side / 2, side, side),
                   QColor(theme.edge))  # fmt: skip
        return
    scale = min(room.width() / picture.width(), room.height() / picture.height())
    width, height = picture.width() * scale, picture.height() * scale
    target = QRectF(room.center().x() - width / 2, room.top() + (room.height() - height) / 2, width, height)
    if picture.hasAlphaChannel():
        painter.fillRect(target, QColor("#9aa0a8"))
        painter.fillRect(target, Qt.BrushStyle.Dense4Pattern)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(target, picture)


def _paint_dot(painter: QPainter, item: "NodeItem", row: Row, theme: Theme) -> None:
    """A port: its kind shows in form and color, a stream by a hole in the middle."""
    x, y = item.shape_.dot(row)
    painter.setPen(QPen(QColor(theme.box), 1.5))
    color = theme.color(row.kind)
    if row in item.dimmed:
        color.setAlphaF(0.2)
    painter.setBrush(color)
    kind: type = type(row.kind)
    painter.translate(x, y)
    painter.drawPath(_dot(kind, PORT + 1 if row.stream else PORT))
    painter.translate(-x, -y)
    if row.stream:
        painter.setBrush(QColor(theme.box))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(QPointF(x, y), PORT / 2.5, PORT / 2.5)


@cache
def _dot(kind: type, size: float) -> QPainterPath:
    return QTransform.fromScale(size, size).map(icons.port_shape(kind))
