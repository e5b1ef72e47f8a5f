"""Does work on a picture strip by strip, on all cores: what belongs to a strip fits a cache, and memory stays small."""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import cv2
import numpy as np
import numpy.typing as npt

from nodegraph import allocate, release_pages

Floats = npt.NDArray[Any]
T = TypeVar("T")

_PIXELS = 1 << 16
"""Pixels of a strip: 768 KiB of float colors, so that what goes in and out fits a core's own 2 MiB.

With 1 << 17, logarithms and powers took 1.1 to 1.6 times the processor's time; with 1 << 15, what is cheap took 1.1
times as long, for the strips were too many.
"""


def spans(height: int, width: int, halo: int = 0, pixels: int = _PIXELS) -> Iterator[slice]:
    """Yield the rows of strips of so many pixels from the top.

    With context, which is done twice, a strip has twice as many pixels, and at least four times the context's rows.
    """
    step = max(1, 4 * halo, pixels * (2 if halo else 1) // max(1, width))
    for top in range(0, height, step):
        yield slice(top, min(height, top + step))


def on_all_cores(work: Callable[[slice], T], parts: Iterator[slice]) -> list[T]:
    """Return `work` of every part, in order. It must not write where other parts are read."""
    every = list(parts)
    if len(every) == 1:
        return [work(every[0])]
    results: dict[int, T] = {}
    waiting = enumerate(every)

    def take() -> None:
        # A thread that takes the next strip itself costs less than handing it one: 30 of 140 ms for a power.
        try:
            for place, part in waiting:
                results[place] = work(part)
        finally:
            # After an error the others need not go on.
            deque(waiting, maxlen=0)

    threads = min(len(every), max(1, cv2.getNumThreads()))
    with ThreadPoolExecutor(threads) as pool:
        for taken in [pool.submit(take) for _ in range(threads)]:
            taken.result()
    return [results[place] for place in range(len(every))]


def by_strips(
    pixels: Floats,
    change: Callable[[Floats], Floats],
    halo: int = 0,
    *,
    channels: int | None = None,
    at_once: int = _PIXELS,
) -> Floats:
    """Return `(H, W, C)` float32 with `change` applied strip by strip, each given `halo` rows more above and below.

    `change` keeps height and width, gives so many `channels` (`None`: as many as it gets) but may leave out a single
    one, and must not write into what it is given. `at_once` is how many pixels a strip has; see `spans`.
    """
    height, width = pixels.shape[:2]
    result: Floats = allocate((height, width, channels or pixels.shape[2]), np.float32)

    def work(rows: slice) -> None:
        top, bottom = max(0, rows.start - halo), min(height, rows.stop + halo)
        made = change(pixels[top:bottom])
        target = result[rows]
        target[:] = made[rows.start - top : rows.stop - top].reshape(target.shape)
        release_pages(target)

    on_all_cores(work, spans(height, width, halo, at_once))
    return result


def into_strips(pixels: Floats, fill: Callable[[Floats, Floats], None]) -> Floats:
    """Return what `by_strips` would; `fill(strip, target)` writes a strip of the result where it belongs.

    For changes so cheap that copying their result counts.
    """
    result: Floats = allocate(pixels.shape, np.float32)

    def work(rows: slice) -> None:
        fill(pixels[rows], result[rows])
        release_pages(result[rows])

    on_all_cores(work, spans(*pixels.shape[:2]))
    return result
