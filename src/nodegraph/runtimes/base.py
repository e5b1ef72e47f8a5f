"""The seam between the program and a framework that runs models: one small protocol."""

from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import msgspec

from nodegraph.core.facts import ModelFact
from nodegraph.runtimes.options import Options

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Pixels = npt.NDArray[np.float32]


class TooBig(msgspec.Struct, frozen=True, tag="too-big"):
    """The device has no memory for this tile; an expected outcome, therefore a value."""

    detail: str = ""


class Runtime(Protocol):
    """One open model of one framework on one device, living inside a worker process."""

    def open(self, path: Path, device: str, precision: str, options: Options) -> ModelFact:
        """Load the model and return its facts.

        `device` is `cpu`, `cuda:0`, `vulkan:0`, ...; `precision` is `fp32`, `fp16` or `bf16`.
        Raises `ModelRefused` with a sentence for a file that is broken, unsafe or unsuitable.
        """

    def run(self, tile: "Pixels") -> "Pixels | TooBig":
        """Return the model's output for one tile.

        `tile` is `(H, W, C)` float32, nominally [0, 1], RGB order, C = the model's input channels;
        the result is `(H * scale, W * scale, out_channels)` float32, not clamped. Raises
        `DeviceFault` for a failure that is not lack of memory.
        """

    def close(self) -> None:
        """Give the model's memory back."""


class Begun(Protocol):
    """A tile under way."""

    def ready(self) -> bool:
        """Return whether `result` would not have to wait."""

    def result(self) -> "Pixels | TooBig":
        """Wait, and return or raise what `Runtime.run` would."""


@runtime_checkable
class RunsAhead(Protocol):
    """A runtime that can take the next tile while it computes one, as GPUs can."""

    ahead: bool
    """Whether the open model's device is of that kind; `begin` is not called where not."""

    def begin(self, tile: "Pixels") -> Begun:
        """Start on a tile, which may change as soon as this returns. Results are asked for in the same order."""


@runtime_checkable
class RunsBatches(Protocol):
    """A runtime that computes equal tiles together: its `run` and `begin` take, and give, `(N, H, W, C)` as well."""

    def takes_batches(self) -> bool:
        """Return whether the open model does."""


@runtime_checkable
class Remarks(Protocol):
    """A runtime that has something to tell people now and then."""

    def remark(self) -> str:
        """Return what a person should know about the last tile, once; empty for nothing."""
