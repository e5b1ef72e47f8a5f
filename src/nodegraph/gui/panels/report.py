"""The report of a run as a panel: how it ended, what failed, why and at which node, and what to do about it."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStackedLayout,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from nodegraph.gui import icons
from nodegraph.gui.languages import tr, trn
from nodegraph.gui.naming import on_button
from nodegraph.gui.report import Line, Report
from nodegraph.gui.theme import UNIT
from nodegraph.gui.wording import as_tip

_MOST = 100
"""So many failures are listed; more do not help, and each has a button."""
_PORTION = 15
"""So many rows are made at once: they take 5 ms, mostly for their buttons."""


class ReportPanel(QWidget):
    """What came of a document's last run."""

    def __init__(
        self,
        reveal: Callable[[str], None],
        called: Callable[[str], str],
        retry: Callable[[], None],
        go_on: Callable[[], None],
        log: Callable[[], None],
    ) -> None:
        """`reveal` leads to a node, `called` names it, `retry` does what failed again, `go_on` the rest.

        `log` shows what was told.
        """
        super().__init__()
        self._reveal, self._called = reveal, called
        self.headline = QLabel()
        self.headline.setAccessibleName(tr("Outcome"))
        self.headline.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.retry = _button(tr("Run again on the failed items only"), "reload", retry)
        self.go_on = _button(tr("Go on with the run"), "run", go_on)
        self._log = _button(tr("All that was told"), "report", log)
        self.table = QTableWidget(0, 3)
        self.table.setAccessibleName(tr("What failed"))
        self.table.setHorizontalHeaderLabels([tr("Item"), tr("Why"), tr("Node")])
        self.table.verticalHeader().hide()
        self.table.setFrameShape(QTableWidget.Shape.NoFrame)
        self.table.setObjectName("listed")
        self.table.setShowGrid(False)
        self.table.setWordWrap(True)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        self.buttons: list[QPushButton] = []
        """One a failure: each leads to its node."""
        self._left: list[Line] = []
        """Failures that are listed in a moment."""
        self._listed = 0
        self._more = QTimer(self, singleShot=True, interval=0)
        self._more.timeout.connect(self._fill_on)
        top = QHBoxLayout()
        top.setContentsMargins(3 * UNIT, UNIT, 2 * UNIT, UNIT)
        top.setSpacing(2 * UNIT)
        top.addWidget(self.headline, 1)
        for button in (self.retry, self.go_on, self._log):
            top.addWidget(button)
        told = QWidget()
        column = QVBoxLayout(told)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addStretch()
        column.addStretch()  # where nothing failed there is no table
        nothing = QLabel(tr("Press F5 to run; what came of it is told here."))
        nothing.setContentsMargins(3 * UNIT, 3 * UNIT, 3 * UNIT, 3 * UNIT)
        nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._layout = QStackedLayout(self)
        self._layout.addWidget(nothing)
        self._layout.addWidget(told)

    def show_report(self, report: Report | None) -> None:
        """Show a report as it is now; `None`: nothing ran yet."""
        self._layout.setCurrentIndex(0 if report is None else 1)
        if report is None:
            return
        self.headline.setText(report.summary or tr("Running"))
        self.retry.setVisible(report.may_retry)
        self.go_on.setVisible(report.may_go_on)
        self._log.setVisible(bool(report.lines))
        failures = report.failures
        self.table.setVisible(bool(failures))
        self.table.setRowCount(0)
        self.buttons = []
        more = len(failures) - _MOST
        self.table.setRowCount(min(len(failures), _MOST) + (more > 0))
        if more > 0:
            self.table.setItem(_MOST, 1, QTableWidgetItem(trn("and 1 more", "and %n more", more)))
        self._left, self._listed = failures[:_MOST], 0
        self._fill_on()

    def _fill_on(self) -> None:
        """List the next failures; the window has its turn before those behind them."""
        failures, self._left = self._left[:_PORTION], self._left[_PORTION:]
        begin = self._listed
        for row, line in enumerate(failures, begin):
            what = QTableWidgetItem(line.item or "—")
            what.setSizeHint(QSize(self.fontMetrics().horizontalAdvance(what.text()) + 5 * UNIT, 0))
            self.table.setItem(row, 0, what)
            why = QTableWidgetItem(line.sentence)
            why.setToolTip(as_tip(line.sentence))
            self.table.setItem(row, 1, why)
            if line.node:
                self.table.setCellWidget(row, 2, self._button_to(line.node))
            self.table.resizeRowToContents(row)
        self._listed = begin + len(failures)
        if self._left:
            self._more.start()

    def name_anew(self) -> None:
        """Nodes may be called otherwise now."""
        for button in self.buttons:
            button.setText(on_button(self._called(button.objectName())))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(400, 140)

    def _button_to(self, node: str) -> QPushButton:
        button = _button(on_button(self._called(node)), "search", lambda: self._reveal(node))
        button.setObjectName(node)
        button.setToolTip(tr("Show {node}", node=node))
        self.buttons.append(button)
        return button


def _button(text: str, icon: str, do: Callable[[], None]) -> QPushButton:
    button = QPushButton(icons.icon(icon), text)
    button.clicked.connect(lambda _=False: do())
    return button
