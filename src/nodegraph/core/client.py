"""The engine as a front end sees it: a child process that answers, runs graphs, and is started again when it dies.

When the engine dies in the middle of a run, the run goes on in a new one: its ledger says what is done
and which item was under way; that one is reported as failed. This is tried a few times, then the
run is given up. Requests that die are not repeated.
"""

import itertools
import queue
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Literal, NamedTuple, Self, TypeVar

import msgspec

from nodegraph.core.child import Child, start
from nodegraph.core.errors import ChildDied, GraphError, NodegraphError, RunError, Stopped
from nodegraph.core.graph import Graph
from nodegraph.core.messages import (
    Began,
    Check,
    Checked,
    CheckedEdit,
    CheckEdit,
    Control,
    Event,
    Finished,
    Message,
    Noted,
    Refused,
    Request,
    Settings,
    Start,
)
from nodegraph.core.patch import patch_of
from nodegraph.core.peer import BadFrame
from nodegraph.core.spawn import ENGINE

_RESTARTS = 5
"""Deaths of the engine in one run that are survived."""
_STOP_GRACE = 5.0
"""Seconds the engine has to end a run that is stopped, before it is killed."""
_END_GRACE = 3.0
"""Seconds it has to end by itself when its front end hangs up."""
_POLL = 0.2

_Reply = TypeVar("_Reply", bound=msgspec.Struct)


class _Died(NamedTuple):
    """Arrives instead of a message when the engine has ended."""

    ending: str


class _Line(NamedTuple):
    """Where the answers to one request arrive."""

    id: int
    child: Child[Message]
    inbox: "queue.SimpleQueue[Message | _Died]"


class _Known(NamedTuple):
    """The last answer to `Engine.check`."""

    child: Child[Message]
    number: int
    graph: Graph
    checked: Checked


class Engine:
    """An engine process; started when first needed. Any thread may ask; use it as a context manager."""

    def __init__(self, *, nice: int = 0, on_death: Callable[[str, list[str]], None] | None = None) -> None:
        """`nice` over 0 lowers the priority of the engine and its workers (a GUI does so).

        `on_death` is called, on any thread, when the engine has ended and nobody here has ended it: with a sentence
        and its last lines. What waited for it hears of it afterwards.
        """
        self._nice = nice
        self._on_death = on_death
        self._dismissed: Child[Message] | None = None
        """The one we have ended ourselves."""
        self._lock = threading.Lock()
        self._numbers = itertools.count(1)
        self._child: Child[Message] | None = None
        self._lines: dict[int, _Line] = {}
        self._listeners: list[threading.Thread] = []
        self._following: _Following | None = None
        self._checking = threading.Lock()
        self._known: _Known | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self) -> None:
        """Start the process now, so that the first question is answered sooner."""
        with self._lock:
            self._living()

    def request(self, message: Request, reply: type[_Reply], on_event: Callable[[Event], None] | None = None) -> _Reply:
        """Return the engine's answer; the message's own id does not matter. `on_event` hears what comes before it.

        Raises the refusal as `GraphError` or `RunError`, and `ChildDied` when the engine dies of it.
        """
        return self._reply(self._say(_whoever(message)), reply, on_event=on_event)

    def check(self, graph: Graph) -> Checked:
        """Return what is known about a graph and what is wrong with it, at the cost of what differs from the last one.

        Nodes that are the same objects as in the last graph are neither sent nor looked at again; of their facts the
        same objects are returned. Raises as `request` does.
        """
        with self._checking:
            last, self._known = self._known, None

            def question(child: Child[Message]) -> Check | CheckEdit:
                if last is None or child is not last.child:
                    return Check(0, graph)
                return CheckEdit(0, last.number, patch_of(last.graph, graph))

            line = self._say(question)
            answer = self._reply(line, Checked, CheckedEdit)
            if isinstance(answer, CheckedEdit):
                assert last is not None, "an edit was asked about"
                facts = {**last.checked.facts, **answer.facts}
                for name in answer.gone:
                    del facts[name]
                answer = Checked(answer.id, facts, answer.problems)
            assert isinstance(answer, Checked), "one of the two replies that may come"
            self._known = _Known(line.child, line.id, graph, answer)
            return answer

    def run(
        self,
        graph: Graph,
        settings: Settings,
        on_event: Callable[[Event], None],
        *,
        resume: str = "",
        retry: bool = False,
        restarts: int = _RESTARTS,
    ) -> Finished:
        """Run a graph and return how it ended; `on_event` gets every event, `Finished` the last, on this thread.

        One run at a time. Paths in the graph must be absolute. `resume` is the ledger of an earlier run to go on with,
        `retry` does its failed items once more. So many `restarts` of a dying engine are survived.
        Ctrl-C (`KeyboardInterrupt` in this thread) stops the run politely and returns what came of it; a second
        one is raised. Raises `ChildDied` when the engine keeps dying, and refusals.
        """
        ledger, endings = resume, 0
        while True:
            line = self._say(_whoever(Start(0, graph, settings, ledger, retry=retry and not endings)))
            following = self._following = _Following(line, on_event, ledger)
            try:
                return following.finish()
            except ChildDied as died:
                endings += 1
                ledger = following.ledger
                if not ledger or endings > restarts:
                    raise
                sentence = f"{died} It is started again and goes on behind the item that ended it."
                on_event(Noted(line.id, "", sentence, warning=True))
            finally:
                self._following = None
                self._forget(line)

    def control(self, wish: Literal["stop", "pause", "resume"]) -> None:
        """Stop, pause or resume the run that is under way; harmless without one. Any thread may call it."""
        following = self._following
        if following is not None:
            following.say(wish)

    def kill(self) -> None:
        """End the engine at once, and its workers with it."""
        with self._lock:
            child = self._dismissed = self._child
        if child is not None:
            child.kill()

    def close(self) -> None:
        """Hang up: the engine ends with everything it started; killed if it takes longer than 3 s."""
        with self._lock:
            child, self._child = self._child, None
            self._dismissed = child
            listeners, self._listeners = self._listeners, []
        if child is not None:
            child.peer.hang_up()
            # Who listens hears of the end at once; asking the system for it is done by looking again and again.
            deadline = time.monotonic() + _END_GRACE
            for listener in listeners:
                listener.join(max(0.0, deadline - time.monotonic()))
            if child.alive:
                child.kill()
        for listener in listeners:
            listener.join()

    @property
    def pid(self) -> int | None:
        """The engine's process id while it lives."""
        child = self._child
        return child.pid if child is not None and child.alive else None

    def _reply(self, line: _Line, *replies: type[_Reply], on_event: Callable[[Event], None] | None = None) -> _Reply:
        try:
            while True:
                answer = _next(line)
                if isinstance(answer, replies):
                    return answer
                _raise_if_over(answer)
                if on_event is not None and isinstance(answer, Event):
                    on_event(answer)
        finally:
            self._forget(line)

    def _say(self, question: Callable[[Child[Message]], Request]) -> _Line:
        """Send what is to be asked of the engine that lives now."""
        with self._lock:
            child = self._living()
            line = _Line(next(self._numbers), child, queue.SimpleQueue())
            self._lines[line.id] = line
        try:
            child.peer.send(msgspec.structs.replace(question(child), id=line.id))
        except BrokenPipeError:
            # It died before it heard us; the listener may have looked for lines before ours was there.
            line.inbox.put(_Died(child.ending()))
        except BadFrame:
            self._forget(line)
            raise GraphError("The graph is too large to be sent to the engine.") from None
        return line

    def _living(self) -> Child[Message]:
        if self._child is None or not self._child.alive:
            self._child = start(ENGINE, Message, nice=self._nice)
            listener = threading.Thread(target=self._listen, args=(self._child,), name="engine", daemon=True)
            listener.start()
            self._listeners = [old for old in self._listeners if old.is_alive()] + [listener]
        return self._child

    def _listen(self, child: Child[Message]) -> None:
        try:
            while (message := child.peer.receive()) is not None:
                line = self._lines.get(message.id)
                if line is not None:
                    line.inbox.put(message)
        except BadFrame:
            child.kill()
        if child.wait(_END_GRACE) is None:
            child.kill()
        ending = child.ending()
        if self._on_death is not None and child is not self._dismissed:
            self._on_death(f"The engine {ending}.", child.last_lines())
        with self._lock:
            for line in self._lines.values():
                if line.child is child:
                    line.inbox.put(_Died(ending))
        child.peer.close()

    def _forget(self, line: _Line) -> None:
        with self._lock:
            self._lines.pop(line.id, None)


def _whoever(message: Request) -> Callable[[Child[Message]], Request]:
    """Return the question for `_say` that is the same for every engine."""
    return lambda _: message


class _Following:
    """One run in one engine, seen from its beginning to its end or the engine's."""

    def __init__(self, line: _Line, on_event: Callable[[Event], None], ledger: str) -> None:
        self.ledger = ledger
        self._line = line
        self._on_event = on_event
        self._deadline: float | None = None
        """When the engine is killed, after a stop."""

    def finish(self) -> Finished:
        """Hand on events until the run is over. Raises `ChildDied` where the engine ended before."""
        finished: Finished | None = None
        while finished is None:
            try:
                answer = _next(self._line, self._deadline)
                if isinstance(answer, _Died) and self._deadline is not None:
                    answer = Finished(self._line.id, "stopped")
                if isinstance(answer, Finished):
                    finished = answer
                if isinstance(answer, Began):
                    self.ledger = answer.ledger
                if isinstance(answer, Event):
                    self._on_event(answer)
                else:
                    _raise_if_over(answer)
            except KeyboardInterrupt:
                if self._deadline is not None:
                    raise
                self._deadline = time.monotonic() + _STOP_GRACE
                self.say("stop")
        return finished

    def say(self, wish: Literal["stop", "pause", "resume"]) -> None:
        """Tell the run."""
        try:
            self._line.child.peer.send(Control(self._line.id, wish))
        except BrokenPipeError:
            return  # its end is on the way to whoever waits


def _next(line: _Line, deadline: float | None = None) -> Message | _Died:
    """Wait for the next message; the engine is killed at the deadline (of `time.monotonic`)."""
    while True:
        try:
            # Windows lets no Ctrl-C through to a wait without end.
            return line.inbox.get(timeout=_POLL)
        except queue.Empty:
            if deadline is not None and time.monotonic() > deadline:
                line.child.kill()
                return _Died(line.child.ending())


def _raise_if_over(answer: Message | _Died) -> None:
    """Raise what ends a request without a reply."""
    if isinstance(answer, _Died):
        raise ChildDied(f"The engine {answer.ending}.")
    if isinstance(answer, Refused):
        kinds: dict[int, type[NodegraphError]] = {2: GraphError, 3: Stopped}
        raise kinds.get(answer.exit_code, RunError)(answer.sentence)
