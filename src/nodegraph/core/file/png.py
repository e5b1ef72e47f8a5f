"""A graph inside a PNG picture: written into a text chunk before the pixels, and read from there with care.

The picture itself is never decoded here. The chunk is an `iTXt` of the PNG specification (third edition, 11.3.3)
with the keyword `nodegraph`; programs that do not know it leave it alone or drop it.
"""

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from nodegraph.core.errors import FileRefused
from nodegraph.core.file.parse import MAX_BYTES
from nodegraph.core.file.read import check_regular

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEYWORD = b"nodegraph"
_HEAD = _KEYWORD + b"\0"
_CHUNKS = 4096
"""So many chunks are looked at; a picture has a dozen before its pixels."""
_LONGEST = 2**31 - 1


class _Chunk(NamedTuple):
    kind: bytes
    size: int
    begin: int
    """Where its data begins in the file."""


def with_graph(png: bytes, graph: bytes) -> bytes:
    """Return the PNG with a graph's file inside, in place of one that it carried. Raises `FileRefused` for no PNG."""
    text = _HEAD + b"\x01\x00" + b"\0\0" + zlib.compress(graph, 9)
    parts = [_SIGNATURE]
    end = len(_SIGNATURE)
    if png[:end] != _SIGNATURE:
        raise FileRefused("The picture is no PNG, which alone carries a graph.")
    while end < len(png):
        size, kind = struct.unpack_from(">I4s", png, end) if end + 8 <= len(png) else (_LONGEST, b"")
        begin, end = end, end + 12 + size
        if end > len(png):
            raise FileRefused("The picture is cut off; make it anew.")
        if kind != b"iTXt" or not png[begin + 8 :].startswith(_HEAD):
            parts.append(png[begin:end])
        if kind == b"IHDR":
            body = b"iTXt" + text
            parts += [struct.pack(">I", len(text)), body, struct.pack(">I", zlib.crc32(body))]
    return b"".join(parts)


def graph_in(path: Path) -> bytes | None:
    """Return the graph's file that a PNG carries; `None` where the file is no PNG or carries none.

    Reads what lies before the pixels only, at most 64 MiB of it. Raises `FileRefused` with a sentence for a file
    that cannot be opened, and for a graph that is damaged or too large.
    """
    check_regular(path)
    try:
        with path.open("rb") as file:
            if file.read(len(_SIGNATURE)) != _SIGNATURE:
                return None
            for chunk in _chunks(file):
                if chunk.kind == b"iTXt":
                    found = _read(file, chunk, path.name)
                    if found is not None:
                        return found
    except OSError as error:
        raise FileRefused(f"{str(path)!r} cannot be read: {error.strerror or error}.") from None
    return None


def _chunks(file: IO[bytes]) -> Iterator[_Chunk]:
    """Yield the chunks before the pixels."""
    begin = len(_SIGNATURE)
    for _ in range(_CHUNKS):
        file.seek(begin)
        head = file.read(8)
        if len(head) < 8:
            return
        size, kind = struct.unpack(">I4s", head)
        if size > _LONGEST or kind in (b"IDAT", b"IEND"):
            return
        yield _Chunk(kind, size, begin + 8)
        begin += 12 + size


def _read(file: IO[bytes], chunk: _Chunk, name: str) -> bytes | None:
    """Return the graph in a text chunk, `None` where it is another text."""
    file.seek(chunk.begin)
    if file.read(len(_HEAD)) != _HEAD:
        return None
    if chunk.size > MAX_BYTES:
        raise FileRefused(f"The graph in {name} is larger than 64 MiB, which no graph file is.")
    file.seek(chunk.begin)
    data = file.read(chunk.size)
    checksum = file.read(4)
    if len(data) < chunk.size or checksum != struct.pack(">I", zlib.crc32(data, zlib.crc32(b"iTXt"))):
        raise FileRefused(f"The graph in {name} is damaged; take another copy of the picture.")
    flags, rest = data[len(_HEAD) : len(_HEAD) + 2], data[len(_HEAD) + 2 :]
    # A language tag and a translated keyword come before the text, each ended by a zero byte.
    parts = rest.split(b"\0", 2)
    if len(flags) < 2 or len(parts) < 3 or flags[0] > 1 or (flags[0] and flags[1]):
        raise FileRefused(f"The graph in {name} is damaged; take another copy of the picture.")
    return _inflated(parts[2], name) if flags[0] else parts[2]


def _inflated(data: bytes, name: str) -> bytes:
    """Return the text behind its compression, which a few bytes may blow up to gigabytes: it ends at 64 MiB."""
    inflating = zlib.decompressobj()
    try:
        found = inflating.decompress(data, MAX_BYTES + 1)
    except zlib.error:
        raise FileRefused(f"The graph in {name} is damaged; take another copy of the picture.") from None
    if len(found) > MAX_BYTES:
        raise FileRefused(f"The graph in {name} is larger than 64 MiB, which no graph file is.")
    if not inflating.eof:
        raise FileRefused(f"The graph in {name} is cut off; take another copy of the picture.")
    return found
