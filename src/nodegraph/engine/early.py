"""Has workers open the models that a run is sure to want while the rest of the engine is still being imported."""

import threading

from nodegraph.core.context import Context, current
from nodegraph.core.errors import NodegraphError
from nodegraph.core.graph import Graph, Node
from nodegraph.core.messages import Settings

_HEAD_START = 0.3
"""Seconds that this goes before all else; it takes longer only for models that are new here."""


def open_soon(graph: Graph, settings: Settings) -> None:
    """Do `open_models`; returns when all workers are asked, or after a moment."""
    thread = threading.Thread(target=open_models, args=(graph, settings), name="models", daemon=True)
    thread.start()
    # Beside imports it would get half of the processor.
    thread.join(_HEAD_START)


def open_models(graph: Graph, settings: Settings) -> None:
    """Have workers open the models that are loaded by name and read by `upscale`, as the run will ask for them.

    What cannot be opened is left to the run, which says why; nothing is converted.
    """
    wanted = [
        (node, str(reader.set.get("precision", "auto")))
        for name, node in graph.nodes.items()
        if node.type == "load_model" and _is_done(node) and not node.wires
        for reader in graph.nodes.values()
        if reader.type == "upscale" and _is_done(reader) and any(w.node == name for w in reader.wires.values())
    ]
    if not wanted:
        return
    from nodegraph.catalogue.builtin import built_in
    from nodegraph.runtimes.model import open_model

    wishes = Context(settings.device, settings.precision, runtime=settings.runtime, options=settings.options)
    token = current.set(wishes)
    try:
        for node, precision in wanted:
            path = node.set.get("path")
            try:
                open_model(str(path) if path else built_in(2).path).open_ahead(precision=precision)
            except NodegraphError:
                continue  # Said by the run, when it comes to it.
    finally:
        current.reset(token)


def _is_done(node: Node) -> bool:
    return not (node.disabled or node.bypassed or node.extra)
