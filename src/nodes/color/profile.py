"""Converts pictures between color spaces, and says what a picture's numbers mean."""

from pathlib import Path
from typing import Annotated, Literal

import numpy as np

from nodegraph import Picture, PictureFact, RunError, When, convert_colors, node
from nodes._kernels.codecs.made_profiles import made_profile
from nodes._kernels.codecs.profiles import space_of
from nodes._kernels.files import Refused, check_file
from nodes._kernels.pixels import changed

Space = Literal["sRGB", "linear light", "Display P3", "Adobe RGB", "Rec. 2020", "ProPhoto", "profile file"]

_NAMES = {"sRGB": "srgb", "linear light": "linear", "Display P3": "display-p3"}
_LARGEST_PROFILE = 16 * 2**20


@node(
    synonyms=(
        *("icc", "convert to profile", "color management", "color profile", "gamut", "wide gamut"),
        *("display p3", "adobe rgb", "prophoto", "rec 2020", "linear", "to srgb"),
    )
)
def convert_profile(
    image: Picture,
    target: Space = "sRGB",
    file: Annotated[Path | None, When(target="profile file")] = None,
    intent: Literal["relative", "perceptual"] = "relative",
) -> Picture:
    """Convert a picture into another color space: its numbers change, it looks the same.

    *sRGB* is what screens and the web expect; *Display P3*, *Adobe RGB*, *Rec. 2020* and *ProPhoto* hold more colors,
    *linear light* is for computing. With *profile file* it is the space of an ICC profile (.icc, .icm). Colors that
    the other space lacks are kept as numbers below black or above white until a file of 8 or 16 bits is written.
    Where a profile holds tables (printers, scanners), they are moved to its nearest ones instead, or, *perceptual*,
    all colors make room for them.
    """
    space, icc = _meant(target, file, image.channels)
    if (space, icc) == (image.space, image.icc):
        return image
    return convert_colors(image, space, icc, intent)


@convert_profile.probe
def _(image: PictureFact, target: str, file: Path | None) -> PictureFact:
    assert isinstance(image.channels, int)
    space, icc = _meant(target, file, image.channels)
    if target == "profile file":
        # A profile may look like one and lead nowhere: one pixel tells.
        pixel = Picture.of(np.zeros((1, 1, image.channels), np.float32))
        try:
            convert_colors(pixel, space, icc)
        except RunError:
            raise Refused(f"{file} is damaged or of no use for converting into; choose another profile.") from None
    return changed(image, space=space)


@node(synonyms=("icc", "assign profile", "set color space", "tag", "remove profile", "untagged", "wrong colors"))
def assign_color_space(
    image: Picture, meaning: Space = "sRGB", file: Annotated[Path | None, When(meaning="profile file")] = None
) -> Picture:
    """Say what the numbers of a picture mean, without changing them: for files whose profile is wrong or missing.

    *sRGB* removes a profile, since pictures without one are in sRGB. With *profile file* an ICC profile (.icc, .icm) is
    attached. Gray pictures take gray profiles, color pictures those for RGB.
    """
    space, icc = _meant(meaning, file, image.channels)
    return image.replace(space=space, icc=icc)


@assign_color_space.probe
def _(image: PictureFact, meaning: str, file: Path | None) -> PictureFact:
    assert isinstance(image.channels, int)
    return changed(image, space=_meant(meaning, file, image.channels)[0])


def _meant(meaning: str, file: Path | None, channels: int) -> tuple[str, bytes | None]:
    """Return the name of a color space and the profile to attach, if any. Raises `Refused`."""
    if meaning == "profile file":
        return _from_file(file, channels)
    if meaning not in _NAMES:
        return "icc", made_profile(meaning, 1 if channels == 1 else 3)
    space = _NAMES[meaning]
    return ("gray" if channels == 1 and space != "linear" else space), None


def _from_file(file: Path | None, channels: int) -> tuple[str, bytes | None]:
    if file is None:
        raise Refused("No profile file is named; choose an .icc file, or another color space.")
    if check_file(file).st_size > _LARGEST_PROFILE:
        raise Refused(f"{file} is too large for a color profile; choose an .icc file.")
    space, icc = space_of(file.read_bytes(), channels)
    if icc is None and space != "linear":
        kind = "gray pictures" if channels == 1 else "RGB pictures"
        raise Refused(f"{file} is no color profile for {kind}; choose another file.")
    return space, icc
