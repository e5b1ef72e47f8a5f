"""A large difference is shown in portions, each a graph of its own, so that nothing waits until all of it is shown.

The graphs lead from the one shown to the one wanted: at first nodes in view are as wanted, then more and more. A node
may be there before the sources of its wires.
"""

import msgspec
from PySide6.QtCore import QRectF

from nodegraph.core.diff import Diff, diff
from nodegraph.core.graph import Graph
from nodegraph.gui.canvas.boxes import SIDE
from nodegraph.gui.theme import WIDTH

AT_ONCE = 150
"""Nodes that differ up to which a difference is shown at once, and of one portion."""
_TALL = 800.0
"""No node that is in view reaches further up than so."""


class Portions:
    """The way from a graph to another one."""

    def __init__(self, before: Graph, after: Graph, found: Diff) -> None:
        """`found`: how they differ."""
        self.after = after
        ends = (*found.wires_added, *found.wires_removed)
        names = dict.fromkeys((*found.added, *found.removed, *found.changed, *(name for name, _ in ends)))
        self.waiting = {name: before.nodes.get(name) for name in names if found.renamed.get(name) is None}
        """The nodes that are not yet as wanted, by name, each as it is shown; `None` where it is not."""
        self._order: list[str] = []
        self._seen: QRectF | None = None

    @property
    def small(self) -> bool:
        """Whether all that is left may be shown at once."""
        return len(self.waiting) <= AT_ONCE

    def begin(self, before: Graph) -> tuple[Graph, Diff]:
        """Return the first graph to show and how it differs from the one shown: all is as wanted but what waits."""
        nodes = {name: self.waiting.get(name, node) for name, node in self.after.nodes.items()}
        shown = {name: node for name, node in (nodes | self.waiting).items() if node is not None}
        graph = msgspec.structs.replace(self.after, nodes=shown)
        return graph, diff(before, graph)

    def next(self, before: Graph, seen: QRectF) -> tuple[Graph, Diff]:
        """Return the next graph to show and how it differs from the one before: `AT_ONCE` more nodes are as wanted.

        Those in a part of the canvas come first.
        """
        if seen != self._seen:
            near = seen.adjusted(-WIDTH, -_TALL, 0, 0)
            # The last ones of the list come first.
            self._order = sorted(self.waiting, key=lambda name: self._turn(name, near))
            self._seen = seen
        names = self._order[-AT_ONCE:]
        del self._order[-AT_ONCE:]
        old = {name: node for name in names if (node := self.waiting.pop(name)) is not None}
        new = {name: self.after.nodes[name] for name in names if name in self.after.nodes}
        found = diff(Graph(old), Graph(new))
        if not self.waiting:
            return self.after, found
        nodes = dict(before.nodes)
        for name in found.removed:
            del nodes[name]
        return msgspec.structs.replace(self.after, nodes=nodes | new), found

    @property
    def around(self) -> QRectF:
        """About where all nodes lie that are shown or will be."""
        nodes = [*self.after.nodes.values(), *(node for node in self.waiting.values() if node is not None)]
        across, down = zip(*(node.at for node in nodes), strict=True)
        left, top = min(across), min(down)
        return QRectF(left, top, max(across) - left + WIDTH, max(down) - top + WIDTH)

    def _turn(self, name: str, box: QRectF) -> tuple[bool, float, float]:
        """Return when a node comes; neighbors come together, so that little is painted again and again."""
        node = self.waiting[name] or self.after.nodes[name]
        (x, y), other = node.at, self.after.nodes.get(name, node)
        return box.contains(x, y) or box.contains(*other.at), -(x // SIDE), -(y // SIDE)
