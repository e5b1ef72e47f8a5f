"""One task in a process of its own, watched: it ends in time, within its memory, or when the person stops.

The process hears its parent's end as all children do, and ends what it started itself.
"""

import queue
import threading
import time
from contextlib import suppress
from functools import partial
from typing import Any

from nodegraph.core import context, errors
from nodegraph.core.child import Child, at_last, start
from nodegraph.core.errors import ConversionFailed, MemoryShort, Stopped
from nodegraph.core.peer import BadFrame
from nodegraph.runtimes import memory
from nodegraph.runtimes.convert.tasks import Failed, Make, Reply

_POLL = 0.1
_MEMORY_FRACTION = 0.75
"""Part of the free memory that a conversion may take, with what it starts."""
_GOODBYE = 1.0
"""Seconds in which the process ends what it has started, before it is killed."""


def make(task: Make, deadline: float) -> None:
    """Have the task done by `deadline` (of `time.monotonic`).

    Raises `Stopped`, `ConversionFailed` for a process that crashes, hangs or cannot do it, `MemoryShort`, and what the
    task itself raises (`ModelRefused`, `StorageFull`, ...).
    """
    child: Child[Reply] = start("nodegraph.runtimes.convert.maker", Reply)
    with at_last(partial(_let_go, child)):
        try:
            reply = _answer(child, task, deadline)
        except BrokenPipeError:
            reply = None
        match reply:
            case Failed(kind, sentence):
                raise getattr(errors, kind, errors.RunError)(sentence)
            case None:
                child.wait(_GOODBYE)
                raise ConversionFailed(f"the process that did it {child.ending()}")


def _answer(child: Child[Reply], task: Make, deadline: float) -> Reply | None:
    stop = context.current.get().stop
    limit = int(memory.free_memory() * _MEMORY_FRACTION)
    replies = _listen(child)
    child.peer.send(task)
    while True:
        with suppress(queue.Empty):
            return replies.get(timeout=_POLL)
        if stop.is_set():
            raise Stopped("Stopped.")
        if time.monotonic() > deadline:
            raise ConversionFailed(
                "it took longer than the time allowed; give `nodegraph convert` more --minutes, or take another form"
            )
        if _used(child.pid) > limit:
            raise MemoryShort(f"The conversion takes more than {limit >> 20} MB, all that is to spare.")


def _let_go(child: Child[Reply]) -> None:
    child.peer.hang_up()
    if child.wait(_GOODBYE) is None:
        child.kill()


def _listen(child: Child[Reply]) -> "queue.SimpleQueue[Reply | None]":
    """Return where the reply arrives; `None` where the process ends without one."""
    replies: queue.SimpleQueue[Reply | None] = queue.SimpleQueue()

    def listen() -> None:
        try:
            while (reply := child.peer.receive()) is not None:
                replies.put(reply)
        except BadFrame:
            child.kill()
        finally:
            replies.put(None)
            child.peer.close()

    threading.Thread(target=listen, name=f"conversion {child.pid}", daemon=True).start()
    return replies


def _used(pid: int) -> int:
    """Return the bytes of memory that a process and what it started hold."""
    import psutil

    total = 0
    try:
        process = psutil.Process(pid)
        for one in (process, *process.children(recursive=True)):
            total += _resident(one)
    except psutil.NoSuchProcess:
        return total  # It has just ended; the listener sees that.
    return total


def _resident(process: Any) -> int:
    return int(process.memory_info().rss)
