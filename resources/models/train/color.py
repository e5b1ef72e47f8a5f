"""Light and color: the sRGB curve both ways, and palettes with the statistics of natural scenes."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_CODES = np.arange(256, dtype=np.float64) / 255.0
LINEAR_OF_CODE: Floats = np.where(_CODES <= 0.04045, _CODES / 12.92, ((_CODES + 0.055) / 1.055) ** 2.4).astype(
    np.float32
)
"""Linear light in [0, 1] for each 8-bit sRGB code (IEC 61966-2-1)."""


def encode(linear: Floats) -> Floats:
    """Return sRGB values in [0, 1] for linear light of any shape; values outside [0, 1] are clipped."""
    light = np.clip(linear, 0.0, 1.0)
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * np.maximum(light, 1e-9) ** (1 / 2.4) - 0.055).astype(
        np.float32
    )


def palette(rng: np.random.Generator, count: int) -> Floats:
    """Return `count` sRGB colors, shape (count, 3), range [0, 255].

    Four palettes in five follow natural scenes: the logarithms of luminance, blue-yellow and red-green are
    independent, with spreads falling in that order (Ruderman, Cronin, Chiao 1998). The fifth is as vivid as paint.
    """
    if rng.random() < 0.2:
        vivid = rng.random((count, 3)) ** rng.uniform(0.5, 1.5)
        gray = vivid.mean(axis=1, keepdims=True)
        return (np.clip(gray + (vivid - gray) * rng.uniform(0.6, 1.6), 0, 1) * 255).astype(np.float32)
    luminance = rng.normal(rng.normal(-1.6, 0.5), rng.uniform(0.5, 1.2), count)
    strength = rng.uniform(0.0, 1.6)
    yellow = rng.normal(rng.normal(0, 0.15), 0.28 * strength, count)
    red = rng.normal(rng.normal(0, 0.08), 0.16 * strength, count)
    logs = np.stack(
        (luminance + 0.5 * yellow + 0.8 * red, luminance + 0.4 * yellow - 0.5 * red, luminance - 1.1 * yellow), axis=1
    )
    return encode(np.exp(logs).astype(np.float32)) * 255
