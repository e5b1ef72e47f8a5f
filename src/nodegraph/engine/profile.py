"""ICC profiles of the simple sort: three tone curves and a matrix, read without a library.

Nearly all RGB profiles of cameras, screens and working spaces are of this sort (ICC.1:2022, section
8.3.3). Their conversions are plain arithmetic in float32, which keeps 16 bits and HDR; profiles with
tables are left to Little CMS.
"""

import struct
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

_STEPS = 4096
_LARGEST = 16 * 2**20


class Curve(NamedTuple):
    """A tone curve as (x, y) pairs, rising, over [0, 1], and the power that continues it outside."""

    x: npt.NDArray[np.float64]
    y: npt.NDArray[np.float64]

    def apply(self, numbers: Floats, backwards: bool = False) -> Floats:
        """Return encoded numbers as linear ones, or the reverse. Outside [0, 1] the last slope goes on."""
        x, y = (self.y, self.x) if backwards else (self.x, self.y)
        made = np.interp(numbers, x, y)
        for side, ends in ((numbers > 1, (-1, -2)), (numbers < 0, (0, 1))):
            if side.any():
                run = x[ends[0]] - x[ends[1]]
                slope = (y[ends[0]] - y[ends[1]]) / run if run else 1.0
                made[side] = y[ends[0]] + (numbers[side] - x[ends[0]]) * slope
        return made.astype(np.float32)


class Profile(NamedTuple):
    """A profile as arithmetic: per-channel curves, and the matrix from linear RGB to XYZ at D50."""

    curves: tuple[Curve, ...]
    matrix: npt.NDArray[np.float64] | None
    """`None` for a gray profile."""
    name: str


@lru_cache(maxsize=64)
def read(data: bytes) -> Profile | None:
    """Return the profile as arithmetic, or `None` if it has tables, is damaged or of another color model."""
    try:
        return _read(data)
    except (struct.error, ValueError, KeyError, IndexError):
        return None


def _read(data: bytes) -> Profile | None:
    if not 132 <= len(data) <= _LARGEST:
        return None
    model = data[16:20]
    (count,) = struct.unpack(">I", data[128:132])
    tags = {}
    for place in range(132, 132 + 12 * min(count, 200), 12):
        tag, offset, length = struct.unpack(">4sII", data[place : place + 12])
        tags[tag] = data[offset : offset + length]
    name = _read_name(tags.get(b"desc", b""))
    if model == b"GRAY" and b"kTRC" in tags:
        return Profile((_read_curve(tags[b"kTRC"]),), None, name)
    if model != b"RGB " or b"A2B0" in tags or b"rXYZ" not in tags:
        return None
    columns = [[number / 65536 for number in struct.unpack(">iii", tags[t][8:20])] for t in (b"rXYZ", b"gXYZ", b"bXYZ")]
    matrix = np.array(columns, np.float64).T
    if abs(np.linalg.det(matrix)) < 1e-6:
        return None
    return Profile(tuple(_read_curve(tags[t]) for t in (b"rTRC", b"gTRC", b"bTRC")), matrix, name)


def _read_curve(data: bytes) -> Curve:
    x = np.linspace(0, 1, _STEPS)
    kind = data[:4]
    if kind == b"curv":
        (count,) = struct.unpack(">I", data[8:12])
        if count == 0:
            return Curve(x, x)
        numbers = np.frombuffer(data[12 : 12 + 2 * count], ">u2").astype(np.float64)
        if len(numbers) != count:
            raise ValueError("a curve is cut off")
        if count == 1:
            return _rising(x, x ** (numbers[0] / 256))
        return _rising(np.linspace(0, 1, count), numbers / 65535)
    if kind == b"para":
        (function,) = struct.unpack(">H", data[8:10])
        count = (1, 3, 4, 5, 7)[function]
        p = [number / 65536 for number in struct.unpack(f">{count}i", data[12 : 12 + 4 * count])]
        return _rising(x, _parametric(function, p, x))
    raise ValueError(f"no curve: {kind!r}")


def _parametric(function: int, p: list[float], x: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The five parametric curves of ICC.1:2022, section 10.18."""
    g = p[0]
    if function == 0:
        return np.asarray(x**g)
    a, b = p[1], p[2]
    power = np.maximum(a * x + b, 0) ** g
    if function == 1:
        return np.where(x >= -b / a, power, 0.0)
    if function == 2:
        return np.where(x >= -b / a, power + p[3], p[3])
    c, d = p[3], p[4]
    if function == 3:
        return np.where(x >= d, power, c * x)
    return np.where(x >= d, power + p[5], c * x + p[6])


def _rising(x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]) -> Curve:
    """Return a curve that rises strictly, so that it has an inverse."""
    if not np.isfinite(y).all() or y[-1] <= y[0]:
        raise ValueError("a curve that does not rise")
    y = np.maximum.accumulate(y)
    keep = np.concatenate(([True], np.diff(y) > 0))
    return Curve(x[keep], y[keep])


def _read_name(data: bytes) -> str:
    """Return the profile's description: `desc` of version 2 or `mluc` of version 4."""
    if data[:4] == b"desc":
        (length,) = struct.unpack(">I", data[8:12])
        return data[12 : 12 + max(0, length - 1)].decode("latin-1").strip("\0")[:100]
    if data[:4] == b"mluc" and len(data) >= 28:
        length, offset = struct.unpack(">II", data[20:28])
        return data[offset : offset + length].decode("utf-16-be", "replace")[:100]
    return ""


def is_profile(data: Any) -> bool:
    """Whether the bytes begin like an ICC profile."""
    return isinstance(data, bytes) and data[36:40] == b"acsp"
