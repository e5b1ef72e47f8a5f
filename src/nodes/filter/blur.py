"""Blurs."""

from typing import Annotated

import cv2

from nodegraph import Image, Number, SameImage, node
from nodes._kernels.alpha import with_alpha

Sigma = Annotated[float, Number(0, 1000, unit="px", log=True)]
Radius = Annotated[int, Number(0, 1000, unit="px", log=True)]


@node(halo=lambda sigma_x, sigma_y: 4 * max(sigma_x, sigma_y), synonyms=("blur", "soften", "smooth", "image blur"))
def gaussian_blur(image: Image, sigma_x: Sigma = 1.0, sigma_y: Sigma = 1.0) -> SameImage:
    """Blur with a Gaussian of the given standard deviations, across and down."""
    if sigma_x == sigma_y == 0:
        return image
    # OpenCV takes 0 for "as the other direction"; a millionth of a pixel is none.
    sigmas = {"sigmaX": sigma_x or 1e-6, "sigmaY": sigma_y or 1e-6}
    return with_alpha(image, lambda pixels: cv2.GaussianBlur(pixels, (0, 0), **sigmas))


@node(halo=lambda radius_x, radius_y: max(radius_x, radius_y), synonyms=("average", "mean"))
def box_blur(image: Image, radius_x: Radius = 1, radius_y: Radius = 1) -> SameImage:
    """Blur by giving every pixel the mean of the pixels around it, up to the radius across and down.

    Cheap at every radius, but boxes shine through; a Gaussian looks better.
    """
    if radius_x == radius_y == 0:
        return image
    return with_alpha(image, lambda pixels: cv2.blur(pixels, (2 * radius_x + 1, 2 * radius_y + 1)))
