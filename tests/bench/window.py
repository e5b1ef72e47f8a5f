"""The window as a whole: from start to a usable window, from an edit to its facts, gaps beside torch, memory.

python tests/bench/window.py [PICTURE]     (a picture of half a megapixel is made if none is given)

Each number comes from a program of its own with a real engine, on a screen that nobody sees. What else runs on the
machine makes the times longer.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from canvas import many
from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtGui import QImage, QShowEvent
from PySide6.QtWidgets import QApplication

from nodegraph.core import edit
from nodegraph.core.graph import Graph, Node, Wire
from nodegraph.core.messages import Settings
from nodegraph.gui import app, window

_BEGUN = "NODEGRAPH_BENCH_BEGUN"
EDITS = 40


class Measured(window.Window):
    """A window that does something once it is there, and then ends."""

    job: Callable[["Measured"], Iterator[Callable[[], bool]]]
    """Yields what it waits for."""

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        self._steps = self.job()
        self._awaited: Callable[[], bool] = lambda: True
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)
        QTimer.singleShot(0, self._go_on)

    def _go_on(self) -> None:
        if not self._awaited():
            return
        try:
            self._awaited = next(self._steps)
            self._timer.start(1)
        except StopIteration:
            for document in self.documents:
                document.session.discard()
            self.close()
            QApplication.quit()


def start(shown: Measured) -> Iterator[Callable[[], bool]]:
    """Tell how long it took until the window can be used: painted, its event loop running."""
    shown.view.viewport().repaint()
    gone = time.time() - float(os.environ[_BEGUN])
    print(f"start to usable window: {gone:.2f} s, computing {time.process_time():.2f} (goal 0.7)")
    yield lambda: True


def facts(shown: Measured) -> Iterator[Callable[[], bool]]:
    """Tell how long it takes from an edit to what is then known, on the screen, with 1,000 nodes."""
    answers: list[float] = []
    shown.link.checked.connect(lambda *_: answers.append(time.perf_counter()))
    graph = many(1000)
    first = Node("blend", at=(0.0, 0.0), wires={port: Wire("load_image", "image") for port in ("base", "layer")})
    source = Node("load_image", at=(-300.0, 0.0), set={"path": str(Path(sys.argv[2]).absolute())})
    shown.session.edit("Build", lambda _: Graph({**graph.nodes, "blend-0": first, "load_image": source}))
    yield lambda: bool(shown.scene_.items_["blend-999"].view.facts)
    times = []
    engine = psutil.Process(shown.link.pid)
    computed = _computed(engine)
    for index in range(EDITS):
        count, begin = len(answers), time.perf_counter()
        change = partial(
            edit.set_value, specs=shown.specs, node=f"blend-{500 + index}", port="opacity", value=index / EDITS
        )
        shown.session.edit("Set", change)
        edited = time.perf_counter() - begin
        yield lambda count=count: len(answers) > count
        times.append((answers[-1] - begin, edited))
    here, there = ((after - before) / EDITS for before, after in zip(computed, _computed(engine), strict=True))
    times.sort()
    for name, (whole, edited) in (("median", times[EDITS // 2]), ("p95", times[int(EDITS * 0.95)])):
        print(f"edit to facts, 1,000 nodes, {name}: {1000 * whole:.1f} ms, the edit {1000 * edited:.1f} (goal 16)")
    print(f"computed for an edit: {here:.1f} ms in the window with painting, {there:.1f} in the engine")


def _computed(engine: psutil.Process) -> tuple[float, float]:
    """Return the milliseconds that the window's thread and the engine have computed so far."""
    spent = engine.cpu_times()
    return 1000 * time.thread_time(), 1000 * (spent.user + spent.system)


def gaps(shown: Measured) -> Iterator[Callable[[], bool]]:
    """Tell the longest time that the event loop stood still while torch enlarged a picture on all cores."""
    picture, target = Path(sys.argv[2]).absolute(), Path(sys.argv[2]).with_name("out").absolute()
    nodes = {
        "load_image": Node("load_image", set={"path": str(picture)}),
        "load_model": Node("load_model", at=(0.0, 300.0)),
        "upscale": Node(
            "upscale",
            at=(300.0, 0.0),
            wires={"image": Wire("load_image", "image"), "model": Wire("load_model", "model")},
        ),
        "save_image": Node(
            "save_image", at=(600.0, 0.0), set={"folder": str(target)}, wires={"image": Wire("upscale", "image")}
        ),
    }
    shown.session.edit("Build", lambda _: Graph(nodes))
    shown.view.fit()
    yield lambda: bool(shown.scene_.items_["save_image"].view.facts) or bool(shown.scene_.items_["upscale"].view.facts)
    ticks = QElapsedTimer()
    found = [0.0, 0.0]
    """The two longest: all of them would be most of the process's memory."""
    told: list[object] = []
    heart = QTimer(shown, interval=0)

    def beat() -> None:
        found[:] = sorted((*found, ticks.nsecsElapsed() / 1e6))[1:]
        ticks.restart()

    heart.timeout.connect(beat)
    shown.link.finished.connect(told.append)
    shown.link.run(shown.session.graph, Settings(runtime="torch", previews=tuple(nodes)))
    ticks.start()
    heart.start()
    yield lambda: bool(told)
    heart.stop()
    memory = psutil.Process().memory_full_info()
    print(f"worst gap of the event loop beside torch: {found[-1]:.0f} ms, then {found[-2]:.0f} (goal 50); {told[0]}")
    print(
        f"memory of the window's process: {memory.uss / 2**20:.0f} MiB its own, {memory.pss / 2**20:.0f} PSS (goal 200)"
    )


JOBS = {"start": start, "facts": facts, "gaps": gaps}


def main() -> None:
    """Measure everything, each in a program of its own."""
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder) / "a.png"
        if not picture.exists():
            image = QImage(800, 600, QImage.Format.Format_RGB32)
            image.fill(0xFF406080)
            image.save(str(picture))
        for name in ("start", "start", "start", *JOBS):
            environment = {**os.environ, "NODEGRAPH_STATE": f"{folder}/state", _BEGUN: str(time.time())}
            subprocess.run([sys.executable, __file__, name, str(picture)], env=environment, check=True)


if __name__ == "__main__":
    if len(sys.argv) > 2 and sys.argv[1] in JOBS:
        Measured.job = JOBS[sys.argv[1]]
        app.Window = Measured  # type: ignore[misc]  # the program's own window, and its job
        sys.exit(app.main())
    main()
