"""Calls a node's function: collects its inputs, looks into the cache, runs it, puts its results where they are read."""

import threading
from collections.abc import Callable
from pathlib import PurePath
from time import perf_counter
from typing import TYPE_CHECKING, Any

from nodegraph.core.context import current
from nodegraph.core.errors import NodegraphError, Stopped
from nodegraph.core.facts import Fact, ModelFact
from nodegraph.core.messages import Wrote
from nodegraph.core.nothing import NOTHING
from nodegraph.core.ports import Input, PathKind
from nodegraph.engine import lanes, strips
from nodegraph.engine.block import Call, CallStep, Place
from nodegraph.engine.failure import Dropped, Hole, StreamBroken, Unread, explain
from nodegraph.engine.fingerprint import combine, fingerprint
from nodegraph.engine.foretell import foretell
from nodegraph.engine.frame import EMPTY, Frame
from nodegraph.engine.memory import check_memory
from nodegraph.engine.resume import ended
from nodegraph.engine.values import arguments, finish

if TYPE_CHECKING:
    from nodegraph.engine.stream import Fed

_SMALL = (bool, int, float, str, type(None), tuple, list, PurePath)


class _Elsewhere(threading.local):
    """Seconds the step on this thread spent computing its Lazy inputs, which are other steps' seconds."""

    seconds = 0.0


_elsewhere = _Elsewhere()


def gather(frame: Frame, call: Call) -> dict[str, Any] | Hole | None:
    """Return the raw values at a call's ports; a `Hole` if one of them failed, `None` if one it needs is nothing."""
    values: dict[str, Any] = call.constants.copy()
    nothing = False
    for port, place in call.wired:
        value = frame.need(place)
        if value is NOTHING:
            nothing = nothing or port.required
        elif type(value) is Hole:
            return value
        else:
            values[port.name] = value
    for pull in call.streams.values():
        stream = frame.need(pull.stream)
        if type(stream) is Hole:
            return stream
        nothing = nothing or stream is NOTHING
    if nothing:
        return None
    for port, place in call.lazy:
        values[port.name] = _Reader(frame, port, place)
    for port in call.spec.inputs:
        if port.lazy and port.name in call.constants:
            values[port.name] = _constant(call.constants[port.name])
    return values


def _constant(value: Any) -> Callable[[], Any]:
    return lambda: value


class _Reader:
    """Reads a Lazy input, or says what is known of it."""

    __slots__ = ("_frame", "_place", "_port")

    def __init__(self, frame: Frame, port: Input, place: Place) -> None:
        self._frame, self._port, self._place = frame, port, place

    def __call__(self) -> Any:
        frame = self._frame
        began = perf_counter()
        mine = current.get()
        before, _elsewhere.seconds = _elsewhere.seconds, 0.0
        if frame.holding >= 0 and frame.line is not None:
            frame.line.pass_on(frame)
        try:
            with lanes.outside(frame.course.stop):
                value = frame.around(self._place.up).demand(self._place.slot)
        finally:
            _elsewhere.seconds = before + perf_counter() - began
            current.set(mine)
        if type(value) is Hole or (value is NOTHING and self._port.required):
            raise Unread(value)
        return None if value is NOTHING else value

    def fact(self) -> Fact | None:
        return foretell(self._frame, self._place)


def name_of(frame: Frame, call: Call) -> bytes | None:
    """Return the fingerprint of what a call makes, or `None` where an input has none (yet)."""
    spec = call.spec
    if spec.effect or spec.fresh or call.pushed is not None:
        return None
    inputs: dict[str, Any] = call.constants.copy()
    for port, place in (*call.wired, *call.lazy):
        home = frame.around(place.up)
        value = home.values[place.slot]
        if value is NOTHING:
            continue
        if value is EMPTY or not isinstance(value, _SMALL):
            if isinstance(getattr(value, "fact", None), ModelFact):
                inputs[port.name] = value
                continue
            mark = home.marks[place.slot] if home.marks else None
            if mark is None:
                return None
            inputs[port.name] = mark
        else:
            inputs[port.name] = value
    parts = _model_parts(frame, call, inputs)
    if parts is None:
        return None
    try:
        return fingerprint(spec, frame.course.library.functions[spec.id], inputs, parts)
    except TypeError:
        return None  # a value of a kind of its own, which has no name


def _model_parts(frame: Frame, call: Call, inputs: dict[str, Any]) -> tuple[str, ...] | None:
    """Return how the models among the inputs will run: results of other routes are others. `None`: they cannot."""
    settings = frame.course.settings
    parts = [settings.device, settings.precision]
    models = [value for value in inputs.values() if isinstance(getattr(value, "fact", None), ModelFact)]
    if not models:
        return tuple(parts)
    token = current.set(frame.course.context(call.node, frame))
    try:
        # A node's own wish has this name in all nodes.
        precision = inputs.get("precision", "auto")
        parts += [model.route(precision=str(precision)).identity for model in models]
    except NodegraphError:
        return None  # Said when the node runs.
    finally:
        current.reset(token)
    return tuple(parts)


def mark_of(call: Call, name: bytes | None, port: str) -> bytes | None:
    """Return the fingerprint of one output."""
    if name is None or len(call.spec.outputs) == 1:
        return name
    return combine(name, port)


def fill(frame: Frame, call: Call, value: Hole | Any) -> None:
    """Put the same, a hole or nothing, at all outputs."""
    for slot in call.writes.values():
        frame.put(slot, value)


def deliver(frame: Frame, call: Call, results: dict[str, Any], name: bytes | None = None) -> None:
    """Put results where they are read, keep them where they were asked for, show them where somebody watches."""
    for port, slot in call.writes.items():
        frame.put(slot, results[port], mark_of(call, name, port))
    if call.kept and frame.course.kept is not None:
        frame.course.kept.setdefault(call.node, {})[frame.path] = results
    frame.course.previews.offer(call.node, frame.path, results)


def run_call(frame: Frame, step: CallStep) -> None:
    """Call a plain node and deliver what it makes."""
    call, course = step.call, frame.course
    spec = call.spec
    values = gather(frame, call)
    if not isinstance(values, dict):
        leave_out(frame, call, values)
        return
    name = None
    if frame.block.named and not spec.effect:
        name = frame.keys.get(step.index)
        if name is None:
            name = name_of(frame, call)
            if name is not None and call.cached and course.cache is not None:
                found = course.cache.get(name)
                if found is not None:
                    deliver(frame, call, found, name)
                    course.report.end(call.node, "cached")
                    return
    results = compute(frame, call, values, step.index)
    if results is None:
        return
    if name is None and frame.marks:
        _pass_marks_on(frame, call, results)
    deliver(frame, call, results, name)
    if call.cached and name is not None and course.cache is not None and NOTHING not in results.values():
        course.cache.put(name, results, spec.costly)


def _pass_marks_on(frame: Frame, call: Call, results: dict[str, Any]) -> None:
    """Give results that are inputs handed on (`switch`) the names these have."""
    for port, slot in call.writes.items():
        for _, place in (*call.wired, *call.lazy):
            home = frame.around(place.up)
            if home.values[place.slot] is results[port] and home.marks:
                frame.marks[slot] = home.marks[place.slot]


def leave_out(frame: Frame, call: Call, why: Hole | None) -> None:
    """Deliver a hole, or nothing where `why` is `None`, instead of calling."""
    report = frame.course.report
    if why is None:
        fill(frame, call, NOTHING)
        if call.spec.effect:
            report.count("skipped")
            ended(frame, call, "skipped")
        report.end(call.node, "skipped")
    else:
        fill(frame, call, why)
        if call.spec.effect:
            ended(frame, call, "failed")
        if frame.hole is None:
            frame.hole = why


def compute(
    frame: Frame, call: Call, values: dict[str, Any], index: int = -1, fed: "Fed | None" = None
) -> dict[str, Any] | None:
    """Return a call's results; `None` where it failed or gave nothing, which is delivered and counted.

    Values of lazy and stream ports are what reads them; `fed` is what a sink's stream port saw last.
    `index` is the step whose progress it is. Raises `Stopped`.
    """
    course, spec, node = frame.course, call.spec, call.node
    function = course.library.functions[spec.id]
    report = course.report
    reasons: list[str] = []
    course.hold()
    report.begin(node)
    before, _elsewhere.seconds = _elsewhere.seconds, 0.0
    began = perf_counter()
    token = current.set(course.context(node, frame, report.watcher(frame, index, node), reasons.append))
    try:
        if call.device:
            with lanes.inside(course.lane, course.stop):
                if frame.line is not None and course.window.full:
                    with lanes.outside(course.stop):
                        frame.line.let_in(frame)
                results = _run(function, values, call, fed)
        else:
            results = _run(function, values, call, fed)
    except (Stopped, Dropped):
        report.drop(node)
        raise
    except Unread as unread:
        report.drop(node)
        leave_out(frame, call, unread.value if type(unread.value) is Hole else None)
        return None
    except StreamBroken as broken:
        report.end(node, "failed", perf_counter() - began, str(broken))
        leave_out(frame, call, broken.hole)
        return None
    except Exception as error:
        if course.stop.is_set():
            report.drop(node)
            raise Stopped("Stopped.") from error
        hole = course.fail(node, frame.path, frame.words, explain(call.label, values, error))
        report.end(node, "failed", perf_counter() - began, hole.sentence)
        leave_out(frame, call, hole)
        return None
    finally:
        current.reset(token)
        seconds = perf_counter() - began - _elsewhere.seconds
        _elsewhere.seconds = before
    report.measured(spec.id, seconds)
    if spec.effect:
        _note_effect(frame, call, results, reasons)
    report.end(node, "skipped" if reasons else "done", seconds, reasons[0] if reasons else "")
    return results


def _run(function: Any, values: dict[str, Any], call: Call, fed: "Fed | None") -> dict[str, Any]:
    spec = call.spec
    if spec.local and strips.wanted(function, values):
        return strips.run(function, values)
    check_memory(spec, values)
    named, first = arguments(function, values)
    result = function.function(**named)
    if result is NOTHING:
        return {port.name: NOTHING for port in spec.outputs}
    return finish(result, spec, function, first if fed is None else fed.picture)


def _note_effect(frame: Frame, call: Call, results: dict[str, Any], reasons: list[str]) -> None:
    course = frame.course
    course.report.count("skipped" if reasons else "done")
    ended(frame, call, "skipped" if reasons else "done")
    if call.node in course.plan.recalled:
        course.recorded[call.node, frame.path] = results
    if reasons:
        return
    for port in call.spec.outputs:
        value = results[port.name]
        if isinstance(port.kind, PathKind) and isinstance(value, PurePath):
            frame.tell(Wrote(course.report.run, call.node, str(value)))
