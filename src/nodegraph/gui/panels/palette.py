"""The palette: all nodes by category, to be found, dragged onto the canvas, or added by a double click."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from nodegraph.core.node import NodeSpec
from nodegraph.gui.languages import tr
from nodegraph.gui.panels.rows import ASIDE, Rows
from nodegraph.gui.panels.search import matches

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

    def __init__(self, specs: Iterable[NodeSpec], choose: Callable[[NodeSpec], None]) -> None:
        super().__init__()
        self._specs = {spec.id: spec for spec in specs}
        self._choose = choose
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
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self.line)
        layout.addWidget(self.tree)
        self.line.textChanged.connect(self._fill)
        self.tree.itemActivated.connect(self._take)
        self._fill("")

    def _fill(self, text: str) -> None:
        self.tree.clear()
        if text.strip():
            for spec in matches(self._specs.values(), text):
                self.tree.addTopLevelItem(_leaf(spec))
            self.tree.setCurrentIndex(self.tree.model().index(0, 0))
            return
        groups: dict[str, QTreeWidgetItem] = {}
        for spec in sorted(self._specs.values(), key=lambda spec: (spec.category[:1], spec.label)):
            name = spec.category[0] if spec.category else "other"
            if name not in groups:
                groups[name] = QTreeWidgetItem([name.capitalize()])
                self.tree.addTopLevelItem(groups[name])
            groups[name].addChild(_leaf(spec))
        for group in groups.values():
            group.setData(0, ASIDE, str(group.childCount()))

    def _take(self, item: QTreeWidgetItem) -> None:
        spec = self._specs.get(item.data(0, _ID) or "")
        if spec is not None:
            self._choose(spec)


def _leaf(spec: NodeSpec) -> QTreeWidgetItem:
    item = QTreeWidgetItem([spec.label])
    item.setData(0, _ID, spec.id)
    item.setToolTip(0, spec.help.split("\n\n")[0])
    return item
