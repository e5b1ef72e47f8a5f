"""Makes black and white of pictures, at a brightness or by the surroundings."""

from typing import Annotated, Literal

import cv2
import numpy as np

from nodegraph import Image, Number, PictureFact, When, node
from nodes._kernels.coloring import brightness, gray_fact
from nodes._kernels.strips import by_strips

_BINS = 256
_AT_ONCE = 1 << 19
"""Pixels of a strip, of which there are twice as many with context: at radius 15 a tenth is done twice."""


@node(synonyms=("binarize", "black and white", "otsu", "mask from brightness"))
def threshold(
    image: Image,
    by: Literal["level", "picture"] = "level",
    level: Annotated[float, Number(0, 1), When(by="level")] = 0.5,
) -> Image:
    """Make a picture of pure black and white: what is brighter than the *level* becomes white.

    By *picture* the level is found in the picture's own tones, where it parts them best (Otsu's method).
    """
    tones = brightness(image)
    found = level if by == "level" else best_level(tones)
    return cv2.threshold(tones, found, 1, cv2.THRESH_BINARY)[1].reshape(tones.shape)


@threshold.infer
def _(image: PictureFact) -> PictureFact:
    return gray_fact(image)


def best_level(tones: Image) -> float:
    """Return the tone that parts dark from bright with the most variance between them.

    Otsu, "A threshold selection method from gray-level histograms", IEEE SMC 9(1), 1979, over 256 even steps
    from the darkest to the brightest tone.
    """
    low, high = float(tones.min()), float(tones.max())
    if high <= low:
        return low
    counts, edges = np.histogram(tones, _BINS, (low, high))
    centers = (edges[:-1] + edges[1:]) / 2
    below, above = np.cumsum(counts), np.cumsum(counts[::-1])[::-1]
    dark = np.cumsum(counts * centers) / np.maximum(below, 1)
    bright = (np.cumsum((counts * centers)[::-1]) / np.maximum(above[::-1], 1))[::-1]
    between = below[:-1] * above[1:] * (dark[:-1] - bright[1:]) ** 2
    return float(centers[np.argmax(between)])


@node(
    halo=lambda radius: radius, synonyms=("adaptive threshold", "local threshold", "scan", "document", "binarize text")
)
def local_threshold(
    image: Image,
    radius: Annotated[int, Number(1, 1000, unit="px", log=True)] = 15,
    offset: Annotated[float, Number(-1, 1)] = 0.05,
    weights: Literal["even", "gaussian"] = "even",
) -> Image:
    """Make black and white by comparing each pixel with its surroundings: good for text under uneven light.

    White is what is brighter than the mean around it, up to the radius, less the offset. *gaussian* lets
    near pixels count more.
    """
    side = (2 * radius + 1, 2 * radius + 1)

    def compare(strip: Image) -> Image:
        tones = brightness(strip)
        # A box is summed in float64, so that strips and the whole agree.
        around = cv2.blur(tones, side) if weights == "even" else cv2.GaussianBlur(tones, side, radius / 3)
        around -= np.float32(offset)
        return (tones[:, :, 0] > around).astype(np.float32)

    return by_strips(image, compare, radius, channels=1, at_once=_AT_ONCE)


@local_threshold.infer
def _(image: PictureFact) -> PictureFact:
    return gray_fact(image)
