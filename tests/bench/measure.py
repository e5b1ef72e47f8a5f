"""Measures a command: seconds, and the peak over time of the sum of PSS over all its processes plus tmpfs."""

import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import NamedTuple

import psutil

SHARED_MEMORY = Path("/dev/shm")
PERIOD = 0.05
"""Seconds between two samples. A peak shorter than this can be missed; large arrays live longer."""


class Measured(NamedTuple):
    seconds: float
    mebibytes: float
    """Peak of PSS of the whole process tree, plus what grew in tmpfs but is mapped by nobody."""


def run(command: list[str], **options: object) -> Measured:
    """Run a command to its end and measure it. Raises `CalledProcessError` when it fails."""
    began = time.perf_counter()
    process = subprocess.Popen(command, **options)  # type: ignore[call-overload]  # options are Popen's own
    peak = 0
    while process.poll() is None:
        peak = max(peak, tree_memory(process.pid))
        time.sleep(PERIOD)
    seconds = time.perf_counter() - began
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Measured(seconds, peak / 2**20)


class Sampler:
    """Samples this process and its children while a `with` block runs; `peak` is in bytes."""

    def __enter__(self) -> "Sampler":
        self.peak = 0
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)
        self._thread.start()
        return self

    def _sample(self) -> None:
        while not self._end.wait(PERIOD):
            self.peak = max(self.peak, tree_memory(psutil.Process().pid))

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()


def tree_memory(pid: int) -> int:
    """Return the bytes of PSS of a process and all below it. A mapped tmpfs page counts once, as PSS does."""
    try:
        root = psutil.Process(pid)
        processes = [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return 0
    total = 0
    for process in processes:
        try:
            total += process.memory_full_info().pss
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return total


def table(header: tuple[str, ...], rows: list[tuple[object, ...]]) -> str:
    """Return rows as an aligned table."""
    cells = [header, *[tuple(f"{c:.3g}" if isinstance(c, float) else str(c) for c in row) for row in rows]]
    widths = [max(len(row[i]) for row in cells) for i in range(len(header))]
    return "\n".join("  ".join(c.rjust(w) for c, w in zip(row, widths, strict=True)) for row in cells)


if __name__ == "__main__":
    result = run(sys.argv[1:])
    print(f"{result.seconds:.2f} s, {result.mebibytes:.0f} MiB")
