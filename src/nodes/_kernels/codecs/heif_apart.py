"""Reads HEIC with pi-heif, in a process of its own: damaged files make that library end the process."""

import os
from typing import Any

import numpy as np


def header(path: bytes, page: int) -> dict[str, Any]:
    """Return what is known of a picture without its pixels. Raises what pi-heif raises."""
    image, pages = _opened(path, page)
    if image is None:
        return {"pages": pages}
    width, height = image.size
    info = image.info
    coded = info.get("nclx_profile") or {}
    return {
        "pages": pages,
        "width": width,
        "height": height,
        "channels": _channels(image.mode),
        "bits": int(info.get("bit_depth") or 8),
        "premultiplied": image.mode.startswith("RGBa"),
        "primaries": int(coded.get("color_primaries", 2)),
        "transfer": int(coded.get("transfer_characteristics", 2)),
        **{name: bytes(info[key]) for name, key in _BLOCKS if info.get(key)},
    }


_BLOCKS = (("exif", "exif"), ("xmp", "xmp"), ("icc", "icc_profile"))


def write_pixels(path: bytes, page: int, target: bytes) -> None:
    """Write the pixels, 8 or 16 bits, row by row into a file; white is 255 or 65535."""
    image, _ = _opened(path, page)
    pixels = np.asarray(image)
    pixels = pixels.reshape(*pixels.shape[:2], -1)
    bits = int(image.info.get("bit_depth") or 8)
    if bits > 8:
        # The library shifts the bits up and leaves the low ones 0.
        top = (2**bits - 1) << (16 - bits)
        pixels = (pixels * np.float32(65535 / top) + np.float32(0.5)).astype(np.uint16)
    pixels.tofile(os.fsdecode(target))


def _opened(path: bytes, page: int) -> tuple[Any, int]:
    """Return the picture, `None` if the file has fewer, and how many there are; the first one is what is meant."""
    import pi_heif

    file = pi_heif.open_heif(os.fsdecode(path), convert_hdr_to_8bit=False)
    order = [file.primary_index, *(i for i in range(len(file)) if i != file.primary_index)]
    return (file[order[page - 1]] if page <= len(order) else None), len(order)


def _channels(mode: str) -> int:
    return {"L": 1, "RGB": 3, "RGBA": 4, "RGBa": 4}[mode.split(";")[0]]
