"""Runs a graph file from the command line; the graph's parameters are options."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from nodegraph.cli.open import open_graph, require_sound
from nodegraph.cli.session import plan, run
from nodegraph.core.edit.parameters import apply_parameters, parameter_port
from nodegraph.core.edit.values import set_text
from nodegraph.core.errors import GraphError
from nodegraph.core.graph import Graph
from nodegraph.core.messages import Settings
from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import Choice, kind_name, write_text
from nodegraph.core.registry import known_specs


def run_graph(
    file: Path,
    options: Sequence[str],
    sets: Sequence[str],
    settings: Settings,
    *,
    dry: bool,
    json: bool,
    quiet: bool,
) -> int:
    """Run a graph and return the exit code. `options` are `--NAME VALUE` pairs, `sets` are `NODE.PORT=VALUE`."""
    if str(file).startswith("--"):
        raise GraphError(f"{str(file)!r} stands where the graph is meant; write nodegraph run GRAPH {file} ...")
    specs = known_specs()
    graph = open_graph(file, specs)
    here = Path.cwd()
    graph = apply_parameters(graph, specs, read_options(options), here)
    graph = apply_sets(graph, specs, sets, here)
    require_sound(graph, specs, file)
    if dry:
        return plan(graph, settings, json=json)
    return run(graph, settings, json=json, quiet=quiet).exit_code


def read_options(options: Sequence[str]) -> dict[str, object]:
    """Return `--name value` and `--name=value` as a mapping. Raises `GraphError` for anything else."""
    values: dict[str, object] = {}
    rest = list(reversed(options))
    while rest:
        word = rest.pop()
        if not word.startswith("--"):
            raise GraphError(f"{word!r} belongs to no option; write --PARAMETER VALUE.")
        name, equals, value = word[2:].partition("=")
        if not equals:
            if not rest:
                raise GraphError(f"--{name} has no value; write --{name} VALUE.")
            value = rest.pop()
        values[name] = value
    return values


def apply_sets(graph: Graph, specs: dict[str, NodeSpec], sets: Sequence[str], folder: Path) -> Graph:
    """Return the graph with ports set from `NODE.PORT=VALUE` texts; paths are relative to `folder`."""
    for text in sets:
        place, equals, value = text.partition("=")
        if not equals:
            raise GraphError(f"--set {text!r} has no value; write --set NODE.PORT=VALUE.")
        graph = set_text(graph, specs, place, value, folder)
    return graph


def describe_parameters(file: Path) -> str:
    """Return the parameters of a graph as help text."""
    specs = known_specs()
    graph = open_graph(file, specs)
    if not graph.parameters:
        return f"\n{file.name} has no parameters of its own; set any port with --set NODE.PORT=VALUE."
    rows = [_describe(graph, specs, name) for name in graph.parameters]
    width = max(len(name) for name, _ in rows)
    return "\n".join([f"\nParameters of {file.name}:", *(f"  --{name:<{width}}  {words}" for name, words in rows)])


def _describe(graph: Graph, specs: dict[str, NodeSpec], name: str) -> tuple[str, str]:
    port = parameter_port(graph, specs, name)
    target = graph.parameters[name].to[0]
    words = [graph.parameters[name].help or kind_name(port.kind)]
    if isinstance(port.kind, Choice):
        words.append(" | ".join(port.kind.options))
    current = graph.nodes[target.node].set.get(target.port, port.default)
    if current is msgspec.UNSET:
        words.append("required")
    elif current not in (None, ""):
        words.append(f"default {write_text(current)}")
    return name, ", ".join(words)
