"""Reads PNM, PFM, Radiance HDR, deep JPEG 2000 and plain WebP with OpenCV; headers are read here for the facts."""

from pathlib import Path
from typing import NamedTuple

import numpy as np

from nodes._kernels.codecs.jpeg2000 import Codestream
from nodes._kernels.codecs.limits import check_size
from nodes._kernels.codecs.opened import Opened, Pixels
from nodes._kernels.files import Refused

KINDS = frozenset(("pnm", "pfm", "hdr"))
_HEADER = 8192
_FULL = {"8": 255, "16": 65535}
_TYPES = {"8": np.uint8, "16": np.uint16, "float": np.float32}


class _Header(NamedTuple):
    width: int
    height: int
    channels: int
    depth: str
    top: float = 1.0
    """The number in the file that stands for white; of a PFM what its numbers were divided by."""


def open_by_opencv(path: Path, kind: str) -> Opened:
    """Read the header. Raises `Refused` for a damaged header or a picture that is too large."""
    with path.open("rb") as file:
        head = file.read(_HEADER)
    try:
        header = _hdr_header(head) if kind == "hdr" else _map_header(head)
    except (ValueError, IndexError):
        raise Refused(f"{path} is damaged: its header names no size; take another copy of it.") from None
    if kind == "hdr" and b"xyze" in head.split(b"\n\n", 1)[0]:
        raise Refused(f"{path} holds XYZ colors, which are not read; save it as RGBE.")
    check_size(path, header.width, header.height)
    return _opened(path, header, linear=kind != "pnm")


def open_deep_jpeg2000(path: Path, stream: Codestream) -> Opened:
    """Return a JPEG 2000 of 9 to 16 bits and 1, 3 or 4 channels."""
    depth = str(stream.bits) if stream.bits in (10, 12) else "16"
    header = _Header(stream.width, stream.height, stream.channels, depth, 2**stream.bits - 1)
    return _opened(path, header, linear=False)


def _opened(path: Path, header: _Header, linear: bool) -> Opened:
    return Opened(path, *header[:4], lambda: _pixels(path, header), linear=linear)


def _hdr_header(head: bytes) -> _Header:
    """The size is the first line after an empty one: `-Y 480 +X 640` (Ward, Real Pixels, Graphics Gems II)."""
    words = head.split(b"\n\n", 1)[1].split(b"\n", 1)[0].split()
    if words[0] != b"-Y" or words[2] != b"+X":
        raise ValueError("turned pictures are not read")
    return _Header(int(words[3]), int(words[1]), 3, "float")


def _map_header(head: bytes) -> _Header:
    """Magic, width, height, and for all but bitmaps the largest value, with comments between them (Netpbm)."""
    lines = [line.split(b"#", 1)[0] for line in head.split(b"\n")]
    words = b"\n".join(lines).split(maxsplit=4)
    magic = words[0]
    size = int(words[1]), int(words[2])
    channels = 3 if magic in (b"P3", b"P6", b"PF") else 1
    if magic in (b"PF", b"Pf"):
        return _Header(*size, channels, "float", abs(float(words[3])))
    if magic in (b"P1", b"P4"):
        return _Header(*size, channels, "8", 255)
    top = int(words[3])
    if not 1 <= top <= 65535:
        raise ValueError("white must be 1 to 65535")
    return _Header(*size, channels, "16" if top > 255 else "8", top)


def _pixels(path: Path, header: _Header) -> Pixels:
    import cv2

    data = np.fromfile(path, np.uint8)
    try:
        pixels = cv2.imdecode(data, cv2.IMREAD_UNCHANGED)
    except cv2.error:
        pixels = None
    if pixels is None:
        raise Refused(f"{path} is damaged or cut off; take another copy of it.")
    if pixels.ndim == 2:
        pixels = pixels[:, :, None]
    depth = header.depth if header.depth in _TYPES else "16"
    if pixels.shape != (header.height, header.width, header.channels) or pixels.dtype != _TYPES[depth]:
        raise Refused(f"{path} is damaged: its header and its pixels do not agree; take another copy of it.")
    if header.channels > 1:
        pixels = cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB if header.channels == 3 else cv2.COLOR_BGRA2RGBA)
    full = _FULL.get(depth, 1)
    if header.top == full:
        return pixels
    if depth == "float":
        # OpenCV divides by the header's scale, which Netpbm says is for people to know.
        return pixels * np.float32(header.top)
    top = np.uint32(header.top)
    return ((np.minimum(pixels, top).astype(np.uint32) * np.uint32(full) + top // 2) // top).astype(pixels.dtype)


def still_webp(path: Path, width: int, height: int, channels: int) -> Pixels | None:
    """Return the pixels of a WebP that is no animation, `None` where its decoder gives up.

    The same decoder as libvips', which goes a longer way around: a fifth to a half slower on 12 megapixels.
    """
    import cv2

    wanted = cv2.IMREAD_UNCHANGED if channels == 4 else cv2.IMREAD_COLOR_RGB | cv2.IMREAD_IGNORE_ORIENTATION
    try:
        pixels = cv2.imdecode(np.fromfile(path, np.uint8), wanted)
    except cv2.error:
        return None
    if pixels is None or pixels.shape != (height, width, channels) or pixels.dtype != np.uint8:
        return None
    return cv2.cvtColor(pixels, cv2.COLOR_BGRA2RGBA) if channels == 4 else pixels
