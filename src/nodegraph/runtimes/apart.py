"""Calls functions in a process that may die: what a library does to it costs one sentence, not the run.

One process is started when it is first needed, kept for the calls after that, and replaced when it has died.
"""

import queue
import threading
import time
from typing import Any

from nodegraph.core import context
from nodegraph.core.child import Child, start
from nodegraph.core.errors import ChildDied, RunError, Stopped
from nodegraph.core.peer import BadFrame
from nodegraph.runtimes.apart_messages import Call, Failed, Reply, Returned

_POLL = 0.1
_lock = threading.Lock()
_children: list["_Served"] = []


class _Served:
    """The child, and where its replies arrive; `None` when it has ended."""

    def __init__(self) -> None:
        self.child: Child[Reply] = start("nodegraph.runtimes.apart_child", Reply)
        self.replies: queue.SimpleQueue[Reply | None] = queue.SimpleQueue()
        threading.Thread(target=self._listen, name=f"replies of {self.child.pid}", daemon=True).start()

    def _listen(self) -> None:
        try:
            while (reply := self.child.peer.receive()) is not None:
                self.replies.put(reply)
        except BadFrame:
            self.child.kill()
        finally:
            self.replies.put(None)
            self.child.peer.close()


def apart(module: str, function: str, seconds: float = 60.0, **arguments: Any) -> Any:
    """Return what `function` of `module` returns for these arguments in another process of this program.

    Arguments and result are numbers, texts, bytes, and lists and dictionaries of them, of at most 64 MiB; larger things
    go through files. One call is made at a time. Raises `RunError` with what the function said, `ChildDied` where the
    process crashed or took more than `seconds`, `Stopped` when the person asked to stop.
    """
    deadline = time.monotonic() + seconds
    stop = context.current.get().stop
    while not _lock.acquire(timeout=_POLL):
        if stop.is_set():
            raise Stopped("Stopped.")
    try:
        if not _children or not _children[0].child.alive:
            _children[:] = [_Served()]
        served = _children[0]
        try:
            served.child.peer.send(Call(module, function, arguments))
            reply = _answer(served, deadline, stop)
        except BrokenPipeError:
            reply = None
        match reply:
            case Returned(value):
                return value
            case Failed(sentence):
                raise RunError(sentence)
            case None:
                served.child.wait(1)
                raise ChildDied(f"the process that did it {served.child.ending()}")
    finally:
        _lock.release()


def close() -> None:
    """End the process, where there is one; the next call starts another."""
    with _lock:
        for served in _children:
            served.child.kill()
        _children.clear()


def _answer(served: _Served, deadline: float, stop: threading.Event) -> Reply | None:
    while True:
        try:
            return served.replies.get(timeout=_POLL)
        except queue.Empty:
            if stop.is_set():
                served.child.kill()
                raise Stopped("Stopped.") from None
            if time.monotonic() > deadline:
                served.child.kill()
                raise ChildDied("it took longer than the time allowed") from None
