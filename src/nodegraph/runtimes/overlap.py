"""How far a model sees, measured: the context that its tiles need.

Everything beyond a line across a picture is replaced, and the distance from the line is found beyond which nothing in
the result moves. (Changing one pixel under-reports: 20 px against 92 for an RRDB.) Three pictures are used, because
networks look farther in some than in others: one like a photograph, noise, and text on a flat ground. A picture made
of the halves of two others tells about both sides of the line, so six runs answer for three pictures, both directions.
"""

import math
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal

import msgspec
import numpy as np
import numpy.typing as npt

from nodegraph.core.errors import MemoryShort
from nodegraph.runtimes.base import TooBig
from nodegraph.runtimes.samples import noise, photo, text
from nodegraph.runtimes.tiles import round_up

if TYPE_CHECKING:
    from nodegraph.core.facts import ModelFact
    from nodegraph.runtimes.base import Pixels

    Run = Callable[[Pixels], "Pixels | TooBig"]

Changes = npt.NDArray[np.float64]
"""The largest change by distance from the line in pixels; index 0 is next to it."""

VISIBLE = 1 / 1024
"""A change below this counts as none: a quarter of a step of 8 bits."""
EXACT = 1e-6
_CHEAP = 64
"""Up to this reach, the exact context is used: it costs little, and tiles then join to the last bit but rounding."""
_REACHES = (32, 96, 256)
_FAR_ENOUGH = 96
"""From this distance on, a change that does not fade tells that the model sees everything."""
_ROWS = 32
_GLOBAL_CONTEXT = 48
_LEVELS = (0, 4, 8, 16, 24, 32, 48, 64, 96, 128, 192, 256)


class Receptive(msgspec.Struct, frozen=True):
    """What tiles of a model need so that they join without a seam."""

    kind: Literal["bounded", "windowed", "global"]
    """`bounded`: tiled equals untiled with `pixels` of context. `windowed`: besides, tiles must lie on a grid of
    `multiple_of`. `global`: the model sees the whole picture, and no context is enough."""
    sees_all: bool
    """Whether a change shows at any distance: so for `global`, but some `windowed` models (CRAFT, whose channels attend
    to each other over the whole picture) do so as well."""
    pixels: int
    """The context that tiles get: beyond it nothing moves by 1/1024 (or 1e-6, see `exact`); where the model sees
    everything, the context that is used nevertheless."""
    exact: int
    """Beyond it nothing moves by 1e-6, as far as was looked; used as `pixels` up to 64."""
    multiple_of: int
    seam: float
    """How much tiles with that context can differ from the whole picture, in parts of full range."""
    falloff: tuple[tuple[int, float], ...]
    """Pairs of a distance and the largest change seen beyond it."""
    complete: bool
    """False where the time for measuring ended first; `pixels` is then as far as was looked, and may be too small."""
    seconds: float

    def __str__(self) -> str:
        """Return what a person should know about it."""
        parts = []
        if self.sees_all:
            parts.append(f"sees the whole picture: tiles differ by up to {max(1, round(self.seam * 255))}/255")
        else:
            parts.append(f"sees {'' if self.complete else 'at least '}{self.pixels} px around each pixel")
        if self.multiple_of > 1:
            parts.append(f"in windows on a grid of {self.multiple_of} px")
        return ", ".join(parts)

    def seam_with(self, overlap: int) -> float:
        """Return how much neighbors can differ when tiles have less context than the model needs.

        Infinite where nobody has measured so little (of models that come along the layers tell how far they see).
        """
        if overlap >= self.pixels or self.sees_all:
            return self.seam
        measured = [change for distance, change in self.falloff if distance <= overlap]
        return max(measured[-1], self.seam) if measured else math.inf


def measure(run: "Run", fact: "ModelFact", *, exact: bool = False, seconds: float = 30.0) -> Receptive:
    """Measure a model by running it, `run(tile) -> tile`, on strips of growing length; use fp32.

    `exact` makes `pixels` the distance beyond which nothing moves by 1e-6, whatever that costs. After `seconds` no
    further strip is begun, and the result says that it is not complete. Raises `MemoryShort` where even small strips
    are too big.
    """
    clock = _Clock(seconds)
    grid = fact.multiple_of
    rows = round_up(max(_ROWS, fact.minimum), grid)
    farthest = min(fact.fixed) // 2 if fact.fixed else _REACHES[-1]
    if fact.fixed:
        rows = min(rows, *fact.fixed)
    reaches = [reach for reach in _REACHES if reach < farthest] + [min(farthest, _REACHES[-1])]
    changes: Changes = np.zeros(0)
    enclosed = False
    # A network that skips what is near shows nothing on a short strip.
    for reach in reaches[1:] or reaches if exact else reaches:
        half = round_up(reach, grid)
        margin = half - max(grid, 8)
        wider = _look(run, fact, rows, half, clock, enough=None if reach == reaches[-1] else margin)
        if wider is None:
            break
        changes = wider
        enclosed = _reach(changes, VISIBLE) <= margin
        # Looking on for the exact reach alone must be wanted, or cheap.
        if _reach(changes, EXACT) <= margin or (enclosed and not exact and 3 * clock.last > 2.0):
            break
    sees_all = not enclosed and len(changes) >= _FAR_ENOUGH and _does_not_fade(changes)
    visible, precise = _reach(changes, VISIBLE), _reach(changes, EXACT)
    pixels = precise if exact or precise <= _CHEAP else visible
    seam = float(changes[pixels:].max(initial=0.0))
    if sees_all:
        pixels = round_up(_GLOBAL_CONTEXT, grid)
        seam = _seam_of_tiles(run, fact, rows, len(changes))
    complete = enclosed or sees_all
    if not complete and len(changes):
        pixels, seam = len(changes), float(changes[-max(grid, 8) :].max())
    return Receptive(
        kind="windowed" if grid > 1 else "global" if sees_all else "bounded",
        sees_all=sees_all,
        pixels=pixels,
        exact=precise,
        multiple_of=grid,
        seam=seam,
        falloff=tuple((level, float(changes[level:].max())) for level in _LEVELS if level < len(changes)),
        complete=complete,
        seconds=round(clock.elapsed, 3),
    )


class _Clock:
    """Keeps the time that measuring may take."""

    def __init__(self, seconds: float) -> None:
        self._begin = time.monotonic()
        self._seconds = seconds
        self.last = 0.0

    @property
    def elapsed(self) -> float:
        return time.monotonic() - self._begin

    @property
    def over(self) -> bool:
        return self.elapsed > self._seconds


def _reach(changes: Changes, threshold: float) -> int:
    """Return how many pixels from the line the farthest change lies."""
    moved = np.flatnonzero(changes > threshold)
    return int(moved[-1]) + 1 if len(moved) else 0


def _does_not_fade(changes: Changes) -> bool:
    """Return whether the change at the far end is of the size of that half-way."""
    half = len(changes)
    near, far = changes[half // 4 : half // 2].max(), changes[-half // 6 :].max()
    return bool(far > VISIBLE and far > near / 8)


def _look(run: "Run", fact: "ModelFact", rows: int, half: int, clock: _Clock, *, enough: int | None) -> Changes | None:
    """Return the changes up to `half` pixels from the line, or `None` where the time ended before any was seen.

    Returns early when a change shows beyond `enough`: a longer strip is needed then.
    """
    begin = clock.elapsed
    changes: Changes | None = None
    for transposed in (False, True):
        for seen in _changes(run, fact, rows, half, transposed=transposed):
            if seen is not None:
                changes = seen if changes is None else np.maximum(changes, seen)
                if enough is not None and _reach(changes, VISIBLE) > enough:
                    return changes
            if clock.over:
                return changes
    clock.last = clock.elapsed - begin
    return changes


def _changes(run: "Run", fact: "ModelFact", rows: int, half: int, *, transposed: bool) -> Iterator[Changes | None]:
    """Yield after each run what it told."""
    pictures = [paint(rows, 2 * half, fact.in_channels or 3) for paint in (noise, photo, text)]
    whole: list[Pixels] = []

    def result(picture: "Pixels") -> "Pixels":
        turned = np.ascontiguousarray(picture.transpose(1, 0, 2)) if transposed else picture
        answer = run(turned)
        if isinstance(answer, TooBig):
            raise MemoryShort("There is not enough memory to run even a small tile of this model; free some memory.")
        return answer.transpose(1, 0, 2) if transposed else answer

    def join(left: int, right: int) -> Changes:
        joined = result(np.concatenate([pictures[left][:, :half], pictures[right][:, half:]], axis=1))
        scale = joined.shape[1] // (2 * half)
        middle = half * scale
        on_left = _by_distance(joined[:, :middle] - whole[left][:, :middle], scale)[::-1]
        on_right = _by_distance(joined[:, middle:] - whole[right][:, middle:], scale)
        return np.maximum(on_left, on_right)

    for index, picture in enumerate(pictures):
        whole.append(result(picture))
        yield None
        if index > 0:
            yield join(index - 1, index)
    yield join(2, 0)


def _by_distance(difference: "Pixels", scale: int) -> Changes:
    columns = np.abs(difference).max(axis=(0, 2))
    return np.asarray(columns.reshape(-1, scale).max(axis=1), dtype=np.float64)


def _seam_of_tiles(run: "Run", fact: "ModelFact", rows: int, half: int) -> float:
    """Return how much a tile differs from the same place of the whole picture, outside its context."""
    channels = fact.in_channels or 3
    picture = np.concatenate([photo(rows, half, channels), photo(rows, half, channels, seed=4)], axis=1)
    whole, part = run(picture), run(np.ascontiguousarray(picture[:, :half]))
    if isinstance(whole, TooBig) or isinstance(part, TooBig):
        return 0.0
    scale = whole.shape[1] // (2 * half)
    inside = (half - _GLOBAL_CONTEXT) * scale
    return float(np.abs(whole[:, :inside] - part[:, :inside]).max())
