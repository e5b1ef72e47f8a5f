"""The right-click menus of the canvas: of a node, of one of its fields, and of the empty canvas."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QColorDialog, QMenu

from nodegraph.core.ports import write_text
from nodegraph.gui import chosen
from nodegraph.gui.canvas.node_item import NodeItem
from nodegraph.gui.document import Document
from nodegraph.gui.languages import tr

if TYPE_CHECKING:
    from nodegraph.gui.window import Window

Entry = tuple[str, Callable[[], object]] | None
"""What a line says and does; `None` is a line between groups."""


def entries_at(document: Document, place: QPointF, window: "Window") -> list[Entry]:
    """Return the menu for a place on the canvas; a node there is selected first if it is not."""
    item = document.scene_.node_at(place)
    if item is None:
        return _canvas(document, place, window)
    if not item.isSelected():
        document.scene_.select([item.name])
    row = item.row_at(place - item.pos())
    field = _field(document, item, row.port) if row is not None and item.has_field(row) else []
    return [*field, *_node(document, item, window)]


def show_menu(document: Document, place: QPointF, screen: QPoint, window: "Window") -> QMenu:
    """Show the menu for a place on the canvas."""
    menu = QMenu(document)
    menu.aboutToHide.connect(menu.deleteLater)
    for entry in entries_at(document, place, window):
        if entry is None:
            menu.addSeparator()
        else:
            menu.addAction(entry[0], entry[1])
    menu.popup(screen)
    return menu


def _field(document: Document, item: NodeItem, port: str) -> list[Entry]:
    name = item.name
    value = item.value_of(port)
    place = f"{name}.{port}"
    entries: list[Entry] = []
    if port in item.node.set:
        entries.append((tr("Reset {name}", name=port.replace("_", " ")), lambda: chosen.reset(document, name, [port])))
    if any((name, port) in parameter.to for parameter in document.session.graph.parameters.values()):
        return entries
    setting = f"--set {place}={write_text(value)}" if value is not None else place
    return [
        *entries,
        (tr("Make {name} a graph parameter", name=port.replace("_", " ")), lambda: chosen.expose(document, name, port)),
        (tr("Copy command-line name"), lambda: QGuiApplication.clipboard().setText(setting)),
        None,
    ]


def _node(document: Document, item: NodeItem, window: "Window") -> list[Entry]:
    node = item.node
    return [
        (tr("Run this"), window.running.run_selected),
        None,
        (tr("Rename…"), lambda: chosen.rename(document)),
        (tr("Color…"), lambda: _ask_color(document, item)),
        (tr("Unfold") if node.collapsed else tr("Collapse"), lambda: chosen.toggle(document, "collapsed")),
        (tr("Pass no longer") if node.bypassed else tr("Bypass"), lambda: chosen.toggle(document, "bypassed")),
        (tr("Enable") if node.disabled else tr("Disable"), lambda: chosen.toggle(document, "disabled")),
        *([(tr("Reset all values"), lambda: chosen.reset(document, item.name, list(node.set)))] if node.set else []),
        (tr("Frame"), lambda: chosen.frame(document)),
        None,
        (tr("Copy"), lambda: chosen.copy(document)),
        (tr("Cut"), lambda: chosen.cut(document)),
        (tr("Duplicate"), lambda: chosen.duplicate(document)),
        (tr("Delete"), lambda: chosen.remove(document)),
    ]


def _canvas(document: Document, place: QPointF, window: "Window") -> list[Entry]:
    return [
        (tr("Add node…"), lambda: window.adding.search(place, None)),
        (tr("Add note"), lambda: window.adding.add_note(place)),
        (tr("Paste"), lambda: window.adding.paste_at(place)),
        None,
        (tr("Select all"), lambda: document.scene_.select(document.scene_.items_)),
        (tr("Arrange"), document.arrange),
        (tr("Fit all"), document.view.fit),
    ]


def _ask_color(document: Document, item: NodeItem) -> None:
    dialog = QColorDialog(QColor(item.accent), document)
    dialog.colorSelected.connect(lambda found: chosen.color(document, found.name()))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
