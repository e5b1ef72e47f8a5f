"""Wires sorted into squares of the canvas: only those near what is in view are looked at, and far away all at once."""

from collections.abc import Iterator

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainterPath

from nodegraph.core.diff import End
from nodegraph.gui.canvas.curve import Curve

_SIDE = 2400.0


class _Cell:
    """The wires whose middle lies in one square."""

    def __init__(self) -> None:
        self.wires: dict[End, Curve] = {}
        self.box = QRectF()
        """Around all of them, and perhaps more."""
        self.paths: dict[int, QPainterPath] | None = None
        """All wires of a color in one path; `None` where some changed."""

    def join(self) -> dict[int, QPainterPath]:
        if self.paths is None:
            self.paths, self.box = {}, QRectF()
            for wire in self.wires.values():
                wire.add_to(self.paths.setdefault(wire.color.rgb(), QPainterPath()))
                self.box = self.box.united(wire.box)
        return self.paths


class Cells:
    """Wires by their target."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], _Cell] = {}
        self._where: dict[End, tuple[int, int]] = {}

    @property
    def ends(self) -> frozenset[End]:
        """The targets of all wires here."""
        return frozenset(self._where)

    def __contains__(self, end: End) -> bool:
        return end in self._where

    def put(self, end: End, wire: Curve) -> None:
        """Hold a wire as it is now."""
        middle = wire.box.center()
        where = int(middle.x() // _SIDE), int(middle.y() // _SIDE)
        if self._where.get(end, where) != where:
            self.take(end)
        self._where[end] = where
        cell = self._cells.get(where)
        if cell is None:
            cell = self._cells[where] = _Cell()
        cell.wires[end] = wire
        cell.box = cell.box.united(wire.box)
        cell.paths = None

    def take(self, end: End) -> None:
        """Hold a wire no longer."""
        where = self._where.pop(end, None)
        if where is not None:
            cell = self._cells[where]
            del cell.wires[end]
            cell.paths = None
            if not cell.wires:
                del self._cells[where]

    def around(self, box: QRectF) -> Iterator[tuple[End, Curve]]:
        """Yield the wires whose boxes touch a part of the canvas, with their targets."""
        for cell in self._near(box):
            yield from ((end, wire) for end, wire in cell.wires.items() if wire.box.intersects(box))

    def seen(self, exposed: QRectF) -> Iterator[Curve]:
        """Yield the wires that may be seen in a part of the canvas."""
        for cell in self._near(exposed):
            yield from (wire for wire in cell.wires.values() if wire.box.intersects(exposed))

    def joined(self, exposed: QRectF) -> Iterator[tuple[QColor, QPainterPath]]:
        """Yield the wires that may be seen in a part of the canvas, and some beside it, joined to few paths."""
        for cell in self._near(exposed):
            for color, path in cell.join().items():
                yield QColor(color), path

    def _near(self, exposed: QRectF) -> list[_Cell]:
        return [cell for cell in self._cells.values() if cell.box.intersects(exposed)]
