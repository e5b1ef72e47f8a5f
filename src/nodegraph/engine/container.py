"""One file that holds a result: pictures and small values, checksums over all of it, no pickle.

A head (MessagePack and its checksum), then for each picture its pixels and their checksum. Reading a
file somebody else wrote can give wrong pixels, never run code.
"""

import struct
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

import msgspec
import numpy as np

from nodegraph.core.ports import Value
from nodegraph.engine.picture import Picture

_MAGIC = b"nodegraph result 1\n"
_HEAD = struct.Struct("<II")
_CHECKSUM = struct.Struct("<I")
_PORTION = 1 << 24
_LARGEST_HEAD = 64 << 20


class Damaged(Exception):
    """The file is cut off, altered, of another version or of another key."""


class _Picture(msgspec.Struct, frozen=True, tag="picture"):
    dtype: str
    shape: tuple[int, int, int]
    space: str
    icc: bytes | None
    exif: bytes | None
    xmp: bytes | None
    dpi: tuple[float, float] | None
    path: str | None
    depth: str
    origin: tuple[int, int] | None = None


class _Plain(msgspec.Struct, frozen=True, tag="plain"):
    value: Value


class _Path(msgspec.Struct, frozen=True, tag="path"):
    path: str


class _Color(msgspec.Struct, frozen=True, tag="color"):
    numbers: list[float]


_Stored = _Picture | _Plain | _Path | _Color


class _Head(msgspec.Struct, frozen=True):
    key: bytes
    values: dict[str, _Stored]


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(_Head)


def storable(values: Mapping[str, Any]) -> bool:
    """Whether all values are pictures, paths, colors or small plain values."""
    return all(_describe(value) is not None for value in values.values())


def write(file: IO[bytes], key: bytes, values: Mapping[str, Any]) -> int:
    """Write storable values and return the number of bytes. Raises `OSError`."""
    described = {name: stored for name, value in values.items() if (stored := _describe(value)) is not None}
    assert len(described) == len(values), "values that cannot be stored"
    head = _encoder.encode(_Head(key, described))
    written = file.write(_MAGIC + _HEAD.pack(len(head), zlib.crc32(head)) + head)
    for value in values.values():
        if isinstance(value, Picture):
            data = memoryview(value.pixels.data).cast("B")
            checksum = 0
            for begin in range(0, len(data), _PORTION):
                portion = data[begin : begin + _PORTION]
                checksum = zlib.crc32(portion, checksum)
                written += file.write(portion)
            written += file.write(_CHECKSUM.pack(checksum))
    return written


def read(file: IO[bytes], key: bytes) -> dict[str, Any]:
    """Return what was written under this key, pixels read-only. Raises `Damaged` and `OSError`."""
    if _exactly(file, len(_MAGIC)) != _MAGIC:
        raise Damaged("another format")
    length, checksum = _HEAD.unpack(_exactly(file, _HEAD.size))
    if length > _LARGEST_HEAD:
        raise Damaged("a head larger than any")
    data = _exactly(file, length)
    if zlib.crc32(data) != checksum:
        raise Damaged("the head's checksum")
    try:
        head = _decoder.decode(data)
    except msgspec.MsgspecError as error:
        raise Damaged(str(error)) from None
    if head.key != key:
        raise Damaged("another result")
    values = {name: _restore(stored, file) for name, stored in head.values.items()}
    if file.read(1):
        raise Damaged("bytes after the end")
    return values


def _restore(stored: _Stored, file: IO[bytes]) -> Any:
    match stored:
        case _Plain(value):
            return value
        case _Path(path):
            return Path(path)
        case _Color(numbers):
            return tuple(numbers)
    if stored.dtype not in ("|u1", "<u2", "<f4"):
        raise Damaged("pixels of another type")
    pixels = np.empty(stored.shape, stored.dtype)
    data = memoryview(pixels.data).cast("B")
    checksum = 0
    for begin in range(0, len(data), _PORTION):
        portion = data[begin : begin + _PORTION]
        if file.readinto(portion) != len(portion):  # type: ignore[attr-defined]
            raise Damaged("cut off")
        checksum = zlib.crc32(portion, checksum)
    if _CHECKSUM.unpack(_exactly(file, _CHECKSUM.size)) != (checksum,):
        raise Damaged("the pixels' checksum")
    pixels.flags.writeable = False
    source = None if stored.path is None else Path(stored.path)
    tags = stored.icc, stored.exif, stored.xmp, stored.dpi
    return Picture(pixels, stored.space, *tags, source, stored.depth, stored.origin)


def _exactly(file: IO[bytes], count: int) -> bytes:
    data = file.read(count)
    if len(data) != count:
        raise Damaged("cut off")
    return data


def _describe(value: Any) -> _Stored | None:
    """Return the value as the head holds it, or `None` where it cannot be stored."""
    if isinstance(value, Picture):
        shape = (value.height, value.width, value.channels)
        path = None if value.path is None else str(value.path)
        dtype = value.pixels.dtype.str
        tags = value.icc, value.exif, value.xmp, value.dpi
        return _Picture(dtype, shape, value.space, *tags, path, value.depth, value.origin)
    if isinstance(value, Path):
        return _Path(str(value))
    if isinstance(value, tuple) and all(isinstance(part, float) for part in value):
        return _Color(list(value))
    if value is None or isinstance(value, bool | int | float | str):
        return _Plain(value)
    return None
