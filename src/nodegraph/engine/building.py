"""A graph in code: built node by node or loaded, run in this process, its results by handle."""

import atexit
import threading
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path, PurePath
from typing import Any, NamedTuple

import numpy as np

from nodegraph.core.edit import add, apply_parameters
from nodegraph.core.errors import GraphError, RunError, Stopped, UnknownName, did_you_mean
from nodegraph.core.graph import Graph, Wire
from nodegraph.core.messages import Event, Failed, Finished, Settings, Wrote
from nodegraph.core.node import NodeFunction, node
from nodegraph.core.places import cache_folder
from nodegraph.core.ports import PathKind
from nodegraph.core.registry import Library, load_library, look_up
from nodegraph.engine.cache import Cache
from nodegraph.engine.disk import Disk
from nodegraph.engine.picture import Picture
from nodegraph.engine.run import Runner
from nodegraph.engine.values import as_picture
from nodegraph.runtimes.model import Model


class Results(NamedTuple):
    """What a run made. `results[handle]` is the value at an output; in a stream, the list of its items."""

    finished: Finished
    """How it ended, with counts."""
    files: tuple[Path, ...]
    """What it wrote."""
    outputs: dict[str, dict[str, Any]]
    """Values by node and output port, of the nodes that were asked for."""

    def value(self, output: "Output | str") -> Any:
        """Return the value at an output: a handle, or `node` or `node.port`. Raises `UnknownName`."""
        name, _, port = str(output).partition(".")
        ports = self.outputs.get(name)
        if ports is None:
            known = ", ".join(self.outputs) or "none"
            raise UnknownName(f"The run kept no results of {name!r} (it kept: {known}); name it in outputs=[...].")
        if port and port not in ports:
            raise UnknownName(f"{name!r} has no output {port!r}{did_you_mean(port, ports)}.")
        return ports[port] if port else next(iter(ports.values()))


class Output:
    """An output of a node in a script; a handle itself stands for its main output."""

    def __init__(self, script: "Script", wire: Wire) -> None:
        self.script = script
        self.wire = wire

    def __str__(self) -> str:
        return f"{self.wire.node}.{self.wire.port}"


class Handle(Output):
    """A node that was added to a script. `handle["port"]` is another of its outputs."""

    def __getitem__(self, port: str) -> Output:
        """Return an output by name. Raises `UnknownName`."""
        spec = self.script.library.specs[self.script.graph.nodes[self.wire.node].type]
        if spec.output(port) is None or not port:
            names = [output.name for output in spec.outputs]
            raise UnknownName(f"{self.wire.node} has no output {port!r}{did_you_mean(port, names)}; it has {names}.")
        return Output(self.script, Wire(self.wire.node, port))

    @property
    def name(self) -> str:
        """The node's id in the graph."""
        return self.wire.node


class Script:
    """A graph in a script: loaded from a file or built with `add`, run with `run`."""

    def __init__(self, graph: Graph, library: Library) -> None:
        """Made by `load` and `new`."""
        self.graph = graph
        self.library = Library(dict(library.functions))

    def add(self, kind: str, /, **inputs: Any) -> Handle:
        """Add a node and return its handle.

        `kind` is the node's id (`resize`); inputs are values, handles, outputs of handles, open models,
        arrays and `Picture`s. Relative paths lie in the current folder. Raises `GraphError` with a sentence.
        """
        specs = self.library.specs
        spec = find_function(self.library, kind).spec
        values: dict[str, object] = {}
        wires: dict[str, Wire] = {}
        for name, value in inputs.items():
            if isinstance(value, np.ndarray | Picture):
                value = self._given(value)
            elif isinstance(value, Model):
                value = self.add("load_model", path=value.path)
            if isinstance(value, Output):
                if value.script is not self:
                    raise GraphError(f"{spec.id}.{name} is wired to {value}, which belongs to another graph.")
                wires[name] = value.wire
                continue
            port = spec.input(name)
            if port is not None and isinstance(port.kind, PathKind) and isinstance(value, str | PurePath):
                value = str(Path(value).absolute())
            values[name] = value
        self.graph, made = add(self.graph, spec, values=values, wires=wires, specs=specs)
        main = spec.main
        return Handle(self, Wire(made, main.name if main is not None else ""))

    def run(
        self,
        *,
        outputs: Iterable[Output | str] = (),
        device: str = "auto",
        precision: str = "auto",
        on_event: Callable[[Event], None] | None = None,
        **parameters: Any,
    ) -> Results:
        """Run the graph and return what came of it.

        `parameters` are the graph's own, by name (`-` written as `_`); relative paths lie in the current
        folder. `outputs` (handles, node ids, `node.port`) are kept and returned; with them only they and what they
        need runs, without them everything that has an effect. `on_event` is called with each event.
        Raises `GraphError` for a wrong graph, `RunError` with all failures where something failed,
        `Stopped`.
        """
        wanted = [str(output) for output in outputs]
        specs = self.library.specs
        named = {name if name in self.graph.parameters else name.replace("_", "-"): v for name, v in parameters.items()}
        graph = apply_parameters(self.graph, specs, named, Path.cwd())
        only = tuple(dict.fromkeys(name.partition(".")[0] for name in wanted))
        if not only and not any(specs[n.type].effect for n in graph.nodes.values() if n.type in specs):
            only = tuple(name for name in graph.nodes if not _is_read(graph, name))
        failures: list[Failed] = []
        files: list[Path] = []

        def take(event: Event) -> None:
            if isinstance(event, Failed):
                failures.append(event)
            elif isinstance(event, Wrote):
                files.append(Path(event.path))
            if on_event is not None:
                on_event(event)

        runner = Runner(self.library, Settings(device=device, precision=precision, only=only), take, _cache())
        finished = runner.run(graph)
        _raise_unless_done(finished, failures)
        return Results(finished, tuple(files), runner.results)

    def _given(self, value: Any) -> Output:
        """Add a node that gives a picture of the script's, and return its output."""
        picture = as_picture(value)

        def given() -> Picture:
            """Give a picture that the script made."""
            return picture

        number = sum(name.startswith("given") for name in self.library.functions) + 1
        given.__name__ = f"given_{number}"
        function: NodeFunction[..., Any] = node(given, fresh=True)
        self.library.add(function)
        return self.add(function.spec.id)


def _raise_unless_done(finished: Finished, failures: list[Failed]) -> None:
    match finished.outcome:
        case "refused":
            raise GraphError("\n".join(str(problem) for problem in finished.problems))
        case "failed":
            raise RunError("\n".join(f"{f.node}{f' ({f.item})' if f.item else ''}: {f.sentence}" for f in failures))
        case "stopped":
            raise Stopped("Stopped.")


def _is_read(graph: Graph, name: str) -> bool:
    return any(source.node == name for source, _, _ in graph.wires())


def find_function(known: Library, name: str) -> NodeFunction[..., Any]:
    """Return a node's code. Raises `UnknownName` with what was wrong while the library was loaded."""
    try:
        return known.functions[look_up(known.specs, name).id]
    except UnknownName as error:
        reasons = " ".join(str(problem) for problem in known.problems)
        raise UnknownName(f"{error} {reasons}".rstrip()) from None


_once = threading.Lock()


def library() -> Library:
    """Return the node libraries of this process, imported at the first call."""
    with _once:
        return _loaded()


@cache
def _loaded() -> Library:
    return load_library()


@cache
def _cache() -> Cache:
    """Return this process's cache, shared by all its scripts."""
    made = Cache(Settings().memory, Disk(cache_folder() / "results"))
    atexit.register(made.flush)
    return made
