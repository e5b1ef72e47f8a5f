"""The right-click menus of the canvas: of a node, of one of its fields, and of the empty canvas."""

import shlex
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QColorDialog, QInputDialog, QMenu

from nodegraph.core.graph import Wire
from nodegraph.core.ports import Value, write_text
from nodegraph.gui import chosen
from nodegraph.gui.canvas.node_item import NodeItem
from nodegraph.gui.document import Document
from nodegraph.gui.documents.results import entries_for, files_of
from nodegraph.gui.fields import acts
from nodegraph.gui.fields.parameters import parameter_of, parameters_for
from nodegraph.gui.fields.presets import apply_preset, drop_preset, keep_preset, presets
from nodegraph.gui.languages import tr
from nodegraph.gui.theme import PAD
from nodegraph.gui.wording import port_name

if TYPE_CHECKING:
    from nodegraph.gui.window import Window

Entry = tuple[str, "Callable[[], object] | list[Entry]"] | None
"""What a line says and does, or the menu that it opens; `None` is a line between groups."""


def entries_at(document: Document, place: QPointF, window: "Window") -> list[Entry]:
    """Return the menu for a place on the canvas; a node there is selected first if it is not."""
    item = document.scene_.node_at(place)
    if item is None:
        frame = document.scene_.frames.title_at(place)
        return _frame(document, frame, window) if frame is not None else _canvas(document, place, window)
    if not item.selected:
        document.scene_.select([item.name])
    row = item.row_at(place - item.pos())
    field = _field(document, item, row.port) if row is not None and item.has_field(row) else []
    return [*field, *_node(document, item, window)]


def show_menu(document: Document, place: QPointF, screen: QPoint, window: "Window") -> QMenu:
    """Show the menu for a place on the canvas."""
    menu = QMenu(document)
    menu.aboutToHide.connect(menu.deleteLater)
    _fill(menu, entries_at(document, place, window))
    menu.popup(screen)
    return menu


def _fill(menu: QMenu, entries: list[Entry]) -> None:
    for entry in entries:
        if entry is None:
            menu.addSeparator()
        elif isinstance(entry[1], list):
            _fill(menu.addMenu(entry[0]), entry[1])
        else:
            menu.addAction(entry[0], entry[1])


def _field(document: Document, item: NodeItem, port: str) -> list[Entry]:
    name, words = item.name, port_name(port)
    value = item.value_of(port)
    graph, specs = document.session.graph, document.session.specs
    entries: list[Entry] = []
    if port in item.node.set:
        entries.append((tr("Reset {name}", name=words), lambda: acts.reset(document, name, [port])))
    entries.append((tr("Make {name} a wire", name=words), lambda: acts.make_wire(document, name, port)))
    parameter = parameter_of(graph, Wire(name, port))
    if parameter:
        freeing = tr("Set {name} no longer by the parameter {parameter}", name=words, parameter=parameter)
        entries.append((freeing, lambda: acts.unfollow(document, name, port)))
    else:
        entries.append((tr("Make {name} a graph parameter", name=words), lambda: acts.expose(document, name, port)))
        declared = item.spec.input(port) if item.spec is not None else None
        others = parameters_for(graph, specs, declared.kind) if declared is not None else []
        if others:
            following: list[Entry] = [(other, partial(acts.follow, document, other, name, port)) for other in others]
            entries.append((tr("Set {name} by a parameter", name=words), following))
    setting = command_line_name(name, port, value, parameter)
    return [
        *entries,
        (tr("Copy command-line name"), lambda: QGuiApplication.clipboard().setText(setting)),
        None,
    ]


def command_line_name(name: str, port: str, value: Value, parameter: str = "") -> str:
    """Return how an input is set on a command line: by its place, or by the parameter that sets it."""
    text = "" if value is None else write_text(value)
    quoted = shlex.quote(text) if text else ""
    if parameter:
        return f"--{parameter} {quoted}".rstrip()
    return f"--set {name}.{port}={quoted}"


def _presets(document: Document, item: NodeItem, window: "Window") -> list[Entry]:
    kept, kind, node = window.files.kept, item.node.type, item.name
    found = presets(kept, kind)
    entries: list[Entry] = [(name, partial(apply_preset, document, kept, node, name)) for name in found]
    if found:
        forgetting: list[Entry] = [(name, partial(drop_preset, kept, kind, name)) for name in found]
        entries += [None, (tr("Forget"), forgetting)]
    return [*entries, (tr("Keep these values…"), partial(_ask_preset, document, item, window))]


def _ask_preset(document: Document, item: NodeItem, window: "Window") -> None:
    kept, kind, values = window.files.kept, item.node.type, dict(item.node.set)
    dialog = QInputDialog(document)
    dialog.setWindowTitle(tr("Keep these values"))
    dialog.setLabelText(tr("Name of the preset for {node}:", node=item.title))
    dialog.textValueSelected.connect(lambda name: keep_preset(kept, kind, name, values) if name.strip() else None)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _frame(document: Document, name: str, window: "Window") -> list[Entry]:
    frame = document.session.graph.frames[name]
    place = document.scene_.frames.box_of(name).topLeft() + QPointF(PAD, PAD)
    return [
        (tr("Title…"), lambda: window.adding.double(place)),
        (tr("Color…"), lambda: _ask_frame_color(document, name)),
        (tr("Select its nodes"), lambda: document.scene_.select(frame.nodes)),
        (tr("Remove frame"), lambda: chosen.unframe(document, name)),
    ]


def _frames(document: Document) -> list[Entry]:
    """Return what can be done with the selected nodes and the frames that are there."""
    frames, names = document.session.graph.frames, set(document.scene_.selected())
    others: list[Entry] = [
        (frame.title or name, partial(chosen.reframe, document, name))
        for name, frame in frames.items()
        if not names <= set(frame.nodes)
    ]
    entries: list[Entry] = [(tr("Put into frame"), others)] if others else []
    if any(names & set(frame.nodes) for frame in frames.values()):
        entries.append((tr("Take out of frame"), lambda: chosen.reframe(document)))
    return entries


def _ask_frame_color(document: Document, name: str) -> None:
    dialog = QColorDialog(QColor(document.session.graph.frames[name].color or document.scene_.theme.faint), document)
    dialog.colorSelected.connect(lambda found: chosen.color_frame(document, name, found.name()))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _node(document: Document, item: NodeItem, window: "Window") -> list[Entry]:
    node = item.node
    return [
        (tr("Run this"), window.running.run_selected),
        (tr("View the result"), window.docks.show_viewer),
        *entries_for(files_of(document, item.name), window.tell),
        None,
        (tr("Rename…"), lambda: chosen.rename(document)),
        (tr("Color…"), lambda: _ask_color(document, item)),
        (tr("Unfold") if node.collapsed else tr("Collapse"), lambda: chosen.toggle(document, "collapsed")),
        (tr("Pass no longer") if node.bypassed else tr("Bypass"), lambda: chosen.toggle(document, "bypassed")),
        (tr("Enable") if node.disabled else tr("Disable"), lambda: chosen.toggle(document, "disabled")),
        *([(tr("Reset all values"), lambda: acts.reset(document, item.name, list(node.set)))] if node.set else []),
        (tr("Presets"), _presets(document, item, window)),
        (tr("Frame"), lambda: chosen.frame(document)),
        *_frames(document),
        *([(tr("Arrange"), lambda: chosen.arrange(document))] if len(document.scene_.selected()) > 1 else []),
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
        (tr("Select all"), lambda: document.scene_.select_all()),
        (tr("Arrange"), document.arrange),
        (tr("Fit all"), document.view.fit),
    ]


def _ask_color(document: Document, item: NodeItem) -> None:
    dialog = QColorDialog(QColor(item.accent), document)
    dialog.colorSelected.connect(lambda found: chosen.color(document, found.name()))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
