"""Gives a picture the colors of another one."""

from typing import Literal

import numpy as np

from nodegraph import Image, SameImage, node
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
    each place: for an upscaled picture whose colors drifted, with its original as the reference.
    """
    match = {"mean and spread": match_spread, "histogram": match_histogram, "large forms": match_low_frequencies}[by]
    colors = np.ascontiguousarray(like(image, reference))
    return on_colors(image, lambda pixels: match(pixels, colors))
