"""From a graph file to a graph. Reading is strict and loses nothing.

A file that is no graph file is refused with a sentence. A node that cannot be understood opens grey
and is written back as it was; `core.check` says what is wrong with it, and with its wires.
"""

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from nodegraph.core.errors import FileRefused, did_you_mean
from nodegraph.core.file.block import Kind, read_block, read_kind, read_wire
from nodegraph.core.file.parse import MAX_BYTES, parse, place
from nodegraph.core.file.upgrade import current_port
from nodegraph.core.graph import Frame, Graph, Node, Parameter, Wire
from nodegraph.core.ids import is_id
from nodegraph.core.node import NodeSpec
from nodegraph.core.problem import Problem

FORMAT = 1
_OBJECTS = ("nodes", "parameters", "frames", "notes", "view", "graphs", "made_with")


class Opened(NamedTuple):
    """A graph as read from a file."""

    graph: Graph
    problems: list[Problem]
    """What the file is to blame for and the graph does not show any more; `core.check` finds the rest."""


def read(path: Path, specs: Mapping[str, NodeSpec]) -> Opened:
    """Return the graph in a file. Raises `FileRefused` with one sentence that names the file."""
    return decode(read_bytes(path), Path(os.path.abspath(path)).parent, specs, path.name)


def read_bytes(path: Path) -> bytes:
    """Return a file's content. Only regular files of up to 64 MiB are opened; raises `FileRefused`."""
    if check_regular(path).st_size > MAX_BYTES:
        raise FileRefused(f"{path.name} is larger than 64 MiB, which no graph file is.")
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise FileRefused(f"{str(path)!r} cannot be read: {_reason(error)}.") from None


def check_regular(path: Path) -> os.stat_result:
    """Return the status of a regular file; nothing is opened. Raises `FileRefused` for everything else."""
    try:
        found = path.stat()
    except FileNotFoundError:
        near = [p.name for p in path.parent.glob("*.ng")] if path.parent.is_dir() else []
        raise FileRefused(f"There is no file {str(path)!r}{did_you_mean(path.name, near)}.") from None
    except (OSError, ValueError) as error:
        raise FileRefused(f"{str(path)!r} cannot be opened: {_reason(error)}.") from None
    if stat.S_ISDIR(found.st_mode):
        raise FileRefused(f"{str(path)!r} is a folder; name a graph file in it.")
    if not stat.S_ISREG(found.st_mode):
        raise FileRefused(f"{str(path)!r} is no regular file; name a graph file.")
    return found


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def decode(data: bytes, folder: Path, specs: Mapping[str, NodeSpec], name: str = "the graph") -> Opened:
    """Return the graph in the bytes of a file that lies in `folder` (absolute) and is called `name`.

    Raises `FileRefused`. A wire to what is not there, an unknown type and a value out of range are
    no reasons to refuse: the graph opens, and `core.check` names them.
    """
    found = parse(data, name)
    _require_format(found, name)
    for key in _OBJECTS:
        if not isinstance(found.get(key, {}), dict):
            raise FileRefused(f"{place(name, (key,))} must be an object.")
    blocks: dict[str, Any] = found.get("nodes", {})
    _require_ids(blocks, name)
    earlier = {old: spec.id for spec in specs.values() for old in spec.was}
    kinds = {node: read_kind(block, specs, earlier) for node, block in blocks.items()}
    nodes = {node: read_block(block, kinds[node], kinds, folder) for node, block in blocks.items()}
    graph = Graph(
        nodes=nodes,
        parameters={key: _parameter(value, name, key, kinds) for key, value in found.get("parameters", {}).items()},
        frames={key: _frame(value, name, key) for key, value in found.get("frames", {}).items()},
        notes=found.get("notes", {}),
        view=found.get("view", {}),
        graphs=found.get("graphs", {}),
        made_with=_texts(found.get("made_with", {}), name),
        extra={key: value for key, value in found.items() if key != "nodegraph" and key not in _OBJECTS},
    )
    return Opened(graph, _upgraded(blocks, nodes, kinds))


def _require_format(found: dict[str, Any], name: str) -> None:
    version = found.get("nodegraph")
    if type(version) is not int or version < 1:
        raise FileRefused(f'{name} is no graph file: it does not say "nodegraph": {FORMAT}; name a .ng file.')
    if version > FORMAT:
        raise FileRefused(f"{name} was written by a newer nodegraph (file format {version}); update nodegraph.")


def _require_ids(blocks: dict[str, Any], name: str) -> None:
    folded: dict[str, str] = {}
    for node, block in blocks.items():
        if not is_id(node):
            raise FileRefused(f"{name}: {node!r} cannot name a node; use letters, digits and _, such as 'resize-2'.")
        twin = folded.setdefault(node.casefold(), node)
        if twin != node:
            raise FileRefused(f"{name}: the nodes {twin!r} and {node!r} differ in case only; rename one of them.")
        if not isinstance(block, dict):
            raise FileRefused(f"{place(name, ('nodes', node))} must be an object.")


def _parameter(written: Any, name: str, key: str, kinds: Mapping[str, Kind]) -> Parameter:
    block = {"to": [written]} if isinstance(written, str) else written
    to = block.get("to") if isinstance(block, dict) else None
    targets = [_target(target, kinds) for target in to] if isinstance(to, list) else [None]
    text = block.get("help", "") if isinstance(block, dict) else ""
    if not isinstance(text, str) or None in targets:
        where = place(name, ("parameters", key))
        raise FileRefused(f"{where} must name what it sets as 'node.port', or as a list of these in 'to'.")
    extra = {k: v for k, v in block.items() if k not in ("to", "help")}
    return Parameter(tuple(target for target in targets if target is not None), text, extra)


def _target(written: object, kinds: Mapping[str, Kind]) -> Wire | None:
    """Return an input by its `node.port`, under the name it has today."""
    wire = read_wire(written, {})
    if wire is None:
        return None
    kind = kinds.get(wire.node)
    if kind is None or kind.spec is None:
        return wire
    return Wire(wire.node, current_port(kind.spec, kind.version, wire.port))


def _frame(written: Any, name: str, key: str) -> Frame:
    known = {k: v for k, v in written.items() if k in ("nodes", "title", "color")} if isinstance(written, dict) else {}
    try:
        frame = msgspec.convert(known, Frame)
    except msgspec.ValidationError:
        where = f"{name}, frame {key!r}"
        raise FileRefused(f"{where} must have 'nodes' (a list of node ids) and texts as title and color.") from None
    return msgspec.structs.replace(frame, extra={k: v for k, v in written.items() if k not in known})


def _texts(written: dict[str, Any], name: str) -> dict[str, str]:
    if any(not isinstance(value, str) for value in written.values()):
        raise FileRefused(f"{place(name, ('made_with',))} must name packages with their versions as texts.")
    return written


def _upgraded(blocks: Mapping[str, Any], nodes: Mapping[str, Node], kinds: Mapping[str, Kind]) -> list[Problem]:
    """Return one note about all nodes that an earlier version wrote."""
    old = sorted(node for node, kind in kinds.items() if kind.spec is not None and is_old(blocks[node], nodes[node]))
    if not old:
        return []
    names = ", ".join(old[:5]) + (", ..." if len(old) > 5 else "")
    note = f"Earlier versions wrote {names}; saving the graph writes today's and keeps the old file as .bak."
    return [Problem(note, severity="warning")]


def is_old(block: Mapping[str, Any], node: Node) -> bool:
    """Return whether the block of a known node names an earlier type or version than the node read from it."""
    return bool(block.get("node") != typed_name(node.type, node.version))


def typed_name(type_: str, version: int) -> str:
    """Return how a file names a type: `resize`, `resize@2`."""
    return type_ if version == 1 else f"{type_}@{version}"
