"""The window: documents in tabs, the actions on them, panels around them, and the engine that runs them."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QTabWidget, QVBoxLayout, QWidget

from nodegraph.core.graph import Graph
from nodegraph.core.messages import Checked
from nodegraph.core.registry import known_specs
from nodegraph.gui import chosen
from nodegraph.gui.actions import make_actions
from nodegraph.gui.adding import Adding
from nodegraph.gui.beginning import Beginning
from nodegraph.gui.bykeys import ByKeys, spoken
from nodegraph.gui.canvas.scene import Scene
from nodegraph.gui.canvas.view import CanvasView
from nodegraph.gui.desktop.surroundings import Surroundings
from nodegraph.gui.docks import Docks
from nodegraph.gui.document import Document
from nodegraph.gui.documents.export import Exports
from nodegraph.gui.documents.gate import Gate
from nodegraph.gui.documents.results import carry_off
from nodegraph.gui.drops import as_copy
from nodegraph.gui.fields.inline import Fields
from nodegraph.gui.files import Files
from nodegraph.gui.glances import Glances
from nodegraph.gui.keep import Kept
from nodegraph.gui.languages import tr
from nodegraph.gui.link import Link
from nodegraph.gui.menus import show_menu
from nodegraph.gui.mnemonics import give_mnemonics
from nodegraph.gui.naming import on_button
from nodegraph.gui.panels.banner import Banner
from nodegraph.gui.placing import keep_place
from nodegraph.gui.runbar import show_run_buttons
from nodegraph.gui.running import Running
from nodegraph.gui.session import Session
from nodegraph.gui.settings.applying import Applying
from nodegraph.gui.settings.wishes import Wishes
from nodegraph.gui.theme import Theme, dress
from nodegraph.gui.wording import end_words

_TOLD_MS = 8000
_NARROWEST = 260
"""Of the canvas, in pixels, whatever is open beside it: a column of the start page."""


class Window(QMainWindow):
    """Documents, and the engine that runs them."""

    def __init__(self, theme: Theme, link: Link, wishes: Wishes | None = None) -> None:
        """`wishes`: the settings, read from their file where they are not given."""
        super().__init__()
        self.theme, self.link = theme, link
        self.settings = wishes or Wishes(Kept())
        self.specs = known_specs()
        self.banner = Banner()
        self.tabs = QTabWidget(documentMode=True, tabsClosable=True, movable=True)
        self.tabs.setTabBarAutoHide(True)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its bar takes the keys; hidden, it would swallow Tab
        self.tabs.setAccessibleName(tr("Open graphs"))
        self.tabs.tabBar().setAccessibleName(tr("Open graphs"))
        self.beginning = Beginning(self)
        self.files = Files(self, self.settings.kept)
        self.fields = Fields(self.files.kept, self)
        middle = QWidget(minimumWidth=_NARROWEST)
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.banner)
        layout.addWidget(self.tabs)
        self.setCentralWidget(middle)
        self.setAcceptDrops(True)
        self.resize(1280, 800)
        self.gate = Gate(self)
        self.exports = Exports(self)
        self.running = Running(self)
        self.surroundings = Surroundings(self)
        self.adding = Adding(self)
        self.by_keys = ByKeys(self)
        self.glances = Glances(self)
        self.new()
        self.docks = Docks(self)
        self.actions_ = make_actions(self)
        self.run_buttons = show_run_buttons(self, self.actions_)
        self.docks.fill_menu()
        give_mnemonics(self.menuBar())
        self.applying = Applying(self)
        self.files.fill_recent()
        self.files.fill_templates()
        self.actions_["Export"].setMenu(self.exports.menu())
        self.tabs.currentChanged.connect(lambda _: self._follow())
        self.tabs.tabCloseRequested.connect(self.close_tab)
        link.checked.connect(self._take_facts)
        link.troubled.connect(self.tell)
        link.died.connect(self._tell_death)
        self._follow()
        self.running.follow()
        self.beginning.follow_runs()
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

    def tell(self, sentence: str) -> None:
        """Show a sentence for a while."""
        self.statusBar().showMessage(sentence, _TOLD_MS)
        if sentence and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    # ---- files and tabs ----

    def new(self) -> Document:
        """Open an empty document in a tab of its own."""
        document = Document(self.theme, self.specs)
        taken = {other.number for other in self.documents if other.session.path is None}
        document.number = next(number for number in range(1, len(taken) + 2) if number not in taken)
        document.session.changed.connect(lambda: self._follow_one(document))
        document.session.refused.connect(self.tell)
        view = document.view
        view.wanted.connect(self.adding.search)
        view.opened.connect(partial(self.fields.open, view))
        view.menu_wanted.connect(lambda place, screen: show_menu(document, place, screen, self))
        view.doubled.connect(self.adding.double)
        view.carried_off.connect(partial(carry_off, document))
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
        if path.suffix.lower() == ".png":
            return self.files.open_carried(path) or self._tell_plain(path)
        before = self.document
        target = before if before.pristine else self.new()
        if not target.open(path):
            if target is not before:
                self._drop_tab(target)
            return False
        self.files.remember(target)
        self.gate.say_trust(target)
        return True

    def _tell_plain(self, path: Path) -> bool:
        self.tell(tr("{name} is a picture that carries no graph.", name=path.name))
        return False

    def begin_example(self, path: Path) -> None:
        """Show an example as a document of its own, which saving asks a name for."""
        self.files.begin_example(path)

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
        self.running.forget(document)
        document.deleteLater()

    def _tell_death(self, told: str) -> None:
        sentence, _, lines = told.partition("\n")
        document, sentence = self.document, end_words(sentence)
        choices = [(tr("Start it again"), lambda: self.link.check(document.question()))]
        if self.running.document is document:
            choices.append((tr("Start it again and go on with the run"), lambda: self.running.go_on(document)))
        self.banner.say(
            tr("{sentence} The document is untouched.", sentence=sentence), *choices, about="engine", lines=lines
        )

    # ---- looks ----

    def arrange(self) -> None:
        """Lay out all nodes, or those that are selected."""
        if len(self.scene_.selected()) > 1:
            chosen.arrange(self.document)
            return
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

    def show_theme(self, theme: Theme) -> None:
        """Show everything in other colors."""
        self.theme = theme
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        dress(app, theme)
        for document in self.documents:
            document.scene_.show_theme(theme)
        self.docks.viewer.show_theme(theme)
        self.beginning.page.show_theme(theme)

    def show_title(self, percent: int | None = None) -> None:
        """Name the document in the window's title, and how far the run is while there is one."""
        share = f"{percent} % — " if percent is not None else ""
        self.setWindowTitle(f"{share}{self.document.title}[*] — Nodegraph")

    def show_help(self) -> None:
        """Bring the help for the selected node to the front."""
        self.docks.show_help()

    def show_settings(self) -> None:
        """Show the settings, beside the window."""
        self.applying.show_dialog()

    # ---- what happens ----

    def _follow(self) -> None:
        """Another document is in front, or the one in front changed."""
        if not self.tabs.count() or not hasattr(self, "actions_"):
            return
        document, session = self.document, self.session
        self.link.check(document.question())
        self.running.live.follow()
        undo, redo = session.undo_name, session.redo_name
        self.actions_["Undo"].setText(tr("Undo {what}", what=on_button(undo)) if undo else tr("Undo"))
        self.actions_["Redo"].setText(tr("Redo {what}", what=on_button(redo)) if redo else tr("Redo"))
        self.actions_["Undo"].setEnabled(bool(undo))
        self.actions_["Redo"].setEnabled(bool(redo))
        self.show_title()
        self.setWindowModified(session.unsaved)
        self.docks.show_document(document)
        self.docks.viewer.follow()
        self.beginning.page.setVisible(not session.graph.nodes and not session.graph.notes)
        self.beginning.page.center()

    def _follow_one(self, document: Document) -> None:
        star = "• " if document.session.unsaved else ""
        index = self.tabs.indexOf(document)
        self.tabs.setTabText(index, f"{star}{document.title}")
        self.tabs.setTabToolTip(index, str(document.session.path or ""))
        self.files.changed()
        if document is self.document:
            self._follow()

    def _show_help(self) -> None:
        self.docks.outputs.show_document(self.document)
        names = self.scene_.selected()
        self.docks.help.show_spec(self.scene_.items_[names[0]].spec if len(names) == 1 else None)
        self.view.setAccessibleDescription(
            spoken(self.scene_.items_[names[0]], self.session.called) if len(names) == 1 else ""
        )
        self.docks.viewer.follow()

    def _take_facts(self, graph: Graph, checked: Checked) -> None:
        self.banner.settle("engine")
        for document in self.documents:
            if document.take_facts(graph, checked) and document is self.document:
                self.docks.show_problems(document)
            self.glances.follow(document)

    # ---- files dropped on the window, and its end ----

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if self.adding.takes(event.mimeData()):
            as_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Add what was dropped."""
        as_copy(event)
        self.adding.take(event.mimeData(), self.view.mapToScene(self.view.mapFrom(self, event.position().toPoint())))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Ask about what is not saved, then end the engine."""
        if all(self.files.may_leave(document) for document in self.documents):
            keep_place(self, self.settings.kept)
            self.files.close()
            self.fields.close()
            self.running.close()
            self.surroundings.awake.release()
            self.link.close()
            self.docks.viewer.end()
            self.glances.close()
            event.accept()
        else:
            event.ignore()
