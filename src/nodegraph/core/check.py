"""What is wrong with a graph as it stands, without running anything: names, kinds, values, wires, circles."""

from collections.abc import Mapping

from nodegraph.core.edit.find import no_input, no_output
from nodegraph.core.edit.parameters import parameter_problem
from nodegraph.core.edit.values import accept_at
from nodegraph.core.edit.wires import variable_clash
from nodegraph.core.errors import ValueRefused, did_you_mean
from nodegraph.core.graph import Graph, Node, Wire, circle_sentence, wire_text, wiring
from nodegraph.core.kinds import Kinds
from nodegraph.core.known import spec_of, why_grey
from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import LIVE_KINDS, AnyKind, Input, kind_name, refusal
from nodegraph.core.problem import Problem
from nodegraph.core.resolve import resolve


def check(graph: Graph, specs: Mapping[str, NodeSpec]) -> list[Problem]:
    """Return all problems of the graph, in the order of its nodes. A graph without errors can be planned.

    A disabled node gets warnings at most. What depends on facts (sizes, files) is `core.deduce`'s,
    what depends on streams the plan's.
    """
    problems: list[Problem] = []
    circle = wiring(graph).circle
    if circle:
        problems.append(Problem(circle_sentence(circle), circle[0]))
    kinds = Kinds(graph, specs)
    given = {target: name for name, parameter in graph.parameters.items() for target in parameter.to}
    for name, node in graph.nodes.items():
        spec = spec_of(node, specs)
        if spec is None:
            found = [Problem(why_grey(node, specs, graph), name)]
        else:
            found = _check_wires(graph, specs, kinds, name, node, spec)
            found += _check_values(name, node, spec, given)
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
