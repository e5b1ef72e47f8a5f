"""Makes negatives and flat tones."""

from typing import Annotated

import numpy as np

from nodegraph import Image, Number, SameImage, node
from nodes._kernels.coloring import each_color, on_colors


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

    def change(colors: Image) -> Image:
        result = colors * np.float32(steps - 1)
        np.rint(result, out=result)
        result *= np.float32(1 / (steps - 1))
        return np.clip(result, 0, 1, out=result)

    return each_color(image, change)
