"""Waits for what another thread or process does: looks again and again, and gives up with a sentence."""

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import psutil

Found = TypeVar("Found")
PATIENCE = 50.0
"""Seconds; a machine that is busy with other things takes its time."""


def _rest() -> None:
    time.sleep(0.01)


def until(
    look: Callable[[], Found],
    seconds: float = PATIENCE,
    otherwise: object = "It never came to this.",
    rest: Callable[[], object] = _rest,
) -> Found:
    """Return what `look` returns, as soon as it is true; `rest` is called between two looks.

    Fails with `otherwise`, as it reads then, when `seconds` have passed.
    """
    end = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < end, otherwise
        rest()
    return found


def is_gone(pid: int) -> bool:
    """Return whether a process has ended, also where its parent has not yet asked how."""
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


@contextmanager
def begun(command: list[Any], **options: Any) -> Iterator["subprocess.Popen[Any]"]:
    """Start a process that lives no longer than the block.

    A `Popen` alone, left because of a failure, waits without end for a process that nobody has told to go.
    """
    with subprocess.Popen(command, **options) as process:
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
