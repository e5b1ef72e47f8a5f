"""Nodes seen from afar: one item paints them all as rectangles with their names, for more could not be read."""

from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from nodegraph.gui.canvas.boxes import Boxes, Square, fill
from nodegraph.gui.canvas.far_names import NAMED, paint_names
from nodegraph.gui.canvas.sprites import Sprites
from nodegraph.gui.theme import Theme

FAR = 0.3
"""Zoom below which nodes are seen from afar."""
_EDGE = 20.0
"""Room on the canvas for edges, which are one pixel of the screen at any zoom."""


class FarLayer(QGraphicsItem):
    """Paints boxes for the nodes of a scene, and keeps a picture of each square of the canvas until it changes."""

    def __init__(self, theme: Theme, boxes: Boxes, sprites: Sprites) -> None:
        super().__init__()
        self.theme, self._boxes, self._sprites = theme, boxes, sprites
        self._box = QRectF()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    def cover(self, box: QRectF) -> None:
        """Paint within this part of the canvas."""
        self.prepareGeometryChange()
        self._box = box

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
        return self._box

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint the squares that are in view; elsewhere than on the screen (no `widget`) without their pictures."""
        chosen = self._boxes.chosen
        named = option.levelOfDetailFromTransform(painter.worldTransform()) >= NAMED
        for group, shift in self._boxes.groups():
            painter.translate(shift)
            for square in group.near(option.exposedRect.translated(-shift)):
                square.choose(chosen)
                if widget is None:
                    self._paint(square, painter, named=named)
                    continue
                if square.changed:
                    self._sprites.drop(square)
                    square.changed = False
                box = square.box.adjusted(-_EDGE, -_EDGE, _EDGE, _EDGE)
                self._sprites.draw(painter, square, box, partial(self._paint, square, named=named))
            painter.translate(-shift)

    def _paint(self, square: Square, painter: QPainter, *, named: bool) -> None:
        box, theme, bodies = QColor(self.theme.box), self.theme, square.bodies
        wrong, chosen = ([bodies[name] for name in names] for names in (square.wrong, square.chosen))
        for edge, boxes in ((theme.edge, bodies.values()), (theme.error, wrong), (theme.accent, chosen)):
            painter.setPen(QPen(QColor(edge), 0))
            fill(painter, box, boxes)
        painter.setPen(Qt.PenStyle.NoPen)
        for head, heads in square.heads.items():
            fill(painter, QColor(head), heads.values())
        if named:
            fresh = square.named.keys() - square.titles.keys()
            square.titles |= {name: square.named[name].title for name in fresh}
            paint_names(painter, square.titles, bodies, QColor(theme.text))
