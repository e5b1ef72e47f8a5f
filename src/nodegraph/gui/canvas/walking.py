"""Walking from node to node along wires, by the arrow keys."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from nodegraph.core.graph import Graph


def _sources(graph: Graph, name: str) -> list[str]:
    return [wire.node for wire in graph.nodes[name].wires.values()]


def _readers(graph: Graph, name: str) -> list[str]:
    return [target for wire, target, _ in graph.wires() if wire.node == name]


def _beside(step: int) -> Callable[[Graph, str], list[str]]:
    """Return how to go up or down among the nodes that read, or feed, the same one."""

    def found(graph: Graph, name: str) -> list[str]:
        near = {other for source in _sources(graph, name) for other in _readers(graph, source)}
        near |= {other for reader in _readers(graph, name) for other in _sources(graph, reader)}
        row = sorted({*near, name}, key=lambda other: (graph.nodes[other].at[1], other))
        index = row.index(name) + step
        return [row[index]] if 0 <= index < len(row) else []

    return found


ALONG: dict[int, Callable[[Graph, str], list[str]]] = {
    Qt.Key.Key_Left: _sources,
    Qt.Key.Key_Right: _readers,
    Qt.Key.Key_Up: _beside(-1),
    Qt.Key.Key_Down: _beside(1),
}
"""By key: which nodes lie that way of a node, the first one first."""
