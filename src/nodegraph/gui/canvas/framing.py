"""Which frames dragged nodes are in where they are dropped: a node joins the frame it lies in, and leaves one outside.

A frame lies around its nodes, so it would follow any of them. What counts is where it was when the drag began: a node
leaves it once it is wholly outside, and joins another one as soon as its middle is inside. Frames that are dragged with
all their nodes keep them.
"""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QRectF

from nodegraph.core import edit
from nodegraph.core.graph import Graph
from nodegraph.gui.canvas.frames import FrameLayer


class Framing:
    """The frames of a graph as they are when some of its nodes begin to be dragged."""

    def __init__(self, graph: Graph, frames: FrameLayer, dragged: Iterable[str]) -> None:
        names = set(dragged)
        self._homes: dict[str, str] = {}
        self._boxes: dict[str, QRectF] = {}
        self._fixed: set[str] = set()
        for name, frame in graph.frames.items():
            if names.issuperset(frame.nodes):
                self._fixed.update(frame.nodes)
                continue
            box = frames.box_of(name)
            if not box.isEmpty():
                self._boxes[name] = box
                self._homes.update(dict.fromkeys(frame.nodes, name))

    def framed(self, graph: Graph, boxes: Mapping[str, QRectF]) -> Graph:
        """Return the graph with nodes in the frames that they are dropped into; `boxes`: where each node lies."""
        moved: dict[str, list[str]] = {}
        for name, box in boxes.items():
            home = self._homes.get(name, "")
            found = "" if name in self._fixed else self._frame_of(home, box)
            if name not in self._fixed and found != home:
                moved.setdefault(found, []).append(name)
        for frame, names in moved.items():
            graph = edit.reframe(graph, names, frame)
        return graph

    def _frame_of(self, home: str, box: QRectF) -> str:
        """Return the frame that a node is in at a place; empty where it is in none."""
        middle = box.center()
        if home and self._boxes[home].contains(middle):
            return home
        inside = [name for name, other in self._boxes.items() if other.contains(middle)]
        if inside:
            return inside[-1]
        return home if home and self._boxes[home].intersects(box) else ""
