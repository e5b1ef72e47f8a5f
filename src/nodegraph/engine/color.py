"""Color spaces: what a picture's numbers mean, conversions between them, linear light.

Named spaces and simple ICC profiles are computed in float32, so that 16 bits and HDR survive;
profiles with tables go through Little CMS (libvips) at 16 bits.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from nodegraph.core.errors import RunError
from nodegraph.engine import profile
from nodegraph.engine.picture import Picture
from nodegraph.engine.pixels import Floats, Pixels, to_float

# Linear RGB to XYZ at D50 (the ICC connection space): from the primaries of IEC 61966-2-1 and SMPTE EG 432-1,
# white D65 (0.3127, 0.3290), adapted by Bradford; a test computes them again.
_SRGB = np.array(
    [[0.4360280, 0.3851010, 0.1430910], [0.2224785, 0.7168974, 0.0606241], [0.0139264, 0.0970922, 0.7141914]]
)
_DISPLAY_P3 = np.array(
    [[0.5151021, 0.2919648, 0.1571531], [0.2411818, 0.6922363, 0.0665819], [-0.0010494, 0.0418818, 0.7843776]]
)


class _Space(NamedTuple):
    matrix: npt.NDArray[np.float64]
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
    """Return the picture with its numbers in the color space of `first`: float32, alpha as it was.

    Colors outside the other space become numbers outside [0, 1]; none is clipped unless a profile has
    tables. Raises `RunError` for a profile that cannot be used.
    """
    source, target = _space(picture), _space(first)
    if source is None or target is None:
        pixels = _by_little_cms(picture, first)
    else:
        floats = to_float(picture.pixels)
        light = _curve(floats[:, :, :3], source.curve, encode=False)
        matrix = (np.linalg.inv(target.matrix) @ source.matrix).T.astype(np.float32)
        pixels = _join(_curve(light @ matrix, target.curve, encode=True), floats)
    return picture.replace(pixels=pixels, space=first.space, icc=first.icc)


def to_linear(picture: Picture) -> Floats:
    """Return the picture's pixels in linear light of its own primaries, float32; alpha stays as it is."""
    return _light(picture.pixels, picture, encode=False)


def from_linear(pixels: Pixels, like: Picture) -> Floats:
    """Return pixels of linear light as the space of `like` writes them, float32; alpha stays as it is."""
    return _light(pixels, like, encode=True)


def _light(pixels: Pixels, picture: Picture, encode: bool) -> Floats:
    floats = to_float(pixels)
    curve: tuple[profile.Curve, ...] | None = () if picture.space == "linear" else None
    if picture.icc is not None and (known := profile.read(picture.icc)) is not None:
        curve = known.curves
    if curve == ():
        return floats
    colors = floats[:, :, :3]
    if curve is not None and len(curve) != colors.shape[2]:
        curve = curve[:1] * colors.shape[2]
    if not encode and pixels.dtype == np.uint8:
        light = _tabled(pixels[:, :, :3], curve)
    else:
        light = _curve(colors, curve, encode)
    made = _join(light, floats)
    made.flags.writeable = False
    return made


def _tabled(pixels: Any, curve: tuple[profile.Curve, ...] | None) -> Floats:
    """Return bytes as linear light through a table of 256 numbers: the same bits, 10 times as fast as powers."""
    steps = to_float(np.arange(256, dtype=np.uint8).reshape(256, 1, 1).repeat(pixels.shape[2], axis=2))
    table = _curve(steps, curve, encode=False)[:, 0]
    return np.stack([np.take(table[:, c], pixels[:, :, c]) for c in range(pixels.shape[2])], axis=2)


def _join(colors: Floats, given: Floats) -> Floats:
    """Return colors with the alpha of what was given, if it has one."""
    if given.shape[2] != 4:
        return np.ascontiguousarray(colors)
    return np.concatenate([colors, given[:, :, 3:]], axis=2)


def _curve(numbers: Floats, curve: tuple[profile.Curve, ...] | None, encode: bool) -> Floats:
    if curve is None:
        return encode_srgb(numbers) if encode else decode_srgb(numbers)
    if not curve:
        return numbers
    return np.stack([part.apply(numbers[:, :, c], encode) for c, part in enumerate(curve)], axis=2)


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


def _space(picture: Picture) -> _Space | None:
    """Return the space as arithmetic; `None` where only Little CMS can tell."""
    if picture.icc is not None:
        known = profile.read(picture.icc)
        if known is None or known.matrix is None:
            return None
        return _Space(known.matrix, known.curves)
    if picture.space == "display-p3":
        return _Space(_DISPLAY_P3, None)
    return _Space(_SRGB, () if picture.space == "linear" else None)


def _by_little_cms(picture: Picture, first: Picture) -> Floats:
    """Convert at 16 bits; numbers outside [0, 1] are clipped on the way."""
    # libvips takes 0.1 s to import; only profiles with tables need it.
    import pyvips

    floats = to_float(picture.pixels)
    whole = np.clip(floats[:, :, :3] * 65535 + 0.5, 0, 65535).astype(np.uint16)
    if picture.icc is None:
        whole = _as_srgb(whole, picture)
    image = pyvips.Image.new_from_array(whole).copy(interpretation="rgb16")
    try:
        lab = _with_profile(image, picture.icc).icc_import(embedded=True, pcs="lab", intent="relative")
        if first.icc is None:
            made = lab.icc_export(output_profile="srgb", depth=16, intent="relative")
        else:
            made = _with_profile(lab, first.icc).icc_export(depth=16, intent="relative")
        numbers = made.numpy()
    except pyvips.Error as error:
        reason = str(error).strip().splitlines()[-1]
        raise RunError(f"The color profile of a picture cannot be used ({reason}); convert it or strip it.") from None
    result = to_float(numbers[:, :, :3])
    if first.icc is None and first.space in ("linear", "display-p3"):
        result = convert(Picture(result), first.replace(pixels=result)).pixels  # type: ignore[assignment]
    return _join(result, floats)


def _as_srgb(whole: Any, picture: Picture) -> Any:
    if picture.space in ("srgb", "gray"):
        return whole
    floats = convert(picture.replace(pixels=to_float(whole)), Picture(to_float(whole))).pixels
    return np.clip(floats * 65535 + 0.5, 0, 65535).astype(np.uint16)


def _with_profile(image: Any, icc: bytes | None) -> Any:
    """Attach the profile, or the built-in sRGB one."""
    import pyvips

    data = icc if icc is not None else pyvips.Image.profile_load("srgb")
    changed = image.copy()
    changed.set_type(pyvips.GValue.blob_type, "icc-profile-data", data)
    return changed
