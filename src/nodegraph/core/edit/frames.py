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
    name = free_id("frame", graph.frames)
    frames = {**_without(graph, inside), name: Frame(inside, title, color)}
    return msgspec.structs.replace(graph, frames=frames), name


def reframe(graph: Graph, ids: Iterable[str], name: str = "") -> Graph:
    """Return the graph with some nodes in another frame, or in none where no name is given; an empty frame is gone."""
    inside = tuple(dict.fromkeys(ids))
    if name and name not in graph.frames:
        raise UnknownName(f"There is no frame {name!r}{did_you_mean(name, graph.frames)}.")
    frames = _without(graph, [node for node in inside if not name or node not in graph.frames[name].nodes])
    if name:
        frame = graph.frames[name]
        joined = (*frame.nodes, *(node for node in inside if node not in frame.nodes))
        frames[name] = frame if joined == frame.nodes else msgspec.structs.replace(frame, nodes=joined)
    return graph if frames == graph.frames else msgspec.structs.replace(graph, frames=frames)


def _without(graph: Graph, ids: Iterable[str]) -> dict[str, Frame]:
    """Return the frames without some nodes, those left empty left out. Raises `UnknownName`."""
    gone = set(ids)
    for name in gone:
        find_node(graph, name)
    frames: dict[str, Frame] = {}
    for name, other in graph.frames.items():
        left = tuple(node for node in other.nodes if node not in gone)
        if left:
            frames[name] = other if left == other.nodes else msgspec.structs.replace(other, nodes=left)
    return frames


def unframe(graph: Graph, name: str) -> Graph:
    """Return the graph without a frame; its nodes stay."""
    if name not in graph.frames:
        raise UnknownName(f"There is no frame {name!r}{did_you_mean(name, graph.frames)}.")
    return msgspec.structs.replace(graph, frames={k: v for k, v in graph.frames.items() if k != name})
