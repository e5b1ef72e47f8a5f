"""The first minutes: the start page, the tour, and a picture upscaled with one click."""

from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakSet

from PySide6.QtCore import QObject, QPointF, Qt, QTimer
from PySide6.QtWidgets import QFileDialog

from nodegraph.core.places import resources
from nodegraph.gui.document import Document
from nodegraph.gui.documents.results import open_folder
from nodegraph.gui.drops import PICTURES, drop_files, node_for
from nodegraph.gui.folders import PHOTOS, begin_in, keep_folder
from nodegraph.gui.jobs import Job
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
        self._upscaled: WeakSet[Document] = WeakSet()
        """Documents begun with one click whose result was not told yet."""
        ways = Ways(self.upscale, window.begin_example, self._open, self.tour)
        self.page = StartPage(window.tabs, resources() / "examples", window.specs, window.theme, ways)

    def follow_runs(self) -> None:
        """Hear how runs end; there is nothing that runs before."""
        self._window.running.ended.connect(self._tell_result)

    def upscale(self, picture: Path | None) -> None:
        """Show the graph that upscales a picture, asked for where none is given, or those of a folder, and run it."""
        window = self._window
        if picture is None:
            names = " ".join(f"*{suffix}" for suffix in PICTURES)
            pictures = tr("Pictures ({names})", names=names)
            begin = begin_in(window.files.kept, PHOTOS, window.session.path)
            found, _ = QFileDialog.getOpenFileName(window, tr("Choose a picture to upscale"), begin, pictures)
            if not found:
                return
            picture = Path(found)
            keep_folder(window.files.kept, PHOTOS, picture)
        if picture.is_dir():
            document = window.document if window.document.pristine else window.new()
            drop_files(document, [picture], QPointF())
            window.running.run_all()
            return
        if node_for(picture) != "load_image":
            window.tell(tr("{name} is no picture that can be upscaled.", name=picture.name))
            return
        document = window.document if window.document.pristine else window.new()
        document.begin(upscale_graph(window.specs, picture), None, unsaved=False)
        self._upscaled.add(document)
        window.running.run_all()

    def _tell_result(self, job: Job) -> None:
        """Say what became of a picture upscaled with one click, and offer to look at it."""
        document, files = job.document, [Path(file) for file in job.report.files]
        if document is None or document not in self._upscaled or not files:
            return
        self._upscaled.discard(document)
        folder, name = files[-1].parent, files[-1].name
        self._window.banner.say(
            tr("{name} is saved in {folder}.", name=name, folder=folder),
            (tr("Compare before and after"), lambda: self._compare(document)),
            (tr("Open folder"), lambda: self._open_folder(folder)),
            (tr("Close"), lambda: None),
            about="upscaled",
        )

    def _compare(self, document: Document) -> None:
        window, viewer = self._window, self._window.docks.viewer
        window.tabs.setCurrentWidget(document)
        document.scene_.select([name for name, node in document.session.graph.nodes.items() if node.type == "upscale"])
        window.docks.show_viewer()
        window.resizeDocks([window.docks.widgets["Viewer"]], [window.width() // 2], Qt.Orientation.Horizontal)
        viewer.ways["wipe"].setChecked(True)
        QTimer.singleShot(0, document.view, document.view.fit)  # there is less room for the nodes now

    def _open_folder(self, folder: Path) -> None:
        if not open_folder(folder):
            self._window.tell(tr("No program of this system shows the folder {folder}.", folder=folder))

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
