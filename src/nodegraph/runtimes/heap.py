"""Letting the C library keep what is freed, so that a network's next layer need not fetch it from the system anew.

glibc maps every large block freshly and unmaps it when it is freed; the system then clears page after page of what the
next layer maps. That is 40 % of the processor time of a small network (Compact x4 on two cores, 1024x1024: 14.4 s of
processor time against 8.9). Elsewhere than on glibc these functions do nothing.
"""

import ctypes
import sys
from functools import cache

_TRIM_THRESHOLD, _MMAP_MAX = -1, -4
"""Parameters of `mallopt`, from glibc's malloc.h."""
_KEPT = 512 << 20
"""Bytes that may lie free; a worker that waits for work holds at most so much in vain."""


def keep_freed_memory() -> None:
    """Have large blocks taken from the heap, and the heap shrink only when much of it is free."""
    library = _glibc()
    if library is not None:
        library.mallopt(_MMAP_MAX, 0)
        library.mallopt(_TRIM_THRESHOLD, _KEPT)


def give_freed_memory_back() -> None:
    """Return to the system what lies free in the heap."""
    library = _glibc()
    if library is not None:
        library.malloc_trim(0)


@cache
def _glibc() -> ctypes.CDLL | None:
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None)
    return library if hasattr(library, "mallopt") and hasattr(library, "malloc_trim") else None
