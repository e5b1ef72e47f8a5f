"""Frames of the canvas: 1,000 nodes and 2,000 wires are panned, zoomed, dragged and banded; each frame must change.

python tests/bench/canvas.py [NODES]
"""

import os
import sys
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from nodegraph.core.graph import Graph, Node, Wire
from nodegraph.core.registry import known_specs
from nodegraph.gui.canvas.gestures import MoveNodes
from nodegraph.gui.canvas.handwork import RubberBand
from nodegraph.gui.canvas.scene import Scene
from nodegraph.gui.canvas.view import CanvasView
from nodegraph.gui.session import Session
from nodegraph.gui.theme import DARK

FRAMES = 60


def many(count: int) -> Graph:
    """Return `count` blends in a grid, each with two wires from earlier ones."""
    nodes = {}
    for index in range(count):
        back = [index - 1, index - 41]
        wires = {port: Wire(f"blend-{i}", "image") for port, i in zip(("base", "layer"), back, strict=True) if i >= 0}
        nodes[f"blend-{index}"] = Node("blend", at=(300.0 * (index % 40), 260.0 * (index // 40)), wires=wires)
    return Graph(nodes)


def frame(view: CanvasView) -> bytes:
    """Draw the view once, as the screen would show it, and return the pixels."""
    image = QImage(view.viewport().size(), QImage.Format.Format_RGB32)
    view.viewport().render(image)
    return bytes(image.constBits())


def timed(name: str, view: CanvasView, steps: list) -> None:
    """Print how long the frames of a movement take; every frame must differ from the one before."""
    before, times = frame(view), []
    for step in steps:
        begin = time.perf_counter()
        step()
        now = frame(view)
        times.append(time.perf_counter() - begin)
        assert now != before, f"{name}: a frame did not change"
        before = now
    times.sort()
    print(f"{name:<34}{1000 * times[len(times) // 2]:>9.1f}{1000 * times[int(len(times) * 0.95)]:>9.1f}")


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    app = QApplication([])
    session = Session(known_specs())
    scene = Scene(DARK, session.specs)
    view = CanvasView(session, scene)
    view.resize(1600, 1000)
    begin = time.perf_counter()
    session.edit("Build", lambda graph: many(count))
    scene.show(session.graph)
    print(f"{count} nodes, {sum(1 for _ in session.graph.wires())} wires, shown in {time.perf_counter() - begin:.2f} s")
    view.show()
    app.processEvents()
    print(f"{'movement':<34}{'ms':>9}{'p95':>9}")
    for zoom in (0.15, 0.5, 1.0):
        view.resetTransform()
        view._zoom_to(zoom)
        view.centerOn(3000, 2600)
        pan = [lambda: view._scroll(QPointF(9, 5).toPoint())] * FRAMES
        timed(f"pan at {zoom:.0%}", view, pan)
        zooming = [lambda i=i: view.zoom_by(1.02 if i % 20 < 10 else 1 / 1.02) for i in range(FRAMES)]
        timed(f"zoom around {zoom:.0%}", view, zooming)
    view.fit()
    scene.select(scene.items_)
    move = MoveNodes(view, QPointF(0, 0))
    timed(
        f"drag {count} selected nodes", view, [lambda i=i: move.move(QPointF(7 * i, 5 * i)) for i in range(1, FRAMES)]
    )
    move.cancel()
    band = view._gesture = RubberBand(view, QPointF(-100, -100), more=False)
    timed("rubber band", view, [lambda i=i: band.move(QPointF(150 * i, 90 * i)) for i in range(1, FRAMES)])


if __name__ == "__main__":
    main()
