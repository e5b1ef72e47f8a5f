"""Reads and mends the tags of an EXIF block without rewriting it (EXIF 2.32 is built like TIFF 6.0)."""

import struct
from typing import NamedTuple

ORIENTATION = 0x0112
X_RESOLUTION, Y_RESOLUTION, RESOLUTION_UNIT = 0x011A, 0x011B, 0x0128
_THUMBNAIL, _THUMBNAIL_LENGTH = 0x0201, 0x0202
_MOST_ENTRIES = 4096


class _Entry(NamedTuple):
    kind: int
    length: int
    place: int
    """Where the entry's value field lies; short values are in it."""


class _Directory(NamedTuple):
    entries: dict[int, _Entry]
    next_place: int
    """Where the offset of the next directory lies."""


class _Layout(NamedTuple):
    order: str
    first: int


def plain_exif(data: bytes | None) -> bytes | None:
    """Return an EXIF block without the marker that JPEG puts before it, or `None` if it is none."""
    if data is None:
        return None
    data = data.removeprefix(b"Exif\0\0")
    return data if _layout(data) is not None else None


def exif_orientation(data: bytes | None) -> int:
    """Return the orientation an EXIF block asks for, 1 to 8; 1 where it says nothing sensible."""
    if data is None:
        return 1
    found = _short(data, ORIENTATION)
    return found if found is not None and 1 <= found <= 8 else 1


def exif_dpi(data: bytes | None) -> tuple[float, float] | None:
    """Return the dots per inch an EXIF block tells, or `None`."""
    if data is None:
        return None
    layout = _layout(data)
    if layout is None:
        return None
    try:
        entries = _directory(data, layout, layout.first).entries
        numbers = []
        for tag in (X_RESOLUTION, Y_RESOLUTION):
            (place,) = struct.unpack_from(layout.order + "I", data, entries[tag].place)
            above, below = struct.unpack_from(layout.order + "II", data, place)
            numbers.append(above / below)
    except (struct.error, KeyError, ZeroDivisionError):
        return None
    factor = 2.54 if _short(data, RESOLUTION_UNIT) == 3 else 1.0
    return (numbers[0] * factor, numbers[1] * factor) if min(numbers) > 0 else None


def upright_exif(data: bytes | None) -> bytes | None:
    """Return the EXIF block for a picture that was turned upright: orientation 1, the old thumbnail wiped.

    Everything else keeps its bytes and places, so that the makers' own notes stay readable.
    """
    if data is None:
        return None
    layout = _layout(data)
    if layout is None:
        return None
    changed = bytearray(data)
    try:
        directory = _directory(data, layout, layout.first)
        if ORIENTATION in directory.entries:
            struct.pack_into(layout.order + "H", changed, directory.entries[ORIENTATION].place, 1)
        (second,) = struct.unpack_from(layout.order + "I", data, directory.next_place)
        if second:
            struct.pack_into(layout.order + "I", changed, directory.next_place, 0)
            _wipe_thumbnail(changed, layout, second)
    except struct.error:
        return None
    return bytes(changed)


def _wipe_thumbnail(data: bytearray, layout: _Layout, second: int) -> None:
    try:
        entries = _directory(data, layout, second).entries
        (start,) = struct.unpack_from(layout.order + "I", data, entries[_THUMBNAIL].place)
        (length,) = struct.unpack_from(layout.order + "I", data, entries[_THUMBNAIL_LENGTH].place)
    except (struct.error, KeyError):
        return
    if start + length >= len(data) and start > second:
        del data[start:]
    elif start + length < len(data):
        data[start : start + length] = bytes(length)


def _short(data: bytes, tag: int) -> int | None:
    layout = _layout(data)
    if layout is None:
        return None
    try:
        entry = _directory(data, layout, layout.first).entries.get(tag)
        if entry is None or entry.kind != 3:
            return None
        return int(struct.unpack_from(layout.order + "H", data, entry.place)[0])
    except struct.error:
        return None


def _layout(data: bytes) -> _Layout | None:
    order = {b"II": "<", b"MM": ">"}.get(bytes(data[:2]))
    if order is None or len(data) < 8:
        return None
    version, first = struct.unpack_from(order + "HI", data, 2)
    return _Layout(order, first) if version == 42 else None


def _directory(data: bytes | bytearray, layout: _Layout, start: int) -> _Directory:
    (count,) = struct.unpack_from(layout.order + "H", data, start)
    entries = {}
    for index in range(min(count, _MOST_ENTRIES)):
        place = start + 2 + 12 * index
        tag, kind, number = struct.unpack_from(layout.order + "HHI", data, place)
        entries[tag] = _Entry(kind, number, place + 8)
    return _Directory(entries, start + 2 + 12 * count)
