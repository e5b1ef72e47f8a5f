"""One task in a process of its own, watched: it ends in time, within its memory, or when the person stops.

The process hears its parent's end as all children do, and ends what it started itself.
"""

import queue
import threading
import time
from typing import Any

from nodegraph.core import context, errors
from nodegraph.core.child import Child, start
from nodegraph.core.errors import ConversionFailed, MemoryShort, Stopped
from nodegraph.core.peer import BadFrame
from nodegraph.runtimes import memory
from nodegraph.runtimes.convert.tasks import Failed, Made, Make, Reply

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
    stop = context.current.get().stop
    limit = int(memory.free_memory() * _MEMORY_FRACTION)
    child: Child[Reply] = start("nodegraph.runtimes.convert.maker", Reply)
    try:
        replies = _listen(child)
        child.peer.send(task)
        while True:
            try:
                reply = replies.get(timeout=_POLL)
                break
            except queue.Empty:
                if stop.is_set():
                    raise Stopped("Stopped.") from None
                if time.monotonic() > deadline:
                    raise ConversionFailed(
                        "it took longer than the time allowed; give `nodegraph convert` more --minutes, "
                        "or take another form"
                    ) from None
                if _used(child.pid) > limit:
                    raise MemoryShort(
                        f"The conversion takes more than {limit >> 20} MB, all that is to spare."
                    ) from None
        match reply:
            case Made():
                return
            case Failed(kind, sentence):
                raise getattr(errors, kind, errors.RunError)(sentence)
            case None:
                child.wait(_GOODBYE)
                raise ConversionFailed(f"the process that did it {child.ending()}")
    except BrokenPipeError:
        child.wait(_GOODBYE)
        raise ConversionFailed(f"the process that did it {child.ending()}") from None
    finally:
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
