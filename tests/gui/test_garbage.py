"""What refers to itself and to Qt is freed by the window's thread, between two events."""

import os
import subprocess
import sys

PROGRAM = """
import sys, threading, weakref
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from nodegraph.gui import app

makes = 300_000
inside = []


class Painted(QWidget):
    def paintEvent(self, event):
        inside.append("painting")
        kept = [[] for _ in range(makes)]
        inside.pop()


def thrown_away():
    widget = QWidget()
    widget.itself = widget
    weakref.finalize(widget, lambda: print("freed in", threading.current_thread().name, *inside, flush=True))


class Observed(QApplication):
    def exec(self):
        self.painted = Painted()
        thrown_away()
        worker = threading.Thread(target=lambda: [[] for _ in range(makes)], name="worker")
        worker.start()
        worker.join()
        thrown_away()
        self.painted.show()
        self.painted.repaint()
        print("painted", flush=True)
        QTimer.singleShot(3000, lambda: self.exit(7))
        return super().exec()


app.QApplication = Observed
sys.exit(app.main())
"""


def test_it_is_freed_neither_by_another_thread_nor_amid_painting(tmp_path):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "NODEGRAPH_STATE": str(tmp_path)}
    command = [sys.executable, "-c", PROGRAM]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=50, check=False)
    assert done.stdout.split("\n") == ["painted", "freed in MainThread", "freed in MainThread", ""], done.stderr
    assert done.returncode == 7
