"""What a TIFF says beside its pixels: EXIF spread over its directories, and where its pixels end."""

import mmap
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from nodes._kernels.codecs import directory
from nodes._kernels.codecs.directory import EXIF, GPS, Data, Field, Layout, Tree

_DESCRIPTION = 0x010E
_SHARED = frozenset(
    (
        *(_DESCRIPTION, 0x010F, 0x0110, 0x0131, 0x0132, 0x013B, 0x013C, 0x4746, 0x4749, 0x8298, EXIF, GPS),
        *(0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E, 0x9C9F, 0xC4A5),
    )
)
"""Tags of a main directory that tell about the photograph, not how its pixels lie: texts, maker, date, rating."""
_OF_PROGRAMS = (b'{"shape"', b"ImageJ=", b"<?xml")
"""How descriptions begin that tell of the file's own pixels; they would be wrong in another file."""
_BITS, _STRIP_OFFSETS, _STRIP_LENGTHS, _EXTRA_SAMPLES = 0x0102, 0x0111, 0x0117, 0x0152
_COMPRESSION = 0x0103
_ARRANGEMENT, _TILE_WIDTH, _KIND_OF_PAGE, _PAGES_BELOW, _DNG = 0x011C, 0x0142, 0x00FE, 0x014A, 0xC612
_LOOKED_AT = (
    *(_BITS, _COMPRESSION, _STRIP_OFFSETS, _STRIP_LENGTHS, _EXTRA_SAMPLES),
    *(_ARRANGEMENT, _TILE_WIDTH, _KIND_OF_PAGE, _PAGES_BELOW, _DNG),
)
_WIDTH, _HEIGHT = 0xA002, 0xA003
_PREMULTIPLIED, _SEPARATE, _REDUCED = 1, 2, 1
_CANON = b"CR"
"""What Canon's raw files have behind the header."""


class Said(NamedTuple):
    """What was found beside the pixels of a page."""

    exif: bytes | None = None
    cut_off: bool = False
    """The pixels lie in one piece that the file's end cuts. libtiff takes it for shorter, and gives black."""
    premultiplied: bool = False
    """Colors of 8 or 16 bits were multiplied by their alpha."""
    compression: int = 1
    separate_tiles: bool = False
    """Each tile holds one channel."""
    raw: bool = False
    """A camera's raw file: its pages are small copies, the photograph lies elsewhere and is no picture yet."""


def read_tags(path: Path, page: int) -> Said:
    """Return what a TIFF says on a page (from 1); nothing where its directories are damaged."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        layout = directory.layout_of(data)
        if layout is None:
            return Said()
        try:
            place = directory.place_of_page(data, layout, page)
            tags = directory.read_tree(data, layout, place, _LOOKED_AT)
            return Said(
                _exif(data, layout, place),
                _cut_off(data, tags),
                _premultiplied(tags),
                next(iter(_numbers(tags, _COMPRESSION)), 1),
                _TILE_WIDTH in tags and _SEPARATE in _numbers(tags, _ARRANGEMENT),
                _raw(data, tags),
            )
        except struct.error:
            return Said()


def _cut_off(data: Data, tags: Tree) -> bool:
    places = [_numbers(tags, tag) for tag in (_STRIP_OFFSETS, _STRIP_LENGTHS)]
    return all(len(numbers) == 1 for numbers in places) and sum(numbers[0] for numbers in places) > len(data)


def _premultiplied(tags: Tree) -> bool:
    return _PREMULTIPLIED in _numbers(tags, _EXTRA_SAMPLES) and set(_numbers(tags, _BITS)) in ({8}, {16})


def _raw(data: Data, tags: Tree) -> bool:
    reduced = any(number & _REDUCED for number in _numbers(tags, _KIND_OF_PAGE))
    return _DNG in tags or bytes(data[8:10]) == _CANON or (reduced and _PAGES_BELOW in tags)


def _numbers(tags: Tree, tag: int) -> tuple[int, ...]:
    field = tags.get(tag)
    return field.numbers() if isinstance(field, Field) else ()


def _exif(data: Data, layout: Layout, place: int) -> bytes | None:
    """Return the page's photographic tags as an EXIF block in the file's byte order, or `None` without any."""
    tree = directory.read_tree(data, layout, place, _SHARED)
    described = tree.get(_DESCRIPTION)
    if isinstance(described, Field) and described.data.startswith(_OF_PROGRAMS):
        del tree[_DESCRIPTION]
    if not tree:
        return None
    plain = Layout(layout.order, False, 8)
    first, body = directory.lay_out_directory(tree, 8, plain)
    return {"<": b"II", ">": b"MM"}[layout.order] + struct.pack(layout.order + "HI", 42, first) + body


def add_exif(path: Path, exif: bytes, width: int, height: int) -> None:
    """Write the tags of an EXIF block into the finished TIFF, which has one page; its pixels stay where they are.

    A new main directory is put at the end of the file. Makers' own notes keep their bytes; those that
    count places from the start of the old block lose them, as in every program that moves EXIF. Where
    the block tells the picture's size, it becomes `width` and `height`.
    """
    own = directory.layout_of(exif)
    if own is None:
        return
    try:
        tree = directory.read_tree(exif, own, own.first, _SHARED)
    except struct.error:
        return
    if not tree:
        return
    photo = tree.get(EXIF)
    if isinstance(photo, dict):
        sizes = {_WIDTH: width, _HEIGHT: height}
        photo.update((tag, Field(4, 1, struct.pack("<I", sizes[tag]), "<")) for tag in sizes if tag in photo)
    with _mapped(path) as (file, data):
        layout = directory.layout_of(data)
        assert layout is not None, "this program has just written it"
        (count,) = struct.unpack_from(layout.count, data, layout.first)
        start = layout.first + struct.calcsize(layout.count)
        size = directory.entry_size(layout)
        entries = {
            struct.unpack_from(layout.order + "H", data, at)[0]: bytes(data[at : at + size])
            for at in range(start, start + count * size, size)
        }
        end = len(data) + len(data) % 2
        body, added = directory.lay_out({tag: tree[tag] for tag in tree if tag not in entries}, end, layout)
        entries.update((struct.unpack_from(layout.order + "H", entry)[0], entry) for entry in added)
        file.seek(end)
        file.write(body + struct.pack(layout.count, len(entries)))
        file.write(b"".join(entry for _, entry in sorted(entries.items())) + struct.pack(layout.offset, 0))
        file.seek(8 if layout.big else 4)
        file.write(struct.pack(layout.offset, end + len(body)))


@contextmanager
def _mapped(path: Path) -> Iterator[tuple[BinaryIO, mmap.mmap]]:
    with path.open("r+b") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        yield file, data
