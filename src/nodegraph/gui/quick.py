"""One click to a larger picture: the graph that upscales a picture with the model that comes along."""

from collections.abc import Mapping
from pathlib import Path

from nodegraph.core import edit
from nodegraph.core.graph import Graph, Wire
from nodegraph.core.node import NodeSpec

_STEP = 300.0
_NAME = "{name}_{scale}x"


def upscale_graph(specs: Mapping[str, NodeSpec], picture: Path) -> Graph:
    """Return a graph that upscales a picture; the result goes beside it into `upscaled`, named by how much larger."""
    graph = Graph()
    graph, model = edit.add(graph, specs["load_model"], (0.0, 400.0))
    graph, image = edit.add(graph, specs["load_image"], (0.0, 0.0), values={"path": str(picture)})
    graph, larger = edit.add(graph, specs["upscale"], (_STEP, 0.0))
    graph, saved = edit.add(graph, specs["save_image"], (2 * _STEP, 0.0), values={"template": _NAME})
    graph = edit.connect(graph, specs, Wire(image, "image"), larger, "image")
    graph = edit.connect(graph, specs, Wire(model, "model"), larger, "model")
    return edit.connect(graph, specs, Wire(larger, "image"), saved, "image")
