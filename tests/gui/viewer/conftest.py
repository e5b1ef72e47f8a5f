"""A window with a real engine, files with known pixels, a graph over them, and its viewer."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QRgba64
from PySide6.QtTest import QTest

from nodegraph.core import edit
from nodegraph.core.graph import Wire
from nodegraph.gui.link import Link
from nodegraph.gui.theme import DARK
from nodegraph.gui.window import Window
from tests.gui.hand import discard, until

WIDTH, HEIGHT = 300, 200
PATIENCE = 50.0


def color_at(x, y):
    """The pixels of the photo."""
    return (x * 5) % 256, (y * 7) % 256, (x + y * 3) % 256


def deep_at(x, y):
    """The pixels of the deep picture, 16 bits."""
    return (x * 1009) % 65536, (y * 4001) % 65536, (x * y * 31) % 65536


class Eyes:
    """The viewer, a mouse over it, and the graph it looks at."""

    def __init__(self, window, folder):
        self.window, self.folder = window, folder
        self.viewer = window.docks.viewer
        self.view = self.viewer.view

    @property
    def graph(self):
        return self.window.session.graph

    def wait(self, done):
        until(done, PATIENCE)

    def settle(self):
        """Wait until all that was asked is answered."""
        self.wait(lambda: self.viewer.store.quiet and self.viewer.questions.quiet)

    def select(self, *names):
        self.window.scene_.select(names)
        self.wait(lambda: not self.viewer.sides._settling.isActive())
        self.settle()

    def show(self, name):
        """Select a node, run it if that is needed, and wait until it is seen."""
        self.select(name)
        if self.viewer.sides.first.missing:
            QTest.mouseClick(self.viewer.run_button, Qt.MouseButton.LeftButton)
        first = self.viewer.sides.first
        self.wait(lambda: first.shown is not None and not first.missing and first.name == name)
        self.settle()

    def key(self, key, keys=Qt.KeyboardModifier.NoModifier):
        QTest.keyClick(self.view, key, keys)
        self.settle()

    def place(self, x, y):
        """Where the middle of a pixel is seen, in the widget."""
        found = self.view.camera.to_pane(QPointF(x + 0.5, y + 0.5)) / self.view.devicePixelRatioF()
        return QPoint(int(found.x()), int(found.y()))

    def drag(self, start, end, button=Qt.MouseButton.LeftButton):
        QTest.mousePress(self.view, button, pos=start)
        for step in (1, 2, 3, 4):
            QTest.mouseMove(self.view, start + (end - start) * step / 4)
        QTest.mouseRelease(self.view, button, pos=end)
        self.settle()

    def seen(self, place):
        """The color at a place of the widget."""
        return QColor(self.view.grab().toImage().pixel(place)).getRgb()[:3]


@pytest.fixture(scope="module")
def opened(qapp, tmp_path_factory):
    """The window; one for all tests of a file, because an engine takes its time to start."""
    folder = tmp_path_factory.mktemp("viewer")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NODEGRAPH_STATE", str(folder / "state"))
        patch.setenv("NODEGRAPH_CACHE", str(folder / "cache"))
        # On a busy machine a test would wait for an engine that gives way to everybody.
        patch.setattr("nodegraph.gui.link._NICE", 0)
        photo = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
        deep = QImage(40, 30, QImage.Format.Format_RGBX64)
        for image, paint in ((photo, lambda x, y: QColor(*color_at(x, y))), (deep, _deep)):
            for y in range(image.height()):
                for x in range(image.width()):
                    image.setPixelColor(x, y, paint(x, y))
        assert photo.save(str(folder / "photo.png"))
        assert deep.save(str(folder / "deep.png"))
        window = Window(DARK, Link())
        window.resize(1500, 900)
        window.show()
        assert QTest.qWaitForWindowExposed(window)
        specs = window.session.specs

        def build(graph):
            for index, kind in enumerate(("load_image", "invert", "resize", "load_image", "save_image")):
                graph, _ = edit.add(graph, specs[kind], (260.0 * index, 0.0))
            graph = edit.set_value(graph, specs, "load_image", "path", str(folder / "photo.png"))
            graph = edit.set_value(graph, specs, "load_image-2", "path", str(folder / "deep.png"))
            graph = edit.set_value(graph, specs, "resize", "interpolation", "nearest")
            graph = edit.connect(graph, specs, Wire("load_image", "image"), "invert", "image")
            graph = edit.connect(graph, specs, Wire("load_image", "image"), "resize", "image")
            return edit.connect(graph, specs, Wire("invert", "image"), "save_image", "image")

        window.session.edit("Build", build)
        yield Eyes(window, folder)
        discard(window)
        window.close()
        window.deleteLater()


def _deep(x, y):
    red, green, blue = deep_at(x, y)
    return QColor(QRgba64.fromRgba64(red, green, blue, 65535))


@pytest.fixture
def eyes(opened):
    """The viewer as it is when it is opened, with the photo in it."""
    viewer, built = opened.viewer, opened.graph
    opened.window.docks.show_viewer()
    for side in (viewer.sides.first, viewer.sides.second):
        side.held = None
    viewer.ways["off"].setChecked(True)
    viewer.light.channel.setCurrentIndex(0)
    viewer.light.exposure.setValue(0)
    viewer.light.gamma.setValue(1)
    viewer.histogram_switch.setChecked(False)
    viewer.view.wipe = 0.5
    opened.show("load_image")
    viewer.view.fit()
    opened.settle()
    yield opened
    opened.window.session.edit("Back", lambda graph: built)
