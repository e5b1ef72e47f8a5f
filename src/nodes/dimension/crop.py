"""Takes away from, or adds to, the sides of a picture."""

from typing import Annotated, Literal

import numpy as np

from nodegraph import Color, Number, Picture, PictureFact, When, node
from nodes._kernels.canvas import padded
from nodes._kernels.pixels import changed, check_size

Pixel = Annotated[int, Number(0, 100_000, unit="px")]
Side = Annotated[int, Number(1, 100_000, unit="px"), When(by="rectangle")]
Border = Annotated[int, Number(0, 100_000, unit="px"), When(by="border")]


@node(synonyms=("cut", "trim", "crop border", "crop edges", "image crop", "crop offsets"))
def crop(
    image: Picture,
    by: Literal["rectangle", "border"] = "rectangle",
    left: Pixel = 0,
    top: Pixel = 0,
    width: Side = 512,
    height: Side = 512,
    right: Border = 0,
    bottom: Border = 0,
) -> Picture:
    """Cut a rectangle out of a picture, or take a border off its sides.

    A rectangle that sticks out of the picture is cut at the picture's edge.
    """
    x, y, new_width, new_height = _rectangle(image.width, image.height, by, left, top, width, height, right, bottom)
    if (new_width, new_height) == (image.width, image.height):
        return image
    return image.replace(pixels=np.ascontiguousarray(image.pixels[y : y + new_height, x : x + new_width]))


@crop.infer
def _(
    image: PictureFact, by: str, left: int, top: int, width: int, height: int, right: int, bottom: int
) -> PictureFact:
    _, _, new_width, new_height = _rectangle(image.width, image.height, by, left, top, width, height, right, bottom)
    return changed(image, width=new_width, height=new_height)


def _rectangle(
    old_width: int, old_height: int, by: str, left: int, top: int, width: int, height: int, right: int, bottom: int
) -> tuple[int, int, int, int]:
    """Return left, top, width and height of what stays. Raises `ValueError` where nothing would."""
    if by == "border":
        new_width, new_height = old_width - left - right, old_height - top - bottom
    else:
        new_width, new_height = min(width, old_width - left), min(height, old_height - top)
    if new_width < 1 or new_height < 1:
        raise ValueError(
            f"Nothing of the picture would be left: it has {old_width}x{old_height} pixels; cut off less than that."
        )
    return left, top, new_width, new_height


@node(synonyms=("border", "extend", "canvas", "add border", "create border", "create edges", "image pad for outpaint"))
def pad(
    image: Picture,
    left: Pixel = 0,
    top: Pixel = 0,
    right: Pixel = 0,
    bottom: Pixel = 0,
    fill: Literal["color", "edge", "mirror", "wrap"] = "color",
    color: Annotated[Color, When(fill="color")] = (0.0, 0.0, 0.0),
) -> Picture:
    """Add pixels at the sides of a picture: a color, its edge drawn out, its mirror image or its other side."""
    if not (left or top or right or bottom):
        return image
    check_size(image.width + left + right, image.height + top + bottom)
    return image.replace(pixels=padded(image.pixels, left, top, right, bottom, fill, color))


@pad.infer
def _(image: PictureFact, left: int, top: int, right: int, bottom: int) -> PictureFact:
    width, height = image.width + left + right, image.height + top + bottom
    check_size(width, height)
    return changed(image, width=width, height=height)
