"""Adding to a document: nodes by search, by name and from the clipboard, notes, reroutes."""

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QPointF, QRectF, QSizeF
from PySide6.QtGui import QGuiApplication, QImage

from nodegraph.core import edit
from nodegraph.core.diff import End
from nodegraph.core.errors import GraphError
from nodegraph.core.graph import Graph, Wire
from nodegraph.core.node import NodeSpec
from nodegraph.gui import chosen
from nodegraph.gui.canvas.framing import Framing
from nodegraph.gui.canvas.gestures import PullWire
from nodegraph.gui.canvas.notes import with_note
from nodegraph.gui.canvas.shape import DOT, REROUTE
from nodegraph.gui.companions import with_models
from nodegraph.gui.drops import drop_files, path_field
from nodegraph.gui.fields.write import write_text_at
from nodegraph.gui.keep import state_folder
from nodegraph.gui.languages import tr
from nodegraph.gui.panels.palette import MIME
from nodegraph.gui.panels.search import SearchPopup
from nodegraph.gui.theme import HEADER, WIDTH
from nodegraph.gui.wording import label_of

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

        def change(graph: Graph) -> Graph:
            at = place.x(), place.y()
            if pulled is None:
                return edit.add(graph, spec, at)[0]
            end = Wire(pulled.name, pulled.row.port)
            return document.connected(graph, spec, at, end, output=pulled.row.output)

        self._add(spec, tr("Add {name}", name=label_of(spec)), change)

    def _add(self, spec: NodeSpec, step: str, change: Callable[[Graph], Graph]) -> None:
        """Do what adds a node, with the model it needs, into the frame where it lies; select it, count its use."""
        session, scene = self._window.session, self._window.scene_
        shapes = [(item.pos(), item.shape_) for item in scene.items_.values()]
        taken = [QRectF(at, QSizeF(shape.width, shape.height)) for at, shape in shapes]
        made: list[str] = []

        def complete(graph: Graph) -> Graph:
            changed = change(graph)
            made.extend(name for name in changed.nodes if name not in graph.nodes)
            changed = with_models(changed, session.specs, made[0], taken)
            header = QRectF(*changed.nodes[made[0]].at, WIDTH, HEADER)
            return Framing(graph, scene.frames, ()).framed(changed, {made[0]: header})

        if session.edit(step, complete):
            scene.select(made)
            self._window.view.show_node(made[0])
            self._window.files.kept.count_use(spec.id)
            self._window.view.setFocus()

    def add_note(self, place: QPointF) -> None:
        """Add a note."""
        self._window.session.edit(tr("Add note"), lambda graph: with_note(graph, tr("Note"), (place.x(), place.y())))

    def paste_at(self, place: QPointF) -> None:
        """Paste nodes, files or a picture from the clipboard."""
        if chosen.paste(self._window.document, place):
            return
        # Where the program that held the clipboard has ended there is no data at all, whatever Qt's types say.
        data: QMimeData | None = QGuiApplication.clipboard().mimeData()
        if data is None or not self.take(data, place):
            self._window.tell(tr("The clipboard holds neither nodes nor a picture nor files."))

    def takes(self, data: QMimeData) -> bool:
        """Return whether something can be made of what is dragged here."""
        return data.hasFormat(MIME) or data.hasUrls() or data.hasImage()

    def take(self, data: QMimeData, place: QPointF) -> bool:
        """Add what was dropped or pasted: a node of the palette, graphs, files, a picture; return whether it was any.

        A PNG that carries a graph is opened as that graph, unless it lies on a field that takes pictures.
        """
        window = self._window
        if data.hasFormat(MIME):
            spec = window.specs.get(bytes(data.data(MIME).data()).decode(errors="replace"))
            if spec is not None:
                self.drop_node(spec, place)
            return spec is not None
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if not paths and data.hasImage():
            paths = self._kept_picture(data)
        document, on_field = window.document, path_field(window.document, place) is not None
        left = []
        for path in paths:
            if path.suffix.lower() == ".ng":
                window.open(path)
            elif on_field or path.suffix.lower() != ".png" or not window.files.open_carried(path):
                left.append(path)
        if left:
            drop_files(document, left, place)
        return bool(paths)

    def drop_node(self, spec: NodeSpec, place: QPointF) -> None:
        """Add a node with its header at a place; on a wire it is put into it, if it fits there."""
        window = self._window
        end = window.view.wire_at(place) if window.scene_.node_at(place) is None else None
        if end is None or not self._fits_on(spec, end):
            self.add(spec, place)
            return

        def change(graph: Graph) -> Graph:
            graph, name = edit.add(graph, spec, (place.x() - WIDTH / 2, place.y() - HEADER))
            return edit.insert_on_wire(graph, window.specs, name, *end)

        self._add(spec, tr("Insert {what}", what=spec.label), change)

    def _fits_on(self, spec: NodeSpec, end: End) -> bool:
        try:
            graph, name = edit.add(self._window.session.graph, spec, (0.0, 0.0))
            edit.insert_on_wire(graph, self._window.specs, name, *end)
        except GraphError:
            return False
        return True

    def _kept_picture(self, data: QMimeData) -> list[Path]:
        """Write a picture without a file into a folder of ours; return where it lies now."""
        picture = data.imageData()
        folder = state_folder() / "pasted"
        folder.mkdir(exist_ok=True)
        path = folder / f"clipboard-{secrets.token_hex(4)}.png"
        return [path] if isinstance(picture, QImage) and picture.save(str(path)) else []

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
        box = QRectF(*item.at, item.shape_.width, HEADER)
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
            graph, name = edit.add(graph, self._window.specs[REROUTE], (place.x() - DOT[0] / 2, place.y() - DOT[1] / 2))
            graph = edit.insert_on_wire(graph, self._window.specs, name, *end)
            return edit.restyle(graph, [name], collapsed=True)

        session.edit(tr("Add reroute"), split)
