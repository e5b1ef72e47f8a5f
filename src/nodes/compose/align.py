"""Moves a picture until it lies exactly on another one."""

from typing import Annotated, Literal, NamedTuple

import numpy as np

from nodegraph import Image, Number, PictureFact, node, note
from nodes._kernels.coloring import brightness
from nodes._kernels.pixels import changed
from nodes._kernels.registering import registered
from nodes._kernels.warp import LONGEST_SIDE, warped


class Aligned(NamedTuple):
    """The moved picture, and how well it lies."""

    image: Image
    likeness: Annotated[float, Number(0, 1)]
    """1 where both show the same, 0 where nothing common was found."""


@node(costly=True, synonyms=("register", "ecc", "align images", "stabilize", "burst", "handheld", "deghost"))
def align(
    image: Image,
    reference: Image,
    motion: Literal["shift", "shift and turn", "affine", "perspective"] = "shift and turn",
) -> Aligned:
    """Move a picture until it lies exactly on another one of the same scene: before the mean of several shots.

    The result has the size of the reference. *motion* is how the camera may have moved; take the simplest that
    serves. Brightness and contrast may differ. Where nothing common is found the picture stays where it is, a note
    says so, and *likeness* is 0.
    """
    _check(image.shape[1], image.shape[0], reference.shape[1], reference.shape[0])
    height, width = reference.shape[:2]
    matrix, likeness = registered(brightness(image)[:, :, 0], brightness(reference)[:, :, 0], motion)
    if likeness == 0:
        note("The pictures could not be aligned: nothing common was found.")
    ground = np.zeros(image.shape[2], np.float32)
    return Aligned(warped(image, matrix, width, height, "cubic", ground), likeness)


@align.infer
def _(image: PictureFact, reference: PictureFact) -> Aligned:
    _check(image.width, image.height, reference.width, reference.height)
    return Aligned(changed(image, width=reference.width, height=reference.height), None)


def _check(*sides: int) -> None:
    if max(sides) > LONGEST_SIDE:
        raise ValueError(f"A side of {max(sides)} pixels cannot be aligned, at most {LONGEST_SIDE}; resize it first.")
