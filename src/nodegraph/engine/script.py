"""Graphs and models from Python: `ng.load`, `ng.new`, `ng.upscale`, `ng.open_model`.

All runs in the caller's process, models in workers as everywhere. Nothing of the caller's is imported
again, so a plain script without a `__main__` guard, a notebook, `python -` and threads are fine.
"""

import atexit
import threading
from collections.abc import Iterable
from functools import cache
from pathlib import Path, PurePath
from typing import Any, NamedTuple

import numpy as np

from nodegraph.core.context import Context, current
from nodegraph.core.edit import add, apply_parameters
from nodegraph.core.errors import FileRefused, GraphError, RunError, Stopped, UnknownName, did_you_mean
from nodegraph.core.file import read
from nodegraph.core.graph import Graph, Wire
from nodegraph.core.messages import Event, Failed, Finished, Settings, Wrote
from nodegraph.core.node import NodeFunction, node
from nodegraph.core.places import cache_folder, resources
from nodegraph.core.ports import PathKind
from nodegraph.core.registry import Library, load_library, look_up
from nodegraph.engine.cache import Cache
from nodegraph.engine.disk import Disk
from nodegraph.engine.picture import Picture
from nodegraph.engine.run import Runner
from nodegraph.engine.values import arguments, as_picture, finish
from nodegraph.runtimes.model import Model
from nodegraph.runtimes.model import open_model as _open_model

_MEMORY = Settings().memory


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
        spec = look_up(specs, kind)
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
        on_event: Any = None,
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


def load(graph: str | Path | Graph) -> Script:
    """Return a graph file (`.ng`), or a graph, ready to run. Raises `FileRefused`, `GraphError`."""
    library = _library()
    if isinstance(graph, Graph):
        return Script(graph, library)
    opened = read(Path(graph), library.specs)
    return Script(opened.graph, library)


def new() -> Script:
    """Return an empty graph to build in code."""
    return Script(Graph(), _library())


def open_model(path: str | Path | None = None) -> Model:
    """Open a model file; without a path the one that comes along, which enlarges twice.

    Raises `FileRefused`, `ModelRefused`.
    """
    return _open_model(_default_model(2) if path is None else Path(path))


def upscale(
    image: Any,
    model: Model | str | Path | None = None,
    scale: float | None = None,
    *,
    device: str = "auto",
    precision: str = "auto",
    **inputs: Any,
) -> Any:
    """Return the picture enlarged: `uint16` for integer pixels, `float32` for floats; a `Picture` for a `Picture`.

    `image` is an array `(H, W)` or `(H, W, C)`, C = 1, 3 or 4, RGB order, straight alpha, `uint8`, `uint16`
    or float in [0, 1]; the result has as many dimensions. `model` is a file or an open model, by default
    the one that comes along. `scale` is how many times larger exactly; without it what the model makes.
    `inputs` are further inputs of the node `upscale` (`tiles`, `overlap`, `alpha`, `wrap`, ...).
    Raises `ValueRefused`, `ModelRefused`, `RunError`.
    """
    picture = as_picture(image, "image")
    if model is None or isinstance(model, str | PurePath):
        model = _open_model(_default_model(scale or 2) if model is None else Path(model))
    function = _library().functions.get("upscale")
    if function is None:
        raise RunError("The node 'upscale' is missing; install nodegraph again.")
    if scale is not None and scale != model.fact.scale:
        inputs = {"by": "factor", "factor": scale, **inputs}
    for name in inputs:
        if function.spec.input(name) is None:
            names = [port.name for port in function.spec.inputs]
            raise UnknownName(f"upscale has no input {name!r}{did_you_mean(name, names)}; it has {', '.join(names)}.")
    token = current.set(Context(device=device, precision=precision))
    try:
        named, first = arguments(function, {"image": picture, "model": model, **inputs})
        result = finish(function.function(**named), function.spec, function, first)["image"]
    finally:
        current.reset(token)
    if isinstance(image, Picture):
        return result
    return result.pixels[:, :, 0] if image.ndim == 2 else result.pixels


def _default_model(scale: float) -> Path:
    """Return the model that comes along: four times for more than twice as large, where it is there."""
    folder = resources() / "models"
    large = folder / "nodegraph-4x.safetensors"
    path = large if scale > 2 and large.is_file() else folder / "nodegraph-2x.safetensors"
    if not path.is_file():
        raise FileRefused(f"The model that comes along is missing ({path}); install nodegraph again or name a model.")
    return path


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


_once = threading.Lock()


def _library() -> Library:
    with _once:
        return _loaded()


@cache
def _loaded() -> Library:
    return load_library()


@cache
def _cache() -> Cache:
    """Return this process's cache, shared by all its scripts."""
    made = Cache(_MEMORY, Disk(cache_folder() / "results"))
    atexit.register(made.flush)
    return made
