"""Passes: which readers of a stream can be served by going through it once, and which have to wait for another.

Every node has a *key*: per stream, how often that stream must have been gone through before the node
can be computed. A sink's result adds one for its stream, so keys rise strictly along whatever depends
on a whole stream, and readers with equal keys never wait for each other: they share a pass.
"""

from collections.abc import Callable, Iterable, Mapping

from nodegraph.core.graph import Node
from nodegraph.core.node import NodeSpec
from nodegraph.engine.scope import Scopes, itemwise, leaves

Key = Mapping[str, int]

_NOTHING_BEFORE: Key = {}
_NO_STREAMS: frozenset[str] = frozenset()


def keys(
    nodes: Mapping[str, Node], specs: Mapping[str, NodeSpec], order: Iterable[str], scopes: Scopes
) -> dict[str, Key]:
    """Return the key of every node."""
    found: dict[str, Key] = {}
    after: dict[str, Key] = {}
    """The key of what reads the node's result."""
    touched: dict[str, frozenset[str]] = {}
    """The streams around the node in which it, or a node before it in them, is an effect."""
    for name in order:
        node, spec = nodes[name], specs[name]
        scope = scopes.of_node[name]
        if not scope and not spec.takes_stream and not any(after[wire.node] for wire in node.wires.values()):
            found[name] = after[name] = _NOTHING_BEFORE
            touched[name] = _NO_STREAMS
            continue
        before = [after[wire.node] for wire in node.wires.values()]
        key = _latest(before)
        effects: frozenset[str] = frozenset(scope) if spec.effect else frozenset()
        taken: list[str] = []
        for port, wire in node.wires.items():
            effects |= touched[wire.node]
            declared = spec.input(port) if spec.takes_stream else None
            if declared is None or not declared.stream or itemwise(spec):
                continue
            stream = scopes.of_value(wire)[-1]
            if stream in touched[wire.node] and (taken or spec.gives_stream):
                # It reads the stream by itself, where effects do not run: after the pass in which they do.
                key = {**key, stream: max(key.get(stream, 0), after[wire.node].get(stream, 0) + 1)}
            taken.append(stream)
        found[name] = key
        if leaves(spec) and not spec.gives_stream:
            key = {**key, **{stream: key.get(stream, 0) + 1 for stream in taken}}
        after[name] = key
        touched[name] = effects.intersection(scope) if effects else effects
    return found


def _latest(keys: list[Key]) -> Key:
    merged = _NOTHING_BEFORE
    for key in keys:
        if key is merged or not key:
            continue
        if not merged:
            merged = key
        else:
            merged = {stream: max(key.get(stream, 0), merged.get(stream, 0)) for stream in {*key, *merged}}
    return merged


def shared(
    readers: list[str], stream: str, keys: Mapping[str, Key], depends: Callable[[list[str], list[str]], bool]
) -> list[list[str]]:
    """Return the readers of one stream in groups that share a pass each.

    Readers of equal keys share. Groups that differ only in what else they wait for are put together
    where neither depends on the other: one pass that waits is less work than two.
    """
    groups: list[list[str]] = []
    by_key: dict[tuple[tuple[str, int], ...], list[str]] = {}
    for reader in readers:
        key = tuple(sorted(keys[reader].items()))
        if key in by_key:
            by_key[key].append(reader)
        else:
            by_key[key] = [reader]
            groups.append(by_key[key])
    merged: list[list[str]] = []
    for group in groups:
        level = keys[group[0]].get(stream, 0)
        for other in merged:
            same = keys[other[0]].get(stream, 0) == level
            if same and not depends(group, other) and not depends(other, group):
                other.extend(group)
                break
        else:
            merged.append(group)
    return merged
