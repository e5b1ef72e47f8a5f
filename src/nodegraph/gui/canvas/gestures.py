"""What a gesture is, and pulling a wire: the mouse held down ends in one edit of the document, or none."""

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen

from nodegraph.core import edit
from nodegraph.core.diff import End
from nodegraph.core.errors import NodegraphError
from nodegraph.core.graph import Graph, Wire
from nodegraph.gui.canvas.curve import curve
from nodegraph.gui.canvas.shape import Row
from nodegraph.gui.languages import tr

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
