"""Nodes seen from near: one item paints those that are in view, so that thousands of others are not even asked."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from nodegraph.gui.theme import PORT, WIDTH

if TYPE_CHECKING:
    from nodegraph.gui.canvas.boxes import Boxes
    from nodegraph.gui.canvas.node_item import NodeItem

_EDGE = PORT + 2.0
"""So far dots and edges reach beyond the body of a node."""


class NearLayer(QGraphicsItem):
    """Paints the nodes of a scene in the order in which they lie on one another."""

    def __init__(self) -> None:
        super().__init__()
        self.chosen: dict[NodeItem, None] = {}
        """The selected nodes: the items tell."""
        self.feet: dict[NodeItem, None] = {}
        """Nodes that say something below themselves."""
        self._items: Mapping[str, NodeItem] = {}
        self._boxes: Boxes | None = None
        self._box = QRectF()
        self._quiet = False
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    def begin(self, items: Mapping[str, "NodeItem"], boxes: "Boxes") -> None:
        """Paint these items; both change while this lives."""
        self._items, self._boxes = items, boxes

    def cover(self, box: QRectF) -> None:
        """Paint within this part of the canvas."""
        self.prepareGeometryChange()
        self._box = box

    def look_at(self, box: QRectF) -> None:
        """A part of the canvas looks different now."""
        if not self._quiet:
            self.update(box)

    def moved(self, bounds: QRectF, before: tuple[float, float], now: tuple[float, float]) -> None:
        """What paints within `bounds` of its place has gone from a place to another one."""
        if not self._quiet:
            self.update(bounds.translated(*before))
            self.update(bounds.translated(*now))

    @contextmanager
    def quietly(self) -> Iterator[None]:
        """Let many nodes change: the layer is painted anew once, not once for each."""
        before, self._quiet = self._quiet, True
        yield
        self._quiet = before
        self.update()

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
        return self._box

    def within(self, box: QRectF) -> "list[NodeItem]":
        """Return the nodes that a part of the canvas may show something of, the topmost last.

        Those that say something below themselves lie before what is there, and selected ones then before all.
        """
        if self._boxes is None:
            return []
        names = self._boxes.inside(box.adjusted(-_EDGE, -_EDGE, _EDGE, _EDGE))
        found = {self._items[name] for name in names}
        found.update(item for item in self.feet if item.sceneBoundingRect().intersects(box))
        return sorted(found, key=self._height)

    def _height(self, item: "NodeItem") -> tuple[int, int]:
        above = 0 if not self.feet else 2 if item in self.chosen else int(item in self.feet)
        return above, item.order

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint the nodes in view and, on the screen, prepare those beside it."""
        exposed = option.exposedRect
        unseen = []
        for item in self.within(exposed if widget is None else exposed.adjusted(-WIDTH, -WIDTH, WIDTH, WIDTH)):
            if not item.sceneBoundingRect().intersects(exposed):
                unseen.append(item)
                continue
            place = item.pos()
            painter.translate(place)
            item.paint(painter)
            painter.translate(-place)
        for item in unseen:
            if not item.prepare(painter):
                break
