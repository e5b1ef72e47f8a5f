"""What the engine tells reaches the window whole, in order and in portions, also beside a dialog."""

import threading
import time
import weakref
from itertools import pairwise
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication

from nodegraph.core.errors import RunError
from nodegraph.core.messages import Devices, Failed, Finished, ListDevices
from nodegraph.gui.link import Link
from tests.waiting import until

FAILURES = [Failed(1, "load_image", f"{index}.jpg", "It is damaged.") for index in range(400)]
END = Finished(1, "failed", failed=len(FAILURES))


@pytest.fixture
def link(qtbot):
    link = Link()
    yield link
    link.close()


def tell(link):
    """Tell all at once, as an engine's thread does."""

    def run():
        for failure in FAILURES:
            link._tell(link.heard, failure)
        link._tell(link.finished, END)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


def test_many_events_leave_the_window_its_turns(link):
    heard, turns = [], []
    link.heard.connect(lambda event: (heard.append(event), time.sleep(0.001)))
    link.finished.connect(heard.append)
    tell(link)
    beat = QTimer(interval=0)
    beat.timeout.connect(lambda: turns.append(len(heard)))
    beat.start()
    until(lambda: QApplication.processEvents() or END in heard)
    assert heard == [*FAILURES, END]
    steps = [after - before for before, after in pairwise(turns)]
    assert max(steps, default=0) < len(FAILURES) / 4, "of 0.4 s of work the window waits for a part only"


def test_a_dialog_does_not_hold_up_what_comes_behind_its_cause(link):
    heard = []

    def hear(event):
        heard.append(event)
        if len(heard) == 1:
            loop = QEventLoop()
            link.finished.connect(loop.quit)
            loop.exec()
            heard.append("closed")

    link.heard.connect(hear)
    tell(link)
    until(lambda: QApplication.processEvents() or "closed" in heard)
    assert heard == [*FAILURES, "closed"]


def test_nothing_is_told_once_it_is_closed(link):
    heard = []
    link.heard.connect(heard.append)
    tell(link)
    link.close()
    QApplication.processEvents()
    link._tell(link.heard, FAILURES[0])
    QApplication.processEvents()
    assert heard == []


def test_who_asks_is_freed_in_the_windows_thread(link, monkeypatch):
    freed, tell = [], link._tell
    # The thread that tells has its turn again when the window has heard it.
    monkeypatch.setattr(link, "_tell", lambda *values: (tell(*values), time.sleep(0.01)))
    monkeypatch.setattr(link._engine, "request", Mock(side_effect=RunError("There is no answer.")))

    def ask():
        asker = QObject()
        weakref.finalize(asker, lambda: freed.append(threading.current_thread()))
        link.ask(ListDevices(0), Devices, lambda _: asker, lambda _: asker)

    for _ in range(20):
        ask()
    until(lambda: QApplication.processEvents() or len(freed) == 20)
    assert set(freed) == {threading.main_thread()}
