"""An open network from an ONNX file, whichever framework runs it: pictures in and out, memory, errors in sentences."""

import re
import threading
from abc import ABC, abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from nodegraph.core.errors import DeviceFault, ModelRefused, RunError
from nodegraph.core.facts import ModelFact
from nodegraph.runtimes import memory
from nodegraph.runtimes.base import TooBig
from nodegraph.runtimes.heap import give_freed_memory_back
from nodegraph.runtimes.messages import MemoryReport
from nodegraph.runtimes.onnx_file import Described
from nodegraph.runtimes.onnx_form import Form, Values
from nodegraph.runtimes.onnx_probe import known_or_learned

if TYPE_CHECKING:
    from nodegraph.runtimes.base import Pixels

_PATIENCE = 60.0
"""Seconds that a small picture may take while it is found out how a network wants its pictures ..."""
_PACE = 1000
"""... and values that each further second is given for, where a network takes a large size only."""
_NO_MEMORY = (
    "failed to allocate", "bad alloc", "bad_alloc", "out of memory", "alloc_failed", "e_outofmemory",
    "not enough memory", "cannot allocate", "std::length_error", "integer overflow", "hip error memory",
)  # fmt: skip

_LONGEST = 200
"""Letters of a framework's reason within a sentence."""

_NOISE = (
    re.compile(r"^\[ONNXRuntimeError\] : \d+ : \w+ : "),
    re.compile(r"Load model from .*? failed: ?"),
    re.compile(r"\S+\.(?:cc|cpp|h|hpp):\d+ [^(]*\([^)]*\)(?: const)?(?: \[[^]]*\])? ?"),
)
"""What onnxruntime writes before the reason: codes, the path, places in its own sources."""


class OnnxNetwork(ABC):
    """What is the same for all frameworks; each says in the methods without a body what is its own."""

    _remedy = "try another tile size or model"
    """What to do where a tile fails on the CPU."""

    def __init__(self) -> None:
        """Nothing is open yet; no framework is imported."""
        self._form: Form | None = None
        self._described: Described | None = None
        self._device = ""
        self._resting = 0

    def run(self, tile: "Pixels") -> "Pixels | TooBig":
        """Return the model's output for one tile; see `Runtime.run`."""
        assert self._form is not None, "run before open"
        height, width = tile.shape[:2]
        try:
            given = self._compute(self._form.feed(tile))
        except MemoryError as error:
            return TooBig(str(error))
        except self._errors() as error:
            if is_lack_of_memory(error):
                return TooBig(self._reason(error))
            if not self._on_cpu:
                raise self._fault(error) from error
            raise RunError(
                f"The ONNX model failed on a tile of {width}x{height} pixels ({self._reason(error)}); {self._remedy}."
            ) from error
        return self._form.picture(given, height, width)

    def memory(self) -> MemoryReport:
        """Return the free bytes of the CPU, and what the last tile needed at its highest beyond the model itself."""
        give_freed_memory_back()
        return MemoryReport(memory.free_memory(), max(0, memory.peak() - self._resting))

    def close(self) -> None:
        """Give the model's memory back."""
        self._form = None
        self._drop()
        give_freed_memory_back()

    def _known(self, path: Path, described: Described, precisions: tuple[str, ...]) -> ModelFact:
        """Find out, once the network is loaded, how it takes pictures, and return its facts."""
        self._resting = memory.resident()
        try:
            self._form = known_or_learned(path, described, self._try)
        except MemoryError as error:
            raise ModelRefused(
                f"{path} asks for more memory than there is when it is tried out; close other programs, or get the "
                "model from another source."
            ) from error
        except _NoEnd as error:
            raise ModelRefused(
                f"{path} was still computing its first picture after {error} s: it may never come to an end; choose "
                "another model."
            ) from error
        return self._form.fact(path, described, "onnx", precisions)

    def _try(self, values: Values) -> Values | None:
        """Return what the network gives, or `None` where it does not take an array of that shape.

        Raises `MemoryError`, and `_NoEnd` for what takes too long: a file may hold a loop without an end.
        """
        seconds = _PATIENCE + values.size // _PACE
        overdue = threading.Event()

        def end() -> None:
            overdue.set()
            self._end()

        timer = threading.Timer(seconds, end)
        timer.daemon = True
        timer.start()
        try:
            return self._compute(values)
        except self._errors() as error:
            if overdue.is_set():
                raise _NoEnd(f"{seconds:g}") from error
            if is_lack_of_memory(error):
                raise MemoryError(self._reason(error)) from error
            return None
        finally:
            timer.cancel()

    def _fault(self, error: BaseException) -> DeviceFault:
        """Return what a failure of a device that is no CPU means."""
        return DeviceFault(
            f"The device {self._device} failed ({self._reason(error)}); try --device cpu, or restart the computer."
        )

    @property
    def _on_cpu(self) -> bool:
        return self._device == "cpu"

    @abstractmethod
    def _compute(self, values: Values) -> Values:
        """Return what the network makes of an array as it takes it, both float32. Raises the framework's errors."""

    @abstractmethod
    def _end(self) -> None:
        """Have `_compute`, which another thread is in, raise one of the framework's errors."""

    @abstractmethod
    def _errors(self) -> tuple[type[BaseException], ...]:
        """Return what the framework raises."""

    def _reason(self, error: BaseException) -> str:
        """Return what an error says, short enough for a sentence."""
        return first_line(error)

    @abstractmethod
    def _drop(self) -> None:
        """Let go of the framework's own objects."""


class _NoEnd(Exception):
    """A network was not done after so many seconds."""


def is_lack_of_memory(error: BaseException) -> bool:
    """Return whether a framework's error says that memory was short."""
    return any(sign in str(error).lower() for sign in _NO_MEMORY)


def first_line(error: BaseException) -> str:
    """Return what an error says, short enough for a sentence, without the framework's prefixes and source lines."""
    line = (str(error).strip() or type(error).__name__).splitlines()[0]
    for noise in _NOISE:
        line = noise.sub("", line)
    line = line.strip()
    if len(line) > _LONGEST:
        # Whole sentences, where one ends before.
        line = line[:_LONGEST]
        line = line[: line.rfind(". ") + 1 or _LONGEST]
    return line.rstrip(". ")


def as_stored(values: Values, kind: str) -> Values:
    """Return float32 values as the network's input stores them; whole numbers are rounded and limited."""
    if kind == "uint8":
        return np.clip(np.rint(values), 0, 255).astype(np.uint8)
    return values.astype(kind, copy=False)


def as_floats(values: Any) -> Values:
    """Return a result as float32."""
    return np.asarray(values).astype(np.float32, copy=False)
