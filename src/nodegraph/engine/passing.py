"""Passes: a stream gone through once, its items handed to all sinks that share the pass.

A lone sink pulls its items by itself. Several sinks run on threads of their own and are fed through
short channels; effects among the steps of an item need nobody to take the item.
"""

import threading
from collections.abc import Iterator
from typing import Any

from nodegraph.core.errors import Stopped
from nodegraph.core.nothing import NOTHING
from nodegraph.engine import lanes
from nodegraph.engine.block import Block, Call, CallStep, PassStep
from nodegraph.engine.calls import compute, deliver, gather, leave_out
from nodegraph.engine.channel import ENDED, Channel
from nodegraph.engine.failure import Hole, StreamBroken
from nodegraph.engine.frame import Frame
from nodegraph.engine.opened import Opened
from nodegraph.engine.resume import begin
from nodegraph.engine.stream import Fed, Pipeline, feed, handed


def go_through(frame: Frame, step: PassStep) -> None:
    """Make a pass and deliver its sinks' results. Raises `Stopped`."""
    opened = frame.need(step.stream)
    if not isinstance(opened, Opened):
        for call in step.sinks:
            leave_out(frame, call, opened if isinstance(opened, Hole) else None)
        if opened is NOTHING:
            frame.course.report.count("skipped", len(step.block.effects))
        return
    over = begin(frame, tuple(call for call in step.sinks if call.spec.effect))
    sinks = [sink for call in step.sinks if call.node not in over and (sink := _sink(frame, call)) is not None]
    failed = _doomed(step.block, frame)
    if failed is not None and all(sink.call.spec.holes != "keep" for sink in sinks):
        for sink in sinks:
            leave_out(frame, sink.call, failed)
        return
    if not sinks and not step.block.acts:
        return
    line = Pipeline(frame, step.block, opened)
    frame.parts[step.index] = line
    try:
        if len(sinks) == 1 and not step.block.acts:
            sinks[0].pull(line)
        else:
            _share(line, sinks, step.block.acts)
    finally:
        line.close()


class _Sink:
    """A sink of a pass."""

    def __init__(self, frame: Frame, call: Call, values: dict[str, Any]) -> None:
        assert call.pushed is not None
        self.call = call
        self.port, place = call.pushed
        self.slot = place.slot
        self.channel = Channel(frame.course)
        self._frame = frame
        self._values = values
        self._fed = Fed()
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._work, name=f"nodegraph-{call.node}", daemon=True)

    def pull(self, line: Pipeline) -> None:
        """Run the function on the pipeline itself."""
        self._run(feed(line, self.slot, self.port, self.call.spec, self._fed))

    def start(self) -> None:
        """Run the function on a thread of its own, on what comes through the channel."""
        self._thread.start()

    def join(self) -> None:
        """Wait until the function has returned. Raises `Stopped`, and what must not happen."""
        while self._thread.is_alive():
            self._thread.join(lanes.POLL)
            if self._frame.course.stop.is_set():
                raise Stopped("Stopped.")
        if self._error is not None:
            raise self._error

    def _work(self) -> None:
        try:
            self._run(self._taken())
        except BaseException as error:  # noqa: BLE001 - handed to whoever joins
            self._error = error
        finally:
            self.channel.leave()

    def _taken(self) -> Iterator[Any]:
        stop = self._frame.course.stop
        while True:
            with lanes.outside(stop):
                item = self.channel.take()
            if item is ENDED:
                return
            value, place = item
            yield from handed(value, place, self.port, self.call.spec, self._fed)

    def _run(self, items: Iterator[Any]) -> None:
        frame, call = self._frame, self.call
        values = {**self._values, self.port.name: items}
        for name, pull in call.streams.items():
            port = call.spec.input(name)
            assert port is not None
            line = Pipeline(frame, pull.block, frame.need(pull.stream))
            values[name] = feed(line, pull.slot, port, call.spec, Fed())
        results = compute(frame, call, values, fed=self._fed)
        if results is not None:
            deliver(frame, call, results)


def _sink(frame: Frame, call: Call) -> _Sink | None:
    """Return a sink ready to run, or `None` where one of its inputs failed or is nothing, which is delivered."""
    values = gather(frame, call)
    if isinstance(values, dict):
        return _Sink(frame, call, values)
    leave_out(frame, call, values)
    return None


def _share(line: Pipeline, sinks: list[_Sink], acts: bool) -> None:
    """Hand every item to all sinks."""
    for sink in sinks:
        sink.start()
    try:
        for item in line:
            for sink in sinks:
                if not sink.channel.left:
                    sink.channel.give((item.values[sink.slot], item.place))
            item.close()
            if not acts and all(sink.channel.left for sink in sinks):
                break
        for sink in sinks:
            broken = line.broken if sink.call.spec.holes == "fail" else None
            sink.channel.end(None if broken is None else StreamBroken(broken.hole, whole=True))
    except BaseException as error:
        for sink in sinks:
            sink.channel.end(error)
        if not isinstance(error, StreamBroken):
            raise
    for sink in sinks:
        sink.join()


def _doomed(block: Block, frame: Frame) -> Hole | None:
    """Return the failure outside that leaves nothing to do for any item, e.g. of the model that all need."""
    dead: dict[int, Hole] = {}
    for step in block.steps:
        if not isinstance(step, CallStep):
            continue
        for _, place in step.call.wired:
            value = frame.at(place.outwards()) if place.up else dead.get(block.producers[place.slot])
            if isinstance(value, Hole):
                dead[step.index] = value
    needed = {step.index for step in block.steps if step.root}
    needed.update(block.producers[slot] for slot in block.outlets)
    return next(iter(dead.values()), None) if needed and needed <= dead.keys() else None
