"""Opened streams: a source or transformer whose function runs when somebody goes through it.

With one reader the items pass by. With several they are recorded, as far as they are small, so that
every reader sees the same items; from the first large one on, later readers run the function again.
"""

import threading
from collections.abc import Generator, Iterator
from contextlib import nullcontext
from itertools import chain, islice
from typing import Any, NamedTuple

from nodegraph.core.annotations import Item
from nodegraph.core.context import current
from nodegraph.core.errors import Stopped
from nodegraph.core.node import NodeFunction
from nodegraph.core.nothing import NOTHING
from nodegraph.engine import lanes
from nodegraph.engine.block import Call, OpenStep
from nodegraph.engine.failure import Hole, HoleText, StreamBroken, item_in_words, reason
from nodegraph.engine.frame import Frame
from nodegraph.engine.stream import Fed, Pipeline, feed, relay
from nodegraph.engine.values import arguments, finish, size

_LARGE = 64 * 1024
_RELAY_EVERY = 16
"""So many transformers in a row run on one thread's stack."""


class Record(NamedTuple):
    """An item of a stream as the engine has it."""

    place: int
    values: dict[str, Any] | Hole


class Opened:
    """A stream."""

    def __init__(self, frame: Frame, step: OpenStep, values: dict[str, Any]) -> None:
        self.call: Call = step.call
        self.length: int | None = frame.course.lengths.get(step.call.node) if not frame.path else None
        """Number of items, where it is known."""
        self._frame = frame
        self._values = values
        self._depth = step.depth
        self._shared = step.readers > 1
        self._lock = threading.Lock()
        self._tape: list[Record] = []
        self._source: Iterator[Record] | None = None
        self._rest: Iterator[Record] | None = None
        self._large = False
        self._end: StreamBroken | None = None
        self._ended = False
        self._most = 0 if step.call.streams else frame.course.settings.items
        """So many items are taken; 0: all."""
        before = [frame.need(pull.stream) for pull in step.call.streams.values()]
        self.stops: bool = values.get("on_error") == "stop" or any(isinstance(o, Opened) and o.stops for o in before)
        """Whether the first failure of an item ends it."""

    def records(self) -> Iterator[Record]:
        """Go through the stream. Raises `StreamBroken` if its function failed, after the last item."""
        index = 0
        while self._shared:
            record = self._recorded(index)
            if record is None:
                break
            yield record
            index += 1
        if self._ended:
            if self._end is not None:
                raise self._end
            return
        yield from self._taken_over() or islice(self._run(), index, None)

    def _recorded(self, index: int) -> Record | None:
        """Return an item, recording it if it is the next one; `None` at the end, or where recording ended."""
        while not self._lock.acquire(timeout=lanes.POLL):
            if self._frame.course.stop.is_set():
                raise Stopped("Stopped.")
        try:
            if index < len(self._tape):
                return self._tape[index]
            if self._ended or self._large:
                return None
            if self._source is None:
                self._source = self._run()
            try:
                record = next(self._source, None)
            except StreamBroken as broken:
                self._end = broken
                record = None
            if record is None:
                self._ended = True
                return None
            if isinstance(record.values, dict) and size(record.values) > _LARGE:
                self._large = True
                self._rest = chain([record], self._source)
                return None
            self._tape.append(record)
            return record
        finally:
            self._lock.release()

    def _taken_over(self) -> Iterator[Record] | None:
        """Return the rest of the running function, for the reader that met the first large item."""
        with self._lock:
            rest, self._rest = self._rest, None
            return rest

    def _run(self) -> Iterator[Record]:
        """Run the function and yield its items. Raises `StreamBroken` where it fails."""
        frame, call = self._frame, self.call
        course, report = frame.course, frame.course.report
        fed = Fed()
        values = {**self._values, **self._feeds(fed)}
        items: Iterator[Any] | None = None
        count = 0
        try:
            while not self._most or count < self._most:
                course.hold()
                report.begin(call.node)
                token = current.set(course.context(call.node, self._frame))
                try:
                    with lanes.inside(course.lane, course.stop) if call.device else nullcontext():
                        items = items or self._call(values)
                        item = next(items)
                finally:
                    current.reset(token)
                    report.drop(call.node)
                yield self._record(item, count, fed)
                count += 1
            self._note_end(count)
        except StopIteration:
            self._note_end(count)
        except (Stopped, StreamBroken):
            raise
        except Exception as error:
            if course.stop.is_set():
                raise Stopped("Stopped.") from error
            sentence = f"{call.label} ended after {count} item{'' if count == 1 else 's'}: {reason(error)}"
            hole = course.fail(call.node, frame.path, frame.words, sentence)
            report.end(call.node, "failed", 0.0, sentence)
            raise StreamBroken(hole) from error
        finally:
            for one in (items, *values.values()):
                if isinstance(one, Generator):
                    one.close()

    def _note_end(self, count: int) -> None:
        self.length = count
        self._frame.course.report.end(self.call.node, "done")

    def _call(self, values: dict[str, Any]) -> Iterator[Any]:
        function: NodeFunction[..., Any] = self._frame.course.library.functions[self.call.spec.id]
        made: Any = function.function(**arguments(function, values).named)
        return iter(made)

    def _feeds(self, fed: Fed) -> dict[str, Iterator[Any]]:
        """Return what the function's stream ports pull from."""
        frame = self._frame
        found: dict[str, Iterator[Any]] = {}
        for port in self.call.spec.inputs:
            pull = self.call.streams.get(port.name)
            if pull is None:
                continue
            line = Pipeline(frame, pull.block, frame.need(pull.stream))
            taken = feed(line, pull.slot, port, self.call.spec, fed)
            deep = self._depth % _RELAY_EVERY == _RELAY_EVERY - 1
            found[port.name] = relay(taken, frame.course) if deep else taken
        return found

    def _record(self, item: Any, count: int, fed: Fed) -> Record:
        """Return what the function yielded as its `count`th item."""
        spec, place = self.call.spec, count
        if isinstance(item, Item):
            place = item.place
            if item.error is not None:
                return Record(place, self._hole(item, place))
            item = item.value
        if item is NOTHING:
            return Record(place, {port.name: NOTHING for port in spec.outputs})
        function: NodeFunction[..., Any] = self._frame.course.library.functions[spec.id]
        return Record(place, finish(item, spec, function, fed.picture))

    def _hole(self, item: Item[Any], place: int) -> Hole:
        if isinstance(item.error, HoleText):
            return item.error.hole
        path = (*self._frame.path, place)
        return self._frame.course.fail(self.call.node, path, item_in_words(None, path), str(item.error))
