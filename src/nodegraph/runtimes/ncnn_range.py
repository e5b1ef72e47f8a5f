"""What stands for white in a model's input and output, 1 or 255, measured: descriptions do not say it.

A model keeps the brightness of what it enlarges only where it is given the range that it was trained for.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from nodegraph.runtimes.base import Pixels

_BYTES = 255.0
_CLOSE = 0.08
"""A result whose colors are so near to the picture's needs no second look."""
_BRIGHT = 8.0
"""No model that means 1 by white gives values beyond this."""


def measure_range(
    run: "Callable[[Pixels, float], Pixels]", side: int, channels: int, scale: int
) -> tuple[float, float]:
    """Return what stands for white in the input and in the output.

    `run(picture, white)` is the model on a picture of `side` pixels whose white was made that value.
    """
    picture = _ramp(side, channels)
    found: list[tuple[float, tuple[float, float]]] = []
    for into in (1.0, _BYTES):
        answer = run(picture, into)
        out_of = _BYTES if float(np.abs(answer).max()) > _BRIGHT else 1.0
        error = _error(answer / out_of, picture, scale)
        found.append((error, (into, out_of)))
        if error < _CLOSE:
            break
    best = min(found)
    # A model that resembles its input in neither is taken as the usual: it may well repaint.
    return best[1] if best[0] < found[0][0] / 2 else found[0][1]


def _ramp(side: int, channels: int) -> "Pixels":
    """Return a soft picture whose channels have brightnesses of their own."""
    y, x = np.mgrid[:side, :side].astype(np.float32) / max(1, side - 1)
    planes = [0.2 + 0.5 * (x if index % 2 else y) + 0.1 * (index % 3) for index in range(channels)]
    return np.stack(planes, axis=2)


def _error(answer: "Pixels", picture: "Pixels", scale: int) -> float:
    """Return how far the colors of the result are from those of the picture, on average."""
    inner = picture.shape[0] // 4
    small = answer[::scale, ::scale][inner:-inner, inner:-inner].mean(axis=(0, 1))
    given = picture[inner:-inner, inner:-inner].mean(axis=(0, 1))
    if not np.isfinite(small).all() or len(small) != len(given):
        return float(abs(small.mean() - given.mean())) if np.isfinite(small).all() else float("inf")
    return float(np.abs(small - given).mean())
