"""What torch says when it fails, sorted: no memory, a layout it cannot take, a device that is broken."""

from typing import TYPE_CHECKING

from nodegraph.core.errors import DeviceFault, RunError

if TYPE_CHECKING:
    import torch

_NO_MEMORY = (
    "out of memory", "not enough memory", "can't allocate memory", "alloc_failed", "out_of_device_memory",
    "out_of_host_memory", "invalid buffer size", "storage size calculation overflowed", "int_max elements",
    "canuse32bitindexmath", "too large to be represented", "unable to allocate",
)  # fmt: skip
_WRONG_LAYOUT = ("view size is not compatible", "must be contiguous", "expected contiguous", "is_contiguous")


def is_no_memory(detail: str) -> bool:
    """Return whether an error's text says that memory is lacking."""
    return any(sign in detail.lower() for sign in _NO_MEMORY)


def is_wrong_layout(detail: str) -> bool:
    """Return whether an error's text says that the network cannot take channels-last tensors."""
    return any(sign in detail for sign in _WRONG_LAYOUT)


def failure(device: "torch.device", shape: tuple[int, ...], architecture: str, error: Exception) -> RunError:
    """Return what a failure on a tile of that shape, other than lack of memory, means."""
    if device.type != "cpu":
        return device_fault(str(device), error)
    return RunError(
        f"The {architecture} model failed on a tile of {shape[-2]}x{shape[-3]} pixels "
        f"({first_line(error)}); try another tile size or model."
    )


def device_fault(device: str, error: BaseException) -> DeviceFault:
    """Return the fault of a device."""
    return DeviceFault(f"The device {device} failed ({first_line(error)}); try --device cpu, or restart the computer.")


def first_line(error: BaseException) -> str:
    """Return the beginning of an error's text; of a heading and a list, the first thing in the list."""
    lines = (str(error).strip() or type(error).__name__).splitlines()
    return (lines[1] if lines[0].endswith(":") and len(lines) > 1 else lines[0]).strip().rstrip(".")[:200]
