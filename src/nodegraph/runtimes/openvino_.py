"""The OpenVINO runtime: networks in ONNX files on Intel's and AMD's CPUs and on Intel's GPUs.

Runs inside a worker process. The file is judged by `onnx_file` first. A network is compiled once, for all sizes:
compiled for each size of tile it is no faster (Compact x4, 256x256) and every new size costs a compilation.
"""

from pathlib import Path
from typing import Any

import numpy as np

from nodegraph.core.errors import ModelRefused, ValueRefused
from nodegraph.core.facts import ModelFact
from nodegraph.runtimes.onnx_file import describe
from nodegraph.runtimes.onnx_form import Values
from nodegraph.runtimes.onnx_import import import_openvino
from nodegraph.runtimes.onnx_network import OnnxNetwork, as_floats, as_stored, first_line, is_lack_of_memory
from nodegraph.runtimes.options import DEFAULT, Options
from nodegraph.runtimes.threads import thread_count

_HINTS = {"fp32": "f32", "bf16": "bf16", "fp16": "f16"}
_ON_CPU, _ON_GPU = ("fp32", "bf16"), ("fp32", "fp16")
_KEPT_SHAPES = 16
"""Kernels prepared for so many sizes are kept; a picture has tiles of one size, or of a few."""


class OpenVinoRuntime(OnnxNetwork):
    """One open model."""

    _remedy = "try another tile size, or the runtime onnx"

    def __init__(self) -> None:
        """Nothing is open yet; OpenVINO is not imported."""
        super().__init__()
        self._request: Any = None

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
        if described.loops:
            # It follows loops while it compiles, and nothing stops it there.
            raise ModelRefused(f"{path} holds a loop, which OpenVINO may never end; use the runtime onnx.")
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
        return self._known(path, described, possible)

    def _compute(self, values: Values) -> Values:
        assert self._described is not None
        self._request.infer([as_stored(values, self._described.pixels)], share_inputs=True)
        # A copy: the next tile is written over it.
        return np.array(as_floats(self._request.get_output_tensor(0).data))

    def _end(self) -> None:
        self._request.cancel()

    def _errors(self) -> tuple[type[BaseException], ...]:
        return (RuntimeError,)

    def _reason(self, error: BaseException) -> str:
        return _reason(error)

    def _drop(self) -> None:
        self._request = None


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
