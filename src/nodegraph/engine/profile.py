"""ICC profiles of the simple sort: three tone curves and a matrix, read without a library.

Nearly all RGB profiles of cameras, screens and working spaces are of this sort (ICC.1:2022, section
8.3.3). Their conversions are plain arithmetic in float32, which keeps 16 bits and HDR; profiles with
tables are left to Little CMS.
"""

import struct
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

_STEPS = 4096
_LARGEST = 16 * 2**20


class Bend(NamedTuple):
    """A tone curve as a formula: (a x + b)^g + e from d on, c x + f below (ICC.1:2022, section 10.18)."""

    g: float
    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 0.0
    e: float = 0.0
    f: float = 0.0

    def apply(self, numbers: Floats, backwards: bool = False) -> Floats:
        """Return encoded numbers as linear ones, or the reverse; mirrored below 0, continued above 1."""
        size = np.abs(numbers)
        g, a, b, c, d, e, f = (np.float32(number) for number in self)
        if backwards:
            bent = np.power(np.maximum(size - e, 0), np.float32(1 / self.g))
            bent -= b
            bent *= np.float32(1 / self.a)
            end = np.float32(self.c * self.d + self.f)
            made = np.where(size < end, (size - f) * np.float32(1 / self.c), bent) if self.c and self.d > 0 else bent
        else:
            bent = size * a
            bent += b
            np.maximum(bent, 0, out=bent)
            bent = np.power(bent, g, out=bent)
            bent += e
            made = np.where(size < d, size * c + f, bent) if self.d > 0 else bent
        return np.copysign(made, numbers, out=made)


class Curve(NamedTuple):
    """A tone curve as (x, y) pairs, rising, over [0, 1]; where it is one of the usual kind, the formula goes before."""

    x: npt.NDArray[np.float64]
    y: npt.NDArray[np.float64]
    bend: Bend | None = None

    def apply(self, numbers: Floats, backwards: bool = False) -> Floats:
        """Return encoded numbers as linear ones, or the reverse. Outside [0, 1] the pairs' last slope goes on."""
        if self.bend is not None:
            return self.bend.apply(numbers, backwards)
        x, y = (self.y, self.x) if backwards else (self.x, self.y)
        made = np.interp(numbers, x, y)
        for side, ends in ((numbers > 1, (-1, -2)), (numbers < 0, (0, 1))):
            if side.any():
                # Nearly upright ends of damaged curves must not lead to infinity.
                run = x[ends[0]] - x[ends[1]]
                slope = (y[ends[0]] - y[ends[1]]) / (np.sign(run) * max(abs(run), 1e-6) or 1.0)
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
        # What overflows is found not to be finite, and refused.
        with np.errstate(all="ignore"):
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
    given = [tags[t] for t in (b"rTRC", b"gTRC", b"bTRC")]
    # Equal curves are one object, which is how they are known to be equal later.
    known = {data: _read_curve(data) for data in given}
    return Profile(tuple(known[data] for data in given), matrix, name)


def _read_curve(data: bytes) -> Curve:
    x = np.linspace(0, 1, _STEPS)
    kind = data[:4]
    if kind == b"curv":
        (count,) = struct.unpack(">I", data[8:12])
        if count == 0:
            return Curve(x, x, Bend(1.0))
        numbers = np.frombuffer(data[12 : 12 + 2 * count], ">u2").astype(np.float64)
        if len(numbers) != count:
            raise ValueError("a curve is cut off")
        if count == 1:
            return _bent(rising(x, x ** (numbers[0] / 256)), Bend(float(numbers[0]) / 256))
        return rising(np.linspace(0, 1, count), numbers / 65535)
    if kind == b"para":
        (function,) = struct.unpack(">H", data[8:10])
        count = (1, 3, 4, 5, 7)[function]
        p = [number / 65536 for number in struct.unpack(f">{count}i", data[12 : 12 + 4 * count])]
        return _bent(rising(x, _parametric(function, p, x)), _as_bend(function, p))
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


def _as_bend(function: int, p: list[float]) -> Bend:
    if function in (1, 2):
        g, a, b = p[:3]
        return Bend(g, a, b, 0.0, -b / a if a else 1.0, *(p[3:] * 2))
    return Bend(*p)


def _bent(curve: Curve, bend: Bend) -> Curve:
    """Return the curve with its formula, if that goes from 0 to 1 without a step and has an inverse."""
    if not (0.1 <= bend.g <= 10 and bend.a > 0 and bend.c >= 0 and bend.a * max(bend.d, 0) + bend.b >= 0):
        return curve
    if bend.d > 0 and bend.c <= 0:
        return curve
    # Its own numbers come back from the table's: no step, no flat part, no other ends.
    x = curve.x.astype(np.float32)
    there = bend.apply(x)
    fits = np.abs(there - curve.y).max() < 1e-4 and abs(float(there[0])) < 1e-4
    return curve._replace(bend=bend) if fits and np.abs(bend.apply(there, True) - x).max() < 1e-3 else curve


def rising(x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]) -> Curve:
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
