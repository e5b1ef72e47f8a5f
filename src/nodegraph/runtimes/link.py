"""One living worker process as the pool sees it: requests out, replies to whoever waits for them.

Any thread may ask. A worker answers in order, so when it dies the oldest unanswered request is the
one it died of: its ticket is settled with `Died(blamed=True)`, all others with `blamed=False`.

A link owns slots, numbered places for one tile and its result each. A slot's block is kept and
used again, and replaced by a larger one where it is too small.
"""

import os
import threading
import time
from collections.abc import Callable
from typing import NamedTuple

from nodegraph.core import context, errors
from nodegraph.core.child import Child, start
from nodegraph.core.errors import Stopped
from nodegraph.core.peer import BadFrame
from nodegraph.core.spawn import WORKER
from nodegraph.runtimes import messages
from nodegraph.runtimes.arena import Block, Storage

_LARGE = 256 << 20
"""A block over this size is given back when its tile is done, not kept."""


class Died(NamedTuple):
    """The worker ended before it answered."""

    blamed: bool
    """Whether this request was the one it worked on."""
    ending: str
    """How it ended, in words."""


class Slot:
    """A place for one tile and its result."""

    def __init__(self, number: int) -> None:
        """A slot without room."""
        self.number = number
        self.block: Block | None = None


class Ticket:
    """A request on its way."""

    def __init__(self, link: "Link", slot: Slot | None) -> None:
        """Made by `Link.ask`."""
        self.link = link
        self._settled = threading.Event()
        self._reply: messages.Reply | Died | None = None
        self.slot = slot
        self.abandoned = False

    def settle(self, reply: messages.Reply | Died) -> None:
        """Wake who waits."""
        self._reply = reply
        self._settled.set()

    @property
    def settled(self) -> bool:
        """Whether the reply is there."""
        return self._settled.is_set()

    @property
    def lost(self) -> bool:
        """Whether the worker ended before it answered."""
        return isinstance(self._reply, Died)

    def finish_by(self, deadline: float) -> None:
        """Wait for the reply until `deadline` (of `time.monotonic`), then kill the worker."""
        if not self._settled.wait(max(0.0, deadline - time.monotonic())):
            self.link.kill()

    def wait(self) -> messages.Reply | Died:
        """Return the reply. Raises `Stopped` as soon as the person stops; the request is then still on its way."""
        stop = context.current.get().stop
        while not self._settled.wait(0.05):
            if stop.is_set():
                raise Stopped("Stopped.")
        assert self._reply is not None
        return self._reply

    def wait_politely(self) -> messages.Reply | Died:
        """Like `wait`, but after a stop the worker has the run's grace to reply, or is killed, before `Stopped`."""
        try:
            return self.wait()
        except Stopped:
            self.finish_by(time.monotonic() + context.current.get().grace)
            raise


class Link:
    """A worker process and everything on its way to it."""

    def __init__(self, storage: Storage, nice: int, environment: dict[str, str]) -> None:
        """Start the worker; returns before it is up."""
        self._storage = storage
        self._child: Child[messages.Reply] = start(WORKER, messages.Reply, nice=nice, environment=environment)
        self.pid = self._child.pid
        self.dead = False
        self._killed = False
        self._lock = threading.Lock()
        self._asked = 0
        self._pending: dict[int, Ticket] = {}
        self._slots = 0
        self._free: list[Slot] = []
        self._listener = threading.Thread(target=self._listen, name=f"worker {self.pid}", daemon=True)
        self._listener.start()

    @property
    def ending(self) -> str:
        """How the worker ended by itself, in words; empty while it lives, and where we have ended it."""
        return self._child.ending() if self.dead and not self._killed else ""

    def ask(self, request: Callable[[int], messages.Request], slot: Slot | None = None) -> Ticket:
        """Send a request, made from its number; it may use `slot`. Never fails: see `Died`."""
        ticket = Ticket(self, slot)
        with self._lock:
            if self.dead:
                ticket.settle(Died(False, self._child.ending()))
                return ticket
            self._asked += 1
            self._pending[self._asked] = ticket
            try:
                self._child.peer.send(request(self._asked))
            except BrokenPipeError:
                return ticket  # The listener sees the end too, and settles what is pending.
        return ticket

    def take_slot(self, size: int) -> tuple[Slot, Block]:
        """Return a free slot and its block of at least `size` bytes. Raises `StorageFull`."""
        with self._lock:
            fitting = [s for s in self._free if s.block is not None and s.block.size >= size]
            if fitting:
                slot = min(fitting, key=lambda s: s.block.size if s.block is not None else 0)
                self._free.remove(slot)
            elif self._free:
                slot = self._free.pop()
            else:
                self._slots += 1
                slot = Slot(self._slots)
        block = slot.block
        if block is None or block.size < size:
            slot.block = None  # What is mapped now is let go before as much is asked for again.
            try:
                block = slot.block = self._storage.block(size)
            except BaseException:
                with self._lock:
                    self._free.append(slot)
                raise
        return slot, block

    def give_back(self, ticket: Ticket) -> None:
        """Let others have the ticket's slot, as soon as the worker is done with it."""
        with self._lock:
            if ticket.settled:
                self._release(ticket)
            else:
                ticket.abandoned = True

    def failure(self, reply: messages.Reply) -> errors.NodegraphError:
        """Return the error that a `Failed` stands for; after a device fault the worker is ended."""
        assert isinstance(reply, messages.Failed), reply
        kind = getattr(errors, reply.kind, errors.RunError)
        error: errors.NodegraphError = kind(reply.sentence)
        if isinstance(error, errors.DeviceFault):
            self.kill()
        return error

    def kill(self) -> None:
        """End the worker; nobody is blamed."""
        with self._lock:
            self.dead = self._killed = True
        self._child.kill()

    def close(self) -> None:
        """End the worker and wait until everything it had is given back."""
        self.kill()
        self._listener.join()

    def _release(self, ticket: Ticket) -> None:
        slot, ticket.slot = ticket.slot, None
        if slot is None:
            return
        self._free.append(slot)
        if slot.block is not None and slot.block.size > _LARGE and not self.dead:
            slot.block = None
            self._asked += 1
            self._pending[self._asked] = Ticket(self, None)
            try:
                self._child.peer.send(messages.Release(self._asked, slot.number))
            except BrokenPipeError:
                return  # The listener tidies up.

    def _listen(self) -> None:
        peer = self._child.peer
        try:
            while (reply := peer.receive()) is not None:
                with self._lock:
                    self._settle(self._pending.pop(reply.id), reply)
        except BadFrame:
            self._child.kill()
        finally:
            # Whatever happened, nobody may wait for a worker that is not listened to.
            self._bury()

    def _bury(self) -> None:
        if self._child.wait(2) is None:
            self._child.kill()
        ending = self._child.ending()
        with self._lock:
            blamed = not self._killed
            for ticket in self._pending.values():
                self._settle(ticket, Died(blamed, ending))
                blamed = False
            self._pending.clear()
            # Last, so that whoever sees it finds all tickets settled.
            self.dead = True
        self._child.peer.close()

    def _settle(self, ticket: Ticket, reply: messages.Reply | Died) -> None:
        if ticket.slot is not None and ticket.slot.block is not None:
            ticket.slot.block.unlink()  # Both sides have it open by now, or one of them is gone.
        ticket.settle(reply)
        if ticket.abandoned:
            self._release(ticket)


def thread_limits(device: str) -> dict[str, str]:
    """Return the environment that keeps libraries in a worker from starting threads they do not need.

    A model on the CPU has all cores; one on another device needs a few to feed it. What the person has set stays.
    """
    if device == "cpu" or "OMP_NUM_THREADS" in os.environ:
        return {}
    return {"OMP_NUM_THREADS": str(min(4, os.cpu_count() or 1))}
