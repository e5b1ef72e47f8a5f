"""A graph drawn very small: boxes and wires, enough to know it again."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from nodegraph.core.arrange import Box, arrange
from nodegraph.core.graph import Graph, wiring
from nodegraph.core.known import spec_of
from nodegraph.core.node import NodeSpec
from nodegraph.gui.canvas.curve import curve
from nodegraph.gui.canvas.shape import Row, Shape, read_outputs, shape_of
from nodegraph.gui.theme import HEADER, RADIUS, UNIT, Theme

_MARGIN = 2.0 * UNIT
_LARGEST = 0.5


def thumbnail(graph: Graph, specs: Mapping[str, NodeSpec], theme: Theme, size: QSize, ratio: float = 1.0) -> QPixmap:
    """Return a picture of a graph in the theme's colors, `size` on the screen; `ratio` is the screen's."""
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(theme.ground))
    read = read_outputs(graph)
    shapes = {
        name: shape_of(node, spec_of(node, specs), read.get(name, frozenset())) for name, node in graph.nodes.items()
    }
    if not shapes:
        return picture
    order = wiring(graph).order
    ordered = set(order)
    order += [name for name in graph.nodes if name not in ordered]
    boxes = {name: Box(*graph.nodes[name].at, shape.width, shape.height) for name, shape in shapes.items()}
    places = {name: QPointF(*place) for name, place in arrange(graph, boxes, order).items()}
    around = QRectF()
    for name, shape in shapes.items():
        around = around.united(QRectF(places[name].x(), places[name].y(), shape.width, shape.height))
    room = QRectF(0, 0, size.width(), size.height()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
    scale = min(room.width() / around.width(), room.height() / around.height(), _LARGEST)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(room.center())
    painter.scale(scale, scale)
    painter.translate(-around.center())
    for wire, name, port in graph.wires():
        start, end = shapes[wire.node].row(wire.port, output=True), shapes[name].row(port, output=False)
        if start is not None and end is not None:
            painter.setPen(QPen(theme.color(start.kind), 1.5 / scale))
            painter.drawPath(
                curve(_dot(places[wire.node], shapes[wire.node], start), _dot(places[name], shapes[name], end))
            )
    for name, shape in shapes.items():
        spec = spec_of(graph.nodes[name], specs)
        box = QRectF(places[name].x(), places[name].y(), shape.width, shape.height)
        painter.setPen(QPen(QColor(theme.edge), 1 / scale))
        painter.setBrush(QColor(theme.box))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(spec.outputs[0].kind if spec is not None and spec.outputs else None))
        painter.drawRoundedRect(QRectF(box.left(), box.top(), box.width(), HEADER), RADIUS, RADIUS)
    painter.end()
    return picture


def _dot(place: QPointF, shape: Shape, row: Row) -> QPointF:
    return place + QPointF(*shape.dot(row))
