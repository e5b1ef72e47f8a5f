"""A run that a person wished for: what it runs, how, what it has told so far; runs wait in a line for their turn."""

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nodegraph.core.graph import Graph
from nodegraph.core.messages import Settings
from nodegraph.gui.report import Report

if TYPE_CHECKING:
    from nodegraph.gui.document import Document

_numbers = itertools.count(1)


@dataclass(eq=False, slots=True)
class Job:
    """One run. It keeps the graph it was wished for with, whatever is edited meanwhile."""

    document: "Document | None"
    """Where it is shown; `None` once that was closed."""
    graph: Graph
    settings: Settings
    resume: str = ""
    """The ledger of a run that it goes on with."""
    retry: bool = False
    """Only what failed then is done."""
    title: str = ""
    report: Report = field(default_factory=Report)
    number: int = field(default_factory=lambda: next(_numbers))

    @property
    def live(self) -> bool:
        """Whether it only looks, while the graph is being edited."""
        return not self.settings.effects


class Waiting(list[Job]):
    """The runs that wait, the next one first."""

    def shift(self, number: int, by: int) -> None:
        """Let a run go so many places later (earlier: negative), as far as there are places."""
        index = self.index_of(number)
        if index is not None:
            job = self.pop(index)
            self.insert(min(max(index + by, 0), len(self)), job)

    def take(self, number: int) -> None:
        """Take a run out of the line."""
        index = self.index_of(number)
        if index is not None:
            del self[index]

    def index_of(self, number: int) -> int | None:
        """Return the place of a run; `None` where it waits no longer."""
        return next((index for index, job in enumerate(self) if job.number == number), None)
