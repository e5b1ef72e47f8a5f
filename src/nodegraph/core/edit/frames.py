"""Edits of frames: titled groups that hold node ids."""

from collections.abc import Iterable

import msgspec

from nodegraph.core.edit.find import find_node
from nodegraph.core.errors import GraphError, UnknownName, did_you_mean
from nodegraph.core.graph import Frame, Graph
from nodegraph.core.ids import free_id


def frame(graph: Graph, ids: Iterable[str], title: str = "", color: str = "") -> tuple[Graph, str]:
    """Return the graph with a frame around some nodes, and the frame's id. A node is in one frame at most."""
    inside = tuple(dict.fromkeys(ids))
    if not inside:
        raise GraphError("A frame needs at least one node; select some first.")
    for name in inside:
        find_node(graph, name)
    frames: dict[str, Frame] = {}
    for name, other in graph.frames.items():
        left = tuple(node for node in other.nodes if node not in inside)
        if left:
            frames[name] = other if left == other.nodes else msgspec.structs.replace(other, nodes=left)
    name = free_id("frame", graph.frames)
    frames[name] = Frame(inside, title, color)
    return msgspec.structs.replace(graph, frames=frames), name


def unframe(graph: Graph, name: str) -> Graph:
    """Return the graph without a frame; its nodes stay."""
    if name not in graph.frames:
        raise UnknownName(f"There is no frame {name!r}{did_you_mean(name, graph.frames)}.")
    return msgspec.structs.replace(graph, frames={k: v for k, v in graph.frames.items() if k != name})
