"""The difference between two graphs as plain data: what an edit sends to the engine instead of the whole document."""

import msgspec

from nodegraph.core.graph import Graph, Node

_BESIDE = tuple(field for field in Graph.__struct_fields__ if field != "nodes")


class Patch(msgspec.Struct, frozen=True, omit_defaults=True):
    """What leads from one graph to another."""

    nodes: dict[str, Node] = {}
    """New and other ones."""
    gone: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    """All names as they stand in the graph, where that is not the old ones followed by the new ones."""
    beside: Graph | None = None
    """All but the nodes, where something of that is another."""


def patch_of(before: Graph, after: Graph) -> Patch:
    """Return what leads from one graph to the other. Nodes are compared by identity, in time linear in them."""
    old, new = before.nodes, after.nodes
    nodes = {name: node for name, node in new.items() if old.get(name) is not node}
    gone = tuple(name for name in old if name not in new)
    known = [name for name in old if name in new]
    known += [name for name in nodes if name not in old]
    order = () if known == list(new) else tuple(new)
    same = all(getattr(before, field) is getattr(after, field) for field in _BESIDE)
    return Patch(nodes, gone, order, None if same else msgspec.structs.replace(after, nodes={}))


def patched(before: Graph, patch: Patch) -> Graph:
    """Return the other graph; nodes that did not change are the same objects as before. `KeyError` for a stranger."""
    nodes = {**before.nodes, **patch.nodes}
    for name in patch.gone:
        del nodes[name]
    if patch.order:
        nodes = {name: nodes[name] for name in patch.order}
    return msgspec.structs.replace(patch.beside if patch.beside is not None else before, nodes=nodes)
