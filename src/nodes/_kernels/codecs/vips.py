"""libvips as this program uses it: imported when first needed, without a cache of files."""

import contextvars
import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt

from nodegraph import NodegraphError, allocate, progress, release_pages

TYPES = {"uchar": np.uint8, "ushort": np.uint16, "float": np.float32}
_STRIP = 4 << 20
"""Bytes computed at a time; with 16 MiB glibc keeps 400 MiB of freed strips in its heap."""
_BEHIND = 512
"""Rows that may still be used behind the last one: threads of libvips work on neighboring strips."""
_GIVE_BACK = 32 << 20
"""Bytes whose pages are given back at once."""


@cache
def library() -> ModuleType:
    """Return pyvips. Its operation cache is off: it would give the old picture of a file that changed.

    What libvips warns of is dropped by itself. On its way to Python's log a garbage collection may free another damaged
    picture, which warns too, and GLib ends the process for a warning within a warning.
    """
    os.environ.setdefault("VIPS_WARNING", "0")
    import pyvips

    pyvips._remove_log_handler()
    pyvips.cache_set_max(0)
    return pyvips


def errors() -> tuple[type[Exception], ...]:
    """Return what is raised for broken files: pyvips' error, or the one its message raises that is no UTF-8."""
    return library().Error, UnicodeDecodeError


def reason(error: Exception) -> str:
    """Return the last line of a libvips error that holds words, which says the cause."""
    if isinstance(error, UnicodeDecodeError):
        # pyvips has not come to forgetting the message, and would meet it again.
        library().vips_lib.vips_error_clear()
        return "damaged names in it"
    lines = [line.strip() for line in str(error).splitlines() if re.search("[a-z]{2}", line)]
    if not lines or lines[-1].startswith("unable to call "):
        return "its library gives no reason"
    return lines[-1].split(": ", 1)[-1]


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


def pixels_of(image: Any) -> npt.NDArray[Any]:
    """Compute an image into memory of our own, on all cores; large ones into a file."""
    dtype = np.dtype(TYPES[image.format])
    pixels = allocate((image.height, image.width, image.bands), dtype)
    target = library().Image.new_from_memory(pixels, image.width, image.height, image.bands, image.format)
    with follow(image, pixels):
        image.write(target)
    return pixels


@contextmanager
def follow(image: Any, pixels: npt.NDArray[Any]) -> Iterator[None]:
    """Let computing the image, which is made of or into the pixels, report progress, obey Stop and give pages back.

    What ended it early is raised in place of libvips' error.
    """
    # libvips calls from threads of its own, which know nothing of the run around this step.
    context = contextvars.copy_context()
    row = max(1, pixels[:1].nbytes)
    step = max(_BEHIND, _GIVE_BACK // row)
    given_back = 0
    failure: list[NodegraphError] = []

    def tell(made: Any, state: Any) -> None:
        nonlocal given_back
        done = int(state.npels) // len(pixels[0])
        if done - _BEHIND - given_back >= step:
            release_pages(pixels[given_back : done - _BEHIND])
            given_back = done - _BEHIND
        try:
            context.run(progress, done, len(pixels))
        except NodegraphError as error:
            failure.append(error)
            made.set_kill(True)

    image.set_progress(True)
    image.signal_connect("eval", tell)
    try:
        yield
    except library().Error:
        if failure:
            raise failure[0] from None
        raise


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
