"""The formats pictures are written in, and what each of them can hold."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal, get_args

from nodegraph import PictureFact
from nodes._kernels.names import check_name

Format = Literal["png", "jpeg", "webp", "tiff", "avif"]
Depth = Literal["auto", "8", "10", "12", "16", "float"]


@dataclass(frozen=True, slots=True)
class Holds:
    """What a format can hold."""

    suffixes: tuple[str, ...]
    """The first one is added to a name that has none of them."""
    title: str
    depths: tuple[str, ...]
    """Rising; the last one is what deeper pictures are written with."""
    side: int
    """The longest side in pixels."""
    alpha: bool = True


FORMATS = {
    "png": Holds((".png",), "PNG", ("8", "16"), 2**31 - 1),
    # libjpeg stops before the format's own limit of 65,535.
    "jpeg": Holds((".jpg", ".jpeg", ".jpe", ".jfif"), "JPEG", ("8",), 65500, alpha=False),
    "webp": Holds((".webp",), "WebP", ("8",), 16383),
    "tiff": Holds((".tif", ".tiff"), "TIFF", ("8", "16", "float"), 2**31 - 1),
    "avif": Holds((".avif",), "AVIF", ("8", "10", "12"), 16384),
}
assert set(FORMATS) == set(get_args(Format))


def file_name(format_: str, name: str) -> str:
    """Return a name with a suffix of the format: the one it has, or the usual one. Raises `Refused`."""
    suffixes = FORMATS[format_].suffixes
    return check_name(name, "" if PurePath(name).suffix.lower() in suffixes else suffixes[0])


_RANK = ("8", "10", "12", "16", "half", "float")


def refuse_size(format_: str, width: int, height: int) -> str | None:
    """Return the sentence why a picture of this size does not fit the format, or `None`."""
    holds = FORMATS[format_]
    if max(width, height) <= holds.side:
        return None
    return (
        f"A picture of {width}x{height} pixels is too large for {holds.title}, which takes {holds.side:,} a side; "
        "save it as PNG or TIFF."
    )


def chosen_depth(format_: str, wish: str, source: str) -> str:
    """Return the depth to write: the wish, or the source's (`auto`), or the nearest the format has.

    A depth between two of the format's becomes the deeper one.
    """
    depths = FORMATS[format_].depths
    rank = _RANK.index(source if wish == "auto" else wish)
    return next((depth for depth in depths if _RANK.index(depth) >= rank), depths[-1])


def losses(format_: str, wish: str, fact: PictureFact) -> list[str]:
    """Return a sentence for each thing of the picture that the format cannot hold and saving leaves out."""
    holds = FORMATS[format_]
    sentences = []
    asked = (fact.depth or "8") if wish == "auto" else wish
    depth = chosen_depth(format_, wish, fact.depth or "8")
    if _RANK.index(depth) < _RANK.index(asked):
        kept = "floating point" if asked in ("half", "float") else f"{asked} bits"
        sentences.append(f"{holds.title} cannot hold {kept}; {depth} bits were written.")
    if fact.channels == 4 and not holds.alpha:
        sentences.append(f"{holds.title} cannot hold transparency; the picture was laid on white.")
    return sentences
