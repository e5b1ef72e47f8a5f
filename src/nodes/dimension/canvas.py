"""Gives pictures another canvas: padded to a size, moved, cut to what they show."""

from typing import Annotated, Literal

import numpy as np

from nodegraph import Color, Number, Picture, PictureFact, When, node
from nodes._kernels.canvas import Corner, content_box, offset, padded
from nodes._kernels.pixels import changed, check_size

Side = Annotated[int, Number(1, 100_000, unit="px", log=True)]
Steps = Annotated[int, Number(-100_000, 100_000, unit="px")]
Fill = Literal["color", "edge", "mirror", "wrap"]
FillColor = Annotated[Color, When(fill="color")]


@node(synonyms=("canvas size", "letterbox", "pillarbox", "extend", "pad to size", "square"))
def pad_to_size(
    image: Picture,
    width: Side = 1920,
    height: Side = 1080,
    place: Corner = "center",
    fill: Fill = "color",
    color: FillColor = (0.0, 0.0, 0.0),
) -> Picture:
    """Add pixels around a picture until it is as wide and high as you say; a larger picture keeps its size.

    *place* is where the picture lies in the result. What is added is a color, the edge drawn out, the mirror image or
    the other side.
    """
    sides = _sides(image.width, image.height, width, height, place)
    if not any(sides):
        return image
    return image.replace(pixels=padded(image.pixels, *sides, fill, color))


@pad_to_size.infer
def _(image: PictureFact, width: int, height: int, place: str) -> PictureFact:
    left, top, right, bottom = _sides(image.width, image.height, width, height, place)
    return changed(image, width=image.width + left + right, height=image.height + top + bottom)


def _sides(old_width: int, old_height: int, width: int, height: int, place: str) -> tuple[int, int, int, int]:
    """Return what is added left, above, right and below. Raises `ValueError` for a size that cannot be made."""
    more_width, more_height = max(0, width - old_width), max(0, height - old_height)
    check_size(old_width + more_width, old_height + more_height)
    left, top = offset(more_width, more_height, place)
    return left, top, more_width - left, more_height - top


@node(synonyms=("offset", "move", "translate", "scroll", "roll", "seamless"))
def shift(
    image: Picture, right: Steps = 0, down: Steps = 0, fill: Fill = "wrap", color: FillColor = (0.0, 0.0, 0.0)
) -> Picture:
    """Move a picture within its frame. What leaves at one side comes in at the other, unless you fill otherwise."""
    if fill == "wrap":
        return image.replace(pixels=np.roll(image.pixels, (down, right), (0, 1)))
    width, height = image.width, image.height
    # Beyond its own size nothing of the picture is left, and mirroring begins anew.
    x, y = max(-width, min(width, right)), max(-height, min(height, down))
    wide = padded(image.pixels, max(0, x), max(0, y), max(0, -x), max(0, -y), fill, color)
    left, top = max(0, -x), max(0, -y)
    return image.replace(pixels=np.ascontiguousarray(wide[top : top + height, left : left + width]))


@shift.infer
def _(image: PictureFact) -> PictureFact:
    return image


@node(synonyms=("auto crop", "trim", "remove border", "crop to content", "trim transparency"))
def crop_to_content(
    image: Picture,
    tolerance: Annotated[float, Number(0, 1)] = 0.02,
    margin: Annotated[int, Number(0, 10_000, unit="px")] = 0,
) -> Picture:
    """Cut off the empty sides of a picture: transparent ones, or those with the color of the upper left corner.

    *tolerance* is how far the border's colors may differ from that (1 is black to white), *margin* how much of it
    stays. A picture without content stays as it is.
    """
    box = content_box(image.pixels, tolerance)
    if box is None:
        return image
    left, top = max(0, box[0] - margin), max(0, box[1] - margin)
    right, bottom = min(image.width, box[2] + margin), min(image.height, box[3] + margin)
    if (right - left, bottom - top) == (image.width, image.height):
        return image
    return image.replace(pixels=np.ascontiguousarray(image.pixels[top:bottom, left:right]))
