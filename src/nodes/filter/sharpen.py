"""Sharpens."""

from typing import Annotated

import cv2
import numpy as np

from nodegraph import Image, Number, SameImage, node
from nodes._kernels.alpha import with_alpha


@node(halo=lambda radius: 4 * radius, synonyms=("unsharp mask", "usm"))
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
    detail = image - blurred
    if threshold > 0:
        detail[np.abs(detail) <= threshold] = 0
    detail *= np.float32(amount)
    if image.shape[2] == 4:
        detail[:, :, 3] = 0
    detail += image
    return detail
