"""Writes formats whose libraries take a picture as a whole: HDR and PFM by OpenCV, BMP, TGA, QOI and DDS by Pillow.

QOI goes through imagecodecs where that is there: Pillow's own code takes 1.5 s a megapixel.
"""

from pathlib import Path
from typing import Any

import numpy as np

from nodegraph import Picture
from nodes._kernels.codecs import by_imagecodecs, vips
from nodes._kernels.codecs.formats import Encoding, has_imagecodecs

_BY_OPENCV = frozenset(("hdr", "pfm"))
_BLOCKS = {"bc1": "DXT1", "bc3": "DXT5"}


def write(image: Any, picture: Picture, path: Path, encoding: Encoding) -> None:
    """Encode the image. Raises `OSError`, or `ValueError` of the library."""
    pixels = vips.pixels_of(image)
    if encoding.format in _BY_OPENCV:
        _by_opencv(pixels, path, encoding.format)
    else:
        _by_pillow(pixels, picture, path, encoding)


def _by_opencv(pixels: Any, path: Path, format_: str) -> None:
    import cv2

    if pixels.shape[2] == 1 and format_ == "hdr":
        pixels = pixels.repeat(3, axis=2)
    if format_ == "hdr":
        # The format has no negative light.
        pixels = np.maximum(pixels, 0)
    done, data = cv2.imencode(f".{format_}", np.ascontiguousarray(pixels[:, :, ::-1]))
    if not done:
        raise ValueError("the encoder refused it")
    data.tofile(path)


def _by_pillow(pixels: Any, picture: Picture, path: Path, encoding: Encoding) -> None:
    from PIL import Image

    options: dict[str, Any] = {}
    match encoding.format:
        case "bmp":
            options = {"dpi": picture.dpi} if picture.dpi and encoding.metadata else {}
        case "tga":
            options = {"compression": "tga_rle"} if encoding.small else {}
        case "dds" if encoding.blocks in _BLOCKS:
            options = {"pixel_format": _BLOCKS[encoding.blocks]}
    if encoding.format == "qoi":
        pixels = pixels.repeat(3, axis=2) if pixels.shape[2] == 1 else pixels
        if has_imagecodecs():
            by_imagecodecs.write_qoi(pixels, path)
            return
    image = Image.fromarray(pixels[:, :, 0] if pixels.shape[2] == 1 else pixels)
    if options.get("pixel_format") and image.mode == "L":
        image = image.convert("RGB")
    with path.open("wb") as file:
        image.save(file, encoding.format.upper(), **options)
