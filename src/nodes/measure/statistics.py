"""Measures pictures: their tones and their colors."""

import math
from typing import Annotated, Literal, NamedTuple

import numpy as np

from nodegraph import Color, Image, Number, PictureFact, node
from nodes._kernels.coloring import brightness
from nodes._kernels.pixels import changed
from nodes._kernels.quantizing import weighted_palette
from nodes._kernels.strips import on_all_cores, spans


class Tones(NamedTuple):
    """What the tones of a picture have in common; 0 is black, 1 white."""

    mean: float
    spread: float
    """The standard deviation: how much contrast there is."""
    darkest: float
    brightest: float
    middle: float
    """The median: as many pixels are darker as brighter."""


@node(synonyms=("image statistics", "mean", "standard deviation", "histogram", "minimum", "maximum", "median"))
def measure_tones(
    image: Image, channel: Literal["brightness", "red", "green", "blue", "alpha"] = "brightness"
) -> Tones:
    """Measure the tones of a picture or of one of its channels: mean, spread, darkest, brightest and middle.

    Those of an opaque picture's alpha are 1; a gray picture has one channel for all colors.
    """
    if channel == "brightness":
        tones = brightness(image)
    elif channel == "alpha":
        tones = image[:, :, 3] if image.shape[2] == 4 else np.ones((1, 1), np.float32)
    else:
        tones = image[:, :, ("red", "green", "blue").index(channel) if image.shape[2] > 1 else 0]
    parts = np.array(on_all_cores(lambda rows: _moments(tones[rows]), spans(*tones.shape[:2])))
    counts, means, squares, lows, highs = parts.T
    mean = float(means @ counts) / tones.size
    spread = math.sqrt((squares.sum() + np.square(means - mean) @ counts) / tones.size)
    return Tones(mean, spread, float(lows.min()), float(highs.max()), float(np.median(tones)))


def _moments(tones: Image) -> tuple[float, ...]:
    """Return how many tones there are, their mean, the sum of squares of what they are off it, the least and the most.

    In float64; those of parts join exactly (Chan, Golub and LeVeque, "Algorithms for computing the sample variance",
    The American Statistician 37(3), 1983).
    """
    numbers = tones.ravel().astype(np.float64)
    mean = numbers.mean()
    numbers -= mean
    numbers *= numbers
    return tones.size, mean, numbers.sum(), tones.min(), tones.max()


class Palette(NamedTuple):
    """The colors that a picture is made of."""

    color: Color
    """The most frequent one."""
    share: Annotated[float, Number(0, 1)]
    """How much of the picture it stands for."""
    names: str
    """All of them as #rrggbb, one a line, the most frequent first."""
    palette: Image
    """Bars of the colors, 256x64 pixels, each as wide as its share."""


@node(synonyms=("color palette", "main color", "k-means", "average color", "theme"))
def dominant_colors(image: Image, colors: Annotated[int, Number(1, 64)] = 5) -> Palette:
    """Find the colors that a picture is made of. Transparent pixels do not count."""
    pixels = image[:, :, :3]
    if image.shape[2] == 4:
        seen = image[:, :, 3] > 0
        pixels = pixels[seen].reshape(1, -1, 3) if seen.any() else pixels
    found, shares = weighted_palette(np.repeat(pixels, 3, axis=2) if pixels.shape[2] == 1 else pixels, colors)
    bytes_ = np.rint(np.clip(found, 0, 1) * 255).astype(int)
    names = "\n".join("#" + "".join(f"{number:02x}" for number in color) for color in bytes_)
    places = np.searchsorted(np.cumsum(shares), (np.arange(256) + 0.5) / 256).clip(0, len(found) - 1)
    bars = np.broadcast_to(found[places], (64, 256, 3)).astype(np.float32)
    return Palette(tuple(float(number) for number in found[0]), float(shares[0]), names, bars)


@dominant_colors.infer
def _(image: PictureFact) -> Palette:
    space = ("linear" if image.space == "linear" else "srgb") if image.channels == 1 else image.space
    return Palette(None, None, None, changed(image, width=256, height=64, channels=3, space=space))
