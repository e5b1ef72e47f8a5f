"""Makes pictures brighter, darker, harder or softer."""

import math
from typing import Annotated

import numpy as np

from nodegraph import Image, LinearImage, Number, SameImage, node
from nodes._kernels.coloring import each_color_into, on_colors, power

Amount = Annotated[float, Number(-1, 1)]


@node(halo=0, synonyms=("brighten", "darken", "lighten"))
def brightness_contrast(image: Image, brightness: Amount = 0.0, contrast: Amount = 0.0) -> SameImage:
    """Make a picture brighter and harder, or darker and softer.

    Brightness 1 makes black white; contrast -1 makes everything middle gray, 1 leaves nearly only black and white.
    """
    if brightness == contrast == 0:
        return image
    # The tangent makes steps of the slider feel even; at its end the slope would be infinite.
    slope = math.tan((min(contrast, 0.99) + 1) * math.pi / 4)

    def change(colors: Image) -> Image:
        result = colors * np.float32(slope)
        result += np.float32(0.5 - 0.5 * slope + brightness)
        return result

    return on_colors(image, change)


@node(halo=0, may_overflow=True, synonyms=("gamma correction", "midtones", "power"))
def gamma(image: Image, gamma: Annotated[float, Number(0.01, 100, log=True)] = 1.0) -> SameImage:
    """Brighten (above 1) or darken (below 1) the middle tones; black and white stay where they are."""
    if gamma == 1:
        return image
    return each_color_into(image, lambda colors, target: power(colors, 1 / gamma, target))


@node(halo=0, synonyms=("stops", "ev", "brightness", "light"))
def exposure(image: LinearImage, stops: Annotated[float, Number(-20, 20, unit="EV")] = 0.0) -> SameImage:
    """Let more or less light in, as a camera does: each stop doubles the light, each negative one halves it.

    What becomes brighter than white is kept, so that a later node can bring it back.
    """
    if stops == 0:
        return image
    return on_colors(image, lambda light: light * np.float32(2**stops))
