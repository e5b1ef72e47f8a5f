"""A window without an engine, on a screen that nobody sees."""

import gc
import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from PySide6.QtGui import QCursor, QGuiApplication

from nodegraph.core import edit
from nodegraph.core.graph import Wire
from nodegraph.core.messages import Planned
from nodegraph.gui import garbage
from nodegraph.gui.theme import DARK
from nodegraph.gui.window import Window
from tests.gui.hand import Hand, discard


class Silent(QObject):
    """Stands where the engine's link would: nothing is ever known, nothing runs."""

    checked = Signal(object, object)
    heard = Signal(object)
    finished = Signal(object)
    troubled = Signal(str)
    died = Signal(str)
    measured = Signal(object)

    def __init__(self):
        super().__init__()
        self.asked = []
        self.ran = []
        self.resumed = []
        self.wished = []
        self.questions = []
        self.answers = {Planned: Planned(0, ())}
        self.renewed = 0

    def check(self, graph):
        """Remember the question."""
        self.asked.append(graph)

    def run(self, graph, settings, resume="", *, retry=False):
        """Remember the wish, and how it goes on with an earlier one."""
        self.ran.append((graph, settings))
        self.resumed.append((resume, retry))

    def measure(self):
        """Know of no accelerator."""

    def ask(self, question, reply, then, otherwise=None):
        """Remember the question; `answers` may hold what is said at once."""
        self.questions.append(question)
        self.then, self.otherwise = then, otherwise
        if reply in self.answers:
            then(self.answers[reply])

    def renew(self):
        """Count it."""
        self.renewed += 1

    def control(self, wish):
        """Remember what was wished for; nothing runs."""
        self.wished.append(wish)

    def close(self):
        """Hold nothing."""


@pytest.fixture(autouse=True)
def alone(qapp):
    """What another test left does not count: the mouse is over no window, and windows that were closed are gone."""
    QCursor.setPos(0, 0)
    gc.disable()
    yield
    # Without a screen Qt would destroy what was copied after Python has ended, and crash.
    QGuiApplication.clipboard().clear()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    garbage.look()
    gc.enable()


@pytest.fixture(autouse=True)
def state(tmp_path, monkeypatch):
    """A folder for what the window keeps."""
    folder = tmp_path / "state"
    monkeypatch.setenv("NODEGRAPH_STATE", str(folder))
    # The desktop that the tests run on is told nothing of their runs.
    for name in ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def new_window(qtbot):
    """Makes windows without an engine."""

    def make():
        window = Window(DARK, Silent())
        qtbot.addWidget(window, before_close_func=discard)
        window.show()
        qtbot.waitExposed(window)
        return window

    return make


@pytest.fixture
def hand(qtbot, new_window):
    """A window with load_image, upscale and save_image, not wired, and a hand over it."""
    window = new_window()
    specs = window.session.specs

    def build(graph):
        for index, kind in enumerate(("load_image", "upscale", "save_image")):
            graph, _ = edit.add(graph, specs[kind], (320.0 * index, 0.0))
        return graph

    window.session.edit("Build", build)
    window.view.fit()
    return Hand(qtbot, window)


@pytest.fixture
def wired(hand):
    """The same, with the picture's wires in place."""
    specs = hand.window.session.specs

    def wire(graph):
        graph = edit.connect(graph, specs, Wire("load_image", "image"), "upscale", "image")
        return edit.connect(graph, specs, Wire("upscale", "image"), "save_image", "image")

    hand.window.session.edit("Wire", wire)
    return hand
