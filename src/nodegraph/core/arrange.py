"""Where boxes of a graph stand in a drawing: where the graph has them, else in columns along the wires."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from nodegraph.core.graph import Graph

_GAP_X, _GAP_Y = 76.0, 26.0
_SWEEPS = 6


class Box(NamedTuple):
    """A box by its upper left corner and size, in pixels."""

    x: float
    y: float
    width: float
    height: float


def arrange(graph: Graph, boxes: Mapping[str, Box], order: Sequence[str]) -> dict[str, tuple[float, float]]:
    """Return the upper left corner of every box. `order`: all node ids, sources before targets."""
    if not _collide(list(boxes.values())):
        return {name: (box.x, box.y) for name, box in boxes.items()}
    columns = _columns(graph, order)
    _untangle(graph, columns)
    return _place(columns, boxes)


def _collide(boxes: list[Box]) -> bool:
    """Return whether two boxes cover each other or nearly touch. Sweeps from left to right."""
    open_: list[Box] = []
    for box in sorted(boxes):
        open_ = [other for other in open_ if other.x + other.width + 12 > box.x]
        if any(other.y < box.y + box.height + 6 and box.y < other.y + other.height + 6 for other in open_):
            return True
        open_.append(box)
    return False


def _columns(graph: Graph, order: Sequence[str]) -> list[list[str]]:
    """Return the nodes by the longest way from a source; sources stand right before their first reader."""
    depth: dict[str, int] = {}
    for name in order:
        sources = [wire.node for wire in graph.nodes[name].wires.values()]
        depth[name] = max((depth[source] + 1 for source in sources if source in depth), default=0)
    nearest: dict[str, int] = {}
    for wire, name, _ in graph.wires():
        nearest[wire.node] = min(nearest.get(wire.node, depth[name]), depth[name])
    columns: list[list[str]] = [[] for _ in range(max(depth.values(), default=-1) + 1)]
    for name in order:
        if not graph.nodes[name].wires and name in nearest:
            depth[name] = max(0, nearest[name] - 1)
        columns[depth[name]].append(name)
    return columns


def _untangle(graph: Graph, columns: list[list[str]]) -> None:
    """Order each column by the mean row of the neighbors, a few times to and fro (Sugiyama's barycenters)."""
    beside: dict[str, list[str]] = {name: [] for name in graph.nodes}
    for wire, name, _ in graph.wires():
        if wire.node in beside:
            beside[wire.node].append(name)
            beside[name].append(wire.node)
    row: dict[str, float] = {name: i - len(column) / 2 for column in columns for i, name in enumerate(column)}
    for sweep in range(_SWEEPS):
        for column in columns if sweep % 2 else reversed(columns):
            middle = {name: sum(row[n] for n in beside[name]) / len(beside[name]) for name in column if beside[name]}
            column.sort(key=lambda name: middle.get(name, row[name]))
            row.update((name, i - len(column) / 2) for i, name in enumerate(column))


def _place(columns: list[list[str]], boxes: Mapping[str, Box]) -> dict[str, tuple[float, float]]:
    places: dict[str, tuple[float, float]] = {}
    x = 0.0
    for column in columns:
        y = -(sum(boxes[name].height for name in column) + _GAP_Y * (len(column) - 1)) / 2
        for name in column:
            places[name] = x, y
            y += boxes[name].height + _GAP_Y
        x += max(boxes[name].width for name in column) + _GAP_X
    return places
