"""Takes noise and halos away."""

import math
from typing import Annotated

from nodegraph import Image, Number, SameImage, node
from nodes._kernels.coloring import each_color, on_colors
from nodes._kernels.smoothing import non_local_means, without_halos

Share = Annotated[float, Number(0, 1)]


@node(
    costly=True,
    halo=lambda patch, search: patch + search,
    synonyms=("non-local means", "nlmeans", "noise reduction", "fast nlmeans"),
)
def denoise(
    image: Image,
    strength: Annotated[float, Number(0.001, 1, log=True)] = 0.05,
    patch: Annotated[int, Number(0, 10, unit="px")] = 2,
    search: Annotated[int, Number(1, 20, unit="px")] = 5,
) -> SameImage:
    """Take noise away by averaging places that look alike (non-local means); fine texture survives.

    *strength* is about as large as the noise (1 is black to white). *patch* is how far around a pixel is looked at to
    tell what is alike, *search* how far away it is looked for; time grows with its square. Transparency stays.
    """
    return on_colors(image, lambda colors: non_local_means(colors, strength, patch, search))


@node(
    halo=lambda radius: 6 * radius + 3,
    synonyms=("halo removal", "oversharpening", "ringing", "remove halos"),
)
def dehalo(
    image: Image, radius: Annotated[float, Number(0.5, 20, unit="px")] = 2.0, bright: Share = 1.0, dark: Share = 1.0
) -> SameImage:
    """Take away the bright and dark lines that strong sharpening leaves beside edges.

    *radius* is that of the sharpening: a halo is about twice as wide. *bright* and *dark* say how much of each kind
    goes. Transparency stays as it is.
    """
    context = math.ceil(6 * radius + 3)
    return each_color(image, lambda colors: without_halos(colors, radius, bright, dark), context)
