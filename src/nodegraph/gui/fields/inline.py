"""Editing a value where it is shown: which editor opens over the field of a node that was clicked."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from nodegraph.core import edit
from nodegraph.core.ports import Choice, ColorKind, Input, PathKind, Text, Truth
from nodegraph.gui.canvas.node_item import NodeItem
from nodegraph.gui.canvas.view import CanvasView
from nodegraph.gui.fields.colors import choose_color
from nodegraph.gui.fields.model_chooser import ModelChooser, Shelf
from nodegraph.gui.fields.paths import browse, recent_paths, remember_path, write_path
from nodegraph.gui.fields.place import field_on_screen, set_value
from nodegraph.gui.fields.write import write_line, write_lines
from nodegraph.gui.keep import Kept
from nodegraph.gui.languages import tr
from nodegraph.gui.wording import choice_name, port_name


class Fields(QObject):
    """The fields of a window, with what was chosen in them last."""

    def __init__(self, kept: Kept, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept = kept
        self.shelf = Shelf(self)

    def close(self) -> None:
        """Wait for what is being listed."""
        self.shelf.close()

    def open(self, view: CanvasView, name: str, port: str) -> None:
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
                choose_color(view, item, port)
            case Text(lines=True):
                write_lines(view, item, declared)
            case PathKind(what="model"):
                self._choose_model(view, item, declared)
            case PathKind():
                write_path(view, self._kept, item, declared)
            case _:
                write_line(view, item, declared)

    def _choose_model(self, view: CanvasView, item: NodeItem, port: Input) -> None:
        kind, name = port.kind, item.name
        assert isinstance(kind, PathKind)

        def choose(path: str) -> None:
            if not path:
                view.session.edit(
                    tr("Reset {place}", place=view.session.called(name, port.name)),
                    lambda graph: edit.unset(graph, name, port.name),
                )
            elif set_value(view, name, port.name, path) and Path(path).suffix:
                remember_path(self._kept, kind, path)

        def elsewhere() -> None:
            found = browse(view, self._kept, kind, f"{item.title}: {port_name(port.name)}", now)
            if found:
                choose(found)

        value = item.value_of(port.name)
        now = value if isinstance(value, str) else ""
        chooser = ModelChooser(self.shelf, recent_paths(self._kept, kind), now, choose, elsewhere, view)
        folder = self._kept.get("models_folder", "")
        if folder:
            self.shelf.look(Path(folder))
        chooser.show_at(view.viewport().mapToGlobal(field_on_screen(view, item, port.name).bottomLeft()))


def _choose(view: CanvasView, item: NodeItem, port: str, options: tuple[str, ...]) -> None:
    menu = QMenu(view)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    now = item.value_of(port)
    for option in options:
        action = QAction(choice_name(option), menu, checkable=True, checked=option == now)
        action.triggered.connect(partial(_take_option, view, item.name, port, option))
        menu.addAction(action)
        if option == now:
            menu.setActiveAction(action)
    menu.popup(view.viewport().mapToGlobal(field_on_screen(view, item, port).bottomLeft()))


def _take_option(view: CanvasView, name: str, port: str, option: str, checked: bool = True) -> None:
    set_value(view, name, port, option)
