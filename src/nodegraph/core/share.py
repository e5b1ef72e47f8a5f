"""A graph as it is given to others: what lies elsewhere on this machine is named relative to the graph."""

import hashlib
from collections.abc import Mapping
from pathlib import Path, PurePath, PureWindowsPath
from typing import NamedTuple

import msgspec

from nodegraph.core.graph import Graph
from nodegraph.core.known import spec_of
from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import PathKind


class Shared(NamedTuple):
    """A graph to give away."""

    graph: Graph
    """Its paths lie in or below the folder it goes to."""
    moved: dict[str, str]
    """Path as it was -> path in the folder, for what the receiver has to lay there."""


def shared(graph: Graph, specs: Mapping[str, NodeSpec], home: Path | None, target: Path) -> Shared:
    """Return the graph for a file in the folder `target`; it lay in `home` (`None`: in no file).

    What lay in or below `home` keeps its place beside the graph; of what lay elsewhere only the last name is kept,
    so that no name of a folder of this machine is given away; two of the same name are told apart by a few
    letters. View and previews are dropped. Both folders are absolute.
    """
    moved: dict[str, str] = {}
    taken: dict[str, str] = {}

    def place(path: str) -> str:
        inside = _below(path, home)
        if inside is None:
            name = PureWindowsPath(path).name or "files"
            if taken.setdefault(name.casefold(), path) != path:
                name = f"{hashlib.sha256(path.encode(errors='surrogateescape')).hexdigest()[:6]}-{name}"
            inside = PurePath(name)
            moved[path] = str(target / inside)
        return str(target / inside)

    nodes = dict(graph.nodes)
    for name, node in graph.nodes.items():
        spec = spec_of(node, specs)
        kinds = {port.name: port.kind for port in spec.inputs} if spec is not None else {}
        values = {
            port: place(value) if isinstance(kinds.get(port), PathKind) and isinstance(value, str) and value else value
            for port, value in node.set.items()
        }
        if values != node.set:
            nodes[name] = msgspec.structs.replace(node, set=values)
    return Shared(msgspec.structs.replace(graph, nodes=nodes, view={}), moved)


def _below(path: str, home: Path | None) -> PurePath | None:
    if home is None or not PurePath(path).is_relative_to(home):
        return None
    return PurePath(path).relative_to(home)
