"""A process that may die: how it is started, how it talks, and how it ends with the one that started it.

The child is a fresh interpreter, `python -P -m nodegraph.core.begin MODULE` (a frozen program: its
own executable with `--child MODULE`, which must then call `begin.main(MODULE)`). It shares nothing with
its parent but three pipes:

- stdin brings messages and is the life line: a daemon thread blocks on it and ends the process at
  end of file, so no child outlives its parent, however that one ended. (Limits: a process forked
  from the parent without exec holds the line open until it ends too; C code that holds the
  interpreter's lock delays the end until it lets go.)
- stdout carries messages back. The child moves both away from descriptors 0 and 1 first, so that C
  code that prints writes into stderr, and C code that reads finds an empty file.
- stderr is kept by the parent as last lines.

MODULE has `REQUESTS`, the union of messages it takes, and `serve(peer)`, which it stays in.
"""

import importlib
import os
import queue
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

import msgspec

from nodegraph.core import spawn
from nodegraph.core.peer import BadFrame, Peer

_KEPT_LINES = 100
_LINE_LENGTH = 1000
_ENDING_TIME = 0.5
_Received = TypeVar("_Received")


class Child(Generic[_Received]):
    """A running child process, seen from its parent. Made by `start`."""

    def __init__(self, process: subprocess.Popen[bytes], message_type: Any) -> None:
        """Take over the process's three pipes."""
        assert process.stdin is not None
        assert process.stdout is not None
        self.pid = process.pid
        # A duplicate belongs to the peer alone, so nobody closes a descriptor under its feet.
        self.peer: Peer[_Received] = Peer(os.dup(process.stdout.fileno()), os.dup(process.stdin.fileno()), message_type)
        process.stdin.close()
        process.stdout.close()
        self._process = process
        self._lines: deque[str] = deque(maxlen=_KEPT_LINES)
        self._drain = threading.Thread(target=self._keep_lines, name=f"stderr of {self.pid}", daemon=True)
        self._drain.start()

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def kill(self) -> None:
        """End the process at once and wait until the system has let go of it; harmless afterwards."""
        self._process.kill()
        self._process.wait()

    def wait(self, timeout: float | None = None) -> int | None:
        """Return the exit code (negative: the signal that killed it), or `None` after `timeout` seconds."""
        try:
            return self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            return None

    def last_lines(self) -> list[str]:
        """Return what the process wrote to stderr and stdout lately, oldest line first."""
        if not self.alive:
            self._drain.join(0.5)
        return list(self._lines)

    def ending(self) -> str:
        """Return in words how the process ended: `was killed by SIGSEGV: <its last line>`."""
        code = self._process.poll()
        if code is None:
            return "still runs"
        if code < 0:
            try:
                how = f"was killed by {signal.Signals(-code).name}"
            except ValueError:
                how = f"was killed by signal {-code}"
        else:
            how = f"ended with exit code {code if code < 1 << 16 else hex(code)}"
        lines = [line.strip() for line in self.last_lines() if line.strip()]
        return f"{how}: {lines[-1][:300]}" if lines else how

    def _keep_lines(self) -> None:
        stderr = self._process.stderr
        assert stderr is not None
        with stderr:
            while line := stderr.readline(_LINE_LENGTH):
                self._lines.append(line.decode("utf-8", "replace").rstrip("\r\n"))


def start(module: str, message_type: Any, *, nice: int = 0, environment: dict[str, str] | None = None) -> Child[Any]:
    """Start a process that serves `module`, and return it without waiting for it.

    `message_type` is the union of what the child says. `nice` over 0 lowers its priority to
    that, if this process's is not lower. `environment` is added to this process's before the child imports anything.
    """
    return Child(spawn.spawn(module, nice=nice, environment=environment), message_type)


# ---- the child's own side ----

_endings: dict[object, Callable[[], object]] = {}
_ends = threading.Event()


def at_end(action: Callable[[], object]) -> None:
    """Have a child call `action`, twice, when its parent is gone, before it ends; all actions get 0.5 s together."""
    _endings[object()] = action


@contextmanager
def at_last(action: Callable[[], object]) -> Iterator[None]:
    """Call `action` when the block ends and, like `at_end`, when a child's parent is gone before.

    Once it is gone no block begins any more: its thread waits for the end of the process.
    """
    name = object()
    _endings[name] = action
    if _ends.is_set():
        threading.Event().wait()
    try:
        yield
    finally:
        del _endings[name]
        action()


class _Served(Peer[Any]):
    """The child's peer: frames come through the thread that also watches for the parent's end."""

    def __init__(self, reader: int, writer: int) -> None:
        super().__init__(reader, writer, Any)
        self._inbox: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._next: bytes | None = None

    def expect(self, message_type: Any) -> None:
        """Say what may arrive; before the first `receive`."""
        self._decoder = msgspec.msgpack.Decoder(message_type)

    def arrives(self, seconds: float) -> bool:
        """Return whether a message is there that `receive` would return at once, or comes within that time."""
        if self._next is None:
            try:
                self._next = self._inbox.get(timeout=seconds)
            except queue.Empty:
                return False
        return True

    def receive(self) -> Any:
        """Return the next message; never `None`, for when the parent is gone the process ends. Raises `BadFrame`."""
        frame, self._next = self._next, None
        return self._decode(self._inbox.get() if frame is None else frame)

    def watch(self) -> None:
        """Fill the inbox until the parent is gone, then end this process."""
        code = 0
        try:
            while (frame := self._frame()) is not None:
                self._inbox.put(frame)
        except BadFrame as error:
            print(error, file=sys.stderr, flush=True)
            code = 1
        finally:
            _end(code)


def _end(code: int) -> None:
    watchdog = threading.Timer(_ENDING_TIME, os._exit, (code,))
    watchdog.daemon = True
    watchdog.start()
    _ends.set()
    try:
        # Twice, for other threads and processes may write meanwhile what the first round takes away.
        for _ in range(2):
            for action in tuple(_endings.values()):
                action()
        spawn.dismiss()
    finally:
        os._exit(code)


def main(module: str) -> None:
    """Serve the module over this process's stdin and stdout; the whole life of a child process after `core.begin`."""
    reader, writer = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    peer = _Served(reader, writer)
    # The watch begins before the import, which can take seconds: the parent may end meanwhile.
    threading.Thread(target=peer.watch, name="parent", daemon=True).start()
    served = importlib.import_module(module)
    peer.expect(served.REQUESTS)
    served.serve(peer)
    _end(0)
