"""Reads PNG, JPEG, WebP, TIFF, AVIF and GIF with libvips, by strips where the picture is large."""

import mmap
import os
import struct
from pathlib import Path
from typing import Any

import numpy as np

from nodegraph import allocate, progress, release_pages
from nodes._kernels.codecs import vips
from nodes._kernels.codecs.limits import check_size
from nodes._kernels.codecs.opened import Opened, Pixels, upright
from nodes._kernels.codecs.tags import exif_orientation, plain_exif, single_strip_end
from nodes._kernels.files import Refused

_LOADERS = {
    "png": "pngload_source",
    "jpeg": "jpegload_source",
    "webp": "webpload_source",
    "tiff": "tiffload_source",
    "avif": "heifload_source",
    "gif": "gifload_source",
}
KINDS = frozenset(_LOADERS)
_TYPES = {"uchar": np.uint8, "ushort": np.uint16, "float": np.float32}
_FULL = {"char": 127, "short": 32767, "uint": 2**32 - 1, "int": 2**31 - 1}
_STRIP = 4 << 20
"""Bytes decoded at a time; with 16 MiB glibc keeps 400 MiB of freed strips in its heap."""
_DIRECT = 128 << 20
"""Bytes of pixels that libvips may hold at once in memory of its own."""


def open_by_vips(path: Path, kind: str) -> Opened:
    """Read the header. Raises `Refused` for a file libvips cannot read or that is too large."""
    pyvips = vips.library()
    try:
        source = pyvips.Source.new_from_file(os.fsencode(path))
        image = getattr(pyvips.Image, _LOADERS[kind])(source, access="sequential", fail_on="truncated")
        check_size(path, image.width, image.height)
        exif = plain_exif(vips.blob(image, "exif-data"))
        orientation = _orientation(image, kind, exif)
        depth = _depth(image)
        normal = _normalize(image, depth, path)
        if kind == "tiff":
            _check_end(path)
    except pyvips.Error as error:
        raise _damaged(path, error) from None

    def read() -> Pixels:
        try:
            pixels = _pixels(normal)
        except pyvips.Error as error:
            raise _damaged(path, error) from None
        return upright(pixels, orientation, allocate)

    width, height = (normal.width, normal.height) if orientation < 5 else (normal.height, normal.width)
    return Opened(
        path,
        width,
        height,
        normal.bands,
        depth,
        read,
        icc=None if image.interpretation in _CONVERTED else vips.blob(image, "icc-profile-data"),
        exif=exif,
        xmp=vips.blob(image, "xmp-data"),
        dpi=_png_dpi(path) if kind == "png" else _dpi(image) if kind in ("jpeg", "tiff") else None,
    )


_CONVERTED = ("cmyk", "lab", "labs", "labq", "xyz", "yxy", "lch")
"""What libvips may find in a TIFF or JPEG and no picture here holds; it becomes sRGB."""


def _normalize(image: Any, depth: str, path: Path) -> Any:
    """Return the image with 1, 3 or 4 channels of uchar, ushort or float in the whole range.

    libvips has divided the colors of a premultiplied TIFF by their alpha already.
    """
    if image.interpretation == "cmyk":
        sixteen = 16 if image.format == "ushort" else 8
        image = image.icc_transform(
            "srgb",
            embedded=True,
            input_profile="cmyk",
            intent="relative",
            black_point_compensation=True,
            depth=sixteen,
        )
    elif image.interpretation in _CONVERTED:
        image = image.colourspace("rgb16" if image.format in ("ushort", "float") else "srgb")
    if image.bands > 4:
        raise Refused(f"{path} has {image.bands} channels; 1 to 4 are read.")
    if image.bands == 2:
        image = image[0].bandjoin([image[0], image[0], image[1]])
    if depth in ("10", "12"):
        # libvips shifts the bits up and leaves the low ones 0; white must be 65535.
        top = (2 ** int(depth) - 1) << (16 - int(depth))
        image = (image * (65535 / top)).rint().cast("ushort")
    elif image.format in _FULL:
        image = (image / _FULL[image.format]).cast("float")
    elif image.format == "double":
        image = image.cast("float")
    if image.format not in _TYPES:
        raise Refused(f"{path} holds {image.format} numbers, which are not read; save it with 16 bits.")
    return image


def _check_end(path: Path) -> None:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        end = single_strip_end(data)
        if end is not None and end > len(data):
            raise Refused(f"{path} is damaged or cut off (its pixels end early); take another copy of it.")


def _depth(image: Any) -> str:
    bits = image.get("bits-per-sample") if image.get_typeof("bits-per-sample") else None
    if image.format == "uchar":
        return "8"
    if image.format == "ushort":
        return str(bits) if bits in (10, 12) else "16"
    return "half" if image.format == "float" and bits == 16 else "float"


def _orientation(image: Any, kind: str, exif: bytes | None) -> int:
    if kind == "avif":
        # The container's rotation box was applied by the decoder; EXIF says it a second time.
        return 1
    if image.get_typeof("orientation"):
        found = int(image.get("orientation"))
        return found if 1 <= found <= 8 else 1
    return exif_orientation(exif)


def _dpi(image: Any) -> tuple[float, float] | None:
    if not image.get_typeof("resolution-unit") or min(image.xres, image.yres) <= 0:
        return None
    # libvips counts dots per millimeter; files count whole dots or hundredths.
    return round(image.xres * 25.4, 2), round(image.yres * 25.4, 2)


def _png_dpi(path: Path) -> tuple[float, float] | None:
    """Return what the pHYs chunk says; libvips makes up 72 where there is none (PNG 3rd edition, section 11.3.4.3)."""
    with path.open("rb") as file:
        file.seek(8)
        while len(head := file.read(8)) == 8:
            length, name = struct.unpack(">I4s", head)
            if name == b"pHYs":
                data = file.read(9)
                if len(data) < 9:
                    return None
                across, down, unit = struct.unpack(">IIB", data)
                known = unit == 1 and across and down
                return (round(across * 0.0254, 2), round(down * 0.0254, 2)) if known else None
            if name in (b"IDAT", b"IEND"):
                return None
            file.seek(length + 4, os.SEEK_CUR)
    return None


def _pixels(image: Any) -> Pixels:
    """Decode. Small pictures come in one piece on all cores, large ones strip by strip into a file."""
    dtype = np.dtype(_TYPES[image.format])
    shape = (image.height, image.width, image.bands)
    row = image.width * image.bands * dtype.itemsize
    if row * image.height <= _DIRECT:
        return np.frombuffer(image.write_to_memory(), dtype).reshape(shape)
    pixels = allocate(shape, dtype)
    region = vips.library().Region.new(image)
    step = max(16, _STRIP // row)
    for top in range(0, image.height, step):
        rows = min(step, image.height - top)
        strip = np.frombuffer(region.fetch(0, top, image.width, rows), dtype)
        pixels[top : top + rows] = strip.reshape(rows, *shape[1:])
        release_pages(pixels[top : top + rows])
        progress(top + rows, image.height)
    return pixels


def _damaged(path: Path, error: Exception) -> Refused:
    return Refused(f"{path} is damaged or cut off ({vips.reason(error)}); take another copy of it.")
