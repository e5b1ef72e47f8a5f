"""Changes the size of a picture."""

from typing import Annotated, Literal

import numpy as np

from nodegraph import Number, Picture, PictureFact, When, node, progress
from nodes._kernels.coloring import on_colors
from nodes._kernels.fitting import target_size
from nodes._kernels.pixels import as_type, changed
from nodes._kernels.resample import Kernel, resample
from nodes._kernels.spaces import decode_srgb, encode_srgb

Factor = Annotated[float, Number(0.001, 100, unit="x", log=True), When(by="factor")]
Width = Annotated[int, Number(1, 100_000, unit="px", log=True), When(by=("size", "longer side", "shorter side"))]
Height = Annotated[int, Number(1, 100_000, unit="px", log=True), When(by="size")]
Fit = Annotated[Literal["fit", "fill", "stretch"], When(by="size")]


@node(synonyms=("scale", "rescale", "downscale", "enlarge", "shrink", "thumbnail"))
def resize(
    image: Picture,
    by: Literal["factor", "size", "longer side", "shorter side"] = "factor",
    factor: Factor = 2.0,
    width: Width = 1920,
    height: Height = 1080,
    fit: Fit = "fit",
    interpolation: Kernel = "cubic",
    linear_light: bool = False,
) -> Picture:
    """Make a picture larger or smaller, by a factor, to a size, or to the length of a side (*width*).

    To a size, `fit` keeps the proportions and stays within width and height, `fill` keeps them,
    covers the whole size and cuts off what sticks out evenly, `stretch` ignores them. Shrinking
    averages (no moire, no jagged edges); transparent pixels do not bleed into their neighbors. Of the
    interpolations, `cubic` and `lanczos` are the sharpest, `mitchell` and `linear` are softer,
    `box` averages areas, `nearest` keeps hard pixels as in pixel art. In *linear light* small bright things keep
    their brightness when shrunk (stars, lamps at night); enlarging may show dark lines beside edges.
    """
    target = target_size(image.width, image.height, by, factor, width, height, fit)
    pixels = image.pixels
    bent = linear_light and image.space != "linear" and interpolation != "nearest"
    if bent:
        pixels = on_colors(as_type(pixels, np.float32), decode_srgb)
    made = resample(pixels, target.width, target.height, interpolation, region=target.region, report=progress)
    if made is pixels:
        return image
    if bent:
        made = as_type(on_colors(made, encode_srgb), image.pixels.dtype)
    return image.replace(pixels=made)


@resize.infer
def _(image: PictureFact, by: str, factor: float, width: int, height: int, fit: str) -> PictureFact:
    target = target_size(image.width, image.height, by, factor, width, height, fit)
    return changed(image, width=target.width, height=target.height)
