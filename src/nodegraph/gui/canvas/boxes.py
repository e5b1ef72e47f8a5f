"""All nodes as plain rectangles, kept up node by node and sorted into squares of the canvas.

From them the far view and the map are painted without asking any item, and what is in view is found.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from nodegraph.gui.canvas.node_item import NodeItem
from nodegraph.gui.theme import HEADER

SIDE = 2400.0
"""Of a square, in canvas pixels."""


class Square:
    """The nodes whose corner lies in one square."""

    def __init__(self) -> None:
        self.bodies: dict[str, QRectF] = {}
        self.heads: dict[int, dict[str, QRectF]] = defaultdict(dict)
        """By the color of the header."""
        self.named: dict[str, NodeItem] = {}
        """Those that a name is written into."""
        self.titles: dict[str, str] = {}
        """These names, as they were written last."""
        self.box = QRectF()
        """Around all of them, and perhaps more."""
        self.wrong: set[str] = set()
        self.chosen: frozenset[str] = frozenset()
        """Those that are selected, as `choose` was told last."""
        self.changed = True
        """Whether it looks different since somebody painted it, who then says that it does no more."""
        self._asked: frozenset[str] | None = None

    def choose(self, chosen: frozenset[str]) -> None:
        """These nodes of all are selected."""
        if chosen is not self._asked:
            here, self._asked = chosen.intersection(self.bodies), chosen
            self.changed = self.changed or here != self.chosen
            self.chosen = here


class Group:
    """Rectangles on the canvas, by the name of their node."""

    def __init__(self) -> None:
        self.bodies: dict[str, QRectF] = {}
        self.wrong: dict[str, QRectF] = {}
        """Those of nodes with a problem."""
        self._squares: dict[tuple[int, int], Square] = defaultdict(Square)
        self._where: dict[str, tuple[tuple[int, int], int]] = {}
        """The square and the color of the header."""
        self.edition = 0
        """Another number as soon as a rectangle is elsewhere, or its node has a problem or none any more."""

    def drop(self, name: str) -> None:
        """Hold a node no longer."""
        if name in self.bodies:
            self.edition += 1
            self._take(name)

    def put(self, item: NodeItem) -> None:
        """Hold a node as it looks now, at its place in the document."""
        before = self.bodies.get(item.name), item.name in self.wrong
        self._take(item.name)
        self._add(item)
        if before != (self.bodies[item.name], item.name in self.wrong):
            self.edition += 1

    def _take(self, name: str) -> None:
        if self.bodies.pop(name, None) is not None:
            self.wrong.pop(name, None)
            where, head = self._where.pop(name)
            square = self._squares[where]
            square.changed, square.chosen = True, square.chosen - {name}
            square.wrong.discard(name)
            del square.bodies[name], square.heads[head][name]
            square.named.pop(name, None)
            square.titles.pop(name, None)
            if not square.bodies:
                del self._squares[where]

    def _add(self, item: NodeItem) -> None:
        (x, y), width = item.node.at, item.shape_.width
        body = self.bodies[item.name] = QRectF(x, y, width, item.shape_.height)
        where, head = (int(x // SIDE), int(y // SIDE)), item.accent.rgb()
        self._where[item.name] = where, head
        square = self._squares[where]
        square.bodies[item.name] = body
        square.heads[head][item.name] = QRectF(x, y, width, HEADER)
        if not item.shape_.reroute:
            square.named[item.name] = item
        square.box = square.box.united(body)
        square.changed = True
        if item.view.trouble:
            self.wrong[item.name] = body
            square.wrong.add(item.name)

    def near(self, box: QRectF) -> list[Square]:
        """Return the squares that may hold something of a part of the canvas."""
        return [square for square in self._squares.values() if square.box.intersects(box)]

    def inside(self, box: QRectF) -> Iterator[str]:
        """Yield the nodes that a rectangle touches."""
        for square in self.near(box):
            if box.contains(square.box):
                yield from square.bodies
            else:
                yield from (name for name, body in square.bodies.items() if box.intersects(body))


class Boxes:
    """The rectangles of a scene's nodes. Those that are being dragged are held apart, with how far they have gone."""

    def __init__(self, items: Mapping[str, NodeItem], chosen: Collection[NodeItem]) -> None:
        """`items` and `chosen`, those that are selected, change while this lives."""
        self._items, self._selected = items, chosen
        self._still, self._carried = Group(), Group()
        self._shift = QPointF()
        self._chosen: frozenset[str] | None = None

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

    @property
    def edition(self) -> int:
        """Another number as soon as a rectangle is elsewhere, or its node has a problem or none any more."""
        return self._still.edition + self._carried.edition

    @property
    def chosen(self) -> frozenset[str]:
        """The selected nodes; the same object until others are."""
        if self._chosen is None:
            self._chosen = frozenset(item.name for item in self._selected)
        return self._chosen

    def around(self) -> QRectF:
        """Return the rectangle around all nodes; empty where there is none."""
        bodies = [*self._still.bodies.values(), *self._carried.bodies.values()]
        if not bodies:
            return QRectF()
        corner = QPointF(min(body.left() for body in bodies), min(body.top() for body in bodies))
        return QRectF(corner, QPointF(max(body.right() for body in bodies), max(body.bottom() for body in bodies)))

    def inside(self, box: QRectF) -> set[str]:
        """Return the nodes that a rectangle on the canvas touches."""
        return {*self._still.inside(box), *self._carried.inside(box.translated(-self._shift))}

    def groups(self) -> Iterable[tuple[Group, QPointF]]:
        """Yield what rests, then what is dragged, and how far that is shifted."""
        for group, shift in ((self._still, QPointF()), (self._carried, self._shift)):
            if group.bodies:
                yield group, shift


def fill(painter: QPainter, color: QColor, boxes: Iterable[QRectF]) -> None:
    """Paint rectangles of one color with the painter's pen: changing the brush costs more than a box."""
    painter.setBrush(color)
    painter.drawRects(list(boxes))
