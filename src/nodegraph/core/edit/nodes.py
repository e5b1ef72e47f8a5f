"""Edits of nodes as a whole: which there are, how they are called, where they stand, whether they run."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from nodegraph.core.edit.find import find_node, no_input, with_node
from nodegraph.core.edit.values import accept_at
from nodegraph.core.edit.wires import require_fit
from nodegraph.core.errors import UnknownName, ValueRefused
from nodegraph.core.graph import Frame, Graph, Node, Parameter, Wire
from nodegraph.core.ids import free_id, require_id
from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import Value


def add(
    graph: Graph,
    spec: NodeSpec,
    at: tuple[float, float] = (0.0, 0.0),
    *,
    id: str = "",  # noqa: A002 - the field's word
    values: Mapping[str, object] | None = None,
    wires: Mapping[str, Wire] | None = None,
    specs: Mapping[str, NodeSpec] | None = None,
) -> tuple[Graph, str]:
    """Return the graph with a new node and the node's id: `id`, else its type with a number where needed.

    `values` and `wires` set and connect its inputs; wires need `specs` to be checked against. A new
    node cannot close a circle, so this stays fast on long chains. Raises `ValueRefused`, `UnknownName`.
    """
    if id:
        require_id(id)
        _require_free(graph, id)
    name = id or free_id(spec.id, graph.nodes)
    kept: dict[str, Value] = {}
    for port, value in (values or {}).items():
        declared = spec.input(port)
        if declared is None:
            raise UnknownName(no_input(spec, name, port))
        accepted = accept_at(declared, value, f"{name}.{port}")
        if not declared.is_default(accepted):
            kept[port] = accepted
    settled: dict[str, Wire] = {}
    for port, wire in (wires or {}).items():
        declared = spec.input(port)
        if declared is None:
            raise UnknownName(no_input(spec, name, port))
        settled[port] = require_fit(graph, specs or {}, wire, name, declared)
    node = Node(spec.id, spec.version, (float(at[0]), float(at[1])), kept, settled)
    return with_node(graph, name, node), name


def remove(graph: Graph, ids: Iterable[str]) -> Graph:
    """Return the graph without some nodes, their wires, and what referred to them."""
    gone = set(ids)
    for name in gone:
        find_node(graph, name)
    if not gone:
        return graph
    nodes = {}
    for name, node in graph.nodes.items():
        if name in gone:
            continue
        if any(wire.node in gone for wire in node.wires.values()):
            left = {port: wire for port, wire in node.wires.items() if wire.node not in gone}
            node = msgspec.structs.replace(node, wires=left)
        nodes[name] = node
    return _forget(msgspec.structs.replace(graph, nodes=nodes), gone)


def _forget(graph: Graph, gone: set[str]) -> Graph:
    """Drop removed nodes from parameters and frames; what is left without a node goes too."""
    parameters: dict[str, Parameter] = {}
    for name, parameter in graph.parameters.items():
        left = tuple(target for target in parameter.to if target.node not in gone)
        if left:
            kept = parameter if left == parameter.to else msgspec.structs.replace(parameter, to=left)
            parameters[name] = kept
    frames: dict[str, Frame] = {}
    for name, frame in graph.frames.items():
        inside = tuple(node for node in frame.nodes if node not in gone)
        if inside:
            frames[name] = frame if inside == frame.nodes else msgspec.structs.replace(frame, nodes=inside)
    return msgspec.structs.replace(graph, parameters=parameters, frames=frames)


def rename(graph: Graph, old: str, new: str) -> Graph:
    """Return the graph with a node under another id. The `Node` object stays the same one, so that views keep theirs.

    Raises `UnknownName` and `ValueRefused` (no id, or taken).
    """
    find_node(graph, old)
    if old == new:
        return graph
    require_id(new)
    _require_free(graph, new, but=old)

    def moved(wire: Wire) -> Wire:
        return Wire(new, wire.port) if wire.node == old else wire

    nodes = {}
    for name, node in graph.nodes.items():
        if any(wire.node == old for wire in node.wires.values()):
            node = msgspec.structs.replace(node, wires={port: moved(wire) for port, wire in node.wires.items()})
        nodes[new if name == old else name] = node
    parameters = {
        name: msgspec.structs.replace(parameter, to=tuple(moved(target) for target in parameter.to))
        if any(target.node == old for target in parameter.to)
        else parameter
        for name, parameter in graph.parameters.items()
    }
    frames = {
        name: msgspec.structs.replace(frame, nodes=tuple(new if node == old else node for node in frame.nodes))
        if old in frame.nodes
        else frame
        for name, frame in graph.frames.items()
    }
    return msgspec.structs.replace(graph, nodes=nodes, parameters=parameters, frames=frames)


def _require_free(graph: Graph, name: str, but: str = "") -> None:
    folded = name.casefold()
    for taken in graph.nodes:
        if taken != but and taken.casefold() == folded:
            raise ValueRefused(f"There is already a node {taken!r}; choose another name than {name!r}.")


def move(graph: Graph, places: Mapping[str, tuple[float, float]]) -> Graph:
    """Return the graph with some nodes standing elsewhere."""
    changes = {
        name: msgspec.structs.replace(find_node(graph, name), at=(float(x), float(y)))
        for name, (x, y) in places.items()
        if find_node(graph, name).at != (x, y)
    }
    return _with(graph, changes)


def bypass(graph: Graph, ids: Iterable[str], on: bool = True) -> Graph:
    """Return the graph with some nodes bypassed: they do not run and pass on what they get."""
    return _flag(graph, ids, bypassed=on)


def disable(graph: Graph, ids: Iterable[str], on: bool = True) -> Graph:
    """Return the graph with some nodes disabled: neither they run nor what cannot run without them."""
    return _flag(graph, ids, disabled=on)


def restyle(graph: Graph, ids: Iterable[str], **looks: Any) -> Graph:
    """Return the graph with another `label`, `color` or `collapsed` at some nodes."""
    if not looks.keys() <= {"label", "color", "collapsed"}:
        raise TypeError(f"restyle() takes label, color and collapsed, not {', '.join(looks)}")
    return _flag(graph, ids, **looks)


def _flag(graph: Graph, ids: Iterable[str], **flags: Any) -> Graph:
    changes = {}
    for name in ids:
        node = find_node(graph, name)
        if any(getattr(node, flag) != value for flag, value in flags.items()):
            changes[name] = msgspec.structs.replace(node, **flags)
    return _with(graph, changes)


def _with(graph: Graph, changes: dict[str, Node]) -> Graph:
    return msgspec.structs.replace(graph, nodes={**graph.nodes, **changes}) if changes else graph
