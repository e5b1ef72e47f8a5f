"""Dragging nodes: they move, into frames and out of them; one is put into the wire below it.

With Ctrl or by shaking they leave their wires.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from nodegraph.core import edit
from nodegraph.core.diff import End
from nodegraph.core.errors import NodegraphError
from nodegraph.core.graph import Graph
from nodegraph.gui.canvas.framing import Framing
from nodegraph.gui.languages import tr, trn
from nodegraph.gui.theme import GRID

if TYPE_CHECKING:
    from nodegraph.gui.canvas.view import CanvasView

_LEG, _FARTHEST, _TURNS = 14.0, 260.0, 3
"""A shake turns round so often, each time after at least so many pixels of the screen and at most so many."""
_SLACK = 3.0
"""Pixels of the screen that the mouse may move in a click."""


class Shake:
    """Finds out that something is shaken to and fro, from where it is across the screen."""

    def __init__(self, x: float) -> None:
        self._x, self._way = x, 0
        self._leg, self._turns = 0.0, 0

    def feed(self, x: float) -> bool:
        """Return whether the way here was a shake."""
        gone, self._x = x - self._x, x
        way = (gone > 0) - (gone < 0)
        if way and way != self._way:
            # Only a leg of some length counts, and a long one begins anew.
            self._turns = self._turns + 1 if _LEG <= self._leg <= _FARTHEST else 0
            self._way, self._leg = way, 0.0
        self._leg += abs(gone)
        return self._turns >= _TURNS and self._leg >= _LEG


class MoveNodes:
    """Drags nodes; a single unwired one that is dropped on a wire is inserted there, those in a frame belong to it."""

    def __init__(self, view: "CanvasView", start: QPointF, *, out: bool = False, toggled: str = "") -> None:
        """`out`: take them out of their wires; `toggled`: the node to select, or not, if nothing is dragged."""
        self._view, self._start = view, start
        self._names = view.scene_.selected()
        if toggled and toggled not in self._names:
            self._names = [toggled]
        self._toggled = toggled
        self._among, self._beside = view.scene_.wires_at(self._names)
        self._moved = False
        self._wished_out, self._out = out, False
        self._closed: frozenset[End] = frozenset()
        """Wires that closed behind nodes that were taken out: those are not put back into them at once."""
        self._shake = Shake(start.x() * view.zoom)
        self._framing = Framing(view.scene_.graph, view.scene_.frames, self._names)

    def move(self, place: QPointF) -> None:
        """Show the nodes where they would be, the frames around them, and the wire that would take one in."""
        gone = place - self._start
        if not self._moved and self._toggled and gone.manhattanLength() * self._view.zoom <= _SLACK:
            return
        if not self._out and (self._wished_out or self._shake.feed(place.x() * self._view.zoom)):
            self._take_out()
        scene = self._view.scene_
        shift = self._shift(place)
        self._moved = self._moved or shift != (0.0, 0.0)
        scene.carry(self._names, QPointF(*shift), self._among, self._beside)
        if scene.graph.frames and self._moved:
            scene.frames.show_frames(self._framing.framed(scene.graph, self._boxes(shift)).frames)
        scene.wires.marked = frozenset(end for end in (self._wire_below(),) if end is not None)
        scene.wires.update()

    def end(self, place: QPointF) -> None:
        """Move the nodes, or put the one into the wire below it; the frames they lie in hold them."""
        below, shift = self._wire_below(), self._shift(place)
        boxes = self._boxes(shift)
        self.cancel()
        if not self._moved:
            if self._toggled:
                self._view.scene_.toggle(self._toggled)
            return
        specs = self._view.session.specs

        def change(graph: Graph) -> Graph:
            if self._out:
                graph = edit.take_out(graph, specs, self._names)
            places = {name: _sum(graph.nodes[name].at, shift) for name in self._names}
            moved = self._framing.framed(edit.move(graph, places), boxes)
            return edit.insert_on_wire(moved, specs, self._names[0], *below) if below is not None else moved

        what = (
            trn("1 node", "%n nodes", len(self._names))
            if len(self._names) > 1
            else self._view.session.called(self._names[0])
        )
        if below is not None:
            name = tr("Insert {what}", what=what)
        else:
            name = tr("Take out {what}", what=what) if self._out else tr("Move {what}", what=what)
        self._view.session.edit(name, change)

    def cancel(self) -> None:
        """Show the nodes where the document has them."""
        scene = self._view.scene_
        scene.wires.marked = frozenset()
        if self._out:
            self._view.session.take_back()
        scene.settle(self._names)
        scene.frames.show_frames(scene.graph.frames)

    def paint(self, painter: QPainter) -> None:
        """The nodes themselves show it."""

    def _take_out(self) -> None:
        """Show the document with the nodes out of their wires."""
        session, scene = self._view.session, self._view.scene_
        before = {(name, port): wire for wire, name, port in scene.graph.wires()}
        self._out = True
        session.try_out(lambda graph: edit.take_out(graph, session.specs, self._names))
        self._closed = frozenset(
            (name, port) for wire, name, port in scene.graph.wires() if before.get((name, port)) != wire
        )
        self._among, self._beside = scene.wires_at(self._names)

    def _shift(self, place: QPointF) -> tuple[float, float]:
        if not self._names:
            return 0.0, 0.0
        x, y = self._view.scene_.graph.nodes[self._names[0]].at
        gone = place - self._start
        if self._view.snapping:
            return round((x + gone.x()) / GRID) * GRID - x, round((y + gone.y()) / GRID) * GRID - y
        return gone.x(), gone.y()

    def _boxes(self, shift: tuple[float, float]) -> dict[str, QRectF]:
        """Return where the nodes would be."""
        scene = self._view.scene_
        shapes = {name: scene.items_[name].shape_ for name in self._names}
        return {
            name: QRectF(*_sum(scene.graph.nodes[name].at, shift), shape.width, shape.height)
            for name, shape in shapes.items()
        }

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
        if end is None or end in self._closed:
            return None
        try:
            edit.insert_on_wire(scene.graph, self._view.session.specs, name, *end)
        except NodegraphError:
            return None  # It does not fit there; dropping it only moves it.
        return end


def _sum(at: tuple[float, float], shift: tuple[float, float]) -> tuple[float, float]:
    return at[0] + shift[0], at[1] + shift[1]
