"""What is wrong with a graph as it stands, without running anything: names, kinds, values, wires, circles."""

from collections.abc import Mapping

from nodegraph.core.edit.find import no_input, no_output
from nodegraph.core.edit.parameters import parameter_problem
from nodegraph.core.edit.values import accept_at
from nodegraph.core.edit.wires import variable_clash
from nodegraph.core.errors import ValueRefused, did_you_mean
from nodegraph.core.graph import Graph, Node, Wire, Wiring, circle_sentence, wire_text, wiring
from nodegraph.core.kinds import Kinds
from nodegraph.core.known import spec_of, why_grey
from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import LIVE_KINDS, AnyKind, Input, kind_name, refusal
from nodegraph.core.problem import Problem
from nodegraph.core.resolve import resolve


class Sound:
    """Which nodes of the graph seen last had nothing wrong, so that an edit costs what it reaches."""

    def __init__(self) -> None:
        self._specs: Mapping[str, NodeSpec] = {}
        self._nodes: dict[str, Node] = {}
        self._names: set[str] = set()
        self.wiring = Wiring([], {}, [])
        """Of the graph that was taken last."""

    def take(self, graph: Graph, specs: Mapping[str, NodeSpec]) -> set[str]:
        """Turn to a graph, and return the nodes that need not be looked at; sound ones are to be added.

        A node is as sound as before while it and what it is wired to are the same objects.
        """
        if specs is not self._specs:
            self._specs, self._nodes, self._names = specs, {}, set()
        before, nodes = self._nodes, graph.nodes
        touched = [name for name, node in nodes.items() if before.get(name) is not node]
        gone = [name for name in before if name not in nodes]
        readers = self.wiring.readers
        self._names.difference_update(touched, gone, *(readers.get(name, ()) for name in (*touched, *gone)))
        if gone or any(name not in before or before[name].wires != nodes[name].wires for name in touched):
            self.wiring = wiring(graph)
        self._nodes = nodes
        return self._names


def check(graph: Graph, specs: Mapping[str, NodeSpec], sound: Sound | None = None) -> list[Problem]:
    """Return all problems of the graph, in the order of its nodes. A graph without errors can be planned.

    A disabled node gets warnings at most. What depends on facts (sizes, files) is `core.deduce`'s,
    what depends on streams the plan's. With what was `sound` before an edit it takes time linear in what the edit
    reaches and in what is wrong, and a fraction of a microsecond per node besides.
    """
    problems: list[Problem] = []
    sound = sound if sound is not None else Sound()
    known = sound.take(graph, specs)
    circle = sound.wiring.circle
    if circle:
        problems.append(Problem(circle_sentence(circle), circle[0]))
    kinds = Kinds(graph, specs)
    given = {target: name for name, parameter in graph.parameters.items() for target in parameter.to}
    for name, node in graph.nodes.items():
        if name in known:
            continue
        spec = spec_of(node, specs)
        if spec is None:
            found = [Problem(why_grey(node, specs, graph), name)]
        else:
            found = _check_wires(graph, specs, kinds, name, node, spec)
            found += _check_values(name, node, spec, given)
            if not found and not _depends_on_more(graph, specs, node, spec):
                known.add(name)
        problems += [Problem(p.message, p.node, p.port, "warning") for p in found] if node.disabled else found
    problems += resolve(graph, specs).problems
    for name in graph.parameters:
        wrong = parameter_problem(graph, specs, name)
        if wrong:
            problems.append(Problem(wrong))
    for name, frame in graph.frames.items():
        for inside in frame.nodes:
            if inside not in graph.nodes:
                hint = did_you_mean(inside, graph.nodes)
                problems.append(
                    Problem(f"The frame {name!r} holds {inside!r}, which is not there{hint}.", severity="warning")
                )
    return problems


def _depends_on_more(graph: Graph, specs: Mapping[str, NodeSpec], node: Node, spec: NodeSpec) -> bool:
    """Return whether what may be wrong with a node depends on others than itself and those it is wired to."""
    for port, wire in node.wires.items():
        declared, source = spec.input(port), spec_of(graph.nodes[wire.node], specs)
        output = source.output(wire.port) if source is not None else None
        if output is None or declared is None or isinstance(output.kind, AnyKind) or isinstance(declared.kind, AnyKind):
            return True
    return False


def _check_wires(
    graph: Graph, specs: Mapping[str, NodeSpec], kinds: Kinds, name: str, node: Node, spec: NodeSpec
) -> list[Problem]:
    problems: list[Problem] = []
    variables = False
    for port, wire in node.wires.items():
        declared = spec.input(port)
        if declared is None:
            problems.append(Problem(f"A wire from {wire_text(wire)}: {no_input(spec, name, port)}", name, port))
            continue
        variables = variables or isinstance(declared.kind, AnyKind)
        why = _wrong_source(graph, specs, kinds, wire, declared)
        if why:
            problems.append(Problem(why, name, port))
    clash = variable_clash(graph, specs, kinds, name, {}) if variables else None
    if clash:
        problems.append(Problem(clash[1], name, clash[0]))
    return problems


def _wrong_source(graph: Graph, specs: Mapping[str, NodeSpec], kinds: Kinds, wire: Wire, declared: Input) -> str | None:
    source = graph.nodes.get(wire.node)
    if source is None:
        return f"It is wired to {wire.node!r}, which is not in the graph{did_you_mean(wire.node, graph.nodes)}."
    spec = spec_of(source, specs)
    if spec is None:
        return None  # the grey source itself is the problem
    output = spec.output(wire.port)
    if output is None:
        return f"It is wired to {wire_text(wire)}, but {no_output(spec, wire.node, wire.port)}"
    kind = output.kind if not isinstance(output.kind, AnyKind) else kinds.of(wire) or output.kind
    why = refusal(kind, declared.kind)
    return f"It is wired to {wire_text(wire)}, but {why}." if why else None


def _check_values(name: str, node: Node, spec: NodeSpec, given: Mapping[Wire, str]) -> list[Problem]:
    problems: list[Problem] = []
    for port, value in node.set.items():
        declared = spec.input(port)
        if declared is None:
            problems.append(Problem(f"A value is set: {no_input(spec, name, port)}", name, port))
        elif port not in node.wires:
            try:
                accept_at(declared, value, f"{name}.{port}")
            except ValueRefused as refused:
                problems.append(Problem(str(refused), name, port))
    if node.bypassed:
        return problems
    for declared in spec.inputs:
        port = declared.name
        if declared.required and port not in node.set and port not in node.wires and shown(declared, node, spec):
            problems.append(Problem(_missing(declared, given.get(Wire(name, port), "")), name, port))
    return problems


def shown(port: Input, node: Node, spec: NodeSpec) -> bool:
    """Return whether an input applies, by the values of the inputs it depends on; a wired one may be anything."""
    for name, wanted in port.when.items():
        if name in node.wires:
            continue
        other = spec.input(name)
        value = node.set.get(name, other.default if other is not None else None)
        if value not in wanted:
            return False
    return True


def _missing(port: Input, parameter: str) -> str:
    if parameter:
        return f"{port.name!r} is not set; give it as --{parameter}."
    if port.stream or not isinstance(port.kind, LIVE_KINDS):
        return f"{port.name!r} is not connected; wire {kind_name(port.kind)} to it."
    return f"{port.name!r} is not set; set or wire {kind_name(port.kind)}."
