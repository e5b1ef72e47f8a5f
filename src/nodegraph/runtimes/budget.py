"""How large tiles are: what the device's memory holds, what it computes fastest, what it refused before.

All of it is measured with the model itself on its device, once, and remembered by the model's content.
"""

import math
import time
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import numpy as np

from nodegraph.runtimes.base import TooBig
from nodegraph.runtimes.remember import recall, remember
from nodegraph.runtimes.tiles import round_up

if TYPE_CHECKING:
    from nodegraph.runtimes.openmodel import OpenModel

_SMALL, _LARGE = 64, 160
_SLOW_PROBE = 1.0
_SHARE = {"cpu": 0.4}
"""What of the free memory a tile may take; on a CPU others need some as well."""
_OTHER_SHARE = 0.8
_LARGEST = {"cpu": 512}
"""Side beyond which tiles gain nothing. Compact x4 on two cores, 4096x3072: 134 s of processor time and 1148 MB in all
with 512, 135 s and 802 MB with 384; 256 sees a quarter more pixels twice."""
_OTHER_LARGEST = 1024
_LARGEST_OF_NCNN = 256
"""The same for ncnn on a CPU, whose Winograd takes four times the memory of others: Compact x4 peaks at 219 MiB for
tiles that see 256 px, 437 for 296, 934 for 424."""
_LEAST = 64
_SECONDS_A_TILE = 8.0
_WORTH_TRYING = 16_000_000
_TRIED = (256, 384, 512)
_UNTRIED = 384


class Seat(NamedTuple):
    """A model open on a device, and the SHA-256 of its file, by which what is measured is remembered."""

    model: "OpenModel"
    sha256: str
    framework: str = ""
    """By which it runs."""

    def named(self, what: str) -> str:
        """Return the name under which `what` is remembered: it holds for this framework, device and precision."""
        return " ".join(part for part in (what, self.framework, self.model.device, self.model.precision) if part)


class Pace(msgspec.Struct, frozen=True):
    """What a pixel that the model sees costs."""

    seconds: float
    bytes: float


class Refusal(msgspec.Struct, frozen=True):
    """A size that was too big, and one that was not, with the memory that was free then."""

    good: int
    """Pixels of the largest tile that worked."""
    free: int


def affordable(seat: Seat, *, patient: bool = False) -> int:
    """Return how many pixels a tile of the model may have on its device, context included.

    By memory alone if `patient`, else also so that a tile takes a few seconds at most: people want to see progress.
    """
    pace = measured_pace(seat)
    free = seat.model.memory().free
    pixels = int(free * _SHARE.get(seat.model.device, _OTHER_SHARE) / pace.bytes)
    refusal = recall(seat.sha256, seat.named("refused"), Refusal)
    # Memory that was short then may be free now.
    if refusal is not None and free < 1.5 * refusal.free:
        pixels = min(pixels, refusal.good)
    pixels = pixels if patient else min(pixels, int(_SECONDS_A_TILE / pace.seconds))
    return pixels // seat.model.batch


def largest_core(seat: Seat) -> int:
    """Return the side beyond which tiles gain nothing on the model's device."""
    if seat.framework == "ncnn" and seat.model.device == "cpu":
        return _LARGEST_OF_NCNN
    return _LARGEST.get(seat.model.device, _OTHER_LARGEST)


def core_for(seat: Seat, area: int, overlap: int) -> int:
    """Return the side that tiles should add to a picture of `area` pixels when each needs `overlap` of context."""
    limit = min(largest_core(seat), math.isqrt(max(1, affordable(seat))) - 2 * overlap)
    if limit >= _TRIED[-1] and seat.model.device == "cpu":
        limit = _fastest(seat, area, overlap)
    return max(_LEAST, limit)


def measured_pace(seat: Seat) -> Pace:
    """Return what a pixel costs on the model's device: measured on two tiles at the first call, then remembered."""
    known = recall(seat.sha256, seat.named("pace"), Pace)
    if known is not None:
        return known
    fact = seat.model.fact
    # The result and its copy are there in any case.
    least = 4 * ((fact.in_channels or 3) + 2 * (fact.out_channels or 3) * (fact.scale or 1) ** 2)
    seconds, peak, pixels = _time(seat.model, _SMALL)
    pace = Pace(seconds / pixels, max(peak / pixels, least))
    if seconds < _SLOW_PROBE:
        more_seconds, more_peak, more_pixels = _time(seat.model, _LARGE)
        growth = (more_peak - peak) / max(1, more_pixels - pixels)
        pace = Pace(more_seconds / more_pixels, max(growth, least))
    remember(seat.sha256, seat.named("pace"), pace)
    return pace


def remember_refusal(seat: Seat, good: int) -> None:
    """Keep that tiles above `good` pixels were too big for the memory free now."""
    remember(seat.sha256, seat.named("refused"), Refusal(good, seat.model.memory().free))


def _fastest(seat: Seat, area: int, overlap: int) -> int:
    """Return the fastest of a few sides; tried where the picture is large enough for it to pay, then remembered."""
    name = f"{seat.named('fastest')} {overlap}"
    known = recall(seat.sha256, name, int)
    if known is None:
        if area < _WORTH_TRYING:
            return _UNTRIED
        costs = {core: _time(seat.model, core + 2 * overlap)[0] / core**2 for core in _TRIED}
        known = min(costs, key=lambda core: costs[core])
        remember(seat.sha256, name, known)
    return known


def _time(model: "OpenModel", side: int) -> tuple[float, int, int]:
    """Return the seconds and the peak of bytes of a tile of noise with about that side, and its pixels."""
    side = round_up(max(side, model.fact.minimum), model.fact.multiple_of)
    height, width = model.fact.fixed or (side, side)
    tile = np.random.default_rng(0).random((height, width, model.fact.in_channels or 3), dtype=np.float32)
    begin = time.perf_counter()
    answer = model.run(tile)
    seconds = time.perf_counter() - begin
    return (math.inf if isinstance(answer, TooBig) else seconds), model.memory().peak, height * width
