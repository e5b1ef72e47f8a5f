"""Filters pictures with transparency so that hidden colors do not bleed into visible ones."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[Any]

_FAINT = 1 / 65535
"""Below this alpha a pixel is invisible in every file format, and its color cannot be recovered."""


def seen_in(pixels: Floats) -> npt.NDArray[np.bool_] | None:
    """Return where a picture `(H, W, C)` can be seen, `(H, W)`; `None` where all of it counts, also if nothing can."""
    if pixels.shape[2] != 4:
        return None
    seen = pixels[:, :, 3] > 0
    return None if seen.all() or not seen.any() else seen


def with_alpha(pixels: Floats, smooth: Callable[[Floats], Floats]) -> Floats:
    """Return `smooth(pixels)` `(H, W, C)` float32, colors weighted by alpha on the way (Porter and Duff, "Compositing
    Digital Images", SIGGRAPH 1984, section 3).

    `smooth` must be linear and work on every channel alone; it may return `(H, W)` for one channel.
    Without alpha it is called as it is. Fully transparent pixels keep the colors they had.
    """
    if pixels.shape[2] != 4:
        return smooth(pixels).reshape(pixels.shape)
    weighted = pixels.copy()
    weighted[:, :, :3] *= pixels[:, :, 3:]
    result = smooth(weighted)
    alpha = result[:, :, 3:]
    visible = alpha > _FAINT
    colors = result[:, :, :3]
    np.divide(colors, alpha, out=colors, where=visible)
    np.copyto(colors, pixels[:, :, :3], where=~visible)
    return result
