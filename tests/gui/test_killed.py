"""Whatever is killed, and whenever: no document is lost, no process is left, the next window offers what was open."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time

import psutil
import pytest

from nodegraph.core.file import decode
from nodegraph.core.places import resources
from nodegraph.core.registry import known_specs
from nodegraph.gui.keep import forget, left_behind, recover
from tests.waiting import until

SPECS = known_specs()
SEED = int(os.environ.get("NODEGRAPH_SEED", "7"))
TIMES = int(os.environ.get("NODEGRAPH_KILLS", "10"))
"""How often each of window, engine and worker is killed."""
LOST = 5.0
"""Seconds of work that a killed window may lose at most."""
ORPHANED = 3.0
"""Seconds after which nothing of a killed window may be left."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="This system cannot kill a process outright."),
]

PROGRAM = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from nodegraph.core import edit
from nodegraph.core.messages import Settings
from nodegraph.gui import app, window

class Busy(window.Window):
    "Is typed into ten times a second, and runs its graph again and again."

    def showEvent(self, event):
        super().showEvent(event)
        self.count, self.runs = 0, False
        self.clock = QTimer(self, interval=100)
        self.clock.timeout.connect(self.type)
        self.clock.start()
        self.link.finished.connect(self.end)

    def end(self, finished):
        self.runs = False
        self.say(f"finished {finished.outcome}")

    def say(self, line):
        "Write a line at once: a kill comes before it or after it."
        sys.stdout.write(line + chr(10))
        sys.stdout.flush()

    def type(self):
        if "crop" not in self.session.graph.nodes:
            return
        self.count += 1
        def change(graph):
            graph = edit.set_value(graph, self.specs, "crop", "width", 16 + self.count % 64)
            return edit.restyle(graph, ["crop"], label=str(self.count))
        self.session.edit("Type", change)
        self.say(f"typed {self.count}")
        if not self.runs:
            self.runs = True
            self.link.run(self.session.graph, Settings())

app.Window = Busy
sys.exit(app.main([Path(sys.argv[1])]))
"""


def graph_in(folder):
    """Write a graph that enlarges a part of a picture; return its file."""
    picture = (resources() / "examples" / "street.png").as_posix()
    nodes = {
        "load_image": {"node": "load_image", "set": {"path": picture}},
        "crop": {"node": "crop", "in": {"image": "load_image"}, "set": {"height": 64}},
        "load_model": {"node": "load_model"},
        "upscale": {"node": "upscale", "in": {"image": "crop", "model": "load_model"}},
        "save_image": {"node": "save_image", "in": {"image": "upscale"}, "set": {"folder": "out", "name": "a"}},
    }
    path = folder / "a.ng"
    path.write_text(json.dumps({"nodegraph": 1, "nodes": nodes}))
    return path


class Program:
    """A window that is typed into, its engine and its workers."""

    def __init__(self, path):
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        self._process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(path)], env=environment, stdout=subprocess.PIPE, text=True
        )
        self.typed: list[tuple[int, float]] = []
        self.outcomes: list[str] = []
        self.said: list[str] = []
        """What else it printed."""
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self):
        for line in self._process.stdout:
            match line.split():
                case ["typed", count]:
                    self.typed.append((int(count), time.monotonic()))
                case ["finished", outcome]:
                    self.outcomes.append(outcome)
                case _:
                    self.said.append(line)

    @property
    def alive(self):
        return self._process.poll() is None

    def family(self):
        """Return the window's process, engines and workers, by generation."""
        window = psutil.Process(self._process.pid)
        engines = window.children()
        return [window], engines, [worker for engine in engines for worker in _children(engine)]

    def kill(self):
        """Kill the window and what it left, if anything."""
        try:
            left = psutil.Process(self._process.pid).children(recursive=True)
        except psutil.NoSuchProcess:
            left = []
        self._process.kill()
        self._process.wait()
        self._reader.join()
        self._process.stdout.close()
        assert self.said == []
        return left


def _children(process):
    try:
        return process.children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def left_over(processes):
    return [one for one in processes if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]


def wait_a_while(dice, most):
    """Let the program do what it does: the moment of the kill is what is tried out."""
    time.sleep(dice.uniform(0, most))


@pytest.mark.timeout(900)
def test_a_killed_window_loses_five_seconds_at_most_and_leaves_no_process(tmp_path, state):
    dice = random.Random(SEED)
    path = graph_in(tmp_path)
    for _ in range(TIMES):
        program = Program(path)
        try:
            until(lambda p=program: p.typed, 120, "The window never came.")
            wait_a_while(dice, 9)
        finally:
            moment = time.monotonic()
            family = program.kill()
        until(lambda f=family: not left_over(f), ORPHANED, "Processes of a killed window live on.")
        owed = [count for count, when in program.typed if when < moment - LOST]
        offered = [entry for folder in left_behind() for entry in recover(folder, SPECS)]
        if owed:
            assert [entry.path for entry in offered] == [path]
            assert int(offered[0].graph.nodes["crop"].label) >= owed[-1]
        for folder in left_behind():
            forget(folder)
    assert decode(path.read_bytes(), path.parent, SPECS).graph.nodes["crop"].label == ""


@pytest.mark.timeout(900)
@pytest.mark.parametrize("generation", [1, 2], ids=["engine", "worker"])
def test_a_killed_engine_or_worker_costs_no_document_and_leaves_no_process(tmp_path, state, generation):
    dice = random.Random(SEED)
    program = Program(graph_in(tmp_path))
    try:
        for _ in range(TIMES):
            outcomes = len(program.outcomes)
            victims = until(lambda: program.family()[generation], 120, "There was none to be killed.")
            wait_a_while(dice, 2)
            victim = dice.choice(victims)
            below = _children(victim)
            typed = len(program.typed)
            if victim.is_running():
                victim.kill()
            until(lambda b=below: not left_over(b), ORPHANED, "Processes below a killed one live on.")
            until(lambda n=typed: len(program.typed) > n + 3, 30, "The window stands still.")
            until(lambda n=outcomes: "done" in program.outcomes[n + 1 :], 120, "Nothing runs any more.")
        counts = [count for count, _ in program.typed]
        assert counts == list(range(1, len(counts) + 1))
        assert program.alive
    finally:
        family = program.kill()
    until(lambda: not left_over(family), ORPHANED, "Processes of a killed window live on.")
