"""Nodes that change sizes and places against independent implementations and plain arithmetic."""

import cv2
import numpy as np
import pytest
from scipy import ndimage
from skimage import data

from nodegraph import Picture
from nodes.dimension.canvas import crop_to_content, pad_to_size, shift
from nodes.dimension.stack import stack
from nodes.dimension.turn import rotate
from nodes.dimension.turn_freely import perspective, rotate_by_angle, transform

PHOTO = data.astronaut()[::4, ::4].astype(np.float32) / 255


def noise(height, width, channels, dtype=np.float32, seed=0):
    numbers = np.random.default_rng(seed).random((height, width, channels), dtype=np.float32)
    return numbers if dtype == np.float32 else (numbers * np.iinfo(dtype).max).astype(dtype)


# Canvas


@pytest.mark.parametrize(
    ("place", "left", "top"), [("center", 3, 1), ("top left", 0, 0), ("bottom", 3, 3), ("right", 6, 1)]
)
def test_a_picture_lies_where_it_is_put(place, left, top):
    image = noise(5, 4, 3, np.uint8)
    made = pad_to_size(Picture(image), 10, 8, place, color=(1, 0, 0)).pixels
    assert made.shape == (8, 10, 3)
    assert np.array_equal(made[top : top + 5, left : left + 4], image)
    made[top : top + 5, left : left + 4] = (255, 0, 0)
    assert (made == (255, 0, 0)).all()


def test_a_larger_picture_keeps_its_size():
    image = Picture(noise(9, 20, 3))
    assert pad_to_size(image, 5, 5) is image
    assert pad_to_size(image, 5, 12).pixels.shape == (12, 20, 3)


@pytest.mark.parametrize(
    ("fill", "mode"), [("wrap", "grid-wrap"), ("edge", "nearest"), ("mirror", "mirror"), ("color", "constant")]
)
@pytest.mark.parametrize("moved", [(0, 0), (3, -2), (-4, 1), (5, 6), (-100, 100)])
def test_shifting_agrees_with_scipy(fill, mode, moved):
    image = noise(6, 7, 3, np.uint16)
    made = shift(Picture(image), *moved, fill).pixels
    right, down = moved
    if fill == "mirror":
        right, down = max(-7, min(7, right)), max(-6, min(6, down))
    expected = ndimage.shift(image, (down, right, 0), order=0, mode=mode)
    assert np.array_equal(made, expected)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
def test_content_is_found(dtype):
    full = 1 if dtype == np.float32 else np.iinfo(dtype).max
    image = np.full((20, 30, 3), full * 0.6, dtype)
    image[4:9, 11:25] = 0
    assert crop_to_content(Picture(image)).pixels.shape == (5, 14, 3)
    assert crop_to_content(Picture(image), margin=6).pixels.shape == (15, 25, 3)
    clear = np.zeros((20, 30, 4), dtype)
    clear[2:4, 5:8] = full
    assert crop_to_content(Picture(clear)).pixels.shape == (2, 3, 4)
    empty = Picture(np.zeros((4, 4, 3), dtype))
    assert crop_to_content(empty) is empty


# Stacks


def test_pictures_lie_side_by_side():
    a, b, c = noise(4, 3, 3), noise(6, 2, 4, seed=1), noise(5, 5, 1, seed=2)
    made = stack(a, b, c, gap=1, align="end", color=(0, 1, 0))
    assert made.shape == (6, 12, 4)
    assert np.array_equal(made[2:, :3, :3], a)
    assert (made[2:, :3, 3] == 1).all()
    assert np.array_equal(made[:, 4:6], b)
    assert np.array_equal(made[1:, 7:, :3], np.repeat(c, 3, axis=2))
    assert (made[:, 3] == (0, 1, 0, 1)).all()
    assert stack(a, b, direction="down").shape == (10, 3, 4)
    assert stack(a, np.repeat(a, 2, axis=0), align="resize").shape == (8, 9, 3)
    assert stack(c, c).shape == (5, 10, 1)


# Turning


@pytest.mark.parametrize("interpolation", ["nearest", "linear", "cubic", "lanczos"])
def test_quarter_turns_are_exact(interpolation):
    image = noise(12, 17, 3, seed=5)
    for angle, turn in ((90, "right"), (-90, "left"), (180, "half")):
        made = rotate_by_angle(image, angle, True, interpolation)
        assert np.abs(made - rotate(Picture(image), turn).pixels).max() < 2e-3
    assert np.abs(rotate_by_angle(image, 0, True, interpolation) - image).max() < 1e-6


@pytest.mark.parametrize("angle", [7, -33, 200])
def test_turning_agrees_with_scipy(angle):
    made = rotate_by_angle(PHOTO, angle, False, "linear")
    expected = ndimage.rotate(PHOTO, -angle, reshape=False, order=1)
    inside = ndimage.rotate(np.ones_like(PHOTO), -angle, reshape=False, order=1) > 0.999
    assert np.abs(made - expected)[inside].max() < 0.02


def test_the_frame_grows_and_the_corners_are_clear():
    image = np.ones((30, 40, 4), np.float32)
    made = rotate_by_angle(image, 45)
    assert made.shape == (50, 50, 4)
    assert (made[0, 0] == 0).all()
    assert np.abs(made[25, 25] - 1).max() < 1e-6
    visible = made[:, :, 3] > 0.01
    assert np.abs(made[visible][:, :3] - 1).max() < 1e-3
    assert rotate_by_angle(np.zeros((30, 40, 3), np.float32), 45, color=(1, 0.5, 0))[0, 0].tolist() == [1, 0.5, 0]


def test_transforming_moves_scales_and_slants():
    assert np.abs(transform(PHOTO, 3, -2)[10:100, 10:100] - PHOTO[12:102, 7:97]).max() < 1e-5
    twice = transform(PHOTO, scale=2, interpolation="linear")
    expected = cv2.resize(PHOTO, None, fx=2, fy=2, interpolation=cv2.INTER_LINEAR)[64:192, 64:192]
    assert np.abs(twice - expected).max() < 0.02
    there_and_back = transform(transform(PHOTO, shear=20), shear=-20)
    assert np.abs(there_and_back - PHOTO)[40:88, 40:88].mean() < 0.02


def test_straightening_undoes_distorting():
    corners = (0.1, 0.05, 0.95, 0.1, 0.9, 0.95, 0.0, 0.9)
    distorted = perspective(PHOTO, "distort", *corners)
    assert np.abs(distorted[0, 0]).max() == 0
    back = perspective(distorted, "straighten", *corners)
    assert np.abs(back - PHOTO)[8:-8, 8:-8].mean() < 0.03
    assert np.abs(perspective(PHOTO) - PHOTO).max() < 1e-5


@pytest.mark.parametrize("corners", [(0, 0, 0, 0, 1, 1, 0, 1), (0, 0, 1, 1, 1, 0, 0, 1), (0, 0, 0.2, 0.4, 1, 1, 0, 1)])
def test_points_that_span_no_surface_are_refused(corners):
    with pytest.raises(ValueError, match="four corners"):
        perspective(PHOTO, "distort", *corners)


def test_what_cannot_be_turned_is_refused():
    with pytest.raises(ValueError, match="at most 32766"):
        rotate_by_angle(np.zeros((1, 40_000, 1), np.float32), 10)
