"""Changes the size of a picture."""

from typing import Annotated, Literal

from nodegraph import Number, Picture, PictureFact, When, from_linear, node, note_light, progress, to_linear
from nodes._kernels.fitting import target_size
from nodes._kernels.pixels import changed
from nodes._kernels.resample import Kernel, Light, resample

Factor = Annotated[float, Number(0.001, 100, unit="x", log=True), When(by="factor")]
Width = Annotated[int, Number(1, 100_000, unit="px", log=True), When(by=("size", "longer side", "shorter side"))]
Height = Annotated[int, Number(1, 100_000, unit="px", log=True), When(by="size")]
Fit = Annotated[Literal["fit", "fill", "stretch"], When(by="size")]


@node(
    synonyms=(
        "scale",
        "rescale",
        "downscale",
        "enlarge",
        "shrink",
        "thumbnail",
        "resize to side",
        "image scale",
        "image scale by",
        "image scale to total pixels",
        "upscale image by",
    )
)
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
    their brightness when shrunk (stars, lamps at night); enlarging may show dark lines beside edges. How numbers
    become light is read from the picture's color profile.
    """
    target = target_size(image.width, image.height, by, factor, width, height, fit)
    light = None
    if linear_light and interpolation != "nearest" and (image.space != "linear" or image.icc is not None):
        note_light(image)
        light = Light(lambda strip: to_linear(image.replace(pixels=strip)), lambda strip: from_linear(strip, image))
    made = resample(
        image.pixels, target.width, target.height, interpolation, region=target.region, light=light, report=progress
    )
    return image if made is image.pixels else image.replace(pixels=made)


@resize.infer
def _(image: PictureFact, by: str, factor: float, width: int, height: int, fit: str) -> PictureFact:
    target = target_size(image.width, image.height, by, factor, width, height, fit)
    return changed(image, width=target.width, height=target.height)
