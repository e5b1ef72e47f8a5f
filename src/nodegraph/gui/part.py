"""A part of a graph's pictures: the same graph with a crop behind each node that brings a picture in."""

from collections.abc import Mapping
from typing import NamedTuple

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


Place = tuple[float, float]
"""Where the middle of a part is, as fractions of a picture's width and height."""
MIDDLE: Place = (0.5, 0.5)


class Box(NamedTuple):
    """A part of a picture, in pixels."""

    left: int
    top: int
    width: int
    height: int


def part_of(width: int, height: int, place: Place) -> Box:
    """Return the part of a picture of this size about a place, as near to it as the edges let it."""
    across, down = min(SIDE, width), min(SIDE, height)
    left, top = round(place[0] * width - across / 2), round(place[1] * height - down / 2)
    return Box(max(0, min(left, width - across)), max(0, min(top, height - down)), across, down)


def cut_outputs(
    graph: Graph, specs: Mapping[str, NodeSpec], facts: Mapping[str, Mapping[str, Fact | None]]
) -> dict[Wire, tuple[int, int]]:
    """Return the outputs that bring pictures in which are known to be larger than `SIDE`, with the pictures' sizes."""
    found: dict[Wire, tuple[int, int]] = {}
    for name, node in graph.nodes.items():
        spec = spec_of(node, specs)
        if spec is None or any(isinstance(port.kind, ImageKind) for port in spec.inputs):
            continue
        for port in spec.outputs:
            size = _size(facts.get(name, {}).get(port.name))
            if isinstance(port.kind, ImageKind) and size is not None and max(size) > SIDE:
                found[Wire(name, port.name)] = size
    return found


def of_part(
    graph: Graph, specs: Mapping[str, NodeSpec], facts: Mapping[str, Mapping[str, Fact | None]], place: Place
) -> Graph:
    """Return a graph that works on a part of each picture that `cut_outputs` finds.

    The crops it holds besides are named by what they cut and never shown.
    """
    for source, size in cut_outputs(graph, specs, facts).items():
        graph = _cut(graph, specs, source, part_of(*size, place))
    return graph


def _cut(graph: Graph, specs: Mapping[str, NodeSpec], source: Wire, part: Box) -> Graph:
    graph, crop = edit.add(graph, specs[_CROP], values=part._asdict(), wires={"image": source}, specs=specs)
    spec = spec_of(graph.nodes[source.node], specs)
    main = spec is not None and spec.main is not None and spec.main.name == source.port
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
