"""Sharpens."""

from typing import Annotated, Literal

import cv2
import numpy as np

from nodegraph import Image, Number, SameImage, node
from nodes._kernels.alpha import with_alpha
from nodes._kernels.coloring import each_color, on_colors


@node(halo=lambda radius: 4 * radius, synonyms=("unsharp mask", "usm", "image sharpen"))
def sharpen(
    image: Image,
    radius: Annotated[float, Number(0.1, 100, unit="px", log=True)] = 1.0,
    amount: Annotated[float, Number(0, 10)] = 0.5,
    threshold: Annotated[float, Number(0, 1)] = 0.0,
) -> SameImage:
    """Sharpen with an unsharp mask: what a blur of this radius takes away is added again.

    `amount` 1 doubles the detail. What differs from the blur by no more than `threshold` (1 is the
    step from black to white) stays as it is, so that noise and skin are not sharpened. Transparency stays as it is.
    """
    blurred = with_alpha(image, lambda pixels: cv2.GaussianBlur(pixels, (0, 0), sigmaX=radius))
    if threshold == 0 and image.shape[2] != 4:
        return cv2.addWeighted(image, 1 + amount, blurred, -amount, 0, dst=blurred).reshape(image.shape)
    detail = image - blurred
    if threshold > 0:
        detail[np.abs(detail) <= threshold] = 0
    detail *= np.float32(amount)
    if image.shape[2] == 4:
        detail[:, :, 3] = 0
    detail += image
    return detail


@node(halo=1, synonyms=("high boost filter", "laplacian sharpen"))
def high_boost(
    image: Image,
    amount: Annotated[float, Number(0, 10)] = 0.5,
    neighbors: Literal["4", "8"] = "8",
) -> SameImage:
    """Sharpen the finest detail: what sets a pixel apart from its 4 or 8 neighbors is added again, times *amount*.

    Transparency stays as it is.
    """
    count = int(neighbors)
    around = np.ones((3, 3)) if count == 8 else np.array([[0, 1, 0], [1, 1, 1], [0, 1, 0]])
    kernel = (-amount / count * around).astype(np.float32)
    kernel[1, 1] = 1 + amount
    return on_colors(image, lambda colors: cv2.filter2D(colors, -1, kernel, borderType=cv2.BORDER_REPLICATE))


@node(halo=1, synonyms=("contrast adaptive sharpening", "cas", "fidelityfx", "local contrast"))
def adaptive_sharpen(image: Image, amount: Annotated[float, Number(0, 1)] = 0.5) -> SameImage:
    """Sharpen soft places more than hard ones, so that no halo appears (contrast-adaptive sharpening).

    Expects tones from 0 to 1. Transparency stays as it is.
    """
    return each_color(image, lambda colors: _by_contrast(colors, amount), halo=1)


def _by_contrast(colors: Image, amount: float) -> Image:
    """Lottes, "FidelityFX contrast adaptive sharpening", AMD, 2019: the weight of the four neighbors follows from how
    far the darkest and brightest tones nearby, once of five and once of nine pixels, are from the ends of the range."""
    cross = cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3))
    square = np.ones((3, 3), np.uint8)
    low = cv2.erode(colors, cross) + cv2.erode(colors, square)
    high = cv2.dilate(colors, cross) + cv2.dilate(colors, square)
    room = np.clip(np.minimum(low, 2 - high) / np.maximum(high, np.float32(1e-6)), 0, 1)
    weight = np.sqrt(room) * np.float32(-1 / (8 - 3 * amount))
    plus = np.float32([[0, 1, 0], [1, 0, 1], [0, 1, 0]])
    around = cv2.filter2D(colors, -1, plus, borderType=cv2.BORDER_REPLICATE)
    return (around * weight + colors.reshape(weight.shape)) / (1 + 4 * weight)


@node(halo=lambda radius: 4 * radius, synonyms=("frequency separation", "detail", "texture extraction"))
def high_pass(
    image: Image,
    radius: Annotated[float, Number(0.1, 250, unit="px", log=True)] = 3.0,
    contrast: Annotated[float, Number(0, 10)] = 1.0,
) -> SameImage:
    """Leave only detail smaller than the radius, on middle gray: for sharpening in the mode overlay.

    Transparency stays as it is.
    """

    def change(colors: Image) -> Image:
        detail = cv2.GaussianBlur(colors, (0, 0), sigmaX=radius).reshape(colors.shape)
        np.subtract(colors, detail, out=detail)
        detail *= np.float32(contrast)
        detail += np.float32(0.5)
        return detail

    return on_colors(image, change)
