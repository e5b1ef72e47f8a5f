"""Finds edges."""

from typing import Annotated, Literal

import cv2
import numpy as np

from nodegraph import Image, Number, PictureFact, node
from nodes._kernels.coloring import brightness, gray_fact

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
    tones = brightness(image)
    border = cv2.BORDER_REPLICATE
    if by == "laplacian":
        found = np.abs(cv2.Laplacian(tones, cv2.CV_32F, borderType=border))
    else:
        derive, scale = (cv2.Sobel, 1 / 4) if by == "sobel" else (cv2.Scharr, 1 / 16)
        across = derive(tones, cv2.CV_32F, 1, 0, scale=scale, borderType=border)
        down = derive(tones, cv2.CV_32F, 0, 1, scale=scale, borderType=border)
        # OpenCV's magnitude rounds by where in memory a picture lies.
        across *= across
        down *= down
        across += down
        found = np.sqrt(across, out=across)
    found *= np.float32(strength)
    return found


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
    border = cv2.BORDER_REPLICATE
    across, down = (cv2.Sobel(tones, cv2.CV_32F, dx, 1 - dx, scale=_STEEPEST / 4, borderType=border) for dx in (1, 0))
    across, down = (np.rint(part.clip(-32767, 32767)).astype(np.int16) for part in (across, down))
    lines = cv2.Canny(across, down, min(low, high) * _STEEPEST, max(low, high) * _STEEPEST, L2gradient=True)
    return (lines > 0).astype(np.float32)


@trace_edges.infer
def _(image: PictureFact) -> PictureFact:
    return gray_fact(image)
