"""Look-up tables in .cube files: reading them and applying them.

"Cube LUT Specification", version 1.0, Adobe, 2013: keywords and numbers in text, red changing fastest.
"""

import os
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from nodes._kernels.files import Refused, check_file

Floats = npt.NDArray[Any]

_LARGEST_FILE = 128 * 2**20
_SIZES = {1: (2, 65_536), 3: (2, 129)}
_STRIP = 1 << 18
"""Pixels looked up at a time, so that what lies between stays in the cache."""


class Cube(NamedTuple):
    """A table of colors."""

    table: Floats
    """`(N, 3)` for a curve per channel, `(N, N, N, 3)` by blue, green and red for colors."""
    low: Floats
    """The color `(3,)` at the table's first entry."""
    high: Floats


def read_cube(path: Path) -> Cube:
    """Return the table of a .cube file. Raises `Refused` with a sentence that names the file."""
    status = check_file(path)
    if status.st_size > _LARGEST_FILE:
        raise Refused(f"{path} has {status.st_size >> 20} MiB, which no look-up table needs; choose a .cube file.")
    return _read(os.fspath(path), status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=4)
def _read(path: str, _changed: int, _size: int) -> Cube:
    """Keeps the last few tables, by the file's time and size: a stream of pictures reads its look once."""
    try:
        lines = Path(path).read_text("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise Refused(f"{path} is no .cube file but holds binary data; choose another file.") from None
    kind, size, low, high = 0, 0, [0.0] * 3, [1.0] * 3
    rows = []
    for line in lines:
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if words[0][0] in "0123456789.+-":
            rows.append(line)
            continue
        match words[0]:
            case "LUT_1D_SIZE" | "LUT_3D_SIZE":
                kind = int(words[0][4])
                size = int(_numbers(path, words[1:], 1)[0])
            case "DOMAIN_MIN":
                low = _numbers(path, words[1:], 3)
            case "DOMAIN_MAX":
                high = _numbers(path, words[1:], 3)
            case "LUT_1D_INPUT_RANGE" | "LUT_3D_INPUT_RANGE":
                start, stop = _numbers(path, words[1:], 2)
                low, high = [start] * 3, [stop] * 3
    if not kind:
        raise Refused(f"{path} is no .cube file: it has no LUT_1D_SIZE or LUT_3D_SIZE; choose another file.")
    fewest, most = _SIZES[kind]
    if not fewest <= size <= most:
        raise Refused(f"{path} says that its table has {size} steps; {fewest} to {most} can be used.")
    if any(b <= a for a, b in zip(low, high, strict=True)):
        raise Refused(f"{path} has a range that is empty; take another copy of it.")
    if any(len(row.split()) != 3 for row in rows):
        raise Refused(f"{path} is damaged: a line of its table has not three numbers; take another copy of it.")
    if len(rows) != size**kind:
        raise Refused(f"{path} has {len(rows)} colors, but its size asks for {size**kind}; take another copy of it.")
    table = np.array(_numbers(path, " ".join(rows).split(), 3 * len(rows)), np.float32)
    return Cube(table.reshape(*[size] * kind, 3), np.float32(low), np.float32(high))


def _numbers(path: str, words: list[str], count: int) -> list[float]:
    try:
        numbers = [float(word) for word in words]
    except ValueError:
        numbers = []
    if len(numbers) != count or not np.isfinite(numbers).all():
        raise Refused(f"{path} is damaged: {' '.join(words)[:40]!r} is not what stands there; take another copy of it.")
    return numbers


def applied(cube: Cube, colors: Floats) -> Floats:
    """Return colors `(H, W, 3)` float32 looked up in the table, interpolated between its entries."""
    flat = colors.reshape(-1, 3)
    result = np.empty_like(flat)
    last = np.float32(cube.table.shape[0] - 1)
    for start in range(0, len(flat), _STRIP):
        part = flat[start : start + _STRIP]
        places = np.clip((part - cube.low) / (cube.high - cube.low), 0, 1) * last
        result[start : start + _STRIP] = (_by_curves if cube.table.ndim == 2 else _by_colors)(cube.table, places)
    return result.reshape(colors.shape)


def _by_curves(table: Floats, places: Floats) -> Floats:
    steps = np.arange(len(table))
    return np.stack([np.interp(places[:, c], steps, table[:, c]) for c in range(3)], axis=1).astype(np.float32)


def _by_colors(table: Floats, places: Floats) -> Floats:
    """Trilinear: the mean of the eight entries around a color, each by its nearness."""
    size = table.shape[0]
    entries = table.reshape(-1, 3)
    base = np.minimum(places.astype(np.int32), size - 2)
    red, green, blue = (places - base).T[:, :, None]
    corner = (base[:, 2] * size + base[:, 1]) * size + base[:, 0]

    def row(place: Floats) -> Floats:
        left = entries[place]
        return left + (entries[place + 1] - left) * red

    near = row(corner)
    near += (row(corner + size) - near) * green
    corner = corner + size * size
    far = row(corner)
    far += (row(corner + size) - far) * green
    return near + (far - near) * blue
