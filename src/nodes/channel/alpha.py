"""Takes transparency off a picture and puts it on."""

from typing import NamedTuple

import numpy as np

from nodegraph import Picture, PictureFact, node
from nodes._kernels.pixels import (
    as_type,
    changed,
    channel_of,
    channel_space,
    colored_space,
    common_type,
    full_scale,
    gray,
)


class ColorAndAlpha(NamedTuple):
    """A picture without transparency, and its transparency as a gray picture (white is opaque)."""

    color: Picture
    alpha: Picture


@node(synonyms=("transparency", "mask", "split image with alpha"))
def split_alpha(image: Picture) -> ColorAndAlpha:
    """Split a picture into its colors and its transparency. Without transparency, alpha is white."""
    if image.channels == 4:
        color, alpha = image.pixels[:, :, :3], image.pixels[:, :, 3:]
        return ColorAndAlpha(
            image.replace(pixels=np.ascontiguousarray(color)), channel_of(image, np.ascontiguousarray(alpha))
        )
    opaque = np.full((image.height, image.width, 1), full_scale(image.pixels.dtype), image.pixels.dtype)
    return ColorAndAlpha(image, channel_of(image, opaque))


@split_alpha.infer
def _(image: PictureFact) -> ColorAndAlpha:
    color = changed(image, channels=3) if image.channels == 4 else image
    return ColorAndAlpha(color, changed(image, channels=1, space=channel_space(image.space)))


@node(synonyms=("transparency", "set alpha", "apply mask", "join image with alpha"))
def merge_alpha(image: Picture, alpha: Picture) -> Picture:
    """Give a picture the transparency of another one: where that is white it is opaque, where black it is gone.

    A transparency the picture had is replaced.
    """
    _check(image.width, image.height, alpha.width, alpha.height)
    dtype = common_type(image.pixels, alpha.pixels)
    colors = np.broadcast_to(image.pixels[:, :, :3], (image.height, image.width, 3))
    pixels = np.concatenate([as_type(colors, dtype), as_type(gray(alpha.pixels), dtype)], axis=2)
    if image.channels == 1:
        return image.replace(pixels=pixels, space=colored_space(image.space), icc=None)
    return image.replace(pixels=pixels)


@merge_alpha.infer
def _(image: PictureFact, alpha: PictureFact) -> PictureFact:
    _check(image.width, image.height, alpha.width, alpha.height)
    return changed(image, channels=4, space=colored_space(image.space) if image.channels == 1 else image.space)


def _check(width: int, height: int, alpha_width: int, alpha_height: int) -> None:
    if (width, height) != (alpha_width, alpha_height):
        raise ValueError(
            f"The picture has {width}x{height} pixels, its alpha {alpha_width}x{alpha_height}; resize one of them."
        )
