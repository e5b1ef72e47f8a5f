"""What of a graph a run reaches: which nodes are needed by others, and what each result depends on."""

from collections.abc import Collection, Iterable, Mapping

from nodegraph.core.graph import Graph, wiring
from nodegraph.core.known import spec_of
from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import ImageKind


def roots_of(graph: Graph, specs: Mapping[str, NodeSpec]) -> list[str]:
    """Return the nodes that run because they are there: those with an effect that are neither disabled nor bypassed."""
    found = []
    for name, node in graph.nodes.items():
        spec = spec_of(node, specs)
        if spec is not None and spec.effect and not (node.disabled or node.bypassed):
            found.append(name)
    return found


def ends_of(graph: Graph) -> list[str]:
    """Return the nodes whose results no other node takes, without those that are disabled."""
    taken = {wire.node for node in graph.nodes.values() if not node.disabled for wire in node.wires.values()}
    return [name for name, node in graph.nodes.items() if name not in taken and not node.disabled]


def needed_by(graph: Graph, names: Iterable[str]) -> set[str]:
    """Return these nodes and all that they need, directly or not; bypassed and disabled ones do not run."""
    found: set[str] = set()
    waiting = [name for name in names if name in graph.nodes]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [wire.node for wire in graph.nodes[name].wires.values() if wire.node in graph.nodes]
    return {name for name in found if not (graph.nodes[name].bypassed or graph.nodes[name].disabled)}


def will_run(graph: Graph, specs: Mapping[str, NodeSpec], only: Collection[str] = ()) -> set[str]:
    """Return the nodes that a run of `only` these does; without any, a run of all that runs because it is there."""
    return needed_by(graph, only or roots_of(graph, specs))


def show_pictures(graph: Graph, specs: Mapping[str, NodeSpec]) -> list[str]:
    """Return the nodes without effect whose results are pictures, sources before targets."""
    found = []
    for name in wiring(graph).order:
        node = graph.nodes[name]
        spec = spec_of(node, specs)
        if spec is None or spec.effect or node.disabled or node.bypassed:
            continue
        if any(isinstance(port.kind, ImageKind) for port in spec.outputs):
            found.append(name)
    return found


_marked: tuple[Graph, Mapping[str, int]] = Graph(), {}
"""The graph whose marks were asked for last: after an edit several ask for the same."""


def marks_of(graph: Graph) -> Mapping[str, int]:
    """Return per node a number that is another one as soon as anything is that its results depend on.

    Nodes in or behind a circle have none. Places, labels and colors do not count; files are known by their path.
    """
    global _marked
    known, marks = _marked
    if known is not graph:
        marks = _marks(graph)
        _marked = graph, marks
    return marks


def _marks(graph: Graph) -> dict[str, int]:
    found: dict[str, int] = {}
    for name in wiring(graph).order:
        node = graph.nodes[name]
        values = tuple(sorted((port, repr(value)) for port, value in node.set.items()))
        wires = tuple(sorted((port, wire.port, found.get(wire.node, 0)) for port, wire in node.wires.items()))
        found[name] = hash((node.type, node.version, node.bypassed, node.disabled, values, wires))
    return found
