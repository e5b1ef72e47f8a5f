"""Models that run in processes which may die: opens them, sends them tiles, starts workers again.

There is one worker per (runtime, device), started when it is first needed and kept warm until the
pool is closed. When it dies, a new one is started, the model opened there again and the tile sent
again; a tile that a worker died of three times is given up with `ChildDied`. Tiles that only waited
behind it are not counted. A device fault is the runtime's answer and raised as it is; because a
driver may be in any state after it, that worker is not used again.
"""

import atexit
import math
import os
import stat
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from nodegraph.core import child, context, errors
from nodegraph.core.errors import ChildDied, DeviceFault, FileRefused, RunError, Stopped
from nodegraph.core.facts import ModelFact
from nodegraph.runtimes import messages
from nodegraph.runtimes.arena import Block, Storage
from nodegraph.runtimes.base import TooBig
from nodegraph.runtimes.link import GRACE, Died, Link, Ticket, thread_limits
from nodegraph.runtimes.messages import DeviceFact, MemoryReport

if TYPE_CHECKING:
    from nodegraph.runtimes.base import Pixels

_ATTEMPTS = 3
_OPENINGS = 2
_UNBLAMED = 10
_CLOSED = "The workers were ended; nothing can run in them any more."
_PAGE = 4096
_SMALL = 64 << 20
"""Bytes of a slot up to which three are used: one computed, one waiting, one read. Above, two."""


class Lane:
    """The place of one (runtime, device): its worker, replaced when dead."""

    def __init__(self, storage: Storage, nice: int, device: str) -> None:
        """No worker is started yet."""
        self._storage = storage
        self._nice = nice
        self._device = device
        self._lock = threading.Lock()
        self._link: Link | None = None
        self._closed = False

    def link(self) -> Link:
        """Return the living worker, started if need be."""
        with self._lock:
            if self._closed:
                raise RunError(_CLOSED)
            if self._link is None or self._link.dead:
                self._link = Link(self._storage, self._nice, thread_limits(self._device))
            return self._link

    def pid(self) -> int | None:
        """Return the living worker's process id."""
        with self._lock:
            return None if self._link is None or self._link.dead else self._link.pid

    def close(self) -> None:
        """End the worker for good."""
        with self._lock:
            self._closed = True
            if self._link is not None:
                self._link.close()


class Pool:
    """The workers of this process. Thread-safe; tiles of several threads take turns."""

    def __init__(self, *, nice: int = 0, memory_fraction: float = 0.75) -> None:
        """`nice` over 0 lowers the workers' priority. `memory_fraction`: what of the free memory opening a model
        may take."""
        self._closed = False
        self._nice = nice
        self._memory_fraction = memory_fraction
        self._lock = threading.Lock()
        self._storage = Storage()
        self._lanes: dict[tuple[str, str], Lane] = {}
        self._numbers: dict[tuple[str, str, str, str, int, int], int] = {}

    def open(self, path: Path, *, runtime: str, device: str, precision: str) -> "OpenModel":
        """Open a model file in the worker of (runtime, device).

        `runtime` is a module of this package (`torch_`, `toy`). Raises `FileRefused` for what is no
        regular file, `ModelRefused` with the runtime's sentence, `ChildDied` when workers die of it.
        """
        path = path.absolute()
        try:
            status = path.stat()
        except OSError as error:
            raise FileRefused(f"The model {path} cannot be opened: {error.strerror}.") from error
        if not stat.S_ISREG(status.st_mode):
            raise FileRefused(f"The model {path} is no file; name the model file itself.")
        key = (runtime, device, precision, str(path), status.st_size, status.st_mtime_ns)
        with self._lock:
            number = self._numbers.setdefault(key, len(self._numbers) + 1)
        request = messages.Open(0, number, str(path), runtime, device, precision, self._memory_fraction)
        return OpenModel(self._lane(runtime, device), request)

    def warm(self, runtime: str, device: str) -> None:
        """Start the worker and its imports ahead of need; returns at once."""
        self._lane(runtime, device).link().ask(lambda number: messages.Prepare(number, runtime))

    def devices(self, module: str) -> list[DeviceFact]:
        """Return what `devices()` of a module of this package finds, asked in a process of its own.

        Raises `RunError` with the reason, `ChildDied`.
        """
        link = Link(self._storage, self._nice, thread_limits(""))
        try:
            match link.ask(lambda number: messages.AskDevices(number, module)).wait():
                case messages.Devices(_, devices):
                    return devices
                case Died(_, ending):
                    raise ChildDied(f"The process that looks for devices {ending}.")
                case reply:
                    raise _failure(reply)
        finally:
            link.close()

    def workers(self) -> list[int]:
        """Return the process ids of the living workers."""
        with self._lock:
            return [pid for lane in self._lanes.values() if (pid := lane.pid()) is not None]

    def close(self) -> None:
        """Kill all workers and remove the arenas. This pool and its models raise `RunError` afterwards."""
        with self._lock:
            self._closed = True
            for lane in self._lanes.values():
                lane.close()
            self._storage.remove()

    def _lane(self, runtime: str, device: str) -> Lane:
        with self._lock:
            if self._closed:
                raise RunError(_CLOSED)
            lane = self._lanes.get((runtime, device))
            if lane is None:
                lane = self._lanes[runtime, device] = Lane(self._storage, self._nice, device)
            return lane


class _Job:
    """One tile of a stream on its way through workers."""

    def __init__(self, tile: "Pixels") -> None:
        self.source = tile
        """The tile, or, once sent, its copy in an arena, which outlives the worker."""
        self.shape = (tile.shape[0], tile.shape[1], tile.shape[2])
        self.size = math.prod(self.shape) * 4
        self.output_at = -(-self.size // _PAGE) * _PAGE
        self.ticket: Ticket | None = None
        self.block: Block | None = None
        self.deaths = 0
        self.bystander = 0


class OpenModel:
    """A model that is open in a worker, and opened again when that worker is replaced."""

    def __init__(self, lane: Lane, request: messages.Open) -> None:
        """Made by `Pool.open`."""
        self.device = request.device
        self.precision = request.precision
        self._lane = lane
        self._request = request
        self._home: Link | None = None
        self._growth = 0.0
        self.fact: ModelFact = self._at_home()[1]

    def run(self, tile: "Pixels") -> "Pixels | TooBig":
        """Return the model's output for one tile, `(H, W, C)` float32; the result is the caller's.

        Raises `DeviceFault`, `RunError` with the runtime's sentence, `ChildDied`, `StorageFull`, `Stopped`.
        """
        for result in self.stream([tile]):
            return result if isinstance(result, TooBig) else result.copy()
        raise AssertionError("a stream of one tile has one result")

    def stream(self, tiles: "Iterable[Pixels]") -> "Iterator[Pixels | TooBig]":
        """Yield the model's output for each tile, in order; raises like `run`.

        Copying overlaps computing: up to two tiles are taken ahead. An array yielded is a view that
        holds its values until the next one is asked for. A tile is copied when it is taken.
        """
        source = iter(tiles)
        waiting: deque[_Job] = deque()
        held: _Job | None = None

        def take_ahead() -> None:
            while len(waiting) < 2 and (tile := next(source, None)) is not None:
                waiting.append(_Job(tile))
                self._send(waiting[-1])

        try:
            while True:
                context.checkpoint()
                take_ahead()
                if not waiting:
                    return
                result = self._result(waiting[0])
                held = waiting.popleft()
                if held.block is not None and held.block.size <= _SMALL:
                    take_ahead()
                yield result
                _give_back(held)
                held = None
        except Stopped:
            deadline = time.monotonic() + GRACE
            for job in waiting:
                if job.ticket is not None:
                    job.ticket.finish_by(deadline)
            raise
        finally:
            for job in waiting:
                _give_back(job)
            if held is not None:
                _give_back(held)

    def memory(self) -> MemoryReport:
        """Return the free bytes of the device now, and the peak of the last tile, as the worker measures them."""
        for _ in range(_ATTEMPTS):
            link, _fact = self._at_home()
            ticket = link.ask(lambda number: messages.AskMemory(number, self._request.model))
            match ticket.wait():
                case messages.Memory(_, report):
                    return report
                case Died(_, ending):
                    last = ending
                case reply:
                    raise _failure(reply)
        raise ChildDied(f"The worker that was asked for its memory {last}.")

    def _result(self, job: _Job) -> "Pixels | TooBig":
        """Wait for the job's result, sending it again as often as allowed."""
        while True:
            assert job.ticket is not None
            assert job.block is not None
            match job.ticket.wait():
                case messages.Done(_, shape):
                    return job.block.array(job.output_at, shape)
                case messages.TooLarge(_, detail):
                    return TooBig(detail)
                case messages.NoRoom(_, shape):
                    self._growth = max(self._growth, math.prod(shape) * 4 / job.size)
                    self._send(job)
                case Died(blamed, ending):
                    job.deaths += blamed
                    job.bystander += not blamed
                    if job.deaths >= _ATTEMPTS or job.bystander >= _UNBLAMED:
                        raise ChildDied(
                            f"The worker process {ending}, {job.deaths} times on the same tile of {job.shape[1]}x"
                            f"{job.shape[0]} pixels with {self._name}; try a smaller tile or another device."
                        )
                    self._send(job)
                case reply:
                    error = _failure(reply)
                    if isinstance(error, DeviceFault):
                        job.ticket.link.kill()
                    raise error

    def _send(self, job: _Job) -> None:
        """Copy the tile into a slot of the living worker, and ask for its result."""
        link, fact = self._at_home()
        growth = (fact.scale or 1) ** 2 * (fact.out_channels or job.shape[2]) / job.shape[2]
        room = math.ceil(job.size * max(growth, self._growth))
        slot, job.block = link.take_slot(job.output_at + room)
        tile = job.block.array(0, job.shape)
        np.copyto(tile, job.source)
        job.source = tile
        _give_back(job)
        block, model, shape, start = job.block, self._request.model, job.shape, job.output_at
        job.ticket = link.ask(
            lambda number: messages.Run(number, model, slot.number, str(block.path), block.size, shape, start), slot
        )

    @property
    def _name(self) -> str:
        return Path(self._request.path).name

    def _at_home(self) -> tuple[Link, ModelFact]:
        """Return the living worker, in which this model is open."""
        deaths = 0
        while True:
            link = self._lane.link()
            if link is self._home:
                return link, self.fact
            ticket = link.ask(lambda number: msgspec.structs.replace(self._request, id=number))
            match ticket.wait():
                case messages.Opened(_, fact):
                    if self._home is not None and fact != self.fact:
                        raise RunError(f"The model {self._request.path} was changed while it was in use; run again.")
                    self._home = link
                    return link, fact
                case Died(_, ending):
                    deaths += 1
                    if deaths >= _OPENINGS:
                        raise ChildDied(
                            f"The worker process {ending} while it opened {self._request.path}, {deaths} times; "
                            "the file may be broken, or the memory too small."
                        )
                case reply:
                    raise _failure(reply)


def _give_back(job: _Job) -> None:
    if job.ticket is not None:
        job.ticket.link.give_back(job.ticket)


def _failure(reply: messages.Reply) -> errors.NodegraphError:
    """Return the error that a `Failed` stands for."""
    assert isinstance(reply, messages.Failed), reply
    kind = getattr(errors, reply.kind, RunError)
    error: errors.NodegraphError = kind(reply.sentence)
    return error


_shared: tuple[int, Pool] | None = None
_sharing = threading.Lock()


def shared() -> Pool:
    """Return this process's one pool, made on the first call and closed when the process ends."""
    global _shared
    with _sharing:
        # A forked process has its parent's pool in memory, but neither its threads nor its workers.
        if _shared is None or _shared[0] != os.getpid():
            pool = Pool()
            _shared = (os.getpid(), pool)
            atexit.register(pool.close)
            child.at_end(pool.close)
        return _shared[1]
