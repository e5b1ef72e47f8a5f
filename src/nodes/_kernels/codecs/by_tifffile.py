"""Reads TIFF that libvips does not, or not exactly, with tifffile: 64-bit numbers, 8 bits multiplied by alpha."""

import struct
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from nodegraph import allocate
from nodes._kernels.codecs.limits import NeedsLibrary, NotRead, check_page, check_size
from nodes._kernels.codecs.opened import Opened, Pixels, upright
from nodes._kernels.codecs.tiff_tags import read_tags
from nodes._kernels.files import Refused

_ERRORS = (
    OSError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    ArithmeticError,
    RuntimeError,
    MemoryError,
    struct.error,
)
"""What tifffile raises at broken files, and where a compression needs a library that is not there."""
_WHITE_IS_ZERO, _BLACK_IS_ZERO, _RGB = 0, 1, 2
_PREMULTIPLIED, _STRAIGHT = 1, 2
_ORIENTATION, _ICC, _XMP = 274, 34675, 700
_ACROSS, _DOWN, _UNIT = 282, 283, 296
_INCH, _CENTIMETER = 2, 3


def open_by_tifffile(path: Path, page: int = 1) -> Opened:
    """Read the header; `page` counts from 1. Raises `Refused` for what tifffile cannot read or is too large."""
    try:
        with _library().TiffFile(path) as file:
            check_page(path, page, len(file.pages))
            found = file.pages[page - 1]
            planes = int(found.samplesperpixel)
            dtype, bits = found.dtype, int(found.bitspersample)
            extra = tuple(int(sample) for sample in found.extrasamples)
            photometric = int(found.photometric)
            height, width = int(found.imagelength), int(found.imagewidth)
            tags = {tag: found.tags.valueof(tag) for tag in (_ORIENTATION, _ICC, _XMP, _ACROSS, _DOWN, _UNIT)}
            _check_compression(path, found)
            flat = int(found.imagedepth) == 1
    except Refused:
        raise
    except _ERRORS as error:
        raise _damaged(path, error) from None
    check_size(path, width, height)
    colors = {_WHITE_IS_ZERO: 1, _BLACK_IS_ZERO: 1, _RGB: 3}.get(photometric)
    if colors is None or planes not in (colors, colors + 1) or dtype is None or dtype.kind not in "uif" or not flat:
        raise NotRead(f"{path} is a kind of TIFF that is not read; save it as RGB.")
    alpha = planes == colors + 1 and extra[:1] and extra[0] in (_PREMULTIPLIED, _STRAIGHT)
    orientation = tags[_ORIENTATION] if tags[_ORIENTATION] in range(1, 9) else 1

    def read() -> Pixels:
        try:
            raw = _raw(path, page, (height, width, planes))
        except _ERRORS as error:
            raise _damaged(path, error) from None
        if photometric == _WHITE_IS_ZERO and dtype.kind == "u":
            raw = np.array(raw)
            raw[:, :, 0] = np.array(2**bits - 1, dtype) - raw[:, :, 0]
        if not alpha:
            raw = raw[:, :, :colors]
        elif colors == 1:
            raw = raw[:, :, [0, 0, 0, 1]]
        if dtype.kind == "u" and bits != 8 * dtype.itemsize:
            raw = _spread(raw, bits)
        pixels = divided(raw) if alpha and extra[0] == _PREMULTIPLIED else _canonical(raw)
        return upright(pixels, orientation, allocate)

    if orientation >= 5:
        width, height = height, width
    channels = 4 if alpha else colors
    depth = {1: "8", 2: str(bits) if bits in (10, 12) else "16"}.get(dtype.itemsize, "float")
    return Opened(
        path,
        width,
        height,
        channels,
        "half" if dtype == np.float16 else depth if dtype.kind == "u" else "float",
        read,
        icc=tags[_ICC] if isinstance(tags[_ICC], bytes) else None,
        exif=read_tags(path, page).exif,
        xmp=tags[_XMP] if isinstance(tags[_XMP], bytes) else None,
        dpi=_dpi(tags[_ACROSS], tags[_DOWN], tags[_UNIT]),
    )


def _library() -> ModuleType:
    import logging

    import tifffile

    # What it has to say about a broken file comes as a refusal.
    logging.getLogger("tifffile").setLevel(logging.CRITICAL)
    return tifffile


def _check_compression(path: Path, page: Any) -> None:
    """Raise `NeedsLibrary` where decoding needs one, `NotRead` where none does it; no data is enough to tell."""
    try:
        page.decode(None, 0)
    except ValueError as error:
        reason = str(error)[:200]
        if "COMPRESSION" in reason and "not supported" in reason:
            raise NotRead(f"{path} is a kind of TIFF that is not read ({reason}); save it as RGB.") from None
        if "imagecodecs" not in reason:
            raise
        raise NeedsLibrary(
            f"{path} cannot be decoded ({reason}); install nodegraph[codecs], or save it anew."
        ) from None


def _dpi(across: Any, down: Any, unit: Any) -> tuple[float, float] | None:
    """Return dots per inch of two rationals, which a file may hold in any form."""
    factor = {_INCH: 1.0, _CENTIMETER: 2.54}.get(unit)
    try:
        numbers = [above / below * (factor or 0) for above, below in (across, down)]
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    return (round(numbers[0], 2), round(numbers[1], 2)) if min(numbers) > 0 else None


def _raw(path: Path, page: int, shape: tuple[int, int, int]) -> Any:
    """Return the numbers as the file has them, `(H, W, samples)`. Raises `ValueError` for another size."""
    with _library().TiffFile(path) as file:
        found = file.pages[page - 1]
        numbers = found.asarray()
        if int(found.planarconfig) == 2 and numbers.ndim == 3:
            numbers = np.moveaxis(numbers, 0, 2)
    return numbers.reshape(shape)


def _spread(raw: Any, bits: int) -> Any:
    """Return whole numbers whose white is 2**bits - 1 (10, 12, 14, 24 bits, ...) with the white of their type."""
    scaled = np.minimum(raw.astype(np.float64) / (2**bits - 1), 1) * np.iinfo(raw.dtype).max
    return np.floor(scaled + 0.5).astype(raw.dtype)


def _canonical(raw: Any) -> Pixels:
    if raw.dtype.kind == "u" and raw.dtype.itemsize <= 2:
        return np.ascontiguousarray(raw)
    with np.errstate(over="ignore"):
        if raw.dtype.kind == "f":
            return np.ascontiguousarray(raw, np.float32)
        return np.ascontiguousarray(raw / np.iinfo(raw.dtype).max, np.float32)


def divided(raw: Any) -> Pixels:
    """Return straight colors in 16 bits of 8, in floats of everything else; where alpha is 0 nothing is known."""
    top = 1.0 if raw.dtype.kind == "f" else float(np.iinfo(raw.dtype).max)
    numbers = raw.astype(np.float32)
    alpha = numbers[:, :, 3:]
    with np.errstate(over="ignore", invalid="ignore"):
        np.divide(numbers[:, :, :3], alpha, out=numbers[:, :, :3], where=alpha > 0)
    alpha *= 1 / top
    if raw.dtype != np.uint8:
        return numbers
    np.clip(numbers, 0, 1, out=numbers)
    return (numbers * np.float32(65535) + np.float32(0.5)).astype(np.uint16)


def _damaged(path: Path, error: Exception) -> Refused:
    return Refused(f"{path} is damaged or cut off ({str(error)[:200] or 'no picture in it'}); take another copy of it.")
