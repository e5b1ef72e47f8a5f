"""Takes pictures apart into channels and puts channels together."""

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


class Channels(NamedTuple):
    """The channels of a picture, each a gray picture."""

    red: Picture
    green: Picture
    blue: Picture
    alpha: Picture


@node(synonyms=("separate rgb", "rgba", "image to mask"))
def split_channels(image: Picture) -> Channels:
    """Split a picture into red, green, blue and transparency, each a gray picture.

    Those of a gray picture are all the same; without transparency, alpha is white.
    """
    parts = [np.ascontiguousarray(image.pixels[:, :, c : c + 1]) for c in range(image.channels)]
    if image.channels == 1:
        parts *= 3
    if len(parts) == 3:
        parts.append(np.full_like(parts[0], full_scale(image.pixels.dtype)))
    return Channels(*(channel_of(image, part) for part in parts))


@split_channels.infer
def _(image: PictureFact) -> Channels:
    part = changed(image, channels=1, space=channel_space(image.space))
    return Channels(part, part, part, part)


@node(synonyms=("combine rgb", "rgba", "mask to image"))
def merge_channels(red: Picture, green: Picture, blue: Picture, alpha: Picture | None = None) -> Picture:
    """Make a color picture of gray ones: its red, green, blue and, if wired, its transparency."""
    parts = [red, green, blue] + ([alpha] if alpha is not None else [])
    _check([(part.width, part.height) for part in parts])
    dtype = common_type(*(part.pixels for part in parts))
    pixels = np.concatenate([as_type(gray(part.pixels), dtype) for part in parts], axis=2)
    return red.replace(pixels=pixels, space=colored_space(red.space), icc=None)


@merge_channels.infer
def _(red: PictureFact, green: PictureFact, blue: PictureFact, alpha: PictureFact | None) -> PictureFact:
    parts = [red, green, blue] + ([alpha] if alpha is not None else [])
    _check([(part.width, part.height) for part in parts])
    return changed(red, channels=len(parts), space=colored_space(red.space))


def _check(sizes: list[tuple[int, int]]) -> None:
    if len(set(sizes)) > 1:
        words = ", ".join(f"{width}x{height}" for width, height in sizes)
        raise ValueError(f"The channels have different sizes ({words}); resize them to one size.")
