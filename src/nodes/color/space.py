"""Writes colors in the numbers of another way to count them: hue and saturation, lightness and color."""

import numpy as np

from nodegraph import Picture, PictureFact, convert_colors, node
from nodes._kernels.coloring import each_color_into
from nodes._kernels.pixels import as_type
from nodes._kernels.spaces import Space, convert


@node(halo=0, synonyms=("change colorspace", "rgb to hsv", "rgb to lab", "ycbcr", "yuv", "oklab", "convert color"))
def change_color_space(image: Picture, source: Space = "sRGB", target: Space = "Lab") -> Picture:
    """Write the colors of a picture in the numbers of another color space, for work on hue, lightness or color alone.

    The three numbers come to lie in red, green and blue, from 0 to 1: hues are parts of a turn, a and b of Lab
    (a + 128) / 255, those of OKLab and YCbCr around 0.5. Change them back with source and target swapped. A gray
    picture stays as it is. A picture in another color space than sRGB is converted to it on the way there, and back
    to its own on the way back, by its profile.
    """
    if source == target or image.channels == 1:
        return image
    own = (image.space, image.icc)
    foreign = image.space not in ("srgb", "gray")
    if source == "sRGB" and foreign:
        image = convert_colors(image, "srgb")
    numbers = as_type(image.pixels, np.float32)
    made = each_color_into(numbers, lambda colors, room: convert(colors, source, target, room))
    if target == "sRGB" and foreign:
        return convert_colors(image.replace(pixels=made, space="srgb", icc=None), *own)
    return image.replace(pixels=made, space=own[0], icc=own[1])


@change_color_space.infer
def _(image: PictureFact) -> PictureFact:
    return image
