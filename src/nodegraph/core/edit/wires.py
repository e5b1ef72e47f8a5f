"""Edits of wires."""

from collections.abc import Mapping

import msgspec

from nodegraph.core.edit.find import find_input, find_node, no_output, with_node
from nodegraph.core.errors import GraphError, UnknownName
from nodegraph.core.graph import Graph, Wire, circle_sentence, wire_text
from nodegraph.core.kinds import Kinds
from nodegraph.core.known import spec_of
from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import AnyKind, Input, kind_name, refusal


def connect(graph: Graph, specs: Mapping[str, NodeSpec], source: Wire, node: str, port: str) -> Graph:
    """Return the graph with a wire from an output (no port: the main one) to an input, in place of the one there.

    The value the input was set to is kept below the wire. Raises `UnknownName` for a name that is
    not there, `GraphError` where kinds do not fit or the graph would run in a circle.
    """
    declared = find_input(graph, specs, node, port)
    settled = require_fit(graph, specs, source, node, declared)
    target = graph.nodes[node]
    if target.wires.get(port) == settled:
        return graph
    path = _path(graph, node, settled.node)
    if path:
        raise GraphError(f"{wire_text(settled)} cannot feed {node}.{port}. {circle_sentence(path)}")
    return with_node(graph, node, msgspec.structs.replace(target, wires={**target.wires, port: settled}))


def disconnect(graph: Graph, node: str, port: str) -> Graph:
    """Return the graph without the wire into an input."""
    target = find_node(graph, node)
    if port not in target.wires:
        return graph
    left = {name: wire for name, wire in target.wires.items() if name != port}
    return with_node(graph, node, msgspec.structs.replace(target, wires=left))


def require_fit(graph: Graph, specs: Mapping[str, NodeSpec], source: Wire, node: str, port: Input) -> Wire:
    """Return the wire with its port named, or raise why it cannot end at this input of `node`.

    A grey source is taken as it is, for nobody knows its outputs.
    """
    begin = find_node(graph, source.node)
    spec = spec_of(begin, specs)
    if spec is None:
        return source
    output = spec.output(source.port)
    if output is None:
        raise UnknownName(no_output(spec, source.node, source.port))
    wire = Wire(source.node, output.name)
    kinds = Kinds(graph, specs)
    carried = kinds.of(wire) or output.kind
    where = f"{wire_text(wire)} cannot feed {node}.{port.name}"
    why = refusal(carried, port.kind)
    if why:
        raise GraphError(f"{where}: {why}.")
    if isinstance(port.kind, AnyKind) and node in graph.nodes:
        clash = variable_clash(graph, specs, kinds, node, {port.name: wire})
        if clash:
            raise GraphError(f"{where}: {clash[1]}")
    return wire


def variable_clash(
    graph: Graph, specs: Mapping[str, NodeSpec], kinds: Kinds, node: str, more: Mapping[str, Wire]
) -> tuple[str, str] | None:
    """Return the first input (and a sentence) whose kind differs from that of an input that must be alike."""
    target = graph.nodes[node]
    spec = spec_of(target, specs)
    first: dict[str, tuple[str, AnyKind | object]] = {}
    for port in spec.inputs if spec is not None else ():
        wire = more.get(port.name) or target.wires.get(port.name)
        if wire is None or not isinstance(port.kind, AnyKind):
            continue
        kind = kinds.of(wire)
        if kind is None or isinstance(kind, AnyKind):
            continue
        name, known = first.setdefault(port.kind.variable, (port.name, kind))
        if type(known) is not type(kind):
            return port.name, f"{port.name!r} gets {kind_name(kind)} while {name!r} gets another kind; make both alike."
    return None


def _path(graph: Graph, begin: str, end: str) -> list[str]:
    """Return the nodes from `begin` down the wires to `end`, or nothing where no wires lead there."""
    came: dict[str, str] = {end: ""}
    waiting = [end]
    while waiting and begin not in came:
        name = waiting.pop()
        node = graph.nodes.get(name)
        for wire in node.wires.values() if node is not None else ():
            if wire.node not in came:
                came[wire.node] = name
                waiting.append(wire.node)
    if begin not in came:
        return []
    path = [begin]
    while path[-1] != end:
        path.append(came[path[-1]])
    return path
