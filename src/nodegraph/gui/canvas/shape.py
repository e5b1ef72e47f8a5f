"""The shape of a node on the canvas: which rows it has, and where its ports are."""

from typing import NamedTuple

from nodegraph.core.check import shown
from nodegraph.core.graph import Graph, Node
from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import Input, Kind, Output, Text
from nodegraph.gui.canvas.direct import is_grid
from nodegraph.gui.theme import HEADER, PAD, PICTURE, ROW, UNIT, WIDTH

REROUTE = "pass_through"
"""The type of nodes that are only a dot on a wire while they are collapsed."""
DOT = 8.0 * UNIT, 5.0 * UNIT
"""Their size."""


class Row(NamedTuple):
    """One port of a node, with the place of its row below the node's upper edge."""

    port: str
    output: bool
    kind: Kind | None
    """`None` at a node of an unknown type."""
    stream: bool
    top: float
    height: float = ROW

    @property
    def middle(self) -> float:
        """Height of the port's dot."""
        return self.top + ROW / 2


class Shape(NamedTuple):
    """Size of a node and its rows, from the top: outputs, then the inputs that apply; room for a picture may follow."""

    width: float
    height: float
    rows: tuple[Row, ...]
    picture: float | None = None
    """Where the room for the picture of its result begins, if there is any."""
    reroute: bool = False
    """Only a dot on a wire, without title and fields."""

    def row(self, port: str, *, output: bool) -> Row | None:
        """Return the row of a port; the empty name of an output is the main one."""
        for row in self.rows:
            if row.output is output and (row.port == port or (output and not port)):
                return row
        return None

    def dot(self, row: Row) -> tuple[float, float]:
        """Return the middle of a port's dot, counted from the node's upper left corner."""
        return (self.width if row.output else 0.0), row.middle


def shape_of(node: Node, spec: NodeSpec | None, read: frozenset[str] = frozenset(), *, picture: bool = False) -> Shape:
    """Return the shape of a node, with room for a picture or without.

    `read`: the outputs that wires begin at, all that a node of unknown type shows.
    """
    ports = _known(node, spec) if spec is not None else _guessed(node, read)
    if node.collapsed:
        reroute = node.type == REROUTE and not node.label
        width, height, line = (*DOT, DOT[1]) if reroute else (WIDTH, HEADER + ROW, HEADER)
        # All ports lie on one line; wires still find them.
        rows = tuple(Row(name, output, kind, stream, (line - ROW) / 2) for name, output, kind, stream in ports)
        return Shape(width, height, rows, reroute=reroute)
    found, top = [], HEADER + PAD / 2
    for name, output, kind, stream in ports:
        tall = not output and not stream and name not in node.wires
        found.append(Row(name, output, kind, stream, top, _height(kind) if tall else ROW))
        top += found[-1].height
    height, rows = top + PAD / 2, tuple(found)
    return Shape(WIDTH, height + PICTURE + 2 * UNIT, rows, height) if picture else Shape(WIDTH, height, rows)


class Shapes:
    """Remembers shapes: of ten thousand nodes most are like another one."""

    def __init__(self) -> None:
        self._specs: dict[int, tuple[NodeSpec, tuple[str, ...]]] = {}
        """By identity, each with the inputs whose values decide which others are shown."""
        self._known: dict[tuple[object, ...], Shape] = {}

    def of(self, node: Node, spec: NodeSpec, *, picture: bool = False) -> Shape:
        """Return what `shape_of` does."""
        known = self._specs.get(id(spec))
        if known is None:
            deciding = tuple(dict.fromkeys(name for port in spec.inputs for name in port.when))
            # Held, so that no other spec comes to lie where this one is.
            known = self._specs[id(spec)] = spec, deciding
        values = [repr(node.set.get(name)) for name in known[1]]
        key = id(spec), picture, node.collapsed, not node.label, *node.wires, None, *values
        shape = self._known.get(key)
        if shape is None:
            shape = self._known[key] = shape_of(node, spec, picture=picture)
        return shape


def _height(kind: Kind | None) -> float:
    """Return how high the row of an input is whose value is shown in it."""
    if is_grid(kind):
        return 3 * ROW
    return 4 * ROW if isinstance(kind, Text) and kind.lines else ROW


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
