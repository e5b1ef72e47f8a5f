"""The panel of outputs: files that a run would write, while their names are made up, and those the last one wrote."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from nodegraph.core import edit
from nodegraph.core.graph import Graph
from nodegraph.core.messages import Planned, Start
from nodegraph.gui.document import Document
from nodegraph.gui.documents.gate import Gate
from nodegraph.gui.documents.listing import lay_columns
from nodegraph.gui.documents.replacing import in_words, targets
from nodegraph.gui.documents.results import drag_out, entries_for
from nodegraph.gui.languages import tr, trn
from nodegraph.gui.link import Link
from nodegraph.gui.naming import on_button, problem_words
from nodegraph.gui.panels.rows import ASIDE, Rows
from nodegraph.gui.reach import will_run
from nodegraph.gui.theme import UNIT

_QUIET_MS = 200
"""Without a change before the engine is asked."""
_PORT = "template"
_NODE, _PATH = ASIDE + 1, ASIDE + 2
_MOST = 500
"""So many files of the last run are listed."""


class _Files(QTreeWidget):
    """Files in groups; those that are there can be dragged into other programs."""

    def startDrag(self, actions: Qt.DropAction) -> None:  # noqa: N802 - Qt's name
        """Drag the files that are selected and there."""
        paths = self.paths()
        if paths:
            drag_out(self, paths)

    def paths(self) -> list[Path]:
        """Return the files that are selected and there."""
        found = [Path(str(item.data(0, _PATH))) for item in self.selectedItems() if item.data(0, _PATH)]
        return [path for path in found if path.is_file()]


class Outputs(QWidget):
    """Shows what a run of the document in front would write; asks only while it can be seen."""

    def __init__(self, link: Link, gate: Gate, reveal: Callable[[str], object], tell: Callable[[str], object]) -> None:
        """`reveal` leads to a node, `tell` shows a sentence."""
        super().__init__()
        self._link, self._gate, self._tell = link, gate, tell
        self._document: Document | None = None
        self._node = ""
        self._asked: Graph | None = None
        self._busy = False
        self._timer = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._timer.timeout.connect(self._ask)
        self._label = QLabel(tr("Names"))
        self._label.setTextFormat(Qt.TextFormat.PlainText)
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
        self.list = _Files()
        self.list.setAccessibleName(tr("Files that a run would write, and that the last one wrote"))
        self.list.setUniformRowHeights(True)
        self.list.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.list.setObjectName("listed")
        self.list.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        self.list.setDragEnabled(True)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._show_menu)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setItemDelegate(Rows(self.list))
        self.list.setHeaderLabels([tr("File"), tr("Folder"), ""])
        self.written, self.planned = (QTreeWidgetItem(self.list), QTreeWidgetItem(self.list))
        for group, text in ((self.written, tr("The last run wrote")), (self.planned, tr("A run would write"))):
            group.setText(0, text)
            group.setFlags(Qt.ItemFlag.ItemIsEnabled)
            group.setFirstColumnSpanned(True)
            group.setExpanded(True)
            group.setHidden(True)
        self.list.itemActivated.connect(lambda item: reveal(str(item.data(0, _NODE) or "")))
        self.asking = QCheckBox(tr("Ask before files are replaced"))
        self.asking.clicked.connect(self._ask_or_not)
        line = QHBoxLayout()
        line.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 0)
        line.addWidget(self._label)
        line.addWidget(self.template, 1)
        line.addWidget(self.asking)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * UNIT)
        layout.addLayout(line)
        self.sentence.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 0)
        layout.addWidget(self.sentence)
        layout.addWidget(self.list, 1)

    def show_document(self, document: Document) -> None:
        """Follow a document: another one, or what changed in it."""
        if document is not self._document:
            _fill(self.planned, [])
            self._say("")
        self._document = document
        self.follow()

    def follow(self) -> None:
        """The document changed, or a run of it is over."""
        if self.isVisible() and self._document is not None:
            self.asking.setChecked(not self._gate.is_quiet(self._document))
            self._show_template()
            self._show_written()
            self._timer.start()

    def showEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        """Catch up with what happened meanwhile."""
        self.follow()

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
        self._label.setText(tr("Names of {node}", node=on_button(document.session.called(node))))

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
            step = tr("Set {name}", name=document.session.called(node, _PORT))
            document.session.edit(step, lambda graph: edit.set_value(graph, specs, node, _PORT, text))

    def _ask_or_not(self, on: bool) -> None:
        if self._document is not None:
            self._gate.be_quiet(self._document, on=not on)

    # ---- the files ----

    def _ask(self) -> None:
        document = self._document
        if document is None or not self.isVisible() or self._busy:
            return
        if document.session.reaches:
            _fill(self.planned, [])
            self._say(tr("The graph comes from elsewhere and is not trusted: nothing is looked at."))
            return
        self._busy, self._asked = True, document.session.graph
        self._link.ask(Start(0, self._asked, dry=True), Planned, self._show, self._refuse)

    def _show(self, planned: Planned) -> None:
        if self._again():
            return
        assert self._document is not None
        found = targets(planned, self._document.session.graph, self._document.session.specs)
        _fill(self.planned, [(target.node, target.path, in_words(target)) for target in found.files])
        lay_columns(self.list)
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
        """Tell what is wrong, with its node called as on the canvas where it is known there."""
        if self._again():
            return
        assert self._document is not None
        session, checked = self._document.session, self._document.checked
        needed = will_run(session.graph, session.specs)
        for problem in checked.problems if checked is not None else ():
            if problem.severity == "error" and problem.node in needed:
                sentence = problem_words(problem, session.called)
                break
        _fill(self.planned, [])
        self._say(sentence)

    def _again(self) -> bool:
        """Return whether the answer is about another graph than the one shown; then that one is asked about."""
        self._busy = False
        if self._document is None or self._document.session.graph is self._asked:
            return False
        self._timer.start()
        return True

    def _show_written(self) -> None:
        report = self._document.report if self._document is not None else None
        lines = [line for line in report.lines if line.sign == "✓"] if report is not None else []
        _fill(self.written, [(line.node, Path(line.sentence), "") for line in lines[-_MOST:]])
        lay_columns(self.list)

    def _show_menu(self, place: QPoint) -> None:
        menu = QMenu(self.list)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, do in entries_for(self.list.paths(), self._tell):
            menu.addAction(text, do)
        if menu.actions():
            menu.popup(self.list.viewport().mapToGlobal(place))

    def _say(self, sentence: str) -> None:
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))


def _fill(group: QTreeWidgetItem, files: Sequence[tuple[str, Path, str]]) -> None:
    """Show files in a group, each with its node and a word about it; an empty group is hidden."""
    group.takeChildren()
    for node, path, word in files:
        item = QTreeWidgetItem(group, [path.name, str(path.parent), word])
        item.setData(0, _NODE, node)
        item.setData(0, _PATH, str(path))
        for column in range(2):
            item.setToolTip(column, str(path))
    group.setHidden(not files)
