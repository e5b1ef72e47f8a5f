"""What a new node cannot do without comes along: a model it takes is opened by a node beside it."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QRectF

from nodegraph.core import edit
from nodegraph.core.graph import Graph, Wire
from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import ModelKind
from nodegraph.gui.canvas.shape import shape_of
from nodegraph.gui.theme import GRID, WIDTH

_LOADER = "load_model"
"""Without a file it opens the model that comes along, as `nodegraph upscale` does."""
_BESIDE, _BELOW = 3 * GRID, GRID


def with_models(graph: Graph, specs: Mapping[str, NodeSpec], name: str, taken: Iterable[QRectF]) -> Graph:
    """Return the graph with a wire to each input of a new node that needs a model and has none.

    The nearest *Load model* that nobody reads gives it; else a new one is put to the left, where none of the
    boxes that are `taken` lies.
    """
    spec = specs[graph.nodes[name].type]
    boxes = list(taken)
    for port in spec.inputs:
        if not isinstance(port.kind, ModelKind) or not port.required or port.name in graph.nodes[name].wires:
            continue
        wire = _unread(graph, specs, name)
        if wire is None:
            graph, wire, box = _loaded(graph, specs, name, boxes)
            boxes.append(box)
        graph = edit.connect(graph, specs, wire, name, port.name)
    return graph


def _unread(graph: Graph, specs: Mapping[str, NodeSpec], name: str) -> Wire | None:
    """Return the output of the nearest node that opens a model for nobody."""
    read = {wire.node for wire, _, _ in graph.wires()}
    x, y = graph.nodes[name].at
    output = specs[_LOADER].outputs[0].name
    found = [
        (abs(node.at[0] - x) + abs(node.at[1] - y), other)
        for other, node in graph.nodes.items()
        if node.type == _LOADER and other not in read and not node.disabled
    ]
    return Wire(min(found)[1], output) if found else None


def _loaded(graph: Graph, specs: Mapping[str, NodeSpec], name: str, taken: list[QRectF]) -> tuple[Graph, Wire, QRectF]:
    """Return the graph with a new node that opens a model, its output, and where it is."""
    spec, at = specs[_LOADER], graph.nodes[name].at
    graph, loader = edit.add(graph, spec, at)
    shape = shape_of(graph.nodes[loader], spec)
    box = QRectF(at[0] - WIDTH - _BESIDE, at[1], shape.width, shape.height)
    while below := [other.bottom() for other in taken if other.intersects(box)]:
        box.moveTop(max(below) + _BELOW)
    graph = edit.move(graph, {loader: (box.x(), box.y())})
    return graph, Wire(loader, spec.outputs[0].name), box
