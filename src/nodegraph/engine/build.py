"""Builds blocks from a graph: what is done for one item, with numbered slots for its values.

`Builder` first walks from what the block is for (its effects, its outlets) up the wires and finds which
nodes belong into it and which into blocks of streams inside. Those are built next, one per pass,
because what they read from outside is work of this block. Last come the steps, in order.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from nodegraph.core.graph import Node, Wire
from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import ModelKind
from nodegraph.engine.block import (
    Block,
    Call,
    CallStep,
    Feed,
    OpenStep,
    PassStep,
    Place,
    Pull,
    Read,
    RecallStep,
    Step,
    blocks,
    calls,
)
from nodegraph.engine.passes import Key
from nodegraph.engine.scope import Scope, Scopes, itemwise, leaves, opens

_HANDLE = "*"
"""Stands for the port of a stream itself, where others stand for its items."""


@dataclass(slots=True)
class Sheet:
    """All that building needs to know of a graph."""

    nodes: dict[str, Node]
    specs: dict[str, NodeSpec]
    order: dict[str, int]
    scopes: Scopes
    keys: dict[str, Key]
    groups: Callable[[list[str], str], list[list[str]]]
    """Puts readers of a stream together into passes."""
    kept: set[str]
    """Nodes whose results were asked for."""
    depths: dict[str, int]
    """Per node that opens a stream, how many transformers lie between it and the source."""
    recalled: set[str] = field(default_factory=set)
    """Effects whose results are read in a later pass."""
    blocks: list[Block] = field(default_factory=list)
    _takes_model: dict[str, bool] = field(default_factory=dict)

    def takes_model(self, spec: NodeSpec) -> bool:
        """Whether a kind of node works with a model; asked of a kind once."""
        known = self._takes_model.get(spec.id)
        if known is None:
            known = self._takes_model[spec.id] = any(isinstance(port.kind, ModelKind) for port in spec.inputs)
        return known


class _Name(NamedTuple):
    """Names a step while a block is built."""

    node: str
    """A node, or for a pass the stream."""
    leader: str = ""
    """The first reader of a pass."""


class _Pass(NamedTuple):
    """A pass over a stream, a step of the builder's block."""

    name: _Name
    members: list[str]
    sinks: list[str]
    inside: "Builder"


class Builder:
    """Builds one block: for the items of `stream`, or for the graph itself."""

    def __init__(self, sheet: Sheet, scope: Scope, parent: "Builder | None", members: set[str]) -> None:
        """`members` are the nodes done in this block and its insides because they are there."""
        self.sheet = sheet
        self.scope = scope
        self.parent = parent
        self.members = members
        self.block = Block(stream=scope[-1] if scope else "")
        sheet.blocks.append(self.block)
        self.recalls: set[str] = set()
        """Effects of earlier passes whose results are read here."""
        self._slots: dict[tuple[str, str], int] = {}
        self._enclosing: set[Scope] = set()
        outer = parent
        while outer is not None:
            self._enclosing.add(outer.scope)
            outer = outer.parent

    def build(self, outlets: list[Wire]) -> Block:
        """Return the block that has the values on these wires when it is done."""
        inside = self._walk([*self.members, *(wire.node for wire in outlets)])
        scopes, specs = self.sheet.scopes, self.sheet.specs
        local = [name for name in inside if scopes.of_node[name] == self.scope]
        local.sort(key=self.sheet.order.__getitem__)
        passes = self._passes(local)
        steps: dict[_Name, Step] = {}
        for name in local:
            spec = specs[name]
            if name in self.recalls:
                steps[_Name(name)] = RecallStep(call=self._call(name))
            elif opens(spec):
                steps[_Name(name)] = self._open(name)
            elif not leaves(spec):
                steps[_Name(name)] = self._plain(name)
        for one in passes:
            steps[one.name] = self._go_through(one)
        block = self.block
        block.outlets = tuple(self.place(wire).slot for wire in outlets)
        self._arrange(steps, passes)
        return block

    def place(self, wire: Wire) -> Place:
        """Return where the value on a wire lies, seen from this block."""
        spec = self.sheet.specs[wire.node]
        port = wire.port or (spec.main.name if spec.main else "")
        item = (
            opens(spec) and port != _HANDLE and self.sheet.scopes.of_value(wire) != self.sheet.scopes.of_node[wire.node]
        )
        up, builder = 0, self
        home = self.sheet.scopes.of_node[wire.node]
        while (builder.block.stream != wire.node) if item else (builder.scope != home):
            assert builder.parent is not None, wire
            up, builder = up + 1, builder.parent
        key = (wire.node, port)
        if key not in builder._slots:
            slot = builder._slots[key] = len(builder.block.producers)
            builder.block.producers.append(-1)
            if item:
                builder.block.items[port] = slot
        return Place(up, builder._slots[key])

    def _walk(self, roots: list[str]) -> dict[str, None]:
        """Return the nodes done in this block and inside it, each once."""
        nodes, specs, scopes = self.sheet.nodes, self.sheet.specs, self.sheet.scopes
        found: dict[str, None] = {}
        waiting = list(roots)
        while waiting:
            name = waiting.pop()
            if name in found or scopes.of_node[name] in self._enclosing:
                continue
            found[name] = None
            if specs[name].effect and name not in self.members:
                self.recalls.add(name)
                self.sheet.recalled.add(name)
                continue
            waiting += [wire.node for wire in nodes[name].wires.values()]
        return found

    def _passes(self, local: list[str]) -> list[_Pass]:
        """Return the passes this block makes over streams inside, built."""
        sheet = self.sheet
        readers: dict[str, list[str]] = {}
        for name in sorted({*local, *self.members}, key=sheet.order.__getitem__):
            scope = sheet.scopes.of_node[name]
            if scope != self.scope:
                readers.setdefault(scope[len(self.scope)], []).append(name)
            elif leaves(sheet.specs[name]) and not opens(sheet.specs[name]) and name not in self.recalls:
                readers.setdefault(sheet.scopes.of_value(self._fed(name)[1])[-1], []).append(name)
        built: list[_Pass] = []
        for stream, names in readers.items():
            for group in sheet.groups(names, stream):
                sinks = [name for name in group if sheet.scopes.of_node[name] == self.scope]
                wires = [self._fed(name)[1] for name in sinks]
                scope = (*sheet.scopes.of_node[stream], stream)
                builder = Builder(sheet, scope, self, set(group).difference(sinks))
                builder.build(wires)
                built.append(_Pass(_Name(stream, group[0]), group, sinks, builder))
        return built

    def _fed(self, name: str) -> tuple[str, Wire]:
        """Return the port and wire of the stream that a pass feeds to a sink: its first."""
        wires = self.sheet.nodes[name].wires
        return next((p.name, wires[p.name]) for p in self.sheet.specs[name].inputs if p.stream and p.name in wires)

    def _call(self, name: str, fed: str = "") -> Call:
        """Return how to call a node; the stream at the port `fed` is left to a pass."""
        node, spec = self.sheet.nodes[name], self.sheet.specs[name]
        constants = {port: value for port, value in node.set.items() if port not in node.wires}
        call = Call(name, spec, node.label or spec.label, constants)
        call.device = self.sheet.takes_model(spec)
        call.kept = name in self.sheet.kept and name in self.members
        wired, lazy = [], []
        for port in spec.inputs:
            if port.name not in node.wires or port.name == fed:
                continue
            wire = node.wires[port.name]
            if port.stream and not itemwise(spec):
                call.streams[port.name] = self._pull(wire)
            elif port.stream:
                call.pushed = (port, self.place(wire))
            elif port.lazy:
                lazy.append(Feed(port, self.place(wire)))
            else:
                wired.append(Feed(port, self.place(wire)))
        call.wired, call.lazy = tuple(wired), tuple(lazy)
        return call

    def _pull(self, wire: Wire) -> Pull:
        stream = self.sheet.scopes.of_value(wire)[-1]
        handle = self.place(Wire(stream, _HANDLE))
        builder = Builder(self.sheet, (*self.sheet.scopes.of_node[stream], stream), self, set())
        block = builder.build([wire])
        return Pull(handle, block, block.outlets[0])

    def _plain(self, name: str) -> CallStep:
        call = self._call(name)
        spec = call.spec
        step = CallStep(call=call, itemwise=itemwise(spec))
        # An itemwise function has to see every item, so it is never left out.
        step.root = name in self.members or step.itemwise
        if self.scope and (step.itemwise or (spec.effect and call.lazy)):
            step.turn = self.block.turns
            self.block.turns += 1
        return step

    def _open(self, name: str) -> OpenStep:
        step = OpenStep(call=self._call(name))
        step.slot = self.place(Wire(name, _HANDLE)).slot
        step.depth = self.sheet.depths[name]
        return step

    def _go_through(self, one: _Pass) -> PassStep:
        inside = one.inside
        stream = self.place(Wire(one.name.node, _HANDLE))
        step = PassStep(node=one.name.node, stream=stream, block=inside.block)
        sinks = []
        for name in one.sinks:
            port, wire = self._fed(name)
            call = self._call(name, port)
            declared = call.spec.input(port)
            assert declared is not None
            call.pushed = (declared, inside.place(wire))
            sinks.append(call)
        step.sinks = tuple(sinks)
        step.root = any(name in self.members or name not in one.sinks for name in one.members)
        return step

    def _arrange(self, steps: dict[_Name, Step], passes: list[_Pass]) -> None:
        """Put the steps in order, tie them to their slots, and find out which are done in any case."""
        block = self.block
        makers: dict[int, _Name] = {}
        for name, step in steps.items():
            reads = _reads(step)
            step.reads = tuple(dict.fromkeys(reads)) if len(reads) > 1 else tuple(reads)
            for call in calls(step):
                written = self._written(call, step)
                step.writes += tuple(written)
                makers.update(dict.fromkeys(written, name))
        self._hold_sources(steps)
        before: dict[_Name, set[_Name]] = {}
        for name, step in steps.items():
            before[name] = {makers[r.place.slot] for r in step.reads if not r.place.up and r.place.slot in makers}
        if passes:
            for name, step in steps.items():
                recalled = _recalled(step)
                before[name] |= {one.name for one in passes if one.name != name and recalled.intersection(one.members)}
        numbers = {name: index for index, name in enumerate(self._sorted(before))}
        block.steps = [steps[name] for name in numbers]
        for name, step in steps.items():
            step.index = numbers[name]
            for slot in step.writes:
                block.producers[slot] = step.index
        self._tie({numbers[name]: {numbers[one] for one in names} for name, names in before.items()})

    def _hold_sources(self, steps: dict[_Name, Step]) -> None:
        """Have whoever goes through a transformer's stream read what the transformer reads: it runs only then."""
        opened = {step.slot: step for step in steps.values() if isinstance(step, OpenStep) and step.call.streams}
        if not opened:
            return
        for step in steps.values():
            if isinstance(step, OpenStep):
                continue
            found = dict.fromkeys(step.reads)
            waiting = list(step.reads)
            while waiting:
                place = waiting.pop().place
                source = None if place.up else opened.get(place.slot)
                if source is not None:
                    new = [read for read in source.reads if read not in found]
                    found.update(dict.fromkeys(new))
                    waiting += new
            step.reads = tuple(found)

    def _sorted(self, before: dict[_Name, set[_Name]]) -> list[_Name]:
        """Return the steps, each after what it needs; among those that may come now, the first of the graph."""
        order = self.sheet.order
        rank = {name: (order[name.node], name.leader) for name in before}
        waiting = {name: len(names) for name, names in before.items()}
        readers: dict[_Name, list[_Name]] = {}
        for name, names in before.items():
            for one in names:
                readers.setdefault(one, []).append(name)
        ready = [(rank[name], name) for name, count in waiting.items() if not count]
        heapify(ready)
        found: list[_Name] = []
        while ready:
            _, name = heappop(ready)
            found.append(name)
            for reader in readers.get(name, ()):
                waiting[reader] -= 1
                if not waiting[reader]:
                    heappush(ready, (rank[reader], reader))
        return found

    def _written(self, call: Call, step: Step) -> list[int]:
        """Note in which slots the results of a call go, as far as they are read; return the slots."""
        if isinstance(step, OpenStep):
            return [step.slot]
        for port in call.spec.outputs:
            slot = self._slots.get((call.node, port.name))
            if slot is not None:
                call.writes[port.name] = slot
        return list(call.writes.values())

    def _tie(self, before: dict[int, set[int]]) -> None:
        block = self.block
        block.readers = [0] * len(block.producers)
        for slot in block.outlets:
            block.readers[slot] += 1
        for step in block.steps:
            local = [read for read in step.reads if not read.place.up]
            step.slots = tuple({read.place.slot: None for read in local})
            for slot in step.slots:
                block.readers[slot] += 1
            needs = before[step.index]
            lazy = {block.producers[read.place.slot] for read in local if read.lazy}
            if lazy:
                needs = needs - (lazy - {block.producers[read.place.slot] for read in local if not read.lazy})
            step.needs = tuple(sorted(needs))
            for slot, passes in _stream_readings(step):
                opened = block.steps[block.producers[slot]]
                if isinstance(opened, OpenStep):
                    opened.readers += passes
        waiting = [step for step in block.steps if step.root]
        waiting += [block.steps[block.producers[slot]] for slot in block.outlets if block.producers[slot] >= 0]
        while waiting:
            step = waiting.pop()
            if not step.eager:
                step.eager = True
                waiting += [block.steps[index] for index in step.needs]
        block.order = [step.index for step in block.steps if step.eager]
        block.effects = tuple(call for step in block.steps if step.root for call in calls(step) if call.spec.effect)
        block.nested = any(isinstance(step, PassStep) for step in block.steps)


def _reads(step: Step) -> list[Read]:
    """Return all readings of a step, seen from its block; a lazy step inside reads lazily."""
    if isinstance(step, RecallStep):
        return []
    if isinstance(step, CallStep) and not step.call.lazy and step.call.pushed is None:
        return [Read(place, False) for _, place in step.call.wired]
    found: list[Read] = []
    for call in calls(step):
        found += [Read(feed.place, False) for feed in call.wired]
        found += [Read(feed.place, True) for feed in call.lazy]
        if isinstance(step, CallStep) and call.pushed is not None:
            found.append(Read(call.pushed[1], False))
        for pull in call.streams.values():
            found.append(Read(pull.stream, False))
            found += _outwards(pull.block)
    if isinstance(step, PassStep):
        found.append(Read(step.stream, False))
        found += _outwards(step.block)
    return found


def _outwards(block: Block) -> list[Read]:
    return [
        Read(read.place.outwards(), read.lazy or not step.eager)
        for step in block.steps
        for read in step.reads
        if read.place.up
    ]


def _stream_readings(step: Step) -> list[tuple[int, int]]:
    """Return the slots of its block's streams that a step goes through, and how often; 2 stands for more."""
    if isinstance(step, CallStep):
        return []
    places = [pull.stream for call in calls(step) for pull in call.streams.values()]
    if isinstance(step, PassStep):
        places.append(step.stream)
    found = [(place.slot, 1) for place in places if not place.up]
    # What a block inside goes through, it goes through once per item.
    return found + [(r.place.outwards().slot, 2) for b in blocks(step) for r in _stream_places(b) if r.place.up == 1]


def _stream_places(block: Block) -> list[Read]:
    return [
        Read(place, False)
        for step in block.steps
        for place in [
            *(pull.stream for call in calls(step) for pull in call.streams.values()),
            *((step.stream,) if isinstance(step, PassStep) else ()),
        ]
    ]


def _recalled(step: Step) -> set[str]:
    """Return the effects of earlier passes that blocks inside the step take results from."""
    found: set[str] = set()
    waiting = blocks(step)
    while waiting:
        for inner in waiting.pop().steps:
            if isinstance(inner, RecallStep):
                found.add(inner.call.node)
            waiting += blocks(inner)
    return found
