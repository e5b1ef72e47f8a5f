"""Writes TIFF with Zstandard, which libvips' libtiff lacks, with tifffile and imagecodecs: strip by strip."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from nodegraph import Picture, progress, release_pages
from nodes._kernels.codecs import vips
from nodes._kernels.codecs.encodable import profile_of
from nodes._kernels.codecs.formats import Encoding
from nodes._kernels.codecs.tiff_tags import add_exif

_XMP = 700
_STRAIGHT = 2
_ROWS = 64
_STRIPS_AT_ONCE = 8


def write(image: Any, picture: Picture, path: Path, depth: str, encoding: Encoding) -> None:
    """Encode the image with what travels along. Raises `OSError`, or `ValueError` of the library."""
    import tifffile

    keep = encoding.metadata
    icc = profile_of(picture, depth, encoding.format)
    xmp = picture.xmp if keep else None
    dtype = np.dtype(vips.TYPES[image.format])
    with tifffile.TiffWriter(
        path, bigtiff=image.width * image.height * image.bands * dtype.itemsize > 2**32 - 2**26
    ) as file:
        file.write(
            _strips(image, picture),
            shape=(image.height, image.width, image.bands)[: 2 if image.bands == 1 else 3],
            dtype=dtype,
            photometric="minisblack" if image.bands == 1 else "rgb",
            extrasamples=[_STRAIGHT] if image.bands == 4 else None,
            compression="zstd",
            compressionargs={"level": 19 if encoding.small else 3},
            # The predictor for floats is read by few programs.
            predictor=dtype.kind == "u",
            rowsperstrip=_ROWS,
            resolution=picture.dpi if keep and picture.dpi else None,
            resolutionunit="INCH" if keep and picture.dpi else None,
            iccprofile=icc,
            extratags=[(_XMP, 1, len(xmp), xmp, True)] if xmp else (),
            metadata=None,
            software=False,
        )
    if keep and picture.exif is not None:
        add_exif(path, picture.exif, picture.width, picture.height)


def _strips(image: Any, picture: Picture) -> Iterator[Any]:
    """Compute strips of the file's height from the top, a few at once."""
    for top, rows in vips.strips_of(image, _ROWS * _STRIPS_AT_ONCE):
        for start in range(0, len(rows), _ROWS):
            yield rows[start : start + _ROWS]
        release_pages(picture.pixels[top : top + len(rows)])
        progress(top + len(rows), image.height)
