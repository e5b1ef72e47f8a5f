"""What the canvas shows of a node beside the document: what is known, what is wrong, how its run goes."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from PySide6.QtGui import QImage

from nodegraph.core.facts import Fact


class NodeView(NamedTuple):
    """All of one node that is not in the graph."""

    facts: Mapping[str, Fact | None] = MappingProxyType({})
    """Per output."""
    problem: str = ""
    """What keeps it from running, as a sentence."""
    state: str = "idle"
    """`idle`, `running`, `done`, `cached`, `skipped` or `failed`."""
    fraction: float = 0.0
    """Of the step that runs."""
    seconds: float = 0.0
    message: str = ""
    picture: QImage | None = None
    """The latest small picture of its result."""

    @property
    def trouble(self) -> str:
        """What is wrong with the node, as a sentence; empty where nothing is."""
        return self.problem or (self.message if self.state == "failed" else "")

    @property
    def status(self) -> str:
        """How its run goes, for the header: a sign and a number, never a color alone."""
        match self.state:
            case "running":
                return f"▸ {self.fraction:.0%}" if self.fraction > 0 else "▸"
            case "done":
                return f"✓ {self.seconds:.1f} s" if self.seconds >= 0.1 else "✓"
            case "cached":
                return "✓ kept"
            case "failed":
                return "✕ failed"
            case "skipped":
                return "– skipped"
        return ""


NOTHING_KNOWN = NodeView()
