"""ICC profiles of well-known color spaces, made by arithmetic: three tone curves and a matrix (ICC.1:2022)."""

import struct
from functools import cache
from typing import NamedTuple

from nodes._kernels.codecs.profiles import DISPLAY_P3, LINEAR_NAME, SRGB_CHROMATICITIES, from_d65_to_d50, xyz_from

_D65 = (0.3127, 0.329)
_D50 = (0.3457, 0.3585)
_D50_FIXED = (63190, 65536, 54061)
"""The connection space's white, 0.9642 1 0.8249, in 65536ths (7.2.16)."""
_SRGB_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
"""IEC 61966-2-1, as power, factor and offset inside of it, slope near black, and where that ends (10.18)."""
_BT2020_CURVE = (1 / 0.45, 1 / 1.09929683, 0.09929683 / 1.09929683, 1 / 4.5, 4.5 * 0.01805397)
"""ITU-R BT.2020-2, table 4."""


class _Space(NamedTuple):
    title: str
    """What the profile calls itself."""
    chromaticities: tuple[float, ...]
    """x and y of red, green, blue and white."""
    curve: tuple[float, ...]
    """One number is a plain power."""


_SPACES = {
    "linear": _Space(LINEAR_NAME, SRGB_CHROMATICITIES, (1.0,)),
    "sRGB": _Space("sRGB", SRGB_CHROMATICITIES, _SRGB_CURVE),
    "Display P3": _Space("Display P3", DISPLAY_P3, _SRGB_CURVE),
    # Adobe RGB (1998) Color Image Encoding, 4.3: the power is 2 51/256.
    "Adobe RGB": _Space("Adobe RGB compatible", (0.64, 0.33, 0.21, 0.71, 0.15, 0.06, *_D65), (563 / 256,)),
    "Rec. 2020": _Space("Rec. 2020", (0.708, 0.292, 0.17, 0.797, 0.131, 0.046, *_D65), _BT2020_CURVE),
    # Primaries of ISO 22028-2 (ROMM RGB) with the plain power that files of this name carry.
    "ProPhoto": _Space(
        "ProPhoto RGB compatible", (0.7347, 0.2653, 0.1596, 0.8404, 0.0366, 0.0001, *_D50), (461 / 256,)
    ),
}


@cache
def made_profile(name: str, channels: int = 3) -> bytes:
    """Return the ICC profile (version 4) of a space: `linear` (in sRGB's primaries), `sRGB`, `Display P3`, ...

    With one channel, one for gray pictures with the space's curve.
    """
    title, chromaticities, curve = _SPACES[name]
    curve_tag = _curve(curve)
    if channels == 1:
        return _profile(b"GRAY", title + " gray", {b"kTRC": curve_tag})
    columns = [[round(x * 65536) for x in column] for column in (from_d65_to_d50() @ xyz_from(chromaticities)).T]
    # White must become the connection space's white to the last bit; blue takes the rounding.
    columns[2] = [white - red - green for white, red, green in zip(_D50_FIXED, *columns[:2], strict=True)]
    tags = {name: _xyz(tuple(column)) for name, column in zip((b"rXYZ", b"gXYZ", b"bXYZ"), columns, strict=True)}
    adapted = struct.pack(">4s4x9i", b"sf32", *(round(float(x) * 65536) for x in from_d65_to_d50().ravel()))
    white = {} if chromaticities[6:] == _D50 else {b"chad": adapted}
    return _profile(b"RGB ", title, {**tags, **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve_tag), **white})


def _profile(model: bytes, title: str, tags: dict[bytes, bytes]) -> bytes:
    """Return header, table of tags and tags; equal tags lie there once."""
    tags = {b"desc": _text(title), b"cprt": _text("Public domain"), b"wtpt": _xyz(_D50_FIXED), **tags}
    table, body, places = struct.pack(">I", len(tags)), b"", dict[bytes, int]()
    start = 128 + 4 + 12 * len(tags)
    for tag, data in tags.items():
        if data not in places:
            places[data] = start + len(body)
            body += data + bytes(-len(data) % 4)
        table += struct.pack(">4sII", tag, places[data], len(data))
    header = struct.pack(">I4xI4s4s4s", start + len(body), 0x04300000, b"mntr", model, b"XYZ ")
    header += struct.pack(">6H4s", 2026, 1, 1, 0, 0, 0, b"acsp")
    return (header.ljust(68, b"\0") + struct.pack(">3i", *_D50_FIXED)).ljust(128, b"\0") + table + body


def _text(words: str) -> bytes:
    data = words.encode("utf-16-be")
    return struct.pack(">4s4xII4sII", b"mluc", 1, 12, b"enUS", len(data), 28) + data


def _xyz(numbers: tuple[int, ...]) -> bytes:
    return struct.pack(">4s4x3i", b"XYZ ", *numbers)


def _curve(numbers: tuple[float, ...]) -> bytes:
    kind = 0 if len(numbers) == 1 else 3
    return struct.pack(f">4s4xH2x{len(numbers)}i", b"para", kind, *(round(x * 65536) for x in numbers))
