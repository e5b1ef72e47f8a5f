"""Edits of values: what an unwired input is set to."""

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

from nodegraph.core.edit.find import find_input, find_node, with_node
from nodegraph.core.errors import ValueRefused
from nodegraph.core.graph import Graph, wire_text
from nodegraph.core.node import NodeSpec
from nodegraph.core.paths import absolute
from nodegraph.core.ports import LIVE_KINDS, AnyKind, Input, PathKind, Text, Value, accept, kind_name, read_text


def set_value(graph: Graph, specs: Mapping[str, NodeSpec], node: str, port: str, value: object) -> Graph:
    """Return the graph with an input set to a value; the default is stored as nothing.

    Raises `ValueRefused` where the port is wired (the sentence names the wire), takes no values, or
    not this one; `UnknownName`.
    """
    declared = find_input(graph, specs, node, port)
    changed = graph.nodes[node]
    if port in changed.wires:
        source = wire_text(changed.wires[port])
        raise ValueRefused(f"{node}.{port} is wired to {source} and cannot be set; remove that wire first.")
    accepted = accept_at(declared, value, f"{node}.{port}")
    if declared.is_default(accepted):
        return unset(graph, node, port)
    if port in changed.set and _equal(changed.set[port], accepted):
        return graph
    return with_node(graph, node, msgspec.structs.replace(changed, set={**changed.set, port: accepted}))


def unset(graph: Graph, node: str, port: str) -> Graph:
    """Return the graph with an input back at its default."""
    changed = find_node(graph, node)
    if port not in changed.set:
        return graph
    left = {name: value for name, value in changed.set.items() if name != port}
    return with_node(graph, node, msgspec.structs.replace(changed, set=left))


def set_text(graph: Graph, specs: Mapping[str, NodeSpec], place: str, text: str, folder: Path) -> Graph:
    """Return the graph with `node.port` set to what a person typed; a relative path lies in `folder`.

    Raises `ValueRefused` or `UnknownName` with a sentence.
    """
    node, dot, port = place.partition(".")
    if not dot or not port:
        raise ValueRefused(f"{place!r} names no input; write node.port, such as resize.width.")
    declared = find_input(graph, specs, node, port)
    return set_value(graph, specs, node, port, typed(declared, text, f"{node}.{port}", folder))


def typed(port: Input, text: str, where: str, folder: Path) -> Value:
    """Return what a person typed for a port as its value. `none` means nothing where that is a value."""
    if port.optional and text.lower() == "none" and not isinstance(port.kind, Text | AnyKind):
        return None
    _require_settable(port, where)
    value = read_text(port.kind, text, where)
    return absolute(value, folder) if isinstance(port.kind, PathKind) and isinstance(value, str) else value


def accept_at(port: Input, value: object, where: str) -> Value:
    """Return the value as the port holds it, or raise `ValueRefused`."""
    if value is None and port.optional:
        return None
    _require_settable(port, where)
    accepted = accept(port.kind, value, where)
    if isinstance(port.kind, PathKind) and isinstance(accepted, str) and os.path.isabs(accepted):
        return os.path.normpath(accepted)
    return accepted


def _require_settable(port: Input, where: str) -> None:
    if port.stream or not isinstance(port.kind, (*LIVE_KINDS, AnyKind)):
        what = f"a stream of {kind_name(port.kind).split(' ', 1)[-1]}s" if port.stream else kind_name(port.kind)
        raise ValueRefused(f"{where} takes {what} and cannot be set; connect it.")


def _equal(one: object, other: object) -> bool:
    return type(one) is type(other) and one == other
