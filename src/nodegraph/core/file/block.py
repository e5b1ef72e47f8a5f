"""One node's block of a graph file, read key by key: a key that cannot be read is kept as it was written."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from nodegraph.core.file.upgrade import current_port, current_value
from nodegraph.core.graph import Node, Wire
from nodegraph.core.known import FILE_KEYS
from nodegraph.core.node import NodeSpec
from nodegraph.core.paths import absolute
from nodegraph.core.ports import ColorKind, PathKind, Value

_TYPE = re.compile(r"([^@]+)(?:@([1-9][0-9]{0,8}))?")
_WIRE = re.compile(r"((?!\d)\w+(?:-[0-9]+)?)(?:\.(\w+))?")
_LOOKS = {"label": str, "color": str, "bypassed": bool, "disabled": bool, "collapsed": bool}


class Kind(msgspec.Struct, frozen=True):
    """What a block says it is."""

    type: str
    """The id of its type today, also where the file has an earlier id; empty where it cannot be read."""
    version: int
    """The version that the file has."""
    spec: NodeSpec | None
    """`None` where the type, or this version of it, is not known."""


def read_kind(block: Mapping[str, Any], specs: Mapping[str, NodeSpec], earlier: Mapping[str, str]) -> Kind:
    """Return what a block is. `earlier`: earlier id -> id."""
    written = block.get("node")
    match = _TYPE.fullmatch(written) if isinstance(written, str) else None
    if match is None:
        return Kind("", 1, None)
    version = int(match[2] or 1)
    spec = specs.get(match[1]) or specs.get(earlier.get(match[1], ""))
    if spec is None or version > spec.version:
        return Kind(match[1], version, None)
    return Kind(spec.id, version, spec)


def read_wire(written: object, kinds: Mapping[str, Kind]) -> Wire | None:
    """Return a wire's source; a bare node is its main output. `None` where it is no wire."""
    match = _WIRE.fullmatch(written) if isinstance(written, str) else None
    if match is None:
        return None
    node, port = match[1], match[2] or ""
    kind = kinds.get(node)
    if kind is not None and kind.spec is not None:
        port = current_port(kind.spec, kind.version, port) if port else ""
        if not port and kind.spec.main is not None:
            port = kind.spec.main.name
    return Wire(node, port)


def read_block(block: Mapping[str, Any], kind: Kind, kinds: Mapping[str, Kind], folder: Path) -> Node:
    """Return the node; what cannot be read or is not known lies in its `extra`, as it was."""
    fields: dict[str, Any] = {}
    extra = {key: value for key, value in block.items() if key not in FILE_KEYS}
    if not kind.type and "node" in block:
        extra["node"] = block["node"]
    for key, of in _LOOKS.items():
        if key in block:
            (fields if type(block[key]) is of else extra)[key] = block[key]
    readers: dict[str, tuple[str, Callable[[object], object]]] = {
        "at": ("at", _read_at),
        "set": ("set", lambda written: _read_values(written, kind, folder)),
        "in": ("wires", lambda written: _read_wires(written, kind, kinds)),
    }
    for key, (field, read) in readers.items():
        if key in block:
            found = read(block[key])
            if found is None:
                extra[key] = block[key]
            else:
                fields[field] = found
    if kind.spec is not None and not FILE_KEYS.keys().isdisjoint(extra):
        # Half of it cannot be read: nothing of it is brought up to date.
        name = block["node"].partition("@")[0]
        return read_block(block, Kind(name, kind.version, None), kinds, folder)
    version = kind.version if kind.spec is None else kind.spec.version
    return Node(kind.type, version, extra=extra, **fields)


def _read_at(written: object) -> tuple[float, float] | None:
    if not isinstance(written, list) or len(written) != 2 or any(type(n) not in (int, float) for n in written):
        return None
    return float(written[0]), float(written[1])


def _read_wires(written: object, kind: Kind, kinds: Mapping[str, Kind]) -> dict[str, Wire] | None:
    if not isinstance(written, dict):
        return None
    wires: dict[str, Wire] = {}
    for port, source in written.items():
        wire = read_wire(source, kinds)
        if wire is None:
            return None
        wires[current_port(kind.spec, kind.version, port) if kind.spec is not None else port] = wire
    return wires


def _read_values(written: object, kind: Kind, folder: Path) -> dict[str, Value] | None:
    if not isinstance(written, dict):
        return None
    values: dict[str, Value] = {}
    for port, value in written.items():
        if kind.spec is None:
            if not _is_value(value):
                return None
            values[port] = value
            continue
        name, value = current_value(kind.spec, kind.version, port, value)
        declared = kind.spec.input(name)
        if declared is not None and isinstance(declared.kind, ColorKind) and isinstance(value, list):
            value = [float(n) if type(n) is int else n for n in value]
        if not _is_value(value):
            return None
        if declared is not None and isinstance(declared.kind, PathKind) and isinstance(value, str):
            value = absolute(value, folder)
        if declared is None or not declared.is_default(value):
            values[name] = value
    return values


def _is_value(value: object) -> bool:
    """Return whether a node can hold it exactly as it was written."""
    if isinstance(value, list):
        return all(type(number) is float for number in value)
    return value is None or type(value) in (bool, int, float, str)
