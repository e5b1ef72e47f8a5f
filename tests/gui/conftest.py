"""A window without an engine, on a screen that nobody sees."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QObject, QPoint, QPointF, Qt, Signal

from nodegraph.core import edit
from nodegraph.core.graph import Wire
from nodegraph.gui.theme import DARK
from nodegraph.gui.window import Window


class Silent(QObject):
    """Stands where the engine's link would: nothing is ever known, nothing runs."""

    checked = Signal(object, object)
    heard = Signal(object)
    finished = Signal(object)
    troubled = Signal(str)
    died = Signal(str)

    def __init__(self):
        super().__init__()
        self.asked = []
        self.ran = []

    def check(self, graph):
        """Remember the question."""
        self.asked.append(graph)

    def run(self, graph, settings):
        """Remember the wish."""
        self.ran.append((graph, settings))

    def control(self, wish):
        """Nothing runs."""

    def close(self):
        """Hold nothing."""


@pytest.fixture(autouse=True)
def state(tmp_path, monkeypatch):
    """A folder for what the window keeps."""
    folder = tmp_path / "state"
    monkeypatch.setenv("NODEGRAPH_STATE", str(folder))
    return folder


def discard(window):
    """Close a window without being asked."""
    for document in window.documents:
        document.session.discard()


class Hand:
    """A mouse over a window's canvas; places are canvas places, ports are named."""

    def __init__(self, qtbot, window):
        self.qtbot, self.window = qtbot, window

    @property
    def view(self):
        return self.window.view

    @property
    def graph(self):
        return self.window.session.graph

    def dot(self, name, port, *, output=False):
        place = self.window.scene_.dot(name, port, output=output)
        assert place is not None, f"{name} shows no port {port}"
        return place

    def on(self, name):
        """The middle of a node's header."""
        item = self.window.scene_.items_[name]
        return item.pos() + QPointF(item.shape_.width / 2, 12)

    def drag(self, start, end, button=Qt.MouseButton.LeftButton, keys=Qt.KeyboardModifier.NoModifier):
        self.press(start, button, keys)
        steps = 4
        for step in range(1, steps + 1):
            self.move(start + (end - start) * (step / steps), button)
        self.release(end, button, keys)

    def press(self, place, button=Qt.MouseButton.LeftButton, keys=Qt.KeyboardModifier.NoModifier):
        self.qtbot.mousePress(self.view.viewport(), button, keys, self._pixel(place))

    def move(self, place, button=Qt.MouseButton.LeftButton):
        self.qtbot.mouseMove(self.view.viewport(), self._pixel(place))

    def release(self, place, button=Qt.MouseButton.LeftButton, keys=Qt.KeyboardModifier.NoModifier):
        self.qtbot.mouseRelease(self.view.viewport(), button, keys, self._pixel(place))

    def click(self, place, keys=Qt.KeyboardModifier.NoModifier):
        self.qtbot.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, keys, self._pixel(place))

    def key(self, key, keys=Qt.KeyboardModifier.NoModifier):
        self.qtbot.keyClick(self.view, key, keys)

    def _pixel(self, place) -> QPoint:
        return self.view.mapFromScene(place)


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
