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


NOTHING_KNOWN = NodeView()
