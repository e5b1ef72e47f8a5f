"""Panels that are lists of sentences: problems, what a run told, the history; a line leads to its place."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QStackedLayout, QWidget

from nodegraph.core.problem import Problem
from nodegraph.gui.languages import tr
from nodegraph.gui.panels.rows import Rows

_KEY = Qt.ItemDataRole.UserRole


class Sentences(QWidget):
    """A list whose lines call back with what they stand for; a sentence where there are none."""

    def __init__(self, name: str, nothing: str, go: Callable[[object], None]) -> None:
        super().__init__()
        self.list = QListWidget()
        self.list.setAccessibleName(name)
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setWordWrap(True)
        self.list.setItemDelegate(Rows(self.list))
        self.list.setUniformItemSizes(False)
        self._nothing = QLabel(nothing)
        self._nothing.setWordWrap(True)
        self._nothing.setContentsMargins(12, 12, 12, 12)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._layout = QStackedLayout(self)
        self._layout.addWidget(self._nothing)
        self._layout.addWidget(self.list)
        self.list.itemClicked.connect(lambda item: go(item.data(_KEY)))
        self.list.itemActivated.connect(lambda item: go(item.data(_KEY)))

    def show_lines(self, lines: Iterable[tuple[str, object]], current: int = -1) -> None:
        """Show these lines, each with what it stands for."""
        self.list.clear()
        for text, key in lines:
            self._add(text, key)
        self._layout.setCurrentIndex(1 if self.list.count() else 0)
        if 0 <= current < self.list.count():
            self.list.setCurrentRow(current)
            self.list.scrollToItem(self.list.item(current))

    def add_line(self, text: str, key: object) -> None:
        """Show one more line, at the end."""
        self._add(text, key)
        self._layout.setCurrentIndex(1)
        self.list.scrollToBottom()

    def texts(self) -> list[str]:
        """Return the lines as they are read."""
        return [self.list.item(row).text() for row in range(self.list.count())]

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(260, 140)

    def _add(self, text: str, key: object) -> None:
        item = QListWidgetItem(text)
        item.setToolTip(text)
        item.setData(_KEY, key)
        self.list.addItem(item)


def problem_lines(problems: Iterable[Problem]) -> list[tuple[str, object]]:
    """Return the problems as lines: errors first, each with its node."""
    ordered = sorted(problems, key=lambda problem: problem.severity != "error")
    sign = {"error": "✕", "warning": "!"}
    return [(f"{sign[problem.severity]} {problem}", problem.node) for problem in ordered]


def step_lines(names: list[str], present: int) -> list[tuple[str, object]]:
    """Return the steps of a history as lines; those that are undone say so."""
    return [
        ((name or tr("Beginning")) + (f"  ({tr('undone')})" if index > present else ""), index)
        for index, name in enumerate(names)
    ]
