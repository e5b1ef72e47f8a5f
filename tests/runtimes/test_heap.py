"""Freed memory stays with the process where that is asked for, and goes back where that is."""

import platform
import subprocess
import sys

import pytest

_SCRIPT = """
import resource
import numpy as np
from nodegraph.runtimes import heap, memory

def faults():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(10):
        np.ones(40 << 20, np.uint8)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

faults()
plain = faults()
heap.keep_freed_memory()
faults()
kept = faults()
held = memory.resident()
heap.give_freed_memory_back()
print(plain, kept, held - memory.resident())
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc fetches large blocks anew each time")
def test_memory_is_fetched_once_and_given_back_when_asked() -> None:
    answer = subprocess.run([sys.executable, "-c", _SCRIPT], capture_output=True, text=True, check=True)
    plain, kept, returned = map(int, answer.stdout.split())
    assert kept < plain / 10
    assert returned > 30 << 20
