"""Blocks: a plan as steps and slots, ready to run.

A block is what is done for one item of a stream, or once for the whole graph. Values lie in
numbered slots; a step reads slots of its own block or of the blocks around it, `up` levels out.
"""

from typing import NamedTuple

import msgspec

from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import Input, Value


class Place(NamedTuple):
    """Where a value lies: in which block, counted outwards, and in which slot of it."""

    up: int
    slot: int

    def outwards(self) -> "Place":
        return Place(self.up - 1, self.slot)


class Feed(NamedTuple):
    """An input port and where its value lies."""

    port: Input
    place: Place


class Read(NamedTuple):
    """One reading of a slot; a lazy one may never happen."""

    place: Place
    lazy: bool


class Call(msgspec.Struct, eq=False):
    """How to call a node's function."""

    node: str
    spec: NodeSpec
    label: str
    constants: dict[str, Value]
    wired: tuple[Feed, ...] = ()
    lazy: tuple[Feed, ...] = ()
    streams: dict[str, "Pull"] = {}
    """Streams the function pulls from by itself, each a pass of its own."""
    pushed: tuple[Input, Place] | None = None
    """The stream that a pass feeds to it: the port, and the slot of the item's block."""
    writes: dict[str, int] = {}
    """Slot per output port that is read by someone."""
    kept: bool = False
    """Its results were asked for."""
    device: bool = False
    """Works with a model: goes through the device's lane."""
    quick: bool = False
    """Sooner done than looked up."""
    cached: bool = False
    """Its results are looked up before they are computed, and kept."""


class Pull(msgspec.Struct, eq=False):
    """A pass of its own over a stream, for one reader: the block run per item, and the slot read."""

    stream: Place
    block: "Block"
    slot: int


class Step(msgspec.Struct, eq=False):
    """Something a block does."""

    index: int = -1
    root: bool = False
    """Done because it is there, not because it is read."""
    eager: bool = False
    """Done in any case; other steps only if a Lazy input is read."""
    reads: tuple[Read, ...] = ()
    """All places it reads, those of the blocks inside it included."""
    slots: tuple[int, ...] = ()
    """The slots of its own block among them, each once."""
    needs: tuple[int, ...] = ()
    """Steps of its own block that must be done before."""
    writes: tuple[int, ...] = ()


class CallStep(Step, eq=False, kw_only=True):
    """Call a node."""

    call: Call
    turn: int = -1
    """Number of its turnstile, where items must come in their order (itemwise, effects with a Lazy input)."""
    itemwise: bool = False


class OpenStep(Step, eq=False, kw_only=True):
    """Make a stream ready to be read; its function runs when it is."""

    call: Call
    slot: int = -1
    readers: int = 0
    """Number of passes over it."""
    depth: int = 0
    """How many transformers lie between it and the source."""


class PassStep(Step, eq=False, kw_only=True):
    """Go through a stream."""

    node: str
    stream: Place
    block: "Block"
    sinks: tuple[Call, ...] = ()


class RecallStep(Step, eq=False, kw_only=True):
    """Take the results of an effect that ran in an earlier pass."""

    call: Call


class Block(msgspec.Struct, eq=False):
    """Steps in an order in which they can be done."""

    stream: str = ""
    """The node whose items it is for; empty for the graph itself."""
    steps: list[Step] = []
    order: list[int] = []
    """The eager steps."""
    producers: list[int] = []
    """Per slot the step that fills it; -1: the item itself."""
    readers: list[int] = []
    """Per slot how many steps, and takers of the finished item, read it."""
    items: dict[str, int] = {}
    """Slot per port of the stream's node."""
    outlets: tuple[int, ...] = ()
    """Slots that are read when the item is finished."""
    effects: tuple[Call, ...] = ()
    """Effects done for each item, those of streams inside not counted."""
    nested: bool = False
    """Whether it goes through streams inside."""
    turns: int = 0
    cached: bool = False
    """Whether results of its steps are looked up before they are computed."""
    weights: list[float] = []
    """Per step its expected seconds."""
    named: bool = False
    """Whether its results need fingerprints, for itself or for blocks inside."""

    @property
    def acts(self) -> bool:
        """Whether it does something even if nobody reads its items: has effects, its own or of streams inside."""
        return any(step.root and not (isinstance(step, CallStep) and step.itemwise) for step in self.steps)


def calls(step: Step) -> tuple[Call, ...]:
    """Return the calls a step makes in its own block."""
    match step:
        case PassStep():
            return step.sinks
        case CallStep() | OpenStep() | RecallStep():
            return (step.call,)
    return ()


def blocks(step: Step) -> list[Block]:
    """Return the blocks right inside a step."""
    if isinstance(step, CallStep):
        return []
    found = [pull.block for call in calls(step) for pull in call.streams.values()]
    return [*found, step.block] if isinstance(step, PassStep) else found
