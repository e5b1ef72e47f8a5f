"""What is known of graphs without running them: problems, facts, what a run would do and write."""

import threading
from collections.abc import Iterable
from functools import cached_property

import msgspec

from nodegraph.core.check import Sound, check
from nodegraph.core.errors import GraphError
from nodegraph.core.facts import Fact, StreamFact, ValueFact, describe
from nodegraph.core.graph import Graph, Node
from nodegraph.core.known import spec_of
from nodegraph.core.messages import Planned
from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import PathKind
from nodegraph.core.problem import Problem
from nodegraph.core.registry import Library
from nodegraph.engine.plan import plan, stream_problems
from nodegraph.engine.probe import Probe


class Known:
    """A library and what is known by it. Any thread may ask."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.specs: dict[str, NodeSpec] = library.specs
        self._probe = Probe(library)
        self._sound = Sound()
        self._streams: tuple[Graph, list[Problem]] = (Graph(), [])
        """What was wrong with the streams of the last graph that had no errors."""
        self._lock = threading.Lock()

    def check(self, graph: Graph) -> tuple[dict[str, dict[str, Fact | None]], list[Problem]]:
        """Return the facts of all outputs, and everything that is wrong with the graph.

        What is asked again after an edit costs what the edit reaches, if the other nodes are the same objects.
        """
        with self._lock:
            problems = check(graph, self.specs, self._sound)
            deduction = self._probe.facts(graph)
            problems += deduction.problems
            if not any(problem.severity == "error" for problem in problems):
                problems += self._stream_problems(graph)
        return deduction.facts, problems

    def _stream_problems(self, graph: Graph) -> list[Problem]:
        """Return what only the plan of a run finds; asked anew where an edit changed more than values."""
        last, problems = self._streams
        if not _hang_alike(last, graph):
            types = {node.type for node in graph.nodes.values()}
            streams = any(self.specs[type_].gives_stream for type_ in types & self.specs.keys())
            problems = stream_problems(graph, self.specs) if streams else []
        self._streams = graph, problems
        return problems

    def lengths(self, graph: Graph) -> dict[str, int]:
        """Return the number of items of the sources whose items can be counted within 0.2 s each."""
        specs = {name: self._spec(node) for name, node in graph.nodes.items()}
        sources = [name for name, spec in specs.items() if spec is not None and spec.role == "source"]
        if not sources:
            return {}
        needed: dict[str, None] = {}
        waiting = list(sources)
        while waiting:
            name = waiting.pop()
            if name not in needed and name in graph.nodes:
                needed[name] = None
                waiting += [wire.node for wire in graph.nodes[name].wires.values()]
        part = msgspec.structs.replace(graph, nodes={name: graph.nodes[name] for name in needed})
        facts = Probe(self.library).facts(part).facts
        return {
            name: fact.length
            for name in sources
            for fact in list(facts.get(name, {}).values())[:1]
            if isinstance(fact, StreamFact) and fact.exact and fact.length is not None
        }

    def foresee(self, number: int, graph: Graph, only: Iterable[str] = ()) -> Planned:
        """Return, as the reply to a request of that number, what a run would do and the files it would write.

        Raises `GraphError` for a graph that cannot run.
        """
        made = plan(graph, self.specs, only)
        deduction = self._foreseeing.facts(graph)
        errors = [p for p in deduction.problems if p.severity == "error" and p.node in made.nodes]
        if errors:
            raise GraphError(str(errors[0]))
        steps: list[tuple[str, str]] = []
        targets: dict[str, tuple[str, ...]] = {}
        counts: dict[str, int] = {}
        for name in made.nodes:
            spec = self.specs[graph.nodes[name].type]
            facts = deduction.facts.get(name, {})
            known = [describe(fact).removesuffix(" of unknown") for fact in facts.values() if fact is not None][:1]
            words = ", ".join([spec.label, *(word for word in known if word != "unknown")])
            for port in spec.outputs if spec.effect else ():
                fact = facts.get(port.name)
                named = self._paths(fact) if isinstance(port.kind, PathKind) else []
                if named:
                    targets[name] = (*targets.get(name, ()), *named)
                    if isinstance(fact, StreamFact) and (fact.length or len(named)) > len(named):
                        words += f" (the names of {len(named)} follow)"
                        counts[name] = fact.length or 0
            steps.append((name, words))
        writes = tuple(path for paths in targets.values() for path in paths)
        return Planned(number, tuple(steps), writes, targets, counts)

    @cached_property
    def _foreseeing(self) -> Probe:
        """Asked about graphs that were sent whole: what `check` remembers of its own graph stays."""
        return Probe(self.library)

    def _spec(self, node: Node) -> NodeSpec | None:
        return spec_of(node, self.specs)

    def _paths(self, fact: Fact | None) -> list[str]:
        while isinstance(fact, StreamFact):
            fact = fact.item
        found = self._foreseeing.items(fact)
        return [item.value for item in found if isinstance(item, ValueFact) and isinstance(item.value, str)]


def _hang_alike(one: Graph, other: Graph) -> bool:
    """Return whether two graphs differ in values, places and looks at most."""
    return one.nodes.keys() == other.nodes.keys() and all(
        other.nodes[name] is node or _structure(other.nodes[name]) == _structure(node)
        for name, node in one.nodes.items()
    )


def _structure(node: Node) -> tuple[object, ...]:
    # A value below a wire comes to light where what the wire comes from is disabled.
    return node.type, node.wires, node.bypassed, node.disabled, node.set.keys() & node.wires.keys()
