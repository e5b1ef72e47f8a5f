"""Running: the wishes of a person, in a line; what the engine tells meanwhile, and how each run ended."""

from functools import partial
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel, QProgressBar

from nodegraph.core.messages import Event, Finished, Progress
from nodegraph.gui import icons
from nodegraph.gui.document import Document
from nodegraph.gui.jobs import Job, Waiting
from nodegraph.gui.languages import tr
from nodegraph.gui.live import Live
from nodegraph.gui.meter import Meter
from nodegraph.gui.reach import ends_of, roots_of, will_run
from nodegraph.gui.report import Line, time_left
from nodegraph.gui.theme import UNIT
from nodegraph.gui.wording import end_words

if TYPE_CHECKING:
    from nodegraph.gui.window import Window


class Running(QObject):
    """The runs of a window: one under way at most, others behind it."""

    changed = Signal()
    """Another run is under way, or others wait."""
    began = Signal(object)
    """A `Job` that a person wished for begins."""
    progressed = Signal(float)
    """The finished fraction of the run under way."""
    ended = Signal(object)
    """A `Job` that a person wished for is over; its report is complete."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self.current: Job | None = None
        """What the engine does now: a run that was wished for, or a live one."""
        self.waiting = Waiting()
        self.fraction = 0.0
        """Of the run under way."""
        self.paused = False
        self._held = False
        """The engine has died: what waits begins once somebody starts it again."""
        self.live = Live(window, self)
        self._bar = QProgressBar(maximum=1000)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(160)
        self._bar.setAccessibleName(tr("Run"))
        self._bar.hide()
        self._outcome = QLabel()
        self._outcome.setAccessibleName(tr("Outcome of the last run"))
        self.meter = Meter(window, self)
        for widget in (self._bar, self._outcome, self.meter):
            widget.setContentsMargins(2 * UNIT, 0, 2 * UNIT, 0)
            window.statusBar().addPermanentWidget(widget)
        window.link.heard.connect(self._hear)
        window.link.died.connect(self._note_death)
        window.link.checked.connect(lambda *_: self._let_go())
        window.link.finished.connect(self._end_run)

    @property
    def document(self) -> Document | None:
        """The document whose run is under way; live ones do not count."""
        return self.current.document if self.current is not None and not self.current.live else None

    def run_all(self) -> None:
        """Run everything that has an effect, after the runs that wait; where nothing has, the last nodes."""
        session = self._window.document.session
        if not session.graph.nodes:
            self._window.tell(tr("There is nothing to run yet: drop a picture here, or press Tab to add a node."))
        elif roots_of(session.graph, session.specs):
            self._wish(self._window.document)
        else:
            self._wish(self._window.document, tuple(ends_of(session.graph)))
            self._window.tell(tr("Nothing in this graph saves a result; its last nodes run to be looked at."))

    def run_selected(self) -> None:
        """Run the selected nodes and what they need."""
        names = tuple(self._window.scene_.selected())
        if names:
            self._wish(self._window.document, names)
        else:
            self._window.tell(tr("Select the nodes to run, or press F5 to run all."))

    def run_to(self, document: Document, name: str) -> None:
        """Run a node of a document and what it needs, after the runs that wait."""
        self._wish(document, (name,))

    def retry(self, document: Document) -> None:
        """Do the failed items of the document's last run once more, with the graph as it is now."""
        report = document.report
        if report is not None and report.may_retry:
            self._wish(document, resume=report.ledger, retry=True)

    def go_on(self, document: Document) -> None:
        """Go on with the document's last run where it ended."""
        report = document.report
        if report is not None and report.may_go_on:
            self._wish(document, resume=report.ledger)

    def stop(self) -> None:
        """Stop the run under way; the next one begins."""
        self._window.link.control("stop")

    def pause(self) -> None:
        """Hold the run at its next item or tile, or go on with it."""
        if self.document is not None:
            self.paused = not self.paused
            wish: Literal["pause", "resume"] = "pause" if self.paused else "resume"
            self._window.link.control(wish)
            self._window.tell(tr("Paused: press F6 to go on.") if self.paused else "")
            self.follow()

    def shift(self, number: int, by: int) -> None:
        """Let a run that waits go so many places later."""
        self.waiting.shift(number, by)
        self.changed.emit()

    def take_out(self, number: int) -> None:
        """Take a run out of those that wait."""
        self.waiting.take(number)
        self.changed.emit()

    def forget(self, document: Document) -> None:
        """The document is closed: its runs are stopped, or never begin."""
        for job in [job for job in self.waiting if job.document is document]:
            self.waiting.remove(job)
        if self.current is not None and self.current.document is document:
            self.current.document = None
            self.stop()
        self.changed.emit()

    def note(self, sentence: str) -> None:
        """Put a sentence into the log of the run under way."""
        job = self.current
        if job is not None and job.document is not None and not job.live:
            line = Line("·", "", "", sentence)
            job.report.lines.append(line)
            self._window.docks.add_line(job.document, line)

    def close(self) -> None:
        """Nothing is measured any more."""
        self.meter.close()

    def start_live(self, job: Job) -> bool:
        """Begin a live run, if nothing else is under way; return whether it has begun."""
        if self.current is not None or self.waiting:
            return False
        self._start(job)
        return True

    def show_outcome(self, document: Document) -> None:
        """Say how the last run of a document ended, while none is under way; the banner says it of a dead engine."""
        if self.document is None:
            report = document.report
            self._outcome.setText(report.summary if report is not None and not report.died else "")

    def follow(self) -> None:
        """Offer what can be done now."""
        actions = self._window.actions_
        runs = self.document is not None
        actions["Pause"].setText(tr("Go on") if self.paused else tr("Pause"))
        actions["Pause"].setIcon(icons.icon("run" if self.paused else "pause"))
        for text in ("Pause", "Stop"):
            actions[text].setEnabled(runs)
        self.changed.emit()

    def _wish(self, document: Document, only: tuple[str, ...] = (), resume: str = "", *, retry: bool = False) -> None:
        """Let a run wait for its turn, once a person has said what there is to say about trust and replaced files."""
        self._window.tell("")
        go = partial(self._enlist, document, only, resume, retry=retry)
        self._window.gate.open_for(document, only, go, replacing=not resume)

    def _enlist(self, document: Document, only: tuple[str, ...], resume: str, *, retry: bool) -> None:
        graph = document.session.graph
        viewed = self._window.docks.viewer.nodes_of(document)
        settings = self._window.settings.choices.run_settings(only=only, previews=tuple(graph.nodes), viewed=viewed)
        job = Job(document, graph, settings, resume, retry, _title(document, only, resume, retry=retry))
        # What was cut off goes on before others begin.
        self.waiting.insert(0 if resume and not retry else len(self.waiting), job)
        self._held = False
        if self.current is not None and self.current.live:
            self._window.link.control("stop")
        elif self.current is not None:
            self._window.tell(tr("It runs when the run under way is over; the panel Runs lists what waits."))
        self._begin_next()

    def _let_go(self) -> None:
        if self._held:
            self._held = False
            self._begin_next()

    def _begin_next(self) -> None:
        if self.current is None and self.waiting and not self._held:
            self._start(self.waiting.pop(0))
        self.follow()

    def _start(self, job: Job) -> None:
        self.current, document = job, job.document
        self.fraction = 0.0
        if document is not None:
            names = will_run(job.graph, document.session.specs, job.settings.only)
            if job.live:
                # It may compute parts of the pictures, but what it shows is about the whole graph.
                document.views.take_graph(names, document.session.graph)
            else:
                document.views.begin_run(names, job.graph)
                self._show_begin(job, document)
        self._window.link.run(job.graph, job.settings, job.resume, retry=job.retry)

    def _show_begin(self, job: Job, document: Document) -> None:
        document.report = job.report
        self._window.docks.show_report(document)
        self._bar.setValue(0)
        self._bar.show()
        self._outcome.setText(tr("Running"))
        self.began.emit(job)

    def _hear(self, event: Event) -> None:
        job = self.current
        if job is None or job.document is None:
            return
        job.document.views.take_event(event)
        if job.live:
            self.live.hear(event)
            return
        self.live.learn(job.document, event)
        line = job.report.take(event)
        if line is not None:
            self._window.docks.add_line(job.document, line)
        if isinstance(event, Progress):
            self.fraction = event.fraction
            self._bar.setValue(round(1000 * event.fraction))
            self._outcome.setText(_progress(event, paused=self.paused))
            self.progressed.emit(event.fraction)

    def _note_death(self, told: str) -> None:
        if self.current is not None:
            self.current.report.died = end_words(told.partition("\n")[0])

    def _end_run(self, finished: Finished) -> None:
        job, self.current = self.current, None
        if job is None:
            return
        self._held = bool(job.report.died)
        if job.document is not None:
            job.document.views.end_run(job.document.session.graph)
        if job.live:
            self.live.end(job, finished)
        else:
            self._close(job, finished)
        self._begin_next()
        if self.current is None:
            self.live.follow()

    def _close(self, job: Job, finished: Finished) -> None:
        self.paused = False
        self._bar.hide()
        job.report.end(finished, job.document.session.called if job.document is not None else str)
        self.show_outcome(self._window.document)
        if job.document is not None:
            raised = finished.outcome in ("failed", "refused") or bool(job.report.died)
            self._window.docks.show_report(job.document, raised=raised)
        self.ended.emit(job)


def _title(document: Document, only: tuple[str, ...], resume: str, *, retry: bool) -> str:
    if retry:
        return tr("{name}: failed items", name=document.title)
    if resume:
        return tr("{name}: the rest", name=document.title)
    if only:
        return tr("{name}: {nodes}", name=document.title, nodes=", ".join(map(document.session.called, only)))
    return document.title


def _progress(event: Progress, *, paused: bool) -> str:
    items = tr("{done} of {total}", done=event.done, total=event.total) if event.total and event.total > 1 else ""
    left = tr("{time} left", time=time_left(event.eta)) if event.eta is not None and not paused else ""
    parts = [tr("Paused") if paused else "", items, left]
    return ", ".join(part for part in parts if part) or tr("Running")
