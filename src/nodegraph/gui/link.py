"""The engine beside the window: asked and run in threads, so that nothing it does can hold up the window."""

import itertools
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Literal, TypeVar

import msgspec
from PySide6.QtCore import QObject, Qt, QTimer, Signal, SignalInstance

from nodegraph.core.client import Engine
from nodegraph.core.errors import ChildDied, NodegraphError
from nodegraph.core.graph import Graph
from nodegraph.core.messages import Devices, Finished, Measure, Request, Settings
from nodegraph.core.problem import Problem

_NICE = 10
"""Beside a model on all cores the window's worst gap is 13 ms with the engine at this priority, 22 ms at its own."""

_PORTION = 0.008
"""Seconds for what the engine told, before the window has its turn: a run may fail at thousands of items at once."""

_Reply = TypeVar("_Reply", bound=msgspec.Struct)


class Link(QObject):
    """An engine, and what it says as signals in the window's thread."""

    checked = Signal(object, object)
    """(Graph, Checked): what is known about the graph that was asked about last."""
    heard = Signal(object)
    """An event of the run."""
    finished = Signal(object)
    """`Finished`, at the end of each run."""
    troubled = Signal(str)
    """The engine could not answer; the sentence says why."""
    died = Signal(str)
    """The engine ended: a sentence, and behind it, a line each, the last it said. The next question starts it again."""
    measured = Signal(object)
    """`Devices`: the memory of the accelerators that models are open on."""

    _answered = Signal(int, object)
    _refused = Signal(int, str)
    _told = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._answered.connect(self._hand_on)
        self._refused.connect(self._pass_on)
        self._told.connect(self._hand_out, Qt.ConnectionType.QueuedConnection)
        self._engine = Engine(nice=_NICE, on_death=self._die)
        self._asking = ThreadPoolExecutor(1, "questions")
        self._measuring = ThreadPoolExecutor(1, "measures")
        self._running = ThreadPoolExecutor(1, "runs")
        self._lock = threading.Lock()
        self._wanted: Graph | None = None
        self._numbers = itertools.count()
        self._askers: dict[int, tuple[Callable[[Any], None], Callable[[str], None] | None]] = {}
        """Who waits for an answer. A thread that held them would destroy a dialog that was closed meanwhile."""
        self._closed = False
        self._inbox: deque[tuple[SignalInstance, tuple[object, ...]]] = deque()
        """What was told and not heard yet."""
        self._awaited = False
        """Whether `_hand_out` is going to be called."""

    def check(self, graph: Graph) -> None:
        """Ask what is known about a graph. While an answer is on its way only the latest question is kept."""
        with self._lock:
            waiting, self._wanted = self._wanted is not None, graph
        if not waiting and not self._closed:
            self._asking.submit(self._check)

    def run(self, graph: Graph, settings: Settings, resume: str = "", *, retry: bool = False) -> None:
        """Run a graph after those that were wished for before; `resume` and `retry` as in `Engine.run`."""
        if not self._closed:
            self._running.submit(self._run, graph, settings, resume, retry)

    def measure(self) -> None:
        """Ask for the memory of accelerators; `measured` tells it, when no tile is under way. Starts nothing."""
        if not self._closed and self._engine.pid is not None:
            self._measuring.submit(self._measure)

    def control(self, wish: Literal["stop", "pause", "resume"]) -> None:
        """Stop, pause or go on with the run."""
        self._engine.control(wish)

    def ask(
        self,
        question: Request,
        reply: type[_Reply],
        then: Callable[[_Reply], None],
        otherwise: Callable[[str], None] | None = None,
    ) -> None:
        """Ask the engine something; `then` gets the answer in the window's thread.

        Where there is none, `otherwise` gets the sentence that says why, or `troubled` tells it.
        """
        if not self._closed:
            number = next(self._numbers)
            self._askers[number] = then, otherwise
            self._asking.submit(self._ask, number, question, reply)

    def request(self, question: Request, reply: type[_Reply]) -> _Reply:
        """Ask the engine something and wait for the answer; for other threads than the window's.

        Raises why there is no answer, and `ChildDied` once this is closed.
        """
        if self._closed:
            raise ChildDied("The engine has ended.")
        return self._engine.request(question, reply)

    def renew(self) -> None:
        """End the engine once what runs is over; the next question starts one that knows this process's environment."""
        if not self._closed:
            self._running.submit(self._end_idle)

    @property
    def pid(self) -> int | None:
        """The engine's process id while it lives."""
        return self._engine.pid

    def close(self) -> None:
        """End the engine and all that it started; no signal comes afterwards."""
        self._closed = True
        self._engine.kill()
        for pool in (self._asking, self._running, self._measuring):
            pool.shutdown(cancel_futures=True)
        self._engine.close()

    def _ask(self, number: int, question: Request, reply: type[_Reply]) -> None:
        try:
            self._tell(self._answered, number, self._engine.request(question, reply))
        except NodegraphError as error:
            self._tell(self._refused, number, str(error))

    def _check(self) -> None:
        with self._lock:
            graph, self._wanted = self._wanted, None
        if graph is None:
            return
        try:
            self._tell(self.checked, graph, self._engine.check(graph))
        except ChildDied:
            return  # told by `_die`
        except NodegraphError as error:
            self._tell(self.troubled, str(error))

    def _run(self, graph: Graph, settings: Settings, resume: str, retry: bool) -> None:
        finished = Finished(0, "stopped")
        try:
            # An engine that dies is started again by the person, who may want to look at the document first.
            finished = self._engine.run(
                graph, settings, lambda event: self._tell(self.heard, event), resume=resume, retry=retry, restarts=0
            )
        except ChildDied:
            self._tell(self.finished, finished)  # told by `_die`
            return
        except NodegraphError as error:
            self._tell(self.troubled, str(error))
            finished = Finished(0, "failed", problems=(Problem(str(error)),))
        self._tell(self.finished, finished)

    def _measure(self) -> None:
        try:
            self._tell(self.measured, self._engine.request(Measure(0), Devices))
        except NodegraphError:
            return  # The next time, or never: nothing depends on it.

    def _die(self, sentence: str, lines: list[str]) -> None:
        self._tell(self.died, "\n".join([sentence, *lines]))

    def _tell(self, signal: SignalInstance, *values: object) -> None:
        """Let a signal be given in the window's thread, after those before it. Any thread may."""
        if self._closed:
            return
        with self._lock:
            self._inbox.append((signal, values))
            awaited, self._awaited = self._awaited, True
        if not awaited:
            self._told.emit()

    def _hand_out(self) -> None:
        """Give the signals that wait, as many as there is time for; the rest when the window has had its turn."""
        end = time.perf_counter() + _PORTION
        with self._lock:
            self._awaited = False
        while not self._closed:
            with self._lock:
                if not self._inbox:
                    return
                signal, values = self._inbox.popleft()
                more = bool(self._inbox) and not self._awaited
                self._awaited = self._awaited or more
            if more:
                # Now, not afterwards: who hears it may open a dialog, and the rest is heard beside that.
                QTimer.singleShot(0, self._hand_out)
            signal.emit(*values)
            if time.perf_counter() > end:
                return

    def _hand_on(self, number: int, answer: object) -> None:
        then, _ = self._askers.pop(number)
        then(answer)

    def _pass_on(self, number: int, sentence: str) -> None:
        _, otherwise = self._askers.pop(number)
        (otherwise or self.troubled.emit)(sentence)

    def _end_idle(self) -> None:
        # In the thread that asks, so that no question is under way.
        self._asking.submit(self._engine.close).result()
