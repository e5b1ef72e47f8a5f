"""Reads and writes JPEG XL of sRGB colors, and QOI, with imagecodecs, which is optional."""

import struct
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from nodegraph import Picture
from nodes._kernels.codecs import vips
from nodes._kernels.codecs.formats import Encoding, has_imagecodecs
from nodes._kernels.codecs.jxl_header import CODESTREAM, SIGNATURE, Header, boxes, read_header
from nodes._kernels.codecs.limits import NeedsLibrary, check_size
from nodes._kernels.codecs.opened import Opened, Pixels
from nodes._kernels.codecs.tags import plain_exif
from nodes._kernels.files import Refused

_TYPE = b"\0\0\0\x14ftypjxl \0\0\0\0jxl "
_MOST_BYTES = 1 << 31


def open_by_imagecodecs(path: Path) -> Opened:
    """Read the header.

    Raises `NeedsLibrary` where imagecodecs is not there, `Refused` for a file that is damaged, too large, or
    has a color profile: imagecodecs does not hand it on, and colors without it would be others.
    """
    if not has_imagecodecs():
        raise NeedsLibrary(f"{path} is a JPEG XL picture; install nodegraph[codecs] to read it, or save it as PNG.")
    parts: dict[bytes, bytes] = {}
    for name, content in boxes(path.read_bytes()):
        parts.setdefault(name, content)
    try:
        header = read_header(parts.get(b"jxlc") or parts.get(b"jxlp", b"")[4:])
    except ValueError as error:
        raise _damaged(path, error) from None
    check_size(path, header.width, header.height)
    if not header.space:
        raise Refused(f"{path} is a JPEG XL picture with a color profile, which is not read; save it as PNG.")
    channels = 4 if header.channels in (2, 4) else header.channels
    # The first four bytes say where the EXIF block begins behind them.
    exif = parts.get(b"Exif", b"")[4:]
    return Opened(
        path,
        header.width,
        header.height,
        channels,
        header.depth,
        lambda: _pixels(path, header),
        exif=plain_exif(exif) if exif else None,
        xmp=parts.get(b"xml "),
        linear=header.space == "linear",
    )


def _pixels(path: Path, header: Header) -> Pixels:
    library = _library()
    try:
        pixels = np.asarray(library.jpegxl_decode(path.read_bytes(), index=0))
    except (ValueError, RuntimeError, OSError, MemoryError, TypeError, IndexError) as error:
        raise _damaged(path, error) from None
    pixels = pixels.reshape(*pixels.shape[:2], -1)
    if pixels.shape != (header.height, header.width, header.channels):
        raise Refused(f"{path} is damaged: its header and its pixels do not agree; take another copy of it.")
    if header.channels == 2:
        pixels = pixels[:, :, [0, 0, 0, 1]]
    if header.depth in ("10", "12"):
        top = 2 ** int(header.depth) - 1
        pixels = ((pixels.astype(np.uint32) * 65535 + top // 2) // top).astype(np.uint16)
    if header.depth in ("half", "float"):
        pixels = pixels.astype(np.float32)
    return np.ascontiguousarray(pixels)


_QOI_HEADER = 14
_QOI_END = bytes(7) + b"\1"
_QOI_MOST = 400_000_000
"""Pixels the format's own library takes."""
_QOI_RUN = 62
"""The most pixels that one byte stands for."""


def open_qoi(path: Path) -> Opened:
    """Read the header (qoiformat.org, version 1.0).

    imagecodecs is there: it takes 1 ms a megapixel, Pillow 2 s. Raises `Refused` for a file that is damaged or too
    large.
    """
    with path.open("rb") as file:
        head = file.read(_QOI_HEADER)
    if len(head) < _QOI_HEADER or head[12] not in (3, 4):
        raise Refused(f"{path} is damaged: its header names no size or channels; take another copy of it.")
    width, height, channels = struct.unpack_from(">IIB", head, 4)
    check_size(path, width, height)
    if width * height >= _QOI_MOST:
        raise Refused(f"{path} is {width}x{height} pixels large; QOI is read up to 400 megapixels. Save it as PNG.")
    return Opened(path, width, height, channels, "8", lambda: _qoi_pixels(path, (height, width, channels)))


def _qoi_pixels(path: Path, shape: tuple[int, int, int]) -> Pixels:
    data = path.read_bytes()
    # The decoder itself would fill what is missing with the last color.
    if not data.rstrip(b"\n").endswith(_QOI_END):
        raise _damaged(path, ValueError("its end is missing"))
    if (len(data) - _QOI_HEADER - len(_QOI_END)) * _QOI_RUN < shape[0] * shape[1]:
        raise _damaged(path, ValueError("not enough image data"))
    try:
        pixels = np.asarray(_library().qoi_decode(data))
    except (ValueError, RuntimeError, MemoryError) as error:
        raise _damaged(path, error) from None
    if pixels.shape != shape:
        raise Refused(f"{path} is damaged: its header and its pixels do not agree; take another copy of it.")
    return pixels


def write_qoi(pixels: Pixels, path: Path) -> None:
    """Encode colors `(H, W, 3 or 4)` of 8 bits. Raises `OSError`, or `ValueError` or `RuntimeError` of the library."""
    path.write_bytes(_library().qoi_encode(np.ascontiguousarray(pixels)))


def _library() -> ModuleType:
    import imagecodecs

    return imagecodecs


def write(image: Any, picture: Picture, path: Path, encoding: Encoding) -> None:
    """Encode the image with EXIF and XMP beside it. Raises `OSError`, or `ValueError` of the library."""
    pixels = vips.pixels_of(image)
    if pixels.shape[2] == 1:
        pixels = pixels[:, :, 0]
    stream = _library().jpegxl_encode(
        np.ascontiguousarray(pixels),
        lossless=encoding.lossless,
        distance=None if encoding.lossless else _distance(encoding.quality),
        effort=7 if encoding.small else 3,
        usecontainer=False,
        numthreads=0,
    )
    if not stream.startswith(CODESTREAM):
        raise ValueError("the encoder gave no codestream")
    extra = b""
    if encoding.metadata and picture.exif is not None:
        extra += _box(b"Exif", bytes(4) + picture.exif)
    if encoding.metadata and picture.xmp is not None:
        extra += _box(b"xml ", picture.xmp)
    path.write_bytes(SIGNATURE + _TYPE + extra + _box(b"jxlc", stream) if extra else stream)


def _distance(quality: int) -> float:
    """Return the distance that libjxl's own tool takes for a quality (cjxl's documentation)."""
    if quality >= 100:
        return 0.05
    return 0.1 + (100 - quality) * 0.09 if quality >= 30 else 53 / 3000 * quality**2 - 23 / 20 * quality + 25


def _box(name: bytes, content: bytes) -> bytes:
    if len(content) + 8 >= _MOST_BYTES:
        return struct.pack(">I4sQ", 1, name, len(content) + 16) + content
    return struct.pack(">I4s", len(content) + 8, name) + content


def _damaged(path: Path, error: Exception) -> Refused:
    reason = " ".join(str(error).split())[:200] or "no picture in it"
    return Refused(f"{path} is damaged or cut off ({reason}); take another copy of it.")
