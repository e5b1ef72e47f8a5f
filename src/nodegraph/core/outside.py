"""What a graph from elsewhere would touch beyond its own folder, and the graph without it.

Nothing is looked at on the disk except in the graph's own folder: a path outside may be a share whose mere opening
tells a stranger who is asking.
"""

import os
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from nodegraph.core.graph import Graph, Node, wiring
from nodegraph.core.known import spec_of
from nodegraph.core.node import NodeSpec
from nodegraph.core.paths import is_foreign
from nodegraph.core.ports import Input, PathKind

_OURS = "nodegraph"
_Paths = list[tuple[Input, PathKind]]
"""The inputs of a kind of node that take paths."""


class Outside(NamedTuple):
    """One reach beyond the folder."""

    node: str
    path: str
    """Empty where it is only known when the graph runs."""
    writes: bool


def paths_in(graph: Graph, specs: Mapping[str, NodeSpec]) -> frozenset[str]:
    """Return all paths that a graph names."""
    return frozenset(
        value
        for node in graph.nodes.values()
        for port, value in node.set.items()
        if isinstance(value, str) and (spec := spec_of(node, specs)) and _takes_path(spec, port)
    )


def reaches(
    graph: Graph, specs: Mapping[str, NodeSpec], folder: Path | None, strange: Collection[str] | None = None
) -> list[Outside]:
    """Return what lies outside `folder` (`None`: the graph has none) of all that the graph names, sources first.

    With `strange`, the paths that it named when it came from elsewhere, only these count: others are a person's own.

    A path that comes over a wire counts as outside unless a listing or a loader gives it, whose own paths are inside.
    So does an effect of a plugin that names no path: nothing is known of what it does. Grey nodes do not run.
    """
    found: list[Outside] = []
    inside: set[str] = set()
    order = wiring(graph).order
    paths: dict[str, _Paths] = {}
    for name in [*order, *(graph.nodes.keys() - set(order))]:
        node = graph.nodes[name]
        spec = spec_of(node, specs)
        if spec is None:
            continue
        if spec.id not in paths:
            paths[spec.id] = [(port, port.kind) for port in spec.inputs if isinstance(port.kind, PathKind)]
        ports = paths[spec.id]
        here = [*_named(name, node, spec, ports, folder, strange), *_wired(name, node, spec, ports, inside)]
        if spec.effect and spec.package != _OURS and not ports:
            here.append(Outside(name, "", True))
        if not here and (spec.gives_stream or spec.has_probe):
            inside.add(name)
        found += here
    return found


def without(graph: Graph, found: Iterable[Outside]) -> Graph:
    """Return the graph with the nodes that reach outside taken out of what runs and is looked at."""
    nodes = dict(graph.nodes)
    for reach in found:
        nodes[reach.node] = msgspec.structs.replace(nodes[reach.node], disabled=True)
    return msgspec.structs.replace(graph, nodes=nodes)


def _named(
    name: str, node: Node, spec: NodeSpec, ports: _Paths, folder: Path | None, strange: Collection[str] | None
) -> list[Outside]:
    found = []
    for port, kind in ports:
        value = node.set.get(port.name)
        if not isinstance(value, str) or not value:
            continue
        if (strange is None or value in strange) and not _lies_in(value, folder):
            found.append(Outside(name, value, spec.effect and kind.role != "open"))
    return found


def _wired(name: str, node: Node, spec: NodeSpec, ports: _Paths, inside: set[str]) -> list[Outside]:
    return [
        Outside(name, "", spec.effect and kind.role != "open")
        for port, kind in ports
        if port.name in node.wires and node.wires[port.name].node not in inside
    ]


def _takes_path(spec: NodeSpec, port: str) -> bool:
    declared = spec.input(port)
    return declared is not None and isinstance(declared.kind, PathKind)


def _lies_in(path: str, folder: Path | None) -> bool:
    """Return whether a path leads into the folder, by its words first and only then, through links, on the disk."""
    if folder is None or "\0" in path or is_foreign(path) or path.startswith(("//", "\\\\")):
        return False
    home = os.path.normpath(folder)
    if not Path(os.path.normpath(path)).is_relative_to(home):
        return False
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(home))
