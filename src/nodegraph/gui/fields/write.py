"""Writing over the canvas: a line or several, for the value of an input or for any other text."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QToolTip

from nodegraph.core import edit
from nodegraph.core.errors import ValueRefused
from nodegraph.core.graph import Graph, Wire
from nodegraph.core.known import spec_of
from nodegraph.core.ports import Input, Number, Text, read_text, write_text
from nodegraph.gui.canvas.given import is_given
from nodegraph.gui.canvas.node_item import NodeItem
from nodegraph.gui.canvas.view import CanvasView
from nodegraph.gui.fields.ending import Ending
from nodegraph.gui.fields.expression import work_out
from nodegraph.gui.fields.parameters import bound, numbers
from nodegraph.gui.fields.place import field_on_screen, open_beside, set_value
from nodegraph.gui.languages import tr
from nodegraph.gui.theme import ROW, UNIT
from nodegraph.gui.wording import as_tip

_LINES = 6
_NARROWEST = 110
"""Width of a line's editor, also where the canvas is seen from afar."""
_MARGINS, _ACTION = 6 * UNIT, 7 * UNIT
"""Of a line's width, what its edges and each button in it take."""


def write_line(
    view: CanvasView, item: NodeItem, port: Input, accepted: Callable[[], None] | None = None
) -> tuple[QLineEdit, Ending]:
    """Let the person write the value of an input in one line; `accepted` is called when it was set.

    What is refused is said right below the line, too, which stays open.
    """
    line = QLineEdit(view.viewport())
    value = item.value_of(port.name)
    given = item.given(port.name)
    line.setText("" if value is None or given else write_text(value))
    line.setPlaceholderText(given)
    line.setAccessibleName(f"{item.title}: {port.name}")
    if isinstance(port.kind, Number):
        line.setToolTip(tr("A number, a sum such as 2*1024, or the name of a parameter of the graph"))
    place = field_on_screen(view, item, port.name)
    short, narrow = max(0, ROW - place.height()), max(0, _NARROWEST - place.width())
    line.setGeometry(place.adjusted(-narrow, -(short // 2), 0, short - short // 2))
    widen(line, view)
    line.textChanged.connect(partial(widen, line, view))
    line.selectAll()
    name = item.name

    def say(sentence: str) -> None:
        QToolTip.showText(line.mapToGlobal(line.rect().bottomLeft()), as_tip(sentence), line)

    def take() -> bool:
        view.session.refused.connect(say)
        taken = view.session.edit(
            tr("Set {place}", place=view.session.called(name, port.name)),
            lambda graph: _typed(view, graph, name, port, line.text()),
        )
        view.session.refused.disconnect(say)
        if not taken:
            line.selectAll()
        elif accepted is not None:
            accepted()
        return taken

    ending = Ending(line, view, take)
    ending.onward.connect(partial(open_beside, view, name, port.name))
    ending.begin()
    return line, ending


def widen(line: QLineEdit, view: CanvasView, text: str = "") -> None:
    """Make an editor as wide as what is written in it, to the left first, where the canvas has room."""
    there, canvas = line.geometry(), view.viewport().rect().adjusted(UNIT, 0, -UNIT, 0)
    beside = len(line.actions()) * _ACTION + _MARGINS
    width = min(line.fontMetrics().horizontalAdvance(text or line.text()) + beside, canvas.width())
    if width > there.width():
        left = max(there.right() + 1 - width, canvas.left())
        line.setGeometry(left, there.top(), width, there.height())


def write_lines(view: CanvasView, item: NodeItem, port: Input) -> None:
    """Let the person write the value of an input in several lines."""
    value, name = item.value_of(port.name), item.name
    place = field_on_screen(view, item, port.name)
    editor = _area(view, value if isinstance(value, str) else "", f"{item.title}: {port.name}")
    short, narrow = max(2, _LINES * ROW - place.height()), max(2, _LINES * 2 * ROW - place.width())
    editor.setGeometry(place.adjusted(-2, -2, narrow, short))
    ending = Ending(editor, view, lambda: set_value(view, name, port.name, editor.toPlainText()), lines=True)
    ending.onward.connect(partial(open_beside, view, name, port.name))
    ending.begin()


def write_text_at(
    view: CanvasView, place: QRect, text: str, take: Callable[[str], object], *, lines: bool = True
) -> None:
    """Let the person write a text that belongs to no input, at a place of the viewport; `take` gets it."""
    editor = _area(view, text, tr("Text"))
    height = max(place.height(), 3 * ROW) if lines else ROW + UNIT
    editor.setGeometry(place.left(), place.top(), max(place.width(), 8 * ROW), height)
    editor.selectAll()

    def taken() -> bool:
        take(editor.toPlainText())
        return True

    Ending(editor, view, taken, lines=lines).begin()


def _area(view: CanvasView, text: str, name: str) -> QPlainTextEdit:
    editor = QPlainTextEdit(view.viewport())
    editor.setPlainText(text)
    editor.setAccessibleName(name)
    return editor


def _typed(view: CanvasView, graph: Graph, name: str, port: Input, text: str) -> Graph:
    """Return the graph with an input set to what was typed; nothing typed is the default, where texts may be empty."""
    specs = view.session.specs
    if isinstance(port.kind, Number) and text.strip():
        return _number(graph, view, name, port, port.kind, text.strip())
    node = graph.nodes[name]
    if not text and (not isinstance(port.kind, Text) or is_given(spec_of(node, specs), port.name)):
        return edit.unset(graph, name, port.name)
    folder = view.session.path.parent if view.session.path is not None else Path.home()
    return edit.set_text(graph, specs, f"{name}.{port.name}", text, folder)


def _number(graph: Graph, view: CanvasView, name: str, port: Input, kind: Number, text: str) -> Graph:
    """Return the graph with a number set: to a plain number, to a sum, or following a parameter that was named."""
    specs, place = view.session.specs, f"{name}.{port.name}"
    known = numbers(graph, specs, kind)
    wished = text.removeprefix("--")
    if wished in known:
        return bound(graph, specs, wished, Wire(name, port.name))
    if port.optional and text.lower() == "none":
        return edit.set_value(graph, specs, name, port.name, None)
    if kind.unit:
        text = text.removesuffix(kind.unit).strip()
    try:
        value = read_text(kind, text, place)
    except ValueRefused:
        found = work_out(text, known)
        value = round(found) if kind.integer else found
    return edit.set_value(graph, specs, name, port.name, value)
