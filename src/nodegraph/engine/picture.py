"""A picture: pixels and what must travel with them."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

from nodegraph.core.facts import PictureFact
from nodegraph.core.ports import ImageKind
from nodegraph.engine.pixels import Pixels, canonical


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """Pixels `(H, W, C)`, C = 1, 3 or 4, RGB order, straight alpha, C-contiguous, read-only.

    `uint8` and `uint16` span their whole range; `float32` is nominally [0, 1], and values outside
    are kept. The numbers stay as the file has them: `space` says what they mean.
    """

    pixels: Pixels
    space: str = "srgb"
    """Named color space: `srgb`, `linear`, `display-p3`, `gray`, or `icc` where only the profile tells."""
    icc: bytes | None = None
    exif: bytes | None = None
    xmp: bytes | None = None
    dpi: tuple[float, float] | None = None
    path: Path | None = None
    """The file the pixels came from."""
    depth: str = "8"
    """Depth of the source: `8`, `10`, `12`, `16`, `half`, `float`; saving keeps it unless told otherwise."""
    origin: tuple[int, int] | None = None
    """Width and height of the picture in the file the pixels came from."""

    __port_kind__: ClassVar[ImageKind] = ImageKind(picture=True)

    @classmethod
    def of(cls, array: Any) -> "Picture":
        """Return an array `(H, W)` or `(H, W, C)` as a picture, in sRGB or gray; the array itself stays writable.

        Raises `ValueError` with a sentence for any other shape or type.
        """
        pixels = canonical(array.view())
        depth = {"u1": "8", "u2": "16"}.get(pixels.dtype.str[1:], "float")
        return cls(pixels, "gray" if pixels.shape[2] == 1 else "srgb", depth=depth)

    @property
    def height(self) -> int:
        return int(self.pixels.shape[0])

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])

    @property
    def channels(self) -> int:
        return int(self.pixels.shape[2])

    @property
    def fact(self) -> PictureFact:
        path = None if self.path is None else str(self.path)
        return PictureFact(self.width, self.height, self.channels, self.depth, self.space, path, self.origin)

    def replace(self, **changes: Any) -> "Picture":
        """Return this picture with other pixels or other companions."""
        return replace(self, **changes)
