"""Parameters: values of a graph that a person sets from outside, by name."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from nodegraph.core.edit.find import find_input
from nodegraph.core.edit.values import set_value, typed
from nodegraph.core.errors import GraphError, UnknownName, ValueRefused, did_you_mean
from nodegraph.core.graph import Graph, Parameter, Wire, wire_text
from nodegraph.core.node import NodeSpec
from nodegraph.core.paths import absolute
from nodegraph.core.ports import LIVE_KINDS, AnyKind, Input, PathKind, kind_name

OPTION_NAMES = frozenset(
    {
        "device",
        "dry-run",
        "events",
        "help",
        "if-exists",
        "install-completion",
        "json",
        "memory",
        "only",
        "output",
        "overlap",
        "precision",
        "quiet",
        "resume",
        "scale",
        "set",
        "show-completion",
        "tile",
        "trust",
        "verbose",
        "version",
        "window",
    }
)
"""The program's own options, which no parameter may be called."""

_NAME = re.compile(r"[a-z][a-z0-9-]*")


def parameter_problem(graph: Graph, specs: Mapping[str, NodeSpec], name: str) -> str:
    """Return what is wrong with a declared parameter, as a sentence, or an empty text."""
    if not _NAME.fullmatch(name):
        return f"The parameter name {name!r} must be lower-case letters, digits and -, a letter first."
    if name in OPTION_NAMES:
        return f"The parameter name {name!r} is an option of the program; choose another."
    targets = graph.parameters[name].to
    if not targets:
        return f"The parameter {name!r} sets nothing; name its target as node.port."
    first: Input | None = None
    for target in targets:
        try:
            port = find_input(graph, specs, target.node, target.port)
        except GraphError as error:
            return f"The parameter {name!r} sets {wire_text(target)!r}: {error}"
        if port.stream or not isinstance(port.kind, (*LIVE_KINDS, AnyKind)):
            return f"The parameter {name!r} sets {wire_text(target)}, which takes {kind_name(port.kind)}; connect that."
        wired = graph.nodes[target.node].wires.get(target.port)
        if wired is not None:
            return f"The parameter {name!r} sets {wire_text(target)}, but that is wired to {wire_text(wired)}."
        first = first or port
        if type(port.kind) is not type(first.kind):
            kinds = f"{kind_name(first.kind)} and {kind_name(port.kind)}"
            return f"The parameter {name!r} sets {kinds}; all its targets must be of one kind."
    return ""


def parameter_port(graph: Graph, specs: Mapping[str, NodeSpec], name: str) -> Input:
    """Return the first input that a parameter sets: its kind, limits and default are the parameter's.

    Raises `UnknownName` for a parameter that is not declared, `GraphError` for a wrong one.
    """
    if name not in graph.parameters:
        known = ", ".join(sorted(graph.parameters))
        hint = did_you_mean(name, graph.parameters) or (f"; it has {known}" if known else "; it has none")
        raise UnknownName(f"The graph has no parameter {name!r}{hint}.")
    wrong = parameter_problem(graph, specs, name)
    if wrong:
        raise GraphError(wrong)
    target = graph.parameters[name].to[0]
    return find_input(graph, specs, target.node, target.port)


def apply_parameters(graph: Graph, specs: Mapping[str, NodeSpec], values: Mapping[str, object], folder: Path) -> Graph:
    """Return the graph with parameters set. Texts are read as typed by a person; relative paths lie in `folder`.

    Raises `UnknownName` or `GraphError` with a sentence that names the parameter.
    """
    for name, value in values.items():
        port = parameter_port(graph, specs, name)
        if isinstance(value, str):
            value = typed(port, value, f"--{name}", folder)
        elif isinstance(value, Path) and isinstance(port.kind, PathKind):
            value = absolute(str(value), folder)
        for target in graph.parameters[name].to:
            try:
                graph = set_value(graph, specs, target.node, target.port, value)
            except ValueRefused as refused:
                raise ValueRefused(f"--{name}: {refused}") from None
    return graph


def expose(
    graph: Graph,
    specs: Mapping[str, NodeSpec],
    name: str,
    targets: Iterable[Wire],
    help: str = "",  # noqa: A002 - the file's word
) -> Graph:
    """Return the graph with a parameter that sets some inputs. Raises `GraphError` where that makes no sense."""
    parameter = Parameter(tuple(targets), help)
    changed = msgspec.structs.replace(graph, parameters={**graph.parameters, name: parameter})
    wrong = parameter_problem(changed, specs, name)
    if wrong:
        raise ValueRefused(wrong)
    return changed


def unexpose(graph: Graph, name: str) -> Graph:
    """Return the graph without a parameter; the values it set stay."""
    if name not in graph.parameters:
        raise UnknownName(f"The graph has no parameter {name!r}{did_you_mean(name, graph.parameters)}.")
    return msgspec.structs.replace(graph, parameters={k: v for k, v in graph.parameters.items() if k != name})
