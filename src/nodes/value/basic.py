"""Values to wire to several places, and values shown."""

from typing import Annotated, TypeVar

from nodegraph import Number, Text, node, note

T = TypeVar("T")


@node(synonyms=("integer", "float", "constant", "primitive node"))
def number(value: Annotated[float, Number()] = 0.0) -> float:
    """A number for several nodes to share."""
    return value


@node(synonyms=("string", "constant"))
def text(value: Annotated[str, Text(lines=True)] = "") -> str:
    """A text for several nodes to share."""
    return value


@node(synonyms=("boolean", "toggle", "constant"))
def truth(value: bool = True) -> bool:
    """Yes or no, for several nodes to share."""
    return value


@node(synonyms=("reroute", "identity"))
def pass_through(value: T) -> T:
    """Pass on whatever comes, unchanged: a joint for wires."""
    return value


@node(effect=True, synonyms=("print", "log", "view", "report", "preview any"))
def show_text(value: str, label: str = "") -> None:
    """Show a text, a number or a truth among the messages of the run."""
    note(f"{label}: {value}" if label else value)
