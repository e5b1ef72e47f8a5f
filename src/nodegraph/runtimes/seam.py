"""The seam certificate: how much a picture made of tiles differs from the same picture made in one piece, measured.

A picture made by rule goes through the model twice, whole and in four tiles (two, where four would take too long) that
get the overlap which the program gives them. What differs at worst is the certificate, kept by the model's content.
"""

import math
import time
from functools import partial
from typing import TYPE_CHECKING, NoReturn

import numpy as np

from nodegraph.core.errors import MemoryShort
from nodegraph.core.messages import Seam
from nodegraph.runtimes import pool
from nodegraph.runtimes.budget import Seat
from nodegraph.runtimes.devices import choose_device
from nodegraph.runtimes.frameworks import framework
from nodegraph.runtimes.remember import recall, remember
from nodegraph.runtimes.samples import mixture
from nodegraph.runtimes.tiles import Shape, round_up
from nodegraph.runtimes.upscale import Enlargement

if TYPE_CHECKING:
    from nodegraph.runtimes.adapt import Array
    from nodegraph.runtimes.model import Model
    from nodegraph.runtimes.openmodel import OpenModel
    from nodegraph.runtimes.overlap import Receptive

SMALL_TILE = 64
"""The smallest tile that is used unasked; what the cap on its overlap costs is told as well."""
_TILE = 128
_ROWS = 64
_SECONDS = 20.0
"""What is expected to take longer is measured on less; the least is left out only where it would take three times so
long."""
_FEATHER = 32


def seam_of(model: "Model", device: str = "auto") -> Seam | None:
    """Return a model's certificate, measured at the first call (at most about a minute), then remembered.

    `None` where even the least picture would take too long, and for a model that takes one size of tile only. Raises
    `MemoryShort` where no tile fits into the memory, and what running a model raises.
    """
    if model.fact.fixed is not None:
        return None  # There is no whole picture to compare with.
    seen, sha256 = model.receptive(), model.fact.sha256 or ""
    name = f"seam {seen.pixels}"
    known = recall(sha256, name, Seam)
    if known is None:
        # In its own framework: what tiling costs is the network's doing, not a runtime's.
        runs_in = framework(model.fact.runtime or "torch")
        chosen = choose_device(device, runs_in)
        seat = Seat(
            pool.shared().open(model.path, runtime=runs_in.module, device=chosen, precision=model.fact.finest), sha256
        )
        known = measure_seam(seat, seen)
        if known is not None:
            remember(sha256, name, known)
    return known


def measure_seam(seat: Seat, seen: "Receptive", *, seconds: float = _SECONDS) -> Seam | None:
    """Measure an open model (in fp32) whose reach is known; see `seam_of`."""
    fact = seat.model.fact
    pace = _pace(seat.model)
    feather = _FEATHER if seen.sees_all else 0
    plain = Shape(0, seen.pixels, fact.multiple_of, fact.minimum, feather)
    choices = [(core, square) for core in (max(_TILE, 2 * seen.pixels), SMALL_TILE) for square in (True, False)]
    for core, square in choices:
        shape = plain._replace(core=round_up(core, fact.multiple_of)).capped()
        side = 2 * (shape.core + shape.overlap)
        rows = side if square else min(side, round_up(max(_ROWS, fact.minimum), fact.multiple_of))
        tiles = (2 if square else 1) * 2
        seen_by_tiles = tiles * (shape.core + 2 * shape.overlap) * min(rows, shape.core + 2 * shape.overlap)
        expected = pace * (side * rows + seen_by_tiles)
        least = (core, square) == choices[-1]
        if expected > (3 * seconds if least else seconds):
            continue
        picture = mixture(rows, side, 1 if fact.in_channels == 1 else 3)
        try:
            whole = _enlarged(seat, picture, Shape(max(rows, side), 0, fact.multiple_of, fact.minimum))
            tiled = _enlarged(seat, picture, shape)
        except MemoryShort:
            if least:
                raise
            continue
        small = shape._replace(core=SMALL_TILE, overlap=seen.pixels).capped()
        return Seam(
            error=float(np.abs(tiled - whole).max()),
            tile=shape.core,
            overlap=shape.overlap,
            width=side,
            height=rows,
            small_tile=SMALL_TILE,
            small_error=seen.seam_with(small.overlap),
        )
    return None


def _enlarged(seat: Seat, picture: "Array", shape: Shape) -> "Array":
    """Return the picture enlarged with exactly this shape of tiles; halved tiles would tell of others."""
    return Enlargement(
        picture, seat, shape, context_needed=partial(_no_halves, seat.model.fact.name), in_full_precision=lambda: seat
    ).result()


def _no_halves(name: str | None) -> NoReturn:
    raise MemoryShort(f"There is not enough free memory to measure the seams of {name}; close other programs.")


def _pace(model: "OpenModel") -> float:
    """Return the seconds that a pixel takes, from the second of two small tiles."""
    fact = model.fact
    side = round_up(max(SMALL_TILE, fact.minimum), fact.multiple_of)
    tile = mixture(side, side, fact.in_channels or 3)
    seconds = math.inf
    for _ in range(2):
        begin = time.perf_counter()
        model.run(tile)
        seconds = min(seconds, time.perf_counter() - begin)
    return seconds / side**2
