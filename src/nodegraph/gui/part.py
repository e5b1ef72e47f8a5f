"""A part of a graph's pictures: the same graph with a crop behind each node that brings a picture in.

What comes of the part lies in the whole result where the nodes between keep places: those that make a pixel of its
neighborhood, and those that enlarge. Others turn, shift or bend pictures; of these it is not known.
"""

from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from nodegraph.core import edit
from nodegraph.core.facts import Fact, PictureFact, StreamFact
from nodegraph.core.graph import Graph, Node, Wire, wiring
from nodegraph.core.known import spec_of
from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import ImageKind, ModelKind
from nodegraph.gui.reach import needed_by

SIDE = 512
"""Pixels of the part's sides, at most."""
_CROP = "crop"
_KEEPING = frozenset({"adjust", "channel", "color", "filter"})
"""Families whose nodes keep places ..."""
_KEEPING_TOO = frozenset({"resize", "place_over", "transfer_color", "pass_through", "conditional", "switch"})
"""... and nodes of others that do; besides those that may run by strips, and those that work with a model."""


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
    return box_about(width, height, min(SIDE, width), min(SIDE, height), place)


def box_about(width: int, height: int, across: int, down: int, place: Place) -> Box:
    """Return the box of so many pixels about a place of a picture of `width` by `height`, within that."""
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
            size = size_of(facts.get(name, {}).get(port.name))
            if isinstance(port.kind, ImageKind) and size is not None and max(size) > SIDE:
                found[Wire(name, port.name)] = size
    return found


class Parted(NamedTuple):
    """A graph that works on a part of each large picture that comes in."""

    whole: Graph
    """The one that it was made of."""
    graph: Graph
    sizes: dict[Wire, tuple[int, int]]
    """The outputs that are cut, with the sizes of their pictures."""
    crops: dict[Wire, str]
    """The nodes that cut them; they are never shown."""
    place: Place

    def behind(self, specs: Mapping[str, NodeSpec]) -> frozenset[str]:
        """Return the nodes that are given a part, directly or not."""
        ends = {end for source in self.sizes for end in _ends(self.whole, specs, source)}
        found: set[str] = set()
        waiting = [name for name, node in self.whole.nodes.items() if not ends.isdisjoint(node.wires.values())]
        readers = wiring(self.whole).readers
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += readers.get(name, [])
        return frozenset(found)

    def box_in(
        self, specs: Mapping[str, NodeSpec], name: str, whole: tuple[int, int], part: tuple[int, int]
    ) -> Box | None:
        """Return where in a node's whole result, of this size, what it made of the part lies; `None`: not known."""
        for source, size in self.sizes.items():
            cut = part_of(*size, self.place)
            across, down = whole[0] / size[0], whole[1] / size[1]
            fits = abs(cut.width * across - part[0]) <= 1 and abs(cut.height * down - part[1]) <= 1
            if fits and self._keeps_places(specs, source, name):
                left, top = round(cut.left * across), round(cut.top * down)
                return Box(max(0, min(left, whole[0] - part[0])), max(0, min(top, whole[1] - part[1])), *part)
        return None

    def _keeps_places(self, specs: Mapping[str, NodeSpec], source: Wire, name: str) -> bool:
        """Whether all nodes between keep places, and there is a way at all."""
        behind = self._replace(sizes={source: self.sizes[source]}).behind(specs)
        between = needed_by(self.whole, [name]) & behind
        return name in behind and all(_keeps(spec_of(self.whole.nodes[one], specs)) for one in between)


def of_part(
    graph: Graph, specs: Mapping[str, NodeSpec], facts: Mapping[str, Mapping[str, Fact | None]], place: Place
) -> Parted:
    """Return a graph that works on a part of each picture that `cut_outputs` finds."""
    whole, sizes = graph, cut_outputs(graph, specs, facts)
    crops: dict[Wire, str] = {}
    for source, size in sizes.items():
        graph, crops[source] = _cut(graph, specs, source, part_of(*size, place))
    return Parted(whole, graph, sizes, crops, place)


def _keeps(spec: NodeSpec | None) -> bool:
    if spec is None or not spec.category:
        return False
    if spec.local or spec.category[0] in _KEEPING or spec.id in _KEEPING_TOO:
        return True
    return any(isinstance(port.kind, ModelKind) for port in spec.inputs)


def _ends(graph: Graph, specs: Mapping[str, NodeSpec], source: Wire) -> set[Wire]:
    """Return the ways in which a wire may name an output."""
    spec = spec_of(graph.nodes[source.node], specs)
    main = spec is not None and spec.main is not None and spec.main.name == source.port
    return {source, Wire(source.node, "")} if main else {source}


def _cut(graph: Graph, specs: Mapping[str, NodeSpec], source: Wire, part: Box) -> tuple[Graph, str]:
    ends = _ends(graph, specs, source)
    graph, crop = edit.add(graph, specs[_CROP], values=part._asdict(), wires={"image": source}, specs=specs)
    nodes: dict[str, Node] = {}
    for name, node in graph.nodes.items():
        wires = {
            port: Wire(crop, "image") if wire in ends and name != crop else wire for port, wire in node.wires.items()
        }
        nodes[name] = node if wires == node.wires else msgspec.structs.replace(node, wires=wires)
    return msgspec.structs.replace(graph, nodes=nodes), crop


def size_of(fact: Fact | None) -> tuple[int, int] | None:
    """Return the size of a picture, or of each of a stream, where it is known."""
    if isinstance(fact, StreamFact):
        fact = fact.item
    match fact:
        case PictureFact(width=int(width), height=int(height)):
            return width, height
    return None
