"""Changes the size of a picture."""

from typing import Annotated, Literal

from nodegraph import Number, Picture, PictureFact, When, node, progress
from nodes._kernels.fitting import target_size
from nodes._kernels.pixels import changed
from nodes._kernels.resample import Kernel, resample

Factor = Annotated[float, Number(0.001, 100, unit="x", log=True), When(by="factor")]
Side = Annotated[int, Number(1, 100_000, unit="px", log=True), When(by="size")]
Fit = Annotated[Literal["fit", "fill", "stretch"], When(by="size")]


@node(synonyms=("scale", "rescale", "downscale", "enlarge", "shrink", "thumbnail"))
def resize(
    image: Picture,
    by: Literal["factor", "size"] = "factor",
    factor: Factor = 2.0,
    width: Side = 1920,
    height: Side = 1080,
    fit: Fit = "fit",
    interpolation: Kernel = "cubic",
) -> Picture:
    """Make a picture larger or smaller, by a factor or to a size.

    To a size, `fit` keeps the proportions and stays within width and height, `fill` keeps them,
    covers the whole size and cuts off what sticks out evenly, `stretch` ignores them. Shrinking
    averages (no moire, no jagged edges); transparent pixels do not bleed into their neighbors. Of the
    interpolations, `cubic` and `lanczos` are the sharpest, `mitchell` and `linear` are softer,
    `box` averages areas, `nearest` keeps hard pixels as in pixel art.
    """
    target = target_size(image.width, image.height, by, factor, width, height, fit)
    pixels = resample(image.pixels, target.width, target.height, interpolation, region=target.region, report=progress)
    return image if pixels is image.pixels else image.replace(pixels=pixels)


@resize.infer
def _(image: PictureFact, by: str, factor: float, width: int, height: int, fit: str) -> PictureFact:
    target = target_size(image.width, image.height, by, factor, width, height, fit)
    return changed(image, width=target.width, height=target.height)
