"""Failures as values: the hole an item leaves, and the sentence that says what failed with which inputs."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from nodegraph.core.errors import NodegraphError
from nodegraph.core.nothing import NOTHING
from nodegraph.engine.picture import Picture

_MOST_INPUTS = 6
_LONGEST = 60


@dataclass(frozen=True, slots=True, eq=False)
class Hole:
    """Stands where a value would be, had it not failed. It flows through all that needs the value."""

    node: str
    """The node that failed."""
    sentence: str


class HoleText(str):
    """`Item.error` of a hole that was counted: a transformer that hands it on makes no second failure of it."""

    __slots__ = ("hole",)
    hole: Hole

    @staticmethod
    def of(hole: Hole) -> "HoleText":
        text = HoleText(hole.sentence)
        text.hole = hole
        return text


class Unread(BaseException):
    """Leaves a node function that read a Lazy input which failed or is nothing.

    No `Exception`, so that a node's own error handling does not take it for the node's failure.
    """

    def __init__(self, value: Any) -> None:
        self.value = value


class Dropped(BaseException):
    """Ends the work on an item that nobody waits for any more."""


class StreamBroken(NodegraphError):
    """A stream ended before its end."""

    def __init__(self, hole: Hole, whole: bool = False) -> None:
        """`whole`: all or none was wanted of it, so that what was read until now is of no use."""
        super().__init__(hole.sentence)
        self.hole = hole
        self.whole = whole


def explain(label: str, values: Mapping[str, Any], error: BaseException) -> str:
    """Return what failed with which inputs and why, as one sentence. Our own errors are sentences already."""
    if isinstance(error, NodegraphError):
        return str(error)
    inputs = _inputs(values)
    where = f"{label} ({inputs})" if inputs else label
    if isinstance(error, MemoryError):
        return f"{where} needs more memory than is free; resize first, or close other programs."
    return f"{where}: {reason(error)}"


def reason(error: BaseException) -> str:
    """Return an exception in words, on one line, ended by a full stop."""
    if isinstance(error, OSError) and error.strerror:
        text = f"{error.strerror}: {error.filename}" if error.filename else error.strerror
    else:
        text = " ".join(str(error).split())
        if not isinstance(error, ValueError | OSError | RuntimeError | NodegraphError) or not text:
            text = f"{type(error).__name__}: {text}" if text else type(error).__name__
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _inputs(values: Mapping[str, Any]) -> str:
    shown = [f"{name} = {words}" for name, value in values.items() if (words := in_words(value))]
    return ", ".join(shown[:_MOST_INPUTS]) + (", ..." if len(shown) > _MOST_INPUTS else "")


def in_words(value: Any) -> str:
    """Return a value in a few words, empty where there is nothing to say."""
    if isinstance(value, Picture):
        colors = {1: "gray", 3: "RGB", 4: "RGBA"}.get(value.channels, f"{value.channels} channels")
        return f"{value.width}x{value.height} {colors}"
    if value is None or value is NOTHING or callable(value):
        return ""
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, PurePath):
        return _short(str(value))
    if isinstance(value, str):
        return _short(repr(value)) if value else ""
    if isinstance(value, bool | int | tuple | list):
        return _short(str(value))
    path = getattr(value, "path", None)
    return _short(path.name if isinstance(path, PurePath) else type(value).__name__)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:20]}...{text[-_LONGEST + 23 :]}"


def item_in_words(value: Any, path: tuple[int, ...]) -> str:
    """Return an item as a person would name it: its file or text, with its index path where streams nest."""
    index = f"[{', '.join(map(str, path))}]" if path else ""
    if isinstance(value, PurePath) and value.name:
        return value.name if len(path) < 2 else f"{value.name} {index}"
    if isinstance(value, str) and value and len(value) <= _LONGEST:
        name = PurePath(value).name or value
        return name if len(path) < 2 else f"{name} {index}"
    return index
