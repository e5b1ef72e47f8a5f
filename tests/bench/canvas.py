"""Frames of the canvas: many nodes are panned, zoomed, dragged and banded; each frame must differ from the one before.

python tests/bench/canvas.py [NODES ...]     (1000 and 10000 if none is given; `window.py` beside it measures the rest)

What is done to all nodes at once is shown in turns of the window, so that it never stands still for long.
A frame is the movement and painting all of the canvas with its map. `cpu` is what the window's thread computed, which
other programs hardly change; `p95` is the slowest frame but one in twenty.
"""

import itertools
import os
import sys
import time
from collections.abc import Callable
from functools import partial

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from nodegraph.core import edit
from nodegraph.core.graph import Graph, Node, Wire
from nodegraph.core.registry import known_specs
from nodegraph.gui import garbage
from nodegraph.gui.canvas.handwork import RubberBand
from nodegraph.gui.canvas.moving import MoveNodes
from nodegraph.gui.canvas.scene import Scene
from nodegraph.gui.document import Document
from nodegraph.gui.theme import DARK

FRAMES = 60
GOAL = 16.0
"""Milliseconds: 60 frames a second."""


def many(count: int) -> Graph:
    """Return `count` blends in a grid, each with two wires from earlier ones."""
    nodes = {}
    for index in range(count):
        back = [index - 1, index - 41]
        wires = {port: Wire(f"blend-{i}", "image") for port, i in zip(("base", "layer"), back, strict=True) if i >= 0}
        nodes[f"blend-{index}"] = Node("blend", at=(300.0 * (index % 40), 260.0 * (index // 40)), wires=wires)
    return Graph(nodes)


class Screen:
    """Draws a document as the screen would show it, and measures that."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._image = QImage(document.size(), QImage.Format.Format_RGB32)

    def frame(self) -> bytes:
        """Draw once and return the pixels."""
        self._document.render(self._image)
        return bytes(self._image.constBits())

    def time(self, name: str, steps: list[Callable[[], object]]) -> None:
        """Print how long the frames of a movement take."""
        before = self.frame()
        clocks, cpus = [], []
        for step in steps:
            clock, cpu = time.perf_counter(), time.thread_time()
            step()
            self._document.render(self._image)
            clocks.append(1000 * (time.perf_counter() - clock))
            cpus.append(1000 * (time.thread_time() - cpu))
            now = bytes(self._image.constBits())
            assert now != before, f"{name}: a frame did not change"
            before = now
        far = "" if _p95(cpus) <= GOAL else f"   over {GOAL:.0f} ms"
        print(f"{name:<34}{sorted(cpus)[len(cpus) // 2]:>9.1f}{_p95(cpus):>9.1f}{_p95(clocks):>11.1f}{far}")


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def _time_turns(name: str, act: Callable[[], object], scene: Scene) -> None:
    """Print what the window's thread computes at once, in its longest turn after that, and until all is shown."""
    turns = []
    for turn in itertools.chain([act], itertools.repeat(QApplication.processEvents)):
        cpu = time.thread_time()
        turn()
        turns.append(1000 * (time.thread_time() - cpu))
        if not scene.coming:
            break
    print(f"{name:<34}{turns[0]:>9.0f}{max(turns[1:], default=0):>9.0f}{sum(turns) / 1000:>11.2f}")


def measure(count: int) -> None:
    """Print the table for a document of `count` nodes."""
    document = Document(DARK, known_specs())
    document.resize(1600, 1000)
    session, scene, view = document.session, document.scene_, document.view
    document.show()
    QApplication.processEvents()
    graph = many(count)
    print(f"\n{count} nodes, {sum(1 for _ in graph.wires())} wires")
    print(f"{'done to all of them':<34}{'first ms':>9}{'longest':>9}{'all s':>11}")
    _time_turns("shown", lambda: session.begin(graph, None), scene)
    names = list(graph.nodes)
    _time_turns("deleted", lambda: session.edit("Delete", lambda graph: edit.remove(graph, names)), scene)
    _time_turns("deleting undone", session.undo, scene)
    print(f"{'movement':<34}{'cpu ms':>9}{'p95':>9}{'clock p95':>11}")
    screen = Screen(document)
    for zoom in (0.15, 0.5, 1.0):
        view.resetTransform()
        view.zoom_by(zoom)
        view.centerOn(3000, 2600)
        screen.time(f"pan at {zoom:.0%}", [partial(view._scroll, QPoint(9, 5))] * FRAMES)
        zooming = [partial(view.zoom_by, 1.02 if index % 20 < 10 else 1 / 1.02) for index in range(FRAMES)]
        screen.time(f"zoom around {zoom:.0%}", zooming)
    moved = names[:1000]
    view.fit(moved)
    scene.select(moved)
    move = MoveNodes(view, QPointF(0, 0))
    steps = [partial(move.move, QPointF(7 * index, 5 * index)) for index in range(1, FRAMES)]
    screen.time(f"drag {len(moved)} selected nodes", steps)
    move.cancel()
    view.fit()
    band = view._gesture = RubberBand(view, view.mapToScene(0, 0), more=False)
    room = view.viewport().rect().bottomRight()
    corners = [view.mapToScene(room * (part / FRAMES)) for part in range(1, FRAMES)]
    screen.time("rubber band", [partial(band.move, corner) for corner in corners])
    session.discard()
    document.close()


if __name__ == "__main__":
    app = QApplication([])
    garbage.take_over(app)
    for wished in [int(word) for word in sys.argv[1:]] or [1000, 10_000]:
        measure(wished)
