"""What kind of value a wire carries, also behind nodes that pass on whatever comes (`switch`)."""

from collections.abc import Mapping

from nodegraph.core.graph import Graph, Wire
from nodegraph.core.known import spec_of
from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import AnyKind, Kind


class Kinds:
    """The kinds in one graph. An answer is remembered, so that asking for every wire takes linear time."""

    def __init__(self, graph: Graph, specs: Mapping[str, NodeSpec]) -> None:
        self._graph = graph
        self._specs = specs
        self._known: dict[tuple[str, str], Kind | None] = {}

    def of(self, wire: Wire) -> Kind | None:
        """Return what comes out there: `AnyKind` where nothing decides it, `None` where no such output is known."""
        path: list[tuple[str, str]] = []
        while True:
            node = self._graph.nodes.get(wire.node)
            spec = spec_of(node, self._specs) if node is not None else None
            output = spec.output(wire.port) if spec is not None else None
            kind = output.kind if output is not None else None
            if node is None or spec is None or not isinstance(kind, AnyKind):
                break
            key = wire.node, kind.variable
            if key in self._known:
                kind = self._known[key]
                break
            self._known[key] = kind  # a circle ends here
            path.append(key)
            wires = [node.wires[port.name] for port in spec.inputs if port.kind == kind and port.name in node.wires]
            if not wires:
                break
            wire = wires[0]
        if path and kind is None:
            kind = AnyKind()
        for key in path:
            self._known[key] = kind
        return kind
