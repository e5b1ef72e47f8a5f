"""The document: a graph as an immutable value.

Nothing here is ever changed in place: `core.edit` makes new graphs, which share what did not change.
The dictionaries are plain `dict`s by type and never modified by convention.
"""

from collections.abc import Iterator
from graphlib import CycleError as _Cycle
from graphlib import TopologicalSorter
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


def order(graph: Graph) -> list[str]:
    """Return all node ids, sources before targets. Raises `GraphError` that names a cycle."""
    sorter = TopologicalSorter(
        {
            name: [wire.node for wire in node.wires.values() if wire.node in graph.nodes]
            for name, node in graph.nodes.items()
        }
    )
    try:
        return list(sorter.static_order())
    except _Cycle as error:
        path = " -> ".join(reversed(error.args[1]))
        raise GraphError(f"The graph runs in a circle: {path}. Remove one of these wires.") from None
