"""Live mode: pictures in nodes follow each edit, by runs that only look and write nothing.

While a value is being dragged the nodes follow that were measured to be cheap, the others once it is let go. A run that
an edit has overtaken is stopped; only a cheap one is let finish, or fast drags would never show anything. Of a stream
the first item is shown. While a run that somebody wished for is under way, live mode waits. Of large pictures it may
compute a part only, which is moved in the viewer.
"""

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from PySide6.QtCore import QElapsedTimer, QObject
from PySide6.QtWidgets import QLabel

from nodegraph.core.graph import Wire
from nodegraph.core.messages import Event, Finished, NodeState, Preview
from nodegraph.gui.costs import Costs, affordable
from nodegraph.gui.document import Document
from nodegraph.gui.jobs import Job
from nodegraph.gui.languages import tr
from nodegraph.gui.part import MIDDLE, SIDE, Box, Parted, Place, cut_outputs, of_part, part_of
from nodegraph.gui.reach import marks_of, show_pictures

if TYPE_CHECKING:
    from nodegraph.gui.running import Running
    from nodegraph.gui.window import Window

_GRACE = 30.0
"""Seconds that a tile may take to end after a stop: to start its worker again would take longer than most tiles."""
_QUICK_MS = 400
"""So long a run of cheap nodes is let be when an edit overtakes it."""


class _Seen:
    """What is known of one document."""

    def __init__(self) -> None:
        self.marks: dict[str, int] = {}
        """Per node what its picture was made of."""
        self.costs = Costs()
        self.place = MIDDLE
        """Where the part is that is computed, if it is one."""
        self.parted: Parted | None = None
        """What the last run was done with, where it computed a part."""


class Live(QObject):
    """Live mode of a window."""

    def __init__(self, window: "Window", running: "Running") -> None:
        super().__init__(window)
        self._window, self._running = window, running
        self.on = False
        self.part = False
        """Whether only a part of each picture is computed."""
        self._seen: WeakKeyDictionary[Document, _Seen] = WeakKeyDictionary()
        self._aim: dict[str, int] = {}
        """Per node that the run under way makes: what its picture is made of."""
        self._parted: Parted | None = None
        """What it is done with, where it computes a part."""
        self._quick = False
        """Whether it is one of cheap nodes."""
        self._clock = QElapsedTimer()
        self._label = QLabel()
        self._label.setAccessibleName(tr("Live mode"))
        self._label.setToolTip(tr("Pictures follow each edit; nothing is written."))
        self._label.hide()
        window.statusBar().addPermanentWidget(self._label)

    def toggle(self) -> None:
        """Take over what the menu says."""
        actions = self._window.actions_
        self.on, self.part = actions["Live"].isChecked(), actions["Live on a part"].isChecked()
        self._label.setVisible(self.on)
        self._window.docks.viewer.show_part()
        self._window.docks.viewer.follow()
        if self.on:
            self.follow()
        elif self._running.current is not None and self._running.current.live:
            self._running.stop()

    def follow(self) -> None:
        """Bring the pictures of the document in front up to date, as far as it is time to."""
        if not self.on:
            return
        current = self._running.current
        if current is not None and not current.live:
            self._tell(tr("Live: waits for the run"))
            return
        document = self._window.document
        if document.session.reaches:
            self._tell(tr("Live: not for a graph that is not trusted"))
            return
        graph, specs = document.session.graph, document.session.specs
        seen = self._seen.setdefault(document, _Seen())
        part = seen.place if self.part else None
        marks = {name: hash((mark, part)) for name, mark in marks_of(graph).items()}
        stale = [name for name in show_pictures(graph, specs) if seen.marks.get(name) != marks.get(name)]
        wanted, quick = stale, document.session.trying
        if quick:
            wanted = affordable(graph, specs, stale, seen.costs)
        document.views.wait(set(stale) - set(wanted))
        aim = {name: marks[name] for name in wanted}
        if current is not None:
            overtaken = current.document is not document or aim != self._aim
            if overtaken and not (self._quick and self._clock.elapsed() < _QUICK_MS):
                self._running.stop()
            return
        if not wanted:
            self._tell(tr("Live"))
            return
        parted = None
        viewed = self._window.docks.viewer.nodes_of(document)
        if part is not None:
            parted = of_part(graph, specs, document.checked.facts if document.checked is not None else {}, part)
            graph, viewed = parted.graph, (*viewed, *parted.crops.values())
        settings = self._window.settings.choices.run_settings(
            only=tuple(wanted), previews=tuple(wanted), effects=False, items=1, grace=_GRACE, viewed=viewed,
        )  # fmt: skip
        if self._running.start_live(Job(document, graph, settings)):
            self._aim, self._quick, self._parted = aim, quick, parted
            self._clock.start()
            self._tell(tr("Live: computing"))
            self._window.docks.viewer.follow()

    def part_in(self, document: Document, source: Wire) -> Box | None:
        """Return the part of an output's picture that is computed; `None` where all of it is, or it is made of it."""
        if not (self.on and self.part) or document.checked is None:
            return None
        session = document.session
        size = cut_outputs(session.graph, session.specs, document.checked.facts).get(source)
        return None if size is None else part_of(*size, self._seen.setdefault(document, _Seen()).place)

    def parted(self, document: Document) -> Parted | None:
        """Return what the document's last live run was done with, where live mode computes a part and it did so too."""
        seen = self._seen.get(document)
        return seen.parted if self.on and self.part and seen is not None else None

    def computes(self, document: Document, name: str) -> bool:
        """Return whether a node of a document is being computed, or part of it."""
        current = self._running.current
        return current is not None and current.live and current.document is document and name in self._aim

    def place_of(self, document: Document) -> Place:
        """Return where the part is wished for."""
        return self._seen.setdefault(document, _Seen()).place

    def put_part(self, document: Document, place: Place) -> None:
        """Compute another part of each picture of a document."""
        self._seen.setdefault(document, _Seen()).place = place
        self._window.docks.viewer.show_part()
        self.follow()

    def hear(self, event: Event) -> None:
        """Note what the live run under way has shown."""
        current = self._running.current
        if current is None or current.document is None:
            return
        self.learn(current.document, event)
        if isinstance(event, Preview) and event.node in self._aim:
            self._seen[current.document].marks[event.node] = self._aim[event.node]

    def learn(self, document: Document, event: Event) -> None:
        """Note how long nodes take, in any run."""
        if isinstance(event, NodeState) and event.state == "done":
            self._seen.setdefault(document, _Seen()).costs.note(event.node, event.seconds)

    def end(self, job: Job, finished: Finished) -> None:
        """A live run is over: what it could show is shown."""
        self._tell(tr("Live"))
        if job.report.died:
            # The same edit would end the next engine too.
            self._window.actions_["Live"].setChecked(False)
            self.toggle()
        elif job.document is not None and finished.outcome != "stopped":
            seen = self._seen[job.document]
            seen.marks.update(self._aim)
            seen.parted = self._parted
        self._aim = {}

    def _tell(self, state: str) -> None:
        part = tr(", a part of {side} px", side=SIDE) if self.part else ""
        self._label.setText(f"● {state}{part}")
