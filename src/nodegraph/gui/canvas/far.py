"""Nodes seen from afar: one item paints them all as rectangles, for their text could not be read."""

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

    def cover(self, box: QRectF) -> None:
        """Paint within this part of the canvas."""
        self.prepareGeometryChange()
        self._box = box

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
        return self._box

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint all boxes: the painter itself leaves out what is not in view, faster than could be asked here."""
        box, theme = QColor(self.theme.box), self.theme
        for group, shift, chosen in self._boxes.groups():
            painter.save()
            painter.translate(shift)
            bodies, wrong = group.bodies.values(), group.wrong.values()
            for edge, some in ((theme.edge, bodies), (theme.error, wrong), (theme.accent, chosen)):
                painter.setPen(QColor(edge))
                fill(painter, box, some)
            painter.setPen(Qt.PenStyle.NoPen)
            for head, boxes in group.heads.items():
                fill(painter, QColor(head), boxes.values())
            painter.restore()
