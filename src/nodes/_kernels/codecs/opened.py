"""A picture file whose header was read: what is known of it, and how to get its pixels."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from nodegraph import Picture, PictureFact, note, release_pages
from nodes._kernels.codecs.profiles import space_of
from nodes._kernels.codecs.tags import exif_dpi, upright_exif

Pixels = npt.NDArray[Any]

_BRIGHTEST = 65504.0
"""The largest number of 16-bit floating point: what infinite light becomes."""


@dataclass(frozen=True, slots=True)
class Opened:
    """Sizes are those of the upright picture, channels and pixel type those that `read` gives."""

    path: Path
    width: int
    height: int
    channels: int
    depth: str
    read: Callable[[], Pixels]
    """Decode: canonical pixels `(H, W, C)`, C = 1, 3 or 4. Raises `Refused` for a damaged file."""
    icc: bytes | None = None
    exif: bytes | None = None
    xmp: bytes | None = None
    dpi: tuple[float, float] | None = None
    linear: bool = False
    """The format holds linear light by definition."""

    @property
    def fact(self) -> PictureFact:
        """What the picture will be, without decoding it."""
        space, _ = self._color()
        size = self.width, self.height
        return PictureFact(*size, self.channels, self.depth, space, str(self.path), size)

    def picture(self) -> Picture:
        """Decode the file."""
        pixels = self.read()
        if pixels.dtype == np.float32:
            pixels = _finite(pixels, self.path)
        pixels.flags.writeable = False
        space, icc = self._color()
        dpi = self.dpi or exif_dpi(self.exif)
        exif, origin = upright_exif(self.exif), (self.width, self.height)
        return Picture(pixels, space, icc, exif, self.xmp, dpi, self.path, self.depth, origin)

    def _color(self) -> tuple[str, bytes | None]:
        if self.linear:
            return "linear", None
        return space_of(self.icc, self.channels)


def upright(pixels: Pixels, orientation: int, allocate: Callable[..., Pixels]) -> Pixels:
    """Return pixels turned as the EXIF orientation (1 to 8) says, in memory of their own.

    `allocate(shape, dtype)` gives the memory; it is filled by strips of 256 rows.
    """
    if orientation <= 1:
        return pixels
    view = pixels
    if orientation in (5, 6, 7, 8):
        view = view.transpose(1, 0, 2)
    # Which axes run backwards: EXIF 2.32, section 4.6.4, tag Orientation.
    if orientation in (3, 4, 7, 8):
        view = view[::-1]
    if orientation in (2, 3, 6, 7):
        view = view[:, ::-1]
    turned = allocate(view.shape, view.dtype)
    for top in range(0, len(view), 256):
        np.copyto(turned[top : top + 256], view[top : top + 256])
    return turned


def _finite(pixels: Pixels, path: Path) -> Pixels:
    """Return floats without infinities and not-a-numbers, which one pixel would spread over a whole picture."""
    odd = 0
    for top in range(0, len(pixels), 256):
        strip = pixels[top : top + 256]
        fine = np.isfinite(strip)
        if not fine.all():
            odd += int(fine.size - np.count_nonzero(fine))
            if not pixels.flags.writeable:
                pixels = pixels.copy()
                strip = pixels[top : top + 256]
            np.nan_to_num(strip, copy=False, nan=0.0, posinf=_BRIGHTEST, neginf=-_BRIGHTEST)
        release_pages(strip)
    if odd:
        note(f"{path.name} has {odd} values that are no finite numbers; they became black or the brightest light.")
    return pixels
