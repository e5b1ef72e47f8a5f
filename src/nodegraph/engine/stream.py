"""Goes through a stream: several items under way at once, handed on in order.

`Pipeline` is an iterator of finished frames. It takes items from the source as long as the window has
room, gives each to a thread, and hands the first one on when it is done. Whoever asks for the next frame
computes it himself if no thread has begun it, so that a pipeline never depends on a thread being
free. Items that cost less than a thread's attention are computed where they are asked for.
"""

import threading
from collections import deque
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import PurePath
from time import perf_counter
from typing import TYPE_CHECKING, Any

from nodegraph.core.annotations import Item
from nodegraph.core.node import NodeSpec
from nodegraph.core.nothing import NOTHING
from nodegraph.core.pace import Pace
from nodegraph.core.ports import Input
from nodegraph.engine import lanes
from nodegraph.engine.block import Block
from nodegraph.engine.channel import ENDED, Channel
from nodegraph.engine.failure import Dropped, Hole, HoleText, StreamBroken
from nodegraph.engine.fingerprint import combine
from nodegraph.engine.frame import Frame
from nodegraph.engine.picture import Picture
from nodegraph.engine.resume import enter, identify

if TYPE_CHECKING:
    from nodegraph.engine.course import Course
    from nodegraph.engine.itemwise import Itemwise
    from nodegraph.engine.opened import Opened, Record

_QUICK = 0.0003
"""Seconds below which an item is not worth a thread's attention (a hop costs 20 to 100 us)."""


class Pipeline:
    """The items of a stream with a block done for each, in order."""

    def __init__(self, parent: Frame, block: Block, opened: "Opened") -> None:
        self.course = parent.course
        self.opened = opened
        self.broken: StreamBroken | None = None
        """Why the stream ended before its end."""
        self.head = 0
        """Number of the item that goes first."""
        self.closed = False
        self.itemwise: dict[int, Itemwise] = {}
        """The running functions of itemwise transformers, by step."""
        self.began = perf_counter()
        self._parent = parent
        self._block = block
        self._records = opened.records()
        self._most = max(4, 2 * self.course.threads.count)
        self._frames: deque[Frame] = deque()
        self._taken = 0
        self._exhausted = False
        self._seconds: float | None = None
        self._changed = threading.Condition()
        self._turns = [0] * block.turns
        self._pace = Pace()

    def __iter__(self) -> Iterator[Frame]:
        return self

    def __next__(self) -> Frame:
        """Return the next finished frame; the caller closes it.

        Raises `StreamBroken` where the stream is to end with the first failure, `Stopped`.
        """
        self._admit()
        if not self._frames:
            if self.broken is not None and self.broken.whole:
                raise self.broken
            raise StopIteration
        frame = self._frames[0]
        self._settle(frame)
        self._frames.popleft()
        if frame.told:
            frame.tell_all()
        self.head += 1
        self.course.window.moved()
        if frame.error is not None:
            self.close()
            raise frame.error
        if frame.hole is not None and self.opened.stops:
            self.close()
            self.broken = StreamBroken(frame.hole, whole=True)
        return frame

    def close(self) -> None:
        """Take no more items and drop what is under way."""
        with self._changed:
            self.closed = self._exhausted = True
            for frame in self._frames:
                if frame.finished:
                    frame.tell_all()
                    frame.close()
            self._frames.clear()
            self._changed.notify_all()
        if isinstance(self._records, Generator):
            self._records.close()

    # Items

    def _admit(self) -> None:
        frames, window = self._frames, self.course.window
        ledger = self.course.ledger
        while not self._exhausted and len(frames) < self._most and (not frames or not window.full):
            if frames and ledger is not None and ledger.careful:
                return
            self.course.hold()
            try:
                record = next(self._records)
            except StopIteration:
                self._exhausted = True
                return
            except StreamBroken as broken:
                self._exhausted = True
                self.broken = broken
                return
            frame = self._frame(record)
            # Whoever does an item may have to wait for those before it, so these must have begun.
            begun = not frames or frames[-1].claimed
            frames.append(frame)
            if begun and self._seconds is not None and self._seconds < _QUICK:
                frame.claimed = True
                self._run(frame)
            else:
                self.course.threads.give(partial(self._work, frame))
            if frames[0].finished:
                return

    def _frame(self, record: "Record") -> Frame:
        frame = Frame(self.course, self._block, self._parent)
        frame.line = self
        frame.number = self._taken
        self._taken += 1
        frame.place = record.place
        frame.path = (*self._parent.path, record.place)
        values = record.values
        if isinstance(values, Hole):
            frame.hole = values
            for slot in self._block.items.values():
                frame.put(slot, values)
            return frame
        for value in values.values():
            if isinstance(value, PurePath | str):
                frame.subject = value
                break
        for port, slot in self._block.items.items():
            frame.put(slot, values[port])
        if self.course.ledger is not None:
            frame.identity = combine(frame.identity, identify(values))
        return frame

    def _work(self, frame: Frame) -> None:
        with self._changed:
            if frame.claimed or self.closed:
                return
            frame.claimed = True
        self._run(frame)

    def _settle(self, frame: Frame) -> None:
        """Have a frame finished: wait for it, or do it here if no thread has begun it."""
        with self._changed:
            if frame.claimed:
                self.course.wait(self._changed, lambda: frame.finished)
                return
            frame.claimed = True
        self._run(frame)

    def _run(self, frame: Frame) -> None:
        began = perf_counter()
        try:
            enter(frame)
            frame.evaluate()
        except BaseException as error:  # noqa: BLE001 - handed to whoever asks for the frame
            frame.error = error
        seconds = perf_counter() - began
        with self._changed:
            self._seconds = seconds if self._seconds is None else 0.8 * self._seconds + 0.2 * seconds
            frame.finished = True
            if self.closed:
                frame.tell_all()
                frame.close()
            self._changed.notify_all()

    # What steps of items ask

    def let_in(self, frame: Frame) -> None:
        """Wait until a step of this frame may make more pictures. Raises `Dropped`, `Stopped`."""
        around: Frame | None = frame
        while around is not None:
            if around.line is not None and around.line.closed:
                raise Dropped
            around = around.parent
        window = self.course.window
        if window.full:
            window.wait(lambda: frame.first or self.closed or self.course.stop.is_set())

    @contextmanager
    def turn(self, frame: Frame, number: int) -> Iterator[None]:
        """Pass a turnstile in the order of items; the next one follows when we are through, or `pass_on` is called."""
        with self._changed:
            self.course.wait(self._changed, lambda: self._turns[number] == frame.number or self.closed)
        if self.closed:
            raise Dropped
        frame.holding = number
        try:
            yield
        finally:
            self.pass_on(frame)

    def pass_on(self, frame: Frame) -> None:
        """Let the next item through the turnstile this one holds."""
        number, frame.holding = frame.holding, -1
        if number >= 0:
            with self._changed:
                self._turns[number] = frame.number + 1
                self._changed.notify_all()

    # Progress

    def weight(self, expected: float) -> float:
        """Return the seconds the whole pass takes by what was measured so far, else the seconds expected."""
        if not self.head:
            return expected
        return (perf_counter() - self.began) * max(1.0, (self.opened.length or self.head) / self.head)

    def fraction(self) -> float:
        """Return the finished fraction of the stream; a guess while its length is unknown."""
        under_way = list(self._frames)
        finished = self.head + sum(frame.fraction() for frame in under_way)
        length = self.opened.length
        total = length if length is not None else self.head + len(under_way) + (not self._exhausted) * (2 + self.head)
        return min(1.0, finished / total) if total else 1.0

    def left(self, seconds: float) -> float | None:
        """Return the seconds left at this time, `None` while that cannot be told."""
        if self.opened.length is None:
            return None
        self._pace.tell(max(self._pace.fraction(), self.fraction()), seconds)
        return self._pace.left(seconds)


class Fed:
    """What a function was fed last: its results get that picture's companions."""

    picture: Picture | None = None


def feed(line: Pipeline, slot: int, port: Input, spec: NodeSpec, fed: Fed) -> Generator[Any, None, None]:
    """Yield the items of a pipeline as a function's stream port takes them; closes the pipeline."""
    stop = line.course.stop
    try:
        while True:
            with lanes.outside(stop):
                frame = next(line, None)
            if frame is None:
                break
            value, place = frame.values[slot], frame.place
            frame.close()
            yield from handed(value, place, port, spec, fed)
        if line.broken is not None and spec.holes == "fail":
            raise StreamBroken(line.broken.hole, whole=True)
    finally:
        line.close()


def handed(value: Any, place: int, port: Input, spec: NodeSpec, fed: Fed) -> Iterator[Any]:
    """Yield what a function's stream port is given for one item: at most one thing.

    Raises `StreamBroken` at a hole where the function wants all or none.
    """
    if value is NOTHING:
        return
    if type(value) is Hole:
        if spec.holes == "fail":
            raise StreamBroken(value, whole=True)
        if port.records and (spec.gives_stream or spec.holes == "keep"):
            yield Item(place, None, HoleText.of(value))
        elif spec.holes == "keep":
            yield None
        return
    if isinstance(value, Picture):
        fed.picture = value
    yield Item(place, value) if port.records else value


def relay(items: Iterator[Any], course: "Course") -> Generator[Any, None, None]:
    """Yield the items, taken on a thread of their own: many transformers in a row would not fit one stack."""
    channel = Channel(course)

    def work() -> None:
        try:
            for item in items:
                if not channel.give(item):
                    break
            channel.end()
        except BaseException as error:  # noqa: BLE001 - handed to the taker
            channel.end(error)
        finally:
            if isinstance(items, Generator):
                items.close()

    thread = threading.Thread(target=work, name="nodegraph-relay", daemon=True)
    thread.start()
    try:
        while (item := channel.take()) is not ENDED:
            yield item
    finally:
        channel.leave()
