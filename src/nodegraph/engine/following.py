"""Follows a document from edit to edit: what comes is what an edit changed, what is answered is what it made known."""

import threading

from nodegraph.core.deliver import Outputs
from nodegraph.core.errors import RunError
from nodegraph.core.graph import Graph
from nodegraph.core.messages import Checked, CheckedEdit
from nodegraph.core.patch import Patch, patched
from nodegraph.engine.known import Known


class Following:
    """The graph that was asked about last, and what was answered."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._number = 0
        self._graph = Graph()
        self._facts: dict[str, Outputs] = {}

    def begin(self, known: Known, number: int, graph: Graph) -> Checked:
        """Answer a question about a whole graph."""
        with self._lock:
            facts, problems = known.check(graph)
            self._number, self._graph, self._facts = number, graph, facts
            return Checked(number, facts, tuple(problems))

    def go_on(self, known: Known, number: int, last: int, patch: Patch) -> CheckedEdit:
        """Answer a question about an edit of the graph of question `last`. Raises `RunError` where that was another."""
        with self._lock:
            if last != self._number:
                raise RunError(f"The engine was asked about another graph than that of question {last}; ask anew.")
            graph = patched(self._graph, patch)
            facts, problems = known.check(graph)
            before, self._number, self._graph, self._facts = self._facts, number, graph, facts
            # What was not deduced anew is the same object.
            fresh = {name: outputs for name, outputs in facts.items() if before.get(name) is not outputs}
            gone = tuple(name for name in before if name not in facts)
            return CheckedEdit(number, fresh, gone, tuple(problems))
