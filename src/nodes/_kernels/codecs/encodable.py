"""Turns a picture into the numbers a format wants: depth, light or sRGB, with or without alpha; computed by strips."""

from typing import Any

import numpy as np

from nodegraph import Picture
from nodes._kernels.codecs import vips
from nodes._kernels.codecs.formats import FORMATS, holds_profile
from nodes._kernels.codecs.made_profiles import made_profile
from nodes._kernels.codecs.profiles import DISPLAY_P3, srgb_from_xyz, to_srgb_from

_FORMATS = {np.dtype(np.uint8): "uchar", np.dtype(np.uint16): "ushort", np.dtype(np.float32): "float"}
_FULL = {"uchar": 255, "ushort": 65535, "float": 1}


def encodable(picture: Picture, depth: str, format_: str) -> Any:
    """Return the pixels as an image of the depth to write. Nothing is computed before it is written."""
    holds = FORMATS[format_]
    pixels = np.ascontiguousarray(picture.pixels)
    height, width, channels = pixels.shape
    image = vips.library().Image.new_from_memory(pixels, width, height, channels, _FORMATS[pixels.dtype])
    image = _colored(image, picture, format_, depth)
    full = _FULL[image.format]
    if image.bands == 4 and not holds.alpha:
        image = image.flatten(background=[full] * 3, max_alpha=full)
    if depth in ("half", "float"):
        return image.cast("float") if full == 1 else (image * (1 / full)).cast("float")
    top = {"8": 255, "16": 65535}.get(depth, 2 ** int(depth) - 1)
    if full == 65535 and top == 255 and image.format == "ushort":
        # The same numbers as below, in one step.
        return image.maplut(_halves())
    if full != top:
        # cast clips to the type's range, rint rounds to the nearest.
        image = (image * (top / full)).rint()
        if depth in ("10", "12"):
            # The encoder takes the upper bits of 16.
            shift = 2 ** (16 - int(depth))
            image = (image > top).ifthenelse(top, (image < 0).ifthenelse(0, image)) * shift
    return image.cast("uchar" if depth == "8" else "ushort")


def _halves() -> Any:
    """Return the table from 16 bits to the nearest of 8."""
    table = ((np.arange(65536) + 128) // 257).astype(np.uint8)
    return vips.library().Image.new_from_memory(table, 65536, 1, 1, "uchar")


def _colored(image: Any, picture: Picture, format_: str, depth: str) -> Any:
    """Return the image in the colors that the format means: its own where a profile goes along."""
    holds = FORMATS[format_]
    if picture.space == "linear":
        return image if holds.light or depth == "float" else _on_colors(image, encode_light)
    plain = picture.space in ("srgb", "gray")
    if holds.light:
        if picture.space == "display-p3":
            matrix = to_srgb_from(DISPLAY_P3).tolist()
            return _on_colors(image, lambda colors: decode_light(colors).recomb(matrix).cast("float"))
        if plain or picture.icc is None:
            return _on_colors(image, decode_light)
        icc = picture.icc
        return _on_colors(image, lambda colors: _light_by_profile(colors, icc))
    if plain or holds_profile(format_, picture.channels):
        return image
    icc = _profile(picture, depth)
    return image if icc is None else _on_colors(image, lambda colors: _srgb_by_profile(colors, icc))


def profile_of(picture: Picture, depth: str, format_: str) -> bytes | None:
    """Return the profile to write beside the picture's numbers of this depth, `None` where they are written as sRGB.

    Linear light stays so in floats only; integers of it are written as sRGB.
    """
    return _profile(picture, depth) if holds_profile(format_, picture.channels) else None


def _profile(picture: Picture, depth: str) -> bytes | None:
    if picture.icc is not None:
        return picture.icc
    if picture.space == "display-p3":
        return made_profile("Display P3", picture.channels)
    if picture.space == "linear" and depth == "float":
        return made_profile("linear", picture.channels)
    return None


def _on_colors(image: Any, change: Any) -> Any:
    """Return the image with its colors (or gray) changed and its alpha, if it has one, at the same scale."""
    if image.bands != 4:
        return change(image)
    colors = change(image[:3])
    alpha = image[3]
    if colors.format != alpha.format:
        alpha = (alpha * (_FULL[colors.format] / _FULL[alpha.format])).cast(colors.format)
    return colors.bandjoin(alpha)


def encode_light(image: Any) -> Any:
    """Return linear light as sRGB numbers in float [0, 1] and above (IEC 61966-2-1)."""
    light = (image * (1 / _FULL[image.format])).cast("float")
    bent = (light > 0).ifthenelse(light, 0) ** (1 / 2.4) * 1.055 - 0.055
    return (light <= 0.0031308).ifthenelse(light * 12.92, bent).cast("float")


def decode_light(image: Any) -> Any:
    """Return sRGB numbers as linear light in float, mirrored below 0 and continued above 1 (IEC 61966-2-1)."""
    numbers = (image * (1 / _FULL[image.format])).cast("float")
    size = numbers.abs()
    bent = ((size + 0.055) * (1 / 1.055)) ** 2.4
    return ((size <= 0.04045).ifthenelse(size * (1 / 12.92), bent) * numbers.sign()).cast("float")


def _light_by_profile(image: Any, icc: bytes) -> Any:
    """Return colors as linear light with sRGB's primaries, over XYZ. Little CMS takes and clips to 16 bits."""
    xyz = _with_profile(image, icc).icc_import(embedded=True, pcs="xyz", intent="relative")
    # libvips counts to 100 and makes D65 the white.
    if image.bands == 1:
        return (xyz[1] * 0.01).cast("float")
    return (xyz * 0.01).recomb(srgb_from_xyz().tolist()).cast("float")


def _srgb_by_profile(image: Any, icc: bytes) -> Any:
    sixteen = 8 if image.format == "uchar" else 16
    made = _with_profile(image, icc).icc_transform("srgb", embedded=True, intent="relative", depth=sixteen)
    return made[1] if image.bands == 1 else made


def _with_profile(image: Any, icc: bytes) -> Any:
    if image.format == "float":
        image = (image * 65535).rint().cast("ushort")
    gray, color = ("b-w", "srgb") if image.format == "uchar" else ("grey16", "rgb16")
    image = image.copy(interpretation=gray if image.bands == 1 else color)
    vips.set_blob(image, "icc-profile-data", icc)
    return image
