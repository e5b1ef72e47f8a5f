"""JPEG that libvips does not read: 10 to 16 bits through imagecodecs, where that is there; JPEG-LS by name.

ITU-T T.81, annex B (markers).
"""

import mmap
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from nodegraph import allocate
from nodes._kernels.codecs.formats import has_imagecodecs
from nodes._kernels.codecs.limits import NeedsLibrary, NotRead, check_size
from nodes._kernels.codecs.opened import Opened, Pixels, upright
from nodes._kernels.codecs.tags import exif_orientation, plain_exif
from nodes._kernels.files import Refused

_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_LS_FRAME, _SCAN, _EXIF, _PROFILE = 0xF7, 0xDA, 0xE1, 0xE2
_END = b"\xff\xd9"
_EXIF_NAME, _PROFILE_NAME = b"Exif\0\0", b"ICC_PROFILE\0"


class _Frame(NamedTuple):
    kind: int
    bits: int
    height: int
    width: int
    channels: int
    whole: bool
    """The end of the file is there."""


def open_deep_jpeg(path: Path) -> Opened | None:
    """Read the header; `None` for a JPEG of 8 bits or without a header that makes sense.

    Raises `NeedsLibrary` where imagecodecs is not there, `NotRead` for JPEG-LS and CMYK, `Refused` for one too large.
    """
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        frame = _frame(data)
        exif, icc = _exif_and_profile(data) if frame and frame.bits > 8 else (None, None)
    if frame is None:
        return None
    if frame.kind == _LS_FRAME:
        raise NotRead(f"{path} is a JPEG-LS picture, which is not read here; save it as PNG or TIFF first.")
    if not 8 < frame.bits <= 16:
        return None
    if not has_imagecodecs():
        raise NeedsLibrary(f"{path} is a JPEG of {frame.bits} bits; install nodegraph[codecs] to read it.")
    if frame.channels not in (1, 3):
        raise NotRead(f"{path} is a JPEG of {frame.bits} bits and {frame.channels} channels; save it as TIFF first.")
    check_size(path, frame.width, frame.height)
    exif = plain_exif(exif) if exif else None
    orientation = exif_orientation(exif)

    def read() -> Pixels:
        return upright(_pixels(path, frame), orientation, allocate)

    size = (frame.width, frame.height) if orientation < 5 else (frame.height, frame.width)
    depth = str(frame.bits) if frame.bits in (10, 12) else "16"
    return Opened(path, *size, frame.channels, depth, read, icc, exif)


def _frame(data: mmap.mmap) -> _Frame | None:
    for marker, place, end in _segments(data):
        if (marker in _FRAMES or marker == _LS_FRAME) and end - place >= 6:
            # In coded pixels no byte 255 has a 217 behind it, and a small copy's end lies before the frame.
            whole = data.rfind(_END) > end
            return _Frame(marker, *struct.unpack_from(">BHHB", data, place), whole)
    return None


def _segments(data: mmap.mmap) -> Iterator[tuple[int, int, int]]:
    """Yield markers before the pixels, where their contents begin, and where they end."""
    place = 2
    while place + 4 <= len(data):
        start, marker, length = struct.unpack_from(">BBH", data, place)
        if start != 0xFF or length < 2 or marker == _SCAN:
            return
        yield marker, place + 4, min(place + 2 + length, len(data))
        place += 2 + length


def _exif_and_profile(data: mmap.mmap) -> tuple[bytes | None, bytes | None]:
    exif, profile = None, b""
    for marker, place, end in _segments(data):
        if marker == _EXIF and data[place:end].startswith(_EXIF_NAME):
            exif = data[place:end]
        if marker == _PROFILE and data[place:end].startswith(_PROFILE_NAME):
            profile += data[place + len(_PROFILE_NAME) + 2 : end]
    return exif, profile or None


def _pixels(path: Path, frame: _Frame) -> Pixels:
    import imagecodecs

    if not frame.whole:
        raise Refused(f"{path} is damaged or cut off (its end is missing); take another copy of it.")
    try:
        pixels = np.asarray(imagecodecs.jpeg8_decode(path.read_bytes()))
    except (ValueError, RuntimeError, MemoryError) as error:
        reason = " ".join(str(error).split())[:200] or "no picture in it"
        raise Refused(f"{path} is damaged or cut off ({reason}); take another copy of it.") from None
    pixels = pixels.reshape(*pixels.shape[:2], -1)
    if pixels.shape != (frame.height, frame.width, frame.channels) or pixels.dtype != np.uint16:
        raise Refused(f"{path} is damaged: its header and its pixels do not agree; take another copy of it.")
    top = 2**frame.bits - 1
    if top == 65535:
        return pixels
    return ((np.minimum(pixels, top).astype(np.uint32) * 65535 + top // 2) // top).astype(np.uint16)
