"""Adds pixels around pictures, and finds where a picture's content lies."""

from typing import Any, Literal

import cv2
import numpy as np
import numpy.typing as npt

from nodegraph import Color, allocate
from nodes._kernels.pixels import color_for, full_scale

Array = npt.NDArray[Any]

Corner = Literal["center", "top left", "top", "top right", "left", "right", "bottom left", "bottom", "bottom right"]
"""Nine places in a frame."""


def offset(spare_width: int, spare_height: int, place: str) -> tuple[int, int]:
    """Return left and top of what lies at this place of a frame with so much room to spare (negative: sticking out)."""
    across = 0 if "left" in place else 2 if "right" in place else 1
    down = 0 if "top" in place else 2 if "bottom" in place else 1
    return spare_width * across // 2, spare_height * down // 2


def padded(pixels: Array, left: int, top: int, right: int, bottom: int, fill: str, color: Color) -> Array:
    """Return `(H, W, C)` with pixels added at its sides: of a color, or `edge`, `mirror` or `wrap` of the picture."""
    height, width, channels = pixels.shape
    result: Array = allocate((height + top + bottom, width + left + right, channels), pixels.dtype)
    ground = color_for(color, channels, pixels.dtype).tolist()
    return cv2.copyMakeBorder(pixels, top, bottom, left, right, _FILLS[fill], dst=result, value=ground).reshape(
        result.shape
    )


_FILLS = {
    "color": cv2.BORDER_CONSTANT,
    "edge": cv2.BORDER_REPLICATE,
    "mirror": cv2.BORDER_REFLECT_101,
    "wrap": cv2.BORDER_WRAP,
}


def content_box(pixels: Array, tolerance: float) -> tuple[int, int, int, int] | None:
    """Return left, top, right and bottom of what differs from the background, or `None` where nothing does.

    The background is what is transparent, or, in a picture without transparent pixels, what is like the upper left one.
    `tolerance` is a part of the full range.
    """
    slack = tolerance * full_scale(pixels.dtype)
    if pixels.shape[2] == 4 and float(pixels[:, :, 3].min()) <= slack:
        content = pixels[:, :, 3] > slack
    else:
        corner = pixels[0, 0].astype(np.float64)
        # Bounds of integers are whole numbers; OpenCV would round halves.
        low, high = corner - slack, corner + slack
        if pixels.dtype != np.float32:
            low, high = np.ceil(low), np.floor(high)
        content = cv2.inRange(pixels, low, high) == 0
    rows, columns = np.flatnonzero(content.any(axis=1)), np.flatnonzero(content.any(axis=0))
    if not rows.size:
        return None
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1
