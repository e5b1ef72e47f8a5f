"""Nodes seen from afar: one item paints them all as rectangles, for their text could not be read."""

from collections import defaultdict

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from nodegraph.gui.canvas.boxes import Boxes, fill
from nodegraph.gui.theme import Theme

FAR = 0.3
"""Zoom below which nodes are seen from afar."""


class FarLayer(QGraphicsItem):
    """Paints boxes for the nodes of a scene."""

    def __init__(self, theme: Theme, boxes: Boxes) -> None:
        super().__init__()
        self.theme, self._boxes = theme, boxes
        self._box = QRectF()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    def cover(self, box: QRectF) -> None:
        """Paint within this part of the canvas."""
        self.prepareGeometryChange()
        self._box = box

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
        return self._box

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint the boxes of the squares that are in view."""
        box, theme, chosen = QColor(self.theme.box), self.theme, self._boxes.chosen
        for group, shift in self._boxes.groups():
            squares = group.near(option.exposedRect.translated(-shift))
            bodies = [body for square in squares for body in square.bodies.values()]
            marked = [body for square in squares for name, body in square.bodies.items() if name in chosen]
            heads: dict[int, list[QRectF]] = defaultdict(list)
            for square in squares:
                for head, some in square.heads.items():
                    heads[head].extend(some.values())
            painter.save()
            painter.translate(shift)
            for edge, boxes in ((theme.edge, bodies), (theme.error, group.wrong.values()), (theme.accent, marked)):
                painter.setPen(QColor(edge))
                fill(painter, box, boxes)
            painter.setPen(Qt.PenStyle.NoPen)
            for head, boxes in heads.items():
                fill(painter, QColor(head), boxes)
            painter.restore()
