"""What differs between two graphs: all that a view has to do to follow the document."""

from typing import NamedTuple

import msgspec

from nodegraph.core.graph import Graph, Node, Wire

End = tuple[str, str]
"""The target of a wire: node and input port."""


class Diff(NamedTuple):
    """The difference from a graph to another one."""

    added: list[str]
    removed: list[str]
    renamed: dict[str, str]
    """Old id -> new id, where both hold the same `Node` object: whatever a view keeps of it stays."""
    changed: list[str]
    """New ids of nodes with other values, places or looks; wires are told apart below."""
    wires_added: dict[End, Wire]
    """By target, in new ids. A wire whose source is another one is removed and added."""
    wires_removed: dict[End, Wire]
    """By target, in old ids. Wires that only follow a rename are neither removed nor added."""
    parameters: bool
    frames: bool
    notes: bool

    @property
    def empty(self) -> bool:
        """Whether there is nothing to do."""
        return not any(self)


def diff(before: Graph, after: Graph) -> Diff:
    """Return what leads from one graph to the other. Takes time linear in the nodes, and little for shared ones."""
    removed = [name for name in before.nodes if name not in after.nodes]
    added = [name for name in after.nodes if name not in before.nodes]
    objects = {id(after.nodes[name]): name for name in reversed(added)}
    renamed: dict[str, str] = {}
    for name in removed:
        twin = objects.pop(id(before.nodes[name]), None)
        if twin is not None:
            renamed[name] = twin
    changed: list[str] = []
    wires_removed: dict[End, Wire] = {}
    for name, node in before.nodes.items():
        now = renamed.get(name, name)
        other = after.nodes.get(now)
        if other is node and not renamed:
            continue
        if other is not None and other is not node and not _alike(node, other):
            changed.append(now)
        for port, wire in node.wires.items():
            if other is None or other.wires.get(port) != _moved(wire, renamed):
                wires_removed[name, port] = wire
    earlier = {new: old for old, new in renamed.items()}
    wires_added: dict[End, Wire] = {}
    for name, node in after.nodes.items():
        other = before.nodes.get(earlier.get(name, name))
        if other is node and not renamed:
            continue
        for port, wire in node.wires.items():
            if other is None or port not in other.wires or _moved(other.wires[port], renamed) != wire:
                wires_added[name, port] = wire
    return Diff(
        [name for name in added if name not in earlier],
        [name for name in removed if name not in renamed],
        renamed,
        changed,
        wires_added,
        wires_removed,
        before.parameters != after.parameters,
        before.frames != after.frames,
        before.notes != after.notes,
    )


def _moved(wire: Wire, renamed: dict[str, str]) -> Wire:
    return Wire(renamed[wire.node], wire.port) if wire.node in renamed else wire


def _alike(one: Node, other: Node) -> bool:
    """Return whether two nodes differ in wires at most."""
    return one == msgspec.structs.replace(other, wires=one.wires)
