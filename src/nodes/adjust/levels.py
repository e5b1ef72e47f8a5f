"""Moves black, white and the tones between them: levels and curves."""

from typing import Annotated, Literal

import cv2
import numpy as np

from nodegraph import Image, Number, PictureFact, SameImage, Text, node
from nodes._kernels.coloring import each_color_into, on_channel
from nodes._kernels.tones import curve_table, ends, looked_up, read_points

Channel = Literal["colors", "red", "green", "blue", "alpha"]
Tone = Annotated[float, Number(0, 1)]


@node(halo=0, synonyms=("black point", "white point", "input levels", "output levels", "histogram", "map range"))
def levels(
    image: Image,
    black: Tone = 0.0,
    white: Tone = 1.0,
    gamma: Annotated[float, Number(0.01, 100, log=True)] = 1.0,
    new_black: Tone = 0.0,
    new_white: Tone = 1.0,
    channel: Channel = "colors",
) -> SameImage:
    """Stretch the tones from *black* to *white* over the whole range; what lies outside is cut off.

    *gamma* above 1 brightens the middle. *new black* and *new white* are where the ends come to lie. White
    below black makes a negative. Applies to all colors, or to one channel.
    """
    # At one and the same tone the step is hard.
    spread = white - black or 1e-6

    def fill(tones: Image, target: Image) -> None:
        np.subtract(tones, np.float32(black), out=target)
        target *= np.float32(1 / spread)
        np.clip(target, 0, 1, out=target)
        if gamma != 1:
            cv2.pow(target, 1 / gamma, dst=target)
        if (new_black, new_white) != (0, 1):
            target *= np.float32(new_white - new_black)
            target += np.float32(new_black)

    return on_channel(image, channel, fill)


@node(synonyms=("auto contrast", "normalize", "stretch histogram", "auto levels"))
def auto_levels(
    image: Image,
    cut: Annotated[float, Number(0, 49, unit="%")] = 0.1,
    channels: Literal["together", "each"] = "together",
) -> SameImage:
    """Stretch the tones of a picture until its darkest become black and its brightest white.

    *cut* is how much of the picture may end as pure black, and as pure white. *each* color for itself takes
    a color cast away as well. What nobody sees (fully transparent) does not count. What has one tone only keeps it.
    """
    low, high = ends(image, cut / 100, together=channels == "together")
    wide = high > low
    low, factor = np.where(wide, low, np.float32(0)), 1 / np.where(wide, high - low, np.float32(1))

    def fill(colors: Image, target: Image) -> None:
        np.subtract(colors, low, out=target)
        target *= factor
        np.clip(target, 0, 1, out=target)

    return each_color_into(image, fill)


@node(halo=0, synonyms=("tone curve", "gradation", "rgb curves"))
def curves(image: Image, points: Annotated[str, Text()] = "0,0 1,1", channel: Channel = "colors") -> SameImage:
    """Bend the tones along a smooth curve through points, written as `0,0 0.25,0.2 0.75,0.85 1,1`.

    Each point says which tone (0 black, 1 white) becomes which. The curve never overshoots between its points, and is
    level before the first and after the last one.
    """
    table = curve_table(read_points(points))
    return on_channel(image, channel, lambda tones, target: looked_up(tones, table, target))


@curves.infer
def _(image: PictureFact, points: str) -> PictureFact:
    read_points(points)
    return image
