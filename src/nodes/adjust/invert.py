"""Makes negatives and flat tones."""

from typing import Annotated

import numpy as np

from nodegraph import Image, Number, SameImage, node
from nodes._kernels.coloring import each_color_into, on_colors


@node(halo=0, synonyms=("negative", "invert color", "reverse", "image invert", "invert mask"))
def invert(image: Image, colors: bool = True, alpha: bool = False) -> SameImage:
    """Make a negative: black becomes white, red becomes cyan. *alpha* turns transparency over, too."""
    result = on_colors(image, lambda part: 1 - part) if colors else image.copy()
    if alpha and image.shape[2] == 4:
        result[:, :, 3] = 1 - image[:, :, 3]
    return result


@node(halo=0, synonyms=("quantize", "flat colors", "steps", "poster"))
def posterize(image: Image, steps: Annotated[int, Number(2, 256)] = 4) -> SameImage:
    """Leave only so many tones in each color, which makes a picture look like a poster."""

    def fill(colors: Image, target: Image) -> None:
        np.multiply(colors, np.float32(steps - 1), out=target)
        np.rint(target, out=target)
        target *= np.float32(1 / (steps - 1))
        np.clip(target, 0, 1, out=target)

    return each_color_into(image, fill)
