"""Reads PNM, PAM, PFM, HDR, deep JPEG 2000, BMP in runs and plain WebP with OpenCV; their headers are read here."""

import struct
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from nodegraph import allocate
from nodes._kernels.codecs.jpeg2000 import Codestream
from nodes._kernels.codecs.limits import check_size
from nodes._kernels.codecs.opened import Opened, Pixels, upright
from nodes._kernels.files import Refused

KINDS = frozenset(("pnm", "pam", "pfm", "hdr"))
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
    orientation: int = 1
    """How the rows of an HDR are to be turned, as EXIF counts it; `width` is the length of a row in the file."""
    plain: tuple[int, int] | None = None
    """Of a PAM: where its numbers begin, and how many a pixel has. OpenCV takes those of two values for packed bits."""


def open_by_opencv(path: Path, kind: str) -> Opened:
    """Read the header. Raises `Refused` for a damaged header or a picture that is too large."""
    with path.open("rb") as file:
        head = file.read(_HEADER)
    try:
        header = {"hdr": _hdr_header, "pam": _pam_header}.get(kind, _map_header)(head)
    except (ValueError, IndexError, KeyError):
        raise Refused(f"{path} is damaged: its header names no size; take another copy of it.") from None
    if kind == "hdr" and b"xyze" in head.split(b"\n\n", 1)[0]:
        raise Refused(f"{path} holds XYZ colors, which are not read; save it as RGBE.")
    check_size(path, header.width, header.height)
    return _opened(path, header, linear=kind in ("pfm", "hdr"))


def open_deep_jpeg2000(path: Path, stream: Codestream) -> Opened:
    """Return a JPEG 2000 of 9 to 16 bits and 1, 3 or 4 channels."""
    depth = str(stream.bits) if stream.bits in (10, 12) else "16"
    header = _Header(stream.width, stream.height, stream.channels, depth, 2**stream.bits - 1)
    return _opened(path, header, linear=False)


def _opened(path: Path, header: _Header, linear: bool) -> Opened:
    def read() -> Pixels:
        return upright(_pixels(path, header), header.orientation, allocate)

    size = (header.width, header.height) if header.orientation < 5 else (header.height, header.width)
    return Opened(path, *size, header.channels, header.depth, read, linear=linear)


_TURNS = {b"-Y+X": 1, b"-Y-X": 2, b"+Y-X": 3, b"+Y+X": 4, b"+X-Y": 5, b"-X-Y": 6, b"-X+Y": 7, b"+X+Y": 8}
"""How the rows of an HDR follow each other, and how pixels do in a row."""


def _hdr_header(head: bytes) -> _Header:
    """The size is the first line after an empty one: `-Y 480 +X 640` (Ward, Real Pixels, Graphics Gems II)."""
    words = head.split(b"\n\n", 1)[1].split(b"\n", 1)[0].split()
    turn = _TURNS.get(words[0] + words[2])
    if turn is None:
        raise ValueError("no size")
    return _Header(int(words[3]), int(words[1]), 3, "float", 1.0, turn)


def _not_turned(data: npt.NDArray[np.uint8], header: _Header) -> npt.NDArray[np.uint8]:
    """Return the HDR with the common order of rows and pixels in its header, the only one OpenCV takes."""
    start, rest = data.tobytes().split(b"\n\n", 1)
    size = b"-Y %d +X %d" % (header.height, header.width)
    return np.frombuffer(b"\n".join((start, b"", size, rest.split(b"\n", 1)[1])), np.uint8)


def _pam_header(head: bytes) -> _Header:
    """Lines of a word and its value up to `ENDHDR` (Netpbm, pam)."""
    start = head.index(b"\nENDHDR\n")
    lines = head[:start].split(b"\n")[1:]
    words = [line.split(maxsplit=1) for line in lines if line.strip() and not line.startswith(b"#")]
    said = dict(words)
    channels, top = int(said[b"DEPTH"]), int(said[b"MAXVAL"])
    if channels not in (1, 2, 3, 4) or not 1 <= top <= 65535:
        raise ValueError("1 to 4 channels, white from 1 to 65535")
    size = int(said[b"WIDTH"]), int(said[b"HEIGHT"])
    plain = start + len(b"\nENDHDR\n"), channels
    return _Header(*size, 4 if channels == 2 else channels, "16" if top > 255 else "8", top, plain=plain)


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
    pixels = _decoded(path, header) if header.plain is None else _plain(path, header, *header.plain)
    full = _FULL.get(_stored(header), 1)
    if header.top == full:
        return pixels
    if full == 1:
        # OpenCV divides by the header's scale, which Netpbm says is for people to know.
        return pixels * np.float32(header.top)
    top = np.uint32(header.top)
    return ((np.minimum(pixels, top).astype(np.uint32) * np.uint32(full) + top // 2) // top).astype(pixels.dtype)


def _stored(header: _Header) -> str:
    return header.depth if header.depth in _TYPES else "16"


def _plain(path: Path, header: _Header, start: int, channels: int) -> Pixels:
    """Return the numbers of a PAM."""
    data = np.fromfile(path, ">u2" if _stored(header) == "16" else "u1", offset=start)
    count = header.width * header.height * channels
    if len(data) < count:
        raise Refused(f"{path} is damaged or cut off; take another copy of it.")
    pixels = data[:count].reshape(header.height, header.width, channels)
    if channels == 2:
        pixels = pixels[:, :, [0, 0, 0, 1]]
    return np.ascontiguousarray(pixels, pixels.dtype.newbyteorder("="))


def _decoded(path: Path, header: _Header) -> Pixels:
    import cv2

    data = np.fromfile(path, np.uint8)
    if header.orientation > 1:
        data = _not_turned(data, header)
    try:
        pixels = cv2.imdecode(data, cv2.IMREAD_UNCHANGED)
    except cv2.error:
        pixels = None
    if pixels is None:
        raise Refused(f"{path} is damaged or cut off; take another copy of it.")
    if pixels.ndim == 2:
        pixels = pixels[:, :, None]
    if pixels.shape != (header.height, header.width, header.channels) or pixels.dtype != _TYPES[_stored(header)]:
        raise Refused(f"{path} is damaged: its header and its pixels do not agree; take another copy of it.")
    if header.channels > 1:
        pixels = cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB if header.channels == 3 else cv2.COLOR_BGRA2RGBA)
    return pixels


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


_RUNS = {1: 8, 2: 4}
"""Of BMP: compressions by runs, and the bits of a pixel they are for."""
_RUN = 255
"""The most pixels that two bytes of it stand for."""


def bmp_in_runs(path: Path, width: int, height: int, channels: int) -> Pixels | None:
    """Return the colors of a BMP compressed by runs, `None` for all other BMP and where OpenCV gives up.

    Pillow takes 18 times as long, and refuses pictures whose runs leave pixels out or end before the last row; those
    pixels have the first color of the palette.
    """
    import cv2

    data = np.fromfile(path, np.uint8)
    if len(data) < 54:
        return None
    bits, compression = struct.unpack_from("<HI", data, 28)
    if _RUNS.get(compression) != bits or len(data) * _RUN < 2 * width * height:
        return None
    try:
        pixels = cv2.imdecode(data, cv2.IMREAD_COLOR_RGB)
    except cv2.error:
        return None
    if pixels is None or pixels.shape != (height, width, 3):
        return None
    return pixels if channels == 3 else np.ascontiguousarray(pixels[:, :, :channels])
