"""Copying nodes: cut a fragment out of a graph, paste it into one."""

from collections.abc import Iterable

import msgspec

from nodegraph.core.edit.find import find_node
from nodegraph.core.graph import Graph, Node, Wire
from nodegraph.core.ids import free_id


def fragment(graph: Graph, ids: Iterable[str]) -> Graph:
    """Return some nodes as a graph of their own, with the frames that hold nothing else.

    Wires from nodes outside stay written; `paste` decides about them.
    """
    nodes = {name: find_node(graph, name) for name in ids}
    frames = {name: frame for name, frame in graph.frames.items() if nodes.keys() >= set(frame.nodes)}
    return Graph(nodes=nodes, frames=frames, made_with=graph.made_with)


def paste(
    graph: Graph, copied: Graph, offset: tuple[float, float] = (0.0, 0.0), *, keep_wires: bool = False
) -> tuple[Graph, dict[str, str]]:
    """Return the graph with the copied nodes in it, and per copied id the new one.

    Wires among the copied nodes are kept; wires from elsewhere only with `keep_wires`, where their
    source is in the graph.
    """
    nodes = dict(graph.nodes)
    names: dict[str, str] = {}
    for name, node in copied.nodes.items():
        names[name] = free_id(name, nodes)
        nodes[names[name]] = node
    for old, new in names.items():
        nodes[new] = _placed(copied.nodes[old], offset, names, graph if keep_wires else Graph())
    frames = dict(graph.frames)
    for name, frame in copied.frames.items():
        inside = tuple(names[node] for node in frame.nodes if node in names)
        if inside:
            frames[free_id(name, frames)] = msgspec.structs.replace(frame, nodes=inside)
    made_with = {**copied.made_with, **graph.made_with}
    return msgspec.structs.replace(graph, nodes=nodes, frames=frames, made_with=made_with), names


def _placed(node: Node, offset: tuple[float, float], names: dict[str, str], around: Graph) -> Node:
    wires: dict[str, Wire] = {}
    for port, wire in node.wires.items():
        if wire.node in names:
            wires[port] = Wire(names[wire.node], wire.port)
        elif wire.node in around.nodes:
            wires[port] = wire
    at = node.at[0] + offset[0], node.at[1] + offset[1]
    return msgspec.structs.replace(node, at=at, wires=wires)


def duplicate(
    graph: Graph, ids: Iterable[str], offset: tuple[float, float] = (30.0, 30.0)
) -> tuple[Graph, dict[str, str]]:
    """Return the graph with copies of some nodes that read from the same sources, and per id the copy's."""
    return paste(graph, fragment(graph, ids), offset, keep_wires=True)
