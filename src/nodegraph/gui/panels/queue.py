"""The runs of a window as a panel: the one under way and those that wait, which can be moved and taken out."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from nodegraph.gui import icons
from nodegraph.gui.languages import tr
from nodegraph.gui.panels.lists import Sentences
from nodegraph.gui.panels.rows import ASIDE
from nodegraph.gui.running import Running
from nodegraph.gui.theme import UNIT


class QueuePanel(QWidget):
    """The line of runs."""

    def __init__(self, running: Running) -> None:
        super().__init__()
        self._running = running
        self.sentences = Sentences(
            tr("Runs"), tr("Nothing runs. Runs that are wished for meanwhile wait here."), _nowhere
        )
        self.list = self.sentences.list
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.earlier = self._button(tr("Earlier"), "chevron-up", lambda number: running.shift(number, -1))
        self.later = self._button(tr("Later"), "chevron-down", lambda number: running.shift(number, 1))
        self.out = self._button(tr("Take out"), "delete", running.take_out)
        row = QHBoxLayout()
        row.setContentsMargins(3 * UNIT, UNIT, 2 * UNIT, UNIT)
        row.setSpacing(2 * UNIT)
        for button in (self.earlier, self.later, self.out):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.sentences, 1)
        column.addLayout(row)
        self.list.currentRowChanged.connect(lambda _: self._offer())
        running.changed.connect(self.show_runs)
        running.progressed.connect(lambda _: self._show_progress())
        self.show_runs()

    def show_runs(self) -> None:
        """Show the runs as they are now; the same one stays chosen."""
        chosen = self._chosen()
        current = self._running.current
        first = [] if current is None or current.live else [(f"▸ {current.title}", current.number)]
        lines = first + [(f"{place}. {job.title}", job.number) for place, job in enumerate(self._running.waiting, 1)]
        numbers = [number for _, number in lines]
        self.sentences.show_lines(lines, numbers.index(chosen) if chosen in numbers else -1)
        self._show_progress()
        self._offer()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(260, 140)

    def _show_progress(self) -> None:
        current = self._running.current
        item: QListWidgetItem | None = self.list.item(0)
        if current is not None and not current.live and item is not None:
            share = f"{self._running.fraction:.0%}"
            item.setData(ASIDE, tr("paused, {share}", share=share) if self._running.paused else share)

    def _chosen(self) -> int:
        number = self.sentences.chosen()
        return number if isinstance(number, int) else 0

    def _offer(self) -> None:
        waiting = self._running.waiting
        place = waiting.index_of(self._chosen())
        self.earlier.setEnabled(place is not None and place > 0)
        self.later.setEnabled(place is not None and place < len(waiting) - 1)
        self.out.setEnabled(place is not None)

    def _button(self, text: str, icon: str, do: Callable[[int], None]) -> QPushButton:
        button = QPushButton(icons.icon(icon), text)
        button.clicked.connect(lambda _=False: do(self._chosen()))
        return button


def _nowhere(_: object) -> None:
    """A run leads nowhere."""
