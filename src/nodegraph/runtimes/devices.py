"""The devices of this machine, and which one a wish means.

Accelerators are found by torch and by ncnn (Vulkan) in workers, so that neither enters this process; their answers are
remembered in the cache folder until they, the driver or the devices' files change. The CPU is described from here.
"""

import hashlib
import os
import platform
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import msgspec

from nodegraph.core import context
from nodegraph.core.errors import RunError, ValueRefused, did_you_mean
from nodegraph.core.installed import version_of
from nodegraph.core.places import cache_folder
from nodegraph.runtimes import pool
from nodegraph.runtimes.drivers import driver_versions
from nodegraph.runtimes.frameworks import FRAMEWORKS, Framework
from nodegraph.runtimes.memory import free_memory
from nodegraph.runtimes.messages import DeviceFact

_KINDS = ("cuda", "xpu", "mps", "vulkan", "dml", "coreml", "cpu")
"""From the best to the last resort."""
_FILES = ("nvidia*", "nvhost-ctrl", "dri/renderD*", "kfd", "dxg", "accel/accel*")
"""What Linux has in /dev where a driver of an accelerator is loaded."""
_VARIABLES = ("CUDA_VISIBLE_DEVICES", "HIP_VISIBLE_DEVICES", "ROCR_VISIBLE_DEVICES", "ZE_AFFINITY_MASK")
_VULKAN_VARIABLES = ("VK_ICD_FILENAMES", "VK_DRIVER_FILES", "VK_ADD_DRIVER_FILES", "MESA_VK_DEVICE_SELECT")
_VULKAN_PLACES = ("/etc", "/usr/local/etc", "/usr/local/share", "/usr/share")
"""Where Linux keeps the descriptions of Vulkan's drivers, in `vulkan/icd.d`."""


def list_devices(kinds: tuple[str, ...] = _KINDS, *, fresh: bool = False) -> list[DeviceFact]:
    """Return all devices of these kinds, the best first; after the CPU come only those that pretend to be a card.

    The CPU's free memory is of now, an accelerator's of when it was asked; `fresh` asks again. Where
    an accelerator cannot be asked it is left out, and a note says why.
    """
    sources = [source for source in _SOURCES if set(source.kinds) & set(kinds)]
    devices = [*(device for source in sources for device in _found_by(source, fresh)), _cpu()]

    def rank(device: DeviceFact) -> tuple[bool, int, int]:
        return device.software, _KINDS.index(_kind(device.name)), -device.total

    return sorted((device for device in devices if _kind(device.name) in kinds), key=rank)


def accelerators_in_use() -> list[DeviceFact]:
    """Return the accelerators that models are open on in this process, with the memory that is free on them now."""
    free = pool.shared().free()
    found = {device.name: device for device in list_devices()} if free else {}
    return [msgspec.structs.replace(found[name], free=left) for name, left in free.items() if name in found]


def choose_device(wish: str, framework: Framework) -> str:
    """Return the name of the device that is meant: `auto` is the framework's best one, `cuda` the best of its kind.

    Raises `ValueRefused`, with the names there are, for a device that is not here or that the framework cannot use.
    """
    # The CPU is always here: nobody has to be asked.
    if wish == "cpu" or framework.devices == ("cpu",):
        return "cpu"
    if wish == "auto" and sys.platform == "linux" and not _device_files():
        return "cpu"  # Also without asking what drivers could pretend.
    kind = _kind(wish)
    if kind in _KINDS and kind not in framework.devices:
        raise ValueRefused(
            f"The runtime {framework.name} cannot use {wish}; choose auto or one of {', '.join(framework.devices)}."
        )
    return pick(wish, list_devices(framework.devices))


def pick(wish: str, devices: list[DeviceFact]) -> str:
    """Return the name of the first of `devices`, best first, that suits the wish. Raises `ValueRefused`."""
    for device in devices:
        if wish in ("auto", device.name, _kind(device.name)):
            return device.name
    names = [device.name for device in devices]
    raise ValueRefused(
        f"There is no device {wish!r} here{did_you_mean(wish, names)}; there are: auto, {', '.join(names)}."
    )


def _kind(name: str) -> str:
    return name.partition(":")[0]


def _found_by(source: "_Source", fresh: bool) -> list[DeviceFact]:
    traces = source.traces()
    if traces is None:
        return []
    name = hashlib.sha256("\n".join((source.module, *traces)).encode()).hexdigest()[:16]
    remembered = cache_folder() / "devices" / f"{name}.msgpack"
    known = None if fresh else _recall(remembered)
    if known is not None:
        return known
    try:
        found = pool.shared().devices(source.module)
    except RunError as error:
        context.note(f"{source.title} cannot be used: {error}")
        return []
    try:
        remembered.parent.mkdir(exist_ok=True)
        part = remembered.with_suffix(f".{os.getpid()}.part")
        part.write_bytes(msgspec.msgpack.encode(found))
        part.replace(remembered)
    except OSError:
        return found  # A cache that cannot be written costs asking again.
    return found


def _recall(file: Path) -> list[DeviceFact] | None:
    try:
        return msgspec.msgpack.decode(file.read_bytes(), type=list[DeviceFact])
    except (OSError, msgspec.MsgspecError):
        return None  # Never written, or by another version.


class _Source(NamedTuple):
    """A module of this package whose `devices()` finds accelerators, asked in a worker."""

    module: str
    kinds: tuple[str, ...]
    traces: Callable[[], list[str] | None]
    """Tells all that its answer depends on, or `None` where there can be no such device."""
    title: str


def _torch_traces() -> list[str] | None:
    torch = version_of("torch")
    if torch is None:
        return None
    files = _device_files()
    if sys.platform == "linux" and (not files or torch.endswith("+cpu")):
        return None
    wishes = (os.environ.get(name, "") for name in _VARIABLES)
    return [torch, platform.platform(), *driver_versions(), *files, *wishes]


def _vulkan_traces() -> list[str] | None:
    ncnn = version_of("ncnn")
    if ncnn is None:
        return None
    wishes = [os.environ.get(name, "") for name in _VULKAN_VARIABLES]
    drivers: list[str] = []
    if sys.platform == "linux":
        homes = [os.environ.get("XDG_DATA_HOME") or os.path.expanduser("~/.local/share"), *_VULKAN_PLACES]
        files = [file for home in homes for file in sorted(Path(home, "vulkan", "icd.d").glob("*.json"))]
        if not files and not any(wishes):
            return None
        drivers = [f"{file} {file.stat().st_mtime_ns}" for file in files if file.is_file()]
    return [ncnn, platform.platform(), *driver_versions(), *drivers, *_device_files(), *wishes]


def _onnx_traces() -> list[str] | None:
    onnx = FRAMEWORKS["onnx"]
    if not {"dml", "coreml"} & set(onnx.devices):
        return None
    return [onnx.versions, platform.platform(), *driver_versions()]


def _device_files() -> list[str]:
    """Return what Linux shows of accelerators; empty on other systems."""
    if sys.platform != "linux":
        return []
    return [str(file) for pattern in _FILES for file in sorted(Path("/dev").glob(pattern))]


_SOURCES = (
    _Source("torch_devices", ("cuda", "xpu", "mps"), _torch_traces, "The graphics card"),
    _Source("ncnn_devices", ("vulkan",), _vulkan_traces, "Vulkan"),
    _Source("onnx_devices", ("dml", "coreml"), _onnx_traces, "onnxruntime's graphics card"),
)


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
