"""Documents and files: open, save, recent ones, asking before something is lost, and coming back after a bad end."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, QStandardPaths, Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMenu, QMessageBox

from nodegraph.core.errors import NodegraphError
from nodegraph.core.file import decode, read, write
from nodegraph.core.file.png import graph_in
from nodegraph.core.graph import Graph
from nodegraph.core.node import NodeSpec
from nodegraph.core.places import resources
from nodegraph.core.ports import PathKind
from nodegraph.gui.document import Document
from nodegraph.gui.documents import known
from nodegraph.gui.documents.asking import ask_target
from nodegraph.gui.documents.previews import forget_previews, keep_preview
from nodegraph.gui.documents.results import open_folder
from nodegraph.gui.documents.templates import template_file, template_folder, templates
from nodegraph.gui.documents.watch import Watch
from nodegraph.gui.folders import GRAPHS, begin_in, keep_folder
from nodegraph.gui.keep import Autosave, Kept, Open, forget, left_behind, recover
from nodegraph.gui.languages import tr, trn

if TYPE_CHECKING:
    from nodegraph.gui.window import Window

_AUTOSAVE_MS = 2000
"""From the first change to its being on disk, the time to write aside."""


class Files(QObject):
    """What a window does with files."""

    def __init__(self, window: "Window", kept: Kept) -> None:
        super().__init__(window)
        self._window = window
        self.kept = kept
        self._abandoned = left_behind()
        self.autosave = Autosave(window.specs)
        self._timer = QTimer(self, singleShot=True, interval=_AUTOSAVE_MS)
        self._timer.timeout.connect(self.write)
        self.watch = Watch(lambda: window.documents, self.save, self)

    def set_interval(self, seconds: int) -> None:
        """Write changes aside after so many seconds."""
        self._timer.setInterval(1000 * seconds)

    def changed(self) -> None:
        """A document changed: it is written aside soon."""
        if not self._timer.isActive():
            self._timer.start()
        self.watch.follow()

    def write(self) -> None:
        """Write aside what is open; say so if that failed the last time."""
        if self.autosave.trouble:
            self._window.tell(self.autosave.trouble)
        self.autosave.write(
            [
                Open(session.path, session.graph if session.unsaved else None, session.mark, session.trusted)
                for session in [document.session for document in self._window.documents if not document.pristine]
            ]
        )

    def close(self) -> None:
        """The window closes well."""
        self._timer.stop()
        forget_previews(self.kept.recent)
        self.autosave.close()

    # ---- opening ----

    def ask_open(self) -> None:
        """Ask for graph files and open them."""
        kinds = ";;".join((tr("Graphs (*.ng)"), tr("Pictures that carry a graph (*.png)")))
        begin = begin_in(self.kept, GRAPHS, self._window.session.path)
        names, _ = QFileDialog.getOpenFileNames(self._window, tr("Open graphs"), begin, kinds)
        for name in names:
            self._window.open(Path(name))

    def open_carried(self, path: Path) -> bool:
        """Show the graph that a PNG carries as a document of its own; return whether it carries one."""
        window = self._window
        try:
            data = graph_in(path)
            graph = decode(data, path.absolute().parent, window.specs, path.name).graph if data is not None else None
        except NodegraphError as error:
            window.tell(str(error))
            return False
        if data is None or graph is None:
            return False
        mark = known.mark_of(data)
        self._begin(graph, mark=mark, trusted=known.is_known(mark))
        return True

    def _begin(self, graph: Graph, *, mark: str = "", trusted: bool = True) -> None:
        """Show a graph as a document without a file; a person who only looks at it is not asked to save it."""
        window = self._window
        document = window.document if window.document.pristine else window.new()
        document.begin(graph, None, unsaved=False, mark=mark, trusted=trusted)
        window.gate.say_trust(document)

    def begin_template(self, path: Path) -> None:
        """Show a new document that begins as a template."""
        try:
            self._begin(read(path, self._window.specs).graph)
        except NodegraphError as error:
            self._window.tell(str(error))

    def save_template(self) -> None:
        """Ask for a name and keep the document in front as a template."""
        window = self._window
        names = [found.stem for found in templates()]
        name, told = QInputDialog.getItem(window, tr("Save as template"), tr("Name of the template:"), names, 0)
        path = template_file(name) if told else None
        if path is None:
            return
        try:
            write(window.session.graph, path, window.specs)
        except NodegraphError as error:
            window.tell(str(error))
            return
        self.fill_templates()
        window.tell(tr("{name} is among the templates now.", name=path.stem))

    def fill_templates(self) -> None:
        """Fill the menu with the templates and the examples."""
        menu = QMenu(self._window)
        own = templates()
        for path in own:
            menu.addAction(path.stem, partial(self.begin_template, path))
        if own:
            menu.addSeparator()
        examples = menu.addMenu(tr("Examples"))
        for path in sorted((resources() / "examples").glob("*.ng")):
            examples.addAction(path.stem.replace("-", " ").capitalize(), partial(self.begin_example, path))
        menu.addSeparator()
        menu.addAction(tr("Show the folder of templates"), lambda: open_folder(template_folder()))
        self._window.actions_["New from template"].setMenu(menu)

    def begin_example(self, path: Path) -> None:
        """Show an example under no name; what it saves goes into the person's pictures."""
        window = self._window
        try:
            graph = read(path, window.specs).graph
        except NodegraphError as error:
            window.tell(str(error))
            return
        pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        target = Path(pictures) / "Nodegraph"
        self._begin(_moved_out(graph, window.specs, path.parent, target))

    def remember(self, document: Document) -> None:
        """Put a document's file first among the recent ones, with a small picture of it."""
        path = document.session.path
        if path is None:
            return
        self.kept.remember(path)
        keep_folder(self.kept, GRAPHS, path)
        if document.scene_.coming:
            # Its picture waits for the rest, and the list of recent ones for the picture.
            remember = partial(self.remember, document)
            document.scene_.whole.connect(remember, Qt.ConnectionType.SingleShotConnection)
            return
        keep_preview(document.scene_, path)
        self.fill_recent()

    def fill_recent(self) -> None:
        """Fill the menu and the start page with the recent files."""
        recent = self.kept.recent
        self._window.beginning.page.show_recent(recent)
        action = self._window.actions_["Open recent"]
        menu = QMenu(self._window)
        for path in recent:
            menu.addAction(f"{path.name}  —  {path.parent}", partial(self._window.open, path))
        action.setMenu(menu)
        action.setEnabled(bool(recent))

    # ---- saving ----

    def save(self, document: Document) -> bool:
        """Save to the file it came from, or ask for one; return whether it is saved."""
        path = document.session.path
        if path is None:
            return self.save_as(document)
        if self.watch.is_another(document):
            return self._save_over(document, path)
        if not document.session.save(path):
            return False
        self.remember(document)
        return True

    def save_as(self, document: Document) -> bool:
        """Ask for a file and save to it; return whether it is saved."""
        start = document.session.path or Path(begin_in(self.kept, GRAPHS)) / "graph.ng"
        path = ask_target(self._window, tr("Save graph"), start, [(tr("Graphs (*.ng)"), ".ng")])
        if path is None or not document.session.save(path):
            return False
        self.remember(document)
        return True

    def _save_over(self, document: Document, path: Path) -> bool:
        """Ask before what another program wrote is lost; return whether the document is saved."""
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(tr("Changed by another program"))
        box.setText(tr("{name} was changed by another program since it was read here.", name=document.title))
        over = box.addButton(tr("Replace it"), QMessageBox.ButtonRole.DestructiveRole)
        aside = box.addButton(tr("Save as…"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(aside)
        box.setEscapeButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.exec()
        if box.clickedButton() is aside:
            return self.save_as(document)
        return box.clickedButton() is over and document.session.save(path)

    def may_leave(self, document: Document) -> bool:
        """Ask what to do with changes that were not saved; return whether the document may go."""
        if not document.session.unsaved:
            return True
        self._window.tabs.setCurrentWidget(document)
        buttons = QMessageBox.StandardButton
        answer = QMessageBox.question(
            self._window,
            tr("Unsaved changes"),
            tr("{name} has changes that are not saved.", name=document.title),
            buttons.Save | buttons.Discard | buttons.Cancel,
        )
        if answer == buttons.Save:
            return self.save(document)
        if answer == buttons.Discard:
            document.session.discard()
        return answer == buttons.Discard

    # ---- coming back ----

    def offer_recovery(self) -> None:
        """Offer what was open in windows that ended badly; say what is wrong with the settings."""
        found = [entry for folder in self._abandoned for entry in recover(folder, self._window.specs)]
        if not found:
            self._forget_abandoned()
            if self.kept.notice:
                self._window.banner.say(self.kept.notice, (tr("Close"), lambda: None))
            return
        sentence = trn(
            "Nodegraph did not end well last time; a graph was open.",
            "Nodegraph did not end well last time; %n graphs were open.",
            len(found),
        )
        self._window.banner.say(
            f"{sentence} {self.kept.notice}".rstrip(),
            (tr("Restore"), lambda: self._restore(found)),
            (tr("Discard"), self._forget_abandoned),
        )

    def _restore(self, found: list[Open]) -> None:
        for path, graph, before, trusted in found:
            if graph is None:
                if path is not None:
                    self._window.open(path)
                continue
            document = self._window.document if self._window.document.pristine else self._window.new()
            document.begin(graph, path, unsaved=True, mark=before, trusted=trusted)
            self._window.gate.say_trust(document)
        self.watch.look()  # another program may have been there meanwhile
        self.write()
        self.autosave.finish()
        self._forget_abandoned()

    def _forget_abandoned(self) -> None:
        for folder in self._abandoned:
            forget(folder)
        self._abandoned = []


def _moved_out(graph: Graph, specs: dict[str, NodeSpec], folder: Path, target: Path) -> Graph:
    """Return an example that writes below `target` what it would write below the examples' own folder."""
    nodes = dict(graph.nodes)
    for name, node in graph.nodes.items():
        spec = specs.get(node.type)
        if spec is None or not spec.effect:
            continue
        values = dict(node.set)
        for port, value in node.set.items():
            declared = spec.input(port)
            if declared is None or not isinstance(declared.kind, PathKind) or not isinstance(value, str):
                continue
            if Path(value).is_relative_to(folder):
                values[port] = str(target / Path(value).relative_to(folder))
        if values != node.set:
            nodes[name] = msgspec.structs.replace(node, set=values)
    return msgspec.structs.replace(graph, nodes=nodes)
