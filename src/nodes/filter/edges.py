"""Finds edges."""

from typing import Annotated, Literal

import cv2
import numpy as np
import numpy.typing as npt

from nodegraph import Image, Number, PictureFact, node
from nodes._kernels.coloring import brightness, gray_fact
from nodes._kernels.strips import by_strips

_STEEPEST = 8191
"""A gradient of 1 as OpenCV's Canny takes it, in 16-bit integers with room for the largest."""


@node(halo=1, synonyms=("edge detection", "sobel", "laplacian", "scharr", "gradient", "outline"))
def find_edges(
    image: Image,
    by: Literal["sobel", "scharr", "laplacian"] = "sobel",
    strength: Annotated[float, Number(0, 100)] = 1.0,
) -> Image:
    """Draw the edges of a picture in white on black: how steeply its brightness changes at each pixel.

    An edge from black to white gives 1, times *strength*. *laplacian* shows lines and points rather than edges.
    """

    def change(strip: Image) -> Image:
        found = _steepness(brightness(strip), by)
        found *= np.float32(strength)
        return found

    return by_strips(image, change, 1, channels=1)


def _steepness(tones: Image, by: str) -> Image:
    border = cv2.BORDER_REPLICATE
    if by == "laplacian":
        found = cv2.Laplacian(tones, cv2.CV_32F, borderType=border)
        return np.abs(found, out=found)
    derive, scale = (cv2.Sobel, 1 / 4) if by == "sobel" else (cv2.Scharr, 1 / 16)
    across = derive(tones, cv2.CV_32F, 1, 0, scale=scale, borderType=border)
    down = derive(tones, cv2.CV_32F, 0, 1, scale=scale, borderType=border)
    # OpenCV's magnitude rounds by where in memory a picture lies.
    across *= across
    down *= down
    across += down
    return np.sqrt(across, out=across)


@find_edges.infer
def _(image: PictureFact) -> PictureFact:
    return gray_fact(image)


@node(synonyms=("canny", "edge detection", "line art", "controlnet"))
def trace_edges(
    image: Image,
    low: Annotated[float, Number(0, 1)] = 0.1,
    high: Annotated[float, Number(0, 1)] = 0.3,
    smooth: Annotated[float, Number(0, 20, unit="px")] = 1.0,
) -> Image:
    """Trace edges as white lines one pixel wide (Canny's method).

    A line begins where the edge is stronger than *high* and goes on while it is stronger than *low*. *smooth* blurs
    before, against lines made of noise.
    """
    tones = brightness(image)
    if smooth > 0:
        tones = cv2.GaussianBlur(tones, (0, 0), sigmaX=smooth)
    across, down = _rise(tones, 1, 0), _rise(tones, 0, 1)
    lines = cv2.Canny(across, down, min(low, high) * _STEEPEST, max(low, high) * _STEEPEST, L2gradient=True)
    return (lines > 0).astype(np.float32)


def _rise(tones: Image, across: int, down: int) -> npt.NDArray[np.int16]:
    """Return how steeply tones rise in one direction, as Canny takes it."""
    border = cv2.BORDER_REPLICATE
    rise = cv2.Sobel(tones, cv2.CV_32F, across, down, scale=_STEEPEST / 4, borderType=border)
    np.clip(rise, -32767, 32767, out=rise)
    return np.rint(rise, out=rise).astype(np.int16)


@trace_edges.infer
def _(image: PictureFact) -> PictureFact:
    return gray_fact(image)
