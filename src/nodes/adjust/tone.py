"""Brings what is brighter than white into a picture: tone mapping and logarithms."""

from typing import Annotated, Literal

import numpy as np

from nodegraph import Image, LinearImage, Number, SameImage, When, node
from nodes._kernels.coloring import brightness, each_color, each_color_into

Peak = Annotated[float, Number(1, 65_504, log=True)]


@node(halo=0, synonyms=("hdr", "reinhard", "filmic", "aces", "highlights", "compress"))
def tone_map(
    image: LinearImage,
    curve: Literal["reinhard", "filmic", "film"] = "reinhard",
    stops: Annotated[float, Number(-20, 20, unit="EV")] = 0.0,
    peak: Annotated[Peak, When(curve="reinhard")] = 16.0,
) -> SameImage:
    """Bring light brighter than white into what a screen can show, as film does.

    *reinhard* keeps colors and shows light up to the *peak*, *filmic* has a soft toe and shoulder, *film* is the
    contrasty look of cinema. *stops* brightens before.
    """

    def change(light: Image) -> Image:
        light = light * np.float32(2**stops)
        np.maximum(light, 0, out=light)
        return np.clip(_CURVES[curve](light, np.float32(peak)), 0, 1)

    return each_color(image, change)


def _reinhard(light: Image, peak: np.float32) -> Image:
    """Reinhard et al., "Photographic tone reproduction for digital images", SIGGRAPH 2002, equation 4."""
    tones = brightness(light)
    return light * ((1 + tones / (peak * peak)) / (1 + tones))


def _filmic(light: Image, _: np.float32) -> Image:
    """Hable, "Uncharted 2: HDR lighting", GDC 2010: exposure 2, white at 11.2."""

    def bend(x: Image) -> Image:
        return (x * (0.15 * x + 0.05) + 0.004) / (x * (0.15 * x + 0.50) + 0.06) - np.float32(0.02 / 0.30)

    return bend(2 * light) / bend(np.float32(11.2))


def _film(light: Image, _: np.float32) -> Image:
    """Narkowicz, "ACES filmic tone mapping curve", 2015, with his exposure of 0.6."""
    x = light * np.float32(0.6)
    return (x * (2.51 * x + 0.03)) / (x * (2.43 * x + 0.59) + 0.14)


_CURVES = {"reinhard": _reinhard, "filmic": _filmic, "film": _film}
_STEEP = 1023.0


@node(halo=0, may_overflow=True, synonyms=("log", "inverse log", "hdr to log", "exponential", "compress range"))
def logarithm(image: Image, direction: Literal["to log", "from log"] = "to log", peak: Peak = 16.0) -> SameImage:
    """Squeeze numbers up to the *peak* into 0 to 1 by a logarithm, or bring them back.

    For high dynamic range on the way through nodes made for 0 to 1. y = log(1 + 1023 x) / log(1 + 1023 peak); below 0
    the curve is mirrored. Both directions with the same peak undo each other.
    """
    top = np.float32(np.log1p(_STEEP * peak))

    def fill(colors: Image, target: Image) -> None:
        size = np.abs(colors, out=target)
        if direction == "to log":
            size *= np.float32(_STEEP)
            np.log1p(size, out=size)
            size /= top
        else:
            # Beyond twice the range the numbers would leave what a float can hold.
            np.minimum(size, 2, out=size)
            size *= top
            np.expm1(size, out=size)
            size *= np.float32(1 / _STEEP)
        np.copysign(size, colors, out=target)

    return each_color_into(image, fill)
