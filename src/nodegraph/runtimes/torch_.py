"""The torch runtime: PyTorch models of every architecture that spandrel knows, on every device that torch knows.

Runs inside a worker process. Pictures stay in channels-last order from the arena through the network, which is how
they arrive and what convolutions run fastest in; a network that needs the other order is moved to it when it says so.
"""

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nodegraph.core.errors import DeviceFault, ModelRefused, RunError, ValueRefused
from nodegraph.core.facts import ModelFact
from nodegraph.runtimes import memory
from nodegraph.runtimes.base import TooBig
from nodegraph.runtimes.checkpoint import Weights, read_weights, variants
from nodegraph.runtimes.heap import give_freed_memory_back, keep_freed_memory
from nodegraph.runtimes.messages import MemoryReport
from nodegraph.runtimes.options import DEFAULT, Options
from nodegraph.runtimes.torch_import import import_spandrel

if TYPE_CHECKING:
    import torch

    from nodegraph.runtimes.base import Pixels

_NO_MEMORY = (
    "out of memory", "not enough memory", "can't allocate memory", "alloc_failed", "out_of_device_memory",
    "out_of_host_memory", "invalid buffer size", "storage size calculation overflowed", "int_max elements",
    "canuse32bitindexmath", "too large to be represented", "unable to allocate",
)  # fmt: skip
_WRONG_LAYOUT = ("view size is not compatible", "must be contiguous", "expected contiguous", "is_contiguous")


_USELESS = {
    "LaMa": "fills the holes of a mask (inpainting)",
    "GFPGAN": "repairs single cut-out faces",
    "RestoreFormer": "repairs single cut-out faces",
}
"""Architectures that cannot enlarge whole pictures, and what they do."""
_TRIPS = (
    KeyError, ValueError, TypeError, RuntimeError, IndexError, AttributeError, AssertionError, ArithmeticError,
)  # fmt: skip
"""What spandrel's code stumbles with over weights that it did not expect."""


class TorchRuntime:
    """One open model."""

    def __init__(self) -> None:
        """Nothing is open yet; torch is not imported."""
        self._descriptor: Any = None
        self._device: torch.device | None = None
        self._channels_last = True
        self._resting = 0

    def open(self, path: Path, device: str, precision: str, options: Options = DEFAULT) -> ModelFact:
        """Load the model and return its facts; see `Runtime.open`.

        Raises `ValueRefused` for a precision that the model cannot run in, `DeviceFault` for a device that fails.
        """
        spandrel = import_spandrel()
        import torch

        descriptor = _build(path, read_weights(path), spandrel)
        fact = _facts(path, descriptor)
        if precision not in fact.precisions:
            raise ValueRefused(
                f"{path.name} ({fact.architecture}) cannot run in {precision}; choose {' or '.join(fact.precisions)}."
            )
        kinds = {"fp32": torch.float32, "fp16": torch.float16, "bf16": torch.bfloat16}
        # "fp32" means it: without this, convolutions on recent NVIDIA cards round to ten bits.
        torch.backends.cudnn.allow_tf32 = False
        model = descriptor.model.eval().requires_grad_(False)
        try:
            self._device = torch.device(device)
            model.to(device=self._device, dtype=kinds[precision], memory_format=torch.channels_last)
        except (RuntimeError, AssertionError) as error:
            raise _device_fault(device, error) from error
        self._descriptor = descriptor
        if self._device.type == "cpu":
            keep_freed_memory()
        self._resting = memory.resident()
        return fact

    def run(self, tile: "Pixels") -> "Pixels | TooBig":
        """Return the model's output for one tile; see `Runtime.run`."""
        import torch

        assert self._device is not None, "run before open"
        try:
            self._forget_peak()
            return self._compute(tile)
        except (torch.OutOfMemoryError, MemoryError) as error:
            detail = str(error)
        except RuntimeError as error:
            detail = str(error)
            if self._channels_last and any(sign in detail for sign in _WRONG_LAYOUT):
                self._channels_last = False
                self._descriptor.model.to(memory_format=torch.contiguous_format)
                return self.run(tile)
            if not any(sign in detail.lower() for sign in _NO_MEMORY):
                raise _failure(self._device, tile.shape, self._descriptor, error) from error
        # Only here, with the error and its traceback gone, are the tensors it held free.
        if self._device.type != "cpu":
            getattr(torch, self._device.type).empty_cache()
        return TooBig(detail.splitlines()[0])

    def memory(self) -> MemoryReport:
        """Return the free bytes of the device, and what the last tile needed at its highest beyond the model itself."""
        import torch

        if self._device is None or self._device.type == "cpu":
            give_freed_memory_back()
            return MemoryReport(memory.free_memory(), max(0, memory.peak() - self._resting))
        if self._device.type == "mps":
            # Apple's driver keeps no peak.
            free = torch.mps.recommended_max_memory() - torch.mps.driver_allocated_memory()
            return MemoryReport(max(0, free), 0)
        backend: Any = getattr(torch, self._device.type)
        unused = backend.memory_reserved(self._device) - backend.memory_allocated(self._device)
        peak = backend.max_memory_allocated(self._device) - self._resting
        return MemoryReport(backend.mem_get_info(self._device)[0] + unused, max(0, peak))

    def close(self) -> None:
        """Give the model's memory back."""
        import torch

        self._descriptor = None
        if self._device is not None and self._device.type != "cpu":
            getattr(torch, self._device.type).empty_cache()
        else:
            give_freed_memory_back()

    def _forget_peak(self) -> None:
        import torch

        if self._device is not None and self._device.type in ("cuda", "xpu"):
            backend: Any = getattr(torch, self._device.type)
            backend.reset_peak_memory_stats(self._device)
            self._resting = backend.memory_allocated(self._device)

    def _compute(self, tile: "Pixels") -> "Pixels":
        import torch

        model = self._descriptor.model
        height, width = (side * self._descriptor.scale for side in tile.shape[:2])
        with torch.inference_mode():
            # A copy, because networks may work in place and the tile may be needed again.
            image = torch.from_numpy(tile).clone().permute(2, 0, 1).unsqueeze(0)
            image = image.to(device=self._device, dtype=next(model.parameters()).dtype)
            if not self._channels_last:
                image = image.contiguous()
            # spandrel's own call would pad (tiles are padded already) and clamp (what is checked afterwards).
            result = self._descriptor._call_fn(model, image)[0, :, :height, :width]
            return result.permute(1, 2, 0).to(device="cpu", dtype=torch.float32).contiguous().numpy()  # type: ignore[no-any-return]


def runtime() -> TorchRuntime:
    """Return a runtime with nothing open."""
    return TorchRuntime()


def _build(path: Path, weights: Weights, spandrel: Any) -> Any:
    """Return spandrel's descriptor. Raises `ModelRefused` for what is unknown or cannot enlarge pictures."""
    support, known = _recognize(path, weights, spandrel)
    name = support.architecture.name
    use = _USELESS.get(support.architecture.id)
    if use is not None:
        raise ModelRefused(
            f"{path} is a {name} model, which {use} and cannot enlarge a picture; "
            "choose an upscaling or restoration model."
        )
    try:
        descriptor = support.architecture.load(known)
    except _TRIPS as error:
        raise ModelRefused(
            f"{path} looks like a {name} model, but its weights do not fit ({_first_line(error)}); "
            "it is damaged or a variant that is not supported."
        ) from error
    if not isinstance(descriptor, spandrel.ImageModelDescriptor):
        raise ModelRefused(f"{path} is a {name} model, which needs a mask beside the picture; choose another model.")
    if name == "GRL" and {"w8df2", "s8x8"} <= set(descriptor.tags):
        _repair_grl(descriptor.model)
    return descriptor


def _recognize(path: Path, weights: Weights, spandrel: Any) -> tuple[Any, Weights]:
    """Return spandrel's entry for the architecture, and the weights under the names that it knows them by."""
    for candidate in variants(weights):
        for support in spandrel.MAIN_REGISTRY.architectures("detection"):
            try:
                found = support.detect(candidate)
            except _TRIPS:
                found = False  # Some detectors expect of every model what only their own has.
            if found:
                return support, candidate
    some = ", ".join(list(weights)[:3])
    raise ModelRefused(
        f"{path} holds a network that is not known here (its first weights are {some}); "
        "choose a model of an architecture that spandrel 0.4 supports, for example from openmodeldb.info."
    )


def _repair_grl(model: "torch.nn.Module") -> None:
    """Turn off the shifted stripes of APISR's GRL, which was trained without; spandrel builds every GRL with them."""
    for module in model.modules():
        if type(module).__name__ in ("EfficientMixAttnTransformerBlock", "AnchorStripeAttention"):
            module.stripe_shift = False  # type: ignore[assignment]


def _facts(path: Path, descriptor: Any) -> ModelFact:
    precisions = ["fp32"]
    precisions += ["fp16"] if descriptor.supports_half else []
    precisions += ["bf16"] if descriptor.supports_bfloat16 else []
    grid = _grid(descriptor)
    return ModelFact(
        path=str(path),
        name=path.stem,
        architecture=descriptor.architecture.name,
        runtime="torch",
        scale=descriptor.scale,
        in_channels=descriptor.input_channels,
        out_channels=descriptor.output_channels,
        parameters=sum(parameter.numel() for parameter in descriptor.model.parameters()),
        multiple_of=grid,
        minimum=max(1, -(-descriptor.size_requirements.minimum // grid) * grid),
        precisions=tuple(precisions),
        tags=tuple(descriptor.tags),
    )


def _grid(descriptor: Any) -> int:
    """Return what tiles must be aligned to: the windows of attention, the strides of a U-Net.

    spandrel's size requirements say it for some architectures only; the others pad inside, by the attributes read here.
    """
    steps = {descriptor.size_requirements.multiple_of}
    for attribute in ("window_size", "split_size", "patch_sizes", "pad_size", "padder_size"):
        value = getattr(descriptor.model, attribute, None)
        value = value if value is not None else descriptor.model.__dict__.get("hyperparameters", {}).get(attribute)
        steps |= {step for step in (value if isinstance(value, tuple | list) else (value,)) if isinstance(step, int)}
    if descriptor.architecture.id == "SCUNet":
        steps.add(64)
    grid = math.lcm(*(step for step in steps if step > 0))
    # Windows that share no common measure cannot all be kept; the largest matters most.
    return grid if grid <= 128 else max(steps)


def _failure(device: "torch.device", shape: tuple[int, ...], descriptor: Any, error: RuntimeError) -> RunError:
    if device.type != "cpu":
        return _device_fault(str(device), error)
    return RunError(
        f"The {descriptor.architecture.name} model failed on a tile of {shape[1]}x{shape[0]} pixels "
        f"({_first_line(error)}); try another tile size or model."
    )


def _device_fault(device: str, error: BaseException) -> DeviceFault:
    return DeviceFault(f"The device {device} failed ({_first_line(error)}); try --device cpu, or restart the computer.")


def _first_line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0][:200]
