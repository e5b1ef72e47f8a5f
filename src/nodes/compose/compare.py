"""Measures how much two pictures differ."""

from typing import Annotated, Literal, NamedTuple

import cv2
import numpy as np

from nodegraph import Image, Number, PictureFact, node
from nodes._kernels.layers import widened
from nodes._kernels.metrics import largest_difference, peak_signal_to_noise, similarities
from nodes._kernels.pixels import changed, colored_space


class Likeness(NamedTuple):
    """How alike two pictures are."""

    psnr: float
    """Peak signal-to-noise ratio in dB, higher is better; 200 where nothing differs."""
    ssim: float
    """Structural similarity, 1 where nothing differs."""
    max_difference: float
    """Largest difference of any number; 1 is the step from black to white."""
    ms_ssim: float
    """Structural similarity at several scales, which agrees better with the eye; 1 where nothing differs."""


@node(synonyms=("psnr", "ssim", "difference", "quality", "measure", "image metrics"))
def compare(image: Image, reference: Image) -> Likeness:
    """Measure how alike two pictures of the same size are: PSNR (dB), SSIM, the largest difference, MS-SSIM.

    A gray picture counts as color without color, missing transparency as opaque.
    """
    _check(image.shape[1], image.shape[0], reference.shape[1], reference.shape[0])
    channels = max(image.shape[2], reference.shape[2])
    a, b = widened(image, channels), widened(reference, channels)
    similarity, at_scales = similarities(a, b)
    return Likeness(peak_signal_to_noise(a, b), similarity, largest_difference(a, b), at_scales)


@compare.infer
def _(image: PictureFact, reference: PictureFact) -> None:
    _check(image.width, image.height, reference.width, reference.height)


@node(halo=0, synonyms=("difference image", "diff", "subtract", "error map", "heat map"))
def difference(
    image: Image,
    reference: Image,
    strength: Annotated[float, Number(0.01, 1000, log=True)] = 1.0,
    show: Literal["size", "direction"] = "size",
) -> Image:
    """Show where two pictures of the same size differ: black where they do not.

    *strength* makes small differences visible. *direction* shows them around middle gray, brighter where the picture
    is brighter than the reference. A gray picture counts as color without color; transparency is compared as well and
    shown as gray.
    """
    _check(image.shape[1], image.shape[0], reference.shape[1], reference.shape[0])
    channels = max(image.shape[2], reference.shape[2])
    change = cv2.absdiff if show == "size" else cv2.subtract
    apart = change(widened(image, channels), widened(reference, channels)).reshape(*image.shape[:2], channels)
    if channels == 4:
        # Of a difference in transparency every color tells.
        alpha = apart[:, :, 3:]
        apart = np.where(np.abs(alpha) > np.abs(apart[:, :, :3]), alpha, apart[:, :, :3])
    if strength != 1:
        apart *= np.float32(strength)
    return apart if show == "size" else apart + np.float32(0.5)


@difference.infer
def _(image: PictureFact, reference: PictureFact) -> PictureFact:
    _check(image.width, image.height, reference.width, reference.height)
    if max(image.channels, reference.channels) == 1:
        return image
    return changed(image, channels=3, space=colored_space(image.space) if image.channels == 1 else image.space)


def _check(width: int, height: int, other_width: int, other_height: int) -> None:
    if (width, height) != (other_width, other_height):
        raise ValueError(
            f"The picture has {width}x{height} pixels, the reference {other_width}x{other_height};"
            " resize or crop one of them."
        )
