"""What nodes cost, as measured, and which of them are cheap enough to follow while a value is being dragged."""

from collections import deque
from collections.abc import Mapping, Sequence
from math import inf

from nodegraph.core.graph import Graph, wiring
from nodegraph.core.known import spec_of
from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import ModelKind

CHEAP = 0.15
"""Seconds that a node may take to follow a drag ..."""
TOGETHER = 0.4
"""... and that all that follow it may take."""
_LAST = 3


class Costs:
    """The seconds that the nodes of a document took."""

    def __init__(self) -> None:
        self._seconds: dict[str, deque[float]] = {}

    def note(self, name: str, seconds: float) -> None:
        """Note a measurement; the last three count."""
        self._seconds.setdefault(name, deque(maxlen=_LAST)).append(seconds)

    def of(self, name: str, spec: NodeSpec | None) -> float:
        """Return the seconds that a node is expected to take: the middle one of its last times, the lower of two.

        So neither an import at the first time nor a busy moment counts. One that was never measured is taken for
        cheap, unless it works with a model.
        """
        known = self._seconds.get(name)
        if known:
            return sorted(known)[(len(known) - 1) // 2]
        takes_model = spec is not None and any(isinstance(port.kind, ModelKind) for port in spec.inputs)
        return inf if takes_model else 0.0


def affordable(graph: Graph, specs: Mapping[str, NodeSpec], stale: Sequence[str], costs: Costs) -> list[str]:
    """Return those of the nodes to be done again that are cheap and need no dear one; `stale` has sources first."""
    wanted = set(stale)
    found: list[str] = []
    blocked: set[str] = set()
    total = 0.0
    for name in wiring(graph).order:
        node = graph.nodes[name]
        if any(wire.node in blocked for wire in node.wires.values()):
            blocked.add(name)
        elif name in wanted:
            cost = costs.of(name, spec_of(node, specs))
            if cost <= CHEAP and total + cost <= TOGETHER:
                total += cost
                found.append(name)
            else:
                blocked.add(name)
    return found
