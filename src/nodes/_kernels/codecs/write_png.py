"""Writes PNG by strips on all cores: rows as differences to the row above, deflated by runs.

What looks for more than runs takes longer and saves nothing on pictures with grain, as models make of photographs; a
strip on which it does, as on drawings and text, is given to it.
"""

import os
import struct
import zlib
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from nodegraph import Picture, progress, release_pages
from nodes._kernels.codecs import vips
from nodes._kernels.codecs.encodable import profile_of
from nodes._kernels.codecs.formats import Encoding

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_COLOR_TYPES = {1: 0, 3: 2, 4: 6}
"""Gray, colors, colors with alpha."""
_UP = 2
_STRIP = 1 << 20
"""Bytes of rows deflated by themselves."""
_SAMPLE = 1 << 16
_WORTH_LOOKING = 0.9
"""A strip is given to a thorough search if that makes a sample of it smaller by a tenth."""
_GIVE_BACK = 32 << 20
_METERS = 0.0254
_SCREEN = 72.0

Bytes = npt.NDArray[np.uint8]


def suits(picture: Picture, encoding: Encoding) -> bool:
    """Whether this writes all there is; a block of EXIF has to tell the new size, which libvips sees to."""
    return encoding.format == "png" and not encoding.small and not (encoding.metadata and picture.exif is not None)


def write(image: Any, picture: Picture, path: Path, depth: str, encoding: Encoding) -> None:
    """Write the image (the picture's pixels in their final form) with what travels along. Reports progress."""
    row = image.width * image.bands * (2 if depth == "16" else 1)
    step = max(1, _STRIP // row)
    given_back, checksum = 0, 1
    with path.open("wb") as file:
        file.write(_SIGNATURE)
        size = (image.width, image.height, 16 if depth == "16" else 8, _COLOR_TYPES[image.bands], 0, 0, 0)
        file.write(_chunk(b"IHDR", struct.pack(">IIBBBBB", *size)))
        for name, data in _companions(picture, depth, encoding):
            file.write(_chunk(name, data))
        for done, filtered, packed in _strips(image, step):
            checksum = zlib.adler32(filtered, checksum)
            begin = b"\x78\x01" if done <= step else b""
            end = struct.pack(">I", checksum) if done == image.height else b""
            file.write(_chunk(b"IDAT", begin + packed + end))
            if (done - given_back) * picture.pixels[:1].nbytes > _GIVE_BACK:
                # The next strip looks at the last row once more.
                release_pages(picture.pixels[given_back : done - 1])
                given_back = done - 1
            progress(done, image.height)
        file.write(_chunk(b"IEND", b""))


def _companions(picture: Picture, depth: str, encoding: Encoding) -> Iterator[tuple[bytes, bytes]]:
    """Yield the chunks that come before the pixels."""
    profile = profile_of(picture, depth, encoding.format)
    if profile is not None:
        yield b"iCCP", b"icc\0\0" + zlib.compress(profile)
    dpi = picture.dpi if picture.dpi and encoding.metadata else (_SCREEN, _SCREEN)
    yield b"pHYs", struct.pack(">IIB", *(round(value / _METERS) for value in dpi), 1)
    if encoding.metadata and picture.xmp is not None:
        yield b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + picture.xmp


def _strips(image: Any, step: int) -> Iterator[tuple[int, Bytes, bytes]]:
    """Yield, from the top, the row a strip ends before, its filtered bytes and those deflated; a few are made ahead."""
    threads = min(8, os.cpu_count() or 1)
    waiting: deque[Future[tuple[int, Bytes, bytes]]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        for top in range(0, image.height, step):
            waiting.append(pool.submit(_made, image, top, min(image.height, top + step)))
            if len(waiting) > threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _made(image: Any, top: int, end: int) -> tuple[int, Bytes, bytes]:
    filtered = _filtered(image, top, end)
    packer = _packer(filtered)
    packed = packer.compress(filtered)
    # Strips but the last end at a whole byte, so that the next one can follow.
    return end, filtered, packed + packer.flush(zlib.Z_FINISH if end == image.height else zlib.Z_SYNC_FLUSH)


def _filtered(image: Any, top: int, end: int) -> Bytes:
    """Return rows as PNG holds them: the filter's number, then bytes less those of the row above."""
    above = min(top, 1)
    region = vips.library().Region.new(image)
    dtype = np.dtype(vips.TYPES[image.format])
    numbers = np.frombuffer(region.fetch(0, top - above, image.width, end - top + above), dtype)
    if dtype.itemsize == 2:
        numbers = numbers.astype(">u2")
    rows = numbers.view(np.uint8).reshape(end - top + above, -1)
    filtered = np.empty((end - top, rows.shape[1] + 1), np.uint8)
    filtered[:, 0] = _UP
    if above:
        np.subtract(rows[1:], rows[:-1], out=filtered[:, 1:])
    else:
        filtered[0, 1:] = rows[0]
        np.subtract(rows[1:], rows[:-1], out=filtered[1:, 1:])
    return filtered.reshape(-1)


def _packer(filtered: Bytes) -> Any:
    """Return what deflates these bytes, chosen by a sample from their middle."""
    middle = filtered[max(0, len(filtered) - _SAMPLE) // 2 :][:_SAMPLE]
    runs, thorough = (len(packer.compress(middle)) + len(packer.flush()) for packer in (_by_runs(), _by_search()))
    return _by_search() if thorough < _WORTH_LOOKING * runs else _by_runs()


def _by_runs() -> Any:
    return zlib.compressobj(1, zlib.DEFLATED, -15, 9, zlib.Z_RLE)


def _by_search() -> Any:
    return zlib.compressobj(2, zlib.DEFLATED, -15, 9)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(data, zlib.crc32(name)))
