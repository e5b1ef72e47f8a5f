"""The formats pictures are written in, and what each of them can hold."""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import PurePath
from typing import Literal, get_args

from nodegraph import PictureFact
from nodes._kernels.names import check_name

Format = Literal["png", "jpeg", "webp", "tiff", "avif", "exr", "hdr", "pfm", "bmp", "tga", "qoi", "dds", "jxl"]
Depth = Literal["auto", "8", "10", "12", "16", "half", "float"]
Subsampling = Literal["auto", "4:4:4", "4:2:0"]
Compression = Literal["deflate", "lzw", "zstd", "none"]
Blocks = Literal["none", "bc1", "bc3"]

_ANY = 2**31 - 1
_WHOLE = 400_000_000
"""Pixels; files that are made in memory as a whole. The most that QOI allows."""


@dataclass(frozen=True, slots=True)
class Holds:
    """What a format can hold."""

    suffixes: tuple[str, ...]
    """The first one is added to a name that has none of them."""
    title: str
    depths: tuple[str, ...]
    """Rising; the last one is what deeper pictures are written with."""
    side: int = _ANY
    """The longest side in pixels."""
    area: int = _ANY * _ANY
    """The most pixels in all."""
    alpha: bool = True
    light: bool = False
    """Holds linear light with sRGB's primaries, by definition."""
    profile: bool = True
    """Holds an ICC profile; without one, colors are written as sRGB (or linear light)."""
    gray: bool = True
    """Holds gray pictures as such; else they become colors, and a profile for gray is of no use."""
    keeps: tuple[str, ...] = ("EXIF", "XMP", "resolution")
    """What it holds of a picture's metadata."""


FORMATS = {
    "png": Holds((".png",), "PNG", ("8", "16")),
    # libjpeg stops before the format's own limit of 65,535.
    "jpeg": Holds((".jpg", ".jpeg", ".jpe", ".jfif"), "JPEG", ("8",), 65500, alpha=False),
    "webp": Holds((".webp",), "WebP", ("8",), 16383, gray=False),
    "tiff": Holds((".tif", ".tiff"), "TIFF", ("8", "16", "float")),
    "avif": Holds((".avif",), "AVIF", ("8", "10", "12"), 16384, gray=False),
    "exr": Holds((".exr",), "OpenEXR", ("half", "float"), light=True, profile=False, keeps=("resolution",)),
    "hdr": Holds((".hdr",), "Radiance HDR", ("float",), _ANY, _WHOLE, alpha=False, light=True, profile=False, keeps=()),
    "pfm": Holds((".pfm",), "PFM", ("float",), _ANY, _WHOLE, alpha=False, light=True, profile=False, keeps=()),
    "bmp": Holds((".bmp",), "BMP", ("8",), _ANY, _WHOLE, alpha=False, profile=False, keeps=("resolution",)),
    "tga": Holds((".tga",), "TGA", ("8",), 65535, _WHOLE, profile=False, keeps=()),
    "qoi": Holds((".qoi",), "QOI", ("8",), _ANY, _WHOLE, profile=False, keeps=()),
    # What graphics cards take (Direct3D 11).
    "dds": Holds((".dds",), "DDS", ("8",), 16384, _WHOLE, profile=False, keeps=()),
    # imagecodecs hands on no profile, and calls all deeper numbers linear. The limits are those of level 5.
    "jxl": Holds((".jxl",), "JPEG XL", ("8",), 2**18, 2**28, profile=False, keeps=("EXIF", "XMP")),
}
assert set(FORMATS) == set(get_args(Format))


@dataclass(frozen=True, slots=True)
class Encoding:
    """How to write."""

    format: str
    depth: str = "auto"
    quality: int = 95
    """1 to 100, for JPEG, WebP, AVIF and JPEG XL."""
    lossless: bool = False
    """For WebP, AVIF and JPEG XL."""
    small: bool = False
    """Take longer for a smaller file."""
    metadata: bool = True
    """Keep EXIF, XMP and resolution. The color profile is kept anyway: without it the colors are others."""
    subsampling: str = "auto"
    """Colors of JPEG and AVIF at full (`4:4:4`) or half (`4:2:0`) the resolution; `auto`: half below quality 90."""
    progressive: bool = False
    """A JPEG that appears whole at once and grows sharp; `small` ones are anyway."""
    compression: str = "deflate"
    """Of TIFF."""
    blocks: str = "none"
    """Of DDS."""


def file_name(format_: str, name: str) -> str:
    """Return a name with a suffix of the format: the one it has, or the usual one. Raises `Refused`."""
    suffixes = FORMATS[format_].suffixes
    return check_name(name, "" if PurePath(name).suffix.lower() in suffixes else suffixes[0])


def holds_profile(format_: str, channels: object) -> bool:
    """Whether a format holds the ICC profile of a picture of so many channels."""
    holds = FORMATS[format_]
    return holds.profile and (holds.gray or channels != 1)


_RANK = ("8", "10", "12", "16", "half", "float")


def has_imagecodecs() -> bool:
    """Whether the optional library is there that compresses in many more ways."""
    return find_spec("imagecodecs") is not None


def refuse_library(format_: str, compression: str) -> str | None:
    """Return the sentence why a format or a compression of TIFF cannot be written here, or `None`."""
    if has_imagecodecs():
        return None
    if format_ == "jxl":
        return "JPEG XL needs imagecodecs; install nodegraph[codecs], or choose WebP or AVIF."
    if (format_, compression) == ("tiff", "zstd"):
        return "TIFF with zstd needs imagecodecs; install nodegraph[codecs], or choose deflate."
    return None


def refuse_size(format_: str, width: int, height: int) -> str | None:
    """Return the sentence why a picture of this size does not fit the format, or `None`."""
    holds = FORMATS[format_]
    if width * height > holds.area:
        return (
            f"A picture of {width}x{height} pixels is too large for {holds.title}, which is written up to "
            f"{holds.area // 10**6} megapixels; save it as PNG or TIFF."
        )
    if max(width, height) <= holds.side:
        return None
    return (
        f"A picture of {width}x{height} pixels is too large for {holds.title}, which takes {holds.side:,} a side; "
        "save it as PNG or TIFF."
    )


def chosen_depth(format_: str, wish: str, source: str) -> str:
    """Return the depth to write: the wish, or the source's (`auto`), or the nearest the format has.

    A depth between two of the format's becomes the deeper one. Half floats have 11 bits of precision:
    enough for 8-bit pictures, not for deeper ones.
    """
    depths = FORMATS[format_].depths
    asked = source if wish == "auto" else wish
    if asked in ("10", "12", "16") and depths[0] == "half":
        return depths[-1]
    rank = _RANK.index(asked)
    return next((depth for depth in depths if _RANK.index(depth) >= rank), depths[-1])


def losses(format_: str, wish: str, fact: PictureFact) -> list[str]:
    """Return a sentence for each thing of the picture that the format cannot hold and saving leaves out."""
    holds = FORMATS[format_]
    sentences = []
    asked = (fact.depth or "8") if wish == "auto" else wish
    depth = chosen_depth(format_, wish, fact.depth or "8")
    if _RANK.index(depth) < _RANK.index(asked):
        kept = "floating point" if asked in ("half", "float") else f"{asked} bits"
        sentences.append(f"{holds.title} cannot hold {kept}; {depth} bits are written.")
    if fact.channels == 4 and not holds.alpha:
        sentences.append(f"{holds.title} cannot hold transparency; the picture is laid on white.")
    if not holds_profile(format_, fact.channels) and fact.space in ("icc", "display-p3"):
        kind = "profile for gray pictures" if holds.profile else "color profile"
        sentences.append(f"{holds.title} cannot hold a {kind}; the colors are converted to sRGB's.")
    return sentences
