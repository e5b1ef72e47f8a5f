"""ICC profiles: the name of a color space from one, and other primaries made sRGB's."""

import struct
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

LINEAR_NAME = "sRGB linear"


def space_of(icc: bytes | None, channels: int) -> tuple[str, bytes | None]:
    """Return a picture's space by name, and the profile to keep.

    `srgb` and `gray` where there is none, which is what files without one mean; the profile of a picture
    with colors that is for gray ones (or the reverse) is dropped.
    """
    plain = "gray" if channels == 1 else "srgb"
    if icc is None or icc[36:40] != b"acsp":
        return plain, None
    if icc[16:20] != (b"GRAY" if channels == 1 else b"RGB "):
        return plain, None
    name = _description(icc)
    if name in (LINEAR_NAME, LINEAR_NAME + " gray"):
        return "linear", None
    if channels == 1:
        return "icc", icc
    lower = name.lower()
    if "srgb" in lower and "linear" not in lower:
        return "srgb", icc
    # "sP3C" is the compact profile that libvips and others built on it embed.
    if lower.startswith(("display p3", "sp3c")) and "linear" not in lower:
        return "display-p3", icc
    return "icc", icc


def _description(icc: bytes) -> str:
    """Return what a profile calls itself (`desc` of version 2 or `mluc` of version 4; ICC.1:2022, section 9.2.41)."""
    try:
        (count,) = struct.unpack_from(">I", icc, 128)
        for place in range(132, 132 + 12 * min(count, 200), 12):
            tag, offset, length = struct.unpack_from(">4sII", icc, place)
            if tag != b"desc":
                continue
            data = icc[offset : offset + length]
            if data[:4] == b"mluc":
                length, offset = struct.unpack_from(">II", data, 20)
                return data[offset : offset + length].decode("utf-16-be", "replace")
            (length,) = struct.unpack_from(">I", data, 8)
            return data[12 : 12 + max(0, length - 1)].decode("latin-1").strip("\0")
    except struct.error:
        return ""
    return ""


_BRADFORD = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])
"""Response of the eye's cones as Lam's Bradford transform has it (ICC.1:2022, annex E)."""
SRGB_CHROMATICITIES = (0.64, 0.33, 0.3, 0.6, 0.15, 0.06, 0.3127, 0.329)
_D65 = (0.3127, 0.329)
_D50 = (0.9642, 1.0, 0.8249)
"""XYZ of the connection space's white (ICC.1:2022, 7.2.16)."""
DISPLAY_P3 = (0.68, 0.32, 0.265, 0.69, 0.15, 0.06, *_D65)
"""SMPTE EG 432-1 with D65."""


def xyz_from(chromaticities: tuple[float, ...]) -> npt.NDArray[np.float64]:
    """Return the matrix `(3, 3)` from linear RGB to XYZ under D65.

    `chromaticities`: x and y of red, green, blue and white (SMPTE RP 177, section 3). Raises `ValueError` or
    `numpy.linalg.LinAlgError` where they span no colors.
    """
    points = np.array(chromaticities, np.float64).reshape(4, 2)
    if not np.isfinite(points).all() or points[3, 1] <= 0:
        raise ValueError("these are no primaries")
    red_green_blue = np.column_stack([points[:3], 1 - points[:3].sum(axis=1)]).T
    given = _white(points[3])
    matrix = red_green_blue * np.linalg.solve(red_green_blue, given)
    cones = (_BRADFORD @ _white(_D65)) / (_BRADFORD @ given)
    return np.linalg.inv(_BRADFORD) @ np.diag(cones) @ _BRADFORD @ matrix


def from_d65_to_d50() -> npt.NDArray[np.float64]:
    """Return the matrix `(3, 3)` from XYZ under D65 to XYZ under D50, the white of profiles (Bradford)."""
    cones = (_BRADFORD @ np.array(_D50)) / (_BRADFORD @ _white(_D65))
    return np.linalg.inv(_BRADFORD) @ np.diag(cones) @ _BRADFORD


def _white(point: Sequence[float]) -> npt.NDArray[np.float64]:
    """Return the XYZ of a white of brightness 1 from its x and y."""
    x, y = point
    return np.array([x / y, 1, (1 - x - y) / y])


def to_srgb_from(chromaticities: tuple[float, ...]) -> npt.NDArray[np.float64]:
    """Return the matrix `(3, 3)` from linear RGB of other primaries to that of sRGB's."""
    return np.linalg.solve(xyz_from(SRGB_CHROMATICITIES), xyz_from(chromaticities))


def srgb_from_xyz() -> npt.NDArray[np.float64]:
    """Return the matrix `(3, 3)` from XYZ under D65 to linear RGB of sRGB's primaries."""
    return np.linalg.inv(xyz_from(SRGB_CHROMATICITIES))


def to_srgb_primaries(pixels: npt.NDArray[Any], chromaticities: tuple[float, ...]) -> None:
    """Turn linear colors `(H, W, 3 or 4)` of other primaries into those of sRGB, in place; none is clipped."""
    if not np.allclose(chromaticities, SRGB_CHROMATICITIES, atol=2e-3):
        matrix = to_srgb_from(chromaticities).astype(np.float32)
        pixels[:, :, :3] = pixels[:, :, :3] @ matrix.T
