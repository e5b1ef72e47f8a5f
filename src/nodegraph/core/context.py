"""The wishes of the run around a step: its device, its progress bar, its stop and pause buttons.

A step (a node function, a model) reads them through a context variable, so that node functions
stay plain functions that also work when called by hand.
"""

import threading
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field

from nodegraph.core.errors import Stopped
from nodegraph.core.settled import Settled


@dataclass(frozen=True, slots=True)
class Context:
    """What the run wants of the step that executes now."""

    device: str = "auto"
    """`auto`, or a device by name (`cpu`, `cuda:0`, `mps`, ...)."""
    precision: str = "auto"
    """`auto`, `fp32`, `fp16` or `bf16`; a node's own setting goes before it."""
    on_progress: Callable[[float], None] | None = None
    """Called with the finished fraction of the step, 0 to 1."""
    on_note: Callable[[str], None] | None = None
    """Called with a sentence worth showing beside the step's result."""
    on_skip: Callable[[str], None] | None = None
    """Called with the reason why an effect left the world as it was."""
    stop: threading.Event = field(default_factory=threading.Event)
    """Set when the person asked to stop."""
    go: threading.Event | None = None
    """Cleared while paused; `None` where a run cannot be paused."""
    runtime: str = "auto"
    """`auto`, or the framework that runs models (`torch`, `ncnn`, ...); a model's own wish goes before it."""
    options: Mapping[str, str] = field(default_factory=dict)
    """Options of the framework by name, as a person writes them."""
    settled: Settled | None = None
    """What the run keeps to until its end; `None` where there is no run, and each call decides for itself."""
    on_warning: Callable[[str], None] | None = None
    """Like `on_note`, for what a person should see without looking for it; `None`: as a note."""
    grace: float = 0.4
    """Seconds that a tile under way may take after a stop, before its worker is killed."""


current: ContextVar[Context] = ContextVar("nodegraph-context", default=Context())  # noqa: B039 - it is frozen


def progress(done: float, total: float = 1.0) -> None:
    """Report that `done` of `total` is finished; holds while the run is paused.

    Call it between pieces of long work. Raises `Stopped` when the person asked to stop.
    """
    context = current.get()
    if context.on_progress is not None:
        context.on_progress(min(1.0, done / total) if total else 1.0)
    checkpoint()


def checkpoint() -> None:
    """Hold while the run is paused; raise `Stopped` when the person asked to stop."""
    context = current.get()
    while not context.stop.is_set() and context.go is not None and not context.go.wait(0.1):
        continue
    if context.stop.is_set():
        raise Stopped("Stopped.")


def note(sentence: str) -> None:
    """Tell the person something about this step's result that is no error."""
    context = current.get()
    if context.on_note is not None:
        context.on_note(sentence)


def warn(sentence: str) -> None:
    """Tell the person that something went wrong in this step and was dealt with."""
    context = current.get()
    tell = context.on_warning or context.on_note
    if tell is not None:
        tell(sentence)


def skipped(reason: str) -> None:
    """Say that this effect does nothing this time, e.g. because its target exists; it counts as skipped, not as done.

    Return as usual afterwards, with the path that would have been written.
    """
    context = current.get()
    if context.on_skip is not None:
        context.on_skip(reason)
