"""Panels that are lists of sentences: problems, what a run told, the history; a line leads to its place."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, QTimer
from PySide6.QtGui import QHelpEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QListWidget,
    QStackedLayout,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from nodegraph.core.problem import Problem
from nodegraph.gui.languages import tr
from nodegraph.gui.naming import problem_words
from nodegraph.gui.panels.rows import Rows
from nodegraph.gui.wording import as_tip

_SOON_MS = 100


class _Line(Rows):
    """A line that is read whole where the mouse rests. (An item of its own for each would take ten times as long.)"""

    def helpEvent(  # noqa: N802 - Qt's name
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Show the line."""
        QToolTip.showText(event.globalPos(), as_tip(str(index.data() or "")), view)
        return True


class Sentences(QWidget):
    """A list whose lines call back with what they stand for; a sentence where there are none."""

    def __init__(self, name: str, nothing: str, go: Callable[[object], None], *, wraps: bool = True) -> None:
        """Lines that do not `wrap` are cut at the end; thousands of them cost little."""
        super().__init__()
        self.list = QListWidget()
        self.list.setAccessibleName(name)
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setObjectName("listed")
        self.list.setWordWrap(wraps)
        self.list.setItemDelegate(_Line(self.list))
        self.list.setUniformItemSizes(not wraps)
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._fill_on)
        self._nothing = QLabel(nothing)
        self._nothing.setWordWrap(True)
        self._nothing.setContentsMargins(12, 12, 12, 12)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        # The list is filled when it is seen: a history of a thousand steps is not written anew at each edit.
        self._lines: list[tuple[str, object]] = []
        self._filled: list[tuple[str, object]] = []
        self._current = -1
        self._layout = QStackedLayout(self)
        self._layout.addWidget(self._nothing)
        self._layout.addWidget(self.list)
        self.list.clicked.connect(lambda index: go(self._filled[index.row()][1]))
        self.list.activated.connect(lambda index: go(self._filled[index.row()][1]))

    def show_lines(self, lines: Iterable[tuple[str, object]], current: int = -1) -> None:
        """Show these lines, each with what it stands for."""
        self._lines, self._current = list(lines), current
        self._layout.setCurrentIndex(1 if self._lines else 0)
        if self.isVisible():
            self._fill()

    def add_line(self, text: str, key: object) -> None:
        """Show one more line, at the end, together with those that come soon after it."""
        self._lines.append((text, key))
        self._layout.setCurrentIndex(1)
        if not self._soon.isActive():
            self._soon.start()

    def texts(self) -> list[str]:
        """Return the lines as they are read."""
        return [text for text, _ in self._lines]

    def chosen(self) -> object:
        """Return what the current line stands for; `None` where there is none."""
        row = self.list.currentRow()
        return self._filled[row][1] if 0 <= row < len(self._filled) else None

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        self._fill()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(260, 140)

    def _fill_on(self) -> None:
        """Put in what came; whoever looks at the end goes on doing so."""
        if self.isVisible():
            bar = self.list.verticalScrollBar()
            at_end = bar.value() >= bar.maximum()
            self._fill()
            if at_end:
                self.list.scrollToBottom()

    def _fill(self) -> None:
        """Put the lines into the list; those that are there already stay."""
        same = next(
            (row for row, (one, other) in enumerate(zip(self._filled, self._lines, strict=False)) if one != other),
            min(len(self._filled), len(self._lines)),
        )
        if not same:
            self.list.clear()
        while self.list.count() > same:
            self.list.takeItem(self.list.count() - 1)
        self.list.addItems([text for text, _ in self._lines[same:]])
        self._filled = list(self._lines)
        if 0 <= self._current < self.list.count():
            self.list.setCurrentRow(self._current)
            self.list.scrollToItem(self.list.item(self._current))


def problem_lines(problems: Iterable[Problem], called: Callable[[str], str]) -> list[tuple[str, object]]:
    """Return the problems as lines: errors first, each with its node, as it is `called`."""
    ordered = sorted(problems, key=lambda problem: problem.severity != "error")
    sign = {"error": "✕", "warning": "!"}
    return [(f"{sign[problem.severity]} {problem_words(problem, called)}", problem.node) for problem in ordered]


def step_lines(names: list[str], present: int) -> list[tuple[str, object]]:
    """Return the steps of a history as lines; those that are undone say so."""
    return [
        ((name or tr("Beginning")) + (f"  ({tr('undone')})" if index > present else ""), index)
        for index, name in enumerate(names)
    ]
