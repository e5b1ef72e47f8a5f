"""What one node delivers, by the facts of its inputs.

The node's own knowledge (its rule, its prober, running it where it is small and pure) is asked for
through `Rules`. The rest is structure and settled here: a picture of the size of the input, whatever
comes in goes out, lifting over streams.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol

import msgspec

from nodegraph.core.check import shown
from nodegraph.core.errors import ValueRefused
from nodegraph.core.facts import Fact, ModelFact, PictureFact, StreamFact, ValueFact, join
from nodegraph.core.graph import Node
from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import LIVE_KINDS, AnyKind, ImageKind, Input, Kind, ModelKind, Output, Value, accept
from nodegraph.core.problem import Problem

Outputs = dict[str, Fact | None]
Given = dict[str, Fact | Value | None]


class Rules(Protocol):
    """Knows what single nodes deliver."""

    def outputs(self, spec: NodeSpec, inputs: Given, node: str) -> Outputs:
        """Return what is known of the outputs; one left out or `None` is settled by structure.

        Asked only about nodes that have a rule or a prober, are live or are sources, with all inputs
        by name: a plain value where the input is set or at its default (`None`: nothing is given), a
        fact where it is wired, the empty one of its kind (`PictureFact()`, `ValueFact()`) where nothing
        is known. The fact of a stream arrives at a stream input only; elsewhere the node is lifted and
        sees that of an item. Raises `ValueError` with a sentence for people, which becomes a problem
        of this node, or `SomeFail`.
        """


class SomeFail(ValueError):
    """Raised by `Rules` for a warning: some items of a stream are refused, or lose something; with what is known."""

    def __init__(self, sentence: str, outputs: Outputs) -> None:
        super().__init__(sentence)
        self.outputs = outputs


class Delivered(NamedTuple):
    """What is known of a node's outputs, and what is wrong with its inputs."""

    outputs: Outputs
    problem: Problem | None


class Form:
    """What is asked again and again of a spec."""

    __slots__ = ("asks", "defaults", "empty", "inputs", "outputs", "picture", "required", "spec")

    def __init__(self, spec: NodeSpec) -> None:
        self.spec = spec
        self.inputs = {port.name: port for port in spec.inputs}
        self.defaults: Given = {p.name: _default(p) for p in spec.inputs if not p.required}
        self.required = [port for port in spec.inputs if port.required]
        self.empty = {port.name: _empty(port.kind) for port in spec.inputs}
        self.outputs = [(port, _sources(spec, port)) for port in spec.outputs]
        self.picture = next((p.name for p in spec.inputs if isinstance(p.kind, ImageKind) and not p.stream), "")
        self.asks = spec.has_rule or spec.has_probe or spec.live or spec.role == "source"


def _default(port: Input) -> Value:
    return None if isinstance(port.default, msgspec.UnsetType) else port.default


def _empty(kind: Kind) -> Fact:
    if isinstance(kind, ImageKind):
        return PictureFact()
    return ModelFact() if isinstance(kind, ModelKind) else ValueFact()


def _sources(spec: NodeSpec, output: Output) -> list[str]:
    """Return the inputs whose value may come out there as it is."""
    if not isinstance(output.kind, AnyKind):
        return []
    return [port.name for port in spec.inputs if port.kind == output.kind]


def deliver(name: str, node: Node, form: Form, wired: Mapping[str, Fact | None], rules: Rules) -> Delivered:
    """Return what is known of a node's outputs. `wired`: the facts at its wired inputs."""
    given = form.defaults.copy()
    sound = _give_values(form, node, wired, given)
    levels, problem = _give_facts(name, form, wired, given)
    whole = sound and problem is None
    for declared in form.required:
        if declared.name not in given:
            whole = whole and not shown(declared, node, form.spec)
            given[declared.name] = None
    answered: Outputs = {}
    if whole and form.asks:
        answered, problem = _ask(form, given, name, rules)
    outputs = {port.name: _settle(form, port, sources, answered, given) for port, sources in form.outputs}
    for level in reversed(levels):
        outputs = {port: StreamFact(fact, level.length, level.exact) for port, fact in outputs.items()}
    return Delivered(outputs, problem)


def _give_values(form: Form, node: Node, wired: Mapping[str, Fact | None], given: Given) -> bool:
    """Put the values that are set into `given`; return whether the node's own rule could take them all."""
    sound = True
    for port, value in node.set.items():
        declared = form.inputs.get(port)
        if declared is None:
            continue
        given[port] = value
        if form.asks and port not in wired and not (value is None and declared.optional):
            try:
                given[port] = accept(declared.kind, value)
            except ValueRefused:
                sound = False  # `check` names it
    return sound


def _give_facts(
    name: str, form: Form, wired: Mapping[str, Fact | None], given: Given
) -> tuple[list[StreamFact], Problem | None]:
    """Put what arrives on wires into `given`; return the streams the node is lifted over and what it cannot take."""
    levels: list[StreamFact] = []
    problem = None
    for port, fact in wired.items():
        declared = form.inputs.get(port)
        if declared is None:
            continue
        if fact is None:
            fact = form.empty[port]
        if declared.stream or type(fact) is StreamFact:
            fact, above = _unwrap(fact, declared.stream)
            if len(above) > len(levels):
                levels = above
            if fact is None:
                fact = form.empty[port]
        if type(fact) is ValueFact and fact.value is not None and isinstance(declared.kind, LIVE_KINDS):
            try:
                value = accept(declared.kind, fact.value, f"{name}.{port}")
            except ValueRefused as refused:
                problem = Problem(str(refused), name, port)
                continue
            if value is not fact.value:
                fact = ValueFact(value)
        given[port] = fact
    return levels, problem


def _ask(form: Form, given: Given, name: str, rules: Rules) -> tuple[Outputs, Problem | None]:
    try:
        return rules.outputs(form.spec, given, name), None
    except SomeFail as some:
        return some.outputs, Problem(str(some), name, severity="warning")
    except ValueError as error:
        return {}, Problem(str(error), name)


def _unwrap(fact: Fact | None, stream: bool) -> tuple[Fact | None, list[StreamFact]]:
    """Return what the port itself sees of a fact, and the streams it is lifted over, outermost first."""
    above: list[StreamFact] = []
    inner = fact
    while isinstance(inner, StreamFact):
        above.append(inner)
        inner = inner.item
    if stream:
        # A stream input takes the innermost stream whole; what is no stream is the planner's problem.
        inner = above.pop() if above else StreamFact(inner)
    return inner, above


def _settle(form: Form, output: Output, sources: list[str], answered: Outputs, given: Given) -> Fact | None:
    """Return the fact of one output: what the rule says, filled up with what follows from the inputs."""
    fact = answered.get(output.name)
    if fact is None and sources:
        fact = join([_as_fact(given.get(port)) for port in sources if given.get(port) is not None])
    if isinstance(output.kind, ImageKind) and not output.kind.picture and form.picture and not output.stream:
        first = given.get(form.picture)
        if isinstance(first, PictureFact):
            if fact is None:
                fact = first if output.same else _companions(PictureFact(), first)
            elif isinstance(fact, PictureFact):
                fact = _companions(fact, first)
    elif fact is None and output.same and isinstance(given.get(form.picture), PictureFact):
        fact = _as_fact(given[form.picture])
    if output.stream:
        if isinstance(fact, StreamFact):
            return fact
        return StreamFact(fact if fact is not None else _empty(output.kind))
    return fact if fact is not None or isinstance(output.kind, AnyKind) else _empty(output.kind)


def _as_fact(value: Fact | Value | None) -> Fact | None:
    """Return a given input as the fact of one item."""
    if isinstance(value, StreamFact):
        return value.item
    if isinstance(value, PictureFact | ModelFact | ValueFact):
        return value
    return ValueFact(value)


def _companions(fact: PictureFact, first: PictureFact) -> PictureFact:
    """Return the fact with what travels from the first picture to the result by itself."""
    if None not in (fact.depth, fact.space, fact.path, fact.origin):
        return fact
    changes: dict[str, Any] = {
        key: getattr(first, key) for key in ("depth", "space", "path", "origin") if getattr(fact, key) is None
    }
    return msgspec.structs.replace(fact, **changes)
