"""The window: documents in tabs, the actions on them, panels around them, and the engine that runs them."""

from functools import partial
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QPointF
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QProgressBar, QTabWidget, QVBoxLayout, QWidget

from nodegraph.core import edit
from nodegraph.core.errors import GraphError
from nodegraph.core.graph import Graph, Wire
from nodegraph.core.messages import Checked, Finished, Progress, Settings
from nodegraph.core.node import NodeSpec
from nodegraph.core.places import resources
from nodegraph.core.registry import known_specs
from nodegraph.gui import chosen
from nodegraph.gui.actions import make_actions
from nodegraph.gui.canvas.gestures import PullWire
from nodegraph.gui.canvas.notes import with_note
from nodegraph.gui.canvas.scene import Scene
from nodegraph.gui.canvas.view import CanvasView
from nodegraph.gui.docks import Docks
from nodegraph.gui.document import Document
from nodegraph.gui.drops import drop_files
from nodegraph.gui.fields.inline import edit_text, open_field
from nodegraph.gui.files import Files
from nodegraph.gui.keep import state_folder
from nodegraph.gui.link import Link
from nodegraph.gui.menus import show_menu
from nodegraph.gui.panels.banner import Banner
from nodegraph.gui.panels.palette import MIME
from nodegraph.gui.panels.search import SearchPopup
from nodegraph.gui.panels.start import StartPage
from nodegraph.gui.runs import summary
from nodegraph.gui.session import Session
from nodegraph.gui.theme import DARK, LIGHT, Theme, palette

_TOLD_MS = 8000


class Window(QMainWindow):
    """Documents, and the engine that runs them."""

    def __init__(self, theme: Theme, link: Link) -> None:
        super().__init__()
        self.theme, self.link = theme, link
        self.specs = known_specs()
        self.banner = Banner()
        self.tabs = QTabWidget(documentMode=True, tabsClosable=True, movable=True)
        self.tabs.setTabBarAutoHide(True)
        self.tabs.setAccessibleName("Open graphs")
        self.tabs.tabBar().setAccessibleName("Open graphs")
        self.start = StartPage(self.tabs, resources() / "examples", self.begin_example, self._open_or_ask)
        self.files = Files(self)
        self._ran: Document | None = None
        self._paused = False
        middle = QWidget()
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.banner)
        layout.addWidget(self.tabs)
        self.setCentralWidget(middle)
        self.setAcceptDrops(True)
        self.resize(1280, 800)
        self._fill_status_bar()
        self.new()
        self.docks = Docks(self)
        self.actions_ = make_actions(self)
        self.docks.fill_menu()
        self.files.fill_recent()
        self.tabs.currentChanged.connect(lambda _: self._follow())
        self.tabs.tabCloseRequested.connect(self.close_tab)
        link.checked.connect(self._take_facts)
        link.heard.connect(self._hear)
        link.finished.connect(self._end_run)
        link.troubled.connect(self.tell)
        link.died.connect(self._tell_death)
        self._follow()
        self.files.offer_recovery()

    # ---- the document shown ----

    @property
    def document(self) -> Document:
        """The document in front."""
        found = self.tabs.currentWidget()
        assert isinstance(found, Document)
        return found

    @property
    def documents(self) -> list[Document]:
        """All that are open."""
        found = [self.tabs.widget(index) for index in range(self.tabs.count())]
        return [document for document in found if isinstance(document, Document)]

    @property
    def session(self) -> Session:
        """The session of the document in front."""
        return self.document.session

    @property
    def scene_(self) -> Scene:
        """Its scene."""
        return self.document.scene_

    @property
    def view(self) -> CanvasView:
        """Its canvas."""
        return self.document.view

    @property
    def running(self) -> bool:
        """Whether a run is under way."""
        return self._ran is not None

    def tell(self, sentence: str) -> None:
        """Show a sentence for a while."""
        self.statusBar().showMessage(sentence, _TOLD_MS)

    # ---- files and tabs ----

    def new(self) -> Document:
        """Open an empty document in a tab of its own."""
        document = Document(self.theme, self.specs)
        document.session.changed.connect(lambda: self._follow_one(document))
        document.session.refused.connect(self.tell)
        view = document.view
        view.wanted.connect(self._search)
        view.opened.connect(partial(open_field, view))
        view.menu_wanted.connect(lambda place, screen: show_menu(document, place, screen, self))
        view.doubled.connect(self._double)
        document.scene_.selectionChanged.connect(self._show_help)
        self.tabs.setCurrentIndex(self.tabs.addTab(document, document.title))
        view.setFocus()
        return document

    def open(self, path: Path) -> bool:
        """Open a graph, or go to it where it is open; return whether it is there."""
        for document in self.documents:
            if document.session.path == path:
                self.tabs.setCurrentWidget(document)
                return True
        before = self.document
        target = before if before.pristine else self.new()
        if not target.open(path):
            if target is not before:
                self._drop_tab(target)
            return False
        self.files.remember(path)
        return True

    def begin_example(self, path: Path) -> None:
        """Show an example as a document of its own, which saving asks a name for."""
        self.files.begin_example(path)

    def _open_or_ask(self, path: Path | None) -> None:
        if path is None:
            self.ask_open()
        else:
            self.open(path)

    def ask_open(self) -> None:
        """Ask for graph files and open them."""
        self.files.ask_open()

    def save(self) -> bool:
        """Save to the file it came from, or ask for one."""
        return self.files.save(self.document)

    def save_as(self) -> bool:
        """Ask for a file and save to it."""
        return self.files.save_as(self.document)

    def close_tab(self, index: int) -> None:
        """Close a document, asking first where something would be lost."""
        document = self.documents[index]
        if self.files.may_leave(document):
            if self.tabs.count() == 1:
                self.new()
            self._drop_tab(document)

    def _drop_tab(self, document: Document) -> None:
        self.tabs.removeTab(self.tabs.indexOf(document))
        if self._ran is document:
            self.link.control("stop")
        document.deleteLater()

    # ---- running ----

    def run_all(self) -> None:
        """Run everything that has an effect."""
        self._run(())

    def run_selected(self) -> None:
        """Run the selected nodes and what they need."""
        names = tuple(self.scene_.selected())
        if names:
            self._run(names)
        else:
            self.tell("Select the nodes to run, or press F5 to run all.")

    def stop(self) -> None:
        """Stop the run."""
        self.link.control("stop")

    def pause(self) -> None:
        """Hold the run at its next item or tile, or go on with it."""
        if self.running:
            self._paused = not self._paused
            wish: Literal["pause", "resume"] = "pause" if self._paused else "resume"
            self.link.control(wish)
            self.actions_["Pause"].setText("Go on" if self._paused else "Pause")
            self.tell("Paused: press F6 to go on." if self._paused else "Running")

    def _run(self, only: tuple[str, ...]) -> None:
        if self.running:
            self.tell("A run is under way; stop it first, or wait for its end.")
            return
        document = self._ran = self.document
        document.views.forget_run()
        document.log.clear()
        self.docks.show_log(document)
        self._bar.setValue(0)
        self._bar.show()
        self._outcome.clear()
        self.tell("Running")
        self._follow_running()
        graph = document.session.graph
        self.link.run(graph, Settings(only=only, previews=tuple(graph.nodes)))

    def _hear(self, event: object) -> None:
        document = self._ran
        if document is None:
            return
        node, line = document.views.take_event(event)
        if line:
            document.log.append((node, line))
            self.docks.add_log(document, node, line)
        if isinstance(event, Progress):
            self._bar.setValue(round(1000 * event.fraction))
            left = f"{event.eta:.0f} s left" if event.eta is not None else ""
            items = f"{event.done} of {event.total}" if event.total and event.total > 1 else ""
            self._outcome.setText(", ".join(part for part in (items, left) if part))

    def _end_run(self, finished: Finished) -> None:
        document, self._ran = self._ran, None
        self._paused = False
        self._bar.hide()
        self._outcome.setText(summary(finished))
        self.tell("")
        if document is not None:
            document.views.end_run()
            document.log += [(problem.node, f"✕ {problem}") for problem in finished.problems]
            document.log.append(("", summary(finished)))
            self.docks.show_log(document, raised=finished.outcome in ("failed", "refused"))
        self._follow_running()

    def _tell_death(self, sentence: str) -> None:
        self.banner.say(
            f"{sentence} The document is untouched.",
            ("Start it again", lambda: self.link.check(self.session.graph)),
            about="engine",
        )

    # ---- adding nodes ----

    def search_at(self, place: QPointF) -> None:
        """Offer the nodes that can be added at a place."""
        self._search(place, None)

    def search_in_middle(self) -> None:
        """Offer the nodes that can be added."""
        self._search(self.view.middle(), None)

    def add(self, spec: NodeSpec, place: QPointF, pulled: PullWire | None = None) -> None:
        """Add a node at a place, at the end of a pulled wire if there is one, and select it."""
        document = self.document
        before = set(document.session.graph.nodes)

        def change(graph: Graph) -> Graph:
            at = place.x(), place.y()
            if pulled is None:
                return edit.add(graph, spec, at)[0]
            end = Wire(pulled.name, pulled.row.port)
            return document.connected(graph, spec, at, end, output=pulled.row.output)

        if document.session.edit(f"Add {spec.label}", change):
            self.scene_.select(name for name in document.session.graph.nodes if name not in before)
            self.files.kept.count_use(spec.id)
            self.view.setFocus()

    def add_note(self, place: QPointF) -> None:
        """Add a note."""
        self.session.edit("Add note", lambda graph: with_note(graph, "Note", (place.x(), place.y())))

    def paste(self) -> None:
        """Paste what the clipboard holds where the mouse is."""
        self.paste_at(self.view.pointed())

    def paste_at(self, place: QPointF) -> None:
        """Paste nodes, files or a picture from the clipboard."""
        data = QGuiApplication.clipboard().mimeData()
        if chosen.paste(self.document, place):
            return
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if not paths and data.hasImage():
            folder = state_folder() / "pasted"
            folder.mkdir(exist_ok=True)
            path = folder / f"clipboard-{len(list(folder.iterdir())) + 1}.png"
            if QGuiApplication.clipboard().image().save(str(path)):
                paths = [path]
        if paths:
            drop_files(self.document, paths, place)
        else:
            self.tell("The clipboard holds neither nodes nor a picture nor files.")

    def _search(self, place: QPointF, pulled: PullWire | None) -> None:
        specs = [spec for spec in self.specs.values() if pulled is None or self._fits(spec, pulled)]
        popup = SearchPopup(specs, self.files.kept.uses, lambda spec: self.add(spec, place, pulled), self)
        popup.show_at(self.view.viewport().mapToGlobal(self.view.mapFromScene(place)))

    def _fits(self, spec: NodeSpec, pulled: PullWire) -> bool:
        end = Wire(pulled.name, pulled.row.port)
        try:
            self.document.connected(self.session.graph, spec, (0.0, 0.0), end, output=pulled.row.output)
        except GraphError:
            return False
        return True

    def _double(self, place: QPointF) -> None:
        """Do what a double click beside the nodes means: write a note or title, split a wire, or add a node."""
        scene, session = self.scene_, self.session
        note, frame = scene.notes.at(place), scene.frames.title_at(place)
        if note is not None:
            box = self.view.mapFromScene(note.sceneBoundingRect()).boundingRect()
            at = note.pos().x(), note.pos().y()
            edit_text(
                self.view, box, note.text,
                lambda text: session.edit("Write note", lambda graph: with_note(graph, text, at, note.name)),
            )  # fmt: skip
            return
        if frame is not None:
            box = self.view.mapFromScene(scene.frames.box_of(frame)).boundingRect()
            title = session.graph.frames[frame].title
            edit_text(
                self.view, box, title,
                lambda text: session.edit("Title", lambda graph: chosen.titled(graph, frame, text)), lines=1,
            )  # fmt: skip
            return
        end = self.view.wire_at(place)
        if end is None:
            self.search_at(place)
            return

        def split(graph: Graph) -> Graph:
            graph, name = edit.add(graph, self.specs["pass_through"], (place.x() - 112, place.y() - 14))
            graph = edit.insert_on_wire(graph, self.specs, name, *end)
            return edit.restyle(graph, [name], collapsed=True)

        session.edit("Add reroute", split)

    # ---- looks ----

    def arrange(self) -> None:
        """Lay out all nodes."""
        self.document.arrange()
        self.view.fit()

    def toggle_pictures(self) -> None:
        """Show the pictures of results in nodes, or do not."""
        on = self.actions_["Pictures in nodes"].isChecked()
        for document in self.documents:
            document.scene_.show_pictures(on)

    def toggle_snapping(self) -> None:
        """Let moved nodes keep to the grid, or not."""
        for document in self.documents:
            document.view.snapping = self.actions_["Snap to grid"].isChecked()

    def toggle_minimap(self) -> None:
        """Show the map of the canvas, or do not."""
        for document in self.documents:
            document.minimap.wished = self.actions_["Map"].isChecked()
            document.minimap.follow()

    def toggle_theme(self) -> None:
        """Change between dark and light."""
        self.theme = LIGHT if self.actions_["Light colors"].isChecked() else DARK
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.setPalette(palette(self.theme))
        for document in self.documents:
            document.scene_.show_theme(self.theme)
        self.files.kept.put("theme", self.theme.name)

    # ---- what happens ----

    def _follow(self) -> None:
        """Another document is in front, or the one in front changed."""
        if not self.tabs.count() or not hasattr(self, "actions_"):
            return
        document, session = self.document, self.session
        self.link.check(session.graph)
        undo, redo = session.undo_name, session.redo_name
        self.actions_["Undo"].setText(f"Undo {undo}".strip())
        self.actions_["Redo"].setText(f"Redo {redo}".strip())
        self.actions_["Undo"].setEnabled(bool(undo))
        self.actions_["Redo"].setEnabled(bool(redo))
        self.setWindowTitle(f"{document.title}[*] — Nodegraph")
        self.setWindowModified(session.unsaved)
        self.docks.show_document(document)
        self.start.setVisible(not session.graph.nodes and not session.graph.notes)
        self.start.center()

    def _follow_one(self, document: Document) -> None:
        star = "•" if document.session.unsaved else ""
        self.tabs.setTabText(self.tabs.indexOf(document), f"{star}{document.title}")
        self.files.changed()
        if document is self.document:
            self._follow()

    def _follow_running(self) -> None:
        self.actions_["Pause"].setText("Pause")
        for text in ("Pause", "Stop"):
            self.actions_[text].setEnabled(self.running)
        for text in ("Run", "Run selected"):
            self.actions_[text].setEnabled(not self.running)

    def _show_help(self) -> None:
        names = self.scene_.selected()
        self.docks.help.show_spec(self.scene_.items_[names[0]].spec if len(names) == 1 else None)

    def _take_facts(self, graph: Graph, checked: Checked) -> None:
        self.banner.settle("engine")
        for document in self.documents:
            if document.take_facts(graph, checked) and document is self.document:
                self.docks.show_problems(document)

    # ---- files dropped on the window, and its end ----

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if event.mimeData().hasUrls() or event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        place = self.view.mapToScene(self.view.mapFrom(self, event.position().toPoint()))
        data = event.mimeData()
        if data.hasFormat(MIME):
            self.add(self.specs[bytes(data.data(MIME).data()).decode()], place)
            return
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        for path in [path for path in paths if path.suffix.lower() == ".ng"]:
            self.open(path)
            paths.remove(path)
        if paths:
            drop_files(self.document, paths, place)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        if all(self.files.may_leave(document) for document in self.documents):
            self.files.close()
            self.link.close()
            event.accept()
        else:
            event.ignore()

    def _fill_status_bar(self) -> None:
        self._bar = QProgressBar(maximum=1000)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(160)
        self._bar.setAccessibleName("Run")
        self._bar.hide()
        self._outcome = QLabel()
        self._outcome.setAccessibleName("Outcome of the last run")
        for widget in (self._bar, self._outcome):
            self.statusBar().addPermanentWidget(widget)
