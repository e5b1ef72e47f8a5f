"""Color spaces: what a picture's numbers mean, conversions between them, linear light.

Named spaces and simple ICC profiles are computed in float32, so that 16 bits and HDR survive;
profiles with tables go through Little CMS (libvips) at 16 bits.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from nodegraph.core.context import note
from nodegraph.core.errors import RunError
from nodegraph.engine import profile
from nodegraph.engine.picture import Picture
from nodegraph.engine.pixels import Floats, Pixels, finite, to_float
from nodegraph.runtimes.arena import allocate, release_pages

# Linear RGB to XYZ at D50 (the ICC connection space): from the primaries of IEC 61966-2-1 and SMPTE EG 432-1,
# white D65 (0.3127, 0.3290), adapted by Bradford; a test computes them again.
_SRGB = np.array(
    [[0.4360280, 0.3851010, 0.1430910], [0.2224785, 0.7168974, 0.0606241], [0.0139264, 0.0970922, 0.7141914]]
)
_DISPLAY_P3 = np.array(
    [[0.5151021, 0.2919648, 0.1571531], [0.2411818, 0.6922363, 0.0665819], [-0.0010494, 0.0418818, 0.7843776]]
)
_D50 = np.array([0.9642, 1.0, 0.8249])
_STRIP = 1 << 17
"""Pixels at a time: 1.5 MiB of floats."""
_BRIGHTEST = 65504.0
"""The largest number of 16-bit floating point: what infinite light becomes."""
_CMS_STRIP = 1 << 21
"""Pixels given to Little CMS at a time, enough for all cores."""
_GRAYS = 1024
"""Steps of a curve that is taken from a profile's tables."""
_Meaning = tuple[str, bytes | None]
"""A color space's name, and the profile that goes before it."""


class _Space(NamedTuple):
    matrix: npt.NDArray[np.float64] | None
    """`None` for a gray profile."""
    curve: tuple[profile.Curve, ...] | None
    """`None`: the sRGB curve; an empty tuple: linear."""


def name(picture: Picture) -> str:
    """Return the color space in words."""
    words = {"srgb": "sRGB", "linear": "linear sRGB", "display-p3": "Display P3"}
    if picture.icc is not None and (known := profile.read(picture.icc)) is not None and known.name:
        return known.name
    return words.get(picture.space, picture.space)


def differ(picture: Picture, first: Picture) -> bool:
    """Whether the numbers of two pictures mean different colors. A single channel is a mask and has no colors."""
    if picture.space == first.space and picture.icc == first.icc:
        return False
    if picture.channels == 1 or first.channels == 1:
        return False
    return _meaning(picture) != _meaning(first)


def _meaning(picture: Picture) -> object:
    if picture.icc is not None:
        return picture.icc
    return "srgb" if picture.space == "gray" else picture.space


def convert(picture: Picture, first: Picture) -> Picture:
    """Return the picture with its numbers in the color space of `first`; see `convert_colors`."""
    return convert_colors(picture, first.space, first.icc)


def convert_colors(
    picture: Picture, space: str, icc: bytes | None = None, intent: str = "relative", black_point: bool = True
) -> Picture:
    """Return the picture with its numbers in another color space, so that it looks the same.

    The space is a name (`srgb`, `linear`, `display-p3`, `gray`) or, where `icc` is given, that profile. The result
    is float32, alpha as it was. Colors outside of the other space become numbers outside [0, 1]; none is clipped
    unless a profile has tables. Only for those `intent` (`relative`, `perceptual`, `saturation`, `absolute`) and
    `black_point` (black becomes black) mean something. Raises `RunError` for a profile that cannot be used.
    """
    source, target = _space(picture.space, picture.icc), _space(space, icc)
    gray = picture.channels == 1
    if source is None or target is None or (not gray and (source.matrix is None or target.matrix is None)):
        meaning = (picture.space, picture.icc)
        pixels = _by_strips(
            picture.pixels,
            lambda strip: _by_little_cms(strip, meaning, (space, icc), intent, black_point),
            _CMS_STRIP,
        )
    else:
        matrix = None if gray else np.linalg.inv(target.matrix) @ source.matrix  # type: ignore[arg-type, operator]
        light = _reader(picture.pixels, source.curve)
        out = target.curve

        def change(strip: Pixels) -> Floats:
            colors = light(strip)
            return _curve(colors if matrix is None else _mixed(colors, matrix), out, encode=True)

        pixels = _by_strips(picture.pixels, change)
    return picture.replace(pixels=pixels, space=space, icc=icc)


def to_linear(picture: Picture) -> Floats:
    """Return the picture's pixels in linear light of its own primaries, float32; alpha stays as it is.

    The curve is the profile's own; that of one with tables is how it makes grays brighter.
    """
    curve = _light_curve(picture)
    return to_float(picture.pixels) if curve == () else _by_strips(picture.pixels, _reader(picture.pixels, curve))


def from_linear(pixels: Pixels, like: Picture) -> Floats:
    """Return pixels of linear light as the space of `like` writes them, float32; alpha stays as it is."""
    curve = _light_curve(like)
    if curve == ():
        return to_float(pixels)
    return _by_strips(pixels, lambda strip: _curve(to_float(strip), curve, encode=True))


def note_light(picture: Picture) -> None:
    """Tell the person, before work in linear light, where a profile does not say how numbers become light."""
    if picture.icc is not None and _profile_curve(picture.icc) is None:
        note("The picture's color profile does not say how its numbers become light; they were taken for sRGB's.")


def _light_curve(picture: Picture) -> tuple[profile.Curve, ...] | None:
    if picture.icc is not None and (curve := _profile_curve(picture.icc)) is not None:
        return curve
    return () if picture.space == "linear" else None


@lru_cache(maxsize=64)
def _profile_curve(icc: bytes) -> tuple[profile.Curve, ...] | None:
    """Return the tone curves of a profile, `None` where it has none that rises.

    Of one with tables it is one curve for all channels: the brightness Little CMS gives grays, from black to white.
    """
    known = profile.read(icc)
    if known is not None:
        return known.curves
    channels = {b"GRAY": 1, b"RGB ": 3}.get(icc[16:20])
    if channels is None or icc[36:40] != b"acsp":
        return None
    steps = np.linspace(0, 1, _GRAYS)
    grays = steps.astype(np.float32).reshape(1, -1, 1).repeat(channels, axis=2)
    try:
        light = _by_little_cms(grays, ("icc", icc), ("linear", None), "relative", black_point=True)[0]
    except RunError:
        return None
    brightness = light @ (_SRGB[1] if channels == 3 else np.ones(1))
    low, high = brightness[0], brightness[-1]
    return (profile.rising(steps, (brightness - low) / (high - low)),) if high > low else None


def _by_strips(pixels: Pixels, change: Callable[[Pixels], Floats], strip_pixels: int = _STRIP) -> Floats:
    """Return `change` of the colors, a strip that fits a cache at a time, with the alpha of the pixels."""
    height, width, channels = pixels.shape
    colors = min(channels, 3)
    made: Floats = allocate(pixels.shape, np.float32)
    step = max(1, strip_pixels // width)
    for top in range(0, height, step):
        strip, rows = pixels[top : top + step], made[top : top + step]
        # A damaged profile may lead anywhere, but to numbers.
        with np.errstate(over="ignore", invalid="ignore"):
            rows[:, :, :colors] = change(strip[:, :, :colors])
        if channels == 4:
            rows[:, :, 3:] = to_float(strip[:, :, 3:])
        if not finite(rows):
            np.nan_to_num(rows, copy=False, nan=0.0, posinf=_BRIGHTEST, neginf=-_BRIGHTEST)
        release_pages(rows)
    made.flags.writeable = False
    return made


def _reader(pixels: Pixels, curve: tuple[profile.Curve, ...] | None) -> Callable[[Pixels], Floats]:
    """Return what makes linear light of a strip of these pixels: through a table where they are many integers."""
    channels = min(pixels.shape[2], 3)
    if pixels.dtype == np.float32 or (pixels.dtype == np.uint16 and pixels.size < 4 * 65536):
        return lambda strip: _curve(to_float(strip), curve, encode=False)
    # The same bits as from the curve itself, several times as fast.
    every: Any = np.arange(np.iinfo(pixels.dtype).max + 1, dtype=pixels.dtype)  # type: ignore[type-var]
    steps = to_float(every.reshape(-1, 1, 1).repeat(channels, axis=2))
    table = np.ascontiguousarray(_curve(steps, curve, encode=False)[:, 0].T)

    def read(strip: Pixels) -> Floats:
        made = np.empty(strip.shape, np.float32)
        for c in range(channels):
            made[:, :, c] = table[c][strip[:, :, c]]
        return made

    return read


def _mixed(light: Floats, matrix: npt.NDArray[np.float64]) -> Floats:
    # Nobody who converts nothing pays for the import. numpy's product of so small a matrix takes 400 times as long.
    import cv2

    return cv2.transform(light, matrix.astype(np.float32))  # type: ignore[return-value]


def _curve(numbers: Floats, curve: tuple[profile.Curve, ...] | None, encode: bool) -> Floats:
    """Return numbers `(H, W, C)` along a curve for all channels or one for each; `None` is sRGB's, `()` none."""
    if curve is None:
        return encode_srgb(numbers) if encode else decode_srgb(numbers)
    if not curve:
        return numbers
    if len({id(part) for part in curve}) == 1:
        return curve[0].apply(numbers, encode)
    return np.stack([curve[c].apply(numbers[:, :, c], encode) for c in range(numbers.shape[2])], axis=2)


def encode_srgb(light: Floats) -> Floats:
    """Return linear light as sRGB numbers (IEC 61966-2-1), mirrored below 0 and continued above 1."""
    size = np.abs(light)
    made = np.where(size <= 0.0031308, size * np.float32(12.92), 1.055 * np.power(size, np.float32(1 / 2.4)) - 0.055)
    return np.copysign(made, light).astype(np.float32, copy=False)


def decode_srgb(numbers: Floats) -> Floats:
    """Return sRGB numbers as linear light; the inverse of `encode_srgb`."""
    size = np.abs(numbers)
    bent = np.power((size + np.float32(0.055)) * np.float32(1 / 1.055), np.float32(2.4))
    made = np.where(size <= 0.04045, size * np.float32(1 / 12.92), bent)
    return np.copysign(made, numbers).astype(np.float32, copy=False)


def _space(space: str, icc: bytes | None) -> _Space | None:
    """Return the space as arithmetic; `None` where only Little CMS can tell."""
    if icc is not None:
        known = profile.read(icc)
        return None if known is None else _Space(_white_kept(known.matrix), known.curves)
    matrix = _white_kept(_DISPLAY_P3 if space == "display-p3" else _SRGB)
    return _Space(matrix, () if space == "linear" else None)


def _white_kept(matrix: npt.NDArray[np.float64] | None) -> npt.NDArray[np.float64] | None:
    """Return the matrix with the white of profiles to the last digit, so that white stays white in 16 bits, too."""
    if matrix is None:
        return None
    factors = _D50 / matrix.sum(axis=1)
    return matrix * factors[:, None] if np.abs(factors - 1).max() < 0.01 else matrix


def _by_little_cms(colors: Pixels, source: _Meaning, target: _Meaning, intent: str, black_point: bool) -> Floats:
    """Return `(H, W, 1 or 3)` converted at 16 bits; numbers outside [0, 1] are clipped on the way."""
    # libvips takes 0.1 s to import; only profiles with tables need it.
    import pyvips

    # Sixteen bits of linear light have few steps near black: it goes there as sRGB, and comes back so.
    given = encode_srgb(to_float(colors)) if source == ("linear", None) else to_float(colors)
    whole = np.clip(given * 65535 + 0.5, 0, 65535).astype(np.uint16)
    gray = colors.shape[2] == 1
    image = pyvips.Image.new_from_array(whole).copy(interpretation="grey16" if gray else "rgb16")
    wishes = {"intent": intent, "black_point_compensation": black_point and intent == "relative"}
    try:
        lab = _with_profile(image, source).icc_import(embedded=True, pcs="lab", **wishes)
        made = _with_profile(lab, target).icc_export(depth=16, **wishes).numpy()
    except pyvips.Error as error:
        reason = str(error).strip().splitlines()[-1]
        raise RunError(f"The color profile of a picture cannot be used ({reason}); convert it or strip it.") from None
    numbers = made if made.ndim == 3 else made[:, :, None]
    # A gray picture stays one: all three of its colors are equal.
    result = to_float(np.ascontiguousarray(numbers[:, :, : 1 if gray else 3]))
    return decode_srgb(result) if target == ("linear", None) else result


def _with_profile(image: Any, meaning: _Meaning) -> Any:
    """Attach the profile, or the built-in one of the space; linear light is there as sRGB."""
    import pyvips

    space, icc = meaning
    if icc is None:
        icc = pyvips.Image.profile_load("p3" if space == "display-p3" else "srgb")
    changed = image.copy()
    changed.set_type(pyvips.GValue.blob_type, "icc-profile-data", icc)
    return changed
