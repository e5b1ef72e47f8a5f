"""The header of a JPEG XL file: boxes, size, depth, channels, color (ISO/IEC 18181-1, annexes A to E; 18181-2)."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

CODESTREAM = b"\xff\x0a"
SIGNATURE = b"\0\0\0\x0cJXL \r\n\x87\n"
_RATIOS = {1: (1, 1), 2: (12, 10), 3: (4, 3), 4: (3, 2), 5: (16, 9), 6: (5, 4), 7: (2, 1)}
_ALPHA, _SPOT, _FILTER = 0, 2, 5
_GRAY = 1
_D65, _SRGB_PRIMARIES = 1, 1
_CURVES = {8: "linear", 13: "srgb"}


class Header(NamedTuple):
    """What a picture will be."""

    width: int
    height: int
    channels: int
    """With alpha: 2 or 4."""
    depth: str
    space: str
    """`srgb`, or `linear` light of the same primaries; empty for all other colors."""


class _Bits:
    """Reads numbers from bytes, lowest bits first. Raises `ValueError` at their end."""

    def __init__(self, data: bytes) -> None:
        self._number = int.from_bytes(data, "little")
        self._left = 8 * len(data)

    def take(self, count: int) -> int:
        self._left -= count
        if self._left < 0:
            raise ValueError("the header ends early")
        value = self._number & ((1 << count) - 1)
        self._number >>= count
        return value

    def choice(self, *forms: tuple[int, int]) -> int:
        """Return a number in one of four forms (constant, extra bits), chosen by two bits."""
        constant, count = forms[self.take(2)]
        return constant + self.take(count)

    def enum(self) -> int:
        return self.choice((0, 0), (1, 0), (2, 4), (18, 6))


def boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield names and contents of a container's boxes; a bare codestream is the box `jxlc`."""
    if data.startswith(CODESTREAM):
        yield b"jxlc", data
        return
    place = 0
    while place + 8 <= len(data):
        length, name = struct.unpack_from(">I4s", data, place)
        start = place + 8
        if length == 1 and start + 8 <= len(data):
            (length,) = struct.unpack_from(">Q", data, start)
            start += 8
        end = place + length if length else len(data)
        if end < start or end > len(data):
            return
        yield name, data[start:end]
        place = end


def read_header(codestream: bytes) -> Header:
    """Return what the codestream's first bytes say. Raises `ValueError` where they say nothing sensible."""
    if not codestream.startswith(CODESTREAM):
        raise ValueError("no codestream")
    bits = _Bits(codestream[2:4096])
    width, height = _size(bits)
    if bits.take(1):
        return Header(width, height, 3, "8", "srgb")
    if bits.take(1):
        if bits.take(3) >= 4:
            width, height = height, width
        if bits.take(1):
            _size(bits)
        if bits.take(1):
            raise ValueError("previews are not read")
        if bits.take(1):
            _skip_animation(bits)
    depth = _depth(bits)
    bits.take(1)
    kinds = [_extra_channel(bits) for _ in range(bits.choice((0, 0), (1, 0), (2, 4), (1, 12)))]
    bits.take(1)
    gray, space = _color(bits)
    return Header(width, height, (1 if gray else 3) + (_ALPHA in kinds), depth, space)


def _size(bits: _Bits) -> tuple[int, int]:
    small = bits.take(1)

    def side() -> int:
        return 8 * (bits.take(5) + 1) if small else bits.choice((1, 9), (1, 13), (1, 18), (1, 30))

    height = side()
    ratio = bits.take(3)
    if not ratio:
        return side(), height
    above, below = _RATIOS[ratio]
    return height * above // below, height


def _skip_animation(bits: _Bits) -> None:
    bits.choice((100, 0), (1000, 0), (1, 10), (1, 30))
    bits.choice((1, 0), (1001, 0), (1, 8), (1, 10))
    bits.choice((0, 0), (0, 3), (0, 16), (0, 32))
    bits.take(1)


def _depth(bits: _Bits) -> str:
    if bits.take(1):
        size = bits.choice((32, 0), (16, 0), (24, 0), (1, 6))
        bits.take(4)
        return "half" if size <= 16 else "float"
    size = bits.choice((8, 0), (10, 0), (12, 0), (1, 6))
    return "8" if size <= 8 else str(size) if size in (10, 12) else "16"


def _extra_channel(bits: _Bits) -> int:
    """Return the kind of a channel beside the colors."""
    if bits.take(1):
        return _ALPHA
    kind = bits.enum()
    _depth(bits)
    bits.choice((0, 0), (3, 0), (4, 0), (1, 3))
    bits.take(8 * bits.choice((0, 0), (0, 4), (16, 5), (48, 10)))
    if kind == _ALPHA and bits.take(1):
        raise ValueError("colors multiplied by alpha are not read")
    if kind == _SPOT:
        bits.take(64)
    if kind == _FILTER:
        bits.choice((1, 0), (0, 2), (3, 4), (19, 8))
    return kind


def _color(bits: _Bits) -> tuple[bool, str]:
    """Return whether there are only grays, and the space by name."""
    if bits.take(1):
        return False, "srgb"
    profile = bits.take(1)
    gray = bits.enum() == _GRAY
    if profile:
        return gray, ""
    white = bits.enum()
    primaries = _SRGB_PRIMARIES if gray else bits.enum()
    curve = "" if bits.take(1) else _CURVES.get(bits.enum(), "")
    return gray, curve if (white, primaries) == (_D65, _SRGB_PRIMARIES) else ""
