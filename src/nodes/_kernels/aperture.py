"""The shapes that points of light take behind a lens out of focus."""

import math
from typing import Any

import numpy as np
import numpy.typing as npt

_FINER = 8
"""Each pixel is looked at in so many places across and down, which smooths the rim."""


def aperture(radius: float, blades: int, turn: float) -> npt.NDArray[Any]:
    """Return the weights `(N, N)` float32 of a disc, or of a regular polygon with that many corners on the circle.

    `turn` in degrees. They sum to 1; N is odd.
    """
    reach = math.ceil(radius)
    at = (np.arange((2 * reach + 1) * _FINER) + 0.5) / _FINER - reach - 0.5
    x, y = at[None, :], at[:, None]
    distance = np.hypot(x, y)
    if blades:
        step = 2 * math.pi / blades
        angle = (np.arctan2(x, -y) - math.radians(turn)) % step - step / 2
        distance = distance * np.cos(angle) / math.cos(step / 2)
    inside = (distance <= radius).astype(np.float32)
    side = 2 * reach + 1
    weights = inside.reshape(side, _FINER, side, _FINER).sum(axis=(1, 3))
    # Smaller than all places looked at: a point stays a point.
    return weights / weights.sum() if weights.any() else np.eye(1, dtype=np.float32)
