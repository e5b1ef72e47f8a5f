"""Reads OpenEXR with the library of that name, strip by strip: layers, data window, associated alpha, primaries."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np

from nodegraph import allocate, note, progress, release_pages
from nodes._kernels.codecs.limits import check_page, check_size
from nodes._kernels.codecs.opened import Opened, Pixels
from nodes._kernels.codecs.profiles import to_srgb_primaries
from nodes._kernels.files import Refused

_ERRORS = (OSError, RuntimeError, ValueError, TypeError, KeyError, IndexError, MemoryError)
"""What the library raises at broken files."""
_STRIP = 16 << 20
_DEEP = ("deepscanline", "deeptile")
_COLORS = ("R", "G", "B")

Rows = Callable[[int, int], list[Pixels]]
"""Reads rows of a layer's channels: `rows(first, count)` from the top of the data window, each `(count, W)`."""


class _Window(NamedTuple):
    left: int
    top: int
    width: int
    height: int


class _Layer(NamedTuple):
    """Channels that make one picture: a name such as `beauty`, and which of them are red, green, blue, alpha."""

    part: int
    channels: tuple[str, ...]


class _Part(NamedTuple):
    data: _Window
    display: _Window
    channels: tuple[str, ...]
    whole: bool
    """Every channel has every pixel; not so where chroma was thinned out."""
    kind: str
    primaries: tuple[float, ...] | None
    density: tuple[float, float] | None


def open_by_openexr(path: Path, page: int) -> Opened:
    """Read the header; `page` counts the layers that are pictures, those with colors first.

    The size is that of the display window. Raises `Refused` for a file that is damaged, too large, or
    holds deep data.
    """
    try:
        parts = [_part(part.header) for part in _library().File(_name(path), header_only=True).parts]
    except _ERRORS as error:
        raise _damaged(path, error) from None
    layers = [layer for index, part in enumerate(parts) for layer in _layers(index, part)]
    layers.sort(key=lambda layer: len(layer.channels) < 3)
    if not layers:
        raise Refused(f"{path} holds deep data, thinned-out chroma or no picture, which is not read; flatten it first.")
    check_page(path, page, len(layers))
    layer = layers[page - 1]
    part = parts[layer.part]
    _check_extent(path, parts, part)
    channels = 4 if len(layer.channels) in (2, 4) else len(layer.channels)

    def read() -> Pixels:
        try:
            return _read(path, layer, part, channels)
        except _ERRORS as error:
            if isinstance(error, Refused):
                raise
            raise _damaged(path, error) from None

    depth = _depth(path, layer)
    width, height = part.display.width, part.display.height
    return Opened(path, width, height, channels, depth, read, dpi=part.density, linear=True)


def _library() -> ModuleType:
    import OpenEXR

    return OpenEXR


def _name(path: Path) -> Any:
    """Return what the library opens: the path, or the open file where its name is no text."""
    try:
        os.fspath(path).encode()
    except UnicodeEncodeError:
        return path.open("rb")
    return os.fspath(path)


def _part(header: dict[str, Any]) -> _Part:
    channels = header["channels"]
    density = float(header.get("xDensity", 0.0))
    aspect = float(header.get("pixelAspectRatio", 1.0))
    return _Part(
        _window(*header["dataWindow"]),
        _window(*header["displayWindow"]),
        tuple(channel.name for channel in channels),
        all(channel.xSampling == channel.ySampling == 1 for channel in channels),
        header["type"].name if "type" in header else "",
        tuple(map(float, header["chromaticities"])) if "chromaticities" in header else None,
        (density, density * aspect) if density > 0 and aspect > 0 else None,
    )


def _window(low: Any, high: Any) -> _Window:
    left, top, right, bottom = (int(number) for number in (*low, *high))
    return _Window(left, top, right - left + 1, bottom - top + 1)


def _layers(index: int, part: _Part) -> list[_Layer]:
    """Return a part's pictures: R, G, B (and A) under one name; Y (and A); every other channel alone."""
    if part.kind in _DEEP or not part.whole:
        return []
    groups: dict[str, dict[str, str]] = {}
    for name in part.channels:
        layer, _, channel = name.rpartition(".")
        groups.setdefault(layer, {})[channel.upper()] = name
    found = []
    for group in groups.values():
        wanted = _COLORS if all(color in group for color in _COLORS) else ("Y",) if "Y" in group else ()
        if wanted:
            named = (*wanted, "A") if "A" in group else wanted
            found.append(_Layer(index, tuple(group.pop(channel) for channel in named)))
        found += [_Layer(index, (name,)) for name in group.values()]
    return found


def _check_extent(path: Path, parts: list[_Part], part: _Part) -> None:
    check_size(path, part.display.width, part.display.height)
    for other in parts if part is not parts[0] else [part]:
        check_size(path, other.data.width, other.data.height)


def _depth(path: Path, layer: _Layer) -> str:
    """Return `half` if all the layer's channels are. The library tells it of a file's first part only."""
    if layer.part:
        return "float"
    with _input(path) as file:
        types = file.header()["channels"]
    return "half" if all(str(types[name].type) == "HALF" for name in layer.channels) else "float"


class _input:  # noqa: N801 - used like a function
    """A file's first part, opened for reading by rows."""

    def __init__(self, path: Path) -> None:
        try:
            self._file = _library().InputFile(_name(path))
        except _ERRORS as error:
            raise _damaged(path, error) from None

    def __enter__(self) -> Any:
        return self._file

    def __exit__(self, *_: object) -> None:
        self._file.close()


def _read(path: Path, layer: _Layer, part: _Part, channels: int) -> Pixels:
    if layer.part:
        planes = _planes(path, layer)
        return _place(path, part, channels, lambda first, count: [plane[first : first + count] for plane in planes])
    import Imath

    number = Imath.PixelType(Imath.PixelType.FLOAT)
    with _input(path) as file:

        def rows(first: int, count: int) -> list[Pixels]:
            top = part.data.top + first
            read = file.channels(layer.channels, number, top, top + count - 1)
            return [np.frombuffer(plane, np.float32).reshape(count, part.data.width) for plane in read]

        return _place(path, part, channels, rows)


def _planes(path: Path, layer: _Layer) -> list[Pixels]:
    """Return the channels of a later part; the library reads all parts at once, and leaves out broken ones."""
    parts = _library().File(_name(path), separate_channels=True).parts
    found = parts[layer.part].channels if layer.part < len(parts) else {}
    if any(name not in found for name in layer.channels):
        raise ValueError("pixels are missing")
    return [found[name].pixels for name in layer.channels]


def _place(path: Path, part: _Part, channels: int, rows: Rows) -> Pixels:
    """Return the display window, with the data window's pixels at their place and nothing (zero) elsewhere."""
    data, display = part.data, part.display
    left, top = data.left - display.left, data.top - display.top
    across = slice(max(0, left), min(display.width, left + data.width))
    down = range(max(0, top), min(display.height, top + data.height))
    pixels = allocate((display.height, display.width, channels), np.float32)
    if left < 0 or top < 0 or left + data.width > display.width or top + data.height > display.height:
        note(f"{path.name} has pixels outside its frame (overscan), which were left out.")
    step = max(16, _STRIP // (16 * max(display.width, data.width)))
    for first in range(0, display.height, step):
        strip = pixels[first : first + step]
        inside = range(max(first, down.start), min(first + len(strip), down.stop))
        if len(inside) < len(strip) or across.stop - across.start < display.width:
            strip[:] = 0
        if inside and across.start < across.stop:
            planes = rows(inside.start - top, len(inside))
            part_of = strip[inside.start - first : inside.stop - first, across]
            _fill(part_of, [plane[:, across.start - left : across.stop - left] for plane in planes], part.primaries)
        release_pages(strip)
        progress(first + len(strip), display.height)
    return pixels


def _fill(pixels: Pixels, planes: Sequence[Pixels], primaries: tuple[float, ...] | None) -> None:
    """Write planes into pixels; colors are divided by the alpha they were multiplied with, where it is not 0."""
    colors = planes[:-1] if pixels.shape[2] == 4 else planes
    for channel in range(min(3, pixels.shape[2])):
        pixels[:, :, channel] = colors[min(channel, len(colors) - 1)]
    if pixels.shape[2] == 4:
        pixels[:, :, 3] = planes[-1]
        alpha = pixels[:, :, 3:]
        with np.errstate(over="ignore", invalid="ignore"):
            np.divide(pixels[:, :, :3], alpha, out=pixels[:, :, :3], where=alpha > 0)
    if len(colors) == 3 and primaries is not None:
        to_srgb_primaries(pixels, primaries)


def _damaged(path: Path, error: Exception) -> Refused:
    reason = str(error).strip().splitlines()
    return Refused(
        f"{path} is damaged or cut off ({reason[-1][:200] if reason else 'no picture in it'}); take another copy of it."
    )
