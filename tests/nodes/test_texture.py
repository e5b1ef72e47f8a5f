"""Pictures made of nothing, against independent implementations and plain arithmetic."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw
from scipy import ndimage

from nodegraph import NodegraphError
from nodegraph.core.context import Context, current
from nodes.texture.noise import noise_texture
from nodes.texture.plain import checkerboard, gradient, plain_color
from nodes.texture.shape import draw_shape
from nodes.texture.text import draw_text


def test_a_color_has_its_channels():
    assert plain_color(3, 2, (0.25,)).tolist() == [[[0.25]] * 3] * 2
    assert plain_color(3, 2, (1, 0, 0.5, 0.75))[1, 2].tolist() == [1, 0, 0.5, 0.75]


def test_gradients_go_from_color_to_color():
    made = gradient(100, 10, (0, 0, 0), (1, 0.5, 0))
    assert made[0, :, 0] == pytest.approx((np.arange(100) + 0.5) / 100, abs=1e-6)
    assert made[5, :, 1] == pytest.approx(made[5, :, 0] / 2)
    down = gradient(10, 100, angle=90)
    assert down[:, 3, 0] == pytest.approx((np.arange(100) + 0.5) / 100, abs=1e-6)
    round_ = gradient(101, 101, shape="round")
    assert round_[50, 50, 0] == 0
    assert round_[0, 0, 0] == pytest.approx(1, abs=0.02)
    around = gradient(100, 100, shape="around")
    assert around[60, 50, 0] == pytest.approx(0.25, abs=0.02)
    assert around[50, 40, 0] == pytest.approx(0.5, abs=0.02)
    assert gradient(100, 1, smooth=True)[0, 0, 0] < 1e-3


def test_fading_into_nothing_keeps_the_hue():
    made = gradient(10, 1, (1, 0, 0), (0, 1, 0, 0))
    assert made.shape == (1, 10, 4)
    assert (made[0, :, :3] == (1, 0, 0)).all()
    assert made[0, :, 3] == pytest.approx(1 - (np.arange(10) + 0.5) / 10, abs=1e-6)


def test_a_board_has_squares():
    made = checkerboard(7, 5, 2, (0, 0, 0), (1, 1, 1))
    assert made[:, :, 0].tolist() == [[float((x // 2 + y // 2) % 2) for x in range(7)] for y in range(5)]


# Noise


@pytest.mark.parametrize("kind", ["clouds", "cells", "snow"])
def test_noise_follows_its_seed_and_stays_in_range(kind):
    made = noise_texture(160, 120, kind, 20, seed=3)
    assert made.shape == (120, 160)
    assert made.min() >= 0
    assert made.max() <= 1
    assert made.std() > 0.05
    assert np.array_equal(made, noise_texture(160, 120, kind, 20, seed=3))
    assert not np.array_equal(made, noise_texture(160, 120, kind, 20, seed=4))


def test_clouds_are_smooth_and_finer_with_layers():
    one, many = noise_texture(200, 200, "clouds", 50, 1), noise_texture(200, 200, "clouds", 50, 6)
    assert np.abs(np.diff(one, axis=1)).max() < 0.06
    assert np.abs(np.diff(many, 2, axis=1)).mean() > 2 * np.abs(np.diff(one, 2, axis=1)).mean()
    # Gradient noise is 0, here one half, on its grid.
    assert noise_texture(5, 5, "clouds", 5, 1)[0, 0] == pytest.approx(0.5, abs=0.1)


def test_cells_are_distances_to_points():
    made = noise_texture(90, 90, "cells", 30, seed=1)
    points = np.random.default_rng(1).random((6, 6, 2), np.float32)
    y, x = np.mgrid[0:90, 0:90].astype(np.float64)
    square = np.mgrid[-1:5, -1:5].transpose(1, 2, 0)[:, :, ::-1]
    places = (square + points).reshape(-1, 2) * 30 - 0.5
    away = np.sqrt((x[:, :, None] - places[:, 0]) ** 2 + (y[:, :, None] - places[:, 1]) ** 2).min(axis=2)
    assert np.abs(made - np.minimum(away / 30, 1)).max() < 1e-4


# Text


def test_text_is_as_large_as_it_needs():
    one, two = draw_text("Harbor", size=40), draw_text("Harbor\nat night", size=40)
    assert one.shape[2] == 4
    assert two.shape[0] > 1.7 * one.shape[0]
    assert draw_text("Harbor", size=80).shape[1] == pytest.approx(2 * one.shape[1], rel=0.12)
    assert draw_text("acre", size=40).shape[0] == draw_text("ape", size=40).shape[0]
    rim = np.concatenate([one[:4, :, 3].ravel(), one[-4:, :, 3].ravel(), one[:, :4, 3].ravel(), one[:, -4:, 3].ravel()])
    assert rim.max() == 0
    assert one[:, :, 3].max() == 1
    assert draw_text("").shape[1] > 0


def test_text_keeps_its_color_at_its_edges():
    made = draw_text("Harbor", size=30, color=(1, 0.5, 0, 0.5))
    assert (made[:, :, :3] == (1, 0.5, 0)).all()
    assert made[:, :, 3].max() == pytest.approx(0.5)
    outlined = draw_text("Harbor", size=30, outline=3, outline_color=(0, 0, 1))
    assert outlined[:, :, 3].sum() > 1.5 * draw_text("Harbor", size=30)[:, :, 3].sum()
    solid = outlined[outlined[:, :, 3] > 0.9][:, :3]
    assert (solid == (0, 0, 1)).all(axis=1).any()
    assert (solid == (1, 1, 1)).all(axis=1).any()


def test_letters_that_the_font_lacks_are_told():
    notes = []
    token = current.set(Context(on_note=notes.append))
    try:
        draw_text("Harbor, 3 (no?)\n\tat night")
        assert not notes
        draw_text("M\u00fcnchen \u4f60\u4f60")
    finally:
        current.reset(token)
    assert notes == ["The plain font has no \u00fc \u4f60; choose a font file with these letters."]


def test_what_is_no_font_is_refused(tmp_path):
    path = tmp_path / "a.ttf"
    path.write_bytes(b"nothing of the kind")
    with pytest.raises(NodegraphError, match=r"a\.ttf is no font"):
        draw_text("x", path)
    with pytest.raises(NodegraphError, match="There is no file"):
        draw_text("x", Path(tmp_path / "b.ttf"))
    with pytest.raises(ValueError, match="at most 5000"):
        draw_text("x" * 6000)
    with pytest.raises(ValueError, match="pixels"):
        draw_text("x" * 4000, size=2000)


# Shapes


def test_shapes_agree_with_pillow():
    # Pillow draws without smooth edges, so at 8 times the size.
    image = Image.new("L", (640, 480))
    pen = ImageDraw.Draw(image)
    turns = np.arange(5) * 2 * np.pi / 5 - np.pi / 2
    pen.polygon([(320 + 312 * np.cos(t), 240 + 232 * np.sin(t)) for t in turns], 255)
    expected = np.asarray(image).reshape(60, 8, 80, 8).mean(axis=(1, 3)) / 255
    made = draw_shape(80, 60, "polygon", 5)[:, :, 3]
    assert np.abs(made - expected).max() < 0.3
    assert made.sum() == pytest.approx(expected.sum(), rel=0.01)


@given(st.integers(4, 60), st.integers(4, 60))
@settings(max_examples=20)
def test_areas_are_those_of_geometry(width, height):
    for shape, share in (("rectangle", 1), ("ellipse", np.pi / 4)):
        area = draw_shape(width, height, shape, margin=1)[:, :, 3].sum()
        assert area == pytest.approx((width - 2) * (height - 2) * share, rel=0.08)


def test_lines_and_corners():
    line = draw_shape(50, 40, "rectangle", line=3, margin=2)[:, :, 3]
    assert line.sum() == pytest.approx(46 * 36 - 40 * 30, rel=0.01)
    assert line[20, 25] == 0
    rounded = draw_shape(50, 40, "rectangle", roundness=10, margin=0)[:, :, 3]
    assert rounded.sum() == pytest.approx(50 * 40 - (4 - np.pi) * 100, rel=0.005)
    soft = draw_shape(50, 50, soft=10, color=(0, 1, 0))
    assert (soft[:, :, :3] == (0, 1, 0)).all()
    labels, count = ndimage.label(draw_shape(99, 99, "star", 6, 0.3)[:, :, 3] > 0.5)
    assert count == 1
    assert labels[49, 49] == 1
