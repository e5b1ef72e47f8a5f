"""From a graph to its file. Equal graphs give equal bytes; a small edit changes few lines."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from nodegraph.core.errors import FileRefused
from nodegraph.core.file.block import read_kind
from nodegraph.core.file.layout import lay_out
from nodegraph.core.file.parse import parse
from nodegraph.core.file.read import FORMAT, read_bytes, typed_name
from nodegraph.core.graph import Frame, Graph, Node, Parameter, Wire, wire_text
from nodegraph.core.installed import version_of
from nodegraph.core.known import spec_of
from nodegraph.core.node import NodeSpec
from nodegraph.core.paths import written
from nodegraph.core.ports import PathKind, Value


def encode(graph: Graph, folder: Path, specs: Mapping[str, NodeSpec]) -> bytes:
    """Return the bytes of a file that lies in `folder` (absolute): `decode` of them is the graph again.

    Values that are defaults are left out; known nodes are written in their version of today.
    """
    found: dict[str, Any] = {**graph.extra, "nodegraph": FORMAT}
    found["nodes"] = {name: _block(node, graph, folder, specs) for name, node in graph.nodes.items()}
    if graph.parameters:
        found["parameters"] = {name: _parameter(parameter) for name, parameter in graph.parameters.items()}
    if graph.frames:
        found["frames"] = {name: _frame(frame) for name, frame in graph.frames.items()}
    for key in ("notes", "view", "graphs", "made_with"):
        if getattr(graph, key):
            found[key] = getattr(graph, key)
    return (lay_out(found) + "\n").encode()


def _block(node: Node, graph: Graph, folder: Path, specs: Mapping[str, NodeSpec]) -> dict[str, Any]:
    spec = spec_of(node, specs)
    block: dict[str, Any] = {"at": [int(n) if n == int(n) and abs(n) < 2**53 else n for n in node.at]}
    if node.type:
        block["node"] = typed_name(node.type, node.version if spec is None else spec.version)
    for key in ("label", "color", "bypassed", "disabled", "collapsed"):
        if getattr(node, key):
            block[key] = getattr(node, key)
    values = node.set if spec is None else _values(node, spec, folder)
    if values:
        block["set"] = values
    if node.wires:
        block["in"] = {port: _source(wire, graph, specs) for port, wire in node.wires.items()}
    return {**block, **node.extra}


def _values(node: Node, spec: NodeSpec, folder: Path) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for name, value in node.set.items():
        port = spec.input(name)
        if port is not None and port.is_default(value):
            continue
        if port is not None and isinstance(port.kind, PathKind) and isinstance(value, str):
            value = written(value, folder)
        values[name] = value
    return values


def _source(wire: Wire, graph: Graph, specs: Mapping[str, NodeSpec]) -> str:
    node = graph.nodes.get(wire.node)
    spec = specs.get(node.type) if node is not None else None
    if not wire.port or node is None or spec is None or spec.main is None or node.version > spec.version:
        return wire_text(wire)
    return wire.node if spec.main.name == wire.port else wire_text(wire)


def _parameter(parameter: Parameter) -> Any:
    to = [wire_text(wire) for wire in parameter.to]
    if len(to) == 1 and not parameter.help and not parameter.extra:
        return to[0]
    block = {**parameter.extra, "to": to}
    return {**block, "help": parameter.help} if parameter.help else block


def _frame(frame: Frame) -> dict[str, Any]:
    block: dict[str, Any] = {**frame.extra, "nodes": list(frame.nodes)}
    for key in ("title", "color"):
        if getattr(frame, key):
            block[key] = getattr(frame, key)
    return block


def write(graph: Graph, path: Path, specs: Mapping[str, NodeSpec]) -> None:
    """Write the graph into a file, all or nothing, with the packages it was made with.

    A file in the place that holds earlier versions of nodes, or no readable graph, is kept once as
    `name.ng.bak`. Raises `FileRefused`.
    """
    target = Path(os.path.realpath(path))
    stamped = msgspec.structs.replace(graph, made_with=_made_with(graph, specs))
    data = encode(stamped, Path(os.path.abspath(path)).parent, specs)
    try:
        before = read_bytes(target) if target.exists() else None
        mode = target.stat().st_mode & 0o777 if before is not None else None
        backup = path.with_name(path.name + ".bak")
        if before is not None and not backup.exists() and _is_worth_keeping(before, specs):
            _replace(backup, before, mode)
        _replace(target, data, mode)
    except OSError as error:
        raise FileRefused(f"{str(path)!r} cannot be written: {error.strerror or error}.") from None


def _replace(path: Path, data: bytes, mode: int | None) -> None:
    """Put a file in its place, complete and on the disk, or leave what was there."""
    part = path.with_name(f".{path.stem}.{secrets.token_hex(4)}.part{path.suffix}")
    try:
        with part.open("xb") as file:
            if mode is not None:
                os.chmod(part, mode)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _is_worth_keeping(before: bytes, specs: Mapping[str, NodeSpec]) -> bool:
    """Return whether a file is one that writing would change beyond what was edited."""
    try:
        blocks = parse(before, "").get("nodes", {})
    except FileRefused:
        return True
    earlier = {old: spec.id for spec in specs.values() for old in spec.was}
    for block in blocks.values() if isinstance(blocks, dict) else ():
        kind = read_kind(block, specs, earlier) if isinstance(block, dict) else None
        if kind is None or (kind.spec and block["node"] != typed_name(kind.spec.id, kind.spec.version)):
            return True
    return False


def _made_with(graph: Graph, specs: Mapping[str, NodeSpec]) -> dict[str, str]:
    """Return the packages of the graph's nodes with their versions; what grey nodes came from stays named."""
    known = [spec_of(node, specs) for node in graph.nodes.values()]
    packages = {"nodegraph", *(spec.package for spec in known if spec is not None and spec.package)}
    found = dict(graph.made_with) if None in known else {}
    for package in packages:
        version = version_of(package)
        if version is None:
            found.pop(package, None)
        else:
            found[package] = version
    return found
