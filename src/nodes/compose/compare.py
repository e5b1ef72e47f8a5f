"""Measures how much two pictures differ."""

from typing import NamedTuple

import numpy as np

from nodegraph import Image, PictureFact, node
from nodes._kernels.metrics import largest_difference, peak_signal_to_noise, structural_similarity


class Likeness(NamedTuple):
    """How alike two pictures are."""

    psnr: float
    """Peak signal-to-noise ratio in dB, higher is better; 200 where nothing differs."""
    ssim: float
    """Structural similarity, 1 where nothing differs."""
    max_difference: float
    """Largest difference of any number; 1 is the step from black to white."""


@node(synonyms=("psnr", "ssim", "difference", "quality", "measure"))
def compare(image: Image, reference: Image) -> Likeness:
    """Measure how alike two pictures of the same size are: PSNR (dB), SSIM and the largest difference.

    A gray picture counts as color without color, missing transparency as opaque.
    """
    _check(image.shape[1], image.shape[0], reference.shape[1], reference.shape[0])
    channels = max(image.shape[2], reference.shape[2])
    a, b = _widen(image, channels), _widen(reference, channels)
    return Likeness(peak_signal_to_noise(a, b), structural_similarity(a, b), largest_difference(a, b))


@compare.infer
def _(image: PictureFact, reference: PictureFact) -> None:
    _check(image.width, image.height, reference.width, reference.height)


def _check(width: int, height: int, other_width: int, other_height: int) -> None:
    if (width, height) != (other_width, other_height):
        raise ValueError(
            f"The picture has {width}x{height} pixels, the reference {other_width}x{other_height};"
            " resize or crop one of them."
        )


def _widen(pixels: Image, channels: int) -> Image:
    if pixels.shape[2] == 1 and channels > 1:
        pixels = np.repeat(pixels, 3, axis=2)
    if pixels.shape[2] == 3 and channels == 4:
        return np.concatenate([pixels, np.ones((*pixels.shape[:2], 1), np.float32)], axis=2)
    return pixels
