"""Makes noise pictures: clouds, cells and snow."""

from typing import Annotated, Literal

import numpy as np

from nodegraph import Image, Number, PictureFact, When, node
from nodes._kernels.made import made_fact
from nodes._kernels.pixels import check_size
from nodes._kernels.procedural import cells, clouds
from nodes.texture.plain import Side

Scale = Annotated[float, Number(1, 10_000, unit="px", log=True), When(kind=("clouds", "cells"))]


@node(synonyms=("perlin noise", "worley noise", "voronoi", "clouds", "white noise", "displacement", "create noise"))
def noise_texture(
    width: Side = 512,
    height: Side = 512,
    kind: Literal["clouds", "cells", "snow"] = "clouds",
    size: Scale = 64.0,
    layers: Annotated[int, Number(1, 10), When(kind="clouds")] = 4,
    roughness: Annotated[float, Number(0, 1), When(kind="clouds")] = 0.5,
    seed: Annotated[int, Number(0, 2**31 - 1)] = 0,
) -> Image:
    """Make a gray picture of noise: the same seed gives the same picture.

    *clouds* are soft (Perlin's noise), with finer *layers* on top, each weaker by *roughness*; *cells* look like stones
    or skin (Worley's); *snow* is a tone by chance for each pixel. *size* is as wide as the largest forms.
    """
    if kind == "snow":
        return np.random.default_rng(seed).random((height, width), np.float32)
    if kind == "cells":
        return cells(width, height, size, seed)
    return clouds(width, height, size, layers, roughness, seed)


@noise_texture.infer
def _(width: int, height: int) -> PictureFact:
    check_size(width, height)
    return made_fact(width, height, 1)
