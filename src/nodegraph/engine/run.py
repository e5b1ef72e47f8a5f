"""Runs graphs.

Policy: the graph's own block is done by whoever is free: a step that has become ready goes to the
thread that made it ready, further ones to the pool, so that a chain stays on one thread and branches run
side by side. Streams are gone through by `engine.stream`.
"""

import threading
from collections.abc import Callable, Mapping
from time import monotonic
from typing import Any, Literal

from nodegraph.core.errors import GraphError, Stopped
from nodegraph.core.graph import Graph
from nodegraph.core.messages import Event, Finished, Settings
from nodegraph.core.problem import Problem
from nodegraph.core.registry import Library
from nodegraph.core.settled import Settled
from nodegraph.engine.ahead import look_ahead
from nodegraph.engine.block import CallStep, Step, calls
from nodegraph.engine.cache import Cache
from nodegraph.engine.course import Course
from nodegraph.engine.failure import Dropped
from nodegraph.engine.frame import WAITING, Frame
from nodegraph.engine.lanes import Threads, Window, lane
from nodegraph.engine.ledger import Ledger
from nodegraph.engine.plan import GraphProblems, Plan, plan
from nodegraph.engine.preview import Hold, Previews
from nodegraph.engine.progress import Report, weigh
from nodegraph.engine.resume import begin, enter
from nodegraph.engine.steps import do

_GRACE = 0.4
"""Seconds that steps have to end by themselves after a stop."""


class Runner:
    """Runs one graph at a time; `control` may be called from any thread meanwhile."""

    def __init__(
        self,
        library: Library,
        settings: Settings | None = None,
        emit: Callable[[Event], None] | None = None,
        cache: Cache | None = None,
        threads: int = 0,
        hold: Hold | None = None,
        keep: bool = True,
    ) -> None:
        """`emit` is called by one thread at a time; without a cache nothing is kept between runs.

        Unless `keep`, `results` stays empty: those of a stream may be too many for the memory.

        `hold` is given the results of the nodes in `settings.viewed`, and of items those of `settings.previews`.
        """
        self.results: dict[str, dict[str, Any]] = {}
        """Values by output port of the nodes in `settings.only`; in a stream, lists in the order of items."""
        self._library = library
        self._settings = settings or Settings()
        self._emit = emit or _ignore
        self._cache = cache
        self._threads = threads
        self._hold = hold
        self._keep = keep
        self.settled = Settled()
        """What the last run decided once for all its items: the routes of its models."""
        self._stop = threading.Event()
        self._go = threading.Event()
        self._go.set()

    def control(self, wish: Literal["stop", "pause", "resume"]) -> None:
        """Stop, pause or go on. A stop holds for the run in progress, or the next one."""
        match wish:
            case "stop":
                self._stop.set()
                self._go.set()
            case "pause":
                self._go.clear()
            case "resume":
                self._go.set()

    def run(
        self,
        graph: Graph,
        run: int = 0,
        lengths: Mapping[str, int] | None = None,
        ledger: Ledger | None = None,
    ) -> Finished:
        """Run a graph and return how it ended, which is not emitted.

        `lengths` are the numbers of items of sources, where they are known; only progress needs them.
        What the `ledger` says is finished is not done again; the caller closes it.
        Steps that do not heed a stop within 0.4 s are left behind on their threads.
        """
        began = monotonic()
        try:
            made = plan(graph, self._library.specs, self._settings.only, effects=self._settings.effects)
        except GraphProblems as refused:
            return Finished(run, "refused", seconds=monotonic() - began, problems=refused.problems)
        except GraphError as refused:
            return Finished(run, "refused", seconds=monotonic() - began, problems=(Problem(str(refused)),))
        course = self._course(made, run, lengths or {}, ledger)
        report = course.report
        weigh(made.root)
        root = Frame(course, made.root)
        for name, why in made.skipped.items():
            if self._library.specs[graph.nodes[name].type].effect:
                report.count("skipped")
            report.end(name, "skipped", 0.0, why)
        report.start(root)
        crew = _Crew(root)
        try:
            crew.work()
            outcome: Literal["done", "failed", "stopped"] = "failed" if report.counts["failed"] else "done"
            root.finished = True
        except Stopped:
            outcome = "stopped"
        finally:
            course.stop.set()
            course.threads.close()
            report.finish()
            # What nobody waited for any more may still be under way, and heeds the old event.
            self._stop = threading.Event()
        self.results = {node: _collect(found) for node, found in (course.kept or {}).items()}
        counts = report.counts
        return Finished(run, outcome, counts["done"], counts["skipped"], counts["failed"], seconds=monotonic() - began)

    def recall(self, graph: Graph) -> dict[str, dict[str, Any]]:
        """Return the results of the nodes in `settings.only` that are in the cache; nothing but quick nodes is run.

        Raises `GraphError` for a graph that cannot run.
        """
        made = plan(graph, self._library.specs, self._settings.only)
        course = self._course(made, 0, {}, None)
        weigh(made.root)
        root = Frame(course, made.root)
        try:
            if made.root.cached:
                look_ahead(root, made.root.order)
        finally:
            course.threads.close()
        return {node: _collect(found) for node, found in (course.kept or {}).items()}

    def _course(self, made: Plan, run: int, lengths: Mapping[str, int], ledger: Ledger | None) -> Course:
        settings = self._settings
        self.settled = Settled() if ledger is None else Settled(ledger.settled, ledger.settle)
        report = Report(self._emit, run, settings.events, self._go)
        return Course(
            library=self._library,
            settings=settings,
            plan=made,
            cache=self._cache,
            report=report,
            threads=Threads(self._threads),
            window=Window(settings.window),
            lane=lane(settings.device),
            do=do,
            look_ahead=look_ahead,
            previews=Previews(settings.previews, run, report.tell, settings.viewed, self._hold),
            lengths=lengths,
            ledger=ledger,
            settled=self.settled,
            kept={} if self._keep else None,
            stop=self._stop,
            go=self._go,
        )


def _ignore(event: Event) -> None:
    """Take an event nobody wants."""


def _collect(found: dict[tuple[int, ...], dict[str, Any]]) -> dict[str, Any]:
    if list(found) == [()]:
        return found[()]
    ordered = [found[path] for path in sorted(found)]
    return {port: [values[port] for values in ordered] for port in ordered[0]}


class _Crew:
    """Does the steps of the graph's own block, those that are ready side by side."""

    def __init__(self, root: Frame) -> None:
        self._root = root
        self._course = root.course
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._error: BaseException | None = None
        self._left = 0
        self._waits: dict[int, int] = {}
        self._readers: dict[int, list[int]] = {}
        self._ready: dict[int, list[int]] = {}
        self._chained: set[int] = set()
        """Steps done by `_chain`; others are done because a Lazy input was read."""

    def work(self) -> None:
        """Do all steps. Raises `Stopped` at the latest 0.4 s after a stop, and what must not happen."""
        starter = threading.Thread(target=self._start, name="nodegraph-run", daemon=True)
        starter.start()
        while not self._over.wait(0.05):
            if self._course.stop.is_set() and not self._over.wait(_GRACE):
                raise Stopped("Stopped.")
        if self._error is not None:
            raise self._error

    def _start(self) -> None:
        root = self._root
        try:
            if self._course.ledger is not None and self._course.ledger.careful:
                self._one_by_one()
                return
            enter(root)
            if root.block.cached:
                self._course.look_ahead(root, root.block.order)
        except BaseException as error:  # noqa: BLE001 - handed to the thread that waits for the run
            self._end(error)
            return
        todo = [index for index in root.block.order if root.state[index] == WAITING]
        self._left = len(todo)
        root.on_done = self._done
        first: list[int] = []
        wanted = set(todo)
        for index in todo:
            needs = [need for need in root.block.steps[index].needs if need in wanted]
            self._waits[index] = len(needs)
            for need in needs:
                self._readers.setdefault(need, []).append(index)
            if not needs:
                first.append(index)
        if not first:
            self._end(None)
            return
        for index in first[1:]:
            self._give(index)
        self._chain(first[0])

    def _one_by_one(self) -> None:
        """Do one effect after the other, so that the next death names the step that causes it."""
        root = self._root
        for step in root.block.steps:
            if step.root and not root.state[step.index]:
                if isinstance(step, CallStep) and step.call.node in begin(root, calls(step)):
                    root.claim(step.index)
                    root.done(step)
                    continue
                root.compute(step.index)
        self._end(None)

    def _give(self, index: int) -> None:
        self._course.threads.give(lambda: self._chain(index))

    def _chain(self, index: int) -> None:
        """Do a step and what it makes ready: the first of it here, the rest elsewhere."""
        root = self._root
        steps = root.block.steps
        following: int | None = index
        try:
            while following is not None and not self._over.is_set():
                step = steps[following]
                if not root.claim(step.index):
                    return
                self._chained.add(step.index)
                root.do(step)
                ready = self._ready.pop(step.index, None)
                following = None
                if ready:
                    following = ready[0]
                    for other in ready[1:]:
                        self._give(other)
        except BaseException as error:  # noqa: BLE001 - handed to the thread that waits for the run
            self._end(error)

    def _done(self, step: Step) -> None:
        """Note which steps have become ready; the thread that did this step goes on with them."""
        if step.index not in self._waits:
            return
        ready = []
        with self._lock:
            for reader in self._readers.get(step.index, ()):
                self._waits[reader] -= 1
                if not self._waits[reader]:
                    ready.append(reader)
            self._left -= 1
            over = not self._left
        if over:
            self._end(None)
        elif step.index in self._chained:
            self._ready[step.index] = ready
        else:
            for index in ready:
                self._give(index)

    def _end(self, error: BaseException | None) -> None:
        with self._lock:
            if self._error is None and not self._over.is_set():
                self._error = Stopped("Stopped.") if isinstance(error, Dropped) else error
        self._over.set()
