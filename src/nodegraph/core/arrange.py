"""Where boxes of a graph stand in a drawing: where the graph has them, else in columns along the wires."""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from nodegraph.core.graph import Graph

_GAP_X, _GAP_Y = 76.0, 26.0
_SWEEPS = 6
_STEP = 4.0
"""Places are whole numbers of it."""
_GIVES_WAY, _ANYWHERE = 1e-5, 1e-9
"""What the level of most nodes weighs, and that of nodes that nothing comes into, beside the main one of a column."""


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
    return _place(graph, columns, boxes)


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


def _place(graph: Graph, columns: list[list[str]], boxes: Mapping[str, Box]) -> dict[str, tuple[float, float]]:
    """Put each node level with the one that its longest way comes from, as near as those above and below allow.

    Of the nodes in a column, the one with the longest way ahead stays level, the tallest of several; others give way.
    """
    column_of = {name: number for number, column in enumerate(columns) for name in column}
    ahead = dict.fromkeys(column_of, 0)
    for name in (name for column in reversed(columns) for name in column):
        for wire in graph.nodes[name].wires.values():
            if wire.node in ahead:
                ahead[wire.node] = max(ahead[wire.node], ahead[name] + 1)
    places: dict[str, tuple[float, float]] = {}
    x = 0.0
    for column in columns:
        wished: dict[str, tuple[float, float]] = {}
        for name in column:
            before = [wire.node for wire in graph.nodes[name].wires.values() if wire.node in places]
            level = places[max(before, key=lambda node: column_of[node])][1] if before else 0.0
            wished[name] = level, _GIVES_WAY if before else _ANYWHERE
        main = max(column, key=lambda name: (wished[name][1], ahead[name], boxes[name].height))
        wished[main] = wished[main][0], 1.0
        heights = [boxes[name].height + _GAP_Y for name in column]
        for name, y in zip(column, _stacked(list(wished.values()), heights), strict=True):
            places[name] = x, float(round(y / _STEP) * _STEP)
        x += max(boxes[name].width for name in column) + _GAP_X
    return places


def _stacked(wished: Sequence[tuple[float, float]], heights: Sequence[float]) -> list[float]:
    """Return the upper edges of a column's boxes, nearest to the levels they should have, by how much each weighs.

    This is isotonic regression, by pooling boxes that would cover each other (Ayer et al. 1955).
    """
    above = [0.0, *accumulate(heights)]
    pools: list[_Pool] = []
    for (level, weight), offset in zip(wished, above, strict=False):
        pool = _Pool(level - offset, weight, 1)
        while pools and pools[-1].level > pool.level:
            pool = pool.joined(pools.pop())
        pools.append(pool)
    starts = [pool.level for pool in pools for _ in range(pool.boxes)]
    return [start + offset for start, offset in zip(starts, above, strict=False)]


class _Pool(NamedTuple):
    """Boxes that stand close on one another: where a box above all of a column would begin, and how much it weighs."""

    level: float
    weight: float
    boxes: int

    def joined(self, other: "_Pool") -> "_Pool":
        weight = self.weight + other.weight
        level = (self.level * self.weight + other.level * other.weight) / weight
        return _Pool(level, weight, self.boxes + other.boxes)
