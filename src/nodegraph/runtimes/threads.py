"""How many threads a model computes with on the CPU."""

import os
from typing import Literal

_MOST = 4
"""So many times the processors a wish may ask for; more threads only wait."""


def thread_count(wish: int | Literal["auto", "half"]) -> int:
    """Return what `Options.threads` means here: `auto` is every processor that this process may use."""
    there = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if wish == "half":
        return max(1, there // 2)
    return min(max(1, wish), _MOST * there) if isinstance(wish, int) else there
