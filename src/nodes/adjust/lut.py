"""Applies a look-up table from a file, as film looks are traded."""

from pathlib import Path
from typing import Annotated

import numpy as np

from nodegraph import Image, Number, PictureFact, SameImage, node
from nodes._kernels.coloring import each_color
from nodes._kernels.cube import applied, read_cube


@node(synonyms=("lut", "cube", "color grading", "look", "film look", "3d lut", "apply lut"))
def apply_look(image: Image, file: Path, strength: Annotated[float, Number(0, 1)] = 1.0) -> SameImage:
    """Change colors by a table from a .cube file, as film looks and camera profiles come.

    Colors between the table's steps are interpolated, those beyond its range take its edge. Below a strength
    of 1 the picture shines through. A gray picture stays gray: it takes the brightness of the new color.
    """
    cube = read_cube(file)

    def change(colors: Image) -> Image:
        wide = np.repeat(colors, 3, axis=2) if colors.shape[2] == 1 else colors
        made = applied(cube, wide)
        if colors.shape[2] == 1:
            made = made.mean(axis=2, keepdims=True)
        return made if strength == 1 else colors + (made - colors) * np.float32(strength)

    return each_color(image, change)


@apply_look.probe
def _(image: PictureFact, file: Path) -> PictureFact:
    read_cube(file)
    return image
