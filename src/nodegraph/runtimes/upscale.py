"""One picture through one model, tile by tile.

Tiles stream through the worker while the one before is written. What can go wrong with a tile stays with that tile: one
too big for the memory is halved, again and again, until it fits; one whose output cannot be believed is done once more
in full precision. A card that fails gets smaller tiles, twice, each time in a new worker: what a driver gives up on may
be the length of the work. Then, and for any other device at once, the fault is raised: the caller may have another way.
"""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from typing import NamedTuple

import numpy as np

from nodegraph.core import context
from nodegraph.core.errors import DeviceFault, MemoryShort, RunError
from nodegraph.runtimes import arena
from nodegraph.runtimes.adapt import (
    Alpha,
    Array,
    Encoding,
    Floats,
    Plane,
    feed,
    fit,
    hide_bleeding,
    interpolate,
    planes,
    restore_hidden,
)
from nodegraph.runtimes.base import TooBig
from nodegraph.runtimes.budget import Seat, remember_refusal
from nodegraph.runtimes.checks import alarm
from nodegraph.runtimes.tiles import Frame, Shape, Tile

_GIVE_UP_AFTER = 4
"""So many tiles in a row that cannot be believed, and the rest is done in full precision from the start."""
_FAULTS = 2
"""So many failures of a card on one picture are answered by smaller tiles."""
_STRIP = 64

Allocate = Callable[[tuple[int, ...], np.dtype[np.generic]], Array]


class Job(NamedTuple):
    """One tile in one pass of the model."""

    tile: Tile
    plane: Plane


class Enlargement:
    """The run of one picture; `result()` does it."""

    def __init__(
        self,
        pixels: Array,
        seat: Seat,
        shape: Shape,
        *,
        context_needed: Callable[[], int],
        in_full_precision: Callable[[], Seat],
        alpha: Alpha = "model",
        linear: bool = False,
        wrap: bool = False,
        allocate: Allocate = arena.allocate,
    ) -> None:
        """Plan the run.

        `pixels` are `(H, W, C)`, see `adapt`. `shape` says how tiles are cut. `context_needed` tells how far the model
        sees, asked for only when a tile must be halved; `in_full_precision` opens the same model in fp32, asked for
        only when an output cannot be believed.
        """
        fact = seat.model.fact
        height, width, channels = pixels.shape
        self._seat, self._shape, self._scale = seat, shape, fact.scale or 1
        self._context_needed, self._in_full_precision = context_needed, in_full_precision
        self._frame = Frame(height, width, shape, wrap=wrap)
        has_alpha = channels == 4 and alpha != "drop"
        # One alpha everywhere needs no model.
        self._one_alpha = has_alpha and bool(pixels[:, :, 3].min() == pixels[:, :, 3].max())
        model_alpha: Alpha = "scale" if self._one_alpha else alpha
        self._planes = planes(channels, fact.in_channels or 3, fact.out_channels or 3, model_alpha)
        self._scales_alpha = has_alpha and model_alpha == "scale"
        self._colors = Encoding.of(pixels[:, :, :3], linear=linear)
        self._alpha = Encoding.of(pixels[:, :, 3:], linear=False) if channels == 4 else self._colors
        self._pixels = pixels
        self._source = hide_bleeding(pixels) if channels == 4 else pixels
        size = (height * self._scale, width * self._scale, channels if has_alpha or channels < 4 else 3)
        self._result = allocate(size, np.dtype(np.uint16 if self._colors.integer else np.float32))

        self._queue = deque(Job(tile, plane) for tile in self._frame.tiles() for plane in self._planes)
        self._doubtful: list[Job] = []
        self._written: dict[tuple[int, ...], list[Tile]] = {plane.take: [] for plane in self._planes}
        self._done, self._total = 0, height * width * len(self._planes)
        self._believed = self._flat = self._halved = self._faults = 0
        self._largest_good, self._smallest_refused = 0, 0

    def result(self) -> Array:
        """Return the enlarged picture, `(H * scale, W * scale, C)`.

        Reports progress by tile. Raises `MemoryShort` where not even a small tile fits, `RunError` for an output that
        stays wrong, `DeviceFault`, `ChildDied`, `Stopped`.
        """
        context.progress(0)
        while self._queue:
            if self._is_failing():
                self._seat = self._in_full_precision()
            try:
                self._stream()
            except DeviceFault as fault:
                self._make_smaller(fault)
        self._do_doubtful()
        if self._source is not self._pixels and self._result.shape[2] == 4:
            for row in range(0, self._pixels.shape[0], _STRIP):
                strip = self._result[row * self._scale : (row + _STRIP) * self._scale]
                restore_hidden(strip, self._pixels[row : row + _STRIP], self._scale)
                arena.release_pages(strip)
        self._tell()
        return self._result

    def _stream(self) -> None:
        """Send what is queued through the model, until the queue is empty or the model is given up."""
        sent: deque[Job] = deque()

        def tiles() -> Iterator[Floats]:
            while self._queue:
                job = self._queue.popleft()
                if self._is_hopeless(job):
                    self._queue.extendleft(reversed(self._halves(job)))
                    continue
                sent.append(job)
                yield self._feed(job)

        # Closed in any case, so that what is in flight is given back at once and not when an error is forgotten.
        with closing(self._seat.model.stream(tiles())) as answers, self._sent_again(sent):
            for answer in answers:
                job = sent.popleft()
                if isinstance(answer, TooBig):
                    self._note_refusal(job)
                    self._queue.extendleft(reversed(self._halves(job)))
                elif alarm(self._supplied(job, answer), partial(self._feed, job)):
                    self._doubtful.append(job)
                    if self._is_failing() and self._seat.model.precision != "fp32":
                        self._queue.extendleft(reversed(sent))
                        return
                else:
                    self._believed += 1
                    self._largest_good = max(self._largest_good, job.tile.seen)
                    self._write(job, answer)

    @contextmanager
    def _sent_again(self, sent: deque[Job]) -> Iterator[None]:
        """Queue what was sent and not answered once more when the device fails, the tile it failed on first."""
        try:
            yield
        except DeviceFault:
            self._queue.extendleft(reversed(sent))
            raise

    def _make_smaller(self, fault: DeviceFault) -> None:
        """Halve the tile that the card failed on. Raises the fault where that helped before and does no longer."""
        self._faults += 1
        if self._faults > _FAULTS or self._seat.model.device == "cpu":
            raise fault
        try:
            self._queue.extendleft(reversed(self._halves(self._queue.popleft())))
        except MemoryShort:
            raise fault from None

    def _do_doubtful(self) -> None:
        """Do once more in full precision what could not be believed; what that confirms is accepted."""
        waiting = deque(self._doubtful)
        while waiting:
            job = waiting.popleft()
            answer = self._in_full_precision().model.run(self._feed(job))
            if isinstance(answer, TooBig):
                waiting.extendleft(reversed(self._halves(job)))
                continue
            wrong = alarm(self._supplied(job, answer), partial(self._feed, job))
            if wrong == "not finite":
                raise RunError(
                    f"{self._name} gives no finite numbers for a part of this picture, in fp32 as well; "
                    "the model file may be damaged: download it again or choose another model."
                )
            self._flat += wrong == "flat"
            self._believed += wrong is None
            self._write(job, answer)
        if self._flat and not self._believed:
            raise RunError(
                f"{self._name} gives one flat color for the whole picture, in fp32 as well; "
                "the model file may be damaged: download it again or choose another model."
            )

    def _halves(self, job: Job) -> list[Job]:
        self._halved += 1
        parts = self._frame.split(job.tile, self._shape._replace(overlap=self._context_needed()))
        if not parts:
            raise MemoryShort(
                f"{self._seat.model.device} has not enough free memory for even a tile of "
                f"{job.tile.x.stop - job.tile.x.start}x{job.tile.y.stop - job.tile.y.start} pixels of {self._name}; "
                "close other programs or choose another device."
            )
        return [Job(part, job.plane) for part in parts]

    def _is_failing(self) -> bool:
        """Return whether all of the first tiles were wrong, so that the rest is better done in full precision."""
        return not self._believed and len(self._doubtful) >= _GIVE_UP_AFTER

    def _is_hopeless(self, job: Job) -> bool:
        """Return whether tiles of this size were refused repeatedly and never worked: they are halved unasked."""
        refused = self._halved >= 2 and 0 < self._smallest_refused <= job.tile.seen
        return refused and self._largest_good < self._smallest_refused

    def _note_refusal(self, job: Job) -> None:
        self._smallest_refused = min(self._smallest_refused or job.tile.seen, job.tile.seen)

    def _feed(self, job: Job) -> Floats:
        encoding = self._alpha if job.plane.alpha else self._colors
        return feed(self._frame.cut(self._source, job.tile), job.plane, encoding)

    def _supplied(self, job: Job, answer: Floats) -> Floats:
        """Return the part of the output that the tile supplies. Raises `RunError` for an output of a wrong size."""
        y, x = job.tile
        scale = self._scale
        if answer.shape[:2] != ((y.stop - y.start) * scale, (x.stop - x.start) * scale):
            raise RunError(
                f"{self._name} made {answer.shape[1]}x{answer.shape[0]} pixels of {x.stop - x.start}x"
                f"{y.stop - y.start}, which is not {scale} times as large; it cannot be used."
            )
        return answer[
            (y.first - y.start) * scale : (y.last - y.start) * scale,
            (x.first - x.start) * scale : (x.last - x.start) * scale,
        ]

    def _write(self, job: Job, answer: Floats) -> None:
        tile, plane = job
        rows, columns = (
            slice(place.start * self._scale, place.stop * self._scale)
            for place in (self._frame.place(tile.y), self._frame.place(tile.x))
        )
        target = self._result[rows, columns]
        values = fit(self._supplied(job, answer), plane.give.stop - plane.give.start)
        encoding = self._alpha if plane.alpha else self._colors
        encoding.decode_into(target[:, :, plane.give], values, self._weight(job))
        if self._scales_alpha and plane is self._planes[0]:
            alpha = self._alpha.encode(self._frame.cut(self._pixels, tile)[:, :, 3:])
            enlarged = self._supplied(job, interpolate(alpha, self._scale))
            # A cubic of equal values is not equal to the last bit.
            exactly = np.full_like(enlarged, alpha[0, 0, 0]) if self._one_alpha else enlarged
            self._alpha.decode_into(target[:, :, 3:], exactly)
        if columns.stop == self._result.shape[1] and plane is self._planes[-1]:
            arena.release_pages(self._result[rows])
        self._done += tile.supplied
        context.progress(min(self._done, self._total), self._total)

    def _weight(self, job: Job) -> Floats | None:
        """Return how much of the tile shows over what is written already, `(H, W, 1)`; `None` for all of it.

        Weights of all tiles add up to 1; whatever the order of writing, each place ends as their mean.
        """
        y, x = job.tile
        if not y.ramps and not x.ramps:
            return None
        scale = self._scale
        own = np.outer(y.weights(scale), x.weights(scale))
        before = np.zeros_like(own)
        for other in self._written[job.plane.take]:
            top, bottom = max(y.first, other.y.first), min(y.last, other.y.last)
            left, right = max(x.first, other.x.first), min(x.last, other.x.last)
            if top < bottom and left < right:
                theirs = np.outer(
                    other.y.weights(scale)[(top - other.y.first) * scale : (bottom - other.y.first) * scale],
                    other.x.weights(scale)[(left - other.x.first) * scale : (right - other.x.first) * scale],
                )
                before[
                    (top - y.first) * scale : (bottom - y.first) * scale,
                    (left - x.first) * scale : (right - x.first) * scale,
                ] += theirs
        self._written[job.plane.take].append(job.tile)
        weight: Floats = (own / (own + before))[:, :, None]
        return weight

    @property
    def _name(self) -> str:
        return self._seat.model.fact.name or "the model"

    def _tell(self) -> None:
        """Leave notes about what a person should know, and remember what the memory holds."""
        redone = len(self._doubtful) - self._flat
        if redone > 0 and self._seat.model.precision != "fp32":
            context.note(f"{redone} tiles went wrong in {self._seat.model.precision} and were done again in fp32.")
        if self._flat:
            context.note(f"{self._name} gives one flat color for {self._flat} tiles of this picture, in fp32 as well.")
        if self._faults:
            context.note(f"{self._seat.model.device} failed on {self._faults} tiles, which were done again in halves.")
        if self._halved > self._faults:
            context.note(f"Memory was short: tiles had to be halved {self._halved - self._faults} times.")
            if 0 < self._largest_good < self._smallest_refused:
                remember_refusal(self._seat, self._largest_good)
