"""Which execution provider of onnxruntime runs a model on a device, and with which settings."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from nodegraph.core.errors import ValueRefused, did_you_mean
from nodegraph.core.places import cache_folder

CPU = "CPUExecutionProvider"
_BY_KIND = {
    "cpu": (CPU, "OpenVINOExecutionProvider", "DnnlExecutionProvider", "XnnpackExecutionProvider"),
    "cuda": (
        "CUDAExecutionProvider", "ROCMExecutionProvider", "MIGraphXExecutionProvider", "TensorrtExecutionProvider",
        "NvTensorRTRTXExecutionProvider",
    ),
    "dml": ("DmlExecutionProvider",),
    "coreml": ("CoreMLExecutionProvider",),
    "mps": ("CoreMLExecutionProvider",),
    "xpu": ("OpenVINOExecutionProvider", "DmlExecutionProvider"),
}  # fmt: skip
"""By kind of device, the one taken unasked first. TensorRT and its like compile for minutes at a new size of tile, so
they must be asked for; AMD's cards are `cuda` devices, as torch calls them."""


class Provider(NamedTuple):
    """A provider and its settings."""

    name: str
    settings: dict[str, Any]

    @property
    def on_cpu(self) -> bool:
        """Whether it computes in this process's own memory."""
        return self.name in _BY_KIND["cpu"] and not self.settings.get("device_type", "CPU").startswith("GPU")

    def chain(self) -> list[Any]:
        """Return what a session is given: operators that the provider lacks run on the CPU."""
        chain: list[Any] = [(self.name, self.settings)]
        if self.name.startswith(("Tensorrt", "NvTensorRT")):
            chain.append(("CUDAExecutionProvider", {"device_id": self.settings["device_id"]}))
        return chain if self.name == CPU else [*chain, (CPU, {})]


def choose(device: str, wish: str, available: Sequence[str]) -> Provider:
    """Return the provider for a device (`cpu`, `cuda:0`, `dml:1`, `coreml`) from those that the build offers.

    `wish` is a provider's name, whole or without `ExecutionProvider`, or `auto`. Raises `ValueRefused` for a device
    that the installed onnxruntime cannot use, and for a provider that it lacks or that is not for the device.
    """
    kind, _, number = device.partition(":")
    fitting = [name for name in _BY_KIND.get(kind, ()) if name in available]
    if not fitting:
        needed = " or ".join(_BY_KIND.get(kind, ())[:1]) or "a provider that is not known here"
        raise ValueRefused(
            f"The installed onnxruntime cannot run models on {device} (it lacks {needed}); install the build for it "
            "(onnxruntime-gpu, onnxruntime-directml, ...) or choose the device cpu."
        )
    if wish == "auto":
        return Provider(fitting[0], _settings(fitting[0], kind, int(number or 0)))
    named = {name.removesuffix("ExecutionProvider").lower(): name for name in fitting}
    name = named.get(wish.removesuffix("ExecutionProvider").lower())
    if name is None:
        raise ValueRefused(
            f"The installed onnxruntime has no provider {wish!r} for {device}{did_you_mean(wish, fitting)}; "
            f"choose auto or {' or '.join(fitting)}."
        )
    return Provider(name, _settings(name, kind, int(number or 0)))


def _settings(name: str, kind: str, number: int) -> dict[str, Any]:
    folder = cache_folder() / "onnxruntime"
    match name.removesuffix("ExecutionProvider"):
        case "CUDA" | "ROCM":
            # Grown by what is asked for, not by doubling, the arena leaves room for other models of the card.
            return (
                {
                    "device_id": number,
                    "arena_extend_strategy": "kSameAsRequested",
                    "cudnn_conv_algo_search": "HEURISTIC",
                    "use_tf32": 0,
                }
                if name.startswith("CUDA")
                else {"device_id": number, "arena_extend_strategy": "kSameAsRequested"}
            )
        case "Tensorrt" | "NvTensorRTRTX":
            engines = folder / "tensorrt"
            engines.mkdir(parents=True, exist_ok=True)
            return (
                {
                    "device_id": number,
                    "trt_engine_cache_enable": True,
                    "trt_engine_cache_path": str(engines),
                    "trt_timing_cache_enable": True,
                    "trt_timing_cache_path": str(engines),
                }
                if name.startswith("Tensorrt")
                else {"device_id": number, "nv_runtime_cache_path": str(engines)}
            )
        case "OpenVINO":
            return {"device_type": "CPU" if kind == "cpu" else f"GPU.{number}"}
        case "MIGraphX" | "Dml":
            return {"device_id": number}
        case "CoreML":
            programs = folder / "coreml"
            programs.mkdir(parents=True, exist_ok=True)
            return {"ModelFormat": "MLProgram", "ModelCacheDirectory": str(programs)}
    return {}
