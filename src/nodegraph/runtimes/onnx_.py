"""The ONNX runtime: any network in an ONNX file that enlarges or restores pictures, by onnxruntime.

Runs inside a worker process. The file is judged by `onnx_file` before onnxruntime sees it; `onnx_form` says how
pictures go in and come out. A network runs in the precision its file is written in: onnxruntime has no other for it.
"""

import ctypes
import math
from pathlib import Path
from typing import Any

import numpy as np

from nodegraph.core.errors import DeviceFault, ModelRefused, RunError, ValueRefused
from nodegraph.core.facts import ModelFact
from nodegraph.runtimes.onnx_file import describe
from nodegraph.runtimes.onnx_form import Values
from nodegraph.runtimes.onnx_import import import_onnxruntime
from nodegraph.runtimes.onnx_network import OnnxNetwork, as_floats, as_stored, first_line, is_lack_of_memory
from nodegraph.runtimes.onnx_providers import Provider, choose
from nodegraph.runtimes.options import DEFAULT, Options
from nodegraph.runtimes.threads import thread_count

_BFLOAT16 = 16
"""ONNX's number of the type, which numpy does not know."""


class OnnxRuntime(OnnxNetwork):
    """One open model."""

    def __init__(self) -> None:
        """Nothing is open yet; onnxruntime is not imported."""
        super().__init__()
        self._session: Any = None
        self._provider: Provider | None = None
        self._settings: Any = None

    def open(self, path: Path, device: str, precision: str, options: Options = DEFAULT) -> ModelFact:
        """Load the model and return its facts; see `Runtime.open`. The precision `auto` is that of the file.

        Raises `ValueRefused` for another precision, and for a device or provider that onnxruntime does not offer here.
        """
        described = describe(path)
        if precision not in ("auto", described.precision):
            raise ValueRefused(
                f"{path.name} is written in {described.precision}, and onnxruntime runs it in that alone; choose the "
                f"precision auto or {described.precision}."
            )
        onnxruntime = import_onnxruntime()
        self._provider = choose(device, options.provider, onnxruntime.get_available_providers())
        self._device, self._described = device, described
        self._session = self._load(onnxruntime, path, options)
        return self._known(path, described, (described.precision,))

    def _load(self, onnxruntime: Any, path: Path, options: Options) -> Any:
        assert self._provider is not None
        settings = onnxruntime.SessionOptions()
        settings.log_severity_level = 4
        settings.intra_op_num_threads = thread_count(options.threads)
        settings.inter_op_num_threads = 1
        # Threads that wait for work sleep: a worker stays open between pictures.
        settings.add_session_config_entry("session.intra_op.allow_spinning", "0")
        settings.add_session_config_entry("session.inter_op.allow_spinning", "0")
        if self._provider.name == "DmlExecutionProvider":
            settings.enable_mem_pattern = False  # DirectML's own rule.
        try:
            session = onnxruntime.InferenceSession(str(path), settings, providers=self._provider.chain())
            session.disable_fallback()
        except _errors() as error:
            raise self._not_loaded(path, error) from error
        if session.get_providers()[0] != self._provider.name:
            # onnxruntime goes on with the CPU without a word.
            raise DeviceFault(
                f"onnxruntime cannot use {self._device}: its {self._provider.name} does not start (a driver or a "
                "library of the card is missing or does not fit); update the driver or choose the device cpu."
            )
        return session

    def _not_loaded(self, path: Path, error: BaseException) -> RunError:
        if is_lack_of_memory(error):
            return ModelRefused(f"{path} does not fit into the free memory; close other programs.")
        if not self._on_cpu:
            return self._fault(error)
        return ModelRefused(
            f"onnxruntime does not load {path} ({first_line(error)}); export the model anew, or update onnxruntime."
        )

    def _compute(self, values: Values) -> Values:
        import onnxruntime

        assert self._described is not None
        taken, given = self._described.input, self._described.output
        settings = self._settings = onnxruntime.RunOptions()
        if self._on_cpu:
            # What a tile needed goes back to the system after it, so that a worker that waits holds little.
            settings.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")
        if _BFLOAT16 not in (taken.kind, given.kind):
            fed = as_stored(values, self._described.pixels)
            return as_floats(self._session.run([given.name], {taken.name: fed}, settings)[0])
        if taken.kind == _BFLOAT16:
            fed = onnxruntime.OrtValue.ortvalue_from_numpy_with_onnx_type(_to_bfloat16(values), _BFLOAT16)
        else:
            fed = onnxruntime.OrtValue.ortvalue_from_numpy(as_stored(values, self._described.pixels))
        (result,) = self._session.run_with_ort_values([given.name], {taken.name: fed}, settings)
        return _from_value(result)

    def _end(self) -> None:
        self._settings.terminate = True

    @property
    def _on_cpu(self) -> bool:
        return self._provider is None or self._provider.on_cpu

    def _errors(self) -> tuple[type[BaseException], ...]:
        return _errors()

    def _drop(self) -> None:
        self._session = None


def runtime() -> OnnxRuntime:
    """Return a runtime with nothing open."""
    return OnnxRuntime()


def _errors() -> tuple[type[BaseException], ...]:
    """Return what onnxruntime raises."""
    from onnxruntime.capi import onnxruntime_pybind11_state as state

    names = (
        "Fail",
        "RuntimeException",
        "InvalidArgument",
        "InvalidGraph",
        "InvalidProtobuf",
        "NotImplemented",
        "EPFail",
    )
    more = ("EngineError", "NoModel", "NoSuchFile", "NotFound", "DeviceReset", "ModelRequiresCompilation")
    return (RuntimeError, ValueError, *(getattr(state, name) for name in (*names, *more) if hasattr(state, name)))


def _to_bfloat16(values: Values) -> Values:
    """Return the upper halves of float32 numbers, rounded to the nearest even."""
    bits = np.ascontiguousarray(values, np.float32).view(np.uint32)
    rounded = bits + np.uint32(0x7FFF) + ((bits >> np.uint32(16)) & np.uint32(1))
    return (rounded >> np.uint32(16)).astype(np.uint16)


def _from_value(value: Any) -> Values:
    """Return a result of onnxruntime's own kind as float32; numpy cannot hold bfloat16."""
    if value.element_type() != _BFLOAT16:
        return as_floats(value.numpy())
    shape = value.shape()
    halves = (ctypes.c_uint16 * math.prod(shape)).from_address(value.data_ptr())
    bits = np.frombuffer(halves, np.uint16).astype(np.uint32) << np.uint32(16)
    return bits.view(np.float32).reshape(shape)
