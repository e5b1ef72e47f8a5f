"""What is seen of a picture: every view option against the whole picture done the slow way."""

import numpy as np
import pytest
import pyvips

from nodegraph.core.pictures import View
from nodegraph.engine.color import convert, decode_srgb, encode_srgb
from nodegraph.engine.display import Display, paint_difference
from nodegraph.engine.picture import Picture
from nodegraph.engine.pixels import to_float

KINDS = ("uint8", "uint16", "float32")
SRGB = Picture.of(np.zeros((1, 1, 3), np.float32))


def picture(channels=3, kind="uint8", space="srgb"):
    random = np.random.default_rng(channels)
    if kind == "float32":
        pixels = random.normal(0.5, 0.6, (33, 47, channels)).astype(np.float32)
    else:
        pixels = random.integers(0, np.iinfo(kind).max, (33, 47, channels), kind, endpoint=True)
    return Picture.of(pixels).replace(space="gray" if channels == 1 else space)


def slowly(shown, view):
    """RGBA in float64 from definitions alone."""
    numbers = to_float(shown.pixels)
    if shown.channels > 1 and shown.space != "srgb":
        numbers = convert(shown, SRGB).pixels
    numbers = numbers.astype(np.float64)
    colors = np.repeat(numbers[:, :, :1], 3, axis=2) if shown.channels == 1 else numbers[:, :, :3]
    if view.exposure:
        colors = encode_srgb(decode_srgb(colors) * 2**view.exposure).astype(np.float64)
    colors = np.clip(colors, 0, 1) ** (1 / view.gamma)
    alpha = np.clip(numbers[:, :, 3:], 0, 1) if shown.channels == 4 else np.ones_like(colors[:, :, :1])
    match view.channel:
        case "color":
            return np.concatenate([colors * alpha, alpha], axis=2) * 255
        case "luma":
            gray = colors @ np.array([0.2126, 0.7152, 0.0722])
        case "alpha":
            gray = alpha[:, :, 0]
        case name:
            gray = colors[:, :, ("red", "green", "blue").index(name)]
    return np.stack([gray, gray, gray, np.ones_like(gray)], axis=2) * 255


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("channels", [1, 3, 4])
@pytest.mark.parametrize("channel", ["color", "red", "green", "blue", "alpha", "luma"])
@pytest.mark.parametrize(("exposure", "gamma"), [(0.0, 1.0), (1.5, 1.0), (-2.0, 1.0), (0.0, 2.2), (-1.0, 0.6)])
def test_every_view_of_every_kind_of_picture(channel, channels, kind, exposure, gamma):
    shown, view = picture(channels, kind), View(channel, exposure, gamma)
    seen = Display(shown).paint(shown.pixels, view)
    assert seen.dtype == np.uint8
    assert seen.shape == (33, 47, 4)
    # A byte of color times a byte of alpha rounds three times.
    assert np.abs(seen - slowly(shown, view)).max() <= 1.51


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("space", ["linear", "display-p3"])
def test_other_color_spaces_are_shown_as_srgb(space, kind):
    shown = picture(3, kind, space)
    assert np.abs(Display(shown).paint(shown.pixels, View()) - slowly(shown, View())).max() <= 0.51


@pytest.mark.parametrize("kind", KINDS)
def test_gray_light_is_shown_as_srgb(kind):
    shown = picture(1, kind).replace(space="linear")
    expected = np.clip(encode_srgb(to_float(shown.pixels)), 0, 1) * 255
    assert np.abs(Display(shown).paint(shown.pixels, View())[:, :, :3] - expected).max() <= 0.51


def test_bytes_of_srgb_are_shown_as_they_are():
    shown = picture()
    assert np.array_equal(Display(shown).paint(shown.pixels, View())[:, :, :3], shown.pixels)


def test_a_profile_that_changes_nothing_is_not_applied(srgb_profile):
    shown = picture().replace(space="icc", icc=srgb_profile)
    assert np.array_equal(Display(shown).paint(shown.pixels, View())[:, :, :3], shown.pixels)


def test_a_profile_that_cannot_be_used_does_not_hide_the_picture():
    shown = picture().replace(space="icc", icc=b"no profile")
    assert np.array_equal(Display(shown).paint(shown.pixels, View())[:, :, :3], shown.pixels)


def test_numbers_that_are_none_are_black_and_infinite_ones_white():
    pixels = np.array([[[np.nan, np.inf, -np.inf]]], np.float32)
    seen = Display(Picture.of(pixels)).paint(pixels, View(exposure=1.0))
    assert seen[0, 0].tolist() == [0, 255, 0, 255]


def test_a_difference_is_how_far_colors_are_apart_times_exposure():
    one, other = to_float(picture(3).pixels), to_float(picture(3, "uint16").pixels)
    seen = paint_difference(one, other, View(exposure=2.0, compare="difference"))
    assert np.abs(seen[:, :, :3] - np.clip(np.abs(one - other) * 4, 0, 1) * 255).max() <= 0.51
    assert (seen[:, :, 3] == 255).all()
    assert not paint_difference(one, one, View(exposure=8.0))[:, :, :3].any()


def test_a_difference_counts_colors_as_they_are_seen():
    clear, solid = np.zeros((1, 1, 4), np.float32), np.ones((1, 1, 4), np.float32)
    hidden = np.array([[[1, 1, 1, 0]]], np.float32)
    assert paint_difference(clear, hidden, View())[0, 0].tolist() == [0, 0, 0, 255]
    assert paint_difference(solid, hidden, View())[0, 0].tolist() == [255, 255, 255, 255]
    assert paint_difference(solid, hidden, View(channel="alpha"))[0, 0].tolist() == [255, 255, 255, 255]
    assert paint_difference(np.ones((1, 1, 1), np.float32), hidden, View(channel="red"))[0, 0, 0] == 255


@pytest.fixture
def srgb_profile():
    return pyvips.Image.profile_load("srgb")
