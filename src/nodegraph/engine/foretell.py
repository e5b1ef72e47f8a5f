"""What is known of a value of a run before it is computed: the rules of the nodes that would make it, item by item.

So a save knows the size and the source of a picture, and from them its file's name, while the picture itself
need not be made at all.
"""

from functools import lru_cache
from typing import Any

from nodegraph.core.deliver import Form, Given, Outputs, deliver
from nodegraph.core.facts import Fact
from nodegraph.core.graph import Node
from nodegraph.core.node import NodeFunction, NodeSpec
from nodegraph.core.nothing import NOTHING
from nodegraph.engine.ask import Asked, Unknown, facts_of
from nodegraph.engine.block import Call, CallStep, Place
from nodegraph.engine.failure import Hole
from nodegraph.engine.frame import EMPTY, Frame


def foretell(frame: Frame, place: Place) -> Fact | None:
    """Return what is known of the value at a place, seen from a frame; `None` where nothing is.

    Asks rules and probers only (a prober reads a file's header); no step is done.
    """
    return _Foretelling(frame).at(frame, place)


class _Foretelling:
    """One question, in which each step is asked once."""

    def __init__(self, frame: Frame) -> None:
        self._functions = frame.course.library.functions
        self._told: dict[tuple[int, int], Outputs] = {}

    def at(self, frame: Frame, place: Place) -> Fact | None:
        home = frame.around(place.up)
        value = home.values[place.slot]
        if value is not EMPTY:
            return None if value is NOTHING or type(value) is Hole else facts_of({"": value})[""]
        producer = home.block.producers[place.slot]
        step = home.block.steps[producer] if producer >= 0 else None
        if not isinstance(step, CallStep):
            return None
        key = id(home), producer
        if key not in self._told:
            self._told[key] = self._delivered(home, step.call)
        port = next((port for port, slot in step.call.writes.items() if slot == place.slot), "")
        return self._told[key].get(port)

    def _delivered(self, home: Frame, call: Call) -> Outputs:
        wired = {port.name: self.at(home, place) for port, place in (*call.wired, *call.lazy)}
        node = Node(call.spec.id, set=call.constants)
        return deliver(call.node, node, _form(self._functions[call.spec.id]), wired, self).outputs

    def outputs(self, spec: NodeSpec, inputs: Given, node: str) -> Outputs:
        """Answer `core.deliver`."""
        asked = _asked(self._functions[spec.id])
        if asked.how not in ("rule", "probe", "live"):
            return {}
        try:
            return asked.answer(asked.arguments(inputs))
        except Unknown:
            return {}


@lru_cache(maxsize=1024)
def _asked(function: NodeFunction[..., Any]) -> Asked:
    return Asked(function)


@lru_cache(maxsize=1024)
def _form(function: NodeFunction[..., Any]) -> Form:
    return Form(function.spec)
