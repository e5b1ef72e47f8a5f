"""What of a graph runs: bypassed nodes are spliced out, disabled ones go with what cannot run without them."""

from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from nodegraph.core.graph import Graph, Node, Wire, wiring
from nodegraph.core.known import spec_of
from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import AnyKind, Kind
from nodegraph.core.problem import Problem


class Resolved(NamedTuple):
    """A graph without bypassed and disabled nodes."""

    graph: Graph
    """Nodes whose wires did not change are the same objects as before."""
    skipped: dict[str, str]
    """Per node that will not run because it or something before it is disabled: why, as a sentence."""
    passed: dict[str, dict[str, Wire | None]]
    """Per bypassed node and output: the wire that stands for it, `None` for nothing."""
    problems: list[Problem]
    """Readers of a bypassed node that has nothing to pass to an input they need."""


class _Gone(NamedTuple):
    """Stands for an output that will not be there."""

    why: str
    """Why its reader cannot run, as a sentence."""
    disabled: bool


def passes(node: Node, spec: NodeSpec) -> dict[str, Wire | None]:
    """Return per output what the bypassed node passes on: its first wired input of the same kind, or nothing."""
    found: dict[str, Wire | None] = {}
    for output in spec.outputs:
        found[output.name] = None
        if spec.role == "source":
            continue
        for port in spec.inputs:
            if port.name in node.wires and port.stream == output.stream and _same(port.kind, output.kind):
                found[output.name] = node.wires[port.name]
                break
    return found


def _same(one: Kind, other: Kind) -> bool:
    if isinstance(one, AnyKind):
        return one == other
    return type(one) is type(other)


def resolve(graph: Graph, specs: Mapping[str, NodeSpec]) -> Resolved:
    """Return the graph as it runs. A graph without bypassed and disabled nodes comes back as it is.

    An input that loses its wire falls back to the value it was set to, else to its default; a node
    goes where an input has neither. Nodes in or behind a circle stay as they are.
    """
    if not any(node.bypassed or node.disabled for node in graph.nodes.values()):
        return Resolved(graph, {}, {}, [])
    return _Resolving(graph, specs).result()


class _Resolving:
    def __init__(self, graph: Graph, specs: Mapping[str, NodeSpec]) -> None:
        self.graph = graph
        self.specs = specs
        self.nodes = dict(graph.nodes)
        self.gone: dict[str, _Gone] = {}
        self.skipped: dict[str, str] = {}
        self.passed: dict[str, dict[str, Wire | _Gone]] = {}
        self.problems: list[Problem] = []

    def result(self) -> Resolved:
        for name in wiring(self.graph).order:
            node = self.graph.nodes[name]
            if node.disabled:
                self._drop(name, "It is disabled.", f"{name!r} is disabled.")
            elif node.bypassed:
                self._splice(name, node)
            else:
                self._rewire(name, node)
        passed = {
            name: {port: wire if isinstance(wire, Wire) else None for port, wire in ports.items()}
            for name, ports in self.passed.items()
        }
        graph = msgspec.structs.replace(self.graph, nodes=self.nodes)
        return Resolved(graph, self.skipped, passed, self.problems)

    def _drop(self, name: str, why: str, why_reader: str) -> None:
        del self.nodes[name]
        self.skipped[name] = why
        self.gone[name] = _Gone(why_reader, disabled=True)

    def _splice(self, name: str, node: Node) -> None:
        del self.nodes[name]
        spec = spec_of(node, self.specs)
        nothing = _Gone(f"{name!r} is bypassed and has nothing to pass.", disabled=False)
        ports = passes(node, spec) if spec is not None else {}
        self.passed[name] = {port: nothing if wire is None else self._follow(wire) for port, wire in ports.items()}
        self.gone[name] = nothing

    def _follow(self, wire: Wire) -> Wire | _Gone:
        """Return the wire that stands for this one; sources were settled before."""
        if wire.node in self.passed:
            ports = self.passed[wire.node]
            port = wire.port or next(iter(ports), "")
            return ports.get(port, self.gone[wire.node])
        return self.gone.get(wire.node, wire)

    def _rewire(self, name: str, node: Node) -> None:
        spec = spec_of(node, self.specs)
        wires: dict[str, Wire] = {}
        for port, wire in node.wires.items():
            source = self._follow(wire)
            if isinstance(source, Wire):
                wires[port] = source
                continue
            declared = spec.input(port) if spec is not None else None
            if declared is not None and (not declared.required or port in node.set):
                continue
            del self.nodes[name]
            self.gone[name] = source
            if source.disabled:
                self.skipped[name] = f"It needs {port!r}, but {source.why}"
            else:
                self.problems.append(Problem(source.why, name, port))
                self.gone[name] = _Gone(f"{name!r} cannot run: {source.why}", disabled=True)
            return
        if wires != node.wires:
            self.nodes[name] = msgspec.structs.replace(node, wires=wires)
