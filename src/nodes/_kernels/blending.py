"""How two colors mix: the blend modes of the W3C and the usual ones beside them.

Formulas of "Compositing and Blending Level 1" (W3C, section 9.1) for separable modes; `b` is the
base (backdrop), `s` the layer (source), both float32, nominally [0, 1]. Values outside are kept by the modes
that are sums and products; those with a quotient or a root take them clipped.
"""

from collections.abc import Callable
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[Any]

Mode = Literal[
    "normal",
    "multiply",
    "screen",
    "overlay",
    "darken",
    "lighten",
    "add",
    "subtract",
    "difference",
    "exclusion",
    "divide",
    "average",
    "hard light",
    "soft light",
    "linear light",
    "vivid light",
    "pin light",
    "color dodge",
    "color burn",
    "linear burn",
]

_TINY = 1e-6


def _unit(x: Floats) -> Floats:
    return np.clip(x, 0, 1)


def _multiply(b: Floats, s: Floats) -> Floats:
    return b * s


def _screen(b: Floats, s: Floats) -> Floats:
    return b + s - b * s


def _hard_light(b: Floats, s: Floats) -> Floats:
    return np.where(s <= 0.5, _multiply(b, 2 * s), _screen(b, 2 * s - 1))


def _soft_light(b: Floats, s: Floats) -> Floats:
    b, s = _unit(b), _unit(s)
    root = np.where(b <= 0.25, ((16 * b - 12) * b + 4) * b, np.sqrt(b))
    return np.where(s <= 0.5, b - (1 - 2 * s) * b * (1 - b), b + (2 * s - 1) * (root - b))


def _color_dodge(b: Floats, s: Floats) -> Floats:
    b, s = _unit(b), _unit(s)
    return np.where(b <= 0, 0, np.where(s >= 1, 1, np.minimum(1, b / np.maximum(1 - s, _TINY))))


def _color_burn(b: Floats, s: Floats) -> Floats:
    b, s = _unit(b), _unit(s)
    return np.where(b >= 1, 1, np.where(s <= 0, 0, 1 - np.minimum(1, (1 - b) / np.maximum(s, _TINY))))


def _vivid_light(b: Floats, s: Floats) -> Floats:
    return np.where(s <= 0.5, _color_burn(b, 2 * s), _color_dodge(b, 2 * s - 1))


def _pin_light(b: Floats, s: Floats) -> Floats:
    return np.where(s <= 0.5, np.minimum(b, 2 * s), np.maximum(b, 2 * s - 1))


def _divide(b: Floats, s: Floats) -> Floats:
    return _unit(_unit(b) / np.maximum(_unit(s), _TINY))


_MIX: dict[str, Callable[[Floats, Floats], Floats]] = {
    "normal": lambda b, s: s,
    "multiply": _multiply,
    "screen": _screen,
    "overlay": lambda b, s: _hard_light(s, b),
    "darken": np.minimum,
    "lighten": np.maximum,
    "add": np.add,
    "subtract": np.subtract,
    "difference": lambda b, s: np.abs(b - s),
    "exclusion": lambda b, s: b + s - 2 * b * s,
    "divide": _divide,
    "average": lambda b, s: (b + s) / 2,
    "hard light": _hard_light,
    "soft light": _soft_light,
    "linear light": lambda b, s: b + 2 * s - 1,
    "vivid light": _vivid_light,
    "pin light": _pin_light,
    "color dodge": _color_dodge,
    "color burn": _color_burn,
    "linear burn": lambda b, s: b + s - 1,
}


def composite(base: Floats, over: Floats, alpha: Floats | np.float32, mode: Mode) -> Floats:
    """Return colors mixed into the base, `(H, W, C)` float32 with the base's channels.

    `over` has the color channels of the base (1 or 3), `alpha` says how much of it counts, one number or
    `(H, W, 1)`; the base may have straight alpha. W3C, section 5.8: the mixed color counts where the
    base is, the color of `over` itself where the base is not, and alphas unite.
    """
    under = base[:, :, : over.shape[2]]
    mixed = over if mode == "normal" else _MIX[mode](under, over).astype(np.float32, copy=False)
    if base.shape[2] != 4:
        return under + (mixed - under) * alpha
    ground = base[:, :, 3:]
    source = over + (mixed - over) * ground
    union = ground + alpha - ground * alpha
    result = np.empty(base.shape, np.float32)
    weighted = source * alpha + under * ground * (1 - alpha)
    # Where neither can be seen there is no color to find; the base's stays.
    result[:, :, :3] = under
    np.divide(weighted, union, out=result[:, :, :3], where=union > 0)
    result[:, :, 3:] = union
    return result
