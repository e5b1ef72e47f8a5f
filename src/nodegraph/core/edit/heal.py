"""Edits that keep a chain whole: a node put into a wire, nodes taken out of their wires."""

from collections.abc import Iterable, Mapping

import msgspec

from nodegraph.core.edit.find import find_node, find_spec
from nodegraph.core.edit.nodes import remove
from nodegraph.core.edit.wires import connect, disconnect
from nodegraph.core.errors import GraphError
from nodegraph.core.graph import Graph, Wire, wire_text
from nodegraph.core.known import spec_of
from nodegraph.core.node import NodeSpec
from nodegraph.core.resolve import passes


def insert_on_wire(graph: Graph, specs: Mapping[str, NodeSpec], inserted: str, node: str, port: str) -> Graph:
    """Return the graph with a node put into the wire that ends at `node.port`.

    The wire goes to its first free input that fits, and its first output that fits goes on.
    """
    target = find_node(graph, node)
    if port not in target.wires:
        raise GraphError(f"No wire ends at {node}.{port}, so {inserted!r} cannot be put into it.")
    before = target.wires[port]
    spec = find_spec(graph, specs, inserted)
    free = [known.name for known in spec.inputs if known.name not in graph.nodes[inserted].wires]
    cut = disconnect(graph, node, port)
    for entry in free:
        for output in spec.outputs:
            try:
                joined = connect(cut, specs, before, inserted, entry)
                return connect(joined, specs, Wire(inserted, output.name), node, port)
            except GraphError:
                continue
    raise GraphError(f"{inserted!r} has no free input and output that fit the wire from {wire_text(before)}.")


def remove_and_heal(graph: Graph, specs: Mapping[str, NodeSpec], ids: Iterable[str]) -> Graph:
    """Return the graph without some nodes, their readers wired to what those nodes would pass when bypassed."""
    gone = list(dict.fromkeys(ids))
    return remove(_healed(graph, specs, gone), gone)


def take_out(graph: Graph, specs: Mapping[str, NodeSpec], ids: Iterable[str]) -> Graph:
    """Return the graph with some nodes out of their wires, which close behind them; wires among them stay."""
    out = set(ids)
    healed = _healed(graph, specs, list(out))
    nodes = dict(healed.nodes)
    for name, node in healed.nodes.items():
        kept = {port: wire for port, wire in node.wires.items() if (wire.node in out) == (name in out)}
        if len(kept) < len(node.wires):
            nodes[name] = msgspec.structs.replace(node, wires=kept)
    changed = any(nodes[name] is not node for name, node in graph.nodes.items())
    return msgspec.structs.replace(graph, nodes=nodes) if changed else graph


def _healed(graph: Graph, specs: Mapping[str, NodeSpec], gone: list[str]) -> Graph:
    """Return the graph in which what reads some nodes reads what those would pass, as far as they pass anything."""
    passed: dict[Wire, Wire | None] = {}
    for name in gone:
        node = find_node(graph, name)
        spec = spec_of(node, specs)
        for port, wire in (passes(node, spec) if spec is not None else {}).items():
            passed[Wire(name, port)] = wire
    nodes = dict(graph.nodes)
    for name, node in graph.nodes.items():
        if name in gone or not any(wire in passed for wire in node.wires.values()):
            continue
        healed: dict[str, Wire] = {}
        for port, wire in node.wires.items():
            source: Wire | None = wire
            for _ in range(len(gone) + 1):  # ends also where removed nodes run in a circle
                if source is None or source not in passed:
                    break
                source = passed[source]
            healed[port] = source if source is not None else wire
        nodes[name] = msgspec.structs.replace(node, wires=healed)
    return msgspec.structs.replace(graph, nodes=nodes)
