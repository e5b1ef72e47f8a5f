"""Whether what a model gave can be believed: finite, and not one flat value where the picture is alive."""

from collections.abc import Callable
from typing import Literal

import numpy as np

from nodegraph.runtimes.adapt import Floats

_FLAT = 1e-6
_LIVELY = 8 / 255

Alarm = Literal["not finite", "flat"]


def alarm(given: Floats, fed: Callable[[], Floats]) -> Alarm | None:
    """Return what is wrong with a tile's output, before any clamping; `fed` tells what the model was given.

    One pass for the lowest and one for the highest value tell both: a NaN or an infinity shows in them.
    """
    low, high = float(given.min()), float(given.max())
    if not (np.isfinite(low) and np.isfinite(high)):
        return "not finite"
    if high - low < _FLAT:
        picture = fed()
        return "flat" if float(picture.max()) - float(picture.min()) > _LIVELY else None
    return None
