"""Running: the wishes of a person, what the engine tells meanwhile, and how it ended."""

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel, QProgressBar

from nodegraph.core.messages import Finished, Progress
from nodegraph.gui.document import Document
from nodegraph.gui.runs import summary

if TYPE_CHECKING:
    from nodegraph.gui.window import Window


class Running(QObject):
    """The one run of a window, if there is one."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self.document: Document | None = None
        """The document that runs."""
        self._paused = False
        self._bar = QProgressBar(maximum=1000)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(160)
        self._bar.setAccessibleName("Run")
        self._bar.hide()
        self._outcome = QLabel()
        self._outcome.setAccessibleName("Outcome of the last run")
        for widget in (self._bar, self._outcome):
            window.statusBar().addPermanentWidget(widget)
        window.link.heard.connect(self._hear)
        window.link.finished.connect(self._end_run)

    def run_all(self) -> None:
        """Run everything that has an effect."""
        self._begin(())

    def run_selected(self) -> None:
        """Run the selected nodes and what they need."""
        names = tuple(self._window.scene_.selected())
        if names:
            self._begin(names)
        else:
            self._window.tell("Select the nodes to run, or press F5 to run all.")

    def stop(self) -> None:
        """Stop the run."""
        self._window.link.control("stop")

    def pause(self) -> None:
        """Hold the run at its next item or tile, or go on with it."""
        if self.document is not None:
            self._paused = not self._paused
            wish: Literal["pause", "resume"] = "pause" if self._paused else "resume"
            self._window.link.control(wish)
            self._window.actions_["Pause"].setText("Go on" if self._paused else "Pause")
            self._window.tell("Paused: press F6 to go on." if self._paused else "Running")

    def _begin(self, only: tuple[str, ...]) -> None:
        if self.document is not None:
            self._window.tell("A run is under way; stop it first, or wait for its end.")
            return
        document = self.document = self._window.document
        document.views.forget_run()
        document.log.clear()
        self._window.docks.show_log(document)
        self._bar.setValue(0)
        self._bar.show()
        self._outcome.clear()
        self._window.tell("Running")
        self.follow()
        graph = document.session.graph
        self._window.link.run(graph, self._window.settings.choices.run_settings(only=only, previews=tuple(graph.nodes)))

    def _hear(self, event: object) -> None:
        document = self.document
        if document is None:
            return
        node, line = document.views.take_event(event)
        if line:
            document.log.append((node, line))
            self._window.docks.add_log(document, node, line)
        if isinstance(event, Progress):
            self._bar.setValue(round(1000 * event.fraction))
            left = f"{event.eta:.0f} s left" if event.eta is not None else ""
            items = f"{event.done} of {event.total}" if event.total and event.total > 1 else ""
            self._outcome.setText(", ".join(part for part in (items, left) if part))

    def _end_run(self, finished: Finished) -> None:
        document, self.document = self.document, None
        self._paused = False
        self._bar.hide()
        self._outcome.setText(summary(finished))
        self._window.tell("")
        if document is not None:
            document.views.end_run()
            document.log += [(problem.node, f"✕ {problem}") for problem in finished.problems]
            document.log.append(("", summary(finished)))
            self._window.docks.show_log(document, raised=finished.outcome in ("failed", "refused"))
        self.follow()

    def follow(self) -> None:
        """Offer what can be done now."""
        self._window.actions_["Pause"].setText("Pause")
        for text in ("Pause", "Stop"):
            self._window.actions_[text].setEnabled(self.document is not None)
        for text in ("Run", "Run selected"):
            self._window.actions_[text].setEnabled(self.document is None)
