"""Tells whether the machine was left alone while something was timed: times taken beside other work mislead."""

import os
import time
from collections.abc import Iterable

_MOST_FOREIGN = 0.25
"""Share of all cores that others may take; one busy core of two makes ncnn look three times as slow as it is."""


class Watch:
    """Watches the processor from now on."""

    def __init__(self, pids: Iterable[int]) -> None:
        """`pids` are the processes whose work is being timed."""
        self._pids = (os.getpid(), *pids)
        self._began = time.monotonic()
        self._all, self._ours = _busy(), self._own()

    def quiet(self) -> bool:
        """Return whether other processes took little of the processor since."""
        elapsed = time.monotonic() - self._began
        foreign = (_busy() - self._all) - (self._own() - self._ours)
        return foreign <= _MOST_FOREIGN * elapsed * (os.cpu_count() or 1)

    def _own(self) -> float:
        import psutil

        total = 0.0
        for pid in self._pids:
            try:
                used = psutil.Process(pid).cpu_times()
            except psutil.Error:
                continue  # It has died, and what it was timed for with it.
            total += used.user + used.system
        return total


def _busy() -> float:
    """Return the seconds that all cores together have worked since the machine was started."""
    import psutil

    times = psutil.cpu_times()
    return float(sum(times) - times.idle - getattr(times, "iowait", 0.0))
