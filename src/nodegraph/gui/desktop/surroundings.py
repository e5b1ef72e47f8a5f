"""What the desktop around the window is told of runs: progress, the end of one, and not to fall asleep meanwhile."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from nodegraph.gui import icons
from nodegraph.gui.desktop.awake import Awake
from nodegraph.gui.desktop.notify import Notifier
from nodegraph.gui.desktop.taskbar import Taskbar
from nodegraph.gui.jobs import Job
from nodegraph.gui.languages import tr

if TYPE_CHECKING:
    from nodegraph.gui.window import Window


class Surroundings(QObject):
    """The desktop around a window."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self.awake = Awake(window.running.note, self)
        self.notifier = Notifier(icons.icon("run"), self)
        self.taskbar = Taskbar(window)
        self._shown: int | None = None
        """The percentage shown last."""
        window.running.began.connect(self._begin)
        window.running.progressed.connect(self._show)
        window.running.ended.connect(self._end)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Notice that a person is back."""
        if event.type() == QEvent.Type.WindowActivate:
            self.notifier.settle()
        return super().eventFilter(watched, event)

    def _begin(self, job: Job) -> None:
        self.awake.hold(tr("{title} runs", title=job.title))
        self._show(0.0)

    def _show(self, fraction: float | None) -> None:
        percent = None if fraction is None else int(100 * fraction)
        if percent != self._shown:
            self._shown = percent
            self.taskbar.show(fraction)
            self._window.show_title(percent)

    def _end(self, job: Job) -> None:
        self.awake.release()
        self._show(None)
        if not self._window.isActiveWindow() and QApplication.activeModalWidget() is None:
            self.notifier.tell(job.title, job.report.summary)
