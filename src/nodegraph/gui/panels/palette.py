"""The palette: all nodes by category, favorites first, to be found, dragged onto the canvas, or double-clicked."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QMenu, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from nodegraph.core.node import NodeSpec
from nodegraph.gui import icons
from nodegraph.gui.keep import Kept
from nodegraph.gui.languages import tr
from nodegraph.gui.panels.rows import ASIDE, Rows
from nodegraph.gui.panels.search import matches
from nodegraph.gui.wording import family_name, label_of, summary

MIME = "application/x-nodegraph-node"
"""What a drag from the palette carries: the id of a node type."""
_ID = Qt.ItemDataRole.UserRole


class _Tree(QTreeWidget):
    def mimeData(self, items: Iterable[QTreeWidgetItem]) -> QMimeData:  # noqa: N802 - Qt's name
        """Return what a drag carries."""
        data = QMimeData()
        for item in items:
            if item.data(0, _ID):
                data.setData(MIME, str(item.data(0, _ID)).encode())
        return data


class Palette(QWidget):
    """Calls back with the node that was chosen."""

    def __init__(self, specs: Iterable[NodeSpec], kept: Kept, choose: Callable[[NodeSpec], None]) -> None:
        super().__init__()
        self._specs = {spec.id: spec for spec in specs}
        self._kept, self._choose = kept, choose
        self.line = QLineEdit(placeholderText=tr("Find a node"))
        self.line.setClearButtonEnabled(True)
        self.line.setAccessibleName(tr("Find a node"))
        self.tree = _Tree()
        self.tree.setAccessibleName(tr("Nodes by category"))
        self.tree.setHeaderHidden(True)
        self.tree.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.tree.setDragEnabled(True)
        self.tree.setIndentation(14)
        self.tree.setItemDelegate(Rows(self.tree))
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self.line)
        layout.addWidget(self.tree)
        self.line.textChanged.connect(self._fill)
        self.line.returnPressed.connect(lambda: self._take(self.tree.currentItem()))
        self.tree.itemActivated.connect(self._take)
        self.tree.customContextMenuRequested.connect(self._show_menu)
        self._fill("")

    @property
    def favorites(self) -> list[str]:
        """The ids of the nodes that a person keeps at the top, as they came."""
        found = self._kept.get("favorites", [])
        return [name for name in found if isinstance(name, str) and name in self._specs]

    def toggle_favorite(self, spec: NodeSpec) -> None:
        """Keep a node at the top, or no longer."""
        names = self.favorites
        self._kept.put(
            "favorites", [name for name in names if name != spec.id] if spec.id in names else [*names, spec.id]
        )
        self._fill(self.line.text())

    def menu_of(self, spec: NodeSpec) -> QMenu:
        """Return what can be done with a node of the palette."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(icons.icon("add"), tr("Add"), lambda: self._choose(spec))
        words = tr("No favorite any more") if spec.id in self.favorites else tr("Make it a favorite")
        menu.addAction(icons.icon("star"), words, lambda: self.toggle_favorite(spec))
        return menu

    def _show_menu(self, place: QPoint) -> None:
        item = self.tree.itemAt(place)
        spec = self._specs.get(item.data(0, _ID) or "") if item is not None else None
        if spec is not None:
            self.menu_of(spec).popup(self.tree.viewport().mapToGlobal(place))

    def _fill(self, text: str) -> None:
        open_ = {group.text(0) for group in self._groups() if group.isExpanded()}
        self.tree.clear()
        if text.strip():
            for spec in matches(self._specs.values(), text, self._kept.uses):
                self.tree.addTopLevelItem(_leaf(spec))
            self.tree.setCurrentIndex(self.tree.model().index(0, 0))
            return
        loved = [self._specs[name] for name in self.favorites]
        if loved:
            group = self._group(tr("Favorites"), "star")
            for spec in loved:
                group.addChild(_leaf(spec))
            group.setExpanded(True)
        groups: dict[str, QTreeWidgetItem] = {}
        for spec in sorted(self._specs.values(), key=lambda spec: (spec.category[:1], label_of(spec))):
            name = spec.category[0] if spec.category else "other"
            if name not in groups:
                groups[name] = self._group(family_name(name), icons.of_family(spec.category))
            groups[name].addChild(_leaf(spec))
        for group in self._groups():
            group.setData(0, ASIDE, str(group.childCount()))
            if group.text(0) in open_:
                group.setExpanded(True)

    def _group(self, title: str, icon: str) -> QTreeWidgetItem:
        group = QTreeWidgetItem([title])
        group.setIcon(0, icons.icon(icon))
        self.tree.addTopLevelItem(group)
        return group

    def _groups(self) -> list[QTreeWidgetItem]:
        found = [self.tree.topLevelItem(index) for index in range(self.tree.topLevelItemCount())]
        return [item for item in found if item is not None and not item.data(0, _ID)]

    def _take(self, item: QTreeWidgetItem | None) -> None:
        spec = self._specs.get(item.data(0, _ID) or "") if item is not None else None
        if spec is not None:
            self._choose(spec)


def _leaf(spec: NodeSpec) -> QTreeWidgetItem:
    item = QTreeWidgetItem([label_of(spec)])
    item.setData(0, _ID, spec.id)
    item.setIcon(0, icons.icon(icons.of_family(spec.category)))
    item.setToolTip(0, summary(spec))
    return item
