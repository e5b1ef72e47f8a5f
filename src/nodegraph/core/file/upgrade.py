"""Reads nodes that an earlier version of their type wrote: ports and values by the spec's table of renames.

`NodeSpec.renamed` says per old version what the next one calls it: `{"old port": "new port"}`, and for
a choice's word `{"port=old word": "port=new word"}` with the old version's port name on the left.
"""

from collections.abc import Iterator

from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import Value


def current_port(spec: NodeSpec, version: int, port: str) -> str:
    """Return what a port of that version is called today."""
    for table in _tables(spec, version):
        port = table.get(port, port)
    return port


def current_value(spec: NodeSpec, version: int, port: str, value: Value) -> tuple[str, Value]:
    """Return what a port of that version and its value are called today."""
    for table in _tables(spec, version):
        entry = table.get(f"{port}={value}") if isinstance(value, str) else None
        if entry is not None:
            port, _, value = entry.partition("=")
        else:
            port = table.get(port, port)
    return port, value


def _tables(spec: NodeSpec, version: int) -> Iterator[dict[str, str]]:
    for old in range(version, spec.version):
        if old in spec.renamed:
            yield spec.renamed[old]
