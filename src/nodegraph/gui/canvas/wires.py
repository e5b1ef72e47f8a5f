"""All wires of the canvas as one item: an item for each would cost 30 ms a zoom step with 3,000 of them in view."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from nodegraph.core.diff import End
from nodegraph.gui.canvas.cells import Cells
from nodegraph.gui.canvas.curve import Curve
from nodegraph.gui.canvas.far_names import NAMED

_STEPS = 24
_THIN = 0.7
_NO_BUTTONS = Qt.MouseButton.NoButton


class WireLayer(QGraphicsItem):
    """Wires by their target."""

    def __init__(self) -> None:
        super().__init__()
        self._curves: dict[End, Curve] = {}
        self._still, self._carried, self._loose = Cells(), Cells(), Cells()
        """Those that rest, those that are dragged as they are, those drawn anew while others are dragged."""
        self._box = QRectF()
        self._shift = QPointF()
        self._carrying: frozenset[End] | None = None
        """The wires that are dragged, while something is."""
        self.marked: frozenset[End] = frozenset()
        """Wires that are drawn stronger: those that a knife is about to cut."""
        self.setZValue(-1)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.setAcceptedMouseButtons(_NO_BUTTONS)

    def lay(self, wires: Mapping[End, Curve]) -> None:
        """Draw some wires, or move them."""
        changed = QRectF()
        for end, wire in wires.items():
            before = self._curves.get(end)
            if before is not None:
                changed = changed.united(before.box)
            changed = changed.united(wire.box)
            self._curves[end] = wire
            self._carried.take(end)
            if self._carrying is not None:
                # Where they rest the many others of their square are not joined with them anew in each frame.
                self._still.take(end)
                self._loose.put(end, wire)
            else:
                self._still.put(end, wire)
        if not self._box.contains(changed):
            self.prepareGeometryChange()
            self._box = self._box.united(changed)
        self.update(changed)

    def carry(self, ends: frozenset[End], shift: QPointF) -> None:
        """Draw some wires elsewhere while nodes are dragged: those between these keep their form."""
        if ends != self._carrying:
            self.settle()
            for end in ends & self._curves.keys():
                self._still.take(end)
                self._carried.put(end, self._curves[end])
            self._carrying = ends
        self._shift = shift
        self.prepareGeometryChange()

    def settle(self) -> None:
        """Nothing is being dragged any more: all wires rest where they were laid last."""
        for cells in (self._carried, self._loose):
            for end in cells.ends:
                cells.take(end)
                self._still.put(end, self._curves[end])
        self._carrying, self._shift = None, QPointF()
        self.prepareGeometryChange()

    def take(self, ends: Iterable[End]) -> None:
        """Draw these wires no longer."""
        changed = QRectF()
        for end in ends:
            gone = self._curves.pop(end, None)
            if gone is not None:
                for cells in (self._still, self._carried, self._loose):
                    cells.take(end)
                changed = changed.united(gone.box)
        if not changed.isNull():
            self.update(changed)

    def color(self, end: End) -> QColor:
        """Return the color of a wire. Raises `KeyError` where none ends there."""
        return QColor(self._curves[end].color)

    def crossing(self, line: QPainterPath) -> frozenset[End]:
        """Return the wires that a line crosses."""
        box = line.boundingRect().adjusted(-1, -1, 1, 1)
        return frozenset(end for end, wire in self._around(box) if _crosses(wire.path, line))

    def near(self, place: QPointF, reach: float) -> End | None:
        """Return the wire within `reach` of a place, the nearest one."""
        best: tuple[float, End] | None = None
        for end, wire in self._around(QRectF(place, place).adjusted(-reach - 1, -reach - 1, reach + 1, reach + 1)):
            points = [wire.path.pointAtPercent(step / _STEPS) for step in range(_STEPS + 1)]
            distance = min(_distance(place, one, other) for one, other in pairwise(points))
            if distance <= reach and (best is None or distance < best[0]):
                best = distance, end
        return best[1] if best is not None else None

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
        return self._box.united(self._box.translated(self._shift)) if self._carrying else self._box

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint the wires that are in view; where boxes have no names, from farther away, without smoothing."""
        zoom = option.levelOfDetailFromTransform(painter.worldTransform())
        near = zoom >= NAMED
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, near)
        # A line of one pixel is drawn four times as fast as one of two; so it is chosen where the two are nearly one.
        width = 0 if zoom * painter.device().devicePixelRatioF() < _THIN else 2.2
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for cells, shift in self._parts():
            exposed = option.exposedRect.translated(-shift)
            painter.translate(shift)
            if near:
                self._paint_near(painter, cells.seen(exposed), width)
            else:
                for color, path in cells.joined(exposed):
                    painter.setPen(QPen(color, width))
                    painter.drawPath(path)
            for end in [end for end in self.marked if end in cells]:
                painter.setPen(QPen(self._curves[end].color, 3.6))
                painter.drawPath(self._curves[end].path)
            painter.translate(-shift)

    def _parts(self) -> tuple[tuple[Cells, QPointF], ...]:
        """Return all wires, and how far they are shifted."""
        return (self._still, QPointF()), (self._loose, QPointF()), (self._carried, self._shift)

    def _around(self, box: QRectF) -> Iterator[tuple[End, Curve]]:
        """Yield the wires near a part of the canvas as the document has them."""
        for cells, _ in self._parts():
            yield from cells.around(box)

    def _paint_near(self, painter: QPainter, wires: Iterable[Curve], width: float) -> None:
        for wire in wires:
            if wire.stream:
                halo = QColor(wire.color)
                halo.setAlphaF(0.28)
                painter.setPen(QPen(halo, 7))
                painter.drawPath(wire.path)
            painter.setPen(QPen(wire.color, width))
            painter.drawPath(wire.path)


def _crosses(path: QPainterPath, line: QPainterPath) -> bool:
    stroke = [path.pointAtPercent(step / _STEPS) for step in range(_STEPS + 1)]
    cut = [QPointF(line.elementAt(index).x, line.elementAt(index).y) for index in range(line.elementCount())]
    return any(_meet(a, b, c, d) for a, b in pairwise(stroke) for c, d in pairwise(cut))


def _side(a: QPointF, b: QPointF, c: QPointF) -> float:
    return (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x())


def _meet(a: QPointF, b: QPointF, c: QPointF, d: QPointF) -> bool:
    return _side(a, b, c) * _side(a, b, d) <= 0 and _side(c, d, a) * _side(c, d, b) <= 0


def _distance(place: QPointF, one: QPointF, other: QPointF) -> float:
    along, to = other - one, place - one
    length = QPointF.dotProduct(along, along)
    share = min(max(QPointF.dotProduct(to, along) / length, 0.0), 1.0) if length else 0.0
    gap = to - along * share
    return float(QPointF.dotProduct(gap, gap) ** 0.5)
