"""How many threads a model computes with on the CPU."""

import os
from typing import Literal

_MOST = 4
"""So many times the processors a wish may ask for; more threads only wait."""


def thread_count(wish: int | Literal["auto", "half"], own: int = 0) -> int:
    """Return what `Options.threads` means here: `auto` is every processor that this process may use.

    Where a framework has a number of its `own` (torch knows cores from their threads and heeds OMP_NUM_THREADS), `auto`
    is that.
    """
    there = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if isinstance(wish, int):
        return min(max(1, wish), _MOST * there)
    return max(1, (own or there) // (2 if wish == "half" else 1))
