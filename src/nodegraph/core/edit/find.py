"""Finds nodes and ports by name for the edits, or says which name was meant."""

from collections.abc import Mapping

import msgspec

from nodegraph.core.errors import GraphError, UnknownName, did_you_mean
from nodegraph.core.graph import Graph, Node
from nodegraph.core.known import spec_of, why_grey
from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import Input


def find_node(graph: Graph, name: str) -> Node:
    """Return the node, or raise `UnknownName` with the nearest name."""
    node = graph.nodes.get(name)
    if node is None:
        raise UnknownName(f"There is no node {name!r} in the graph{did_you_mean(name, graph.nodes)}.")
    return node


def find_spec(graph: Graph, specs: Mapping[str, NodeSpec], name: str) -> NodeSpec:
    """Return the spec of a node; a grey one is refused with the reason it is grey."""
    node = find_node(graph, name)
    spec = spec_of(node, specs)
    if spec is None:
        raise GraphError(f"{name!r} cannot be changed here: {why_grey(node, specs, graph)}")
    return spec


def find_input(graph: Graph, specs: Mapping[str, NodeSpec], name: str, port: str) -> Input:
    """Return an input port, or raise `UnknownName` with the nearest name."""
    spec = find_spec(graph, specs, name)
    found = spec.input(port)
    if found is None:
        raise UnknownName(no_input(spec, name, port))
    return found


def no_input(spec: NodeSpec, name: str, port: str) -> str:
    """Return the sentence about an input that does not exist."""
    names = [known.name for known in spec.inputs]
    hint = did_you_mean(port, names)
    known = f"; it has {', '.join(names)}" if names and not hint else ""
    return f"{name!r} ({spec.id}) has no input {port!r}{hint}{known}."


def no_output(spec: NodeSpec, name: str, port: str) -> str:
    """Return the sentence about an output that does not exist."""
    names = [known.name for known in spec.outputs]
    if not names:
        return f"{name!r} ({spec.id}) has no output."
    hint = did_you_mean(port, names)
    known = "" if hint else f"; it has {', '.join(names)}"
    return f"{name!r} ({spec.id}) has no output {port!r}{hint}{known}."


def with_node(graph: Graph, name: str, node: Node) -> Graph:
    """Return the graph with one node put in the place of the one of this name."""
    return msgspec.structs.replace(graph, nodes={**graph.nodes, name: node})
