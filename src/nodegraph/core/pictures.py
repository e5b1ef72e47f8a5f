"""How a front end asks the engine for a picture on the screen: tiles of it, numbers of single pixels, a histogram.

A picture is shown in levels: level 0 is the picture itself, each further one half as large, rounded up. The
engine gives tiles of a level as they are to be seen; it holds the pictures, named by a number, until others are shown.
"""

from typing import Literal

import msgspec

from nodegraph.core.facts import PictureFact

TILE = 256
"""Side of a tile in pixels of its level; tiles at the right and bottom edge are smaller."""

Channel = Literal["color", "red", "green", "blue", "alpha", "luma"]


def levels_of(width: int, height: int) -> int:
    """Return how many levels a picture has: the last one fits into one tile."""
    return max(0, (max(width, height) - 1).bit_length() - (TILE - 1).bit_length()) + 1


def level_size(width: int, height: int, level: int) -> tuple[int, int]:
    """Return the width and height of a level in its pixels."""
    return -(-width >> level), -(-height >> level)


def not_run(node: str) -> str:
    """Return what is said of a node whose result, as the graph is now, nobody has made."""
    return f"{node} was not run as it is now."


class View(msgspec.Struct, frozen=True, omit_defaults=True):
    """How the numbers of a picture become what is seen."""

    channel: Channel = "color"
    """One channel, or luma (Rec. 709 weights on the numbers shown), is shown in gray."""
    exposure: float = 0.0
    """In stops: light times 2 ** exposure. Of a difference, its numbers times that."""
    gamma: float = 1.0
    """What is shown, in [0, 1], is raised to 1 / gamma."""
    second: int = 0
    """Another picture, scaled to the size of the first; 0: none."""
    compare: Literal["second", "difference"] = "second"
    """With a second picture: it is shown instead of the first, or how far the two are from each other."""


class Tiles(msgspec.Struct, frozen=True, tag=True):
    """Tiles of one level, by column and row.  -> `Drawn`"""

    id: int
    picture: int
    level: int
    places: tuple[tuple[int, int], ...]
    view: View = View()


class Point(msgspec.Struct, frozen=True, tag=True):
    """Which numbers does a pixel have?  -> `Pointed`"""

    id: int
    picture: int
    x: int
    y: int
    second: int = 0
    """The pixel of this picture at the same place is told too."""


class Prepare(msgspec.Struct, frozen=True, tag=True):
    """Make all levels of a picture.  -> `Prepared`, when they are there"""

    id: int
    picture: int


class Count(msgspec.Struct, frozen=True, tag=True):
    """How often do which numbers occur in a picture?  -> `Counted`"""

    id: int
    picture: int


class WritePicture(msgspec.Struct, frozen=True, tag=True):
    """Write a picture to a PNG file, for other programs.  -> `Written`"""

    id: int
    picture: int
    path: str


class Looked(msgspec.Struct, frozen=True, tag=True):
    """The result that was asked for."""

    id: int
    picture: int
    """Names it from now on."""
    fact: PictureFact
    item: tuple[int, ...] = ()
    """Index path of the item of a stream that it belongs to."""


class Drawn(msgspec.Struct, frozen=True, tag=True):
    id: int
    tiles: tuple[bytes, ...]
    """In the order asked for, each `height * width * 4` bytes: RGBA, sRGB, colors multiplied by alpha."""
    rough: bool = False
    """Every so many pixels instead of means, because the level is still being made; ask again after `Prepared`."""


class Numbers(msgspec.Struct, frozen=True):
    """One pixel as the picture holds it."""

    values: tuple[float, ...]
    """1, 3 or 4 numbers in the order gray or RGB, alpha. Integers span 0 to `top`, with `top` 0 they are floats."""
    top: int


class Pointed(msgspec.Struct, frozen=True, tag=True):
    id: int
    first: Numbers
    second: Numbers | None = None


class Prepared(msgspec.Struct, frozen=True, tag=True):
    id: int


class Counted(msgspec.Struct, frozen=True, tag=True):
    """Counts of a picture's numbers, full scale 1, in steps of equal width; what lies outside counts at the ends."""

    id: int
    low: float
    """Where the first step begins: 0, lower only for floats below it."""
    high: float
    """Where the last step ends: 1, higher only for floats above it."""
    counts: tuple[tuple[int, ...], ...]
    """Per channel."""


class Written(msgspec.Struct, frozen=True, tag=True):
    id: int
    path: str
