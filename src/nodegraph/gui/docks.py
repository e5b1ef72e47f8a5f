"""The panels around the canvas, and what they show of the document in front."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QMenu, QTabBar, QWidget

from nodegraph.core.places import resources
from nodegraph.gui.document import Document
from nodegraph.gui.documents.outputs import Outputs
from nodegraph.gui.languages import mark, shown, tr
from nodegraph.gui.panels.help import Help
from nodegraph.gui.panels.lists import Sentences, problem_lines, step_lines
from nodegraph.gui.panels.palette import Palette
from nodegraph.gui.panels.queue import QueuePanel
from nodegraph.gui.panels.report import ReportPanel
from nodegraph.gui.report import Line
from nodegraph.gui.viewer.viewer import Viewer

if TYPE_CHECKING:
    from nodegraph.gui.window import Window

_LEFT = Qt.DockWidgetArea.LeftDockWidgetArea
_RIGHT = Qt.DockWidgetArea.RightDockWidgetArea
_BOTTOM = Qt.DockWidgetArea.BottomDockWidgetArea

_LOW = 176
"""Height of the panels at the bottom, in pixels."""
_NARROW, _WIDTH = ("Help", "History"), 320
"""Panels of words, and how wide they are where the viewer does not say it: they should leave the canvas its room."""


class Docks:
    """The panels of a window."""

    def __init__(self, window: "Window") -> None:
        self._window = window
        self._shown: Document | None = None
        self.problems = Sentences(tr("Problems"), tr("Nothing is wrong."), self._reveal)
        self.report = ReportPanel(
            self._reveal,
            self._called,
            lambda: window.running.retry(window.document),
            lambda: window.running.go_on(window.document),
            lambda: self._raise("Log"),
        )
        self.log = Sentences(tr("Log of the run"), tr("What a run tells is listed here."), self._reveal, wraps=False)
        self.queue = QueuePanel(window.running)
        self.outputs = Outputs(window.link, window.gate, self._reveal, window.tell)
        self.history = Sentences(tr("History"), tr("Nothing was done yet."), self._go)
        self.help = Help(resources() / "examples", window.begin_example)
        self.palette = Palette(
            window.specs.values(), window.files.kept, lambda spec: window.adding.add(spec, window.view.free_place())
        )
        self.viewer = Viewer(window)
        window.running.ended.connect(lambda _: self.outputs.follow())
        self.widgets: dict[str, QDockWidget] = {}
        for title, widget, area in (
            (mark("Nodes"), self.palette, _LEFT),
            (mark("Help"), self.help, _RIGHT),
            (mark("History"), self.history, _RIGHT),
            (mark("Problems"), self.problems, _BOTTOM),
            (mark("Report"), self.report, _BOTTOM),
            (mark("Log"), self.log, _BOTTOM),
            (mark("Outputs"), self.outputs, _BOTTOM),
            (mark("Runs"), self.queue, _BOTTOM),
            (mark("Viewer"), self.viewer, _RIGHT),
        ):
            self._add(title, widget, area)
        for title in ("Help", "History", "Problems", "Report", "Log", "Outputs", "Runs", "Viewer"):
            self.widgets[title].hide()
        # Panels that were hidden after that would leave their tabs in sight.
        for title in ("Report", "Log", "Outputs", "Runs"):
            window.tabifyDockWidget(self.widgets["Problems"], self.widgets[title])
        window.tabifyDockWidget(self.widgets["Help"], self.widgets["History"])
        for bar in window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly):
            bar.setAccessibleName(tr("Panels"))
            bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # panels have keys of their own
        window.resizeDocks([self.widgets["Problems"]], [_LOW], Qt.Orientation.Vertical)
        window.setCorner(Qt.Corner.BottomLeftCorner, _LEFT)
        window.setCorner(Qt.Corner.BottomRightCorner, _RIGHT)

    def fill_menu(self) -> None:
        """Add a menu by which panels are shown and hidden."""
        menu = QMenu(tr("Panels"), self._window)
        menu.setObjectName("Panels")
        last = self._window.menuBar().actions()[-1]  # Help stays at the end
        self._window.menuBar().insertMenu(last, menu)
        for index, (name, dock) in enumerate(self.widgets.items()):
            action = dock.toggleViewAction()
            action.setObjectName(name)
            action.setShortcut(f"Ctrl+{index + 1}")
            action.triggered.connect(lambda shown, dock=dock: self._enter(dock, shown=shown))
            menu.addAction(action)

    def _enter(self, dock: QDockWidget, *, shown: bool) -> None:
        """Give a panel that was just shown the keys, and the canvas those of one that was closed."""
        if not shown:
            self._window.view.setFocus()
            return
        dock.raise_()
        self._narrow(dock)
        takers = [
            widget
            for widget in dock.findChildren(QWidget)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled()
        ]
        if takers:
            takers[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_document(self, document: Document) -> None:
        """Show another document, or what changed in it."""
        names, present = document.session.steps
        self.history.show_lines(step_lines(names, present), present)
        self.show_problems(document)
        self.outputs.show_document(document)
        if document is not self._shown:
            self._shown = document
            self.show_report(document)
            self._window.running.show_outcome(document)
        else:
            self.report.name_anew()

    def show_problems(self, document: Document) -> None:
        """Show what is wrong with the document."""
        problems = document.checked.problems if document.checked is not None else ()
        self.problems.show_lines(problem_lines(problems, document.session.called))
        count = len(problems)
        self.widgets["Problems"].setWindowTitle(tr("Problems ({count})", count=count) if count else tr("Problems"))

    def show_report(self, document: Document, *, raised: bool = False) -> None:
        """Show what came of the document's last run; bring it to the front if `raised`."""
        if document is not self._window.document:
            return
        report = document.report
        self.report.show_report(report)
        self.log.show_lines((str(line), line.node) for line in (report.lines if report is not None else ()))
        if raised:
            self._raise("Report")

    def add_line(self, document: Document, line: Line) -> None:
        """Show one more line of a run."""
        if document is self._window.document:
            self.log.add_line(str(line), line.node)

    def show_help(self) -> None:
        """Bring the help for the selected node to the front."""
        dock = self.widgets["Help"]
        if not dock.isVisible():
            dock.show()
            self._narrow(dock)
        dock.raise_()

    def _narrow(self, dock: QDockWidget) -> None:
        if dock.objectName() in _NARROW and self.widgets["Viewer"].isHidden():
            self._window.resizeDocks([dock], [_WIDTH], Qt.Orientation.Horizontal)

    def show_viewer(self) -> None:
        """Bring the viewer to the front, with the keys."""
        self._raise("Viewer")
        self.viewer.view.setFocus()

    def _raise(self, title: str) -> None:
        self.widgets[title].show()
        self.widgets[title].raise_()

    def _add(self, title: str, widget: QWidget, area: Qt.DockWidgetArea) -> None:
        dock = QDockWidget(shown(title), self._window)
        dock.setObjectName(title)
        dock.setWidget(widget)
        self._window.addDockWidget(area, dock)
        self.widgets[title] = dock

    def _reveal(self, key: object) -> None:
        if isinstance(key, str) and key:
            self._window.document.reveal(key)

    def _called(self, name: str) -> str:
        return self._window.session.called(name)

    def _go(self, key: object) -> None:
        if isinstance(key, int):
            self._window.session.go_to(key)
