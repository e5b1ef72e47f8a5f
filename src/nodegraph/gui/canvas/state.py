"""What the canvas shows of a node beside the document: what is known, what is wrong, how its run goes."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from PySide6.QtGui import QImage

from nodegraph.core.facts import Fact
from nodegraph.gui.languages import tr
from nodegraph.gui.report import time_left


class NodeView(NamedTuple):
    """All of one node that is not in the graph."""

    facts: Mapping[str, Fact | None] = MappingProxyType({})
    """Per output."""
    problem: str = ""
    """What keeps it from running, as a sentence."""
    advice: str = ""
    """What is doubtful about it but keeps nothing from running, as a sentence."""
    state: str = "idle"
    """`idle`, `queued`, `waiting` (for the end of an edit), `running`, `done`, `cached`, `skipped` or `failed`."""
    fraction: float = 0.0
    """Of the step that runs."""
    left: float | None = None
    """Seconds until it is done, where they can be told."""
    seconds: float = 0.0
    message: str = ""
    notes: tuple[str, ...] = ()
    """The last sentences that its run left, no errors."""
    warning: str = ""
    """What went wrong in its run and was dealt with, as a sentence."""
    picture: QImage | None = None
    """The latest small picture of its result."""
    fresh: bool = False
    """Whether that was made by the run under way, or the last one."""

    @property
    def trouble(self) -> str:
        """What is wrong with the node, as a sentence; empty where nothing is."""
        return self.problem or (self.message if self.state == "failed" else "")

    @property
    def partly(self) -> str:
        """Why some items of a stream failed here while others came out right, as a sentence."""
        return self.message if self.state == "failed" and self.fresh and not self.problem else ""

    @property
    def foot(self) -> str:
        """What is told below the node without being asked for: what is wrong, or what went wrong and was mended."""
        return self.trouble or self.warning or self.advice

    @property
    def told(self) -> str:
        """All there is to tell of its run, as sentences."""
        trouble = self.trouble
        message = self.message if self.state != "failed" else ""
        return "\n".join(
            dict.fromkeys(text for text in (trouble, self.warning, self.advice, message, *self.notes) if text)
        )

    @property
    def status(self) -> str:
        """How its run goes, for the header: a sign and a number, never a color alone."""
        match self.state:
            case "queued":
                return tr("… queued")
            case "waiting":
                return tr("… waits")
            case "running":
                share = f"▸ {self.fraction:.0%}" if self.fraction > 0 else "▸"
                return share if self.left is None else f"{share}, {time_left(self.left)}"
            case "done":
                return f"✓ {self.seconds:.1f} s" if self.seconds >= 0.1 else "✓"
            case "cached":
                return tr("✓ kept")
            case "failed":
                return tr("✕ failed")
            case "skipped":
                return tr("– skipped")
        return ""

    @property
    def sign(self) -> str:
        """How its run goes where there is no room for words: the sign, and how much of it is done."""
        return self.status.partition(",")[0] if self.state == "running" else self.status.partition(" ")[0]


class Around(NamedTuple):
    """What a node shows of the rest of the graph."""

    came: Mapping[str, Fact | None] = MappingProxyType({})
    """What is known at its wired inputs."""
    parameters: Mapping[str, str] = MappingProxyType({})
    """Which parameter of the graph sets an input, by the input."""


ALONE = Around()
NOTHING_KNOWN = NodeView()
