"""Reads PNG, JPEG, WebP, TIFF, AVIF and GIF with libvips, by strips where the picture is large."""

import contextlib
import os
from pathlib import Path
from typing import Any

from nodegraph import allocate, note
from nodes._kernels.codecs import png_tags, tiff_tags, vips
from nodes._kernels.codecs.by_opencv import still_webp
from nodes._kernels.codecs.limits import check_page, check_size
from nodes._kernels.codecs.opened import Opened, Pixels, upright
from nodes._kernels.codecs.tags import exif_orientation, plain_exif
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
PAGED = frozenset(("tiff", "gif", "webp", "avif"))
"""Kinds of which a file may hold several pictures that libvips tells apart."""
_IN_MEMORY = 512 << 20
"""Bytes of a WebP that OpenCV decodes into memory; libvips decodes a larger one into a file."""
_FULL = {"char": 127, "short": 32767, "uint": 2**32 - 1, "int": 2**31 - 1}


def open_by_vips(path: Path, kind: str, page: int = 1, repair: bool = False) -> Opened:
    """Read the header; `page` counts from 1. Raises `Refused` for a file libvips cannot read or that is too large.

    With `repair`, a file that ends early or is damaged further down gives the pixels it has; the rest is
    gray or black, and a note says so.
    """
    try:
        return _open(path, kind, page, strict=True, repair=repair)
    except vips.errors() as error:
        refused = _damaged(path, error)
    if repair:
        with contextlib.suppress(*vips.errors()):
            return _open(path, kind, page, strict=False, repair=True)
    raise refused


def _open(path: Path, kind: str, page: int, strict: bool, repair: bool) -> Opened:
    """Read the header, and the pixels when they are wanted; `strict` ends at the first error. Raises `pyvips.Error`."""
    pyvips = vips.library()
    image = _loaded(path, kind, page, strict)
    check_size(path, image.width, image.height)
    said = tiff_tags.read_tags(path, page) if kind == "tiff" else tiff_tags.Said()
    companions = _companions(path, kind, image, said)
    exif = companions.exif
    orientation = _orientation(image, kind, exif)
    depth = _depth(image)
    normal = _normalize(image, depth, path)
    if said.cut_off and not repair:
        raise pyvips.Error("its pixels end early")
    small = normal.width * normal.height * normal.bands <= _IN_MEMORY
    still = kind == "webp" and strict and small and not image.get_typeof("n-pages")

    def read() -> Pixels:
        try:
            plain = still_webp(path, normal.width, normal.height, normal.bands) if still else None
            pixels = vips.pixels_of(normal) if plain is None else plain
        except vips.errors() as error:
            refused = _damaged(path, error)
            if repair and strict:
                with contextlib.suppress(*vips.errors()):
                    return _open(path, kind, page, strict=False, repair=True).read()
            raise refused from None
        if not strict or said.cut_off:
            note(f"{path.name} is damaged or cut off; what it still holds was read.")
        return upright(pixels, orientation, allocate)

    width, height = (normal.width, normal.height) if orientation < 5 else (normal.height, normal.width)
    return Opened(
        path,
        width,
        height,
        normal.bands,
        depth,
        read,
        None if image.interpretation in _CONVERTED else vips.blob(image, "icc-profile-data"),
        *companions,
    )


def _companions(path: Path, kind: str, image: Any, tiff: tiff_tags.Said) -> png_tags.Said:
    """Return EXIF, XMP and dots per inch."""
    exif, xmp = plain_exif(vips.blob(image, "exif-data")), vips.blob(image, "xmp-data")
    if kind == "png":
        said = png_tags.read_tags(path)
        return png_tags.Said(exif or said.exif, xmp or said.xmp, said.dpi)
    if kind == "tiff":
        exif = tiff.exif
    return png_tags.Said(exif, xmp, _dpi(image) if kind in ("jpeg", "tiff") else None)


def _loaded(path: Path, kind: str, page: int, strict: bool) -> Any:
    pyvips = vips.library()
    load = getattr(pyvips.Image, _LOADERS[kind])
    wishes: dict[str, Any] = {"access": "sequential", "fail_on": "error" if strict else "none"}
    source = pyvips.Source.new_from_file(os.fsencode(path))
    if page == 1:
        return load(source, **wishes)
    first = load(source, **wishes)
    check_page(path, page, int(first.get("n-pages")) if first.get_typeof("n-pages") else 1)
    return load(pyvips.Source.new_from_file(os.fsencode(path)), page=page - 1, **wishes)


_CONVERTED = ("cmyk", "lab", "labs", "labq", "xyz", "yxy", "lch")
"""What libvips may find in a TIFF or JPEG and no picture here holds; it becomes sRGB."""


def _normalize(image: Any, depth: str, path: Path) -> Any:
    """Return the image with 1, 3 or 4 channels of uchar, ushort or float in the whole range.

    libvips has divided the colors of a premultiplied TIFF of floats by their alpha already.
    """
    if image.interpretation == "cmyk":
        sixteen = 16 if image.format == "ushort" else 8
        # libvips would take an alpha of 16 bits for one of 8, and make nearly all of it opaque.
        inks, alpha = image.extract_band(0, n=4), image[4] if image.bands == 5 else None
        image = inks.icc_transform(
            "srgb",
            embedded=True,
            input_profile="cmyk",
            intent="relative",
            black_point_compensation=True,
            depth=sixteen,
        )
        image = image if alpha is None else image.bandjoin(alpha)
    elif image.interpretation in _CONVERTED:
        image = image.colourspace("srgb" if image.format == "uchar" else "rgb16")
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
    if image.format not in vips.TYPES:
        raise Refused(f"{path} holds {image.format} numbers, which are not read; save it with 16 bits.")
    return image


def _depth(image: Any) -> str:
    bits = image.get("bits-per-sample") if image.get_typeof("bits-per-sample") else None
    if image.format == "uchar":
        return "8"
    if image.interpretation in _CONVERTED:
        return "16"
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


def _damaged(path: Path, error: Exception) -> Refused:
    return Refused(f"{path} is damaged or cut off ({vips.reason(error)}); take another copy of it.")
