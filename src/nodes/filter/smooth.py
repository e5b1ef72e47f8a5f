"""Blurs that keep edges: median, bilateral and surface blur."""

from typing import Annotated

import cv2
import numpy as np

from nodegraph import Image, Number, Picture, PictureFact, SameImage, node
from nodes._kernels.coloring import each_color, on_colors
from nodes._kernels.median import median
from nodes._kernels.smoothing import guided

Radius = Annotated[int, Number(0, 100, unit="px", log=True)]
Contrast = Annotated[float, Number(0.001, 1, log=True)]


@node(halo=lambda radius: radius, synonyms=("median filter", "despeckle", "salt and pepper"))
def median_blur(image: Picture, radius: Radius = 1) -> Picture:
    """Give every pixel the middle one of the tones around it: specks and thin scratches vanish, edges stay sharp.

    Each channel by itself, transparency too. A large radius is quick for pictures of 8 bits, and takes minutes on
    large ones of 16 bits or floats, of which no tone is rounded.
    """
    return image if radius == 0 else image.replace(pixels=median(image.pixels, radius))


@median_blur.infer
def _(image: PictureFact) -> PictureFact:
    return image


@node(halo=lambda radius: radius, synonyms=("bilateral filter", "edge preserving", "skin smoothing", "noise reduction"))
def bilateral_blur(
    image: Image, radius: Annotated[int, Number(0, 50, unit="px", log=True)] = 5, contrast: Contrast = 0.1
) -> SameImage:
    """Blur only with pixels of similar color, so that skin and sky become smooth and edges stay.

    *contrast* is how much colors may differ to be mixed (1 is black to white). Transparency stays as it is.
    """
    if radius == 0:
        return image
    return on_colors(image, lambda colors: cv2.bilateralFilter(colors, 2 * radius + 1, contrast, radius / 2))


@node(
    halo=lambda radius: 2 * radius,
    synonyms=("guided filter", "edge preserving", "smart blur", "smooth skin"),
)
def surface_blur(
    image: Image, radius: Annotated[int, Number(0, 500, unit="px", log=True)] = 8, contrast: Contrast = 0.1
) -> SameImage:
    """Smooth surfaces and leave edges that are stronger than *contrast* (1 is black to white); quick at every radius.

    Transparency stays as it is.
    """
    if radius == 0:
        return image
    softness = np.float32(contrast / 2) ** 2
    return each_color(image, lambda colors: guided(colors, radius, softness), halo=2 * radius)
