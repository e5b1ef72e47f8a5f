"""The history of a document: a bounded list of graphs. Undoing is going back in it."""

from typing import Any, NamedTuple

from nodegraph.core.graph import Graph

BOUND = 1000
"""Steps that can be undone."""


class Step(NamedTuple):
    """A state of the document and the edit that led to it."""

    name: str
    """What was done, in words for a menu: `Move 3 nodes`."""
    graph: Graph
    merge_key: str | None
    view: Any


class History:
    """All states of a document, and which of them is the present one."""

    def __init__(self, graph: Graph, view: Any = None, bound: int = BOUND) -> None:
        """Begin with a graph. `view` is what a front end shows of it: selection, viewport; never looked into."""
        self._steps = [Step("", graph, None, view)]
        self._present = 0
        self._bound = bound

    @property
    def graph(self) -> Graph:
        """The document as it is now."""
        return self._steps[self._present].graph

    @property
    def view(self) -> Any:
        """What is shown of the present state. Selecting and scrolling set it; that is no step."""
        return self._steps[self._present].view

    @view.setter
    def view(self, view: Any) -> None:
        self._steps[self._present] = self._steps[self._present]._replace(view=view)

    @property
    def undo_name(self) -> str:
        """What undoing would take back; empty at the beginning."""
        return self._steps[self._present].name if self._present else ""

    @property
    def redo_name(self) -> str:
        """What redoing would do again; empty at the end."""
        return self._steps[self._present + 1].name if self._present + 1 < len(self._steps) else ""

    @property
    def names(self) -> list[str]:
        """What was done, oldest first; the first entry is the beginning and has no name."""
        return [step.name for step in self._steps]

    @property
    def present(self) -> int:
        """Which of the `names` led to the present state."""
        return self._present

    def push(self, name: str, graph: Graph, merge_key: str | None = None, view: Any = None) -> None:
        """Make `graph` the present state; what was undone before is dropped.

        Edits in a row with the same `merge_key` become one step: name it by the gesture (one drag, one
        time in a field), which alone knows when an edit ends. Without `view` the present one stays.
        The present graph itself is no edit and changes nothing.
        """
        if graph is self.graph:
            return
        before = self._steps[self._present]
        step = Step(name, graph, merge_key, before.view if view is None else view)
        del self._steps[self._present + 1 :]
        if merge_key is not None and before.merge_key == merge_key and self._present:
            self._steps[-1] = step
            return
        self._steps.append(step)
        del self._steps[: -self._bound - 1]
        self._present = len(self._steps) - 1

    def undo(self) -> Graph:
        """Go back one step and return the graph there; at the beginning nothing changes."""
        self._seal()
        self._present = max(0, self._present - 1)
        self._seal()
        return self.graph

    def redo(self) -> Graph:
        """Go forward one step and return the graph there; at the end nothing changes."""
        self._present = min(len(self._steps) - 1, self._present + 1)
        self._seal()
        return self.graph

    def _seal(self) -> None:
        """End the gesture of the present step: no later edit merges into it."""
        self._steps[self._present] = self._steps[self._present]._replace(merge_key=None)
