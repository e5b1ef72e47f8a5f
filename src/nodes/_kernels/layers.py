"""Gives pictures the channels of others, so that they can be laid over each other or compared."""

from typing import Any

import numpy as np
import numpy.typing as npt

from nodes._kernels.pixels import gray

Floats = npt.NDArray[Any]


def like(base: Floats, layer: Floats) -> Floats:
    """Return the layer without its alpha, in as many color channels as the base has."""
    if base.shape[2] == 1:
        return gray(layer)
    return np.repeat(layer, 3, axis=2) if layer.shape[2] == 1 else layer[:, :, :3]


def widened(pixels: Floats, channels: int) -> Floats:
    """Return float32 pixels with more channels: gray as color, opaque where alpha was missing."""
    if pixels.shape[2] == 1 and channels > 1:
        pixels = np.repeat(pixels, 3, axis=2)
    if pixels.shape[2] == 3 and channels == 4:
        return np.concatenate([pixels, np.ones((*pixels.shape[:2], 1), np.float32)], axis=2)
    return pixels
