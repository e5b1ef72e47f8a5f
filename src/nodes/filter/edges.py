"""Finds edges."""

from typing import Annotated, Literal

import cv2
import numpy as np
import numpy.typing as npt

from nodegraph import Image, Number, PictureFact, node
from nodes._kernels.coloring import brightness, gray_fact
from nodes._kernels.strips import by_strips, on_all_cores, spans

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
    across, down = _rises(image, smooth)
    lines = cv2.Canny(across, down, min(low, high) * _STEEPEST, max(low, high) * _STEEPEST, L2gradient=True)
    return np.divide(lines, np.float32(255))


def _rises(image: Image, smooth: float) -> list[npt.NDArray[np.int16]]:
    """Return how steeply brightness rises to the right and down, `(H, W)` each, as Canny takes it."""
    tones = brightness(image)
    if smooth > 0:
        tones = cv2.GaussianBlur(tones, (0, 0), sigmaX=smooth)
    height, width = tones.shape[:2]
    rises = [np.empty((height, width), np.int16) for _ in range(2)]

    def work(rows: slice) -> None:
        top = max(0, rows.start - 1)
        strip = tones[top : rows.stop + 1]
        for right, rise in zip((1, 0), rises, strict=True):
            steps = cv2.Sobel(
                strip, cv2.CV_32F, right, 1 - right, scale=_STEEPEST / 4, borderType=cv2.BORDER_REPLICATE
            )[rows.start - top :][: rows.stop - rows.start]
            np.clip(steps, -32767, 32767, out=steps)
            rise[rows] = np.rint(steps, out=steps)

    on_all_cores(work, spans(height, width, 1))
    return rises


@trace_edges.infer
def _(image: PictureFact) -> PictureFact:
    return gray_fact(image)
