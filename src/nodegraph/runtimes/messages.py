"""What the engine and a worker say to each other.

Every request has an `id`; exactly one reply carries the same `id`. Pixels travel in arenas, a
message only says where they lie.
"""

import msgspec

from nodegraph.core.facts import ModelFact
from nodegraph.runtimes.options import Options

# ---- what is reported ----


class MemoryReport(msgspec.Struct, frozen=True):
    """Memory of a worker's device in bytes."""

    free: int
    """What a tile could still use, now."""
    peak: int
    """What the last tile used at its highest, beyond what was in use before it; 0 where not measured."""


class DeviceFact(msgspec.Struct, frozen=True):
    """A device that can run models."""

    name: str
    """`cpu`, `cuda:0`, `mps`, `xpu:0` as torch spells them, `vulkan:0`, `dml:0`."""
    title: str
    """As its maker calls it."""
    total: int
    """Memory in bytes."""
    free: int
    """Free memory in bytes when it was asked."""
    precisions: tuple[str, ...] = ("fp32",)
    """What models can run in: of `fp32`, `fp16`, `bf16`."""
    software: bool = False
    """Whether it only pretends to be a graphics card and computes on the CPU."""
    driver: str = ""
    """What its driver says of its own version, where it does; other after an update."""


# ---- requests ----


class Open(msgspec.Struct, tag="open", frozen=True):
    """Load a model file and keep it under the number `model`."""

    id: int
    model: int
    path: str
    size: int
    changed: int
    """The model's `Stamp.changed`: a model whose files are others by now is refused."""
    runtime: str
    device: str
    precision: str
    options: Options
    memory_fraction: float
    """Part of the free memory that parsing the file may use; beyond it the worker ends itself."""


class Run(msgspec.Struct, tag="run", frozen=True):
    """Run one tile that lies at the start of an arena file."""

    id: int
    model: int
    slot: int
    path: str
    """The arena file; opened once, when a slot first names it."""
    size: int
    """Of the arena file, in bytes."""
    shape: tuple[int, ...]
    """Of the tile, `(H, W, C)`, or of N equal ones, `(N, H, W, C)`; the reply's shape is of the same kind."""
    output_at: int
    """Where the result goes, in bytes from the file's start; there is room to its end."""


class AskMemory(msgspec.Struct, tag="ask-memory", frozen=True):
    """Measure the device's memory, as the given model's runtime sees it."""

    id: int
    model: int


class Release(msgspec.Struct, tag="release", frozen=True):
    """Let go of a slot's arena file."""

    id: int
    slot: int


class AskDevices(msgspec.Struct, tag="ask-devices", frozen=True):
    """List the devices that a module of this package finds (its `devices()`)."""

    id: int
    module: str


Request = Open | Run | AskMemory | Release | AskDevices

# ---- replies ----


class Ready(msgspec.Struct, tag="ready", frozen=True):
    """Done, and nothing to tell."""

    id: int


class Opened(msgspec.Struct, tag="opened", frozen=True):
    """The model is loaded."""

    id: int
    fact: ModelFact


class Done(msgspec.Struct, tag="done", frozen=True):
    """The result lies in the arena, float32."""

    id: int
    shape: tuple[int, ...]
    remark: str = ""
    """What a person should know, in a sentence."""


class NoRoom(msgspec.Struct, tag="no-room", frozen=True):
    """The result of this shape did not fit behind `output_at`; the arena must grow and the tile be sent again."""

    id: int
    shape: tuple[int, ...]


class TooLarge(msgspec.Struct, tag="too-large", frozen=True):
    """The device has no memory for the tile."""

    id: int
    detail: str


class Failed(msgspec.Struct, tag="failed", frozen=True):
    """The request failed; `kind` is the name of a class in `core.errors`."""

    id: int
    kind: str
    sentence: str


class Memory(msgspec.Struct, tag="memory", frozen=True):
    """The device's memory."""

    id: int
    report: MemoryReport


class Devices(msgspec.Struct, tag="devices", frozen=True):
    """The devices found."""

    id: int
    devices: list[DeviceFact]


Reply = Ready | Opened | Done | NoRoom | TooLarge | Failed | Memory | Devices
