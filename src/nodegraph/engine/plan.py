"""The plan of a run: which part of a graph runs, and in which blocks.

The only file with networkx, which is asked where two passes over a stream could be one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec

from nodegraph.core.check import check
from nodegraph.core.errors import GraphError
from nodegraph.core.graph import Graph, circle_sentence, wiring
from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import ModelKind
from nodegraph.core.problem import Problem
from nodegraph.core.resolve import resolve
from nodegraph.engine.block import Block, CallStep, blocks
from nodegraph.engine.build import Builder, Sheet
from nodegraph.engine.passes import Key, keys, shared
from nodegraph.engine.scope import Scope, Scopes, opens


class GraphProblems(GraphError):
    """A graph that cannot run, with everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(str(self.problems[0]))


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do, in blocks."""

    root: Block
    nodes: tuple[str, ...]
    """What runs, or may run, in an order in which it can."""
    scopes: dict[str, Scope]
    """Per node the streams it is lifted over."""
    recalled: frozenset[str]
    """Effects whose results are read in a later pass."""
    skipped: dict[str, str]
    """Disabled effects, and those that cannot run without a disabled node: why, as a sentence."""


def plan(graph: Graph, specs: Mapping[str, NodeSpec], only: Iterable[str] = (), *, effects: bool = True) -> Plan:
    """Return the plan of what has an effect, or of the nodes named in `only`, and what they need.

    Without `effects` no node that has one is in it, nor any that is wrong, nor any that needs one of these.
    Raises `GraphProblems` with all that is wrong in that part of the graph; the rest may be unfinished.
    """
    if not effects:
        return _plan_to_look_at(graph, specs, tuple(only))
    resolved = resolve(graph, specs)
    wanted = _wanted(graph, specs, tuple(only))
    roots = [name for name in wanted if name in resolved.graph.nodes]
    part = _needed(resolved.graph, roots)
    problems = [problem for problem in check(part, specs) if problem.severity == "error"]
    problems += [problem for problem in resolved.problems if problem.node in wanted or problem.node in part.nodes]
    if problems:
        raise GraphProblems(problems)
    found = wiring(part)
    if found.circle:
        raise GraphProblems([Problem(circle_sentence(found.circle), found.circle[0])])
    order = found.order
    kinds = {name: specs[node.type] for name, node in part.nodes.items()}
    try:
        scopes = Scopes(part.nodes, kinds, order)
    except GraphError as error:
        raise GraphProblems([Problem(str(error))]) from None
    rising = keys(part.nodes, kinds, order, scopes)
    joined = _Joined(part)
    sheet = Sheet(
        nodes=part.nodes,
        specs=kinds,
        order={name: index for index, name in enumerate(order)},
        scopes=scopes,
        keys=rising,
        groups=lambda readers, stream: joined.groups(readers, stream, rising),
        kept={name for name in only if name in part.nodes and not kinds[name].effect},
        depths=_depths(order, part, kinds, scopes),
    )
    root = Builder(sheet, (), None, set(roots)).build([])
    _mark_cached(sheet.blocks)
    skipped = {
        name: why
        for name, why in resolved.skipped.items()
        if name in wanted and name in graph.nodes and graph.nodes[name].type in specs
    }
    return Plan(root, tuple(order), dict(scopes.of_node), frozenset(sheet.recalled), skipped)


def stream_problems(graph: Graph, specs: Mapping[str, NodeSpec]) -> list[Problem]:
    """Return what `plan` would object to in a graph without errors: streams that do not go together."""
    running = resolve(graph, specs).graph
    if running is not graph:
        problems = [problem for problem in check(running, specs) if problem.severity == "error"]
        if problems:
            return problems
    kinds = {name: specs[node.type] for name, node in running.nodes.items()}
    try:
        Scopes(running.nodes, kinds, wiring(running).order)
    except GraphError as error:
        return [Problem(str(error))]
    return []


def _plan_to_look_at(graph: Graph, specs: Mapping[str, NodeSpec], only: tuple[str, ...]) -> Plan:
    """Return the plan of what can be done without touching the world."""
    out = {name for name, node in graph.nodes.items() if node.type not in specs or specs[node.type].effect}
    left = resolve(_without(graph, out), specs)
    out |= {problem.node for problem in check(left.graph, specs) if problem.severity == "error"}
    out |= {problem.node for problem in left.problems}
    graph = _without(graph, out)
    left = resolve(graph, specs)
    wanted = tuple(name for name in only or graph.nodes if name in left.graph.nodes)
    if not wanted:
        return Plan(Block(), (), {}, frozenset(), {})
    return plan(graph, specs, wanted)


def _without(graph: Graph, names: Iterable[str]) -> Graph:
    """Return the graph with these nodes disabled, and so what cannot run without them."""
    disabled = {
        name: msgspec.structs.replace(graph.nodes[name], disabled=True) for name in names if name in graph.nodes
    }
    return msgspec.structs.replace(graph, nodes={**graph.nodes, **disabled})


def _wanted(graph: Graph, specs: Mapping[str, NodeSpec], only: tuple[str, ...]) -> list[str]:
    for name in only:
        if name not in graph.nodes:
            raise GraphProblems([Problem(f"There is no node {name!r} in this graph to run.")])
    if only:
        return list(dict.fromkeys(only))
    found = [name for name, node in graph.nodes.items() if node.type in specs and specs[node.type].effect]
    if not found:
        grey = [name for name, node in graph.nodes.items() if node.type not in specs]
        problems = [problem for problem in check(graph, specs) if problem.node in grey]
        nothing = Problem("Nothing in this graph saves or shows a result; add a node that does, such as save_image.")
        raise GraphProblems([*problems, nothing])
    return found


def _needed(graph: Graph, roots: list[str]) -> Graph:
    """Return the part of a graph that the roots need, in its order."""
    found = set(roots)
    waiting = list(roots)
    while waiting:
        for wire in graph.nodes[waiting.pop()].wires.values():
            if wire.node in graph.nodes and wire.node not in found:
                found.add(wire.node)
                waiting.append(wire.node)
    nodes = {name: node for name, node in graph.nodes.items() if name in found}
    return msgspec.structs.replace(graph, nodes=nodes, parameters={}, frames={})


def _depths(order: list[str], part: Graph, specs: Mapping[str, NodeSpec], scopes: Scopes) -> dict[str, int]:
    depths: dict[str, int] = {}
    for name in order:
        spec = specs[name]
        if opens(spec):
            wires = part.nodes[name].wires
            before = [scopes.of_value(wires[p.name])[-1] for p in spec.inputs if p.stream and p.name in wires]
            depths[name] = max((depths[stream] + 1 for stream in before), default=0)
    return depths


def _mark_cached(all_blocks: list[Block]) -> None:
    """Mark what is looked up before it is computed.

    In a stream that is what is costly, and what several passes need: to keep every picture of a
    long stream would push out of memory what is worth more.
    """
    times: dict[str, int] = {}
    steps = [(block, step) for block in all_blocks for step in block.steps if isinstance(step, CallStep)]
    for _, step in steps:
        times[step.call.node] = times.get(step.call.node, 0) + 1
    known: dict[str, tuple[bool, bool]] = {}
    for block, step in steps:
        spec = step.call.spec
        if spec.id not in known:
            known[spec.id] = _quick(spec), bool(spec.outputs) and not (spec.effect or spec.fresh)
        step.call.quick, keepable = known[spec.id]
        if step.call.quick or not keepable or step.itemwise:
            continue
        step.call.cached = not block.stream or spec.costly or times[step.call.node] > 1
        block.cached |= step.call.cached
    for block in reversed(all_blocks):  # a block comes after the one around it
        inside = [inner for step in block.steps for inner in blocks(step)]
        block.named = block.cached or any(inner.named for inner in inside)


def _quick(spec: NodeSpec) -> bool:
    # A model is a handle; its weights are kept by their worker.
    models = bool(spec.outputs) and all(isinstance(port.kind, ModelKind) for port in spec.outputs)
    return spec.live or (models and not spec.effect)


class _Joined:
    """What depends on what, with the readers that share a pass taken as one."""

    def __init__(self, part: Graph) -> None:
        self._part = part
        self._known: dict[tuple[str, tuple[str, ...]], list[list[str]]] = {}
        self._ties: list[list[str]] = []

    def groups(self, readers: list[str], stream: str, keys: Mapping[str, Key]) -> list[list[str]]:
        """Return the readers in groups that share a pass each, and take each group as one from now on."""
        if len(readers) == 1:
            return [readers]
        asked = (stream, tuple(readers))
        if asked not in self._known:
            self._known[asked] = shared(readers, stream, keys, self._depends)
            self._ties += self._known[asked]
        return [list(group) for group in self._known[asked]]

    def _depends(self, group: list[str], other: list[str]) -> bool:
        """Whether one of the group needs a result of one of the others."""
        # Imported here: it is asked for rarely, and importing it costs 0.1 s.
        import networkx  # type: ignore[import-untyped]

        digraph = networkx.DiGraph((wire.node, target) for wire, target, _ in self._part.wires())
        digraph.add_nodes_from(self._part.nodes)
        for tie in self._ties:
            digraph.add_edges_from(zip(tie, [*tie[1:], tie[0]], strict=True))
        return any(not networkx.descendants(digraph, name).isdisjoint(group) for name in other)
