"""Directories of tagged values as TIFF, BigTIFF and EXIF hold them: read into trees, laid out again elsewhere.

TIFF 6.0, section 2; the BigTIFF design of libtiff; EXIF 2.32, section 4.6.
"""

import mmap
import struct
from collections.abc import Collection
from typing import NamedTuple, Union

Data = Union[bytes, bytearray, "mmap.mmap"]

EXIF, GPS, _INTEROPERABILITY = 0x8769, 0x8825, 0xA005
SUBDIRECTORIES = (EXIF, GPS, _INTEROPERABILITY)
_UNITS = {1: 1, 2: 1, 3: 2, 4: 4, 5: 4, 6: 1, 7: 1, 8: 2, 9: 4, 10: 4, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}
"""Bytes of one number of a kind, the unit in which byte orders differ; a rational is two of them."""
_RATIONALS = (5, 10)
_MOST_ENTRIES = 4096
_MOST_BYTES = 32 << 20
_DEEPEST = 3


class Layout(NamedTuple):
    """How a file writes its numbers, and where its first directory lies."""

    order: str
    big: bool
    first: int

    @property
    def offset(self) -> str:
        return self.order + ("Q" if self.big else "I")

    @property
    def count(self) -> str:
        return self.order + ("Q" if self.big else "H")

    @property
    def entry(self) -> str:
        return self.order + ("HHQ" if self.big else "HHI")

    @property
    def room(self) -> int:
        """Bytes of a value that lies in its entry."""
        return 8 if self.big else 4


class Field(NamedTuple):
    """A value: its kind, how many numbers it has, its bytes, and the order they are in."""

    kind: int
    count: int
    data: bytes
    order: str

    def in_order(self, order: str) -> bytes:
        unit = _UNITS.get(self.kind, 1)
        if order == self.order or unit == 1:
            return self.data
        return b"".join(self.data[i : i + unit][::-1] for i in range(0, len(self.data), unit))

    def numbers(self) -> tuple[int, ...]:
        """Return the whole numbers of a byte, short, long or 8-byte field; none for other kinds."""
        letter = {1: "B", 3: "H", 4: "I", 13: "I", 16: "Q", 18: "Q"}.get(self.kind)
        return struct.unpack(f"{self.order}{self.count}{letter}", self.data) if letter else ()


Tree = dict[int, "Field | Tree"]


def layout_of(data: Data) -> Layout | None:
    """Return how a TIFF, BigTIFF or EXIF block is written, or `None` for anything else."""
    order = {b"II": "<", b"MM": ">"}.get(bytes(data[:2]))
    if order is None or len(data) < 8:
        return None
    (version,) = struct.unpack_from(order + "H", data, 2)
    if version == 42:
        return Layout(order, False, struct.unpack_from(order + "I", data, 4)[0])
    if version == 43 and len(data) >= 16:
        return Layout(order, True, struct.unpack_from(order + "Q", data, 8)[0])
    return None


def place_of_page(data: Data, layout: Layout, page: int) -> int:
    """Return where the directory of a page (from 1) lies. Raises `struct.error` where there is none."""
    place = layout.first
    for _ in range(page - 1):
        place = next_of(data, layout, place)
        if not place:
            raise struct.error("no such page")
    return place


def next_of(data: Data, layout: Layout, place: int) -> int:
    """Return where the directory after the one at `place` lies; 0 for the last. Raises `struct.error`."""
    (count,) = _take(layout.count, data, place)
    end = place + struct.calcsize(layout.count) + count * entry_size(layout)
    return int(_take(layout.offset, data, end)[0])


def _take(form: str, data: Data, place: int) -> tuple[int, ...]:
    """Return the numbers at a place, which a file may name anywhere up to 2**64. Raises `struct.error` outside."""
    if place > len(data):
        raise struct.error("beyond the end")
    return struct.unpack_from(form, data, place)


def entry_size(layout: Layout) -> int:
    """Return the bytes of one entry of a directory."""
    return struct.calcsize(layout.entry) + layout.room


def read_tree(data: Data, layout: Layout, place: int, tags: Collection[int] | None = None, depth: int = 0) -> Tree:
    """Return the fields of the directory at `place`, those below it as trees; of `tags` only, where given.

    What does not fit into the data is left out. Raises `struct.error` where the directory itself does not.
    """
    (count,) = _take(layout.count, data, place)
    start = place + struct.calcsize(layout.count)
    tree: Tree = {}
    room = _MOST_BYTES
    for index in range(min(count, _MOST_ENTRIES)):
        at = start + index * entry_size(layout)
        tag, kind, number = _take(layout.entry, data, at)
        if (tags is not None and tag not in tags) or kind not in _UNITS:
            continue
        at += struct.calcsize(layout.entry)
        length = number * _UNITS[kind] * (2 if kind in _RATIONALS else 1)
        if length > layout.room:
            (at,) = _take(layout.offset, data, at)
        room -= length
        if room < 0 or at + length > len(data):
            continue
        field = Field(kind, number, bytes(data[at : at + length]), layout.order)
        if tag not in SUBDIRECTORIES:
            tree[tag] = field
        elif depth < _DEEPEST and (numbers := field.numbers()):
            try:
                tree[tag] = read_tree(data, layout, numbers[0], None, depth + 1)
            except struct.error:
                continue
    return tree


def lay_out(tree: Tree, start: int, layout: Layout) -> tuple[bytes, list[bytes]]:
    """Return values and directories below, to be written at `start` (even), and the entries that point to them."""
    body = bytearray()
    entries = []
    for tag, value in sorted(tree.items()):
        if isinstance(value, dict):
            place, inner = lay_out_directory(value, start + len(body), layout)
            body += inner
            entries.append(
                struct.pack(layout.entry, tag, 4, 1) + _padded(struct.pack(layout.order + "I", place), layout)
            )
            continue
        data = value.in_order(layout.order)
        entry = struct.pack(layout.entry, tag, value.kind, value.count)
        if len(data) <= layout.room:
            entries.append(entry + _padded(data, layout))
        else:
            entries.append(entry + struct.pack(layout.offset, start + len(body)))
            body += data + bytes(-len(data) % 2)
    return bytes(body), entries


def lay_out_directory(tree: Tree, start: int, layout: Layout) -> tuple[int, bytes]:
    """Return where the directory begins, and all its bytes, to be written at `start` (even)."""
    body, entries = lay_out(tree, start, layout)
    end = struct.pack(layout.offset, 0)
    return start + len(body), body + struct.pack(layout.count, len(entries)) + b"".join(entries) + end


def _padded(data: bytes, layout: Layout) -> bytes:
    return data.ljust(layout.room, b"\0")
