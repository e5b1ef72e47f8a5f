"""Frames: the values of a block while it is done, for one item or for the graph itself.

A value is dropped when its last reader is done. A step that nobody needs any more (its readers were
found in the cache, or never read their Lazy input) is left out, and so is what only it needed.
"""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from nodegraph.core.errors import Stopped
from nodegraph.core.messages import Event
from nodegraph.engine.block import Block, Place, Step
from nodegraph.engine.failure import Hole, item_in_words
from nodegraph.engine.lanes import POLL
from nodegraph.engine.picture import Picture

if TYPE_CHECKING:
    from nodegraph.engine.course import Course, IndexPath
    from nodegraph.engine.stream import Pipeline

_DEEPEST = 24
"""So many Lazy inputs may read one another on one thread before the next one gets a thread of its own."""


class _Empty:
    def __repr__(self) -> str:
        return "EMPTY"


EMPTY = _Empty()
"""Stands in a slot whose value was not computed yet, or is not needed any more."""

WAITING, RUNNING, DONE = 0, 1, 2


class _Depth(threading.local):
    lazy = 0


_depth = _Depth()


class Frame:
    """The state of one block."""

    __slots__ = (
        "_lock",
        "_waiters",
        "block",
        "claimed",
        "course",
        "error",
        "finished",
        "holding",
        "hole",
        "identity",
        "keys",
        "left",
        "line",
        "marks",
        "number",
        "on_done",
        "parent",
        "parts",
        "path",
        "place",
        "spent",
        "state",
        "subject",
        "told",
        "values",
    )

    def __init__(self, course: "Course", block: Block, parent: "Frame | None" = None) -> None:
        self.course = course
        self.block = block
        self.parent = parent
        count = len(block.producers)
        self.values: list[Any] = [EMPTY] * count
        self.marks: list[bytes | None] = [None] * count if block.named else []
        """Per slot the fingerprint of a value that has none by itself."""
        self.left = block.readers.copy()
        self.state = bytearray(len(block.steps))
        self.keys: dict[int, bytes] = {}
        """Per step the fingerprint under which its results were looked for in the cache."""
        self.path: IndexPath = ()
        self.told: list[Event] = []
        """What is to be told of the item once it is its turn."""
        self.identity: bytes = b"" if parent is None else parent.identity
        """What the item is, for the ledger."""
        self.subject: Any = None
        """What names the item for people: its path or text."""
        self.place = 0
        self.number = 0
        """Which item of its pass this is, counted from 0."""
        self.line: Pipeline | None = None
        self.holding = -1
        """The turnstile of its pass that waits for this item."""
        self.claimed = False
        self.finished = False
        self.error: BaseException | None = None
        self.hole: Hole | None = None
        """The first failure in it."""
        self.on_done: Callable[[Step], None] | None = None
        self.parts: dict[int, Any] = {}
        """Per step under way what knows how far it is: its `Pace`, or the `Pipeline` of a pass."""
        self.spent = 0.0
        """Weight of the steps that are done."""
        self._lock = threading.Lock()
        self._waiters: dict[int, threading.Event] = {}

    @property
    def words(self) -> str:
        """The item in words, empty outside streams."""
        return item_in_words(self.subject, self.path)

    @property
    def first(self) -> bool:
        """Whether the frame's item goes first in its pass, and so do the items it lies in."""
        frame: Frame | None = self
        while frame is not None:
            if frame.line is not None and frame.number != frame.line.head:
                return False
            frame = frame.parent
        return True

    def tell(self, event: Event) -> None:
        """Tell an event when all items before this one have told theirs."""
        if self.line is None:
            self.course.report.tell(event)
        elif self.told or not self.first:
            self.told.append(event)
        else:
            self.course.report.tell(event)

    def tell_all(self) -> None:
        """Tell what waited, now that it is the item's turn."""
        told, self.told = self.told, []
        if self.parent is not None:
            for event in told:
                self.parent.tell(event)

    # Values

    def at(self, place: Place) -> Any:
        """Return the value at a place, `EMPTY` where there is none yet."""
        return self.around(place.up).values[place.slot]

    def need(self, place: Place) -> Any:
        """Return the value at a place that a step is about to read.

        Outside of the item it may be asked for by a Lazy input only, and not be computed yet.
        """
        return self.around(place.up).demand(place.slot) if place.up else self.values[place.slot]

    def around(self, up: int) -> "Frame":
        """Return the frame so many levels out."""
        frame = self
        for _ in range(up):
            assert frame.parent is not None
            frame = frame.parent
        return frame

    def put(self, slot: int, value: Any, mark: bytes | None = None) -> None:
        """Put a value into a slot that someone still reads."""
        if not self.left[slot]:
            return
        self.values[slot] = value
        if mark is not None and self.marks:
            self.marks[slot] = mark
        if self.line is not None and type(value) is Picture:
            self.course.window.add(value.pixels.nbytes)

    def close(self) -> None:
        """Drop all values."""
        with self._lock:
            for slot in range(len(self.values)):
                self._drop(slot)
            self.left = [0] * len(self.left)

    def _drop(self, slot: int) -> None:
        value = self.values[slot]
        self.values[slot] = EMPTY
        if self.line is not None and type(value) is Picture:
            self.course.window.drop(value.pixels.nbytes)

    # Steps

    def evaluate(self) -> None:
        """Do all that is to be done in any case, one after the other."""
        block = self.block
        if block.cached and self.course.cache is not None:
            self.course.look_ahead(self, block.order)
        steps = block.steps
        for index in block.order:
            if self.claim(index):
                self.do(steps[index])

    def claim(self, index: int) -> bool:
        """Take a step; false where it is taken or done."""
        with self._lock:
            if self.state[index]:
                return False
            self.state[index] = RUNNING
            return True

    def do(self, step: Step) -> None:
        """Do a claimed step. Raises what ends the run; what fails the item becomes a hole."""
        self.course.do(self, step)
        self.done(step)

    def done(self, step: Step) -> None:
        """Note that a step is done and what it read is not needed by it any more."""
        with self._lock:
            self.state[step.index] = DONE
            part = self.parts.pop(step.index, None) if self.parts else None
            if part is not None:
                self.block.weights[step.index] = part.weight(self.block.weights[step.index])
            self.spent += self.block.weights[step.index]
            waiter = self._waiters.pop(step.index, None)
            self._release(step.slots)
        if waiter is not None:
            waiter.set()
        if self.on_done is not None:
            self.on_done(step)

    def _release(self, slots: tuple[int, ...]) -> None:
        block, left, state = self.block, self.left, self.state
        waiting = list(slots)
        while waiting:
            slot = waiting.pop()
            left[slot] -= 1
            if left[slot]:
                continue
            self._drop(slot)
            producer = block.producers[slot]
            if producer >= 0 and not state[producer]:
                step = block.steps[producer]
                if not step.root and not any(left[other] for other in step.writes):
                    state[producer] = DONE
                    waiting.extend(step.slots)

    def demand(self, slot: int) -> Any:
        """Return the value of a slot, computing what it needs and was not computed yet."""
        producer = self.block.producers[slot]
        if producer < 0 or self.state[producer] == DONE:
            return self.values[slot]
        if _depth.lazy >= _DEEPEST:
            return self._demand_elsewhere(slot)
        _depth.lazy += 1
        try:
            self.compute(producer)
        finally:
            _depth.lazy -= 1
        return self.values[slot]

    def compute(self, target: int) -> None:
        """Do a step, and before it what it needs and is not done yet."""
        order = self._missing(target)
        if self.block.cached and self.course.cache is not None:
            self.course.look_ahead(self, order)
            order = self._missing(target)
        for index in order:
            if self.claim(index):
                self.do(self.block.steps[index])
            else:
                self._wait(index)

    def _missing(self, target: int) -> list[int]:
        """Return the steps still to be done for a step, itself included, in an order in which they can be."""
        found: set[int] = set()
        waiting = [target]
        while waiting:
            index = waiting.pop()
            if index not in found and self.state[index] != DONE:
                found.add(index)
                waiting += self.block.steps[index].needs
        return sorted(found)

    def _wait(self, index: int) -> None:
        with self._lock:
            if self.state[index] == DONE:
                return
            waiter = self._waiters.setdefault(index, threading.Event())
        while not waiter.wait(POLL):
            if self.course.stop.is_set():
                raise Stopped("Stopped.")

    def _demand_elsewhere(self, slot: int) -> Any:
        """Compute on a fresh thread, whose stack is empty."""
        errors: list[BaseException] = []

        def work() -> None:
            try:
                self.demand(slot)
            except BaseException as error:  # noqa: BLE001 - handed to the thread that waits
                errors.append(error)

        thread = threading.Thread(target=work, name="nodegraph-lazy", daemon=True)
        thread.start()
        thread.join()
        if errors:
            raise errors[0]
        return self.values[slot]

    # Progress

    def is_left(self, step: Step) -> bool:
        """Return whether a step is still to be done, or under way."""
        return self.state[step.index] != DONE

    def fraction(self) -> float:
        """Return the finished fraction of the frame's work, by weight."""
        if self.finished:
            return 1.0
        weights, state = self.block.weights, self.state
        spent, left, parts = self.spent, 0.0, self.parts.copy()
        for index, weight in enumerate(weights):
            # A step that has begun and said nothing yet has done nothing yet.
            if state[index] != DONE and index not in parts:
                left += weight
        for index, part in parts.items():
            weight, fraction = part.weight(weights[index]), part.fraction()
            spent += weight * fraction
            left += weight * (1 - fraction)
        return spent / (spent + left) if spent else 0.0
