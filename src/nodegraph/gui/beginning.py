"""The first minutes: the start page, the tour, and a picture upscaled with one click."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from nodegraph.core.places import resources
from nodegraph.gui.drops import PICTURES, node_for
from nodegraph.gui.languages import tr
from nodegraph.gui.panels.start import StartPage, Ways
from nodegraph.gui.quick import upscale_graph
from nodegraph.gui.tour import Tour

if TYPE_CHECKING:
    from nodegraph.gui.window import Window


class Beginning(QObject):
    """What helps a person begin."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._tour: Tour | None = None
        ways = Ways(self.upscale, window.begin_example, self._open, self.tour)
        self.page = StartPage(window.tabs, resources() / "examples", window.specs, window.theme, ways)

    def upscale(self, picture: Path | None) -> None:
        """Show the graph that upscales a picture, asked for where none is given, and run it."""
        window = self._window
        if picture is None:
            names = " ".join(f"*{suffix}" for suffix in PICTURES)
            pictures = tr("Pictures ({names})", names=names)
            found, _ = QFileDialog.getOpenFileName(window, tr("Choose a picture to upscale"), "", pictures)
            if not found:
                return
            picture = Path(found)
        if node_for(picture) != "load_image":
            window.tell(tr("{name} is no picture that can be upscaled.", name=picture.name))
            return
        document = window.document if window.document.pristine else window.new()
        document.begin(upscale_graph(window.specs, picture), None, unsaved=False)
        window.running.run_all()

    def tour(self) -> Tour:
        """Begin the tour."""
        if self._tour is None:
            self._tour = Tour(self._window)
        self._tour.begin()
        return self._tour

    def _open(self, path: Path | None) -> None:
        if path is None:
            self._window.ask_open()
        else:
            self._window.open(path)
