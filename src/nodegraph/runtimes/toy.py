"""A runtime made of numpy alone, whose models are small JSON files: it carries the tests of engine and pool.

A model file `*.toy` holds one object:

    toy         1
    scale       output pixels per input pixel in each direction; 1
    operation   "nearest" (enlarge), "identity" (the same, a name for scale 1), "box" (mean over
                (2 * radius + 1)^2 pixels, edges repeated, then enlarge)
    radius      of the box; 1
    channels    3
    global      true: the mean of the whole tile is mixed into every pixel (as channel attention does)
    multiple_of n: sizes must be multiples of n, and the mean of each n x n window is mixed into its pixels
    memory_pixels  tiles with more pixels than this are too big
    tells_scale false: the facts leave the scale open; true
    delay       seconds a tile takes
    delays      {"fp16": seconds}: what a tile takes in a precision instead; such a model is worth timing (`prover`)
    errors      {"fp16": number}: added to every value in a precision, which is then not to be trusted
    ahead       true: the next tile is begun before the one under way is finished, as on a GPU
    journal     folder in which a file appears for each tile begun or done: 0000-0-begun, 0001-1-begun, 0002-0-done
    precisions  what the model says it can run in; ["fp32", "fp16"]
    fault       "nan" | "constant" | "device": what goes wrong with every tile ...
    fault_precisions  ... in these precisions; all
    die         {"signal": "SIGKILL" | "SIGSEGV", "at": k, "times": n, "marks": folder}: the process
                kills itself in the k-th tile (counted from 0 over all processes; "open": while opening),
                the first n times; `marks` is a folder in which the model counts
    hog         bytes of memory that opening the file takes

`fp16` rounds input and output to half precision. Any device's name is taken: devices are pretended.
"""

import math
import os
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec
import numpy as np

from nodegraph.core.errors import DeviceFault, ModelRefused
from nodegraph.core.facts import ModelFact
from nodegraph.runtimes.base import TooBig
from nodegraph.runtimes.memory import free_memory
from nodegraph.runtimes.messages import DeviceFact
from nodegraph.runtimes.options import DEFAULT, Options

if TYPE_CHECKING:
    from nodegraph.runtimes.base import Pixels


class Death(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a toy model kills its process."""

    marks: str
    signal: Literal["SIGKILL", "SIGSEGV", "SIGTERM"] = "SIGKILL"
    at: int | Literal["open"] = 0
    times: int = 1


class Recipe(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a toy model file says; the module's docstring explains each field."""

    toy: Literal[1]
    scale: int = 1
    operation: Literal["nearest", "identity", "box"] = "nearest"
    radius: int = 1
    channels: int = 3
    sees_all: bool = msgspec.field(default=False, name="global")
    multiple_of: int = 1
    tells_scale: bool = True
    memory_pixels: int | None = None
    delay: float = 0.0
    delays: dict[str, float] = {}
    errors: dict[str, float] = {}
    ahead: bool = False
    journal: str | None = None
    precisions: tuple[str, ...] = ("fp32", "fp16")
    fault: Literal["nan", "constant", "device"] | None = None
    fault_precisions: tuple[str, ...] | None = None
    die: Death | None = None
    hog: int = 0


class ToyRuntime:
    """One open toy model."""

    def __init__(self) -> None:
        """Nothing is open yet."""
        self._recipe = Recipe(toy=1)
        self._precision = "fp32"
        self._began = 0
        self._free_at = 0.0

    @property
    def ahead(self) -> bool:
        """Whether the recipe says so."""
        return self._recipe.ahead

    def open(self, path: Path, device: str, precision: str, options: Options = DEFAULT) -> ModelFact:
        """Read the recipe; there are no options. Raises `ModelRefused` for a file that is none."""
        try:
            self._recipe = recipe = msgspec.json.decode(path.read_bytes(), type=Recipe)
        except (OSError, msgspec.MsgspecError) as error:
            raise ModelRefused(f"{path} is no toy model: {error}.") from error
        self._precision = precision
        if recipe.die is not None and recipe.die.at == "open":
            _die_once_more(recipe.die)
        pieces = [np.ones(min(1 << 20, recipe.hog - start), np.uint8) for start in range(0, recipe.hog, 1 << 20)]
        return ModelFact(
            path=str(path),
            name=path.stem,
            architecture="Toy",
            runtime="toy",
            scale=recipe.scale if recipe.tells_scale else None,
            in_channels=recipe.channels,
            out_channels=recipe.channels,
            parameters=len(pieces),
            multiple_of=recipe.multiple_of,
            precisions=recipe.precisions,
            tags=("timed",) if recipe.delays else (),
        )

    def run(self, tile: "Pixels") -> "Pixels | TooBig":
        """Do as the recipe says; raises `ValueError` for a tile of a wrong shape."""
        return self._run(tile, self._recipe.delays.get(self._precision, self._recipe.delay))

    def _run(self, tile: "Pixels", delay: float) -> "Pixels | TooBig":
        recipe = self._recipe
        height, width, channels = tile.shape
        if channels != recipe.channels or height % recipe.multiple_of or width % recipe.multiple_of:
            raise ValueError(f"a tile of shape {tile.shape} does not suit the model")
        if recipe.memory_pixels is not None and height * width > recipe.memory_pixels:
            return TooBig(f"{height}x{width} is over {recipe.memory_pixels} pixels")
        if recipe.die is not None and _count(recipe.die, "tile") == recipe.die.at:
            _die_once_more(recipe.die)
        time.sleep(delay)
        faulty = recipe.fault_precisions is None or self._precision in recipe.fault_precisions
        if recipe.fault == "device" and faulty:
            raise DeviceFault("The toy device has failed, as its model file asks for.")
        result = self._compute(tile)
        if recipe.fault is not None and faulty:
            result = np.full_like(result, math.nan if recipe.fault == "nan" else 0.5)
        if recipe.die is not None:
            _mark(recipe.die, "tile")
        return result

    def begin(self, tile: "Pixels") -> "_Begun":
        """Take a copy of the tile, as a GPU does; it is ready a delay after the one before it."""
        number, self._began = self._began, self._began + 1
        self._free_at = max(self._free_at, time.monotonic()) + self._recipe.delay
        self._write_down(f"{number}-begun")
        return _Begun(self, tile.copy(), number, self._free_at)

    def finish(self, tile: "Pixels", number: int, ready_at: float) -> "Pixels | TooBig":
        """Return the result of a tile that was begun, when it is ready."""
        result = self._run(tile, max(0.0, ready_at - time.monotonic()))
        self._write_down(f"{number}-done")
        return result

    def _write_down(self, what: str) -> None:
        if self._recipe.journal is not None:
            place = Path(self._recipe.journal)
            (place / f"{len(list(place.iterdir())):04}-{what}").touch()

    def close(self) -> None:
        """Hold nothing any more."""
        self._recipe = Recipe(toy=1)

    def _compute(self, tile: "Pixels") -> "Pixels":
        recipe = self._recipe
        result = _halved(tile) if self._precision == "fp16" else tile
        if recipe.operation == "box":
            result = _box(result, recipe.radius)
        if recipe.multiple_of > 1:
            n = recipe.multiple_of
            height, width, channels = result.shape
            windows = result.reshape(height // n, n, width // n, n, channels).mean((1, 3))
            result = np.float32(0.75) * result + np.float32(0.25) * windows.repeat(n, 0).repeat(n, 1)
        if recipe.sees_all:
            result = np.float32(0.75) * result + np.float32(0.25) * result.mean()
        result = result.repeat(recipe.scale, 0).repeat(recipe.scale, 1)
        result = _halved(result) if self._precision == "fp16" else result
        return result + np.float32(recipe.errors.get(self._precision, 0.0)) if recipe.errors else result


class _Begun:
    def __init__(self, runtime: ToyRuntime, tile: "Pixels", number: int, ready_at: float) -> None:
        self._runtime, self._tile, self._number, self._ready_at = runtime, tile, number, ready_at

    def ready(self) -> bool:
        return time.monotonic() >= self._ready_at

    def result(self) -> "Pixels | TooBig":
        return self._runtime.finish(self._tile, self._number, self._ready_at)


def _halved(pixels: "Pixels") -> "Pixels":
    return pixels.astype(np.float16).astype(np.float32)


def runtime() -> ToyRuntime:
    """Return a runtime with nothing open."""
    return ToyRuntime()


def devices() -> list[DeviceFact]:
    """Return the one device that needs no framework."""
    return [DeviceFact(name="cpu", title="numpy", total=free_memory(), free=free_memory())]


def _box(tile: "Pixels", radius: int) -> "Pixels":
    """Mean over a square, by sums along one axis after the other."""
    result = tile
    for axis in (0, 1):
        width = [(radius, radius) if a == axis else (0, 0) for a in range(3)]
        padded = np.pad(result, width, mode="edge")
        windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * radius + 1, axis)
        result = windows.mean(-1, dtype=np.float32)
    return result


def _count(death: Death, what: str) -> int:
    return len(list(Path(death.marks).glob(f"{what}-*")))


def _mark(death: Death, what: str) -> None:
    (Path(death.marks) / f"{what}-{_count(death, what)}").touch()


def _die_once_more(death: Death) -> None:
    if _count(death, "death") < death.times:
        _mark(death, "death")
        os.kill(os.getpid(), signal.Signals[death.signal])
