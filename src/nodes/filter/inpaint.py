"""Fills places with what surrounds them."""

from typing import Annotated, Literal

import cv2
import numpy as np

from nodegraph import Image, Number, PictureFact, SameImage, node
from nodes._kernels.coloring import brightness

_SCALE = np.float32(65535)


@node(
    costly=True,
    synonyms=("remove object", "fill holes", "heal", "scratches", "retouch", "telea", "navier-stokes"),
)
def inpaint(
    image: Image,
    mask: Image,
    radius: Annotated[float, Number(1, 100, unit="px", log=True)] = 3.0,
    method: Literal["telea", "navier-stokes"] = "telea",
) -> SameImage:
    """Fill the white parts of a mask with what surrounds them: for scratches, dust and thin lettering.

    *radius* is how far around a pixel it is looked for colors. *telea* is smooth and quick, *navier-stokes* carries
    edges on. Large holes become a blur. Transparency is filled, too.
    """
    _check(image.shape[1], image.shape[0], mask.shape[1], mask.shape[0])
    hole = (brightness(mask)[:, :, 0] > 0.5).astype(np.uint8)
    if not hole.any() or hole.all():
        return image
    way = cv2.INPAINT_TELEA if method == "telea" else cv2.INPAINT_NS
    # OpenCV adds about 1 in the way of rounding, whatever the numbers' scale.
    parts = [cv2.inpaint(image[:, :, c] * _SCALE, hole, radius, way) for c in range(image.shape[2])]
    filled = np.stack(parts, axis=2) * (1 / _SCALE)
    return np.where(hole[:, :, None] > 0, filled, image)


@inpaint.infer
def _(image: PictureFact, mask: PictureFact) -> PictureFact:
    _check(image.width, image.height, mask.width, mask.height)
    return image


def _check(width: int, height: int, mask_width: int, mask_height: int) -> None:
    if (width, height) != (mask_width, mask_height):
        raise ValueError(
            f"The picture has {width}x{height} pixels, the mask {mask_width}x{mask_height}; resize one of them."
        )
