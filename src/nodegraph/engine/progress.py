"""What a run tells: events, coalesced so that a front end is never flooded, and how far it is.

Steps note what happens to them in dictionaries; one thread turns these into messages a few times a second. So a
step pays microseconds, and of a state that lasted shorter than that nobody hears. What must not be lost
(a file written, a failure) is told at once.

Progress is weighted by cost: the seconds a kind of node took before in this process. The time left is told only where a
step that is under way was measured in this run (`core.pace`); what waits for it counts with its weight.
"""

import threading
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, Any

from nodegraph.core.messages import Event, Failed, NodeState, Noted, Progress
from nodegraph.core.node import NodeSpec
from nodegraph.core.pace import Pace
from nodegraph.core.ports import ImageKind, ModelKind
from nodegraph.engine.block import Block, CallStep, PassStep, Step, blocks, calls

if TYPE_CHECKING:
    from nodegraph.engine.frame import Frame

_costs: dict[str, float] = {}
_FEW_ITEMS = 10
_RUNNING = ("running", 0.0, "")
_GIVEN_UP = ("done", 0.0, "")
"""How a step ends that nobody waits for any more."""
_IN_VAIN = ("skipped", 0.0, "It had nothing to work on, because a node before it failed.")
"""How one ends that was ready for what never came."""
_MOST_NOTES = 200
"""Different notes per run that are told; a sentence is told once per node."""


def expected(spec: NodeSpec) -> float:
    """Return the seconds a node is expected to take: as measured in this process, else a guess by its kind."""
    known = _costs.get(spec.id)
    if known is not None:
        return known
    if any(isinstance(port.kind, ModelKind) for port in spec.inputs):
        return 2.0
    if spec.effect:
        return 0.1
    return 0.03 if any(isinstance(port.kind, ImageKind) for port in spec.outputs) else 0.0001


def weigh(block: Block) -> float:
    """Fill in the weights of a block's steps and of those inside; return the seconds it is expected to take."""
    total = 0.0
    block.weights = [0.0] * len(block.steps)
    for step in block.steps:
        weight = 0.0
        if isinstance(step, CallStep):
            weight = expected(step.call.spec)
        for inside in blocks(step):
            seconds = weigh(inside)
            weight += _FEW_ITEMS * seconds if isinstance(step, PassStep) else 0.0
        block.weights[step.index] = weight
        total += weight
    return total


def time_left(frame: "Frame", seconds: float) -> float | None:
    """Return the seconds that a frame's work takes from a time on, `None` where nothing measured tells.

    A model that waits takes as many times its weight as the one under way; if that is not measured yet, nobody knows.
    """
    parts, weights = frame.parts.copy(), frame.block.weights
    known = others = models = 0.0
    real = guessed = 0.0
    measured = False
    for step in frame.block.steps if parts else ():
        part, weight = parts.get(step.index), weights[step.index]
        left = None if part is None else part.left(seconds)
        if part is not None and left is not None:
            measured = True
            known += left
            if _uses_model(step):
                real, guessed = real + part.weight(weight), guessed + weight
        elif frame.is_left(step):
            if _uses_model(step):
                models += weight
            else:
                others += weight
    if not measured or (models and not guessed):
        return None
    return known + others + (models * real / guessed if models else 0.0)


def _uses_model(step: Step) -> bool:
    inside = (deeper for block in blocks(step) for deeper in block.steps)
    return any(call.device for call in calls(step)) or any(map(_uses_model, inside))


class Report:
    """The events of one run. Any thread may call; `emit` is called by one at a time."""

    def __init__(self, emit: Callable[[Event], None], run: int, rate: float, go: threading.Event) -> None:
        """Tell at most `rate` progress messages a second; while `go` is not set, the run is paused."""
        self.counts = {"done": 0, "skipped": 0, "failed": 0}
        self._emit = emit
        self.run = run
        self._pause = 1 / max(0.1, rate)
        self._lock = threading.Lock()
        self._states: dict[str, tuple[str, float, str]] = {}
        self._running: dict[str, int] = {}
        self._parts: dict[str, float] = {}
        self._notes: set[tuple[str, str]] = set()
        self._over = threading.Event()
        self._news = threading.Event()
        self._thread: threading.Thread | None = None
        self._root: Frame | None = None
        self._held = 0.0
        """Seconds for which the run was paused."""
        self._go = go
        self._fraction = 0.0
        self._lengths: dict[int, int | None] = {}
        self._told_running: set[str] = set()
        self._ended: set[str] = set()
        self._silent = False

    def start(self, root: "Frame") -> None:
        """Begin to tell how far the run with this frame is."""
        self._root = root
        self._thread = threading.Thread(target=self._serve, name="nodegraph-report", daemon=True)
        self._thread.start()

    def finish(self) -> None:
        """Tell what was not told yet, and nothing after that."""
        self._over.set()
        self._news.set()
        if self._thread is not None:
            self._thread.join()
        self._flush(last=True)
        with self._lock:
            self._silent = True

    # What steps say

    def begin(self, node: str) -> None:
        with self._lock:
            self._running[node] = self._running.get(node, 0) + 1
            self._states[node] = _RUNNING
        if not self._news.is_set():
            self._news.set()

    def end(self, node: str, state: str, seconds: float = 0.0, message: str = "") -> None:
        """Say that a step has ended in a state of `NodeState`, after so many seconds."""
        with self._lock:
            self._states[node] = (state, seconds, message)
            self._ended.add(node)
            self._less(node)
        if not self._news.is_set():
            self._news.set()

    def drop(self, node: str) -> None:
        """Say that a step is not running any more, and that nothing came of it."""
        with self._lock:
            self._less(node)

    def _less(self, node: str) -> None:
        left = self._running.get(node, 0) - 1
        if left > 0:
            self._running[node] = left
        else:
            self._running.pop(node, None)
            if self._parts:
                self._parts.pop(node, None)

    def measured(self, spec: str, seconds: float) -> None:
        known = _costs.get(spec)
        _costs[spec] = seconds if known is None else 0.7 * known + 0.3 * seconds

    def count(self, outcome: str, number: int = 1) -> None:
        """Count finished items of effects."""
        with self._lock:
            self.counts[outcome] += number
        self._news.set()

    def watcher(self, frame: "Frame", index: int, node: str) -> Callable[[float], None]:
        """Return what a step calls with its finished fraction."""

        def watch(fraction: float) -> None:
            if index >= 0:
                if index not in frame.parts:
                    frame.parts[index] = Pace()
                frame.parts[index].tell(float(fraction), self._clock())
            self._parts[node] = fraction
            self._news.set()

        return watch

    def noter(self, node: str, item: Callable[[], str], *, warning: bool = False) -> Callable[[str], None]:
        """Return what a step calls with a sentence worth telling; `item` gives its item in words."""

        def tell(sentence: str) -> None:
            if (node, sentence) not in self._notes and len(self._notes) < _MOST_NOTES:
                self._notes.add((node, sentence))
                self.tell(Noted(self.run, node, sentence, item(), warning))

        return tell

    def failed(self, node: str, item: str, sentence: str) -> None:
        with self._lock:
            self.counts["failed"] += 1
        self.tell(Failed(self.run, node, item, sentence))

    # Telling

    def tell(self, event: Event) -> None:
        """Tell something at once."""
        with self._lock:
            if not self._silent:
                self._emit(event)

    def _serve(self) -> None:
        while not self._over.wait(self._pause):
            if not self._go.is_set():
                self._held += self._pause
                continue
            self._news.wait()
            self._news.clear()
            if not self._over.is_set():
                self._flush()

    def _flush(self, last: bool = False) -> None:
        with self._lock:
            states, self._states = self._states, {}
        if last and self._root is not None and self._root.finished:
            # What was given up is not running either.
            running = self._told_running | {node for node, state in states.items() if state[0] == "running"}
            states |= {node: self._given_up(node) for node in running if states.get(node, _RUNNING) == _RUNNING}
        for node, (state, seconds, message) in states.items():
            if state == "running":
                self._told_running.add(node)
            else:
                self._told_running.discard(node)
            self.tell(NodeState(self.run, node, state, seconds, message))  # type: ignore[arg-type]
        self.tell(self._progress(last))

    def _given_up(self, node: str) -> tuple[str, float, str]:
        return _IN_VAIN if self.counts["failed"] and node not in self._ended else _GIVEN_UP

    def _progress(self, last: bool) -> Progress:
        root = self._root
        done = sum(self.counts.values())
        running = {node: self._parts.get(node, 0.0) for node in list(self._running)}
        total = None if root is None else self._total(root)
        if root is not None and not last:
            self._fraction = max(self._fraction, root.fraction())
        elif last and root is not None and root.finished:
            self._fraction, running, total = 1.0, {}, done
        eta = None if root is None or last else time_left(root, self._clock())
        return Progress(self.run, self._fraction, eta, done, total, running)

    def _clock(self) -> float:
        """Return seconds that stand still while the run is paused."""
        return monotonic() - self._held

    def _total(self, root: "Frame") -> int | None:
        """Return how many items of effects there are in all, `None` where that is not known yet."""
        total = len(root.block.effects)
        for step in root.block.steps:
            if isinstance(step, PassStep) and step.block.acts:
                line: Any = root.parts.get(step.index)
                if line is not None:
                    self._lengths[step.index] = line.opened.length
                length = self._lengths.get(step.index)
                if length is None or step.block.nested:
                    return None
                total += length * len(step.block.effects)
        return total
