"""All nodes as plain rectangles, kept up node by node: what the far view and the map paint without asking any item."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from nodegraph.gui.canvas.node_item import NodeItem
from nodegraph.gui.theme import HEADER


class Group:
    """Rectangles on the canvas, by the name of their node."""

    def __init__(self) -> None:
        self.bodies: dict[str, QRectF] = {}
        self.wrong: dict[str, QRectF] = {}
        """Those of nodes with a problem."""
        self.heads: dict[int, dict[str, QRectF]] = defaultdict(dict)
        """By the color of the header."""
        self.edition = 0
        """Another number after every change."""

    def drop(self, name: str) -> None:
        """Hold a node no longer."""
        self.edition += 1
        if self.bodies.pop(name, None) is not None:
            self.wrong.pop(name, None)
            for heads in self.heads.values():
                if heads.pop(name, None) is not None:
                    break

    def put(self, item: NodeItem) -> None:
        """Hold a node as it looks now, at its place in the document."""
        self.drop(item.name)
        (x, y), width = item.node.at, item.shape_.width
        body = self.bodies[item.name] = QRectF(x, y, width, item.shape_.height)
        if item.view.trouble:
            self.wrong[item.name] = body
        self.heads[item.accent.rgb()][item.name] = QRectF(x, y, width, HEADER)


class Boxes:
    """The rectangles of a scene's nodes. Those that are being dragged are held apart, with how far they have gone."""

    def __init__(self, items: Mapping[str, NodeItem]) -> None:
        self._items = items
        self._still, self._carried = Group(), Group()
        self._shift = QPointF()
        self._chosen: list[str] | None = None

    def put(self, names: Iterable[str]) -> None:
        """Take over these nodes as they are now; what is no node any more is dropped."""
        for name in names:
            self._carried.drop(name)
            item = self._items.get(name)
            if item is None:
                self._still.drop(name)
            else:
                self._still.put(item)
        self.choose_anew()

    def carry(self, names: Iterable[str], shift: QPointF) -> None:
        """These nodes, and no others, are being dragged, so far by `shift`."""
        wanted = set(names)
        if self._carried.bodies.keys() != wanted:
            self.settle()
            for name in wanted:
                self._still.drop(name)
                self._carried.put(self._items[name])
        self._shift = shift

    def settle(self) -> None:
        """Nothing is being dragged any more."""
        self.put(list(self._carried.bodies))
        self._shift = QPointF()

    def choose_anew(self) -> None:
        """Others are selected now."""
        self._chosen = None

    def around(self) -> QRectF:
        """Return the rectangle around all nodes; empty where there is none."""
        bodies = [*self._still.bodies.values(), *self._carried.bodies.values()]
        if not bodies:
            return QRectF()
        corner = QPointF(min(body.left() for body in bodies), min(body.top() for body in bodies))
        return QRectF(corner, QPointF(max(body.right() for body in bodies), max(body.bottom() for body in bodies)))

    def inside(self, box: QRectF) -> set[str]:
        """Return the nodes that a rectangle on the canvas touches."""
        found = {name for name, body in self._still.bodies.items() if box.intersects(body)}
        moved = box.translated(-self._shift)
        return found | {name for name, body in self._carried.bodies.items() if moved.intersects(body)}

    def groups(self) -> Iterable[tuple[Group, QPointF, list[QRectF]]]:
        """Yield what rests, then what is dragged: rectangles, how far they are shifted, and those of selected nodes."""
        if self._chosen is None:
            self._chosen = [name for name, item in self._items.items() if item.isSelected()]
        for group, shift in ((self._still, QPointF()), (self._carried, self._shift)):
            if group.bodies:
                yield group, shift, [group.bodies[name] for name in self._chosen if name in group.bodies]


def fill(painter: QPainter, color: QColor, boxes: Iterable[QRectF]) -> None:
    """Paint rectangles of one color with the painter's pen: changing the brush costs more than a box."""
    painter.setBrush(color)
    painter.drawRects(list(boxes))
