"""What a PNG says beside its pixels, also behind them, where libvips does not look (PNG 3rd edition, section 11.3)."""

import os
import struct
import zlib
from pathlib import Path
from typing import NamedTuple

from nodes._kernels.codecs.tags import plain_exif

_MOST_CHUNKS = 200_000
_MOST_BYTES = 16 << 20
_XMP = b"XML:com.adobe.xmp"


class Said(NamedTuple):
    """What was found."""

    exif: bytes | None = None
    xmp: bytes | None = None
    dpi: tuple[float, float] | None = None
    """Dots per inch across and down; libvips makes up 72 where a file says nothing."""


def read_tags(path: Path) -> Said:
    """Walk the chunks of a PNG; a damaged one ends the walk."""
    said = Said()
    with path.open("rb") as file:
        file.seek(8)
        for _ in range(_MOST_CHUNKS):
            head = file.read(8)
            if len(head) < 8:
                break
            length, name = struct.unpack(">I4s", head)
            if name not in (b"eXIf", b"iTXt", b"pHYs") or length > _MOST_BYTES:
                file.seek(length + 4, os.SEEK_CUR)
                continue
            data = file.read(length)
            file.seek(4, os.SEEK_CUR)
            if len(data) < length:
                break
            if name == b"eXIf":
                said = said._replace(exif=said.exif or plain_exif(data))
            elif name == b"iTXt":
                said = said._replace(xmp=said.xmp or _xmp(data))
            elif length == 9:
                said = said._replace(dpi=_dpi(*struct.unpack(">IIB", data)))
    return said


def _dpi(across: int, down: int, unit: int) -> tuple[float, float] | None:
    return (round(across * 0.0254, 2), round(down * 0.0254, 2)) if unit == 1 and across and down else None


def _xmp(text: bytes) -> bytes | None:
    """Return the XMP packet of an international text, `None` for other texts."""
    keyword, _, rest = text.partition(b"\0")
    if keyword != _XMP or len(rest) < 2:
        return None
    packed, content = rest[0], rest[2:].split(b"\0", 2)[-1]
    if not packed:
        return content
    try:
        unpacker = zlib.decompressobj()
        return unpacker.decompress(content, _MOST_BYTES)
    except zlib.error:
        return None
