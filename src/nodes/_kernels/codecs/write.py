"""Writes a picture file with libvips: strip by strip, on all cores where the codec allows it."""

import contextvars
import errno
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from nodegraph import NodegraphError, Picture, RunError, note, progress, release_pages
from nodes._kernels.codecs import vips
from nodes._kernels.codecs.formats import FORMATS, chosen_depth, losses
from nodes._kernels.codecs.profiles import linear_profile

_FORMATS = {np.dtype(np.uint8): "uchar", np.dtype(np.uint16): "ushort", np.dtype(np.float32): "float"}
_FULL = {"uchar": 255, "ushort": 65535, "float": 1}
_BEHIND = 512
"""Rows that an encoder may still read behind the one it has finished: its threads work on neighboring strips."""
_GIVE_BACK = 32 << 20
_SCREEN = 72 / 25.4
"""Dots per millimeter where nothing is known; PNG, JPEG and TIFF always say something."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """How to write."""

    format: str
    depth: str = "auto"
    quality: int = 95
    """1 to 100, for JPEG, WebP and AVIF."""
    lossless: bool = False
    """For WebP and AVIF."""
    small: bool = False
    """Take longer for a smaller file."""
    metadata: bool = True
    """Keep EXIF, XMP and resolution. The color profile is kept anyway: without it the colors are others."""


def write_picture(picture: Picture, path: Path, encoding: Encoding) -> None:
    """Write the picture into the file at `path`, which may have any name; notes what the format cannot hold.

    Reports progress. Stops, leaving a half-written file, when the person asked to: `Stopped`. Raises
    `RunError` where encoding fails or the disk is full.
    """
    for sentence in losses(encoding.format, encoding.depth, picture.fact):
        note(sentence)
    if encoding.format == "tiff" and encoding.metadata and picture.exif is not None:
        note("EXIF is not written into TIFF files; PNG, JPEG, WebP and AVIF keep it.")
    depth = chosen_depth(encoding.format, encoding.depth, picture.depth)
    if depth != "float" and picture.pixels.dtype == np.float32:
        _note_clipping(picture)
    image = _with_companions(_encodable(picture, depth, encoding.format), picture, depth, encoding)
    watched, failure = _watched(image, picture)
    pyvips = vips.library()
    target = pyvips.Target.new_to_file(os.fsencode(path))
    try:
        _save(watched, target, depth, encoding, _kept(picture, encoding))
    except pyvips.Error as error:
        if failure:
            raise failure[0] from None
        text = str(error)
        if os.strerror(errno.ENOSPC) in text or "write error" in text:
            raise RunError(f"{path.parent} has no room left for the picture; free some space.") from None
        raise RunError(f"The picture cannot be written as {encoding.format} ({vips.reason(error)}).") from None


def _encodable(picture: Picture, depth: str, format_: str) -> Any:
    """Return the pixels as an image of the depth to write. Nothing is computed before it is written."""
    pixels = np.ascontiguousarray(picture.pixels)
    height, width, channels = pixels.shape
    image = vips.library().Image.new_from_memory(pixels, width, height, channels, _FORMATS[pixels.dtype])
    if picture.space == "linear" and depth != "float":
        image = _encode_light(image)
    full = _FULL[image.format]
    if channels == 4 and not FORMATS[format_].alpha:
        image = image.flatten(background=[full] * 3, max_alpha=full)
    if depth == "float":
        return image.cast("float") if full == 1 else (image * (1 / full)).cast("float")
    top = {"8": 255, "16": 65535}.get(depth, 2 ** int(depth) - 1)
    if full != top:
        # cast clips to the type's range, rint rounds to the nearest.
        image = (image * (top / full)).rint()
        if depth in ("10", "12"):
            # The encoder takes the upper bits of 16.
            shift = 2 ** (16 - int(depth))
            image = (image > top).ifthenelse(top, (image < 0).ifthenelse(0, image)) * shift
    return image.cast("uchar" if depth == "8" else "ushort")


def _encode_light(image: Any) -> Any:
    """Return linear light as sRGB numbers in float [0, 1] and above (IEC 61966-2-1); alpha stays."""
    image = (image * (1 / _FULL[image.format])).cast("float")
    alpha = image[3] if image.bands == 4 else None
    light = image[:3] if image.bands == 4 else image
    bent = (light > 0).ifthenelse(light, 0) ** (1 / 2.4) * 1.055 - 0.055
    made = (light <= 0.0031308).ifthenelse(light * 12.92, bent)
    return made if alpha is None else made.bandjoin(alpha)


def _with_companions(image: Any, picture: Picture, depth: str, encoding: Encoding) -> Any:
    """Attach what travels with the pixels."""
    gray = "b-w" if depth == "8" else "grey16"
    color = "srgb" if depth == "8" else "rgb16"
    meaning = "multiband" if depth == "float" and image.bands == 1 else "scrgb" if depth == "float" else None
    across, down = picture.dpi if picture.dpi and encoding.metadata else (_SCREEN * 25.4, _SCREEN * 25.4)
    image = image.copy(
        interpretation=meaning or (gray if image.bands == 1 else color), xres=across / 25.4, yres=down / 25.4
    )
    icc = picture.icc
    if picture.space == "linear" and depth == "float" and image.bands != 1:
        icc = linear_profile()
    elif picture.space == "display-p3" and icc is None:
        icc = vips.library().Image.profile_load("p3")
    vips.set_blob(image, "icc-profile-data", icc)
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


def _save(image: Any, target: Any, depth: str, encoding: Encoding, keep: int) -> None:
    small = encoding.small
    match encoding.format:
        case "png":
            # Measured on 12 megapixels of photo: 1.0 s and 20.5 MB; all filters and level 6 take 1.6 s for 19.7 MB.
            image.pngsave_target(target, keep=keep, compression=9 if small else 2, filter="all" if small else "sub")
        case "jpeg":
            image.jpegsave_target(target, keep=keep, Q=encoding.quality, optimize_coding=small, interlace=small)
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
            image.heifsave_target(
                target,
                keep=keep,
                compression="av1",
                Q=encoding.quality,
                lossless=encoding.lossless,
                bitdepth=int(depth),
                effort=4 if small else 2,
                subsample_mode="off" if encoding.quality >= 90 or encoding.lossless else "auto",
            )
        case "tiff":
            bytes_in_all = image.width * image.height * image.bands * (4 if depth == "float" else 2)
            image.tiffsave_target(
                target,
                keep=keep,
                compression="deflate",
                level=9 if small else 2,
                # The predictor for floats is read by few programs.
                predictor="none" if depth == "float" else "horizontal",
                bigtiff=bytes_in_all > 2**32 - 2**26,
            )


def _watched(image: Any, picture: Picture) -> tuple[Any, list[NodegraphError]]:
    """Return the image so that encoding it reports progress, obeys Stop and gives finished pages back.

    The second value is filled with what ended the encoding early.
    """
    failure: list[NodegraphError] = []
    # libvips calls from threads of its own, which know nothing of the run around this step.
    report = _in_this_context(progress)
    pixels = picture.pixels
    row = max(1, pixels.nbytes // max(1, picture.height))
    step = max(_BEHIND, _GIVE_BACK // row)
    given_back = 0

    def follow(made: Any, state: Any) -> None:
        nonlocal given_back
        done = int(state.npels) // max(1, picture.width)
        if done - _BEHIND - given_back >= step:
            release_pages(pixels[given_back : done - _BEHIND])
            given_back = done - _BEHIND
        try:
            report(done, picture.height)
        except NodegraphError as error:
            failure.append(error)
            made.set_kill(True)

    image.set_progress(True)
    image.signal_connect("eval", follow)
    return image, failure


def _in_this_context(function: Callable[[float, float], None]) -> Callable[[float, float], None]:
    context = contextvars.copy_context()
    return lambda done, total: context.run(function, done, total)


def _note_clipping(picture: Picture) -> None:
    """Say so where a picture holds values outside [0, 1], which integers cannot."""
    outside = 0
    rows = max(1, _GIVE_BACK // max(1, picture.pixels[:1].nbytes))
    for top in range(0, picture.height, rows):
        strip = picture.pixels[top : top + rows]
        outside += int(np.count_nonzero((strip < -0.5 / 65535) | (strip > 1 + 0.5 / 65535)))
        release_pages(strip)
    if outside:
        share = 100 * outside / picture.pixels.size
        note(f"{share:.2g} % of the numbers lie outside black to white and were clipped; TIFF with float keeps them.")
