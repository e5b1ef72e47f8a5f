"""Proves one way to run a model: are its pixels those of the model's own framework in fp32, and how fast is it?

Right is: finite everywhere, PSNR of at least 50 dB, no value off by more than 4/255; in fp32, where nothing is rounded
on purpose, 1/255 is asked for when a person asks for fp32. Times are taken in pairs, both ways on the same tile by
turns, so that whatever else the machine does falls on both.
"""

import math
import time
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import numpy as np

from nodegraph.runtimes.base import TooBig
from nodegraph.runtimes.certificate import Certificate
from nodegraph.runtimes.samples import mixture, noise, photo, text
from nodegraph.runtimes.tiles import round_up

if TYPE_CHECKING:
    from nodegraph.core.facts import ModelFact
    from nodegraph.runtimes.base import Pixels
    from nodegraph.runtimes.openmodel import OpenModel

LEAST_PSNR = 50.0
MOST_DIFFERENCE = 4 / 255
_EQUAL = 200.0
"""dB that stand for equal to the last bit."""
_SHAPES = ((48, 80), (80, 48), (64, 64))
"""Rows and columns of the test tiles, before they are rounded to the model's grid."""
_SIDES, _SIDES_IN_HASTE = (256, 192, 128, 64), (192, 128, 64)
_LONGEST_TILE, _LONGEST_TILE_IN_HASTE = 1.2, 0.25
"""Seconds that one tile of the timing may take in the model's own framework."""
_ROUNDS = 2
_HOPELESS = 1.1
"""So many times as slow as the model's own framework, and no more time is spent on it."""


class Standard(NamedTuple):
    """What a way is compared with: the tiles, and what the model's own framework makes of them in fp32."""

    model: "OpenModel"
    fact: "ModelFact"
    pairs: "list[tuple[Pixels, Pixels]]"
    seconds_per_pixel: float


def standard(model: "OpenModel", fact: "ModelFact") -> Standard:
    """Run the model's own framework on the test tiles. Raises what `OpenModel.run` raises."""
    channels = fact.in_channels or 3
    pairs = []
    pace = math.inf
    for paint, shape in zip((photo, text, noise), _SHAPES, strict=True):
        rows, columns = fact.fixed or (round_up(max(side, fact.minimum), fact.multiple_of) for side in shape)
        tile = paint(rows, columns, channels)
        made = model.run(tile)
        if isinstance(made, TooBig):
            continue
        pairs.append((tile, made))
        # Once more: the first run pays for what a framework prepares.
        pace = min(pace, _seconds(model, tile) / (rows * columns))
    return Standard(model, fact, pairs, pace)


def compare(blank: Certificate, model: "OpenModel", reference: Standard) -> Certificate:
    """Return what the pixels of a way are worth: its difference and PSNR, or the fault."""
    worst, squares, count = 0.0, 0.0, 0
    for tile, right in reference.pairs:
        for made in _made(model, tile):
            if isinstance(made, TooBig):
                return _faulty(blank, "the device has no memory for even a small tile")
            if made.shape != right.shape:
                return _faulty(blank, f"it makes {_size(made)} pixels where {_size(right)} are right")
            if not np.isfinite(made).all():
                return _faulty(blank, "it makes numbers that are not finite")
            difference = (made - right).astype(np.float64)
            worst = max(worst, float(np.abs(difference).max()))
            squares, count = squares + float((difference**2).sum()), count + difference.size
    if not count:
        return _faulty(blank, "there was no memory to test it")
    psnr = min(_EQUAL, -10 * math.log10(max(squares / count, 1e-30)))
    found = msgspec.structs.replace(blank, max_difference=worst, psnr=psnr)
    if worst > MOST_DIFFERENCE:
        return _faulty(found, f"it is off by up to {worst * 255:.1f}/255, where 4/255 is allowed")
    if psnr < LEAST_PSNR:
        return _faulty(found, f"it has a PSNR of {psnr:.1f} dB, where 50 is asked for")
    return found


def race(found: Certificate, model: "OpenModel", reference: Standard, *, haste: bool = False) -> Certificate:
    """Return the certificate with the way's best tile, its time there, and how it compares with the reference.

    In `haste` one size of tile is tried, and a smaller one.
    """
    fact = reference.fact
    best: dict[str, tuple[float, int]] = {}
    runners = [("other", model)] if model is reference.model else [("own", reference.model), ("other", model)]
    for side in [0] if fact.fixed else _sides(reference.seconds_per_pixel, haste=haste):
        tiles = {name: _tile(fact, side, runner.batch) for name, runner in runners}
        if isinstance(model.run(tiles["other"]), TooBig):
            continue  # Besides, the first run prepares the framework for the size.
        for _ in range(_ROUNDS):
            for name, runner in runners:
                tile = tiles[name]
                # Twice, because threads of the one before still turn round waiting for work when the first begins.
                pace = min(_seconds(runner, tile) for _ in range(2)) / tile[:, :, 0].size
                best[name] = min(best.get(name, (math.inf, 0)), (pace, tile.shape[1]))
            if best["other"][0] > _HOPELESS * best.get("own", best["other"])[0]:
                break
    if "other" not in best:
        return _faulty(found, "the device has no memory for a tile")
    pace, tile_side = best["other"]
    speedup = best["own"][0] / pace if "own" in best else 1.0
    return msgspec.structs.replace(found, tile=tile_side, ms_per_megapixel=pace * 1e9, speedup=speedup)


def _made(model: "OpenModel", tile: "Pixels") -> "list[Pixels | TooBig]":
    """Return what the model makes of the tile: one result, or every other one of a batch, beside mirrored tiles."""
    mirrored = np.ascontiguousarray(tile[::-1])
    batch = [mirrored if index % 2 else tile for index in range(model.batch)]
    return [made if isinstance(made, TooBig) else made.copy() for made in model.stream(batch)][::2]


def _tile(fact: "ModelFact", side: int, batch: int) -> "Pixels":
    """Return a tile to measure with: of that side, or of a batch that has as many pixels together."""
    length = round_up(max(side // math.isqrt(batch), fact.minimum), fact.multiple_of)
    rows, columns = fact.fixed or (length, length)
    return mixture(rows, columns, fact.in_channels or 3)


def _seconds(model: "OpenModel", tile: "Pixels") -> float:
    """Return the seconds that a tile takes, in a batch its share."""
    began = time.perf_counter()
    for _ in model.stream([tile] * model.batch):
        pass
    return (time.perf_counter() - began) / model.batch


def _sides(seconds_per_pixel: float, *, haste: bool) -> list[int]:
    """Return the tiles that the time suffices for, or the smallest."""
    sides, longest = (_SIDES_IN_HASTE, _LONGEST_TILE_IN_HASTE) if haste else (_SIDES, _LONGEST_TILE)
    affordable = [side for side in sides if side * side * seconds_per_pixel <= longest] or [sides[-1]]
    return affordable[:1] if haste else affordable[:1] + affordable[2:3]


def _faulty(certificate: Certificate, fault: str) -> Certificate:
    return msgspec.structs.replace(certificate, fault=fault)


def _size(pixels: "Pixels") -> str:
    return f"{pixels.shape[1]}x{pixels.shape[0]}"
