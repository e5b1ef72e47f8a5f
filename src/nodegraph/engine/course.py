"""The course of one run: what all its steps share."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from nodegraph.core.context import Context
from nodegraph.core.errors import Stopped
from nodegraph.core.messages import Settings
from nodegraph.core.registry import Library
from nodegraph.core.settled import Settled
from nodegraph.engine.block import Step
from nodegraph.engine.cache import Cache
from nodegraph.engine.failure import Hole
from nodegraph.engine.frame import Frame
from nodegraph.engine.lanes import POLL, Lane, Threads, Window
from nodegraph.engine.ledger import Ledger
from nodegraph.engine.plan import Plan
from nodegraph.engine.preview import Previews
from nodegraph.engine.progress import Report

IndexPath = tuple[int, ...]


@dataclass(slots=True, eq=False)
class Course:
    """One run."""

    library: Library
    settings: Settings
    plan: Plan
    cache: Cache | None
    report: Report
    threads: Threads
    window: Window
    lane: Lane
    do: Callable[[Frame, Step], None]
    """Does a step of a frame."""
    look_ahead: Callable[[Frame, list[int]], None]
    """Looks into the cache for what steps of a frame would make."""
    previews: Previews
    lengths: Mapping[str, int] = field(default_factory=dict)
    """Number of items per source, where it is known before."""
    ledger: Ledger | None = None
    settled: Settled = field(default_factory=Settled)
    """The routes of models, fixed when each is first used."""
    stop: threading.Event = field(default_factory=threading.Event)
    go: threading.Event = field(default_factory=threading.Event)
    holes: dict[tuple[str, IndexPath], Hole] = field(default_factory=dict)
    """What has failed, so that a second pass does not count it again."""
    recorded: dict[tuple[str, IndexPath], dict[str, Any]] = field(default_factory=dict)
    """Results of effects that later passes need."""
    kept: dict[str, dict[IndexPath, dict[str, Any]]] | None = field(default_factory=dict)
    """Results that were asked for; `None` where nobody takes them."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def fail(self, node: str, path: IndexPath, item: str, sentence: str) -> Hole:
        """Return the hole for a failure; it is reported and counted unless it was before."""
        with self.lock:
            known = self.holes.get((node, path))
            if known is not None:
                return known
            hole = self.holes[node, path] = Hole(node, sentence)
        self.report.failed(node, item, sentence)
        return hole

    def context(
        self,
        node: str,
        frame: Frame,
        on_progress: Callable[[float], None] | None = None,
        on_skip: Callable[[str], None] | None = None,
    ) -> Context:
        """Return what a step of this node may ask of the run while it does this frame."""
        settings, words = self.settings, lambda: frame.words
        return Context(
            settings.device,
            settings.precision,
            on_progress,
            self.report.noter(node, words),
            on_skip,
            self.stop,
            self.go,
            settings.runtime,
            settings.options,
            self.settled,
            self.report.noter(node, words, warning=True),
            settings.grace,
        )

    def hold(self) -> None:
        """Wait while the run is paused. Raises `Stopped`."""
        while not self.go.is_set() and not self.stop.is_set():
            self.go.wait(POLL)
        if self.stop.is_set():
            raise Stopped("Stopped.")

    def wait(self, condition: threading.Condition, met: Callable[[], bool]) -> None:
        """Wait on a condition that is held, until `met`. Raises `Stopped`."""
        while not met():
            if self.stop.is_set():
                raise Stopped("Stopped.")
            condition.wait(POLL)
