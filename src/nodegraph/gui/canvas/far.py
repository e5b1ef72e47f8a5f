"""Nodes seen from afar: one item paints them all as rectangles, for their text could not be read."""

from collections import defaultdict
from collections.abc import Mapping

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from nodegraph.gui.canvas.node_item import NodeItem
from nodegraph.gui.theme import HEADER, Theme

FAR = 0.3
"""Zoom below which nodes are seen from afar."""


class FarLayer(QGraphicsItem):
    """Paints boxes for the nodes of a scene."""

    def __init__(self, theme: Theme, items: Mapping[str, NodeItem]) -> None:
        super().__init__()
        self.theme, self._items = theme, items
        self._box = QRectF()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    def cover(self, box: QRectF) -> None:
        """Paint within this part of the canvas."""
        self.prepareGeometryChange()
        self._box = box

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
        return self._box

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint the boxes in view, color by color: changing the brush costs more than a box."""
        exposed = option.exposedRect
        edges: dict[int, list[QRectF]] = defaultdict(list)
        heads: dict[int, list[QRectF]] = defaultdict(list)
        for item in self._items.values():
            x, y, width, height = item.x(), item.y(), item.shape_.width, item.shape_.height
            if not exposed.intersects(QRectF(x, y, width, height)):
                continue
            edges[item.edge_color.rgb()].append(QRectF(x, y, width, height))
            heads[item.accent.rgb()].append(QRectF(x, y, width, HEADER))
        painter.setBrush(QColor(self.theme.box))
        for color, boxes in edges.items():
            painter.setPen(QColor(color))
            painter.drawRects(boxes)
        painter.setPen(QColor(0, 0, 0, 0))
        for color, boxes in heads.items():
            painter.setBrush(QColor(color))
            painter.drawRects(boxes)
