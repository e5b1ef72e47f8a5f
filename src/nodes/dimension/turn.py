"""Mirrors and turns pictures without changing a pixel."""

from typing import Literal

import cv2
import numpy as np

from nodegraph import Picture, PictureFact, node
from nodes._kernels.pixels import changed


@node(synonyms=("mirror", "image flip"))
def flip(image: Picture, direction: Literal["left-right", "top-bottom", "both"] = "left-right") -> Picture:
    """Mirror a picture."""
    code = {"left-right": 1, "top-bottom": 0, "both": -1}[direction]
    return image.replace(pixels=cv2.flip(image.pixels, code).reshape(image.pixels.shape))


@flip.infer
def _(image: PictureFact) -> PictureFact:
    return image


@node(synonyms=("turn", "image rotate"))
def rotate(image: Picture, turn: Literal["right", "left", "half"] = "right") -> Picture:
    """Turn a picture by a quarter to the right or to the left, or by half."""
    quarters = {"left": 1, "half": 2, "right": 3}[turn]
    return image.replace(pixels=np.ascontiguousarray(np.rot90(image.pixels, quarters)))


@rotate.infer
def _(image: PictureFact, turn: str) -> PictureFact:
    return image if turn == "half" else changed(image, width=image.height, height=image.width)
