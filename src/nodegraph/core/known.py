"""Tells nodes whose type is known here from grey ones, and says why a node is grey."""

from collections.abc import Mapping

from nodegraph.core.errors import did_you_mean
from nodegraph.core.graph import Graph, Node
from nodegraph.core.node import NodeSpec

FILE_KEYS = {
    "node": "text such as 'resize' or 'resize@2'",
    "at": "two numbers",
    "set": "an object of values (numbers, texts, truths, colors)",
    "in": "an object of wires, each written 'node' or 'node.port'",
    "label": "text",
    "color": "text",
    "bypassed": "true or false",
    "disabled": "true or false",
    "collapsed": "true or false",
}
"""The keys of a node's block in a file, and what each must be. One of them in `Node.extra` could not be read."""


def spec_of(node: Node, specs: Mapping[str, NodeSpec]) -> NodeSpec | None:
    """Return the node's spec, or `None` for a grey node: one that is kept as it is but cannot run."""
    spec = specs.get(node.type)
    if spec is None or node.version > spec.version:
        return None
    if node.extra and not FILE_KEYS.keys().isdisjoint(node.extra):
        return None
    return spec


def why_grey(node: Node, specs: Mapping[str, NodeSpec], graph: Graph) -> str:
    """Return the sentence that says why a grey node cannot run, and what to do."""
    for key, words in FILE_KEYS.items():
        if key in node.extra:
            return f"{key!r} in the file must be {words}; correct it there."
    if not node.type:
        return "The file does not say what this node is; give it a 'node'."
    spec = specs.get(node.type)
    if spec is not None:
        package = spec.package or "nodegraph"
        made = f" (the graph was made with {_made_with(graph, package)})" if package in graph.made_with else ""
        newer = f"{node.type}@{node.version} is newer than {node.type}@{spec.version}, which is known here"
        return f"{newer}; update {package}{made}."
    prefix, colon, name = node.type.rpartition(":")
    if prefix == "graph":
        return f"The subgraph {name!r} cannot be run by this version; update nodegraph."
    if colon:
        package = next((p for p in graph.made_with if prefix.casefold() in p.casefold()), "")
        what = f"install {_made_with(graph, package)}" if package else f"install the node library {prefix!r}"
        return f"There is no node called {node.type!r} here; {what}{did_you_mean(node.type, specs)}."
    return f"There is no node called {node.type!r}{did_you_mean(node.type, specs)}."


def _made_with(graph: Graph, package: str) -> str:
    return f"{package} {graph.made_with[package]}"
