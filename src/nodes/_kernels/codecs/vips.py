"""libvips as this program uses it: imported when first needed, without a cache of files."""

import errno
import logging
import os
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt

from nodegraph import allocate, progress, release_pages

TYPES = {"uchar": np.uint8, "ushort": np.uint16, "float": np.float32}
_STRIP = 4 << 20
"""Bytes computed at a time; with 16 MiB glibc keeps 400 MiB of freed strips in its heap."""
_DIRECT = 128 << 20
"""Bytes of pixels that libvips may hold at once in memory of its own."""


@cache
def library() -> ModuleType:
    """Return pyvips. Its operation cache is off: it would give the old picture of a file that changed."""
    import pyvips

    # Warnings of codecs are for people who ask for them; without a handler Python would print them.
    logging.getLogger("pyvips").addHandler(logging.NullHandler())
    pyvips.cache_set_max(0)
    return pyvips


def errors() -> tuple[type[Exception], ...]:
    """Return what is raised for broken files: pyvips' error, or the one its message raises that is no UTF-8."""
    return library().Error, UnicodeDecodeError


def reason(error: Exception) -> str:
    """Return the last line of a libvips error, which says the cause."""
    if isinstance(error, UnicodeDecodeError):
        # pyvips has not come to forgetting the message, and would meet it again.
        library().vips_lib.vips_error_clear()
        return "damaged names in it"
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[-1].split(": ", 1)[-1] if lines else "unknown error"


def says_disk_full(error: Exception) -> bool:
    """Whether an encoder failed because its bytes found no room."""
    text = str(error)
    return os.strerror(errno.ENOSPC) in text or "write error" in text


def blob(image: Any, name: str) -> bytes | None:
    """Return one of an image's blocks of metadata."""
    return bytes(image.get(name)) if image.get_typeof(name) else None


def set_blob(image: Any, name: str, data: bytes | None) -> None:
    """Attach a block of metadata; the image must be a private copy."""
    if data is not None:
        image.set_type(library().GValue.blob_type, name, data)


def in_one_piece(image: Any) -> bool:
    """Whether an image is small enough to be computed as a whole."""
    size = image.width * image.height * image.bands * np.dtype(TYPES[image.format]).itemsize
    return bool(size <= _DIRECT)


def pixels_of(image: Any) -> npt.NDArray[Any]:
    """Compute an image. Small ones come in one piece on all cores, large ones strip by strip into a file."""
    dtype = np.dtype(TYPES[image.format])
    shape = (image.height, image.width, image.bands)
    if in_one_piece(image):
        return np.frombuffer(image.write_to_memory(), dtype).reshape(shape)
    pixels = allocate(shape, dtype)
    for top, strip in strips_of(image):
        rows = pixels[top : top + len(strip)]
        rows[:] = strip
        release_pages(rows)
        progress(top + len(strip), image.height)
    return pixels


def strips_of(image: Any, rows: int | None = None) -> Iterator[tuple[int, npt.NDArray[Any]]]:
    """Compute an image from the top, one strip `(rows, W, C)` after the other, with the row it begins at.

    Without `rows`, a strip has 4 MiB.
    """
    dtype = np.dtype(TYPES[image.format])
    row = image.width * image.bands * dtype.itemsize
    region = library().Region.new(image)
    step = rows or max(16, _STRIP // row)
    for top in range(0, image.height, step):
        count = min(step, image.height - top)
        strip = np.frombuffer(region.fetch(0, top, image.width, count), dtype)
        yield top, strip.reshape(count, image.width, image.bands)
