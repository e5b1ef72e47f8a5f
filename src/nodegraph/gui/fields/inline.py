"""Editing a value where it is shown: a small editor over the field of a node, gone when the value is taken."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAction, QColor, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QColorDialog, QFileDialog, QLineEdit, QMenu, QPlainTextEdit

from nodegraph.core import edit
from nodegraph.core.graph import Graph
from nodegraph.core.ports import Choice, ColorKind, Input, PathKind, Text, Truth, Value, write_text
from nodegraph.gui.canvas.node_item import NodeItem
from nodegraph.gui.canvas.view import CanvasView
from nodegraph.gui.theme import ROW, UNIT

_LINES = 6


def open_field(view: CanvasView, name: str, port: str) -> None:
    """Let the person change the value of an input; a truth is turned over at once."""
    item = view.scene_.items_[name]
    declared = item.spec.input(port) if item.spec is not None else None
    if declared is None:
        return
    match declared.kind:
        case Truth():
            set_value(view, name, port, not item.value_of(port))
        case Choice(options):
            _choose(view, item, port, options)
        case ColorKind():
            _pick_color(view, item, port)
        case Text(lines=True):
            _Lines(view, item, declared)
        case _:
            _Line(view, item, declared)


def edit_text(view: CanvasView, place: QRect, text: str, take: Callable[[str], object], lines: int = _LINES) -> None:
    """Let the person write a text that belongs to no input, at a place of the viewport; `take` gets it."""
    _Free(view, place, text, take, lines)


def set_value(view: CanvasView, name: str, port: str, value: object) -> bool:
    """Set an input as one step of the history; return whether the value was accepted."""
    specs = view.session.specs
    return view.session.edit(f"Set {name}.{port}", lambda graph: edit.set_value(graph, specs, name, port, value))


def field_on_screen(view: CanvasView, item: NodeItem, port: str) -> QRect:
    """Return where the field of an input is in the view's viewport; empty where it is not shown."""
    row = item.shape_.row(port, output=False)
    if row is None:
        return QRect()
    return view.mapFromScene(item.mapRectToScene(item.field_rect(row))).boundingRect()


def _choose(view: CanvasView, item: NodeItem, port: str, options: tuple[str, ...]) -> None:
    menu = QMenu(view)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    now = item.value_of(port)
    for option in options:
        action = QAction(option.replace("_", " "), menu, checkable=True, checked=option == now)
        action.triggered.connect(lambda _=False, option=option: set_value(view, item.name, port, option))
        menu.addAction(action)
    menu.popup(view.viewport().mapToGlobal(field_on_screen(view, item, port).bottomLeft()))


def _pick_color(view: CanvasView, item: NodeItem, port: str) -> None:
    now = item.value_of(port)
    numbers = [float(number) for number in now] if isinstance(now, list) else [0.0, 0.0, 0.0]
    numbers = numbers * 3 if len(numbers) == 1 else numbers
    dialog = QColorDialog(QColor.fromRgbF(*numbers), view)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setOption(QColorDialog.ColorDialogOption.ShowAlphaChannel, len(numbers) == 4)
    dialog.colorSelected.connect(
        lambda color: set_value(view, item.name, port, [round(part, 6) for part in color.getRgbF()[: len(numbers)]])
    )
    dialog.open()


class _Line(QLineEdit):
    """A number, a text of one line, or a path; Enter or leaving takes it, Escape leaves the value as it was."""

    def __init__(self, view: CanvasView, item: NodeItem, port: Input) -> None:
        super().__init__(view.viewport())
        self._view, self._name, self._port = view, item.name, port
        self._open = True
        value = item.value_of(port.name)
        self.setText("" if value is None else write_text(value))
        self.setAccessibleName(f"{item.title}: {port.name}")
        place = field_on_screen(view, item, port.name)
        if isinstance(port.kind, PathKind):
            action = self.addAction(
                self.style().standardIcon(self.style().StandardPixmap.SP_DirOpenIcon),
                QLineEdit.ActionPosition.TrailingPosition,
            )
            action.setToolTip("Browse")
            action.triggered.connect(self._browse)
            place.setLeft(place.left() - place.width())
        self.setGeometry(place.adjusted(0, 0, 0, max(0, ROW - place.height())))
        self.selectAll()
        self.show()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self._end()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._take()

    def _take(self) -> None:
        if not self._open:
            return
        text, name, port, view = self.text(), self._name, self._port, self._view
        specs = view.session.specs
        folder = view.session.path.parent if view.session.path is not None else Path.home()

        def change(graph: Graph) -> Graph:
            if not text and not isinstance(port.kind, Text):
                return edit.unset(graph, name, port.name)
            return edit.set_text(graph, specs, f"{name}.{port.name}", text, folder)

        if view.session.edit(f"Set {name}.{port.name}", change):
            self._end()
        else:
            self.selectAll()

    def _browse(self) -> None:
        self._open = False
        kind = self._port.kind
        assert isinstance(kind, PathKind)
        title = f"{self._name}: {self._port.name}"
        before = self.text()
        if kind.role == "folder":
            found = QFileDialog.getExistingDirectory(self._view, title, before)
        elif kind.role == "save":
            found = QFileDialog.getSaveFileName(self._view, title, before)[0]
        else:
            found = QFileDialog.getOpenFileName(self._view, title, before)[0]
        if found:
            set_value(self._view, self._name, self._port.name, found)
        self._end()

    def _end(self) -> None:
        self._open = False
        self._view.setFocus()
        self.deleteLater()


class _Free(QPlainTextEdit):
    """A text; leaving or Ctrl+Enter takes it (of one line Enter too), Escape leaves it as it was."""

    def __init__(self, view: CanvasView, place: QRect, text: str, take: Callable[[str], object], lines: int) -> None:
        super().__init__(view.viewport())
        self._view, self._take_text, self._lines = view, take, lines
        self._open = True
        self.setPlainText(text)
        self.setAccessibleName("Text")
        self.setGeometry(place.left(), place.top(), max(place.width(), 8 * ROW), max(1, lines) * ROW + UNIT)
        self.selectAll()
        self.show()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape:
            self._end()
        elif (control or self._lines == 1) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self._take()

    def _take(self) -> None:
        if self._open:
            self._end()
            self._take_text(self.toPlainText())

    def _end(self) -> None:
        self._open = False
        self._view.setFocus()
        self.deleteLater()


class _Lines(QPlainTextEdit):
    """A text of several lines; leaving or Ctrl+Enter takes it, Escape leaves the value as it was."""

    def __init__(self, view: CanvasView, item: NodeItem, port: Input) -> None:
        super().__init__(view.viewport())
        self._view, self._name, self._port = view, item.name, port
        self._open = True
        value: Value = item.value_of(port.name)
        self.setPlainText(value if isinstance(value, str) else "")
        self.setAccessibleName(f"{item.title}: {port.name}")
        place = field_on_screen(view, item, port.name)
        self.setGeometry(place.adjusted(-place.width() // 2, 0, 0, _LINES * ROW))
        self.show()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape:
            self._end()
        elif control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self._take()

    def _take(self) -> None:
        if self._open and set_value(self._view, self._name, self._port.name, self.toPlainText()):
            self._end()

    def _end(self) -> None:
        self._open = False
        self._view.setFocus()
        self.deleteLater()
