"""A graph in other forms: Python code and a command line that do the same, a Graphviz drawing."""

import keyword
import re
import shlex
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from nodegraph.core.edit.parameters import parameter_port
from nodegraph.core.errors import GraphError
from nodegraph.core.graph import Graph, Wire, order
from nodegraph.core.known import spec_of, why_grey
from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import LIVE_KINDS, AnyKind, Value, write_text
from nodegraph.core.resolve import resolve

_WIDTH = 100


def as_python(graph: Graph, specs: Mapping[str, NodeSpec]) -> str:
    """Return a script that builds the graph and runs it; parameters are variables at its top.

    Bypassed and disabled nodes are left out. Raises `GraphError` for a graph with a circle or grey nodes.
    """
    running = resolve(graph, specs).graph
    names = _Names()
    variables: dict[Wire, str] = {}
    lines = ["import nodegraph as ng", ""]
    for name, parameter in graph.parameters.items():
        targets = [target for target in parameter.to if target.node in running.nodes]
        value = _value(running, specs, targets[0]) if targets else None
        if value is None:
            continue
        variable = names.take(name)
        variables.update(dict.fromkeys(targets, variable))
        note = f"  # {' '.join(parameter.help.split())}" if parameter.help else ""
        lines.append(f"{variable} = {_literal(value)}{note}")
    lines += ["", "graph = ng.new()"] if variables else ["graph = ng.new()"]
    read = {wire.node for wire, _, _ in running.wires()}
    handles: dict[str, str] = {}
    for name in order(running):
        node = running.nodes[name]
        spec = spec_of(node, specs)
        if spec is None:
            raise GraphError(f"{name!r} cannot be written as code: {why_grey(node, specs, graph)}")
        arguments = [f'"{spec.id}"']
        for port in spec.inputs:
            wire = node.wires.get(port.name)
            target = Wire(name, port.name)
            if wire is not None:
                arguments.append(f"{port.name}={_handle(running, specs, handles, wire)}")
            elif target in variables:
                arguments.append(f"{port.name}={variables[target]}")
            elif port.name in node.set:
                arguments.append(f"{port.name}={_literal(node.set[port.name])}")
        handles[name] = names.take(name)
        lines += _call(f"{handles[name]} = graph.add(" if name in read else "graph.add(", arguments)
    return "\n".join([*lines, "graph.run()", ""])


class _Names:
    """Gives out Python names, each once."""

    def __init__(self) -> None:
        self._taken = {"ng", "graph"}

    def take(self, wish: str) -> str:
        name = unicodedata.normalize("NFKC", re.sub(r"\W", "_", wish))
        if not name.isidentifier() or keyword.iskeyword(name):
            name = f"node_{name}" if f"node_{name}".isidentifier() else "node"
        free, number = name, 1
        while free in self._taken:
            number += 1
            free = f"{name}_{number}"
        self._taken.add(free)
        return free


def _value(graph: Graph, specs: Mapping[str, NodeSpec], target: Wire) -> Value:
    """Return what an input is at: set, else its default, else nothing."""
    node = graph.nodes[target.node]
    spec = spec_of(node, specs)
    port = spec.input(target.port) if spec is not None else None
    if target.port in node.set or port is None or port.required:
        return node.set.get(target.port)
    return None if port.optional else port.default  # type: ignore[return-value]


def _literal(value: Value) -> str:
    """Return a value as Python, texts in double quotes where that needs no escapes."""
    text = repr(value)
    return f'"{text[1:-1]}"' if text[0] == "'" and '"' not in text else text


def _handle(graph: Graph, specs: Mapping[str, NodeSpec], handles: Mapping[str, str], wire: Wire) -> str:
    if wire.node not in handles:
        raise GraphError(f"A wire comes from {wire.node!r}, which is not in the graph.")
    spec = spec_of(graph.nodes[wire.node], specs)
    main = spec.main if spec is not None else None
    if not wire.port or (main is not None and main.name == wire.port):
        return handles[wire.node]
    return f'{handles[wire.node]}["{wire.port}"]'


def _call(head: str, arguments: list[str]) -> list[str]:
    line = head + ", ".join(arguments) + ")"
    if len(line) <= _WIDTH:
        return [line]
    return [head, *(f"    {argument}," for argument in arguments), ")"]


def as_cli(graph: Graph, specs: Mapping[str, NodeSpec], path: Path) -> str:
    """Return the command line that runs the graph file as it is, and in comments what else can be set.

    A parameter without a value stands there in capitals. Raises `GraphError` for a wrong parameter.
    """
    words = [f"nodegraph run {shlex.quote(str(path))}"]
    covered: set[Wire] = set()
    for name, parameter in graph.parameters.items():
        port = parameter_port(graph, specs, name)
        covered.update(parameter.to)
        value = _value(graph, specs, parameter.to[0])
        if value is not None or port.required:
            words.append(f"--{name} {name.upper() if value is None else shlex.quote(write_text(value))}")
    lines = [" \\\n  ".join(words)]
    for name, node in graph.nodes.items():
        spec = spec_of(node, specs)
        for port in spec.inputs if spec is not None and not node.disabled else ():
            place = Wire(name, port.name)
            settable = isinstance(port.kind, (*LIVE_KINDS, AnyKind)) and not port.stream
            if settable and port.name not in node.wires and place not in covered and port.name in node.set:
                text = write_text(node.set[port.name])
                lines.append(f"# --set {shlex.quote(f'{name}.{port.name}={text}')}".replace("\n", " "))
    if len(lines) > 1:
        lines.insert(1, "# these values are in the file; any can be given another way:")
    return "\n".join([*lines, ""])


def as_dot(graph: Graph, specs: Mapping[str, NodeSpec]) -> str:
    """Return the graph in the language of Graphviz: a record per node, wires from port to port."""
    lines = [
        "digraph nodegraph {",
        "  rankdir=LR;",
        '  node [shape=record, fontname="Helvetica", fontsize=11, style=rounded];',
        '  edge [color="#667085"];',
    ]
    ends: dict[tuple[str, str], str] = {}
    for name, node in graph.nodes.items():
        spec = spec_of(node, specs)
        inputs = list(node.wires)
        outputs = [port.name for port in spec.outputs] if spec is not None else []
        for number, port in enumerate(inputs):
            ends[name, "in " + port] = f"{_quoted(name)}:i{number}:w"
        for number, port in enumerate(outputs):
            ends[name, "out " + port] = f"{_quoted(name)}:o{number}:e"
        title = node.label or (spec.label if spec is not None else f"{node.type} (unknown)")
        fields = [
            "{" + "|".join(f"<i{number}> {_field(port)}" for number, port in enumerate(inputs)) + "}",
            _field(title),
            "{" + "|".join(f"<o{number}> {_field(port)}" for number, port in enumerate(outputs)) + "}",
        ]
        label = "|".join(field for field in fields if field != "{}")
        off = ', color="#98a2b3", fontcolor="#98a2b3", style="rounded,dashed"' if node.disabled or node.bypassed else ""
        lines.append(f'  {_quoted(name)} [label="{label}"{off}];')
    for wire, name, port in graph.wires():
        source = ends.get((wire.node, "out " + wire.port), _quoted(wire.node))
        lines.append(f"  {source} -> {ends[name, 'in ' + port]};")
    return "\n".join([*lines, "}", ""])


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _field(text: str) -> str:
    """Return a text as Graphviz reads it inside a record."""
    return re.sub(r'([\\"{}|<> ])', r"\\\1", " ".join(text.split()))
