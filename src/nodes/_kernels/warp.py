"""Moves every pixel of a picture by a matrix, and finds the matrix for four corners."""

from typing import Any, Literal

import cv2
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[Any]
Interpolation = Literal["nearest", "linear", "cubic", "lanczos"]

LONGEST_SIDE = 32_766
"""OpenCV counts a warp's places in 16 bits."""
_FAINT = 1 / 65535
"""Below this alpha a pixel is invisible in every file format, and its color cannot be recovered."""
_FLAGS = {
    "nearest": cv2.INTER_NEAREST,
    "linear": cv2.INTER_LINEAR,
    "cubic": cv2.INTER_CUBIC,
    "lanczos": cv2.INTER_LANCZOS4,
}


def warped(pixels: Floats, matrix: Floats, width: int, height: int, interpolation: str, ground: Floats) -> Floats:
    """Return `(height, width, C)` float32 with each point of the input where the 3x3 `matrix` takes it.

    Points are `(x, y)` in pixels from the upper left corner of the picture, so that pixel centers lie at halves.
    What no pixel comes to takes the color `ground` `(C,)`. Colors are weighted by alpha on the way; where the
    picture shrinks, nothing is averaged beyond the interpolation.
    """
    halves = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]])
    by_center = np.linalg.inv(halves) @ matrix @ halves
    if pixels.shape[2] != 4:
        return _warp(pixels, by_center, width, height, interpolation, ground)
    weighted = pixels.copy()
    weighted[:, :, :3] *= pixels[:, :, 3:]
    ground = np.concatenate([ground[:3] * ground[3], ground[3:]])
    result = _warp(weighted, by_center, width, height, interpolation, ground)
    colors, alpha = result[:, :, :3], result[:, :, 3:]
    visible = alpha > _FAINT
    np.divide(colors, alpha, out=colors, where=visible)
    np.copyto(colors, 0, where=~visible)
    # Negative lobes may throw the color of a nearly transparent pixel anywhere.
    given = pixels[:, :, :3]
    np.clip(colors, min(0.0, float(given.min())), max(1.0, float(given.max())), out=colors)
    np.clip(alpha, 0, 1, out=alpha)
    return result


def _warp(pixels: Floats, matrix: Floats, width: int, height: int, interpolation: str, ground: Floats) -> Floats:
    border = tuple(map(float, ground))
    made = cv2.warpPerspective(pixels, matrix, (width, height), flags=_FLAGS[interpolation], borderValue=border)
    return made.reshape(height, width, -1)


def four_corners(width: int, height: int, parts: Floats) -> Floats:
    """Return the 3x3 matrix that takes a picture's corners to four points, `(4, 2)` in parts of its size, clockwise.

    Raises `ValueError` where the points span no surface with four corners.
    """
    points = parts * (width, height)
    sides = np.roll(points, -1, axis=0) - points
    following = np.roll(sides, -1, axis=0)
    turns = sides[:, 0] * following[:, 1] - sides[:, 1] * following[:, 0]
    least = 1e-4 * width * height
    if not ((turns > least).all() or (turns < -least).all()):
        raise ValueError("The four points must span an area with four corners, none of them dented; move one of them.")
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]])
    return cv2.getPerspectiveTransform(corners.astype(np.float32), points.astype(np.float32))
