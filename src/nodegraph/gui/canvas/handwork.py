"""More of what a person does with the mouse held down: choosing by a rectangle, cutting wires, turning numbers."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from nodegraph.core import edit
from nodegraph.core.graph import Graph
from nodegraph.core.ports import Number
from nodegraph.gui.canvas.node_item import NodeItem
from nodegraph.gui.canvas.notes import NoteItem, with_note
from nodegraph.gui.canvas.scale import dragged
from nodegraph.gui.canvas.shape import Row
from nodegraph.gui.languages import tr, trn

if TYPE_CHECKING:
    from nodegraph.gui.canvas.view import CanvasView

_SLACK = 3.0
"""Pixels of the screen that the mouse may move in a click."""


class RubberBand:
    """Selects the nodes that a rectangle touches, besides those that were selected if `more`."""

    def __init__(self, view: "CanvasView", start: QPointF, *, more: bool) -> None:
        self._view, self._start, self._now = view, start, start
        self._before = set(view.scene_.selected())
        self._kept = self._before if more else set()

    def move(self, place: QPointF) -> None:
        """Select what the rectangle touches now."""
        self._now = place
        box = QRectF(self._start, place).normalized()
        scene = self._view.scene_
        scene.select(self._kept | scene.boxes.inside(box))
        self._view.viewport().update()

    def end(self, place: QPointF) -> None:
        self.move(place)

    def cancel(self) -> None:
        self._view.scene_.select(self._before)

    def paint(self, painter: QPainter) -> None:
        accent = QColor(self._view.scene_.theme.accent)
        painter.setPen(QPen(accent, 0))
        accent.setAlphaF(0.12)
        painter.setBrush(accent)
        painter.drawRect(QRectF(self._start, self._now).normalized())


class Knife:
    """Cuts the wires that a line crosses."""

    def __init__(self, view: "CanvasView", start: QPointF) -> None:
        self._view = view
        self._line = QPainterPath(start)

    def move(self, place: QPointF) -> None:
        """Mark the wires that would be cut."""
        self._line.lineTo(place)
        wires = self._view.scene_.wires
        wires.marked = wires.crossing(self._line)
        wires.update()
        self._view.viewport().update()

    def end(self, place: QPointF) -> None:
        """Cut the wires that the line crossed."""
        self.move(place)
        ends = sorted(self._view.scene_.wires.marked)
        self.cancel()

        def cut(graph: Graph) -> Graph:
            for name, port in ends:
                graph = edit.disconnect(graph, name, port)
            return graph

        self._view.session.edit(trn("Cut 1 wire", "Cut %n wires", len(ends)), cut)

    def cancel(self) -> None:
        self._view.scene_.wires.marked = frozenset()
        self._view.scene_.wires.update()

    def paint(self, painter: QPainter) -> None:
        painter.setPen(QPen(QColor(self._view.scene_.theme.error), 0, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._line)


class DragNumber:
    """Turns a number by dragging sideways along its field; a click without dragging opens the field."""

    def __init__(self, view: "CanvasView", start: QPointF, item: NodeItem, row: Row, *, fine: bool) -> None:
        assert isinstance(row.kind, Number)
        value = item.value_of(row.port)
        self._view, self._start, self._fine = view, start, fine
        self._name, self._port, self._kind = item.name, row.port, row.kind
        self._begun = value if isinstance(value, int | float) else row.kind.low or 0
        self._width = item.field_rect(row).width()
        self._dragging = False

    def move(self, place: QPointF) -> None:
        """Show the document with the number as it would be."""
        gone = place.x() - self._start.x()
        self._dragging = self._dragging or abs(gone) * self._view.zoom > _SLACK
        if self._dragging:
            self._view.session.try_out(lambda graph: self._set(graph, gone))

    def end(self, place: QPointF) -> None:
        """Set the number, or open the field after a mere click."""
        if not self._dragging:
            self._view.opened.emit(self._name, self._port)
            return
        gone = place.x() - self._start.x()
        self._view.session.edit(
            tr("Set {name}", name=self._view.session.called(self._name, self._port)),
            lambda graph: self._set(graph, gone),
        )

    def cancel(self) -> None:
        self._view.session.take_back()

    def paint(self, painter: QPainter) -> None:
        """The field itself shows it."""

    def _set(self, graph: Graph, gone: float) -> Graph:
        value = dragged(self._kind, self._begun, gone, self._width, fine=self._fine)
        return edit.set_value(graph, self._view.session.specs, self._name, self._port, value)


class MoveNote:
    """Drags a note."""

    def __init__(self, view: "CanvasView", start: QPointF, note: NoteItem) -> None:
        self._view, self._start, self._note = view, start, note
        self._begun = note.pos()

    def move(self, place: QPointF) -> None:
        self._note.setPos(self._begun + place - self._start)

    def end(self, place: QPointF) -> None:
        """Put the note where it is now."""
        self.move(place)
        at, note = self._note.pos(), self._note
        if at != self._begun:
            self._view.session.edit(
                tr("Move {what}", what=note.name),
                lambda graph: with_note(graph, note.text, (at.x(), at.y()), note.name),
            )

    def cancel(self) -> None:
        self._note.setPos(self._begun)

    def paint(self, painter: QPainter) -> None:
        """The note itself shows it."""
