"""Adding to a document: nodes by search, by name and from the clipboard, notes, reroutes."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRectF
from PySide6.QtGui import QGuiApplication

from nodegraph.core import edit
from nodegraph.core.errors import GraphError
from nodegraph.core.graph import Graph, Wire
from nodegraph.core.node import NodeSpec
from nodegraph.gui import chosen
from nodegraph.gui.canvas.gestures import PullWire
from nodegraph.gui.canvas.notes import with_note
from nodegraph.gui.drops import drop_files
from nodegraph.gui.fields.write import write_text_at
from nodegraph.gui.keep import state_folder
from nodegraph.gui.languages import tr
from nodegraph.gui.panels.search import SearchPopup
from nodegraph.gui.theme import HEADER

if TYPE_CHECKING:
    from nodegraph.gui.window import Window


class Adding(QObject):
    """What a window adds to the document in front."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window

    def add(self, spec: NodeSpec, place: QPointF, pulled: PullWire | None = None) -> None:
        """Add a node at a place, at the end of a pulled wire if there is one, and select it."""
        document = self._window.document
        before = set(document.session.graph.nodes)

        def change(graph: Graph) -> Graph:
            at = place.x(), place.y()
            if pulled is None:
                return edit.add(graph, spec, at)[0]
            end = Wire(pulled.name, pulled.row.port)
            return document.connected(graph, spec, at, end, output=pulled.row.output)

        if document.session.edit(tr("Add {what}", what=spec.label), change):
            self._window.scene_.select(name for name in document.session.graph.nodes if name not in before)
            self._window.files.kept.count_use(spec.id)
            self._window.view.setFocus()

    def add_note(self, place: QPointF) -> None:
        """Add a note."""
        self._window.session.edit(tr("Add note"), lambda graph: with_note(graph, tr("Note"), (place.x(), place.y())))

    def paste_at(self, place: QPointF) -> None:
        """Paste nodes, files or a picture from the clipboard."""
        data = QGuiApplication.clipboard().mimeData()
        if chosen.paste(self._window.document, place):
            return
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if not paths and data.hasImage():
            folder = state_folder() / "pasted"
            folder.mkdir(exist_ok=True)
            path = folder / f"clipboard-{len(list(folder.iterdir())) + 1}.png"
            if QGuiApplication.clipboard().image().save(str(path)):
                paths = [path]
        if paths:
            drop_files(self._window.document, paths, place)
        else:
            self._window.tell(tr("The clipboard holds neither nodes nor a picture nor files."))

    def search(self, place: QPointF, pulled: PullWire | None) -> None:
        """Offer the nodes that can be added at a place, or at the end of a pulled wire."""
        specs = [spec for spec in self._window.specs.values() if pulled is None or self._fits(spec, pulled)]
        popup = SearchPopup(
            specs, self._window.files.kept.uses, lambda spec: self.add(spec, place, pulled), self._window
        )
        popup.show_at(self._window.view.viewport().mapToGlobal(self._window.view.mapFromScene(place)))

    def _fits(self, spec: NodeSpec, pulled: PullWire) -> bool:
        end = Wire(pulled.name, pulled.row.port)
        try:
            self._window.document.connected(self._window.session.graph, spec, (0.0, 0.0), end, output=pulled.row.output)
        except GraphError:
            return False
        return True

    def write_title(self, name: str) -> None:
        """Let the person write what a node's header says; nothing written is what it is."""
        view, item = self._window.view, self._window.scene_.items_[name]
        box = item.mapRectToScene(QRectF(0, 0, item.shape_.width, HEADER))
        write_text_at(
            view, view.mapFromScene(box).boundingRect(), item.node.label,
            lambda text: self._window.session.edit(
                tr("Title"), lambda graph: edit.restyle(graph, [name], label=text.strip())
            ), lines=False,
        )  # fmt: skip

    def double(self, place: QPointF) -> None:
        """Do what a double click means: write a title or note, split a wire, or add a node."""
        scene, session = self._window.scene_, self._window.session
        item = scene.node_at(place)
        if item is not None:
            self.write_title(item.name)
            return
        note, frame = scene.notes.at(place), scene.frames.title_at(place)
        if note is not None:
            box = self._window.view.mapFromScene(note.sceneBoundingRect()).boundingRect()
            at = note.pos().x(), note.pos().y()
            write_text_at(
                self._window.view, box, note.text,
                lambda text: session.edit(tr("Write note"), lambda graph: with_note(graph, text, at, note.name)),
            )  # fmt: skip
            return
        if frame is not None:
            box = self._window.view.mapFromScene(scene.frames.box_of(frame)).boundingRect()
            title = session.graph.frames[frame].title
            write_text_at(
                self._window.view, box, title,
                lambda text: session.edit(tr("Title"), lambda graph: chosen.titled(graph, frame, text)), lines=False,
            )  # fmt: skip
            return
        end = self._window.view.wire_at(place)
        if end is None:
            self.search(place, None)
            return

        def split(graph: Graph) -> Graph:
            graph, name = edit.add(graph, self._window.specs["pass_through"], (place.x() - 112, place.y() - 14))
            graph = edit.insert_on_wire(graph, self._window.specs, name, *end)
            return edit.restyle(graph, [name], collapsed=True)

        session.edit(tr("Add reroute"), split)
