"""How two colors mix: the blend modes of the W3C and the usual ones beside them.

Formulas of "Compositing and Blending Level 1" (W3C, sections 9.1 and 9.2); `b` is the
base (backdrop), `s` the layer (source), both float32, nominally [0, 1]. Values outside are kept by the modes
that are sums and products; those with a quotient or a root take them clipped.
"""

from collections.abc import Callable
from typing import Any, Literal

import cv2
import numpy as np
import numpy.typing as npt

from nodegraph import allocate
from nodes._kernels.strips import on_all_cores, spans

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
    "hue",
    "saturation",
    "color",
    "luminosity",
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


_BRIGHT = np.float32([0.3, 0.59, 0.11])
"""Weights of the brightness that 9.2 asks for."""


def _luminosity_of(c: Floats) -> Floats:
    return (c * _BRIGHT).sum(axis=2, keepdims=True)


def _with_luminosity(c: Floats, wanted: Floats) -> Floats:
    """Return colors of another luminosity, drawn towards gray where they would leave [0, 1]."""
    c = c + (wanted - _luminosity_of(c))
    bright, low, high = _luminosity_of(c), c.min(axis=2, keepdims=True), c.max(axis=2, keepdims=True)
    c = np.where(low < 0, bright + (c - bright) * bright / np.maximum(bright - low, _TINY), c)
    return np.where(high > 1, bright + (c - bright) * (1 - bright) / np.maximum(high - bright, _TINY), c)


def _saturation_of(c: Floats) -> Floats:
    return c.max(axis=2, keepdims=True) - c.min(axis=2, keepdims=True)


def _with_saturation(c: Floats, wanted: Floats) -> Floats:
    low = c.min(axis=2, keepdims=True)
    return (c - low) * (wanted / np.maximum(_saturation_of(c), _TINY))


def _hue(b: Floats, s: Floats) -> Floats:
    return _with_luminosity(_with_saturation(s, _saturation_of(b)), _luminosity_of(b))


def _saturation(b: Floats, s: Floats) -> Floats:
    return _with_luminosity(_with_saturation(b, _saturation_of(s)), _luminosity_of(b))


def _by_color(mix: Callable[[Floats, Floats], Floats], gray: Callable[[Floats, Floats], Floats]) -> Any:
    """Return a mode that looks at whole colors; on one channel, a gray without hue, `gray` is what it comes to."""
    return lambda b, s: gray(b, s) if b.shape[2] == 1 else mix(_unit(b), _unit(s))


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
    "hue": _by_color(_hue, lambda b, s: b),
    "saturation": _by_color(_saturation, lambda b, s: b),
    "color": _by_color(lambda b, s: _with_luminosity(s, _luminosity_of(b)), lambda b, s: b),
    "luminosity": _by_color(lambda b, s: _with_luminosity(b, _luminosity_of(s)), lambda b, s: s),
}


def composite(base: Floats, over: Floats, alpha: Floats | np.float32, mode: Mode) -> Floats:
    """Return colors mixed into the base, `(H, W, C)` float32 with the base's channels.

    `over` has the color channels of the base (1 or 3), `alpha` says how much of it counts, one number or
    `(H, W, 1)`; the base may have straight alpha. W3C, section 5.8: the mixed color counts where the
    base is, the color of `over` itself where the base is not, and alphas unite.
    """
    if base.shape[2] != 4 and not isinstance(alpha, np.ndarray) and mode in ("normal", "darken", "lighten", "add"):
        # One or two passes as fast as memory: strips would gain nothing.
        return _composite(base, over, alpha, mode)
    result: Floats = allocate(base.shape, np.float32)

    def work(rows: slice) -> None:
        share = alpha[rows] if isinstance(alpha, np.ndarray) else alpha
        result[rows] = _composite(base[rows], over[rows], share, mode)

    on_all_cores(work, spans(*base.shape[:2]))
    return result


def _composite(base: Floats, over: Floats, alpha: Floats | np.float32, mode: Mode) -> Floats:
    under = base[:, :, : over.shape[2]]
    mixed = over if mode == "normal" else _MIX[mode](under, over).astype(np.float32, copy=False)
    if base.shape[2] != 4:
        if isinstance(alpha, np.ndarray):
            return under + (mixed - under) * alpha
        if alpha == 1:
            return mixed.copy()
        return cv2.addWeighted(under, 1 - float(alpha), mixed, float(alpha), 0).reshape(base.shape)
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
