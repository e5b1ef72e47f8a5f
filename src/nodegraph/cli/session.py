"""One run seen from the command line: the engine as a child, its events shown, Ctrl-C obeyed."""

import sys
from pathlib import Path

import msgspec

from nodegraph.cli.models import describe_seams
from nodegraph.cli.report import Reporter, reporter
from nodegraph.core.client import Engine
from nodegraph.core.errors import ChildDied, Stopped, UnknownName, did_you_mean
from nodegraph.core.graph import Graph
from nodegraph.core.messages import (
    Devices,
    Finished,
    Inspected,
    InspectModel,
    ListDevices,
    Noted,
    Planned,
    Prove,
    Proving,
    Settings,
    Start,
)
from nodegraph.core.ports import PathKind
from nodegraph.core.registry import known_specs

SPARE_SECONDS = 60.0
"""How long the program may go on after its work is done, to be faster the next time.

Measuring takes ten of them at most. A large network takes longer to convert, and a conversion cut short is lost: it
would begin anew after each run.
"""


def run(
    graph: Graph,
    settings: Settings,
    *,
    json: bool = False,
    quiet: bool = False,
    piped: bool = False,
    title: str = "",
    inspect: Path | None = None,
) -> Finished:
    """Run a graph in an engine process, show how it goes and return how it ended.

    `title` says what is about to run. `piped`: standard output carries a picture, so that nothing else may go
    there. `inspect` is a model file about whose seams is told first, which may take seconds. Ctrl-C stops between
    tiles, items and strips; a second one stops at once. Raises `UnknownName` for a
    device that is not there.
    """
    with Engine() as engine:
        require_device(engine, settings.device)
        if title and not (quiet or json):
            print(title, file=sys.stderr)
        if inspect is not None:
            told = engine.request(InspectModel(0, str(inspect), measure=True), Inspected)
            words = msgspec.json.encode(told).decode() if json else describe_seams(told)
            print(words, file=sys.stdout if json and not piped else sys.stderr, flush=True)
        report = reporter(json=json, quiet=quiet, piped=piped)
        try:
            finished = engine.run(graph, settings, report.show)
        except KeyboardInterrupt:
            # A second Ctrl-C, or one before the run began: nothing polite is left to do.
            engine.kill()
            raise Stopped("Stopped at once.") from None
        finally:
            report.close()
        if finished.outcome in ("done", "failed") and not quiet and not piped:
            find_fastest(engine, report)
    for problem in finished.problems:
        print(f"nodegraph: {problem}", file=sys.stderr)
    return finished


def find_fastest(engine: Engine, report: Reporter) -> None:
    """Let the engine find the fastest way to run the models just used, for a minute at most, where it is not known yet.

    Everything is written and reported by then, and Ctrl-C skips it.
    """
    try:
        models = engine.request(Prove(0), Proving).models
        if not models:
            return
        names = " and ".join(models)
        sentence = (
            f"finding the fastest way to run {names} on this machine, once per model and a minute at most; Ctrl-C skips"
        )
        report.show(Noted(0, "", sentence))
        told = engine.request(Prove(0, SPARE_SECONDS), Proving)
        if told.trouble:
            report.show(Noted(0, "", told.trouble))
    except KeyboardInterrupt:
        engine.kill()
    except ChildDied:
        # The run is over and well; what was found out is kept, the rest is found out another time.
        return


def require_device(engine: Engine, name: str) -> None:
    """Raise `UnknownName` for a device that this machine does not have."""
    if name in ("auto", "cpu"):
        return
    known = ["auto", *(device.name for device in engine.request(ListDevices(0), Devices).devices)]
    if name not in known and name not in {device.partition(":")[0] for device in known}:
        hint = did_you_mean(name, known)
        raise UnknownName(f"--device is {name!r}{hint}; there are {', '.join(known)}.")


def plan(graph: Graph, settings: Settings, *, json: bool = False) -> int:
    """Print what a run would do and write; return the exit code."""
    with Engine() as engine:
        require_device(engine, settings.device)
        planned = engine.request(Start(0, graph, settings, dry=True), Planned)
    if json:
        print(msgspec.json.encode(planned).decode())
        return 0
    for node, words in planned.steps:
        print(f"{node}: {words}")
    for path in planned.writes:
        print(f"would write {path}")
    if not planned.writes:
        specs = known_specs()
        for node, _ in planned.steps:
            spec = specs.get(graph.nodes[node].type)
            if spec is not None and spec.effect and any(isinstance(port.kind, PathKind) for port in spec.outputs):
                print(f"what {node} would write gets its name in the run")
    return 0
