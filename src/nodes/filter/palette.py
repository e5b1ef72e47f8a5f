"""Leaves few colors: dithering and palettes."""

from typing import Annotated, Literal

import numpy as np

from nodegraph import Image, Number, SameImage, node
from nodes._kernels.alpha import seen_in
from nodes._kernels.coloring import on_colors
from nodes._kernels.dithering import diffused, nearest, ordered, stepped
from nodes._kernels.quantizing import palette_of, spacing

Pattern = Literal["none", "floyd-steinberg", "atkinson", "ordered"]


@node(synonyms=("1 bit", "floyd-steinberg", "atkinson", "bayer", "error diffusion", "halftone"))
def dither(
    image: Image,
    steps: Annotated[int, Number(2, 256)] = 2,
    pattern: Literal["floyd-steinberg", "atkinson", "ordered"] = "floyd-steinberg",
) -> SameImage:
    """Leave only so many tones in each channel, and mix dots of them where a tone lies between.

    *floyd-steinberg* is the finest, *atkinson* has more contrast, *ordered* is a regular weave. Transparency stays.
    """

    def change(colors: Image) -> Image:
        if pattern != "ordered":
            return diffused(colors, steps, pattern)
        return stepped(colors + ordered(colors.shape[:2]) * np.float32(1 / (steps - 1)), steps)

    return on_colors(image, change)


@node(
    synonyms=(
        "quantize",
        "indexed",
        "palette",
        "pixel art",
        "gif colors",
        "median cut",
        "posterize",
        "image quantize",
        "quantize to reference",
    )
)
def reduce_colors(
    image: Image,
    colors: Annotated[int, Number(2, 256)] = 16,
    pattern: Pattern = "floyd-steinberg",
    palette: Image | None = None,
) -> SameImage:
    """Leave only so many colors, those that suit the picture best, or those of a *palette* picture.

    A *pattern* mixes dots of them where a color lies between. Of the palette picture, which may be any
    picture, at most that many colors are taken. Transparency stays as it is; what nobody sees gets no color of its own.
    """

    def change(pixels: Image) -> Image:
        source = image if palette is None else palette
        seen = seen_in(source)
        found = palette_of(_like(pixels, source if seen is None else source[seen][None]), colors)
        if pattern == "none":
            return nearest(pixels, found)
        if pattern == "ordered":
            return nearest(pixels + ordered(pixels.shape[:2]) * spacing(found), found)
        return diffused(pixels, found, pattern)

    return on_colors(image, change)


def _like(pixels: Image, palette: Image) -> Image:
    """Return the colors of a palette with the channels of the picture."""
    if pixels.shape[2] == 1:
        return palette[:, :, :3].mean(axis=2, keepdims=True)
    return np.repeat(palette, 3, axis=2) if palette.shape[2] == 1 else palette[:, :, :3]
