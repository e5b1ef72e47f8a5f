"""Reads HEIC with pi-heif, which is optional: its decoder of HEVC is covered by patents in some countries."""

from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from nodes._kernels.codecs.limits import NeedsLibrary, check_page, check_size
from nodes._kernels.codecs.opened import Opened, Pixels
from nodes._kernels.codecs.tags import plain_exif
from nodes._kernels.files import Refused

_ERRORS = (OSError, ValueError, RuntimeError, EOFError, SyntaxError, IndexError, KeyError, TypeError, MemoryError)
"""What the library raises at broken files."""
_CHANNELS = {"L": 1, "LA": 4, "RGB": 3, "RGBA": 4}


def open_by_heif(path: Path, page: int) -> Opened:
    """Read the header; `page` counts from 1, the main picture first.

    Raises `NeedsLibrary` where pi-heif is not there, `Refused` for a file it cannot read or that is too large.
    """
    library = _library(path)
    try:
        found = _page(library, path, page)
        width, height = found.size
        info = dict(found.info)
        channels = _CHANNELS[found.mode.split(";")[0]]
    except Refused:
        raise
    except _ERRORS as error:
        raise _damaged(path, error) from None
    check_size(path, width, height)
    bits = int(info.get("bit_depth") or 8)

    def read() -> Pixels:
        try:
            # The array lies in memory of the decoder's, which ends with what it was made of.
            decoded = _page(library, path, page)
            pixels = _canonical(np.array(decoded), bits)
        except _ERRORS as error:
            raise _damaged(path, error) from None

        if pixels.shape != (height, width, channels):
            raise Refused(f"{path} is damaged: its header and its pixels do not agree; take another copy of it.")
        return pixels

    depth = str(bits) if bits in (10, 12) else "8" if bits <= 8 else "16"
    icc, xmp = info.get("icc_profile"), info.get("xmp")
    # The decoder turns the picture as the container says; EXIF says it a second time.
    return Opened(path, width, height, channels, depth, read, icc or None, plain_exif(info.get("exif")), xmp or None)


def _library(path: Path) -> ModuleType:
    try:
        import pi_heif
    except ImportError:
        raise NeedsLibrary(
            f"{path} is an HEIC picture; install nodegraph[heic] to read it, or save it as JPEG."
        ) from None
    return pi_heif


def _page(library: ModuleType, path: Path, page: int) -> Any:
    with path.open("rb") as file:
        opened = library.open_heif(file.read(), convert_hdr_to_8bit=False)
    check_page(path, page, len(opened))
    first = opened.primary_index
    return opened[[first, *(i for i in range(len(opened)) if i != first)][page - 1]]


def _canonical(pixels: Any, bits: int) -> Pixels:
    """Return pixels in the whole range; the decoder shifts 10 or 12 bits up and leaves the low ones 0."""
    if pixels.ndim == 2:
        pixels = pixels[:, :, None]
    if pixels.shape[2] == 2:
        pixels = pixels[:, :, [0, 0, 0, 1]]
    if pixels.dtype == np.uint8:
        return np.ascontiguousarray(pixels)
    top = (2**bits - 1) << (16 - bits)
    return ((pixels.astype(np.uint32) * np.uint32(65535) + top // 2) // np.uint32(top)).astype(np.uint16)


def _damaged(path: Path, error: Exception) -> Refused:
    reason = " ".join(str(error).split())[:200] or "no picture in it"
    return Refused(f"{path} is damaged or cut off ({reason}); take another copy of it.")
