"""The levels of a picture: itself, and halves of halves, made strip by strip when they are first needed.

Each pixel of a level is the mean of the (at most four) pixels under it, in the picture's own numbers and type.
"""

import threading
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from nodegraph.core.pictures import level_size, levels_of
from nodegraph.engine.picture import Picture
from nodegraph.engine.pixels import Pixels
from nodegraph.runtimes.arena import allocate, release_pages

_STRIP = 2**20
"""Bytes of a level that are halved at once: they stay in the processor's cache."""
_IN_MEMORY = 64 * 2**20
"""Bytes up to which a level lives in plain memory; larger ones lie in mapped files."""
_AT_ONCE = 64 * 2**20
"""Of pictures up to so many bytes levels are made while a tile waits for them: 50 ms, with alpha 0.3 s."""


class Region(NamedTuple):
    """A part of a level."""

    pixels: Pixels
    rough: bool
    """Every so many pixels of a finer level instead of means."""


class Levels:
    """A picture in all its sizes. Any thread may ask."""

    def __init__(self, picture: Picture) -> None:
        self.width, self.height = picture.width, picture.height
        self.count = levels_of(self.width, self.height)
        self._made: list[Pixels] = [picture.pixels]
        self._making = threading.Lock()
        self._small = picture.pixels.nbytes <= _AT_ONCE

    def size(self, level: int) -> tuple[int, int]:
        """Return the width and height of a level."""
        return level_size(self.width, self.height, level)

    def make(self, level: int, wanted: Callable[[], bool] = lambda: True) -> bool:
        """Make all levels up to this one; return whether they are there: given up when they are not `wanted`."""
        with self._making:
            while len(self._made) <= level:
                half = _half(self._made[-1], wanted)
                if half is None:
                    return False
                self._made.append(half)
        return True

    def region(self, level: int, left: int, top: int, right: int, bottom: int) -> Region:
        """Return the pixels `(bottom - top, right - left, C)` of a level, which must lie within it.

        Of a large picture whose level is not made yet they are taken from a finer one, one pixel of many.
        """
        if self._small:
            self.make(level)
        finest = min(level, len(self._made) - 1)
        pixels = self._made[finest]
        if finest == level:
            return Region(pixels[top:bottom, left:right], False)
        rows = _middles(top, bottom, level - finest, pixels.shape[0])
        columns = _middles(left, right, level - finest, pixels.shape[1])
        few: Any = pixels[rows[:, np.newaxis], columns]
        release_pages(pixels[rows[0] : rows[-1] + 1])
        return Region(few, True)


def _middles(start: int, end: int, shift: int, size: int) -> npt.NDArray[np.intp]:
    """Return where in a level, `shift` levels finer, the middles of these pixels lie."""
    found: npt.NDArray[np.intp] = np.minimum((np.arange(start, end) << shift) + (1 << shift >> 1), size - 1)
    return found


def _half(pixels: Pixels, wanted: Callable[[], bool]) -> Pixels | None:
    """Return the next level, read-only, or `None` when it is not wanted any more."""
    height, width, channels = pixels.shape
    made = allocate((-(-height // 2), -(-width // 2), channels), pixels.dtype, _IN_MEMORY)
    rows = max(2, _STRIP // pixels[0].nbytes // 2 * 2)
    for top in range(0, height, rows):
        if not wanted():
            return None
        strip = pixels[top : top + rows]
        target = made[top // 2 : top // 2 + -(-len(strip) // 2)]
        target[...] = halved(strip)
        release_pages(strip)
        release_pages(target)
    made.flags.writeable = False
    return made


def halved(pixels: Pixels) -> Pixels:
    """Return pixels half as high and wide, rounded up: means of two by two, at the last row and column of two.

    Means of integers are rounded, halves up. With alpha, colors count as much as they are visible.
    """
    import cv2

    height, width, channels = pixels.shape
    if height % 2 or width % 2:
        padded: Any = np.pad(pixels, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")
        pixels = padded
    size = pixels.shape[1] // 2, pixels.shape[0] // 2
    if channels == 4 and not _opaque(pixels):
        return _halved_by_alpha(pixels, size)
    half: Any = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    shaped: Pixels = half.reshape(size[1], size[0], channels)
    return shaped


def _opaque(pixels: Pixels) -> bool:
    top = {"uint8": 255, "uint16": 65535}.get(pixels.dtype.name, 1)
    return not np.any(pixels[:, :, 3] != top)


def _halved_by_alpha(pixels: Pixels, size: tuple[int, int]) -> Pixels:
    import cv2

    numbers = pixels.astype(np.float32)
    weighted = numbers.copy()
    weighted[:, :, 3:] = np.maximum(weighted[:, :, 3:], 0)
    weighted[:, :, :3] *= weighted[:, :, 3:]
    total, plain = (cv2.resize(part, size, interpolation=cv2.INTER_AREA) for part in (weighted, numbers))
    made = np.where(total[:, :, 3:] > 0, total / np.maximum(total[:, :, 3:], np.float32(1e-30)), plain)
    made[:, :, 3] = plain[:, :, 3]
    if pixels.dtype != np.float32:
        made = np.floor(made + np.float32(0.5))
    typed: Any = made.astype(pixels.dtype)
    half: Pixels = typed
    return half
