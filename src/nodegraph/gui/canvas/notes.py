"""Notes on the canvas: a text in a box that belongs to no node. A note in a file that is only a text has no place."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from nodegraph.core.graph import Graph
from nodegraph.core.ids import free_id
from nodegraph.gui.canvas.text import face, wrapped_height
from nodegraph.gui.theme import RADIUS, UNIT, Theme

_SIZE = 240.0, 64.0
"""Width, and the height that it has at least."""
_LINES = 40
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop


def with_note(graph: Graph, text: str, at: tuple[float, float], name: str = "") -> Graph:
    """Return the graph with a note's text and place, a new note if no name is given."""
    name = name or free_id("note", graph.notes)
    before = graph.notes.get(name)
    kept = before if isinstance(before, dict) else {}
    note = {**kept, "text": text, "at": [round(part, 2) for part in at]}
    return msgspec.structs.replace(graph, notes={**graph.notes, name: note})


def without_notes(graph: Graph, names: Iterable[str]) -> Graph:
    """Return the graph without some notes."""
    gone = set(names)
    if not gone & graph.notes.keys():
        return graph
    return msgspec.structs.replace(graph, notes={name: n for name, n in graph.notes.items() if name not in gone})


def placed(notes: Mapping[str, Any]) -> dict[str, tuple[str, float, float]]:
    """Return the notes that have a place: text, x, y. What a file holds besides is left alone."""
    found = {}
    for name, note in notes.items():
        match note:
            case {"text": str(text), "at": [int() | float() as x, int() | float() as y]}:
                found[name] = text, float(x), float(y)
    return found


class NoteItem(QGraphicsItem):
    """One note."""

    def __init__(self, name: str, theme: Theme) -> None:
        super().__init__()
        self.name, self.text = name, ""
        self._height = _SIZE[1]
        self.theme = theme
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable)
        self.setZValue(-0.5)

    def show_note(self, text: str, x: float, y: float) -> None:
        """Take over what the document says."""
        if text != self.text:
            self.prepareGeometryChange()
            self.text = text
            inner = _SIZE[0] - 4 * UNIT
            self._height = max(_SIZE[1], wrapped_height(text, inner, _LINES) + 4 * UNIT)
        self.setPos(x, y)
        self.update()

    @property
    def box(self) -> QRectF:
        """Where it is, in its own coordinates."""
        return QRectF(0, 0, _SIZE[0], self._height)

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
        return self.box.adjusted(-2, -2, 2, 2)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint the note."""
        theme = self.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.accent if self.isSelected() else theme.warning), 1.5))
        painter.setBrush(QColor(theme.header))
        painter.drawRoundedRect(self.box, RADIUS, RADIUS)
        painter.setPen(QColor(theme.text))
        painter.setFont(face(title=False))
        painter.drawText(self.box.adjusted(2 * UNIT, 2 * UNIT, -2 * UNIT, -2 * UNIT), _WRAP, self.text)


class Notes:
    """The notes of a scene."""

    def __init__(self, theme: Theme, parent: QGraphicsItem) -> None:
        self.items: dict[str, NoteItem] = {}
        self.theme, self._parent = theme, parent

    def show(self, notes: Mapping[str, Any]) -> None:
        """Show the notes of a document."""
        found = placed(notes)
        for name in [name for name in self.items if name not in found]:
            item = self.items.pop(name)
            item.scene().removeItem(item)
        for name, note in found.items():
            if name not in self.items:
                self.items[name] = NoteItem(name, self.theme)
                self.items[name].setParentItem(self._parent)
            self.items[name].show_note(*note)

    def at(self, place: QPointF) -> NoteItem | None:
        """Return the note at a place on the canvas."""
        return next((item for item in self.items.values() if item.box.contains(place - item.pos())), None)

    def selected(self) -> list[str]:
        """Return the selected notes."""
        return [name for name, item in self.items.items() if item.isSelected()]
