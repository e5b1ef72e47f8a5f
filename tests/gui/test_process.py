"""The window's process stays light: no numpy, OpenCV, torch or node library ever enters it; it opens several graphs."""

import json
import os
import subprocess
import sys

from tests.waiting import begun, until

PROGRAM = """
import importlib
import pkgutil
import sys
import nodegraph.gui
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from nodegraph.gui.link import Link
from nodegraph.gui.theme import DARK
from nodegraph.gui.window import Window

app = QApplication([])
link = Link()
window = Window(DARK, link)
window.show()
window.docks.show_viewer()
window.show_settings()
for part in pkgutil.walk_packages(nodegraph.gui.__path__, "nodegraph.gui."):
    importlib.import_module(part.name)
link.checked.connect(lambda graph, checked: app.quit())
QTimer.singleShot(40_000, app.quit)
app.exec()
link.close()
heavy = {"numpy", "cv2", "torch", "ncnn", "onnxruntime", "openvino", "networkx", "pyvips", "PIL", "nodes"}
heavy |= {"nodegraph.engine", "nodegraph.runtimes"}
heavy &= set(sys.modules)
print("heavy:", sorted(heavy), "engine:", link.pid)
"""


def test_a_live_window_imports_nothing_heavy_and_leaves_no_engine(monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=55, check=True)
    assert done.stdout.split("\n")[0] == "heavy: [] engine: None"


def test_the_program_opens_all_graphs_it_is_given_and_goes_on_past_a_wrong_one(tmp_path):
    for name in ("a.ng", "b.ng"):
        (tmp_path / name).write_text('{"nodegraph": 1, "nodes": {"invert": {"node": "invert"}}}')
    state = tmp_path / "state"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "NODEGRAPH_STATE": str(state)}
    command = [sys.executable, "-c", "from nodegraph.cli.main import main; main()", "gui", "a.ng", "none.ng", "b.ng"]
    with begun(command, cwd=tmp_path, env=environment, stderr=subprocess.DEVNULL) as program:
        until(lambda: _recent(state) == ["b.ng", "a.ng"] or program.poll() is not None, 40)
        assert program.poll() is None, "The program ended."


def _recent(state):
    try:
        found = json.loads((state / "settings.json").read_bytes()).get("recent", [])
    except (OSError, ValueError):
        return []
    return [os.path.basename(path) for path in found]
