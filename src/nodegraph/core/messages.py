"""What front ends and the engine say to each other.

A front end sends requests; the engine answers with the reply of the same `id`, and while a graph
runs with events of that `id`, ended by `Finished`.
"""

from typing import Literal

import msgspec

from nodegraph.core.facts import Fact, ModelFact, PictureFact
from nodegraph.core.graph import Graph
from nodegraph.core.node import NodeSpec
from nodegraph.core.patch import Patch
from nodegraph.core.pictures import (
    Count,
    Counted,
    Drawn,
    Looked,
    Point,
    Pointed,
    Prepare,
    Prepared,
    Tiles,
    WritePicture,
    Written,
)
from nodegraph.core.problem import Problem


class Settings(msgspec.Struct, frozen=True, omit_defaults=True):
    """How to run."""

    device: str = "auto"
    precision: str = "auto"
    runtime: str = "auto"
    """The framework that runs models, by name; `auto`: the fastest that is proved right."""
    options: dict[str, str] = {}
    """Options of the framework by name, as a person writes them: `{"threads": "half"}`."""
    window: int = 512 * 2**20
    """Bytes of pictures a stream may hold at once."""
    memory: int = 1024 * 2**20
    """Bytes of results kept in memory for the next run."""
    only: tuple[str, ...] = ()
    """Run these nodes and what they need; empty: everything with an effect."""
    events: float = 20.0
    """Progress messages a second, at most."""
    previews: tuple[str, ...] = ()
    """Nodes whose pictures are shown small while they come, at most one a second each."""
    effects: bool = True
    """False: nothing that touches the world runs, and what is wrong or needs that is left out without a word, so that
    a graph can be looked at while it is edited. All other nodes run, or those in `only`."""
    items: int = 0
    """So many items of each source at most; 0: all."""
    grace: float = 0.4
    """Seconds that a tile under way may take after a stop, before its worker is killed."""
    viewed: tuple[str, ...] = ()
    """Nodes whose last pictures are held for `Look`, also where no cache keeps them (in a stream: the last item's)."""


# Requests


class Describe(msgspec.Struct, frozen=True, tag=True):
    """Which nodes are there?  -> `Described`"""

    id: int


class Check(msgspec.Struct, frozen=True, tag=True):
    """What is known about this graph, and what is wrong with it?  -> `Checked`"""

    id: int
    graph: Graph


class CheckEdit(msgspec.Struct, frozen=True, tag=True):
    """The same about what an edit makes of the graph that was asked about last.  -> `CheckedEdit`

    Refused unless `last` is the number of that question; `Engine.check` asks this or that, as is right.
    """

    id: int
    last: int
    patch: Patch


class Start(msgspec.Struct, frozen=True, tag=True):
    """Run this graph.  -> events, then `Finished`"""

    id: int
    graph: Graph
    settings: Settings = Settings()
    resume: str = ""
    """The ledger of a run that ended early: its finished items are not done again, the item that ended it is failed."""
    retry: bool = False
    """Do the failed items of that run once more; those that are done are counted as skipped."""
    dry: bool = False
    """Say what would be done (`Planned`) and do nothing."""


class Control(msgspec.Struct, frozen=True, tag=True):
    """Stop, pause or go on with a run."""

    id: int
    wish: Literal["stop", "pause", "resume"]


class ListDevices(msgspec.Struct, frozen=True, tag=True):
    """Which devices are there?  -> `Devices`"""

    id: int


class Measure(msgspec.Struct, frozen=True, tag=True):
    """How much memory have the accelerators that models are open on?  -> `Devices`"""

    id: int


class Prove(msgspec.Struct, frozen=True, tag=True):
    """Find the fastest way to run the models of earlier runs, for at most so many seconds.  -> `Proving`

    With 0 seconds: is there something to be found out?
    """

    id: int
    seconds: float = 0.0


class Bench(msgspec.Struct, frozen=True, tag=True):
    """Which ways are there to run this model, how fast and how exact are they?  -> `Noted`s, then `Benched`"""

    id: int
    path: str
    device: str = "auto"


class InspectModel(msgspec.Struct, frozen=True, tag=True):
    """What is this model file?  -> `Inspected`. `measure`: also how far it sees and what its seams cost, in seconds."""

    id: int
    path: str
    measure: bool = False


class ConvertModel(msgspec.Struct, frozen=True, tag=True):
    """Turn a model file into another form, or blend two.  -> `Noted`s that say what is being done, then `Converted`"""

    id: int
    path: str
    target: str
    precision: Literal["fp32", "fp16"] = "fp32"
    opset: int | None = None
    other: str = ""
    """The second model of a blend; empty: convert."""
    share: float = 0.5
    """Of the second model."""
    overwrite: bool = False
    seconds: float = 300.0
    """How long the work may take."""


class Look(msgspec.Struct, frozen=True, tag=True):
    """Hold the picture that this node made of this graph, to show it.  -> `Looked`

    It comes from the cache or from the last run; a node that reads a file is run. Refused where there is none.
    """

    id: int
    graph: Graph
    node: str
    port: str = ""
    """Empty: the first output that is a picture."""
    settings: Settings = Settings()
    """How it was run."""
    beside: tuple[int, ...] = ()
    """Pictures that are on the screen meanwhile: they go on being held, longer than others."""


ForPictures = Look | Tiles | Point | Prepare | Count | WritePicture
Request = (
    Describe
    | Check
    | CheckEdit
    | Start
    | Control
    | ListDevices
    | Measure
    | InspectModel
    | Prove
    | Bench
    | ConvertModel
    | ForPictures
)


# Replies and events


class Described(msgspec.Struct, frozen=True, tag=True):
    id: int
    specs: dict[str, NodeSpec]
    problems: tuple[Problem, ...] = ()


class Checked(msgspec.Struct, frozen=True, tag=True):
    id: int
    facts: dict[str, dict[str, Fact | None]]
    """Per node and output port."""
    problems: tuple[Problem, ...] = ()


class CheckedEdit(msgspec.Struct, frozen=True, tag=True):
    """What is other than in the answer before."""

    id: int
    facts: dict[str, dict[str, Fact | None]]
    """Of nodes that are new or of which something else is known."""
    gone: tuple[str, ...] = ()
    """Nodes that are no longer among the facts."""
    problems: tuple[Problem, ...] = ()
    """All there are now."""


class Planned(msgspec.Struct, frozen=True, tag=True):
    """A dry run: the steps in order with their number of items, and the files that would be written."""

    id: int
    steps: tuple[tuple[str, str], ...]
    """(node, what would be done in words)"""
    writes: tuple[str, ...] = ()
    targets: dict[str, tuple[str, ...]] = {}
    """The same per node; of a stream at most 64."""
    counts: dict[str, int] = {}
    """How many files a node of `targets` writes, where that are more."""


class Began(msgspec.Struct, frozen=True, tag=True):
    id: int
    ledger: str
    """Names this run for `Start.resume`."""


class Progress(msgspec.Struct, frozen=True, tag=True):
    id: int
    fraction: float
    eta: float | None = None
    """Seconds left, where they can be told."""
    done: int = 0
    """Items finished (done, skipped or failed)."""
    total: int | None = None
    nodes: dict[str, float] = {}
    """Finished fraction of the steps that are running now."""


class NodeState(msgspec.Struct, frozen=True, tag=True):
    id: int
    node: str
    state: Literal["running", "done", "cached", "skipped", "failed"]
    seconds: float = 0.0
    message: str = ""


class Wrote(msgspec.Struct, frozen=True, tag=True):
    """An effect wrote a file."""

    id: int
    node: str
    path: str


class Noted(msgspec.Struct, frozen=True, tag=True):
    """Something worth knowing that is no error."""

    id: int
    node: str
    sentence: str
    item: str = ""
    """The first item it is about, in words; a sentence is told once per node."""
    warning: bool = False
    """Something went wrong and was dealt with: a person should see it without looking for it."""


class Preview(msgspec.Struct, frozen=True, tag=True):
    """What a watched node (`Settings.previews`) has just made, small, for the screen."""

    id: int
    node: str
    port: str
    item: tuple[int, ...]
    """Index path of the item, outermost stream first; empty outside streams."""
    width: int
    height: int
    pixels: bytes
    """`height * width * 4` bytes: RGBA, sRGB, straight alpha."""
    fact: PictureFact
    """Of the picture itself."""


class Failed(msgspec.Struct, frozen=True, tag=True):
    """An item failed; the run goes on."""

    id: int
    node: str
    item: str
    """The item in words, e.g. `cat.jpg` or `[3, 17]`; empty outside streams."""
    sentence: str


class Finished(msgspec.Struct, frozen=True, tag=True):
    """A run has ended. Counts are items of effects: a graph that saves one picture counts one."""

    id: int
    outcome: Literal["done", "failed", "refused", "stopped"]
    done: int = 0
    skipped: int = 0
    failed: int = 0
    seconds: float = 0.0
    problems: tuple[Problem, ...] = ()
    """Why a run was refused before it began."""

    @property
    def exit_code(self) -> int:
        return {"done": 0, "failed": 1, "refused": 2, "stopped": 3}[self.outcome]


class Devices(msgspec.Struct, frozen=True, tag=True):
    id: int
    devices: tuple["DeviceFact", ...]


class DeviceFact(msgspec.Struct, frozen=True):
    """A device that models can run on."""

    name: str
    """`cpu`, `cuda:0`, `mps`, `xpu:0`"""
    title: str
    memory: int = 0
    """Bytes in all; 0 where unknown."""
    free: int = 0
    precisions: tuple[str, ...] = ("fp32",)


class Proving(msgspec.Struct, frozen=True, tag=True):
    """Which models there is something to be found out about."""

    id: int
    models: tuple[str, ...] = ()
    trouble: str = ""
    """Why nothing can be found out, in a sentence."""


class BenchRow(msgspec.Struct, frozen=True):
    """One way to run a model."""

    runtime: str
    device: str
    precision: str
    tile: int
    """Side in pixels of the tile it runs fastest on; 0 where it was not timed."""
    ms_per_megapixel: float
    """Milliseconds for a million input pixels."""
    speedup: float
    """How many times as fast as the model's own framework in fp32, measured side by side."""
    max_difference: float
    """From the same, of full scale 1."""
    psnr: float
    """Against the same, in dB; 200 stands for equal."""
    fault: str = ""
    """Why it is not used; empty where it is proved."""
    chosen: bool = False
    """Whether it is what `auto` takes."""
    batch: int = 1
    """How many tiles it computes at once."""


class Benched(msgspec.Struct, frozen=True, tag=True):
    id: int
    name: str
    rows: tuple[BenchRow, ...] = ()


class Converted(msgspec.Struct, frozen=True, tag=True):
    """A model was written, and compared with the one it was made of (in a blend: with the first) on test pictures."""

    id: int
    path: str
    max_difference: float
    mean_difference: float
    psnr: float
    """In dB, white = 1; 200 stands for equal."""
    of: str
    """The test pictures in words."""


class Inspected(msgspec.Struct, frozen=True, tag=True):
    id: int
    fact: ModelFact
    receptive: "Receptive | None" = None
    seam: "Seam | None" = None


class Receptive(msgspec.Struct, frozen=True):
    """How far a model sees, measured (input pixels)."""

    kind: Literal["bounded", "windowed", "global"]
    pixels: int
    multiple_of: int = 1
    seam: float = 0.0
    """Largest difference between tiled and whole on the test picture, of full scale 1."""
    sees_all: bool = False
    """Whether a change shows at any distance."""
    complete: bool = True
    """False where the time for measuring ended first: the model may see farther."""


class Seam(msgspec.Struct, frozen=True):
    """How much a picture made of tiles differs from the same picture made in one piece, measured in fp32."""

    error: float
    """The largest difference on the test picture, of full scale 1."""
    tile: int
    """The side in pixels that a tile added."""
    overlap: int
    """The context that it got on each side."""
    width: int
    height: int
    """Of the test picture."""
    small_tile: int
    """A small tile, whose overlap is capped at half of it ..."""
    small_error: float
    """... and what that costs at most."""


class Refused(msgspec.Struct, frozen=True, tag=True):
    """A request could not be answered; the sentence says why."""

    id: int
    sentence: str
    exit_code: int = 1


Event = Began | Progress | NodeState | Wrote | Noted | Preview | Failed | Finished
OfPictures = Looked | Drawn | Pointed | Prepared | Counted | Written
Reply = (
    Described
    | Checked
    | CheckedEdit
    | Planned
    | Devices
    | Inspected
    | Proving
    | Benched
    | Converted
    | OfPictures
    | Refused
)
Message = Event | Reply
