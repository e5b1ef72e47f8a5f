"""Presets: the values of a node kept under a name, for every node of its type."""

from collections.abc import Mapping

from nodegraph.core import edit
from nodegraph.core.graph import Graph
from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import Value
from nodegraph.gui.document import Document
from nodegraph.gui.keep import Kept
from nodegraph.gui.languages import tr

Presets = dict[str, dict[str, Value]]
"""Values of inputs by preset."""


def presets(kept: Kept, kind: str) -> Presets:
    """Return the presets for a type of node, by name."""
    found = kept.get("presets", {}).get(kind, {})
    if not isinstance(found, dict):
        return {}
    return {name: values for name, values in sorted(found.items()) if isinstance(values, dict)}


def keep_preset(kept: Kept, kind: str, name: str, values: Mapping[str, Value]) -> None:
    """Keep values under a name, in place of those there."""
    _put(kept, kind, {**presets(kept, kind), name: dict(values)})


def drop_preset(kept: Kept, kind: str, name: str) -> None:
    """Keep a preset no longer."""
    _put(kept, kind, {other: values for other, values in presets(kept, kind).items() if other != name})


def apply_preset(document: Document, kept: Kept, node: str, name: str) -> None:
    """Set the inputs of a node to what a preset says, and the others to their defaults; wired ones stay."""
    session = document.session
    spec = session.specs[session.graph.nodes[node].type]
    values = presets(kept, spec.id)[name]
    session.edit(tr("Preset {name}", name=name), lambda graph: _applied(graph, session.specs, node, values))


def _applied(graph: Graph, specs: Mapping[str, NodeSpec], node: str, values: Mapping[str, Value]) -> Graph:
    before = graph.nodes[node]
    for port in before.set.keys() - values.keys() - before.wires.keys():
        graph = edit.unset(graph, node, port)
    for port, value in values.items():
        if port not in before.wires:
            graph = edit.set_value(graph, specs, node, port, value)
    return graph


def _put(kept: Kept, kind: str, found: Presets) -> None:
    others = {other: value for other, value in kept.get("presets", {}).items() if other != kind}
    kept.put("presets", {**others, kind: found} if found else others)
