"""Reads HEIC with pi-heif, which is optional, in another process: a file that makes it crash is refused by name."""

import os
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from nodegraph import RunError, allocate, apart, note
from nodes._kernels.codecs.by_tifffile import divided
from nodes._kernels.codecs.limits import NeedsLibrary, check_page, check_size
from nodes._kernels.codecs.made_profiles import made_profile
from nodes._kernels.codecs.opened import Opened, Pixels
from nodes._kernels.codecs.tags import plain_exif
from nodes._kernels.files import Refused

_SECONDS = 120.0
_PRIMARIES = {9: "Rec. 2020", 12: "Display P3"}
_HDR = (16, 18)
"""ITU-T H.273, tables 2 and 3: what a file says of its colors without a profile; PQ and HLG."""
_ROWS = 1024


def open_by_heif(path: Path, page: int = 1) -> Opened:
    """Read the header; `page` counts from 1, the first is the main picture.

    Raises `NeedsLibrary` where pi-heif is not there, `Refused` for a file that is damaged or too large.
    """
    if find_spec("pi_heif") is None:
        raise NeedsLibrary(f"{path} is an HEIC picture; install nodegraph[codecs] to read it, or save it as PNG.")
    said = _asked(path, "header", page=page)
    check_page(path, page, said["pages"])
    width, height, channels, bits = (said[name] for name in ("width", "height", "channels", "bits"))
    check_size(path, width, height)

    def read() -> Pixels:
        if said["transfer"] in _HDR:
            note(f"{path.name} holds HDR light (PQ or HLG), whose curve is not undone; it looks flat.")
        pixels = _pixels(path, page, (height, width, channels), np.uint8 if bits == 8 else np.uint16)
        return divided(pixels) if said["premultiplied"] else pixels

    exif, icc = said.get("exif"), said.get("icc")
    if icc is None and said["primaries"] in _PRIMARIES and channels != 1:
        icc = made_profile(_PRIMARIES[said["primaries"]])
    depth = str(bits) if bits in (8, 10, 12) else "16"
    return Opened(path, width, height, channels, depth, read, icc, exif and plain_exif(exif), said.get("xmp"))


def _pixels(path: Path, page: int, shape: tuple[int, int, int], dtype: Any) -> Pixels:
    """Return what the other process writes into a file."""
    pixels: Pixels = allocate(shape, dtype)
    with tempfile.TemporaryDirectory(prefix="nodegraph-") as folder:
        target = Path(folder, "pixels")
        _asked(path, "write_pixels", page=page, target=os.fsencode(target))
        if target.stat().st_size != pixels.nbytes:
            raise Refused(f"{path} is damaged: its header and its pixels do not agree; take another copy of it.")
        with target.open("rb") as file:
            for top in range(0, shape[0], _ROWS):
                file.readinto(pixels[top : top + _ROWS].data.cast("B"))
    return pixels


def _asked(path: Path, what: str, **arguments: Any) -> Any:
    try:
        return apart("nodes._kernels.codecs.heif_apart", what, _SECONDS, path=os.fsencode(path), **arguments)
    except RunError as error:
        raise Refused(f"{path} is damaged or cut off ({str(error)[:200]}); take another copy of it.") from None
