"""What a JPEG 2000 file claims, and whether all of that is there, before memory for its pixels is taken.

ITU-T T.800, annex A (markers) and I (boxes).
"""

import mmap
import struct
from pathlib import Path
from typing import NamedTuple

from nodegraph import free_memory
from nodes._kernels.codecs.by_pillow import pillow_file
from nodes._kernels.files import Refused

_START = b"\xff\x4f\xff\x51"
_CODING, _CODING_OF_ONE, _TILE = 0xFF52, 0xFF53, 0xFF90
_TILE_HEADER = struct.Struct(">HHHI")
_LARGE = 1 << 24
"""Pixels from which looking through a picture first is worth its time: a 30th of decoding it."""
_BYTES = 6
"""Of memory that OpenJPEG takes for one value of a large tile (18.3 a pixel of RGB)."""
_HALVINGS = 5
"""How often it is halved for that: what is left is a thousandth."""


class Codestream(NamedTuple):
    """Its main header."""

    width: int
    height: int
    channels: int
    bits: int
    signed: bool
    tiles: int
    levels: int
    """How often each channel was halved at least: copies at 1/2, 1/4, ... of the size lie in it."""
    at_corner: bool
    """The picture begins where its grid does."""
    first: int
    """Where the first tile begins in the file."""


def read_codestream(path: Path) -> Codestream | None:
    """Return the main header of the file's first codestream, `None` where it makes no sense."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        try:
            return _header(data, _codestream(data))
        except (struct.error, IndexError):
            return None


def _codestream(data: mmap.mmap) -> int:
    """Return where it begins: at once, or in the box `jp2c`. Raises `struct.error` where there is none."""
    place = 0
    while data[place : place + 4] != _START:
        length, name = struct.unpack_from(">I4s", data, place)
        head = 8
        if length == 1:
            (length,) = struct.unpack_from(">Q", data, place + 8)
            head = 16
        if name == b"jp2c":
            length = head
        if length < head:
            raise struct.error("a box without an end")
        place += length
        if place > len(data):
            raise struct.error("beyond the end")
    return place


def _header(data: mmap.mmap, start: int) -> Codestream:
    (right, bottom, left, top, *tile, channels, bits) = struct.unpack_from(">8IHB", data, start + 8)
    across, down = (
        -(-(end - first) // step) if step else 0
        for end, first, step in ((right, tile[2], tile[0]), (bottom, tile[3], tile[1]))
    )
    place, levels = start + 2, 32
    while True:
        marker, length = struct.unpack_from(">HH", data, place)
        if marker == _TILE:
            colors = channels, (bits & 0x7F) + 1, bits >= 0x80
            corner = left == top == 0
            return Codestream(right - left, bottom - top, *colors, across * down, levels, corner, place)
        if marker in (_CODING, _CODING_OF_ONE):
            at = 9 if marker == _CODING else 6 if channels < 257 else 7
            levels = min(levels, data[place + at])
        if marker < 0xFF00 or length < 2:
            raise struct.error("no marker")
        place += 2 + length


def check_whole(path: Path, stream: Codestream) -> None:
    """Raise `Refused` where tiles are missing and, in a large picture of one tile, where packets or memory are.

    OpenJPEG leaves a missing tile black, and takes memory for all the pixels that a tile claims before it looks at
    its packets. How many bytes a picture must have says nothing: black ones have 200,000 pixels a byte.
    """
    found = _tiles(path, stream)
    if found < stream.tiles:
        raise _damaged(path, f"{found} of its {stream.tiles} tiles are there")
    pixels = stream.width * stream.height
    if stream.tiles > 1 or pixels < _LARGE:
        return
    if stream.at_corner and stream.levels:
        _look_through(path, stream, min(_HALVINGS, stream.levels))
    needed, free = pixels * stream.channels * _BYTES, free_memory()
    if needed > free:
        raise Refused(
            f"{path} needs {needed / 1e9:.1f} GB of memory, because it is a single tile, and {free / 1e9:.1f} GB are "
            "free; close other programs, or save it in tiles."
        )


def _tiles(path: Path, stream: Codestream) -> int:
    """Return how many tiles have a part in the file."""
    found = set()
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        place = stream.first
        while place + _TILE_HEADER.size <= len(data):
            marker, _, index, length = _TILE_HEADER.unpack_from(data, place)
            if marker != _TILE:
                break
            if index < stream.tiles:
                found.add(index)
            if length < _TILE_HEADER.size:
                break
            place += length
    return len(found)


def _look_through(path: Path, stream: Codestream, halvings: int) -> None:
    """Decode the copy of a thousandth of the pixels, for which every packet of the file is looked at.

    Pillow's own `reduce` rounds a half down where the copy in the file has a pixel more, and then refuses it.
    """
    across, down = (-(-side // 2**halvings) for side in (stream.width, stream.height))
    with pillow_file(path) as image:
        name, _, offset, (codec, _, layers, descriptor, length) = image.tile[0]
        image._size = across, down
        image.tile = [(name, (0, 0, across, down), offset, (codec, halvings, layers, descriptor, length))]
        image.load()


def _damaged(path: Path, reason: str) -> Refused:
    return Refused(f"{path} is damaged or cut off ({reason}); take another copy of it.")
