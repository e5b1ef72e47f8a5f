"""Tells a person, or a program, how a run goes: a progress bar, plain lines, JSON lines or nothing."""

import re
import sys
import time
from typing import TYPE_CHECKING, Protocol, TextIO

import msgspec

from nodegraph.core.messages import Event, Failed, Finished, Noted, Progress, Wrote

if TYPE_CHECKING:
    from rich.progress import TaskID


class Reporter(Protocol):
    """Shows the events of a run as they come."""

    def show(self, event: Event) -> None: ...

    def close(self) -> None: ...


def reporter(*, json: bool, quiet: bool, piped: bool = False) -> Reporter:
    """Return what fits: JSON lines when asked, a bar on a terminal, plain lines elsewhere.

    `piped`: standard output carries a picture. JSON then goes to standard error, and written files are not named.
    """
    if json:
        return JsonLines(sys.stderr if piped else sys.stdout)
    written = None if piped or quiet else sys.stdout
    if quiet:
        return Lines(written, talkative=False)
    if sys.stderr.isatty():
        return Terminal(written)
    return Lines(written)


class JsonLines:
    """One JSON object a line, an event each; its `type` names it."""

    def __init__(self, output: TextIO) -> None:
        """The lines go to `output`."""
        self._output = output
        self._encoder = msgspec.json.Encoder()

    def show(self, event: Event) -> None:
        """Print the event."""
        print(self._encoder.encode(event).decode(), file=self._output, flush=True)

    def close(self) -> None:
        """Nothing is held back."""


class Lines:
    """Plain lines: written files on one stream, the rest on standard error; progress every tenth."""

    INTERVAL = 2.0
    """Seconds between two lines of progress, at least."""

    def __init__(self, written: TextIO | None, *, talkative: bool = True) -> None:
        """Paths of written files go to `written`; only failures are told unless `talkative`."""
        self._written = written
        self._talkative = talkative
        self._pace = Pace()
        self._tenth = 0
        self._last = time.monotonic()

    def show(self, event: Event) -> None:
        """Print what a person wants to know of it."""
        match event:
            case Progress() if self._talkative:
                self._show_progress(event)
            case Wrote() if self._written is not None:
                print(event.path, file=self._written, flush=True)
            case Noted() if self._talkative:
                print(describe_note(event), file=sys.stderr)
            case Failed():
                print(describe_failure(event), file=sys.stderr)
            case Finished() if self._talkative and event.outcome != "refused":
                print(describe_end(event), file=sys.stderr)

    def _show_progress(self, event: Progress) -> None:
        tenth, now = int(event.fraction * 10), time.monotonic()
        if self._tenth < tenth < 10 and now - self._last >= self.INTERVAL:
            self._tenth, self._last = tenth, now
            print(f"{event.fraction:4.0%}{self._pace.describe(event)}", file=sys.stderr)

    def close(self) -> None:
        """Nothing is held back."""


class Terminal:
    """A progress bar with tiles, items, rate and time left, on standard error."""

    def __init__(self, written: TextIO | None) -> None:
        """Paths of written files go to `written`, above the bar where that is a terminal, too."""
        from rich.console import Console
        from rich.progress import BarColumn, TaskProgressColumn, TextColumn
        from rich.progress import Progress as Bar

        self._console = Console(stderr=True, highlight=False)
        self._written = written
        self._pace = Pace()
        rest = TextColumn("{task.fields[rest]}")
        columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), rest)
        self._bar = Bar(*columns, console=self._console, transient=True)
        self._bar.start()
        self._whole: TaskID = self._bar.add_task("run", total=1.0, rest="")
        self._steps: dict[str, TaskID] = {}

    def show(self, event: Event) -> None:
        """Move the bar, or print a line above it."""
        match event:
            case Progress():
                self._bar.update(self._whole, completed=event.fraction, rest=self._pace.describe(event))
                self._show_steps(event.nodes)
            case Wrote() if self._written is not None and self._written.isatty():
                self._say(event.path)
            case Wrote() if self._written is not None:
                print(event.path, file=self._written, flush=True)
            case Noted():
                self._say(describe_note(event), "dim")
            case Failed():
                self._say(describe_failure(event), "red")
            case Finished():
                self.close()
                if event.outcome != "refused":
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
        """Take the bar away."""
        self._bar.stop()


class Pace:
    """Counts the items of a run against the clock."""

    def __init__(self) -> None:
        """The clock starts now."""
        self._start = time.monotonic()

    def describe(self, event: Progress) -> str:
        """Return items, rate and time left in words: `  12 of 64 items, 3.1/s, 1:05 left`."""
        parts = []
        if event.total is None or event.total > 1:
            parts.append(count(event.done, "item") if event.total is None else f"{event.done} of {event.total} items")
            seconds = time.monotonic() - self._start
            if event.done and seconds > 0:
                rate = event.done / seconds
                parts.append(f"{rate:.1f}/s" if rate >= 1 else f"{1 / rate:.1f} s each")
        if event.eta is not None:
            minutes, left = divmod(round(event.eta), 60)
            parts.append(f"{minutes}:{left:02} left")
        return "  " + ", ".join(parts) if parts else ""


def count(number: int, thing: str) -> str:
    """Return a number of things in words: `1 item`, `2 items`."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def describe_note(event: Noted) -> str:
    """Return what a step, or the engine itself, has to say."""
    return f"note: {_place(event)}{event.sentence}"


def describe_failure(event: Failed) -> str:
    """Return which item failed where, and why."""
    return f"failed: {_place(event)}{_on_one_line(event.sentence)}"


def _on_one_line(text: str) -> str:
    """Return the text with control characters written out, which names of files may hold: terminals obey them."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f]", lambda found: found[0].encode("unicode_escape").decode(), text)


def _place(event: Noted | Failed) -> str:
    item = f"({_on_one_line(event.item)})" if event.item else ""
    place = " ".join(part for part in (event.node, item) if part)
    return f"{place}: " if place else ""


def describe_end(event: Finished) -> str:
    """Return the summary of a run in one line."""
    pairs = ((event.done, "done"), (event.skipped, "skipped"), (event.failed, "failed"))
    counts = [f"{number} {word}" for number, word in pairs if number] or ["nothing done"]
    stopped = "stopped: " if event.outcome == "stopped" else ""
    return f"{stopped}{', '.join(counts)} in {event.seconds:.1f} s"
