"""A part of a graph's pictures: the same graph with a crop behind each node that brings a picture in."""

from collections.abc import Mapping

import msgspec

from nodegraph.core import edit
from nodegraph.core.facts import Fact, PictureFact, StreamFact
from nodegraph.core.graph import Graph, Node, Wire
from nodegraph.core.known import spec_of
from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import ImageKind

SIDE = 512
"""Pixels of the part's sides, at most."""
_CROP = "crop"


def of_middle(graph: Graph, specs: Mapping[str, NodeSpec], facts: Mapping[str, Mapping[str, Fact | None]]) -> Graph:
    """Return a graph that works on the middle of each picture that is brought in and known to be larger than `SIDE`.

    The crops it holds besides are named by what they cut and never shown.
    """
    for name, node in list(graph.nodes.items()):
        spec = spec_of(node, specs)
        if spec is None or any(isinstance(port.kind, ImageKind) for port in spec.inputs):
            continue
        for port in spec.outputs:
            size = _size(facts.get(name, {}).get(port.name))
            if isinstance(port.kind, ImageKind) and size is not None and max(size) > SIDE:
                graph = _cut(graph, specs, Wire(name, port.name), size, main=port is spec.main)
    return graph


def _cut(graph: Graph, specs: Mapping[str, NodeSpec], source: Wire, size: tuple[int, int], *, main: bool) -> Graph:
    width, height = size
    rectangle = {
        "left": max(0, (width - SIDE) // 2),
        "top": max(0, (height - SIDE) // 2),
        "width": min(SIDE, width),
        "height": min(SIDE, height),
    }
    graph, crop = edit.add(graph, specs[_CROP], values=rectangle, wires={"image": source}, specs=specs)
    ends = {source, Wire(source.node, "")} if main else {source}
    nodes: dict[str, Node] = {}
    for name, node in graph.nodes.items():
        wires = {
            port: Wire(crop, "image") if wire in ends and name != crop else wire for port, wire in node.wires.items()
        }
        nodes[name] = node if wires == node.wires else msgspec.structs.replace(node, wires=wires)
    return msgspec.structs.replace(graph, nodes=nodes)


def _size(fact: Fact | None) -> tuple[int, int] | None:
    if isinstance(fact, StreamFact):
        fact = fact.item
    match fact:
        case PictureFact(width=int(width), height=int(height)):
            return width, height
    return None
