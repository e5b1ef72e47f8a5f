"""Tells what kind of picture a file is from its first bytes; the suffix decides only where they say nothing."""

from pathlib import Path

from nodes._kernels.files import Refused

READABLE = frozenset(
    f".{suffix}"
    for suffix in (
        *("png", "apng", "jpg", "jpeg", "jpe", "jfif", "mpo", "webp", "tif", "tiff", "avif", "gif", "bmp", "dib"),
        *("tga", "ico", "dds", "qoi", "jp2", "j2k", "ppm", "pgm", "pbm", "pnm", "pam", "pfm", "hdr", "exr", "jxl"),
        *("heic", "heif"),
    )
)
"""Suffixes of the files that a folder of pictures is searched for."""

_STARTS = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"II+\0", "tiff"),
    (b"MM\0+", "tiff"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"\0\0\1\0", "ico"),
    (b"DDS ", "dds"),
    (b"qoif", "qoi"),
    (b"\0\0\0\x0cjP  ", "jpeg2000"),
    (b"\xff\x4f\xff\x51", "jpeg2000"),
    (b"#?R", "hdr"),
    (b"\x76\x2f\x31\x01", "exr"),
    (b"8BPS", "psd"),
    (b"%PDF", "pdf"),
    (b"FUJIFILMCCD-RAW", "raw"),
    (b"IIRO", "raw"),
    (b"IIRS", "raw"),
    (b"IIU\0", "raw"),
    (b"FOVb", "raw"),
    (b"II\xbc\1", "jpeg-xr"),
    (b"PK\3\4", "zip"),
    (b"\xff\x0a", "jpeg-xl"),
    (b"\0\0\0\x0cJXL ", "jpeg-xl"),
)
_BRANDS = {
    b"avif": "avif",
    b"avis": "avif",
    b"mif1": "heic",
    b"heic": "heic",
    b"heix": "heic",
    b"msf1": "heic",
    b"crx ": "raw",
}
_AS_PICTURE = "save it as PNG or TIFF first"
_UNREAD = {
    "raw": ("a camera's raw file", "develop it into TIFF or JPEG first"),
    "jpeg-ls": ("a JPEG-LS picture", _AS_PICTURE),
    "jpeg-xr": ("a JPEG XR picture", _AS_PICTURE),
    "psd": ("a Photoshop document", _AS_PICTURE),
    "pdf": ("a PDF document", _AS_PICTURE),
    "svg": ("an SVG drawing", _AS_PICTURE),
    "html": ("a web page", _AS_PICTURE),
    "zip": ("a ZIP archive", "unpack it first"),
}
"""What a file is that holds no picture to be read here, and what to do."""


def kind_of(path: Path) -> str:
    """Return the kind of a regular file: `png`, `jpeg`, `tiff`, ... Raises `Refused` for what is not read."""
    try:
        with path.open("rb") as file:
            head = file.read(256)
    except OSError as error:
        raise Refused(f"{path} cannot be read ({(error.strerror or str(error)).lower()}); check its rights.") from None
    kind = _recognize(head, path.suffix.lower())
    if kind is None:
        raise Refused(f"{path} is no picture this program knows; its first bytes fit no format.")
    if kind in _UNREAD:
        raise not_read(path, kind)
    return kind


def not_read(path: Path, kind: str) -> Refused:
    """Return the refusal of a file of a kind that is known, but not read."""
    what, remedy = _UNREAD[kind]
    return Refused(f"{path} is {what}, which is not read here; {remedy}.")


def _recognize(head: bytes, suffix: str) -> str | None:
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        brands = [head[8:12], *(head[i : i + 4] for i in range(16, min(len(head), int.from_bytes(head[:4], "big")), 4))]
        if b"avif" in brands or b"avis" in brands:
            return "avif"
        return next((_BRANDS[brand] for brand in brands if brand in _BRANDS), None)
    if head[:1] == b"P" and head[1:2] in b"123456" and head[2:3].isspace():
        return "pnm"
    if head.startswith(b"P7\n"):
        return "pam"
    if head[:2] in (b"PF", b"Pf") and head[2:3].isspace():
        return "pfm"
    text = head.lstrip().lower()
    if text.startswith((b"<!doctype html", b"<html")):
        return "html"
    if b"<svg" in text:
        return "svg"
    # Targa files begin with nothing of their own.
    return "tga" if suffix == ".tga" else None
