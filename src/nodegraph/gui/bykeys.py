"""What the mouse does on the canvas, by keys: values, wires and moves through menus and arrows; a node in words."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu

from nodegraph.core import edit
from nodegraph.core.errors import NodegraphError
from nodegraph.core.graph import Graph, Wire
from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import Choice, Value, write_text
from nodegraph.gui.canvas.node_item import NodeItem
from nodegraph.gui.canvas.shape import Row
from nodegraph.gui.languages import tr, trn
from nodegraph.gui.naming import on_button
from nodegraph.gui.theme import GRID
from nodegraph.gui.wording import choice_name, fact_words, port_name

if TYPE_CHECKING:
    from nodegraph.gui.window import Window

_MOST = 30
"""Ports that a menu offers to connect with: those of the nearest nodes."""


class ByKeys(QObject):
    """Commands on the selected nodes of the document in front."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window

    def move(self, x: int, y: int) -> None:
        """Move the selected nodes by steps of the grid."""
        names = self._window.scene_.selected()
        if not names:
            return

        def change(graph: Graph) -> Graph:
            places = {name: graph.nodes[name].at for name in names}
            return edit.move(graph, {name: (at[0] + x * GRID, at[1] + y * GRID) for name, at in places.items()})

        what = trn("1 node", "%n nodes", len(names)) if len(names) > 1 else self._window.session.called(names[0])
        self._window.session.edit(tr("Move {what}", what=what), change, merge_key=f"move by keys {sorted(names)}")
        self._window.view.show_node(names[0])

    def edit_value(self) -> QMenu | None:
        """Offer the values of the selected node; the chosen one is opened as by a click."""
        item = self._one()
        if item is None:
            return None
        menu = self._menu(item)
        for row in item.shape_.rows:
            if item.has_field(row):
                value = item.value_of(row.port)
                text = _told(row, value)
                label = f"{port_name(row.port)}: {text[:40]}" if text else port_name(row.port)
                menu.addAction(label, partial(self._window.view.opened.emit, item.name, row.port))
        return self._show(menu, item, tr("{name} has no values to set.", name=self._window.session.called(item.name)))

    def connect_(self) -> QMenu | None:
        """Offer the ports of the selected node, and for each those that it can be connected with."""
        item = self._one()
        if item is None:
            return None
        menu = self._menu(item)
        graph, session = self._window.session.graph, self._window.session
        for row in item.shape_.rows:
            wire = graph.nodes[item.name].wires.get(row.port) if not row.output else None
            partners = list(self._partners(item, row))
            if not partners and wire is None:
                continue
            label = port_name(row.port)
            part = menu.addMenu(f"{label} →" if row.output else f"→ {label}")
            if wire is not None:
                cut = partial(edit.disconnect, node=item.name, port=row.port)
                part.addAction(tr("Disconnect"), partial(session.edit, tr("Disconnect"), cut))
            for text, change in partners:
                part.addAction(text, partial(session.edit, tr("Connect"), change))
        return self._show(
            menu, item, tr("Nothing fits the ports of {name}.", name=self._window.session.called(item.name))
        )

    def _partners(self, item: NodeItem, row: Row) -> Iterator[tuple[str, Callable[[Graph], Graph]]]:
        """Yield the ports that a port can be connected with, each with the edit that does it; near nodes first."""
        scene, specs = self._window.scene_, self._window.specs
        others = sorted(scene.items_.values(), key=lambda other: _distance(item.pos(), other.pos()))
        found = 0
        for other in others:
            for port in other.shape_.rows:
                if other is item or port.output is row.output:
                    continue
                if row.output:
                    change = _connecting(specs, Wire(item.name, row.port), other.name, port.port)
                else:
                    change = _connecting(specs, Wire(other.name, port.port), item.name, row.port)
                try:
                    if change(scene.graph) is scene.graph:
                        continue
                except NodegraphError:
                    continue  # it does not fit
                yield on_button(f"{self._window.session.called(other.name)}: {port_name(port.port)}"), change
                found += 1
                if found == _MOST:
                    return

    def _one(self) -> NodeItem | None:
        names = self._window.scene_.selected()
        if len(names) != 1:
            self._window.tell(tr("Select one node first; the arrow keys go from node to node."))
            return None
        return self._window.scene_.items_[names[0]]

    def _menu(self, item: NodeItem) -> QMenu:
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(item.title)
        return menu

    def _show(self, menu: QMenu, item: NodeItem, nothing: str) -> QMenu | None:
        if menu.isEmpty():
            menu.deleteLater()
            self._window.tell(nothing)
            return None
        view = self._window.view
        view.show_node(item.name)
        corner = view.mapFromScene(item.pos() + QPointF(item.shape_.width, 0))
        menu.popup(view.viewport().mapToGlobal(corner + QPoint(GRID // 4, 0)))
        # By a key, as a person would: an action with a menu of its own, when it is set, opens that menu at once, and
        # where a window manager gives the keys to the first of two popups, no key ever reaches the second one.
        QApplication.sendEvent(menu, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier))
        return menu


def _connecting(specs: Mapping[str, NodeSpec], wire: Wire, name: str, port: str) -> Callable[[Graph], Graph]:
    return lambda graph: edit.connect(graph, specs, wire, name, port)


def _distance(one: QPointF, other: QPointF) -> float:
    return (one - other).manhattanLength()


def _told(row: Row, value: Value) -> str:
    """Return a value in words; empty where there is none."""
    text = write_text(value) if value is not None else ""
    return choice_name(text) if text and isinstance(row.kind, Choice) else text


def spoken(item: NodeItem, called: Callable[[str], str]) -> str:
    """Return a node in words, for who cannot see it: what it is `called`, how it is, its values and what it makes."""
    parts = [called(item.name)]
    if item.view.trouble:
        parts.append(item.view.trouble)
    elif item.view.status:
        parts.append(item.view.status)
    for row in item.shape_.rows:
        label = port_name(row.port)
        wire = item.node.wires.get(row.port) if not row.output else None
        if wire is not None:
            parts.append(tr("{port} from {node}", port=label, node=called(wire.node)))
        elif row.output:
            fact = item.view.facts.get(row.port)
            parts.append(tr("makes {port}: {what}", port=label, what=fact_words(fact)) if fact is not None else "")
        elif item.has_field(row) and (value := _told(row, item.value_of(row.port))):
            parts.append(f"{label}: {value}")
    return ". ".join(part for part in parts if part)
