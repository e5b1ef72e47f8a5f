"""Reads what libvips does not with Pillow: BMP, TGA, ICO, DDS, QOI, JPEG 2000, odd TIFF and AVIF."""

import math
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from nodegraph import allocate
from nodes._kernels.codecs.limits import NotRead, check_page, check_size
from nodes._kernels.codecs.opened import Opened, Pixels, upright
from nodes._kernels.codecs.tags import exif_orientation, plain_exif
from nodes._kernels.files import Refused

_ERRORS = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    ArithmeticError,
    RuntimeError,
    MemoryError,
    struct.error,
)
"""What Pillow's readers raise at broken files."""

_TARGETS = {"1": "L", "L": "L", "LA": "RGBA", "La": "RGBA", "PA": "RGBA", "RGB": "RGB", "RGBA": "RGBA", "RGBa": "RGBA"}
_CHANNELS = {"L": 1, "RGB": 3, "RGBA": 4}


def _library() -> ModuleType:
    from PIL import Image

    # `check_size` limits the pixels, with a sentence; Pillow's own limit only prints a warning.
    Image.MAX_IMAGE_PIXELS = None
    # What Pillow warns about comes as a refusal, or the pixels are right all the same.
    warnings.filterwarnings("ignore", module=r"PIL\.")
    return Image


@contextmanager
def pillow_file(path: Path) -> Iterator[Any]:
    """Open a file with Pillow. What it raises at broken ones, now and in the block, becomes `Refused`."""
    try:
        with _library().open(path) as image:
            yield image
    except Refused:
        raise
    except _ERRORS as error:
        raise _damaged(path, error) from None


def open_by_pillow(path: Path, page: int = 1) -> Opened:
    """Read the header; `page` counts from 1. Raises `Refused` for a file Pillow cannot read or that is too large."""
    with pillow_file(path) as file:
        image = _page(file, path, page)
        width, height = image.size
        mode, info = image.mode, dict(image.info)
        exif = plain_exif(info.get("exif") or None)
        target, depth = _target(mode, info)
    check_size(path, width, height)
    orientation = exif_orientation(exif)

    def read() -> Pixels:
        with pillow_file(path) as file:
            return upright(_pixels(_page(file, path, page), target), orientation, allocate)

    if orientation >= 5:
        width, height = height, width
    icc = info.get("icc_profile")
    return Opened(
        path,
        width,
        height,
        _CHANNELS.get(target, 1),
        depth,
        read,
        icc=icc if isinstance(icc, bytes) and mode not in ("CMYK", "LAB") else None,
        exif=exif,
        dpi=_dpi(info.get("dpi")),
    )


def _dpi(said: Any) -> tuple[float, float] | None:
    """Return dots per inch, which a damaged file may hold as 0/0."""
    try:
        across, down = (round(float(number), 2) for number in said)
    except (TypeError, ValueError, ArithmeticError):
        return None
    return (across, down) if 0 < across < math.inf and 0 < down < math.inf else None


def _page(image: Any, path: Path, page: int) -> Any:
    """Return the page of an open file; of an ICO the pages are its entries, the largest and deepest first."""
    if image.format == "ICO":
        entries = image.ico.entry
        order = sorted(range(len(entries)), key=lambda i: (-entries[i].square, -entries[i].color_depth))
        check_page(path, page, len(order))
        return image.ico.frame(order[page - 1])
    if page > 1:
        check_page(path, page, int(getattr(image, "n_frames", 1)))
        image.seek(page - 1)
    return image


def _target(mode: str, info: dict[str, Any]) -> tuple[str, str]:
    """Return the mode to convert to and the depth of the source."""
    if mode.startswith("I"):
        return "I", "16"
    if mode == "F":
        return "F", "float"
    if mode == "P":
        return ("RGBA" if "transparency" in info else "RGB"), "8"
    return _TARGETS.get(mode, "RGB"), "8"


_BYTES = {
    (24, (0xFF0000, 0xFF00, 0xFF)): "BGR",
    (24, (0xFF, 0xFF00, 0xFF0000)): "RGB",
    (32, (0xFF0000, 0xFF00, 0xFF)): "BGRX",
    (32, (0xFF, 0xFF00, 0xFF0000)): "RGBX",
    (32, (0xFF0000, 0xFF00, 0xFF, 0xFF000000)): "BGRA",
    (32, (0xFF, 0xFF00, 0xFF0000, 0xFF000000)): "RGBA",
}
"""Bits of a pixel and masks of its colors in a plain DDS, and the name that Pillow has for such bytes."""
_DDS_HEADER = 128


def _quickly(image: Any) -> None:
    """Let a plain DDS of whole bytes be decoded as bytes: Pillow's own way takes 1.5 s a megapixel."""
    if image.format == "DDS" and len(image.tile) == 1 and image.tile[0][0] == "dds_rgb":
        order = _BYTES.get(image.tile[0][3])
        if order is not None:
            image.tile = [("raw", (0, 0, *image.size), _DDS_HEADER, (order, 0, 1))]


def _pixels(image: Any, target: str) -> Pixels:
    _quickly(image)
    if target == "F":
        return np.array(image, np.float32)[:, :, None]
    if target == "I":
        # Pillow holds 16-bit gray in four modes, some of them with 32 bits.
        return np.clip(np.asarray(image), 0, 65535).astype(np.uint16)[:, :, None]
    pixels = np.array(image.convert(target))
    return pixels if pixels.ndim == 3 else pixels[:, :, None]


def _damaged(path: Path, error: Exception) -> Refused:
    if str(error).startswith(("Unsupported", "Unimplemented", "Unknown pixel format")):
        return NotRead(f"{path} is of a kind that is not read ({str(error)[:200]}); save it as PNG or TIFF first.")
    return Refused(f"{path} is damaged or cut off ({str(error)[:200] or 'no picture in it'}); take another copy of it.")
