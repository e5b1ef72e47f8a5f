"""The median of the pixels around each pixel, for every pixel type and radius."""

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from nodegraph import progress

Array = npt.NDArray[Any]

_AT_ONCE = 1 << 23
"""Numbers that are sorted at a time."""


def median(pixels: Array, radius: int) -> Array:
    """Return the median of every square of `2 radius + 1` pixels a side, channel by channel; edges are drawn out.

    8 bits go by histograms in constant time (Perreault and Hebert, "Median filtering in constant time", IEEE TIP
    16(9), 2007, as OpenCV has it), others up to radius 2 by sorting networks, and beyond that by partial sorting of
    every window: exact, and slow in proportion to its area.
    """
    if pixels.dtype == np.uint8 or radius <= 2:
        return cv2.medianBlur(pixels, 2 * radius + 1).reshape(pixels.shape)
    side = 2 * radius + 1
    padded = np.pad(pixels, ((radius, radius), (radius, radius), (0, 0)), "edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, (side, side), axis=(0, 1))
    result = np.empty_like(pixels)
    rows = max(1, _AT_ONCE // (pixels.shape[1] * side * side))
    for top in range(0, pixels.shape[0], rows):
        for channel in range(pixels.shape[2]):
            part = windows[top : top + rows, :, channel].reshape(-1, side * side)
            middle = np.partition(part, side * side // 2, axis=1)[:, side * side // 2]
            result[top : top + rows, :, channel] = middle.reshape(-1, pixels.shape[1])
        progress(min(top + rows, pixels.shape[0]), pixels.shape[0])
    return result
