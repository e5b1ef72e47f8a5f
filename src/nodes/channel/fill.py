"""Makes transparent pictures opaque, opaque ones transparent, and color gray."""

from typing import Annotated, Literal

import cv2
import numpy as np

from nodegraph import Color, Image, Number, PictureFact, When, allocate, node
from nodes._kernels.coloring import brightest, brightness, darkest, gray_fact
from nodes._kernels.pixels import changed, color_for, colored_space
from nodes._kernels.strips import on_all_cores, spans

Share = Annotated[float, Number(0, 10), When(by="weights")]


@node(halo=0, synonyms=("flatten", "remove alpha", "background", "matte"))
def fill_alpha(image: Image, color: Color = (1.0, 1.0, 1.0)) -> Image:
    """Lay a transparent picture on a color, which makes it opaque. An opaque picture stays as it is."""
    if image.shape[2] != 4:
        return image
    ground = color_for(color, 3, np.float32)
    result = image[:, :, :3] - ground
    result *= image[:, :, 3:]
    result += ground
    return result


@fill_alpha.infer
def _(image: PictureFact) -> PictureFact:
    return changed(image, channels=3) if image.channels == 4 else image


@node(halo=0, synonyms=("opacity", "add alpha", "fade", "transparency"))
def set_alpha(
    image: Image, opacity: Annotated[float, Number(0, 1)] = 1.0, how: Literal["set", "multiply"] = "set"
) -> Image:
    """Make the whole picture as opaque as you say: 0 cannot be seen, 1 hides all behind it.

    *multiply* keeps transparent parts and makes the whole more transparent.
    """
    height, width, channels = image.shape
    result: Image = allocate((height, width, 4), np.float32)

    def work(rows: slice) -> None:
        strip, target = image[rows], result[rows]
        if channels == 3:
            alpha = np.full((len(strip), width, 1), opacity, np.float32)
            cv2.mixChannels([strip, alpha], [target], (0, 0, 1, 1, 2, 2, 3, 3))
            return
        target[:, :, :3] = strip[:, :, :3]
        if how == "multiply" and channels == 4:
            np.multiply(strip[:, :, 3], np.float32(opacity), out=target[:, :, 3])
        else:
            target[:, :, 3] = opacity

    on_all_cores(work, spans(height, width))
    return result


@set_alpha.infer
def _(image: PictureFact) -> PictureFact:
    if image.channels == 1:
        return changed(image, channels=4, space=colored_space(image.space))
    return changed(image, channels=4)


@node(halo=0, synonyms=("grayscale", "black and white", "desaturate", "monochrome", "luminance", "luma"))
def to_gray(
    image: Image,
    by: Literal["brightness", "video", "mean", "lightness", "brightest", "darkest", "weights"] = "brightness",
    red: Share = 0.4,
    green: Share = 0.4,
    blue: Share = 0.2,
) -> Image:
    """Make a gray picture of a color one; transparency is left out.

    By *brightness* as the eye sees it (BT.709), as old *video* weighs it (BT.601), the *mean* of the colors, their
    *lightness* (halfway from the darkest to the brightest), or *weights* of your own, of which only the proportion
    counts.
    """
    if image.shape[2] == 1:
        return image
    if by == "brightness":
        return brightness(image)
    colors = image[:, :, :3]
    if by == "brightest":
        return brightest(colors)
    if by == "darkest":
        return darkest(colors)
    if by == "lightness":
        result = brightest(colors)
        result += darkest(colors)
        result *= np.float32(0.5)
        return result
    weights = {"video": (0.299, 0.587, 0.114), "mean": (1, 1, 1), "weights": (red, green, blue)}[by]
    matrix = np.zeros((1, image.shape[2]), np.float32)
    matrix[0, :3] = np.array(weights) / (sum(weights) or 1)
    return cv2.transform(image, matrix)


@to_gray.infer
def _(image: PictureFact) -> PictureFact:
    return gray_fact(image)
