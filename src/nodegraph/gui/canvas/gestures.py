"""What a person does on the canvas with the mouse held down; each gesture ends in one edit of the document, or none."""

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen

from nodegraph.core import edit
from nodegraph.core.diff import End
from nodegraph.core.errors import NodegraphError
from nodegraph.core.graph import Graph, Wire
from nodegraph.gui.canvas.shape import Row
from nodegraph.gui.canvas.wires import curve
from nodegraph.gui.languages import tr, trn
from nodegraph.gui.theme import GRID

if TYPE_CHECKING:
    from nodegraph.gui.canvas.view import CanvasView

_REACH = 14.0
"""How far from a dot, in pixels of the screen, a wire may be dropped."""


class Gesture(Protocol):
    """Something under way. Places are on the canvas."""

    def move(self, place: QPointF) -> None:
        """Follow the mouse."""

    def end(self, place: QPointF) -> None:
        """Do what was meant."""

    def cancel(self) -> None:
        """Leave everything as it was before."""

    def paint(self, painter: QPainter) -> None:
        """Draw what it shows above the canvas."""


class MoveNodes:
    """Drags the selected nodes; a single unwired one that is dropped on a wire is inserted there."""

    def __init__(self, view: "CanvasView", start: QPointF) -> None:
        self._view, self._start = view, start
        self._names = view.scene_.selected()
        self._among, self._beside = view.scene_.wires_at(self._names)
        self._moved = False

    def move(self, place: QPointF) -> None:
        """Show the nodes where they would be, and the wire that would take one in."""
        scene = self._view.scene_
        shift = self._shift(place)
        self._moved = self._moved or shift != (0.0, 0.0)
        scene.carry(self._names, QPointF(*shift), self._among, self._beside)
        scene.wires.marked = frozenset(end for end in (self._wire_below(),) if end is not None)
        scene.wires.update()

    def end(self, place: QPointF) -> None:
        """Move the nodes, or put the one into the wire below it."""
        below = self._wire_below()
        self.cancel()
        shift = self._shift(place)
        if not self._moved:
            return
        specs = self._view.session.specs

        def change(graph: Graph) -> Graph:
            places = {name: _sum(graph.nodes[name].at, shift) for name in self._names}
            moved = edit.move(graph, places)
            return edit.insert_on_wire(moved, specs, self._names[0], *below) if below is not None else moved

        what = trn("1 node", "%n nodes", len(self._names)) if len(self._names) > 1 else self._names[0]
        self._view.session.edit(tr("Insert {what}", what=what) if below else tr("Move {what}", what=what), change)

    def cancel(self) -> None:
        """Show the nodes where the document has them."""
        scene = self._view.scene_
        scene.wires.marked = frozenset()
        scene.settle(self._names)

    def paint(self, painter: QPainter) -> None:
        """The nodes themselves show it."""

    def _shift(self, place: QPointF) -> tuple[float, float]:
        if not self._names:
            return 0.0, 0.0
        x, y = self._view.scene_.graph.nodes[self._names[0]].at
        gone = place - self._start
        if self._view.snapping:
            return round((x + gone.x()) / GRID) * GRID - x, round((y + gone.y()) / GRID) * GRID - y
        return gone.x(), gone.y()

    def _wire_below(self) -> End | None:
        """Return the wire that the one dragged node lies on, where it can be inserted."""
        scene = self._view.scene_
        if len(self._names) != 1 or not self._moved:
            return None
        name = self._names[0]
        if scene.graph.nodes[name].wires or any(wire.node == name for wire, _, _ in scene.graph.wires()):
            return None
        item = scene.items_[name]
        middle = item.pos() + QPointF(item.shape_.width / 2, item.shape_.height / 2)
        end = scene.wires.near(middle, item.shape_.height / 2)
        if end is None:
            return None
        try:
            edit.insert_on_wire(scene.graph, self._view.session.specs, name, *end)
        except NodegraphError:
            return None  # It does not fit there; dropping it only moves it.
        return end


class PullWire:
    """Pulls a wire from a port; from a wired input it takes the wire off and pulls its other end."""

    def __init__(self, view: "CanvasView", name: str, row: Row) -> None:
        self._view = view
        self.name, self.row = name, row
        self._taken: End | None = None
        wire = view.scene_.graph.nodes[name].wires.get(row.port) if not row.output else None
        if wire is not None:
            source = view.scene_.items_[wire.node].shape_.row(wire.port, output=True)
            if source is not None:
                self._taken = name, row.port
                self.name, self.row = wire.node, source
        self._place = QPointF()
        self._target: tuple[str, Row] | None = None
        view.scene_.dim(self.fits)

    def fits(self, name: str, row: Row) -> str:
        """Return why a wire cannot end at this port; empty where it can."""
        if row.output is self.row.output or name == self.name:
            return tr("An output goes to an input of another node.") if row is not self.row else ""
        try:
            self._connected(self._view.scene_.graph, name, row)
        except NodegraphError as error:
            return str(error)
        return ""

    def move(self, place: QPointF) -> None:
        """Show where the wire would end, or why it cannot end there."""
        self._place = place
        found = self._view.scene_.dot_at(place, _REACH / self._view.zoom)
        self._target = found if found is not None and not self.fits(*found) else None
        if found is not None and self._target is None and found[1] is not self.row:
            self._view.tell_at(place, self.fits(*found))
        self._view.viewport().update()

    def end(self, place: QPointF) -> None:
        """Connect, take the wire off, or ask for a node to connect."""
        self.move(place)
        scene, session = self._view.scene_, self._view.session
        scene.dim(None)
        if self._target is not None:
            name, row = self._target
            if self._taken != (name, row.port):
                session.edit(tr("Connect"), lambda graph: self._connected(self._without(graph), name, row))
        elif self._taken is not None:
            session.edit(tr("Disconnect"), self._without)
        elif scene.node_at(place) is None:
            self._view.search(place, self)

    def cancel(self) -> None:
        """Light all ports again."""
        self._view.scene_.dim(None)

    def paint(self, painter: QPainter) -> None:
        """Draw the wire from its port to the mouse."""
        scene = self._view.scene_
        begin = scene.dot(self.name, self.row.port, output=self.row.output)
        if begin is None:
            return
        end = self._place
        if self._target is not None:
            end = scene.dot(self._target[0], self._target[1].port, output=self._target[1].output) or end
        pen = QPen(scene.theme.color(self.row.kind), 2.2)
        if self._target is None:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(curve(begin, end) if self.row.output else curve(end, begin))

    def _without(self, graph: Graph) -> Graph:
        return edit.disconnect(graph, *self._taken) if self._taken is not None else graph

    def _connected(self, graph: Graph, name: str, row: Row) -> Graph:
        specs = self._view.session.specs
        if self.row.output:
            return edit.connect(graph, specs, Wire(self.name, self.row.port), name, row.port)
        return edit.connect(graph, specs, Wire(name, row.port), self.name, self.row.port)


def _sum(at: tuple[float, float], shift: tuple[float, float]) -> tuple[float, float]:
    return at[0] + shift[0], at[1] + shift[1]
