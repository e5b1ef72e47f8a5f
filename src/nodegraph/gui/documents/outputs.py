"""The panel of outputs: the files that a run would write, while their names are being made up."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from nodegraph.core import edit
from nodegraph.core.graph import Graph
from nodegraph.core.messages import Planned, Start
from nodegraph.gui.document import Document
from nodegraph.gui.documents.listing import lay_columns
from nodegraph.gui.documents.replacing import Target, Targets, targets
from nodegraph.gui.languages import tr, trn
from nodegraph.gui.link import Link
from nodegraph.gui.panels.rows import Rows
from nodegraph.gui.theme import UNIT

_QUIET_MS = 200
"""Without a change before the engine is asked."""
_PORT = "template"
_NODE = Qt.ItemDataRole.UserRole


class Outputs(QWidget):
    """Shows what a run of the document in front would write; asks only while it can be seen."""

    def __init__(self, link: Link, reveal: Callable[[str], object]) -> None:
        super().__init__()
        self._link = link
        self._document: Document | None = None
        self._node = ""
        self._asked: Graph | None = None
        self._busy = False
        self._timer = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._timer.timeout.connect(self._ask)
        self._label = QLabel(tr("Names"))
        self.template = QLineEdit()
        self.template.setAccessibleName(tr("Template of the names"))
        self.template.setToolTip(
            tr(
                "{name} is the name of the source, {scale} how many times wider the result is, {width} and"
                " {height} its size, {folder} the source's folder; {width:05} has at least five digits."
            )
        )
        self._label.setBuddy(self.template)
        self.template.textEdited.connect(self._try)
        self.template.editingFinished.connect(self._take)
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.list = QTreeWidget()
        self.list.setAccessibleName(tr("Files that a run would write"))
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setItemDelegate(Rows(self.list))
        self.list.setHeaderLabels([tr("File"), tr("Folder"), ""])
        lay_columns(self.list)
        self.list.itemClicked.connect(lambda item: reveal(item.data(0, _NODE)))
        self.list.itemActivated.connect(lambda item: reveal(item.data(0, _NODE)))
        line = QHBoxLayout()
        line.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 0)
        line.addWidget(self._label)
        line.addWidget(self.template, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * UNIT)
        layout.addLayout(line)
        self.sentence.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 0)
        layout.addWidget(self.sentence)
        layout.addWidget(self.list, 1)

    def show_document(self, document: Document) -> None:
        """Follow a document: another one, or what changed in it."""
        self._document = document
        if self.isVisible():
            self._show_template()
            self._timer.start()

    def showEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        """Catch up with what happened meanwhile."""
        self._show_template()
        self._timer.start()

    # ---- the template ----

    def _show_template(self) -> None:
        """Show the template of the selected node that has one, else of the only one."""
        document = self._document
        if document is None:
            return
        having = [
            name
            for name, item in document.scene_.items_.items()
            if item.spec is not None and item.spec.input(_PORT) is not None and item.spec.effect
        ]
        chosen = [name for name in document.scene_.selected() if name in having]
        node = chosen[0] if len(chosen) == 1 else having[0] if len(having) == 1 else ""
        wired = bool(node) and _PORT in document.session.graph.nodes[node].wires
        for widget in (self._label, self.template):
            widget.setVisible(bool(node) and not wired)
        if node and not self.template.hasFocus():
            self.template.setText(str(document.scene_.items_[node].value_of(_PORT)))
        self._node = node
        self._label.setText(tr("Names of {node}", node=node))

    def _try(self, text: str) -> None:
        """Show what comes of a template while it is written."""
        document, node = self._document, self._node
        if document is not None and node in document.session.graph.nodes:
            specs = document.session.specs
            document.session.try_out(lambda graph: edit.set_value(graph, specs, node, _PORT, text))

    def _take(self) -> None:
        document, node, text = self._document, self._node, self.template.text()
        if document is None or node not in document.session.graph.nodes:
            return
        specs = document.session.specs
        document.session.take_back()
        if str(document.scene_.items_[node].value_of(_PORT)) != text:
            step = tr("Set {name}", name=f"{node}.{_PORT}")
            document.session.edit(step, lambda graph: edit.set_value(graph, specs, node, _PORT, text))

    # ---- the files ----

    def _ask(self) -> None:
        document = self._document
        if document is None or not self.isVisible() or self._busy:
            return
        if document.session.reaches:
            self._say(tr("The graph comes from elsewhere and is not trusted: nothing is looked at."))
            return
        self._busy, self._asked = True, document.session.graph
        self._link.ask(Start(0, self._asked, dry=True), Planned, self._show, self._refuse)

    def _show(self, planned: Planned) -> None:
        if self._again():
            return
        assert self._document is not None
        found = targets(planned, self._document.session.graph, self._document.session.specs)
        self._fill(found)
        if not found.files:
            self._say(tr("A run writes nothing, or what it writes gets its name in the run."))
        elif found.unnamed:
            self._say(
                trn(
                    "1 more file will be written, whose name was not looked at.",
                    "%n more files will be written, whose names were not looked at.",
                    found.unnamed,
                )
            )
        else:
            self._say("")

    def _refuse(self, sentence: str) -> None:
        if not self._again():
            self.list.clear()
            self._say(sentence)

    def _again(self) -> bool:
        """Return whether the answer is about another graph than the one shown; then that one is asked about."""
        self._busy = False
        if self._document is None or self._document.session.graph is self._asked:
            return False
        self._timer.start()
        return True

    def _fill(self, found: Targets) -> None:
        self.list.clear()
        for target in found.files:
            item = QTreeWidgetItem([target.path.name, str(target.path.parent), _words(target)])
            item.setData(0, _NODE, target.node)
            for column in range(2):
                item.setToolTip(column, str(target.path))
            self.list.addTopLevelItem(item)

    def _say(self, sentence: str) -> None:
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))


def _words(target: Target) -> str:
    """Return what becomes of a file that is there."""
    if target.read and target.replaced:
        return tr("! replaces what is read")
    if target.replaced:
        return tr("replaces")
    return tr("is skipped") if target.exists else tr("new")
