"""Reads DDS that Pillow does not, or not exactly: plain pixels of 8, 16 and float bits, and light in blocks (BC6H).

Microsoft's "Programming Guide for DDS": header, extension DX10, formats of DXGI. Blocks go through imagecodecs.
"""

import struct
from pathlib import Path
from typing import NamedTuple

import numpy as np

from nodes._kernels.codecs.by_tifffile import divided
from nodes._kernels.codecs.formats import has_imagecodecs
from nodes._kernels.codecs.limits import check_page, check_size
from nodes._kernels.codecs.opened import Opened, Pixels
from nodes._kernels.files import Refused


class _Plain(NamedTuple):
    """Pixels one after the other."""

    kind: str
    order: tuple[int, ...]
    """Where in a pixel red, green, blue and alpha lie, or gray."""
    stored: int
    """Numbers of a pixel."""


class _Blocks(NamedTuple):
    """Blocks of 4x4 pixels."""

    number: int
    bytes: int
    channels: int = 4
    premultiplied: bool = False


_RGBA, _BGRA, _BGRX = (0, 1, 2, 3), (2, 1, 0, 3), (2, 1, 0)
_DXGI = {
    2: _Plain("<f4", _RGBA, 4),
    6: _Plain("<f4", (0, 1, 2), 3),
    10: _Plain("<f2", _RGBA, 4),
    11: _Plain("<u2", _RGBA, 4),
    41: _Plain("<f4", (0,), 1),
    54: _Plain("<f2", (0,), 1),
    56: _Plain("<u2", (0,), 1),
    61: _Plain("u1", (0,), 1),
    **dict.fromkeys((87, 90, 91), _Plain("u1", _BGRA, 4)),
    **dict.fromkeys((88, 92, 93), _Plain("u1", _BGRX, 4)),
    72: _Blocks(1, 8),
    75: _Blocks(2, 16),
    78: _Blocks(3, 16),
    95: _Blocks(6, 16, 3),
    96: _Blocks(-6, 16, 3),
}
_FOURCC = {
    b"DXT2": _Blocks(2, 16, premultiplied=True),
    b"DXT4": _Blocks(3, 16, premultiplied=True),
    **{struct.pack("<I", number): form for number, form in ((36, _DXGI[11]), (111, _DXGI[54]), (113, _DXGI[10]))},
    **{struct.pack("<I", number): form for number, form in ((114, _DXGI[41]), (116, _DXGI[2]))},
}
_HAS_FOURCC = 4
_DEPTHS = {"u1": "8", "<u2": "16", "<f2": "half", "<f4": "float"}


def open_dds(path: Path, page: int = 1) -> Opened | None:
    """Read the header; `None` for what Pillow reads as well. Of cubes, volumes and arrays the first picture is read.

    Raises `Refused` for a file that is too large.
    """
    with path.open("rb") as file:
        head = file.read(148)
    if len(head) < 148:
        return None
    height, width = struct.unpack_from("<2I", head, 12)
    (flags, fourcc), (dxgi,) = struct.unpack_from("<I4s", head, 80), struct.unpack_from("<I", head, 128)
    extended = fourcc == b"DX10"
    form = (_DXGI.get(dxgi) if extended else _FOURCC.get(fourcc)) if flags & _HAS_FOURCC else None
    start = 148 if extended else 128
    if form is None or (isinstance(form, _Blocks) and not has_imagecodecs()):
        return None
    check_page(path, page, 1)
    check_size(path, width, height)

    def read() -> Pixels:
        if isinstance(form, _Plain):
            return _plain(path, start, width, height, form)
        return _blocks(path, start, width, height, form)

    if isinstance(form, _Plain):
        depth, channels = _DEPTHS[form.kind], len(form.order)
    else:
        depth, channels = ("half" if form.channels == 3 else "8"), form.channels
    return Opened(path, width, height, channels, depth, read, linear=depth in ("half", "float"))


def _plain(path: Path, start: int, width: int, height: int, form: _Plain) -> Pixels:
    count = width * height * form.stored
    numbers = np.frombuffer(_body(path, start, count * np.dtype(form.kind).itemsize), form.kind)
    pixels = numbers.reshape(height, width, form.stored)[:, :, form.order]
    return np.ascontiguousarray(pixels, {"f": np.float32}.get(pixels.dtype.kind, pixels.dtype.newbyteorder("=")))


def _blocks(path: Path, start: int, width: int, height: int, form: _Blocks) -> Pixels:
    import imagecodecs

    across, down = -(-width // 4), -(-height // 4)
    data = _body(path, start, across * down * form.bytes)
    try:
        pixels = imagecodecs.bcn_decode(data, form.number, shape=(4 * down, 4 * across, form.channels))
    except (ValueError, RuntimeError, MemoryError) as error:
        raise Refused(f"{path} is damaged or cut off ({str(error)[:200]}); take another copy of it.") from None
    pixels = pixels[:height, :width]
    if form.premultiplied:
        return divided(pixels)
    return np.ascontiguousarray(pixels, np.float32 if form.channels == 3 else np.uint8)


def _body(path: Path, start: int, length: int) -> bytes:
    with path.open("rb") as file:
        file.seek(start)
        data = file.read(length)
    if len(data) < length:
        raise Refused(f"{path} is damaged or cut off (its pixels end early); take another copy of it.")
    return data
