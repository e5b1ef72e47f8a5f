"""Lays pictures over each other."""

from typing import Annotated

import numpy as np

from nodegraph import Image, Number, PictureFact, SameImage, node
from nodes._kernels.blending import Mode, composite
from nodes._kernels.pixels import gray


@node(halo=0, synonyms=("mix", "overlay", "composite", "watermark", "merge"))
def blend(base: Image, layer: Image, mode: Mode = "normal", opacity: Annotated[float, Number(0, 1)] = 1.0) -> SameImage:
    """Lay a picture over another one of the same size.

    Where the layer is transparent the base shows. The result has the channels of the base: on a
    gray base the layer becomes gray, an opaque base stays opaque.
    """
    _check(base.shape[1], base.shape[0], layer.shape[1], layer.shape[0])
    alpha = layer[:, :, 3:] * np.float32(opacity) if layer.shape[2] == 4 else np.float32(opacity)
    return composite(base, _like(base, layer), alpha, mode)


@blend.infer
def _(base: PictureFact, layer: PictureFact) -> PictureFact:
    _check(base.width, base.height, layer.width, layer.height)
    return base


def _check(width: int, height: int, layer_width: int, layer_height: int) -> None:
    if (width, height) != (layer_width, layer_height):
        raise ValueError(
            f"The base has {width}x{height} pixels, the layer {layer_width}x{layer_height}; resize or crop one of them."
        )


def _like(base: Image, layer: Image) -> Image:
    """Return the layer without its alpha, in as many color channels as the base has."""
    if base.shape[2] == 1:
        return gray(layer)
    return np.repeat(layer, 3, axis=2) if layer.shape[2] == 1 else layer[:, :, :3]
