"""Blurs as a lens out of focus does."""

from typing import Annotated, Literal

import cv2

from nodegraph import LinearImage, Number, SameImage, node
from nodes._kernels.alpha import with_alpha
from nodes._kernels.aperture import aperture


@node(halo=lambda radius: radius + 1, synonyms=("bokeh", "depth of field", "out of focus", "disc blur"))
def lens_blur(
    image: LinearImage,
    radius: Annotated[float, Number(0, 100, unit="px", log=True)] = 8.0,
    shape: Literal["disc", "blades"] = "disc",
    blades: Annotated[int, Number(3, 16)] = 6,
    turn: Annotated[float, Number(-180, 180, unit="°")] = 0.0,
) -> SameImage:
    """Blur as a lens out of focus does: every point of light becomes a disc, or a polygon of so many *blades*.

    Works in linear light, so that highlights stay bright.
    """
    if radius == 0:
        return image
    kernel = aperture(radius, blades if shape == "blades" else 0, turn)
    return with_alpha(image, lambda pixels: cv2.filter2D(pixels, -1, kernel, borderType=cv2.BORDER_REFLECT_101))
