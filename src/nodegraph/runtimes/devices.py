"""The devices of this machine, and which one a wish means.

Accelerators are found by torch in a worker, so that torch never enters this process; the answer is
remembered in the cache folder until torch, the driver or the devices' files change. The CPU is
described from here.
"""

import hashlib
import importlib.metadata
import os
import platform
import sys
from pathlib import Path

import msgspec

from nodegraph.core import context
from nodegraph.core.errors import RunError, ValueRefused, did_you_mean
from nodegraph.core.places import cache_folder
from nodegraph.runtimes import pool
from nodegraph.runtimes.frameworks import Framework
from nodegraph.runtimes.memory import free_memory
from nodegraph.runtimes.messages import DeviceFact

_KINDS = ("cuda", "xpu", "mps", "vulkan", "dml", "coreml", "cpu")
"""From the best to the last resort."""
_FILES = ("nvidia*", "nvhost-ctrl", "dri/renderD*", "kfd", "dxg", "accel/accel*")
"""What Linux has in /dev where a driver of an accelerator is loaded."""
_VARIABLES = ("CUDA_VISIBLE_DEVICES", "HIP_VISIBLE_DEVICES", "ROCR_VISIBLE_DEVICES", "ZE_AFFINITY_MASK")


def list_devices(*, fresh: bool = False) -> list[DeviceFact]:
    """Return all devices, the best first, the CPU last.

    The CPU's free memory is of now, an accelerator's of when it was asked; `fresh` asks again. Where
    torch cannot be used the CPU is alone, and a note says why.
    """
    devices = [*_accelerators(fresh), _cpu()]
    return sorted(devices, key=lambda device: (_KINDS.index(device.name.partition(":")[0]), -device.total))


def choose_device(wish: str, framework: Framework) -> str:
    """Return the name of the device that is meant: `auto` is the framework's best one, `cuda` the best of its kind.

    Raises `ValueRefused`, with the names there are, for a device that is not here or that the framework cannot use.
    """
    # The CPU is always here: nobody has to be asked.
    if wish == "cpu" or framework.devices == ("cpu",):
        return "cpu"
    kind = wish.partition(":")[0]
    if kind in _KINDS and kind not in framework.devices:
        raise ValueRefused(
            f"The runtime {framework.name} cannot use {wish}; choose auto or one of {', '.join(framework.devices)}."
        )
    return pick(wish, [device for device in list_devices() if device.name.partition(":")[0] in framework.devices])


def pick(wish: str, devices: list[DeviceFact]) -> str:
    """Return the name of the first of `devices`, best first, that suits the wish. Raises `ValueRefused`."""
    for device in devices:
        if wish in ("auto", device.name, device.name.partition(":")[0]):
            return device.name
    names = [device.name for device in devices]
    raise ValueRefused(
        f"There is no device {wish!r} here{did_you_mean(wish, names)}; there are: auto, {', '.join(names)}."
    )


def _accelerators(fresh: bool) -> list[DeviceFact]:
    traces = _traces()
    if traces is None:
        return []
    name = hashlib.sha256("\n".join(traces).encode()).hexdigest()[:16]
    remembered = cache_folder() / "devices" / f"{name}.msgpack"
    known = None if fresh else _recall(remembered)
    if known is not None:
        return known
    try:
        found = pool.shared().devices("torch_devices")
    except RunError as error:
        context.note(f"Only the CPU can be used: {error}")
        return []
    remembered.parent.mkdir(exist_ok=True)
    part = remembered.with_suffix(f".{os.getpid()}.part")
    part.write_bytes(msgspec.msgpack.encode(found))
    part.replace(remembered)
    return found


def _recall(file: Path) -> list[DeviceFact] | None:
    try:
        return msgspec.msgpack.decode(file.read_bytes(), type=list[DeviceFact])
    except (OSError, msgspec.MsgspecError):
        return None  # Never written, or by another version.


def _traces() -> list[str] | None:
    """Return all that the list of accelerators depends on, or `None` where there can be none."""
    try:
        torch = importlib.metadata.version("torch")
    except importlib.metadata.PackageNotFoundError:
        return None
    files: list[str] = []
    if sys.platform == "linux":
        files = [str(file) for pattern in _FILES for file in sorted(Path("/dev").glob(pattern))]
        if not files or torch.endswith("+cpu"):
            return None
    driver = Path("/proc/driver/nvidia/version")
    version = driver.read_text() if driver.is_file() else ""
    return [torch, platform.platform(), version, *files, *(os.environ.get(name, "") for name in _VARIABLES)]


def _cpu() -> DeviceFact:
    import psutil

    title = platform.processor()
    information = Path("/proc/cpuinfo")
    if information.is_file():
        names = [line for line in information.read_text().splitlines() if line.startswith("model name")]
        title = names[0].partition(":")[2].strip() if names else title
    return DeviceFact(
        "cpu", title or platform.machine(), psutil.virtual_memory().total, free_memory(), ("fp32", "bf16")
    )
