"""Grows and shrinks bright shapes, and measures how far it is to their rim."""

from typing import Annotated, Literal

import cv2
import numpy as np

from nodegraph import Image, Number, PictureFact, SameImage, node
from nodes._kernels.alpha import with_alpha
from nodes._kernels.coloring import brightness, gray_fact


@node(
    halo=lambda radius: 2 * radius,
    synonyms=(
        "dilate",
        "erode",
        "opening",
        "closing",
        "top hat",
        "black hat",
        "expand mask",
        "morphology",
        "grow mask",
    ),
)
def grow_or_shrink(
    image: Image,
    how: Literal["grow", "shrink", "open", "close", "outline", "bright detail", "dark detail"] = "grow",
    radius: Annotated[int, Number(0, 200, unit="px", log=True)] = 1,
    shape: Literal["round", "square", "cross"] = "round",
) -> SameImage:
    """Let bright areas grow or shrink by a radius (dilation, erosion), for masks and line drawings.

    *open* takes bright specks away, *close* fills dark holes; *outline* leaves the rim of bright areas, *bright* and
    *dark detail* what opening and closing take away.
    """
    if radius == 0 and how in ("grow", "shrink", "open", "close"):
        return image
    kind = {"round": cv2.MORPH_ELLIPSE, "square": cv2.MORPH_RECT, "cross": cv2.MORPH_CROSS}[shape]
    element = cv2.getStructuringElement(kind, (2 * radius + 1, 2 * radius + 1))
    operation = {
        "grow": cv2.MORPH_DILATE,
        "shrink": cv2.MORPH_ERODE,
        "open": cv2.MORPH_OPEN,
        "close": cv2.MORPH_CLOSE,
        "outline": cv2.MORPH_GRADIENT,
        "bright detail": cv2.MORPH_TOPHAT,
        "dark detail": cv2.MORPH_BLACKHAT,
    }[how]
    return with_alpha(image, lambda pixels: cv2.morphologyEx(pixels, operation, element))


@node(synonyms=("distance transform", "signed distance field", "sdf", "feather", "bevel", "feather mask"))
def distance_to_edge(
    image: Image,
    level: Annotated[float, Number(0, 1)] = 0.5,
    reach: Annotated[float, Number(0.5, 10_000, unit="px", log=True)] = 32.0,
    side: Literal["inside", "outside", "both"] = "inside",
) -> Image:
    """Paint how far each pixel is from the edge of the bright shapes: 0 at the edge, 1 at the *reach* and beyond.

    What is brighter than *level* is a shape. *both* puts the edge at middle gray, brighter inside, darker outside (a
    signed distance field).
    """
    inside = (brightness(image)[:, :, 0] > level).astype(np.uint8)
    if side == "inside":
        return _reached(inside, reach)
    if side == "outside":
        return _reached(1 - inside, reach)
    return 0.5 + 0.5 * (_reached(inside, reach) - _reached(1 - inside, reach))


@distance_to_edge.infer
def _(image: PictureFact) -> PictureFact:
    return gray_fact(image)


def _reached(shape: Image, reach: float) -> Image:
    """Return the distance to the nearest pixel outside of a shape, as a part of the reach; 1 where there is none.

    Exact Euclidean distances (Felzenszwalb and Huttenlocher, "Distance transforms of sampled functions", Theory of
    Computing 8, 2012).
    """
    if shape.all():
        return np.ones(shape.shape, np.float32)
    distance = cv2.distanceTransform(shape, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    distance *= np.float32(1 / reach)
    return np.minimum(distance, 1, out=distance)
