"""Frames on the canvas: one item paints them all, each around its nodes, with a title that can be dragged."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from nodegraph.core.graph import Frame
from nodegraph.gui.canvas.node_item import NodeItem
from nodegraph.gui.canvas.text import cut, face
from nodegraph.gui.theme import PAD, RADIUS, UNIT, Theme

TITLE = 7 * UNIT
_SPACE = 5 * UNIT


class FrameLayer(QGraphicsItem):
    """The frames of a scene."""

    def __init__(self, theme: Theme, items: Mapping[str, NodeItem]) -> None:
        super().__init__()
        self.theme, self._items = theme, items
        self._frames: dict[str, Frame] = {}
        self._box = QRectF()
        self.setZValue(-2)

    def show_frames(self, frames: dict[str, Frame]) -> None:
        """Show the frames of a document."""
        self._frames = frames
        self.update()

    def cover(self, box: QRectF) -> None:
        """Paint within this part of the canvas."""
        self.prepareGeometryChange()
        self._box = box

    def box_of(self, name: str) -> QRectF:
        """Return where a frame is; empty where none of its nodes is there."""
        box = QRectF()
        for node in self._frames[name].nodes:
            item = self._items.get(node)
            if item is not None:
                box = box.united(QRectF(*item.at, item.shape_.width, item.shape_.height))
        return box if box.isEmpty() else box.adjusted(-_SPACE, -_SPACE - TITLE, _SPACE, _SPACE)

    def title_at(self, place: QPointF) -> str | None:
        """Return the frame whose title lies at a place on the canvas."""
        for name in reversed(self._frames):
            box = self.box_of(name)
            if QRectF(box.left(), box.top(), box.width(), TITLE).contains(place):
                return name
        return None

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
        return self._box

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint the frames."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(face(title=True))
        for name, frame in self._frames.items():
            box = self.box_of(name)
            if box.isEmpty():
                continue
            color = QColor(frame.color or self.theme.faint)
            painter.setPen(QPen(color, 1))
            color.setAlphaF(0.12)
            painter.setBrush(color)
            painter.drawRoundedRect(box, RADIUS, RADIUS)
            painter.setPen(QColor(self.theme.text))
            space = box.width() - 2 * PAD
            title = cut(frame.title or name, int(space), title=True)
            painter.drawText(QPointF(box.left() + PAD, box.top() + TITLE - 2 * UNIT), title)
