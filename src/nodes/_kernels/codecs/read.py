"""Opens any picture file with the library that reads its kind best."""

import contextlib
from dataclasses import replace
from pathlib import Path

from nodes._kernels.codecs import by_opencv, by_vips
from nodes._kernels.codecs.by_dds import open_dds
from nodes._kernels.codecs.by_heif import open_by_heif
from nodes._kernels.codecs.by_imagecodecs import open_by_imagecodecs, open_qoi
from nodes._kernels.codecs.by_opencv import open_by_opencv, open_deep_jpeg2000
from nodes._kernels.codecs.by_openexr import open_by_openexr
from nodes._kernels.codecs.by_pillow import open_by_pillow
from nodes._kernels.codecs.by_tifffile import open_by_tifffile
from nodes._kernels.codecs.by_vips import open_by_vips
from nodes._kernels.codecs.deep_jpeg import open_deep_jpeg
from nodes._kernels.codecs.formats import has_imagecodecs
from nodes._kernels.codecs.jpeg2000 import check_whole, read_codestream
from nodes._kernels.codecs.kinds import kind_of, not_read
from nodes._kernels.codecs.limits import NeedsLibrary, NoSuchPage, NotRead, check_page, check_size
from nodes._kernels.codecs.opened import Opened, Pixels
from nodes._kernels.codecs.tiff_tags import read_tags
from nodes._kernels.files import Refused, check_file

_ONE_PICTURE = frozenset(("pnm", "pam", "pfm", "hdr", "jpeg2000", "jpeg-xl", "qoi"))


def open_picture(path: Path, page: int = 1, repair: bool = False) -> Opened:
    """Return the file's header facts and the way to its pixels.

    `page` counts pages, frames and layers from 1. With `repair`, what a damaged file still holds is read
    where the decoder can go on (JPEG above all). Raises `Refused`, with a sentence that names the file, for
    everything that is no regular file, no picture, damaged in its header, or larger than the pixel limit.
    """
    check_file(path)
    kind = kind_of(path)
    if kind in _ONE_PICTURE:
        check_page(path, page, 1)
    if kind in by_opencv.KINDS:
        return open_by_opencv(path, kind)
    if kind == "exr":
        return open_by_openexr(path, page)
    if kind == "heic":
        return open_by_heif(path, page)
    if kind == "jpeg-xl":
        return open_by_imagecodecs(path)
    if kind == "qoi" and has_imagecodecs():
        return open_qoi(path)
    if kind == "jpeg2000":
        return _open_jpeg2000(path)
    if kind == "tiff":
        return _open_tiff(path, page, repair)
    if kind == "dds" and (opened := open_dds(path, page)):
        return opened
    if kind == "bmp":
        return _open_bmp(path, page)
    if kind not in by_vips.KINDS or (page > 1 and kind not in by_vips.PAGED):
        # Of animated PNG and of JPEGs behind a JPEG libvips knows the first picture only.
        return open_by_pillow(path, page)
    if kind == "jpeg" and (deep := open_deep_jpeg(path)):
        return deep
    try:
        return open_by_vips(path, kind, page, repair)
    except Refused as refused:
        if kind == "avif":
            with contextlib.suppress(Refused):
                return open_by_pillow(path, page)
        raise refused


def _open_bmp(path: Path, page: int) -> Opened:
    """Pillow knows all kinds, OpenCV is fast with runs."""
    opened = open_by_pillow(path, page)

    def read() -> Pixels:
        pixels = by_opencv.bmp_in_runs(path, opened.width, opened.height, opened.channels)
        return opened.read() if pixels is None else pixels

    return replace(opened, read=read)


def _open_jpeg2000(path: Path) -> Opened:
    """OpenCV for more than 8 bits, which Pillow cuts to 8; Pillow for all others."""
    stream = read_codestream(path)
    if stream is None:
        raise Refused(f"{path} is damaged: its header names no size; take another copy of it.")
    check_size(path, stream.width, stream.height)
    deep = 8 < stream.bits <= 16 and not stream.signed and stream.channels in (1, 3, 4)
    opened = open_deep_jpeg2000(path, stream) if deep else open_by_pillow(path)

    def read() -> Pixels:
        check_whole(path, stream)
        return opened.read()

    return replace(opened, read=read)


_COMPRESSIONS = frozenset((1, 2, 3, 4, 5, 6, 7, 8, 32771, 32773, 32946, 50001))
"""Of TIFF, those that libvips decodes: none, CCITT, LZW, JPEG, deflate, PackBits, WebP."""


def _open_tiff(path: Path, page: int, repair: bool) -> Opened:
    """libvips first; tifffile for other compressions and layouts, 64-bit numbers, and integers multiplied by alpha.

    Pillow is last. Where tifffile would need imagecodecs for the latter, libvips' division, rounded to their 8 or 16
    bits, has to do.
    """
    said = read_tags(path, page)
    if said.raw:
        raise not_read(path, "raw")
    told = None
    if said.compression in _COMPRESSIONS and not said.separate_tiles:
        if said.premultiplied:
            with contextlib.suppress(Refused):
                return open_by_tifffile(path, page)
        try:
            return open_by_vips(path, "tiff", page, repair)
        except Refused as refused:
            told = refused
    for again in (open_by_tifffile, open_by_pillow):
        try:
            return again(path, page)
        except Refused as refused:
            if told is None or isinstance(refused, NeedsLibrary | NoSuchPage | NotRead):
                told = refused
    raise told
