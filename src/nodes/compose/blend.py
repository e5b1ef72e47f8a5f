"""Lays pictures over each other."""

from typing import Annotated

import numpy as np

from nodegraph import Image, LinearImage, Number, PictureFact, SameImage, node
from nodes._kernels.blending import Mode, composite
from nodes._kernels.layers import like


@node(halo=0, synonyms=("mix", "overlay", "composite", "watermark", "merge", "blend images", "image blend"))
def blend(base: Image, layer: Image, mode: Mode = "normal", opacity: Annotated[float, Number(0, 1)] = 1.0) -> SameImage:
    """Lay a picture over another one of the same size.

    Where the layer is transparent the base shows. The result has the channels of the base: on a
    gray base the layer becomes gray, an opaque base stays opaque.
    """
    return _blended(base, layer, mode, opacity)


def _blended(base: Image, layer: Image, mode: Mode, opacity: float) -> Image:
    _check(base.shape[1], base.shape[0], layer.shape[1], layer.shape[0])
    alpha = layer[:, :, 3:] * np.float32(opacity) if layer.shape[2] == 4 else np.float32(opacity)
    return composite(base, like(base, layer), alpha, mode)


@blend.infer
def _(base: PictureFact, layer: PictureFact) -> PictureFact:
    _check(base.width, base.height, layer.width, layer.height)
    return base


def _check(width: int, height: int, layer_width: int, layer_height: int) -> None:
    if (width, height) != (layer_width, layer_height):
        raise ValueError(
            f"The base has {width}x{height} pixels, the layer {layer_width}x{layer_height}; resize or crop one of them."
        )


@node(halo=0, synonyms=("linear light", "add light", "double exposure", "gamma correct blend"))
def blend_light(
    base: LinearImage, layer: LinearImage, mode: Mode = "add", opacity: Annotated[float, Number(0, 1)] = 1.0
) -> SameImage:
    """Lay a picture over another one as light adds up in the world: *Blend* in linear light.

    For double exposures, glows and lamps. Where the layer is transparent the base shows.
    """
    return _blended(base, layer, mode, opacity)


@blend_light.infer
def _(base: PictureFact, layer: PictureFact) -> PictureFact:
    _check(base.width, base.height, layer.width, layer.height)
    return base
