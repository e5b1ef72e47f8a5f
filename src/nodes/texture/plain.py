"""Makes pictures of nothing: colors, gradients and boards."""

import math
from typing import Annotated, Literal

import numpy as np

from nodegraph import Color, Image, Number, PictureFact, node
from nodes._kernels.made import channels_of, color_fact, mixed_colors

Side = Annotated[int, Number(1, 32_768, unit="px", log=True)]


@node(synonyms=("solid color", "fill", "create color", "empty image", "background", "solid mask"))
def plain_color(width: Side = 512, height: Side = 512, color: Color = (0.5, 0.5, 0.5)) -> Image:
    """Make a picture of one color. A color of one number makes a gray picture, one with alpha a transparent one."""
    result = np.empty((height, width, channels_of(color)), np.float32)
    result[:] = np.float32(color)
    return result


@plain_color.infer
def _(width: int, height: int, color: Color) -> PictureFact:
    return color_fact(width, height, color)


@node(synonyms=("ramp", "blend colors", "fade", "vignette", "sky", "create gradient"))
def gradient(
    width: Side = 512,
    height: Side = 512,
    first: Color = (0.0, 0.0, 0.0),
    second: Color = (1.0, 1.0, 1.0),
    shape: Literal["straight", "round", "around"] = "straight",
    angle: Annotated[float, Number(-360, 360, unit="°")] = 0.0,
    smooth: bool = False,
) -> Image:
    """Make a picture that fades from one color to another.

    *straight* goes from left to right, turned by the angle (90 goes down); *round* from the middle to the corners;
    *around* once around the middle. *smooth* begins and ends gently.
    """
    x = ((np.arange(width, dtype=np.float32) + 0.5) / width - 0.5)[None, :]
    y = ((np.arange(height, dtype=np.float32) + 0.5) / height - 0.5)[:, None]
    turn = math.radians(angle)
    if shape == "straight":
        across, down = math.cos(turn), math.sin(turn)
        share = (x * np.float32(across) + y * np.float32(down)) / np.float32(abs(across) + abs(down)) + np.float32(0.5)
    elif shape == "round":
        share = np.hypot(x, y) * np.float32(math.sqrt(2))
    else:
        # Around in pixels, so that the angle is right in pictures that are not square.
        share = (np.arctan2(y * height, x * width) - np.float32(turn)) / np.float32(2 * math.pi) % 1
    if smooth:
        share = share * share * (3 - 2 * share)
    return mixed_colors(np.broadcast_to(share, (height, width)), first, second)


@gradient.infer
def _(width: int, height: int, first: Color, second: Color) -> PictureFact:
    return color_fact(width, height, first, second)


@node(synonyms=("chessboard", "transparency pattern", "checker", "squares", "test pattern", "create checkerboard"))
def checkerboard(
    width: Side = 512,
    height: Side = 512,
    size: Annotated[int, Number(1, 10_000, unit="px", log=True)] = 32,
    first: Color = (0.8, 0.8, 0.8),
    second: Color = (1.0, 1.0, 1.0),
) -> Image:
    """Make a board of squares in two colors."""
    dark = ((np.arange(height) // size)[:, None] + (np.arange(width) // size)[None, :]) % 2
    return mixed_colors(dark.astype(np.float32), first, second)


@checkerboard.infer
def _(width: int, height: int, first: Color, second: Color) -> PictureFact:
    return color_fact(width, height, first, second)
