"""The color of light, and the matrices that make it white."""

from typing import Any

import numpy as np
import numpy.typing as npt

from nodes._kernels.coloring import brightness
from nodes._kernels.spaces import RGB_TO_XYZ

Floats = npt.NDArray[Any]

_D65 = (0.3127, 0.3290)
_BRADFORD = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])
"""XYZ to sharpened cone responses (Lam, 1985; CIECAM97s)."""
_MOST = 16.0
"""No channel is strengthened or weakened by more: a saturated color is no light to balance by."""


def light_of(kelvin: float, tint: float) -> Floats:
    """Return the chromaticity `(x, y)` of daylight (from 4000 K) or a black body (below), 2000 to 25,000 K.

    CIE 15:2004, 3.1, for daylight; Kim et al., "Design of advanced color temperature control system for HDTV
    applications", J. Korean Phys. Soc. 41(6), 2002, for black bodies. They blend from 3800 to 4200 K. `tint` moves
    across, positive towards green.
    """
    t = max(kelvin, 4000.0)
    k = (-4.6070, 2.9678, 0.09911, 0.244063) if t <= 7000 else (-2.0064, 1.9018, 0.24748, 0.237040)
    x = k[0] * 1e9 / t**3 + k[1] * 1e6 / t**2 + k[2] * 1e3 / t + k[3]
    day = np.array([x, -3 * x * x + 2.870 * x - 0.275])
    t = min(kelvin, 4200.0)
    x = -0.2661239e9 / t**3 - 0.2343589e6 / t**2 + 0.8776956e3 / t + 0.179910
    if t <= 2222:
        y = -1.1063814 * x**3 - 1.34811020 * x**2 + 2.18555832 * x - 0.20219683
    else:
        y = -0.9549476 * x**3 - 1.37418593 * x**2 + 2.09137015 * x - 0.16748867
    share = float(np.clip((kelvin - 3800) / 400, 0, 1))
    return share * day + (1 - share) * np.array([x, y]) + np.array([0, 0.06 * tint])


def adaptation(light: Floats) -> Floats:
    """Return the matrix `(3, 3)` on linear sRGB that makes white of a light of chromaticity `(x, y)`.

    Von Kries' rule in Bradford's cone responses (Lindbloom, "Chromatic Adaptation"). White keeps its brightness.
    """
    white, source = _xyz(*_D65), _xyz(*light)
    gains = (_BRADFORD @ white) / (_BRADFORD @ source)
    by_xyz = np.linalg.inv(_BRADFORD) @ np.diag(gains) @ _BRADFORD
    return np.linalg.inv(RGB_TO_XYZ) @ by_xyz @ RGB_TO_XYZ


def _xyz(x: float, y: float) -> Floats:
    return np.array([x / y, 1.0, (1 - x - y) / y])


def cast_of(light: Floats, by: str) -> Floats:
    """Return the mean color of linear light `(H, W, 3)` (`gray world`) or of its brightest hundredth (`brightest`).

    Buchsbaum, "A spatial processor model for object colour perception", J. Franklin Inst. 310, 1980; the other
    is the white patch of Land and McCann, JOSA 61, 1971, over more than a pixel.
    """
    if by == "brightest":
        bright = brightness(light)[:, :, 0]
        light = light[bright >= np.quantile(bright, 0.99)]
    return light.reshape(-1, 3).mean(axis=0, dtype=np.float64)


def balance(cast: Floats) -> Floats:
    """Return the matrix that makes a color gray of the same brightness; a black one changes nothing."""
    cast = np.maximum(np.asarray(cast, np.float64), 0)
    bright = float(cast @ [0.2126, 0.7152, 0.0722])
    if bright <= 0:
        return np.eye(3)
    return np.diag(np.clip(bright / np.maximum(cast, 1e-9), 1 / _MOST, _MOST))
