"""The Vulkan instance of a worker process: there while models use it, and destroyed after the last of them.

Only destroying it gives the card's memory back, and it must not happen while a network lives.
"""

import gc

from nodegraph.core.errors import DeviceFault, ValueRefused
from nodegraph.runtimes import memory
from nodegraph.runtimes.ncnn_log import Overheard

SOFTWARE = 3
"""What ncnn calls the type of a Vulkan device that computes on the CPU."""


class Vulkan:
    """This process's Vulkan instance, while models use it."""

    def __init__(self) -> None:
        self._users = 0
        self._overheard: Overheard | None = None

    def hold(self, device: str) -> None:
        """Make the instance for one more model. Raises `ValueRefused` for a card that is not there."""
        import ncnn

        if self._overheard is None:
            self._overheard = Overheard()
        if self._users == 0 and ncnn.create_gpu_instance() != 0:
            raise DeviceFault(
                f"Vulkan cannot be used here, so there is no {device}; install a driver or use --device cpu."
            )
        count = ncnn.get_gpu_count()
        number = device.partition(":")[2]
        if not (number.isdigit() and int(number) < count):
            if self._users == 0:
                ncnn.destroy_gpu_instance()
            there = ", ".join(f"vulkan:{index}" for index in range(count)) or "none"
            raise ValueRefused(f"There is no device {device} here; Vulkan has {there}.")
        self._users += 1

    def let_go(self, *, failed: bool = False) -> None:
        """Take one model less into account; with the last one the instance and all of its memory go.

        After a model that `failed` to open it stays until the next one goes: the error still holds the network.
        """
        import ncnn

        self._users -= 1
        if self._users == 0 and not failed:
            gc.collect()  # No network may outlive the instance.
            ncnn.destroy_gpu_instance()

    def overheard(self) -> Overheard:
        """Return what listens to the driver's complaints."""
        assert self._overheard is not None, "overheard before hold"
        return self._overheard

    @staticmethod
    def free(index: int) -> int:
        """Return the bytes that Vulkan grants this process on the card; on a software device what the system has."""
        import ncnn

        granted = int(ncnn.get_gpu_device(index).get_heap_budget()) << 20
        return min(granted, memory.free_memory()) if ncnn.get_gpu_info(index).type() == SOFTWARE else granted


the_instance = Vulkan()
