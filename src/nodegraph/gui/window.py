"""The window: one document on a canvas, the actions on it, and a line that says what happens."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPointF
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QFileDialog, QLabel, QMainWindow, QMessageBox, QProgressBar, QWidget

from nodegraph.core import edit
from nodegraph.core.arrange import Box, arrange
from nodegraph.core.errors import NodegraphError
from nodegraph.core.graph import Graph, Wire, wiring
from nodegraph.core.messages import Checked, Finished, Progress, Settings
from nodegraph.core.node import NodeSpec
from nodegraph.core.registry import known_specs
from nodegraph.gui.canvas.gestures import PullWire
from nodegraph.gui.canvas.scene import Scene
from nodegraph.gui.canvas.view import CanvasView, remove_selected
from nodegraph.gui.fields.inline import open_field
from nodegraph.gui.link import Link
from nodegraph.gui.panels.search import SearchPopup
from nodegraph.gui.runs import Views, summary
from nodegraph.gui.session import Session
from nodegraph.gui.theme import Theme

_MODELS = (".pth", ".pt", ".ckpt", ".safetensors", ".onnx", ".param")
_PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".avif", ".tif", ".tiff", ".bmp", ".gif", ".tga", ".ico", ".exr", ".hdr")
_TOLD_MS = 8000


class Window(QMainWindow):
    """A document, its canvas, and the engine that runs it."""

    def __init__(self, theme: Theme, link: Link) -> None:
        super().__init__()
        self.session = Session(known_specs(), self)
        self.link = link
        self.scene_ = Scene(theme, self.session.specs, self)
        self.view = CanvasView(self.session, self.scene_, self)
        self.views = Views(self.scene_.show_views)
        self._running = False
        self.setCentralWidget(self.view)
        self.setAcceptDrops(True)
        self.resize(1280, 800)
        self._fill_status_bar()
        self.actions_ = self._make_actions()
        self.session.changed.connect(self._follow)
        self.session.refused.connect(self.tell)
        self.view.wanted.connect(self._search)
        self.view.opened.connect(lambda name, port: open_field(self.view, name, port))
        link.checked.connect(self._take_facts)
        link.heard.connect(self._hear)
        link.finished.connect(self._end_run)
        link.troubled.connect(self.tell)
        self._follow()

    def tell(self, sentence: str) -> None:
        """Show a sentence for a while."""
        self.statusBar().showMessage(sentence, _TOLD_MS)

    def open(self, path: Path) -> None:
        """Open a graph in place of the one shown."""
        if self.session.open(path):
            self.view.fit()

    # ---- actions ----

    def run_all(self) -> None:
        """Run everything that has an effect."""
        self._run(())

    def run_selected(self) -> None:
        """Run the selected nodes and what they need."""
        self._run(tuple(self.scene_.selected()))

    def save(self) -> None:
        """Save to the file it came from, or ask for one."""
        if self.session.path is None:
            self.save_as()
        else:
            self.session.save(self.session.path)

    def save_as(self) -> None:
        """Ask for a file and save to it."""
        name, _ = QFileDialog.getSaveFileName(self, "Save graph", "", "Graphs (*.ng)")
        if name:
            self.session.save(Path(name).with_suffix(".ng"))

    def ask_open(self) -> None:
        """Ask for a graph file and open it."""
        name, _ = QFileDialog.getOpenFileName(self, "Open graph", "", "Graphs (*.ng)")
        if name and self._may_leave():
            self.open(Path(name))

    def arrange(self) -> None:
        """Place all nodes in columns along the wires."""
        graph = self.session.graph
        # Boxes on one spot cover each other, which is what makes `arrange` place them anew.
        boxes = {name: Box(0, 0, item.shape_.width, item.shape_.height) for name, item in self.scene_.items_.items()}
        places = arrange(graph, boxes, wiring(graph).order)
        self.session.edit("Arrange", lambda graph: edit.move(graph, places))
        self.view.fit()

    def duplicate(self) -> None:
        """Add a copy of the selected nodes, and select it."""
        names = self.scene_.selected()
        before = set(self.session.graph.nodes)
        if names and self.session.edit("Duplicate", lambda graph: edit.duplicate(graph, names)[0]):
            self.scene_.select(name for name in self.session.graph.nodes if name not in before)

    def toggle(self, name: str, change: Callable[..., Graph], flag: str) -> None:
        """Turn a flag of the selected nodes on, or off where all have it."""
        names = self.scene_.selected()
        on = not all(getattr(self.session.graph.nodes[node], flag) for node in names)
        if names:
            self.session.edit(name, lambda graph: change(graph, names, on))

    def _make_actions(self) -> dict[str, QAction]:
        keys = QKeySequence.StandardKey
        menus = {
            "File": (
                ("Open…", keys.Open, self.ask_open),
                ("Save", keys.Save, self.save),
                ("Save as…", keys.SaveAs, self.save_as),
                ("Quit", keys.Quit, self.close),
            ),
            "Edit": (
                ("Undo", keys.Undo, self.session.undo),
                ("Redo", keys.Redo, self.session.redo),
                ("Delete", keys.Delete, lambda: remove_selected(self.view)),
                ("Delete with wires", "Shift+Del", lambda: remove_selected(self.view, heal=False)),
                ("Duplicate", "Ctrl+D", self.duplicate),
                ("Select all", keys.SelectAll, lambda: self.scene_.select(self.scene_.items_)),
                ("Bypass", "B", lambda: self.toggle("Bypass", edit.bypass, "bypassed")),
                ("Disable", "M", lambda: self.toggle("Disable", edit.disable, "disabled")),
                ("Collapse", "H", lambda: self.toggle("Collapse", _collapse, "collapsed")),
            ),
            "View": (
                ("Fit all", "A", lambda: self.view.fit()),
                ("Fit selection", "F", lambda: self.view.fit(self.scene_.selected())),
                ("Zoom in", keys.ZoomIn, lambda: self.view.zoom_by(1.25)),
                ("Zoom out", keys.ZoomOut, lambda: self.view.zoom_by(0.8)),
                ("Arrange", "L", self.arrange),
            ),
            "Run": (
                ("Run", "F5", self.run_all),
                ("Run selected", "Shift+F5", self.run_selected),
                ("Stop", "Ctrl+.", lambda: self.link.control("stop")),
            ),
        }
        made = {}
        for title, entries in menus.items():
            menu = self.menuBar().addMenu(title)
            for text, key, do in entries:
                action = QAction(text, self)
                action.setShortcut(key if isinstance(key, QKeySequence.StandardKey) else QKeySequence(key))
                action.triggered.connect(lambda _=False, do=do: do())
                menu.addAction(action)
                made[text] = action
        return made

    # ---- what happens ----

    def _follow(self) -> None:
        graph = self.session.graph
        self.scene_.show(graph)
        self.link.check(graph)
        undo, redo = self.session.undo_name, self.session.redo_name
        self.actions_["Undo"].setText(f"Undo {undo}".strip())
        self.actions_["Redo"].setText(f"Redo {redo}".strip())
        self.actions_["Undo"].setEnabled(bool(undo))
        self.actions_["Redo"].setEnabled(bool(redo))
        name = self.session.path.name if self.session.path is not None else "Untitled"
        self.setWindowTitle(f"{name}[*] — Nodegraph")
        self.setWindowModified(self.session.unsaved)

    def _take_facts(self, graph: Graph, checked: Checked) -> None:
        if graph is self.session.graph:
            self.views.take_facts(checked)

    def _run(self, only: tuple[str, ...]) -> None:
        if self._running:
            self.tell("A run is under way; stop it first, or wait for its end.")
            return
        self._running = True
        self.views.forget_run()
        self._bar.setValue(0)
        self._bar.show()
        self.tell("Running")
        self.link.run(self.session.graph, Settings(only=only, previews=tuple(self.session.graph.nodes)))

    def _hear(self, event: object) -> None:
        line = self.views.take_event(event)
        if line:
            self.tell(line)
        if isinstance(event, Progress):
            self._bar.setValue(round(1000 * event.fraction))

    def _end_run(self, finished: Finished) -> None:
        self._running = False
        self._bar.hide()
        self._outcome.setText(summary(finished))

    def _search(self, place: QPointF, pulled: PullWire | None) -> None:
        specs = [spec for spec in self.session.specs.values() if pulled is None or self._fits(spec, pulled)]
        popup = SearchPopup(specs, lambda spec: self._add(spec, place, pulled), self)
        popup.show_at(self.view.viewport().mapToGlobal(self.view.mapFromScene(place)))

    def _fits(self, spec: NodeSpec, pulled: PullWire) -> bool:
        try:
            return self._connected(self.session.graph, spec, QPointF(), pulled) is not None
        except NodegraphError:
            return False

    def _add(self, spec: NodeSpec, place: QPointF, pulled: PullWire | None) -> None:
        before = set(self.session.graph.nodes)

        def change(graph: Graph) -> Graph:
            if pulled is not None:
                return self._connected(graph, spec, place, pulled) or graph
            return edit.add(graph, spec, (place.x(), place.y()))[0]

        if self.session.edit(f"Add {spec.label}", change):
            self.scene_.select(name for name in self.session.graph.nodes if name not in before)
            self.view.setFocus()

    def _connected(self, graph: Graph, spec: NodeSpec, place: QPointF, pulled: PullWire) -> Graph | None:
        """Return the graph with a new node at the end of a pulled wire, at the first port that takes it."""
        graph, name = edit.add(graph, spec, (place.x(), place.y()))
        specs, port = self.session.specs, pulled.row.port
        for other in spec.inputs if pulled.row.output else spec.outputs:
            try:
                if pulled.row.output:
                    return edit.connect(graph, specs, Wire(pulled.name, port), name, other.name)
                return edit.connect(graph, specs, Wire(name, other.name), pulled.name, port)
            except NodegraphError:
                continue
        return None

    # ---- files dropped on the window ----

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        place = self.view.mapToScene(self.view.mapFrom(self, event.position().toPoint()))
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        graphs = [path for path in paths if path.suffix.lower() == ".ng"]
        if graphs and self._may_leave():
            self.open(graphs[0])
            return
        for index, path in enumerate(paths):
            self._drop(path, place + QPointF(0, 200 * index))

    def _drop(self, path: Path, place: QPointF) -> None:
        suffix = path.suffix.lower()
        kind = "load_model" if suffix in _MODELS else "load_image" if suffix in _PICTURES else ""
        kind = "list_images" if path.is_dir() else kind
        if not kind:
            self.tell(f"{path.name} is neither a picture nor a model nor a graph that is known here.")
            return
        spec = self.session.specs[kind]
        values = {"folder" if path.is_dir() else "path": str(path)}
        self.session.edit(f"Drop {path.name}", lambda graph: edit.add(graph, spec, place.toTuple(), values=values)[0])

    # ---- the end ----

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        if self._may_leave():
            self.link.close()
            event.accept()
        else:
            event.ignore()

    def _may_leave(self) -> bool:
        """Ask what to do with changes that were not saved; return whether the document may go."""
        if not self.session.unsaved:
            return True
        buttons = QMessageBox.StandardButton
        answer = QMessageBox.question(
            self,
            "Unsaved changes",
            "The graph has changes that are not saved.",
            buttons.Save | buttons.Discard | buttons.Cancel,
        )
        if answer == buttons.Save:
            self.save()
            return not self.session.unsaved
        return answer == buttons.Discard

    def _fill_status_bar(self) -> None:
        self._bar = QProgressBar(maximum=1000)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(160)
        self._bar.hide()
        self._outcome = QLabel()
        for widget in (self._bar, self._outcome):
            self.statusBar().addPermanentWidget(_named(widget))


def _named(widget: QWidget) -> QWidget:
    widget.setAccessibleName("Run" if isinstance(widget, QProgressBar) else "Outcome of the last run")
    return widget


def _collapse(graph: Graph, names: list[str], on: bool) -> Graph:
    return edit.restyle(graph, names, collapsed=on)
