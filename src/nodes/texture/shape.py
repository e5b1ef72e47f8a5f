"""Draws shapes."""

from typing import Annotated, Literal

import numpy as np

from nodegraph import Color, Image, Number, PictureFact, When, node
from nodes._kernels.made import made_fact
from nodes._kernels.outlines import distance
from nodes._kernels.pixels import check_size, color_for
from nodes.texture.plain import Side


@node(synonyms=("rectangle", "circle", "ellipse", "polygon", "star", "rounded corners", "mask", "vector", "frame"))
def draw_shape(
    width: Side = 256,
    height: Side = 256,
    shape: Literal["rectangle", "ellipse", "polygon", "star"] = "ellipse",
    corners: Annotated[int, Number(3, 64), When(shape=("polygon", "star"))] = 5,
    inner: Annotated[float, Number(0.05, 0.95), When(shape="star")] = 0.4,
    roundness: Annotated[float, Number(0, 10_000, unit="px"), When(shape="rectangle")] = 0.0,
    angle: Annotated[float, Number(-360, 360, unit="°"), When(shape=("polygon", "star"))] = 0.0,
    margin: Annotated[float, Number(0, 10_000, unit="px")] = 1.0,
    line: Annotated[float, Number(0, 10_000, unit="px")] = 0.0,
    soft: Annotated[float, Number(0, 10_000, unit="px")] = 0.0,
    color: Color = (1.0, 1.0, 1.0),
) -> Image:
    """Draw a shape with smooth edges on a transparent picture, as large as the picture less a margin.

    With a *line* width only the outline is drawn, *soft* lets the edge fade over so many pixels. For masks take its
    alpha; lay it over another picture with *Place over*.
    """
    away = distance(width, height, shape, margin, corners=corners, inner=inner, roundness=roundness, angle=angle)
    if line > 0:
        # The line lies inside of the shape.
        away = np.abs(away + np.float32(line / 2)) - np.float32(line / 2)
    ink = color_for(color, 4, np.float32)
    result = np.empty((height, width, 4), np.float32)
    result[:] = ink
    result[:, :, 3] *= np.clip(0.5 - away / np.float32(max(1.0, soft)), 0, 1)
    return result


@draw_shape.infer
def _(width: int, height: int) -> PictureFact:
    check_size(width, height)
    return made_fact(width, height, 4)
