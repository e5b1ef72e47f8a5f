"""Which picture is meant when a node is selected: its own, or the one it takes; and what it was made of."""

from collections.abc import Mapping

from nodegraph.core.graph import Graph, Wire
from nodegraph.core.known import spec_of
from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import AnyKind, ImageKind


def shown_by(graph: Graph, specs: Mapping[str, NodeSpec], name: str) -> Wire | None:
    """Return the output whose picture a node stands for: its first one, or what its first picture input takes."""
    node = graph.nodes.get(name)
    spec = spec_of(node, specs) if node is not None else None
    if spec is None:
        return None
    for kind in (ImageKind, AnyKind):
        for port in spec.outputs:
            if isinstance(port.kind, kind):
                return Wire(name, port.name)
    return taken_by(graph, specs, name)


def taken_by(graph: Graph, specs: Mapping[str, NodeSpec], name: str) -> Wire | None:
    """Return the output whose picture the node takes at its first wired input for pictures."""
    node = graph.nodes.get(name)
    spec = spec_of(node, specs) if node is not None else None
    if node is None or spec is None:
        return None
    for kind in (ImageKind, AnyKind):
        for port in spec.inputs:
            if isinstance(port.kind, kind) and port.name in node.wires:
                wire = node.wires[port.name]
                return shown_by(graph, specs, wire.node) if not wire.port else wire
    return None
