"""The shape of a node on the canvas: which rows it has, and where its ports are."""

from collections.abc import Mapping
from typing import NamedTuple

from nodegraph.core.check import shown
from nodegraph.core.graph import Graph, Node, Wire
from nodegraph.core.known import spec_of
from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import Input, Kind, Output
from nodegraph.gui.theme import HEADER, PAD, ROW, WIDTH


class Row(NamedTuple):
    """One port of a node, with the place of its row below the node's upper edge."""

    port: str
    output: bool
    kind: Kind | None
    """`None` at a node of an unknown type."""
    stream: bool
    top: float

    @property
    def middle(self) -> float:
        """Height of the port's dot."""
        return self.top + ROW / 2


class Shape(NamedTuple):
    """Size of a node and its rows, from the top: outputs, then the inputs that apply."""

    width: float
    height: float
    rows: tuple[Row, ...]

    def row(self, port: str, *, output: bool) -> Row | None:
        """Return the row of a port; the empty name of an output is the main one."""
        for row in self.rows:
            if row.output is output and (row.port == port or (output and not port)):
                return row
        return None

    def dot(self, row: Row) -> tuple[float, float]:
        """Return the middle of a port's dot, counted from the node's upper left corner."""
        return (self.width if row.output else 0.0), row.middle


def shape_of(node: Node, spec: NodeSpec | None, read: frozenset[str] = frozenset()) -> Shape:
    """Return the shape of a node. `read`: the outputs that wires begin at, all that a node of unknown type shows."""
    ports = _known(node, spec) if spec is not None else _guessed(node, read)
    if node.collapsed:
        # All ports lie on the header; wires still find them.
        rows = tuple(Row(name, output, kind, stream, (HEADER - ROW) / 2) for name, output, kind, stream in ports)
        return Shape(WIDTH, HEADER, rows)
    rows = tuple(
        Row(name, output, kind, stream, HEADER + PAD / 2 + index * ROW)
        for index, (name, output, kind, stream) in enumerate(ports)
    )
    return Shape(WIDTH, HEADER + PAD + len(rows) * ROW, rows)


_Port = tuple[str, bool, Kind | None, bool]


def _known(node: Node, spec: NodeSpec) -> list[_Port]:
    ports: list[_Port] = [_port(output) for output in spec.outputs]
    return ports + [_port(port) for port in spec.inputs if port.name in node.wires or shown(port, node, spec)]


def _port(port: Input | Output) -> _Port:
    return port.name, isinstance(port, Output), port.kind, port.stream


def _guessed(node: Node, read: frozenset[str]) -> list[_Port]:
    outputs: list[_Port] = [(name, True, None, False) for name in sorted(read)]
    return outputs + [(name, False, None, False) for name in dict.fromkeys((*node.wires, *node.set))]


def read_outputs(graph: Graph) -> dict[str, frozenset[str]]:
    """Return for each node the outputs that wires begin at."""
    found: dict[str, set[str]] = {}
    for wire, _, _ in graph.wires():
        found.setdefault(wire.node, set()).add(wire.port)
    return {name: frozenset(ports) for name, ports in found.items()}


def shapes(graph: Graph, specs: Mapping[str, NodeSpec]) -> dict[str, Shape]:
    """Return the shapes of all nodes."""
    read = read_outputs(graph)
    return {
        name: shape_of(node, spec_of(node, specs), read.get(name, frozenset())) for name, node in graph.nodes.items()
    }


def port_place(node: Node, shape: Shape, wire: Wire, *, output: bool) -> tuple[float, float] | None:
    """Return where on the canvas a wire meets a node, or `None` where the node has no such port."""
    row = shape.row(wire.port, output=output)
    if row is None:
        return None
    x, y = shape.dot(row)
    return node.at[0] + x, node.at[1] + y
