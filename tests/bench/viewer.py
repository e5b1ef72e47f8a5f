"""The viewer on a large picture: 40 tiles on the screen, scrolling, memory: python tests/bench/viewer.py [MEGAPIXELS].

The picture is written as a TIFF file, loaded by the real engine, and looked at in the real window (offscreen). Each
jump goes to tiles that were never seen, and is timed from the key until all tiles in view are painted.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from measure import Sampler
from PySide6.QtCore import QElapsedTimer, QPointF, QRectF, Qt, QTimer
from PySide6.QtWidgets import QApplication

from nodegraph.core import edit
from nodegraph.gui import garbage
from nodegraph.gui.link import Link
from nodegraph.gui.theme import DARK
from nodegraph.gui.viewer.pane import wanted
from nodegraph.gui.viewer.tiles import Key
from nodegraph.gui.viewer.view import PictureView
from nodegraph.gui.window import Window

JUMPS = 25
SCROLL_S = 6.0
FRAME_MS = 16
SIZE = 8 * 256 - 40, 5 * 256 - 40
"""Of the view: 8 x 5 tiles at 1:1, whatever their place."""
WRITE = """
import sys, pyvips
width, height, path = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
place = pyvips.Image.xyz(width, height)
bands = (place[0] * 3) & 255, (place[1] * 5) & 255, ((place[0] + place[1]) >> 4) & 255
bands[0].bandjoin(list(bands[1:])).cast("uchar").copy(interpretation="srgb").tiffsave(path, bigtiff=True)
"""


def until(done: Callable[[], bool], seconds: float = 600.0) -> float:
    """Let the window live until something is so; return the seconds it took."""
    began = time.perf_counter()
    while not done():
        assert time.perf_counter() - began < seconds, "It never came to this."
        QApplication.processEvents()
    return time.perf_counter() - began


def complete(view: PictureView) -> bool:
    """Whether all that is in view is there, sharp or not."""
    assert view.first is not None
    level = view.camera.level
    seen = view.camera.seen()
    return all(
        view._store.get(key) is not None
        for key in wanted(view.first, view.options, view.camera)
        if key.level == level and seen.intersects(_box(key))
    )


def _box(key: Key) -> QRectF:
    side = 256 << key.level
    return QRectF(key.column * side, key.row * side, side, side)


def tiles_in_view(view: PictureView) -> int:
    """How many tiles are in view."""
    assert view.first is not None
    level, seen = view.camera.level, view.camera.seen()
    keys = wanted(view.first, view.options, view.camera)
    return sum(key.level == level and seen.intersects(_box(key)) for key in keys)


def spread(times: list[float]) -> str:
    """Return median and worst in words."""
    times = sorted(times)
    return f"median {1000 * times[len(times) // 2]:.0f} ms, p95 {1000 * times[int(len(times) * 0.95)]:.0f} ms"


def jumps(view: PictureView, zoom: float) -> list[float]:
    """Time how long places never seen before take to be there."""
    assert view.first is not None
    width, height = view.first.size
    times = []
    for index in range(JUMPS):
        middle = QPointF(width * (0.1 + 0.8 * (index * 0.618 % 1)), height * (0.1 + 0.8 * (index * 0.377 % 1)))
        began = time.perf_counter()
        view._go(view.camera._replace(zoom=zoom, middle=middle))
        until(lambda: complete(view))
        view.repaint()
        times.append(time.perf_counter() - began)
        until(lambda: view._store.quiet)
    return times


def scroll(view: PictureView) -> tuple[list[tuple[float, float]], int]:
    """Scroll fast over unseen parts; return the gaps of the event loop and the frames painted.

    A gap is (seconds, seconds that this thread worked in it): where others have the cores, it did not work.
    """
    clock, gaps, frames = QElapsedTimer(), [], [0]
    clock.start()
    worked = [time.thread_time()]

    def beat() -> None:
        before, worked[0] = worked[0], time.thread_time()
        gaps.append((clock.restart() / 1000, worked[0] - before))

    def move() -> None:
        frames[0] += 1
        view._go(view.camera.panned(QPointF(-40, -22)))

    timers = [QTimer(), QTimer()]
    for timer, interval, do in ((timers[0], 1, beat), (timers[1], FRAME_MS, move)):
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.setInterval(interval)
        timer.timeout.connect(do)
        timer.start()
    end = time.perf_counter() + SCROLL_S
    while time.perf_counter() < end:
        QApplication.processEvents()
    for timer in timers:
        timer.stop()
    return gaps, frames[0]


def main() -> None:
    """Print what it takes."""
    megapixels = float(sys.argv[1]) if len(sys.argv) > 1 else 500
    width = int((megapixels * 1e6 * 1.25) ** 0.5)
    height = int(megapixels * 1e6 / width)
    with tempfile.TemporaryDirectory() as home:
        os.environ["NODEGRAPH_STATE"] = f"{home}/state"
        file = Path(home) / "large.tif"
        subprocess.run([sys.executable, "-c", WRITE, str(width), str(height), str(file)], check=True)
        print(
            f"{width} x {height}, {file.stat().st_size / 2**30:.2f} GiB; load of the machine {os.getloadavg()[0]:.1f}"
        )
        app = QApplication([])
        garbage.take_over(app)
        window = Window(DARK, Link())
        window.resize(SIZE[0] + 700, SIZE[1] + 300)
        window.show()
        viewer = window.docks.viewer
        window.docks.show_viewer()
        viewer.view.setFixedSize(*SIZE)
        specs = window.session.specs
        window.session.edit("Build", lambda graph: edit.add(graph, specs["load_image"], (0.0, 0.0))[0])
        window.session.edit("Path", lambda graph: edit.set_value(graph, specs, "load_image", "path", str(file)))
        with Sampler() as memory:
            window.scene_.select(["load_image"])
            print(f"loaded after {until(lambda: viewer.view.first is not None):.1f} s")
            print(f"the whole of it is seen after {1000 * until(lambda: complete(viewer.view)):.0f} ms (rough)")
            print(f"and sharp after {until(lambda: viewer.questions.quiet and viewer.store.quiet):.1f} s")
            for zoom in (1.0, 0.25):
                times = jumps(viewer.view, zoom)
                print(f"{tiles_in_view(viewer.view)} tiles at {zoom:.0%}: {spread(times)}")
        viewer.view._go(viewer.view.camera._replace(zoom=1.0, middle=QPointF(1500, 1000)))
        gaps, frames = scroll(viewer.view)
        wall, work = (max(gap[part] for gap in gaps) for part in (0, 1))
        print(
            f"scrolling: {frames / SCROLL_S:.0f} frames/s, worst gap of the event loop {1000 * wall:.0f} ms, "
            f"most work between two events {1000 * work:.0f} ms"
        )
        own = psutil.Process().memory_full_info().pss
        print(f"memory: all processes {memory.peak / 2**20:.0f} MiB at most, the window {own / 2**20:.0f} MiB")
        window.session.discard()
        window.close()
        app.processEvents()


if __name__ == "__main__":
    main()
