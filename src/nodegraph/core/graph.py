"""The document: a graph as an immutable value.

Nothing here is ever changed in place: `core.edit` makes new graphs, which share what did not change.
The dictionaries are plain `dict`s by type and never modified by convention.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from nodegraph.core.errors import GraphError
from nodegraph.core.ports import Value


class Wire(NamedTuple):
    """Where a value comes from: an output of a node. A wire is kept at its target.

    `port` is empty only at nodes of an unknown type, whose main output has no known name.
    """

    node: str
    port: str = ""


class Node(msgspec.Struct, frozen=True, omit_defaults=True):
    """One node of a graph: what it is, where it stands, what its inputs are set or wired to."""

    type: str
    """Id of its `NodeSpec`, e.g. `resize`, `acme:glow`."""
    version: int = 1
    at: tuple[float, float] = (0.0, 0.0)
    set: dict[str, Value] = {}
    wires: dict[str, Wire] = {}
    label: str = ""
    color: str = ""
    bypassed: bool = False
    disabled: bool = False
    collapsed: bool = False
    extra: dict[str, Any] = {}
    """Unknown keys and refused blocks of the file, written back as they were."""


class Parameter(msgspec.Struct, frozen=True, omit_defaults=True):
    """A value of the graph that a person sets from outside: it feeds all its targets (node, input port)."""

    to: tuple[Wire, ...]
    help: str = ""
    extra: dict[str, Any] = {}


class Frame(msgspec.Struct, frozen=True, omit_defaults=True):
    """A titled frame around some nodes."""

    nodes: tuple[str, ...]
    title: str = ""
    color: str = ""
    extra: dict[str, Any] = {}


class Graph(msgspec.Struct, frozen=True, omit_defaults=True):
    """A whole document. Node ids are words (`resize-2`), unique without regard to case."""

    nodes: dict[str, Node] = {}
    parameters: dict[str, Parameter] = {}
    frames: dict[str, Frame] = {}
    notes: dict[str, Any] = {}
    view: dict[str, Any] = {}
    graphs: dict[str, Any] = {}
    made_with: dict[str, str] = {}
    extra: dict[str, Any] = {}

    def wires(self) -> Iterator[tuple[Wire, str, str]]:
        """Yield every wire as (source, target node, target port)."""
        for name, node in self.nodes.items():
            for port, source in node.wires.items():
                yield source, name, port


def wire_text(wire: Wire) -> str:
    """Return the end of a wire as a person writes it: `resize.image`."""
    return f"{wire.node}.{wire.port}" if wire.port else wire.node


class Wiring(NamedTuple):
    """How the nodes of a graph hang together."""

    order: list[str]
    """Node ids, sources before targets; what lies in or behind a circle is missing."""
    readers: dict[str, list[str]]
    """Per node that is read: who reads it, once per wire."""
    circle: list[str]
    """The nodes of one circle in the direction of the wires, empty where there is none."""


def wiring(graph: Graph) -> Wiring:
    """Return order, readers and a circle of the graph, in time linear in nodes and wires."""
    nodes = graph.nodes
    readers: dict[str, list[str]] = {}
    waiting: dict[str, int] = {}
    ready: list[str] = []
    for name, node in nodes.items():
        count = 0
        for source, _ in node.wires.values():
            if source in nodes:
                count += 1
                if source in readers:
                    readers[source].append(name)
                else:
                    readers[source] = [name]
        if count:
            waiting[name] = count
        else:
            ready.append(name)
    for name in ready:  # grows while it is walked
        for reader in readers.get(name, ()):
            waiting[reader] -= 1
            if not waiting[reader]:
                ready.append(reader)
    circle = _circle(nodes, set(nodes).difference(ready)) if len(ready) < len(nodes) else []
    return Wiring(ready, readers, circle)


def _circle(nodes: dict[str, Node], stuck: set[str]) -> list[str]:
    """Walk upstream among nodes that all have a source among themselves, until one comes twice."""
    name = min(stuck)
    seen: dict[str, int] = {}
    path: list[str] = []
    while name not in seen:
        seen[name] = len(path)
        path.append(name)
        name = next(wire.node for wire in nodes[name].wires.values() if wire.node in stuck)
    return path[seen[name] :][::-1]


def circle_sentence(circle: list[str]) -> str:
    """Return the sentence about a circle; a long one is shortened in its middle."""
    round_trip = [*circle, circle[0]]
    if len(round_trip) > 10:
        round_trip = [*round_trip[:5], "...", *round_trip[-4:]]
    return f"The graph runs in a circle: {' -> '.join(round_trip)}. Remove one of these wires."


def order(graph: Graph) -> list[str]:
    """Return all node ids, sources before targets. Raises `GraphError` that names a circle."""
    found = wiring(graph)
    if found.circle:
        raise GraphError(circle_sentence(found.circle))
    return found.order
