"""The report of a run: what was done, skipped and failed, in numbers and sentences, gathered from its events."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from nodegraph.core.messages import Began, Failed, Finished, Noted, Wrote
from nodegraph.gui.languages import tr, trn
from nodegraph.gui.naming import problem_words


class Line(NamedTuple):
    """Something that was told."""

    sign: str
    """`✕` for what failed, `!` for what went wrong and was dealt with, `✓` for a file, `·` for a note."""
    node: str
    item: str
    """The item it is about, in words; empty outside streams."""
    sentence: str

    def __str__(self) -> str:
        return f"{self.sign} {self.item + ': ' if self.item else ''}{self.sentence}"


@dataclass(slots=True)
class Report:
    """What is known of a run so far."""

    lines: list[Line] = field(default_factory=list)
    """In the order in which they came."""
    ledger: str = ""
    """By which the run can be gone on with, and its failed items be done again."""
    finished: Finished | None = None
    """How it ended; `None` while it runs."""
    died: str = ""
    """How the engine ended in the middle of it, as a sentence."""

    @property
    def failures(self) -> list[Line]:
        """What failed."""
        return [line for line in self.lines if line.sign == "✕"]

    @property
    def files(self) -> list[str]:
        """What was written."""
        return [line.sentence for line in self.lines if line.sign == "✓"]

    @property
    def may_retry(self) -> bool:
        """Whether the failed items alone can be done again."""
        return bool(self.ledger and self.finished is not None and self.finished.failed)

    @property
    def may_go_on(self) -> bool:
        """Whether the run ended before its end and can be gone on with."""
        return bool(self.ledger and self.finished is not None and self.finished.outcome == "stopped")

    @property
    def summary(self) -> str:
        """How it ended, in words; empty while it runs."""
        if self.finished is None:
            return ""
        return self.died or summary(self.finished)

    def take(self, event: object) -> Line | None:
        """Note an event; return it as a line if it is worth one."""
        match event:
            case Began(ledger=ledger):
                self.ledger = ledger
                return None
            case Failed(_, node, item, sentence):
                line = Line("✕", node, item, sentence)
            case Noted(_, node, sentence, item, warning):
                line = Line("!" if warning else "·", node, item, sentence)
            case Wrote(_, node, path):
                line = Line("✓", node, "", path)
            case _:
                return None
        self.lines.append(line)
        return line

    def end(self, finished: Finished, called: Callable[[str], str] = str) -> None:
        """Note how the run ended; `called` says what a node is called."""
        self.finished = finished
        self.lines += [Line("✕", problem.node, "", problem_words(problem, called)) for problem in finished.problems]
        if finished.outcome in ("done", "refused"):
            self.ledger = ""


def summary(finished: Finished) -> str:
    """Return how a run ended, in words."""
    if finished.outcome == "refused":
        return tr("The graph cannot run.")
    parts = [tr("{count} done", count=finished.done)] if finished.done else []
    parts += [tr("{count} skipped", count=finished.skipped)] if finished.skipped else []
    parts += [tr("{count} failed", count=finished.failed)] if finished.failed else []
    counts = ", ".join(parts)
    seconds = f"{finished.seconds:.1f}"
    if not parts:
        # Nodes that save nothing were run, to be looked at.
        if finished.outcome == "stopped":
            return tr("Stopped after {seconds} s", seconds=seconds)
        return tr("Done in {seconds} s", seconds=seconds)
    if finished.outcome == "stopped":
        return tr("Stopped: {counts} in {seconds} s", counts=counts, seconds=seconds)
    return tr("{counts} in {seconds} s", counts=counts, seconds=seconds)


def time_left(seconds: float) -> str:
    """Return a time in words that are short: `12 s`, `3 min`, `2 h 5 min`."""
    if seconds < 90:
        return tr("{count} s", count=max(1, round(seconds)))
    minutes = round(seconds / 60)
    if minutes < 90:
        return trn("1 min", "%n min", minutes)
    return tr("{hours} h {minutes} min", hours=minutes // 60, minutes=minutes % 60)
