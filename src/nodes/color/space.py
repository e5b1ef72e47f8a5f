"""Writes colors in the numbers of another color space, and says what a picture's numbers mean."""

from pathlib import Path
from typing import Annotated, Literal

from nodegraph import Image, Picture, PictureFact, SameImage, When, node
from nodes._kernels.codecs.profiles import space_of
from nodes._kernels.coloring import on_colors
from nodes._kernels.files import Refused, check_file
from nodes._kernels.pixels import changed
from nodes._kernels.spaces import Space, convert

Meaning = Literal["sRGB", "linear light", "Display P3", "profile file"]
ProfileFile = Annotated[Path | None, When(meaning="profile file")]

_NAMES = {"sRGB": "srgb", "linear light": "linear", "Display P3": "display-p3"}
_LARGEST_PROFILE = 16 * 2**20


@node(halo=0, synonyms=("change colorspace", "rgb to hsv", "rgb to lab", "ycbcr", "yuv", "oklab", "convert color"))
def change_color_space(image: Image, source: Space = "sRGB", target: Space = "Lab") -> SameImage:
    """Write the colors of a picture in the numbers of another color space, for work on hue, lightness or color alone.

    The three numbers come to lie in red, green and blue, from 0 to 1: hues are parts of a turn, a and b of Lab
    (a + 128) / 255, those of OKLab and YCbCr around 0.5. Change them back with source and target swapped. A gray
    picture stays as it is.
    """
    if source == target or image.shape[2] == 1:
        return image
    return on_colors(image, lambda colors: convert(colors, source, target))


@node(synonyms=("icc", "assign profile", "set color space", "tag", "remove profile"))
def assign_color_space(image: Picture, meaning: Meaning = "sRGB", file: ProfileFile = None) -> Picture:
    """Say what the numbers of a picture mean, without changing them: for files whose profile is wrong or missing.

    With *profile file* an ICC profile (.icc, .icm) is attached. Gray pictures take gray profiles, color pictures those
    for RGB.
    """
    space, icc = _meant(meaning, file, image.channels)
    return image.replace(space=space, icc=icc)


@assign_color_space.probe
def _(image: PictureFact, meaning: str, file: Path | None) -> PictureFact:
    assert isinstance(image.channels, int)
    return changed(image, space=_meant(meaning, file, image.channels)[0])


def _meant(meaning: str, file: Path | None, channels: int) -> tuple[str, bytes | None]:
    """Return the name of a color space and the profile to attach, if any. Raises `Refused`."""
    if meaning != "profile file":
        space = _NAMES[meaning]
        return ("gray" if channels == 1 and space != "linear" else space), None
    if file is None:
        raise Refused("No profile file is named; choose an .icc file, or another meaning.")
    if check_file(file).st_size > _LARGEST_PROFILE:
        raise Refused(f"{file} is too large for a color profile; choose an .icc file.")
    space, icc = space_of(file.read_bytes(), channels)
    if icc is None and space != "linear":
        kind = "gray pictures" if channels == 1 else "RGB pictures"
        raise Refused(f"{file} is no color profile for {kind}; choose another file.")
    return space, icc
