"""A document being edited: its graph, its history, its file. Views follow its signals and change it only by edits."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from nodegraph.core.errors import FileRefused, NodegraphError
from nodegraph.core.file import decode, write
from nodegraph.core.file.read import read_bytes
from nodegraph.core.graph import Graph
from nodegraph.core.history import History
from nodegraph.core.node import NodeSpec
from nodegraph.core.outside import Outside, paths_in, reaches
from nodegraph.gui.documents import known
from nodegraph.gui.naming import names_of
from nodegraph.gui.wording import port_name


class Session(QObject):
    """One open document."""

    changed = Signal()
    """The graph is another one now."""
    refused = Signal(str)
    """An edit, or a file, was refused; the sentence says why."""

    def __init__(self, specs: Mapping[str, NodeSpec], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.specs = specs
        self.path: Path | None = None
        """The file it was opened from or saved to last."""
        self.mark = ""
        """The content of that file when it was read or written last; empty without a file."""
        self.trusted = True
        """Whether the graph was made or saved here, or a person said that it is to be trusted."""
        self._strange: frozenset[str] = frozenset()
        self._reached: tuple[Graph | None, Path | None, list[Outside]] = None, None, []
        """What `reaches` answered last: the graph, its folder and the answer."""
        """The paths that it named when it came."""
        self._history = History(Graph())
        self._saved: Graph | None = self._history.graph
        self._tried: Graph | None = None
        self._named: tuple[Graph | None, dict[str, str]] = None, {}
        """What nodes are called, and in which graph."""

    @property
    def graph(self) -> Graph:
        """The document as it is now, with what is being tried out."""
        return self._history.graph if self._tried is None else self._tried

    @property
    def trying(self) -> bool:
        """Whether the document is shown with something that is not in its history yet."""
        return self._tried is not None

    @property
    def unsaved(self) -> bool:
        """Whether closing would lose something."""
        return self._history.graph is not self._saved

    @property
    def undo_name(self) -> str:
        """What undoing would take back; empty where there is nothing."""
        return self._history.undo_name

    @property
    def redo_name(self) -> str:
        """What redoing would do again; empty where there is nothing."""
        return self._history.redo_name

    @property
    def steps(self) -> tuple[list[str], int]:
        """The names of all steps, the first one empty for the beginning, and which of them is the present one."""
        return self._history.names, self._history.present

    def called(self, name: str, port: str = "") -> str:
        """Return what a node, or a port of it, is called to a person; one that is gone has its id alone."""
        if self._named[0] is not self.graph:
            self._named = self.graph, names_of(self.graph, self.specs)
        node = self._named[1].get(name, name)
        return f"{node}, {port_name(port)}" if port else node

    def edit(self, name: str, change: Callable[[Graph], Graph], merge_key: str | None = None) -> bool:
        """Put `change(graph)` into the history under a name; return whether it was accepted.

        `change` is an edit function of `core.edit`, or several; what it raises for people becomes `refused`, and the
        document stays as it was. Edits with the same `merge_key` in a row become one step. What was being tried out
        is taken back first.
        """
        shown, self._tried = self.graph, None
        try:
            graph = change(self.graph)
        except NodegraphError as error:
            self.refused.emit(str(error))
            graph = self.graph
            accepted = False
        else:
            accepted = True
            self._history.push(name, graph, merge_key)
        if graph is not shown:
            self.changed.emit()
        return accepted

    def try_out(self, change: Callable[[Graph], Graph]) -> None:
        """Show `change(graph)` without a step of the history, while a gesture lasts; what is refused shows nothing."""
        shown = self.graph
        try:
            self._tried = change(self._history.graph)
        except NodegraphError:
            self._tried = None
        if self.graph is not shown:
            self.changed.emit()

    def take_back(self) -> None:
        """Show no longer what is being tried out."""
        if self._tried is not None:
            self._tried = None
            self.changed.emit()

    def go_to(self, step: int) -> None:
        """Go to a step of the history by its index in `steps`."""
        before = self.graph
        self._tried = None
        while self._history.present > max(step, 0):
            self._history.undo()
        while self._history.present < min(step, len(self._history.names) - 1):
            self._history.redo()
        if self.graph is not before:
            self.changed.emit()

    def discard(self) -> None:
        """Take what is there for saved: closing loses nothing that matters."""
        self._saved = self._history.graph
        self.changed.emit()

    def undo(self) -> None:
        """Go back one step."""
        self._go(self._history.undo)

    def redo(self) -> None:
        """Go forward one step."""
        self._go(self._history.redo)

    def open(self, path: Path) -> bool:
        """Show the document in a file; return whether it could be opened. What was shown before is forgotten."""
        found = self._read(path)
        if found is None:
            return False
        graph, mark = found
        self.begin(graph, path, mark=mark, trusted=known.is_known(mark))
        return True

    def begin(
        self, graph: Graph, path: Path | None, *, unsaved: bool = False, mark: str = "", trusted: bool = True
    ) -> None:
        """Show a document with a history of its own; `unsaved`: it is not what the file holds."""
        self._history = History(graph)
        self._saved = None if unsaved else graph
        self._tried = None
        self.path, self.mark, self.trusted = path, mark, trusted
        self._strange = paths_in(graph, self.specs)
        self._reached = None, None, []
        self.changed.emit()

    def reload(self) -> bool:
        """Take over what its file holds now, as a step that can be undone; return whether it could be read."""
        found = self._read(self.path) if self.path is not None else None
        if found is None:
            return False
        graph, self.mark = found
        self.trusted = known.is_known(self.mark)
        self._strange = paths_in(graph, self.specs)
        self._reached = None, None, []
        self._tried = None
        self._history.push("Reload", graph)
        self._saved = self._history.graph
        self.changed.emit()
        return True

    def keep(self, mark: str) -> None:
        """Stay as it is though its file holds something else (`mark`) now: closing would lose that."""
        self.mark, self._saved = mark, None
        self.changed.emit()

    @property
    def reaches(self) -> list[Outside]:
        """What the graph would touch beyond its folder although nobody said that it may; paths chosen here may be."""
        if self.trusted:
            return []
        folder = self.path.parent if self.path is not None else None
        graph, known, found = self._reached
        if graph is not self.graph or known != folder:
            found = reaches(self.graph, self.specs, folder, self._strange)
            self._reached = self.graph, folder, found
        return found

    def trust(self) -> None:
        """Let the graph touch whatever it names, now and whenever it is opened again."""
        self.trusted = True
        if self.mark and not self.unsaved:
            known.remember(self.mark)
        self.changed.emit()

    def save(self, path: Path) -> bool:
        """Write the document to a file; return whether it is there now."""
        harmless = not self.reaches
        try:
            write(self._history.graph, path, self.specs)
            self.mark = known.mark_of(read_bytes(path))
        except NodegraphError as error:
            self.refused.emit(str(error))
            return False
        self._saved, self.path = self._history.graph, path
        if harmless:
            known.remember(self.mark)
        self.changed.emit()
        return True

    def _read(self, path: Path) -> tuple[Graph, str] | None:
        """Return the graph in a file and the mark of its content; `None` where it is refused, which is told."""
        try:
            data = read_bytes(path)
            return decode(data, path.absolute().parent, self.specs, path.name).graph, known.mark_of(data)
        except FileRefused as refused:
            self.refused.emit(str(refused))
            return None

    def _go(self, step: Callable[[], Graph]) -> None:
        before = self.graph
        self._tried = None
        if step() is not before:
            self.changed.emit()
