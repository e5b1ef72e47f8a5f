"""What devices torch sees here. Imported in a worker of its own: asking a driver may take seconds, or the process."""

import torch

from nodegraph.runtimes.messages import DeviceFact


def devices() -> list[DeviceFact]:
    """Return the accelerators that torch can use, named as torch names them; the CPU is not among them."""
    return [*_cuda(), *_xpu(), *_mps()]


def _cuda() -> list[DeviceFact]:
    found = []
    for index in range(torch.cuda.device_count() if torch.cuda.is_available() else 0):
        free, total = torch.cuda.mem_get_info(index)
        with torch.cuda.device(index):
            brain = torch.cuda.is_bf16_supported(including_emulation=False)
        precisions = ("fp32", "fp16", "bf16") if brain else ("fp32", "fp16")
        found.append(DeviceFact(f"cuda:{index}", torch.cuda.get_device_name(index), total, free, precisions))
    return found


def _xpu() -> list[DeviceFact]:
    found = []
    for index in range(torch.xpu.device_count() if torch.xpu.is_available() else 0):
        free, total = torch.xpu.mem_get_info(index)
        title = torch.xpu.get_device_name(index)
        found.append(DeviceFact(f"xpu:{index}", title, total, free, ("fp32", "fp16", "bf16")))
    return found


def _mps() -> list[DeviceFact]:
    if not torch.backends.mps.is_available():
        return []
    total = torch.mps.recommended_max_memory()
    free = max(0, total - torch.mps.driver_allocated_memory())
    return [DeviceFact("mps", "Apple GPU", total, free, ("fp32", "fp16"))]
