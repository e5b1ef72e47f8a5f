"""A window beside a real engine, real pictures on the disk, and a model that takes as long as it is told."""

import json

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QImage

from nodegraph.core import edit
from nodegraph.core.graph import Graph, Wire
from nodegraph.core.messages import Finished
from nodegraph.gui.link import Link
from nodegraph.gui.theme import DARK
from nodegraph.gui.window import Window
from tests.gui.hand import Hand, discard, until


class Ear(QObject):
    """Remembers what the engine told."""

    def __init__(self, link):
        super().__init__()
        self.events, self.ends = [], []
        link.heard.connect(self.events.append)
        link.finished.connect(self.ends.append)

    def of(self, kind):
        return [event for event in self.events if isinstance(event, kind)]


class Bench(Hand):
    """A hand over a window with an engine, in a folder of its own."""

    def __init__(self, qtbot, window, folder):
        super().__init__(qtbot, window)
        self.folder = folder
        self.ear = Ear(window.link)

    @property
    def running(self):
        return self.window.running

    def view_of(self, name):
        return self.window.scene_.items_[name].view

    def picture(self, name, width=24, height=16, gray=100):
        """Write a picture of one gray with a brighter corner, and return its path."""
        image = QImage(width, height, QImage.Format.Format_RGB32)
        image.fill(QColor(gray, gray, gray))
        image.setPixelColor(0, 0, QColor(255, 255, 255))
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        assert image.save(str(path))
        return path

    def two_grays(self, name):
        """Write a large picture, gray on the left and light from 700 on, and return its path."""
        path = self.picture(name, 1200, 700)
        image = QImage(str(path))
        for x in range(700, 1200):
            for y in range(700):
                image.setPixelColor(x, y, QColor(200, 200, 200))
        assert image.save(str(path))
        return path

    def model(self, **recipe):
        """Write a model that doubles pictures, and return its path."""
        path = self.folder / "model.toy"
        path.write_text(
            json.dumps({"toy": 1, "scale": 2, "operation": "nearest", "radius": 0, "channels": 3, **recipe})
        )
        return path

    def build(self, **nodes):
        """Show a graph: `name=("type", {"port": value or "@node.port"})`."""
        specs = self.window.session.specs

        def change(graph):
            graph = Graph()
            for index, (name, (kind, ports)) in enumerate(nodes.items()):
                values = {port: value for port, value in ports.items() if not str(value).startswith("@")}
                wires = {port: _wire(value) for port, value in ports.items() if str(value).startswith("@")}
                at = (300.0 * index, 0.0)
                graph, _ = edit.add(graph, specs[kind], at, id=name, values=values, wires=wires, specs=specs)
            return graph

        assert self.window.session.edit("Build", change)
        self.window.view.fit()

    def set(self, name, port, value):
        specs = self.window.session.specs
        assert self.window.session.edit("Set", lambda graph: edit.set_value(graph, specs, name, port, value))

    def do(self, text):
        """Choose a command of the menu."""
        self.window.actions_[text].trigger()

    def run(self):
        """Run everything and return how it ended."""
        self.do("Run")
        return self.finish()

    def finish(self) -> Finished:
        """Wait until nothing runs that was wished for, and return how the last run ended."""
        until(lambda: self.running.document is None and not self.running.waiting and self.ear.ends)
        return self.ear.ends[-1]

    def files(self):
        """Return all that lies in the folder, by name below it."""
        return {str(path.relative_to(self.folder)) for path in self.folder.rglob("*") if path.is_file()}


def _wire(text):
    name, _, port = text[1:].partition(".")
    return Wire(name, port or "image")


@pytest.fixture
def bench(qtbot, tmp_path):
    """A window with an engine; nothing of it is left afterwards."""
    folder = tmp_path / "work"
    folder.mkdir()
    window = Window(DARK, Link())
    qtbot.addWidget(window, before_close_func=discard)
    window.resize(1400, 900)
    window.show()
    qtbot.waitExposed(window)
    window.document.quiet = True
    made = Bench(qtbot, window, folder)
    yield made
    window.link.close()


@pytest.fixture
def slow(bench):
    """The same, with a picture that a slow model enlarges in 24 tiles of 0.05 s and that is saved."""
    bench.build(
        load=("load_image", {"path": str(bench.picture("a.png", 96, 64))}),
        model=("load_model", {"path": str(bench.model(delay=0.05))}),
        upscale=("upscale", {"image": "@load", "model": "@model.model", "tiles": "size", "tile": 16, "overlap": 0}),
        save=("save_image", {"image": "@upscale", "folder": str(bench.folder / "out"), "name": "b"}),
    )
    return bench
