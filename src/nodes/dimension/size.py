"""Tells the size of a picture."""

from typing import Annotated, NamedTuple

from nodegraph import Number, Picture, PictureFact, node

Pixels = Annotated[int, Number(1, unit="px")]


class Size(NamedTuple):
    """The size of a picture in pixels, and its channels: 1 is gray, 3 color, 4 color with transparency."""

    width: Pixels
    height: Pixels
    channels: Annotated[int, Number(1, 4)]


@node(synonyms=("dimensions", "width", "height", "get size", "resolution"))
def image_size(image: Picture) -> Size:
    """Tell how wide and how high a picture is, in pixels, and how many channels it has."""
    return Size(image.width, image.height, image.channels)


@image_size.infer
def _(image: PictureFact) -> Size:
    return Size(image.width, image.height, image.channels)
