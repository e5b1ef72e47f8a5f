"""Writes PNG, JPEG, WebP, TIFF and AVIF with libvips: strip by strip, on all cores where the codec allows it."""

import os
from pathlib import Path
from typing import Any

from nodegraph import Picture
from nodes._kernels.codecs import vips
from nodes._kernels.codecs.encodable import profile_of
from nodes._kernels.codecs.formats import Encoding
from nodes._kernels.codecs.tiff_tags import add_exif

FORMATS = frozenset(("png", "jpeg", "webp", "tiff", "avif"))
_SCREEN = 72 / 25.4
"""Dots per millimeter where nothing is known; PNG, JPEG and TIFF always say something."""
_BYTES = {"8": 1, "16": 2, "float": 4}
_SUBSAMPLING = {"4:4:4": "off", "4:2:0": "on"}


def write(image: Any, picture: Picture, path: Path, depth: str, encoding: Encoding) -> None:
    """Encode the image (the picture's pixels in their final form) with what travels along. Raises `pyvips.Error`."""
    target = vips.library().Target.new_to_file(os.fsencode(path))
    save(_with_companions(image, picture, depth, encoding), target, depth, encoding, _kept(picture, encoding))
    if encoding.format == "tiff" and encoding.metadata and picture.exif is not None:
        # libtiff writes none of its own accord.
        add_exif(path, picture.exif, picture.width, picture.height)


def _with_companions(image: Any, picture: Picture, depth: str, encoding: Encoding) -> Any:
    """Attach what travels with the pixels."""
    gray = "b-w" if depth == "8" else "grey16"
    color = "srgb" if depth == "8" else "rgb16"
    meaning = "multiband" if depth == "float" and image.bands == 1 else "scrgb" if depth == "float" else None
    across, down = picture.dpi if picture.dpi and encoding.metadata else (_SCREEN * 25.4, _SCREEN * 25.4)
    image = image.copy(
        interpretation=meaning or (gray if image.bands == 1 else color), xres=across / 25.4, yres=down / 25.4
    )
    vips.set_blob(image, "icc-profile-data", profile_of(picture, depth, encoding.format))
    if encoding.metadata:
        vips.set_blob(image, "exif-data", None if picture.exif is None else b"Exif\0\0" + picture.exif)
        vips.set_blob(image, "xmp-data", picture.xmp)
    if picture.dpi and encoding.metadata:
        image.set_type(vips.library().GValue.gstr_type, "resolution-unit", "in")
    return image


def _kept(picture: Picture, encoding: Encoding) -> int:
    """Return which metadata to write. Without EXIF or resolution to keep, libvips would make up a block of EXIF."""
    keep = vips.library().enums.ForeignKeep
    exif = encoding.metadata and (picture.exif is not None or picture.dpi is not None)
    return int(keep.ICC | (keep.XMP if encoding.metadata else 0) | (keep.EXIF if exif else 0))


def save(image: Any, target: Any, depth: str, encoding: Encoding, keep: int) -> None:
    """Encode into a target of libvips. Raises `pyvips.Error`."""
    small = encoding.small
    match encoding.format:
        case "png":
            # On enlarged pictures, the most common ones here, `up` is faster than `sub` and 2 to 20 % smaller.
            image.pngsave_target(target, keep=keep, compression=9 if small else 2, filter="all" if small else "up")
        case "jpeg":
            image.jpegsave_target(
                target,
                keep=keep,
                Q=encoding.quality,
                optimize_coding=small,
                interlace=small or encoding.progressive,
                subsample_mode=_SUBSAMPLING.get(encoding.subsampling, "auto"),
            )
        case "webp":
            effort = 6 if small else 2
            image.webpsave_target(
                target,
                keep=keep,
                Q=encoding.quality,
                lossless=encoding.lossless,
                effort=effort,
                exact=encoding.lossless,
            )
        case "avif":
            full = encoding.quality >= 90 or encoding.lossless
            image.heifsave_target(
                target,
                keep=keep,
                compression="av1",
                Q=encoding.quality,
                lossless=encoding.lossless,
                bitdepth=int(depth),
                effort=4 if small else 2,
                subsample_mode=_SUBSAMPLING.get(encoding.subsampling, "off" if full else "auto"),
            )
        case "tiff":
            level = {"deflate": 9 if small else 2, "zstd": 19 if small else 3}
            predicted = depth != "float" and encoding.compression != "none"
            image.tiffsave_target(
                target,
                keep=keep,
                compression=encoding.compression,
                level=level.get(encoding.compression, 0),
                # The predictor for floats is read by few programs.
                predictor="horizontal" if predicted else "none",
                bigtiff=image.width * image.height * image.bands * _BYTES[depth] > 2**32 - 2**26,
            )
