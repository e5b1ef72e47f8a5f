"""One run seen from the command line: the engine as a child, its events shown, Ctrl-C obeyed."""

import os
import sys
from typing import TextIO

import msgspec

from nodegraph.cli.report import reporter
from nodegraph.core.client import Engine
from nodegraph.core.graph import Graph
from nodegraph.core.messages import Event, Finished, Planned, Settings, Start, Wrote


def run(
    graph: Graph,
    settings: Settings,
    *,
    json: bool = False,
    quiet: bool = False,
    output: TextIO | None = None,
) -> tuple[Finished, list[str]]:
    """Run a graph in an engine process and show how it goes; return how it ended and the files written.

    Ctrl-C stops between tiles, items and strips and a second one at once; both leave with exit code 3.
    """
    report = reporter(json=json, quiet=quiet, output=output)
    written: list[str] = []

    def show(event: Event) -> None:
        if isinstance(event, Wrote):
            written.append(event.path)
        report.show(event)

    with Engine() as engine:
        try:
            finished = engine.run(graph, settings, show)
        except KeyboardInterrupt:
            # A second Ctrl-C, or one before the run began: nothing polite is left to do.
            report.close()
            engine.kill()
            sys.stdout.flush()
            os._exit(3)
        finally:
            report.close()
    for problem in finished.problems:
        print(f"nodegraph: {problem}", file=sys.stderr)
    return finished, written


def plan(graph: Graph, settings: Settings, *, json: bool = False) -> int:
    """Print what a run would do and write; return the exit code."""
    with Engine() as engine:
        planned = engine.request(Start(0, graph, settings, dry=True), Planned)
    if json:
        print(msgspec.json.encode(planned).decode())
        return 0
    for node, words in planned.steps:
        print(f"{node}: {words}")
    for path in planned.writes:
        print(f"would write {path}")
    return 0
