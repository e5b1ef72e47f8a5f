"""Gives a picture the colors of another one."""

from typing import Literal

import numpy as np

from nodegraph import Image, SameImage, node
from nodes._kernels.alpha import seen_in
from nodes._kernels.coloring import on_colors
from nodes._kernels.layers import like
from nodes._kernels.matching import match_histogram, match_low_frequencies, match_spread


@node(
    synonyms=(
        "color transfer",
        "color match",
        "histogram matching",
        "wavelet color fix",
        "match colors",
        "reinhard",
        "average color fix",
    )
)
def transfer_color(
    image: Image, reference: Image, by: Literal["mean and spread", "histogram", "large forms"] = "mean and spread"
) -> SameImage:
    """Give a picture the colors of another one.

    By *mean and spread* of lightness and color, which looks natural; by *histogram*, which makes the tones of each
    channel as frequent as in the reference; or by *large forms*, which keeps the detail and takes the colors of
    each place: for an upscaled picture whose colors drifted, with its original as the reference. By the first two, what
    nobody sees (fully transparent) does not count.
    """
    colors = np.ascontiguousarray(like(image, reference))
    if by == "large forms":
        return on_colors(image, lambda pixels: match_low_frequencies(pixels, colors))
    match = match_spread if by == "mean and spread" else match_histogram
    return on_colors(image, lambda pixels: match(pixels, colors, seen_in(image), seen_in(reference)))
