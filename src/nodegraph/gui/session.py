"""A document being edited: its graph, its history, its file. Views follow its signals and change it only by edits."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from nodegraph.core.errors import NodegraphError
from nodegraph.core.file import read, write
from nodegraph.core.graph import Graph
from nodegraph.core.history import History
from nodegraph.core.node import NodeSpec


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
        self._history = History(Graph())
        self._saved = self._history.graph

    @property
    def graph(self) -> Graph:
        """The document as it is now."""
        return self._history.graph

    @property
    def unsaved(self) -> bool:
        """Whether closing would lose something."""
        return self.graph is not self._saved

    @property
    def undo_name(self) -> str:
        """What undoing would take back; empty where there is nothing."""
        return self._history.undo_name

    @property
    def redo_name(self) -> str:
        """What redoing would do again; empty where there is nothing."""
        return self._history.redo_name

    def edit(self, name: str, change: Callable[[Graph], Graph], merge_key: str | None = None) -> bool:
        """Put `change(graph)` into the history under a name; return whether it was accepted.

        `change` is an edit function of `core.edit`, or several; what it raises for people becomes `refused`, and the
        document stays as it was. Edits with the same `merge_key` in a row become one step.
        """
        try:
            graph = change(self.graph)
        except NodegraphError as error:
            self.refused.emit(str(error))
            return False
        if graph is not self.graph:
            self._history.push(name, graph, merge_key)
            self.changed.emit()
        return True

    def undo(self) -> None:
        """Go back one step."""
        self._go(self._history.undo)

    def redo(self) -> None:
        """Go forward one step."""
        self._go(self._history.redo)

    def open(self, path: Path) -> bool:
        """Show the document in a file; return whether it could be opened. What was shown before is forgotten."""
        try:
            graph = read(path, self.specs).graph
        except NodegraphError as error:
            self.refused.emit(str(error))
            return False
        self._history = History(graph)
        self._saved = graph
        self.path = path
        self.changed.emit()
        return True

    def save(self, path: Path) -> bool:
        """Write the document to a file; return whether it is there now."""
        try:
            write(self.graph, path, self.specs)
        except NodegraphError as error:
            self.refused.emit(str(error))
            return False
        self._saved, self.path = self.graph, path
        self.changed.emit()
        return True

    def _go(self, step: Callable[[], Graph]) -> None:
        before = self.graph
        if step() is not before:
            self.changed.emit()
