"""Reads PNM, PFM and Radiance HDR with OpenCV; their headers are text and are read here for the facts."""

from pathlib import Path

import numpy as np

from nodes._kernels.codecs.limits import check_size
from nodes._kernels.codecs.opened import Opened, Pixels
from nodes._kernels.files import Refused

KINDS = frozenset(("pnm", "pfm", "hdr"))
_HEADER = 8192


def open_by_opencv(path: Path, kind: str) -> Opened:
    """Read the header. Raises `Refused` for a damaged header or a picture that is too large."""
    with path.open("rb") as file:
        head = file.read(_HEADER)
    try:
        width, height, channels, depth = _hdr_header(head) if kind == "hdr" else _map_header(head)
    except (ValueError, IndexError):
        raise Refused(f"{path} is damaged: its header names no size; take another copy of it.") from None
    check_size(path, width, height)
    shape = (height, width, channels)
    return Opened(path, *shape[1::-1], channels, depth, lambda: _pixels(path, shape, depth), linear=kind != "pnm")


def _hdr_header(head: bytes) -> tuple[int, int, int, str]:
    """The size is the first line after an empty one: `-Y 480 +X 640` (Ward, Real Pixels, Graphics Gems II)."""
    words = head.split(b"\n\n", 1)[1].split(b"\n", 1)[0].split()
    if words[0] != b"-Y" or words[2] != b"+X":
        raise ValueError("turned pictures are not read")
    return int(words[3]), int(words[1]), 3, "float"


def _map_header(head: bytes) -> tuple[int, int, int, str]:
    """Magic, width, height, and for all but bitmaps the largest value, with comments between them (Netpbm)."""
    lines = [line.split(b"#", 1)[0] for line in head.split(b"\n")]
    words = b"\n".join(lines).split(maxsplit=4)
    magic = words[0]
    channels = 3 if magic in (b"P3", b"P6", b"PF") else 1
    if magic in (b"PF", b"Pf"):
        depth = "float"
    elif magic in (b"P1", b"P4"):
        depth = "8"
    else:
        depth = "16" if int(words[3]) > 255 else "8"
    return int(words[1]), int(words[2]), channels, depth


def _pixels(path: Path, shape: tuple[int, int, int], depth: str) -> Pixels:
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
    if pixels.shape != shape or pixels.dtype != {"8": np.uint8, "16": np.uint16, "float": np.float32}[depth]:
        raise Refused(f"{path} is damaged: its header and its pixels do not agree; take another copy of it.")
    return np.ascontiguousarray(pixels[:, :, ::-1])
