"""libvips as this program uses it: imported when first needed, without a cache of files."""

import logging
from functools import cache
from types import ModuleType
from typing import Any


@cache
def library() -> ModuleType:
    """Return pyvips. Its operation cache is off: it would give the old picture of a file that changed."""
    import pyvips

    # Warnings of codecs are for people who ask for them; without a handler Python would print them.
    logging.getLogger("pyvips").addHandler(logging.NullHandler())
    pyvips.cache_set_max(0)
    return pyvips


def reason(error: Exception) -> str:
    """Return the last line of a libvips error, which says the cause."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[-1].split(": ", 1)[-1] if lines else "unknown error"


def blob(image: Any, name: str) -> bytes | None:
    """Return one of an image's blocks of metadata."""
    return bytes(image.get(name)) if image.get_typeof(name) else None


def set_blob(image: Any, name: str, data: bytes | None) -> None:
    """Attach a block of metadata; the image must be a private copy."""
    if data is not None:
        image.set_type(library().GValue.blob_type, name, data)
