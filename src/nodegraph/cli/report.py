"""Tells a person, or a program, how a run goes: a progress bar, plain lines, JSON lines or nothing."""

import sys
from typing import TYPE_CHECKING, Protocol, TextIO

import msgspec

from nodegraph.core.messages import Event, Failed, Finished, Noted, Progress, Wrote

if TYPE_CHECKING:
    from rich.progress import TaskID


class Reporter(Protocol):
    """Shows the events of a run as they come."""

    def show(self, event: Event) -> None: ...

    def close(self) -> None: ...


def reporter(*, json: bool, quiet: bool, output: TextIO | None = None) -> Reporter:
    """Return what fits: JSON lines when asked, a bar on a terminal, plain lines elsewhere.

    `output` takes what belongs to standard output; it is another stream when standard output carries a picture.
    """
    lines = output or sys.stdout
    if json:
        return JsonLines(lines)
    if quiet:
        return Lines(lines, progress=False, writes=False)
    if sys.stderr.isatty():
        return Terminal(lines)
    return Lines(lines)


class JsonLines:
    """One JSON object a line, an event each; its `type` names it."""

    def __init__(self, output: TextIO) -> None:
        self._output = output
        self._encoder = msgspec.json.Encoder()

    def show(self, event: Event) -> None:
        print(self._encoder.encode(event).decode(), file=self._output, flush=True)

    def close(self) -> None:
        """Nothing is held back."""


class Lines:
    """Plain lines: written files on standard output, the rest on standard error; progress every tenth."""

    def __init__(self, output: TextIO, *, progress: bool = True, writes: bool = True) -> None:
        self._output = output
        self._progress = progress
        self._writes = writes
        self._tenth = 0

    def show(self, event: Event) -> None:
        match event:
            case Progress() if self._progress and int(event.fraction * 10) > self._tenth:
                self._tenth = int(event.fraction * 10)
                print(f"{event.fraction:4.0%}{describe_rest(event)}", file=sys.stderr)
            case Wrote() if self._writes:
                print(event.path, file=self._output, flush=True)
            case Noted() if self._progress:
                print(f"note: {event.node}: {event.sentence}", file=sys.stderr)
            case Failed():
                print(describe_failure(event), file=sys.stderr)
            case Finished() if self._progress:
                print(describe_end(event), file=sys.stderr)

    def close(self) -> None:
        """Nothing is held back."""


class Terminal:
    """A progress bar with tiles, items, rate and time left, on standard error."""

    def __init__(self, output: TextIO) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, TaskProgressColumn, TextColumn
        from rich.progress import Progress as Bar

        self._console = Console(stderr=True, highlight=False)
        self._output = output
        rest = TextColumn("{task.fields[rest]}")
        columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), rest)
        self._bar = Bar(*columns, console=self._console, transient=True)
        self._bar.start()
        self._whole: TaskID = self._bar.add_task("run", total=1.0, rest="")
        self._steps: dict[str, TaskID] = {}

    def show(self, event: Event) -> None:
        match event:
            case Progress():
                self._bar.update(self._whole, completed=event.fraction, rest=describe_rest(event))
                self._show_steps(event.nodes)
            case Wrote() if self._output.isatty():
                self._say(event.path)
            case Wrote():
                print(event.path, file=self._output, flush=True)
            case Noted():
                self._say(f"{event.node}: {event.sentence}", "dim")
            case Failed():
                self._say(describe_failure(event), "red")
            case Finished():
                self.close()
                self._say(describe_end(event))

    def _say(self, sentence: str, style: str = "") -> None:
        # Markup is off: a sentence may hold brackets, as in "item [3, 17]".
        self._console.print(sentence, style=style, markup=False, soft_wrap=True)

    def _show_steps(self, nodes: dict[str, float]) -> None:
        for name in self._steps.keys() - nodes.keys():
            self._bar.remove_task(self._steps.pop(name))
        for name, fraction in nodes.items():
            if name not in self._steps:
                self._steps[name] = self._bar.add_task(f"  {name}", total=1.0, rest="")
            self._bar.update(self._steps[name], completed=fraction)

    def close(self) -> None:
        self._bar.stop()


def describe_rest(event: Progress) -> str:
    """Return items and time left in words: `  12 of 64 items, 1:05 left`."""
    parts = []
    if event.total is None or event.total > 1:
        parts.append(f"{event.done} items" if event.total is None else f"{event.done} of {event.total} items")
    if event.eta is not None:
        minutes, seconds = divmod(round(event.eta), 60)
        parts.append(f"{minutes}:{seconds:02} left")
    return "  " + ", ".join(parts) if parts else ""


def describe_failure(event: Failed) -> str:
    """Return which item failed where, and why."""
    item = f" ({event.item})" if event.item else ""
    return f"failed: {event.node}{item}: {event.sentence}"


def describe_end(event: Finished) -> str:
    """Return the summary of a run in one line."""
    counts = [f"{event.done} done"]
    counts += [f"{count} {word}" for count, word in ((event.skipped, "skipped"), (event.failed, "failed")) if count]
    return f"{event.outcome}: {', '.join(counts)} in {event.seconds:.1f} s"
