"""The window's process stays light: no numpy, OpenCV, torch or node library ever enters it."""

import subprocess
import sys

PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from nodegraph.gui.link import Link
from nodegraph.gui.theme import DARK
from nodegraph.gui.window import Window

app = QApplication([])
link = Link()
window = Window(DARK, link)
window.show()
link.checked.connect(lambda graph, checked: app.quit())
QTimer.singleShot(40_000, app.quit)
app.exec()
link.close()
heavy = {"numpy", "cv2", "torch", "ncnn", "onnxruntime", "networkx", "pyvips", "PIL", "nodes"} & set(sys.modules)
print("heavy:", sorted(heavy), "engine:", link.pid)
"""


def test_a_live_window_imports_nothing_heavy_and_leaves_no_engine(monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=55, check=True)
    assert done.stdout.split("\n")[0] == "heavy: [] engine: None"
