"""Changes the size of a picture."""

from typing import Annotated, Literal, NamedTuple

from nodegraph import Number, Picture, PictureFact, When, node, progress
from nodes._kernels.pixels import changed, check_size
from nodes._kernels.resample import Kernel, Region, resample

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
    target = _target(image.width, image.height, by, factor, width, height, fit)
    pixels = resample(image.pixels, target.width, target.height, interpolation, region=target.region, report=progress)
    return image if pixels is image.pixels else image.replace(pixels=pixels)


@resize.infer
def _(image: PictureFact, by: str, factor: float, width: int, height: int, fit: str) -> PictureFact:
    target = _target(image.width, image.height, by, factor, width, height, fit)
    return changed(image, width=target.width, height=target.height)


class _Target(NamedTuple):
    width: int
    height: int
    region: Region | None = None
    """The part of the picture that is shown; `None` for all of it."""


def _target(old_width: int, old_height: int, by: str, factor: float, width: int, height: int, fit: str) -> _Target:
    """Return the size of the result. Raises `ValueError` for one that cannot be made."""
    if by == "factor":
        target = _Target(_scaled(old_width, factor), _scaled(old_height, factor))
    elif fit == "stretch":
        target = _Target(width, height)
    elif fit == "fit":
        scale = min(width / old_width, height / old_height)
        target = _Target(min(width, _scaled(old_width, scale)), min(height, _scaled(old_height, scale)))
    else:
        scale = max(width / old_width, height / old_height)
        left, top = (old_width - width / scale) / 2, (old_height - height / scale) / 2
        target = _Target(width, height, (left, top, old_width - left, old_height - top))
    check_size(target.width, target.height)
    return target


def _scaled(length: int, factor: float) -> int:
    return max(1, int(length * factor + 0.5))
