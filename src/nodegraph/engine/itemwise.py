"""Itemwise transformers (`enumerate`): a generator function fed one item at a time, inside the items' own pass.

It must yield once for each item it takes; so its results stand beside the item it took.
"""

from collections.abc import Iterator
from typing import Any

from nodegraph.core.annotations import Item
from nodegraph.core.context import current
from nodegraph.core.errors import RunError, Stopped
from nodegraph.core.node import NodeFunction
from nodegraph.core.nothing import NOTHING
from nodegraph.engine.block import Call, CallStep
from nodegraph.engine.calls import deliver, fill, gather, leave_out
from nodegraph.engine.failure import Hole, HoleText, explain
from nodegraph.engine.frame import Frame
from nodegraph.engine.stream import Fed, handed
from nodegraph.engine.values import arguments, finish


class Itemwise:
    """A running itemwise function."""

    def __init__(self, frame: Frame, call: Call, values: dict[str, Any]) -> None:
        assert call.pushed is not None
        self._call = call
        self._port = call.pushed[0]
        self._waiting: list[Any] = []
        self._fed = Fed()
        self._function: NodeFunction[..., Any] = frame.course.library.functions[call.spec.id]
        named = arguments(self._function, {**values, self._port.name: self._feed()}).named
        made: Any = self._function.function(**named)
        self._items: Iterator[Any] = iter(made)

    def _feed(self) -> Iterator[Any]:
        while self._waiting:
            yield self._waiting.pop()
        label = self._call.label
        raise RunError(f"{label} took two items before it gave one; declare it without itemwise=True.")

    def give(self, frame: Frame, value: Any) -> dict[str, Any] | Hole | None:
        """Return the results for one item; `None` where the function is not given the item."""
        self._waiting = list(handed(value, frame.place, self._port, self._call.spec, self._fed))
        if not self._waiting:
            return value if isinstance(value, Hole) else None
        item = next(self._items)
        if isinstance(item, Item):
            if item.error is not None:
                if isinstance(item.error, HoleText):
                    return item.error.hole
                raise RunError(str(item.error))
            item = item.value
        spec = self._call.spec
        if item is NOTHING:
            return None
        return finish(item, spec, self._function, self._fed.picture)


def run_itemwise(frame: Frame, step: CallStep) -> None:
    """Give the item of this frame to the pass's running function and deliver what it yields."""
    call, course, line = step.call, frame.course, frame.line
    assert line is not None
    assert call.pushed is not None
    values = gather(frame, call)
    if not isinstance(values, dict):
        leave_out(frame, call, values)
        return
    report = course.report
    report.begin(call.node)
    token = current.set(course.context(call.node, frame))
    try:
        running = line.itemwise.get(step.index)
        if running is None:
            running = line.itemwise[step.index] = Itemwise(frame, call, values)
        results = running.give(frame, frame.need(call.pushed[1]))
    except Stopped:
        raise
    except StopIteration:
        results = None
    except Exception as error:  # noqa: BLE001 - a node may fail in any way; it becomes a hole
        line.itemwise.pop(step.index, None)
        results = course.fail(call.node, frame.path, frame.words, explain(call.label, values, error))
    finally:
        current.reset(token)
    if isinstance(results, dict):
        deliver(frame, call, results)
        report.end(call.node, "done")
    elif results is None:
        fill(frame, call, NOTHING)
        report.drop(call.node)
    else:
        leave_out(frame, call, results)
        report.drop(call.node)
