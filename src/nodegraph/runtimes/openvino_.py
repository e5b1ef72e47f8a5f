"""The OpenVINO runtime: networks in ONNX files on Intel's and AMD's CPUs and on Intel's GPUs.

Runs inside a worker process. The file is judged by `onnx_file` first. A network is compiled once, for all sizes:
compiled for each size of tile it is no faster (Compact x4, 256x256) and every new size costs a compilation.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from nodegraph.core.errors import DeviceFault, ModelRefused, RunError, ValueRefused
from nodegraph.core.facts import ModelFact
from nodegraph.runtimes import memory
from nodegraph.runtimes.base import TooBig
from nodegraph.runtimes.heap import give_freed_memory_back
from nodegraph.runtimes.messages import MemoryReport
from nodegraph.runtimes.onnx_ import as_floats, as_stored, first_line, is_lack_of_memory
from nodegraph.runtimes.onnx_file import Described, describe
from nodegraph.runtimes.onnx_form import Form, Values
from nodegraph.runtimes.onnx_import import import_openvino
from nodegraph.runtimes.onnx_probe import known_or_learned
from nodegraph.runtimes.options import DEFAULT, Options
from nodegraph.runtimes.threads import thread_count

if TYPE_CHECKING:
    from nodegraph.runtimes.base import Pixels

_HINTS = {"fp32": "f32", "bf16": "bf16", "fp16": "f16"}
_ON_CPU, _ON_GPU = ("fp32", "bf16"), ("fp32", "fp16")
_KEPT_SHAPES = 16
"""Kernels prepared for so many sizes are kept; a picture has tiles of one size, or of a few."""


class OpenVinoRuntime:
    """One open model."""

    def __init__(self) -> None:
        """Nothing is open yet; OpenVINO is not imported."""
        self._request: Any = None
        self._form: Form | None = None
        self._described: Described | None = None
        self._device = ""
        self._resting = 0

    def open(self, path: Path, device: str, precision: str, options: Options = DEFAULT) -> ModelFact:
        """Load the model and return its facts; see `Runtime.open`. The precision `auto` is fp32.

        Raises `ValueRefused` for a device that OpenVINO does not find, and for a precision that it does not have there.
        """
        possible = _ON_CPU if device == "cpu" else _ON_GPU
        precision = "fp32" if precision == "auto" else precision
        if precision not in possible:
            raise ValueRefused(f"OpenVINO does not run in {precision} on {device}; choose {' or '.join(possible)}.")
        described = describe(path)
        if described.pixels == "bfloat16":
            raise ModelRefused(f"{path} takes pictures in bf16, which OpenVINO cannot be given; use the runtime onnx.")
        openvino = import_openvino()
        core = openvino.Core()
        name = _device_name(device, core.available_devices)
        settings: dict[str, Any] = {"INFERENCE_PRECISION_HINT": _HINTS[precision], "PERFORMANCE_HINT": "LATENCY"}
        if name == "CPU":
            settings["INFERENCE_NUM_THREADS"] = thread_count(options.threads)
            settings["CPU_RUNTIME_CACHE_CAPACITY"] = _KEPT_SHAPES
        self._device, self._described = device, described
        try:
            compiled = core.compile_model(core.read_model(str(path)), name, settings)
            self._request = compiled.create_infer_request()
        except (RuntimeError, TypeError) as error:
            if is_lack_of_memory(error):
                raise ModelRefused(f"{path} does not fit into the free memory; close other programs.") from error
            if name != "CPU":
                raise self._fault(error) from error
            raise ModelRefused(
                f"OpenVINO cannot run {path} ({_reason(error)}); use the runtime onnx for it."
            ) from error
        self._resting = memory.resident()
        self._form = known_or_learned(path, described, self._try)
        return self._form.fact(path, described, "onnx", possible)

    def run(self, tile: "Pixels") -> "Pixels | TooBig":
        """Return the model's output for one tile; see `Runtime.run`."""
        assert self._form is not None, "run before open"
        height, width = tile.shape[:2]
        try:
            given = self._compute(self._form.feed(tile))
        except MemoryError as error:
            return TooBig(str(error))
        except RuntimeError as error:
            if is_lack_of_memory(error):
                return TooBig(_reason(error))
            if self._device != "cpu":
                raise self._fault(error) from error
            raise RunError(
                f"The ONNX model failed in OpenVINO on a tile of {width}x{height} pixels ({_reason(error)}); try "
                "another tile size, or the runtime onnx."
            ) from error
        return self._form.picture(given, height, width)

    def memory(self) -> MemoryReport:
        """Return the free bytes of the CPU, and what the last tile needed at its highest beyond the model itself."""
        give_freed_memory_back()
        return MemoryReport(memory.free_memory(), max(0, memory.peak() - self._resting))

    def close(self) -> None:
        """Give the model's memory back."""
        self._request = self._form = None
        give_freed_memory_back()

    def _try(self, values: Values) -> Values | None:
        """Return what the network gives, or `None` where it does not take an array of that shape."""
        try:
            return self._compute(values)
        except RuntimeError as error:
            if is_lack_of_memory(error):
                raise MemoryError(_reason(error)) from error
            return None

    def _compute(self, values: Values) -> Values:
        assert self._described is not None
        self._request.infer([as_stored(values, self._described.pixels)], share_inputs=True)
        # A copy: the next tile is written over it.
        return np.array(as_floats(self._request.get_output_tensor(0).data))

    def _fault(self, error: BaseException) -> DeviceFault:
        return DeviceFault(
            f"The device {self._device} failed ({_reason(error)}); try --device cpu, or restart the computer."
        )


def runtime() -> OpenVinoRuntime:
    """Return a runtime with nothing open."""
    return OpenVinoRuntime()


def _device_name(device: str, available: list[str]) -> str:
    """Return OpenVINO's name of `cpu` or `xpu:N`, its N-th GPU. Raises `ValueRefused` for one that is not here."""
    kind, _, number = device.partition(":")
    if kind == "cpu":
        return "CPU"
    cards = [name for name in available if name.startswith("GPU")]
    if kind != "xpu" or int(number or 0) >= len(cards):
        names = ", ".join(["cpu", *(f"xpu:{index}" for index in range(len(cards)))])
        raise ValueRefused(f"OpenVINO finds no device {device!r} here; there are: {names}.")
    return cards[int(number or 0)]


def _reason(error: BaseException) -> str:
    """Return the one line of OpenVINO's many that says what was wrong: the last that is no place in its sources."""
    lines = [line.strip() for line in str(error).splitlines()]
    told = [line for line in lines if line and "src/" not in line and not line.startswith(("Exception from", "Check "))]
    return (told[-1] if told else first_line(error))[:200].rstrip(". ")
