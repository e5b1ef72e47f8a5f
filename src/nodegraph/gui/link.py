"""The engine beside the window: asked and run in threads, so that nothing it does can hold up the window."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Literal, TypeVar

import msgspec
from PySide6.QtCore import QObject, Signal, SignalInstance

from nodegraph.core.client import Engine
from nodegraph.core.errors import ChildDied, NodegraphError
from nodegraph.core.graph import Graph
from nodegraph.core.messages import Check, Checked, Finished, Request, Settings

_NICE = 10
"""Beside a model on all cores the window's worst gap is 13 ms with the engine at this priority, 22 ms at its own."""


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
    """The engine ended; the sentence holds its last line. The next question starts it again."""

    _answered = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._answered.connect(self._hand_on)
        self._engine = Engine(nice=_NICE)
        self._asking = ThreadPoolExecutor(1, "questions")
        self._running = ThreadPoolExecutor(1, "runs")
        self._lock = threading.Lock()
        self._wanted: Graph | None = None
        self._closed = False

    def check(self, graph: Graph) -> None:
        """Ask what is known about a graph. While an answer is on its way only the latest question is kept."""
        with self._lock:
            waiting, self._wanted = self._wanted is not None, graph
        if not waiting and not self._closed:
            self._asking.submit(self._check)

    def run(self, graph: Graph, settings: Settings) -> None:
        """Run a graph after those that were wished for before."""
        if not self._closed:
            self._running.submit(self._run, graph, settings)

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
            self._asking.submit(self._ask, question, reply, then, otherwise)

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
        self._asking.shutdown(cancel_futures=True)
        self._running.shutdown(cancel_futures=True)
        self._engine.close()

    def _ask(
        self,
        question: Request,
        reply: type[_Reply],
        then: Callable[[_Reply], None],
        otherwise: Callable[[str], None] | None,
    ) -> None:
        try:
            self._tell(self._answered, then, self._engine.request(question, reply))
        except NodegraphError as error:
            if otherwise is None:
                self._tell(self.troubled, str(error))
            else:
                self._tell(self._answered, otherwise, str(error))

    def _check(self) -> None:
        with self._lock:
            graph, self._wanted = self._wanted, None
        if graph is None:
            return
        try:
            self._tell(self.checked, graph, self._engine.request(Check(0, graph), Checked))
        except ChildDied as error:
            self._tell(self.died, str(error))
        except NodegraphError as error:
            self._tell(self.troubled, str(error))

    def _run(self, graph: Graph, settings: Settings) -> None:
        try:
            finished = self._engine.run(graph, settings, lambda event: self._tell(self.heard, event))
        except NodegraphError as error:
            self._tell(self.died if isinstance(error, ChildDied) else self.troubled, str(error))
            finished = Finished(0, "failed")
        self._tell(self.finished, finished)

    def _tell(self, signal: SignalInstance, *values: object) -> None:
        if not self._closed:
            signal.emit(*values)

    def _hand_on(self, then: Callable[[object], None], answer: object) -> None:
        then(answer)

    def _end_idle(self) -> None:
        # In the thread that asks, so that no question is under way.
        self._asking.submit(self._engine.close).result()
