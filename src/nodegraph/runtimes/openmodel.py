"""A model that is open in a worker: tiles go in, results come out, whatever becomes of the worker.

When it dies, a new one is started, the model opened there again and the tile sent again; a tile
that a worker died of three times is given up with `ChildDied`. Tiles that only waited behind it are
not counted. A device fault is the runtime's answer and raised as it is; because a driver may be in
any state after it, that worker is not used again.
"""

import math
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from nodegraph.core import context
from nodegraph.core.errors import ChildDied
from nodegraph.core.facts import ModelFact
from nodegraph.runtimes import messages
from nodegraph.runtimes.arena import Block
from nodegraph.runtimes.base import TooBig
from nodegraph.runtimes.batches import in_batches
from nodegraph.runtimes.link import Died, Link, Ticket
from nodegraph.runtimes.messages import MemoryReport
from nodegraph.runtimes.tiles import round_up

if TYPE_CHECKING:
    from nodegraph.runtimes.base import Pixels

_ATTEMPTS = 3
"""Deaths of a worker on one tile until the tile is given up."""
_OPENINGS = 2
"""Deaths while opening until the model is given up."""
_UNBLAMED = 10
"""Deaths that a tile lives through without being blamed, in case workers die before they read anything."""
_PAGE = 4096
_SMALL = 64 << 20
"""Bytes of a slot up to which three are used: one computed, one waiting, one read. Above, two."""


class _Job:
    """One tile of a stream on its way through workers."""

    def __init__(self, tile: "Pixels") -> None:
        self.source = tile
        """The tile, or, once sent, its copy in an arena, which outlives the worker."""
        self.shape = tile.shape
        self.size = math.prod(self.shape) * 4
        self.output_at = round_up(self.size, _PAGE)
        self.ticket: Ticket | None = None
        self.block: Block | None = None
        self.deaths = 0
        self.bystander = 0

    @property
    def lost(self) -> bool:
        """Whether it has to be sent again."""
        return self.ticket is not None and self.ticket.lost


class OpenModel:
    """A model that is open in a worker, and opened again when that worker is replaced."""

    def __init__(self, living: Callable[[], Link], request: messages.Open) -> None:
        """Made by `Pool.open`."""
        self.device = request.device
        self.precision = request.precision
        self.batch = request.options.batch
        """How many equal tiles of a stream are computed together."""
        self._living = living
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

    def stream(self, tiles: "Iterable[Pixels]") -> "Generator[Pixels | TooBig]":
        """Yield the model's output for each tile, in order; raises like `run`.

        Copying overlaps computing: up to two tiles are taken ahead. A tile is copied when it is taken.
        An array yielded is a view that holds its values until the next one is asked for. After a
        stop, also one that the reader notices first, tiles on their way have the run's grace to finish;
        then the worker is killed.
        """
        return self._stream(tiles) if self.batch == 1 else in_batches(self._stream, tiles, self.batch)

    def _stream(self, tiles: "Iterable[Pixels]") -> "Generator[Pixels | TooBig]":
        """Do as `stream` for tiles, or stacks of equal ones, `(N, H, W, C)`."""
        stop = context.current.get().stop
        source = iter(tiles)
        waiting: deque[_Job] = deque()
        held: _Job | None = None

        def take_ahead() -> None:
            # Tiles that a dead worker lost go to the new one before others do.
            while len(waiting) < 2 and not any(job.lost for job in waiting):
                tile = next(source, None)
                if tile is None:
                    return
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
        finally:
            if stop.is_set():
                deadline = time.monotonic() + context.current.get().grace
                for job in waiting:
                    if job.ticket is not None:
                        job.ticket.finish_by(deadline)
            for job in waiting:
                _give_back(job)
            if held is not None:
                _give_back(held)

    def memory(self) -> MemoryReport:
        """Return the free bytes of the device now, and the peak of the last tile, as the worker measures them."""
        for _ in range(_ATTEMPTS):
            link, _fact = self._at_home()
            ticket = link.ask(lambda number: messages.AskMemory(number, self._request.model))
            match ticket.wait_politely():
                case messages.Memory(_, report):
                    return report
                case Died(_, ending):
                    last = ending
                case reply:
                    raise link.failure(reply)
        raise ChildDied(f"The worker that was asked for its memory {last}.")

    def _result(self, job: _Job) -> "Pixels | TooBig":
        """Wait for the job's result, sending it again as often as allowed."""
        while True:
            assert job.ticket is not None
            assert job.block is not None
            match job.ticket.wait():
                case messages.Done(_, shape, remark):
                    if remark:
                        context.note(remark)
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
                            f"The worker process {ending}, {job.deaths} times on the same tile of {job.shape[-2]}x"
                            f"{job.shape[-3]} pixels with {self._name}; try a smaller tile or another device."
                        )
                    self._send(job)
                case reply:
                    raise job.ticket.link.failure(reply)

    def _send(self, job: _Job) -> None:
        """Copy the tile into a slot of the living worker, and ask for its result."""
        link, fact = self._at_home()
        growth = (fact.scale or 1) ** 2 * (fact.out_channels or job.shape[-1]) / job.shape[-1]
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
            link = self._living()
            if link is self._home:
                return link, self.fact
            if self._home is not None and self._home.ending:
                # Told once, also where several deaths in a row are of the same kind.
                context.warn(f"The worker process {self._home.ending}; another one went on where it was.")
            ticket = link.ask(lambda number: msgspec.structs.replace(self._request, id=number))
            match ticket.wait_politely():
                case messages.Opened(_, fact):
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
                    raise link.failure(reply)


def _give_back(job: _Job) -> None:
    if job.ticket is not None:
        job.ticket.link.give_back(job.ticket)
