"""Turns, moves and distorts pictures freely."""

import math
from typing import Annotated, Literal

import numpy as np

from nodegraph import Color, Image, Number, PictureFact, SameImage, node
from nodes._kernels.pixels import changed, color_for
from nodes._kernels.warp import LONGEST_SIDE, Interpolation, four_corners, warped

Angle = Annotated[float, Number(-360, 360, unit="°")]
Part = Annotated[float, Number(-4, 4)]
Black = (0.0, 0.0, 0.0, 0.0)


@node(synonyms=("rotate", "straighten", "level horizon", "turn", "arbitrary rotation"))
def rotate_by_angle(
    image: Image, angle: Angle = 5.0, expand: bool = True, interpolation: Interpolation = "cubic", color: Color = Black
) -> Image:
    """Turn a picture to the right by any angle (to the left below 0).

    *expand* makes the frame larger, so that nothing is cut off; the corners take the color, or are transparent where
    the picture can be. For quarter turns, which change no pixel, use *Rotate*.
    """
    height, width = image.shape[:2]
    new_width, new_height = _turned_size(width, height, angle, expand)
    turn = math.radians(angle)
    matrix = _around(width / 2, height / 2, _turn(turn), new_width / 2, new_height / 2)
    return warped(image, matrix, new_width, new_height, interpolation, color_for(color, image.shape[2], np.float32))


@rotate_by_angle.infer
def _(image: PictureFact, angle: float, expand: bool) -> PictureFact:
    width, height = _turned_size(image.width, image.height, angle, expand)
    return changed(image, width=width, height=height)


def _turned_size(width: int, height: int, angle: float, expand: bool) -> tuple[int, int]:
    """Return the size of the frame around a turned picture. Raises `ValueError` for one that is too large."""
    if expand:
        sine, cosine = abs(math.sin(math.radians(angle))), abs(math.cos(math.radians(angle)))
        # A hundredth of a pixel of rounding is none.
        width, height = (
            math.ceil(width * cosine + height * sine - 0.01),
            math.ceil(width * sine + height * cosine - 0.01),
        )
    _check_sides(width, height)
    return width, height


def _check_sides(width: int, height: int) -> None:
    if max(width, height) > LONGEST_SIDE:
        raise ValueError(
            f"The picture has {width}x{height} pixels; at most {LONGEST_SIDE} a side can be turned; resize it first."
        )


def _turn(angle: float) -> np.ndarray:
    return np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])


def _around(x: float, y: float, matrix: np.ndarray, new_x: float, new_y: float) -> np.ndarray:
    """Return the 3x3 matrix that moves a point to a new place and turns and stretches the picture around it."""
    whole = np.eye(3)
    whole[:2, :2] = matrix
    whole[:2, 2] = np.array([new_x, new_y]) - matrix @ np.array([x, y])
    return whole


@node(synonyms=("affine", "move", "scale", "shear", "skew", "translate", "transform image"))
def transform(
    image: Image,
    right: Annotated[float, Number(-100_000, 100_000, unit="px")] = 0.0,
    down: Annotated[float, Number(-100_000, 100_000, unit="px")] = 0.0,
    angle: Angle = 0.0,
    scale: Annotated[float, Number(0.01, 100, unit="x", log=True)] = 1.0,
    shear: Annotated[float, Number(-80, 80, unit="°")] = 0.0,
    interpolation: Interpolation = "cubic",
    color: Color = Black,
) -> SameImage:
    """Move, turn, scale and slant a picture around its middle; the frame stays as it is.

    What comes into the frame takes the color, or is transparent where the picture can be. To make a picture much
    smaller take *Resize*, which averages.
    """
    height, width = image.shape[:2]
    _check_sides(width, height)
    slanted = np.array([[1, math.tan(math.radians(shear))], [0, 1]])
    matrix = _around(
        width / 2, height / 2, scale * _turn(math.radians(angle)) @ slanted, width / 2 + right, height / 2 + down
    )
    return warped(image, matrix, width, height, interpolation, color_for(color, image.shape[2], np.float32))


@transform.infer
def _(image: PictureFact) -> PictureFact:
    _check_sides(image.width, image.height)
    return image


@node(synonyms=("perspective transform", "keystone", "four points", "homography", "corner pin", "warp"))
def perspective(
    image: Image,
    direction: Literal["straighten", "distort"] = "straighten",
    left_top_x: Part = 0.0,
    left_top_y: Part = 0.0,
    right_top_x: Part = 1.0,
    right_top_y: Part = 0.0,
    right_bottom_x: Part = 1.0,
    right_bottom_y: Part = 1.0,
    left_bottom_x: Part = 0.0,
    left_bottom_y: Part = 1.0,
    interpolation: Interpolation = "cubic",
    color: Color = Black,
) -> SameImage:
    """Straighten what was photographed at a slant, or lay a picture onto a slanted surface.

    The four points are parts of the width and height, from the left and the top: 0.5 is the middle. *straighten* makes
    what lies between them the whole picture, *distort* moves the picture's corners there.
    """
    height, width = image.shape[:2]
    points = (left_top_x, left_top_y, right_top_x, right_top_y, right_bottom_x, right_bottom_y)
    matrix = _to_corners(width, height, (*points, left_bottom_x, left_bottom_y))
    if direction == "straighten":
        matrix = np.linalg.inv(matrix)
    return warped(image, matrix, width, height, interpolation, color_for(color, image.shape[2], np.float32))


def _to_corners(width: int, height: int, parts: tuple[float, ...]) -> np.ndarray:
    _check_sides(width, height)
    return four_corners(width, height, np.reshape(parts, (4, 2)))


@perspective.infer
def _(
    image: PictureFact,
    left_top_x: float,
    left_top_y: float,
    right_top_x: float,
    right_top_y: float,
    right_bottom_x: float,
    right_bottom_y: float,
    left_bottom_x: float,
    left_bottom_y: float,
) -> PictureFact:
    points = (left_top_x, left_top_y, right_top_x, right_top_y, right_bottom_x, right_bottom_y)
    _to_corners(image.width, image.height, (*points, left_bottom_x, left_bottom_y))
    return image
