"""Nodes that change tones and colors against independent implementations and plain arithmetic."""

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.interpolate import PchipInterpolator, RegularGridInterpolator
from skimage import color, data, exposure, filters

from nodegraph import NodegraphError, Picture
from nodes._kernels.white import adaptation, light_of
from nodes.adjust import colors, invert, levels, light, lut, threshold, tone
from nodes.channel.fill import fill_alpha, set_alpha, to_gray
from nodes.color.profile import assign_color_space
from nodes.color.space import change_color_space

PHOTO = data.astronaut()[::8, ::8].astype(np.float32) / 255
SPACES = ["linear light", "XYZ", "Lab", "OKLab", "YCbCr", "HSV", "HSL"]


def noise(height, width, channels, seed=0):
    return np.random.default_rng(seed).random((height, width, channels), dtype=np.float32)


def test_light_is_arithmetic():
    image = noise(4, 5, 4)
    changed = light.brightness_contrast(image, 0.1, 0.5)
    slope = np.tan(1.5 * np.pi / 4)
    assert np.allclose(changed[:, :, :3], (image[:, :, :3] - 0.5) * slope + 0.6, atol=1e-6)
    assert np.array_equal(changed[:, :, 3], image[:, :, 3])
    assert np.allclose(light.exposure(PHOTO, 1.5), PHOTO * 2**1.5)
    signed = PHOTO - 0.5
    assert np.allclose(light.gamma(signed, 2.2), np.sign(signed) * np.abs(signed) ** (1 / 2.2), atol=1e-5)
    assert light.gamma(PHOTO, 1) is PHOTO


def test_levels_agree_with_scikit_image():
    made = levels.levels(PHOTO, 0.2, 0.7, 1, 0.1, 0.9)
    expected = exposure.rescale_intensity(PHOTO, (0.2, 0.7), (0.1, 0.9))
    assert np.allclose(made, expected, atol=1e-6)
    assert np.allclose(levels.levels(PHOTO, gamma=2), exposure.adjust_gamma(PHOTO, 0.5), atol=1e-5)
    only = levels.levels(PHOTO, 0.2, 0.7, channel="green")
    assert np.array_equal(only[:, :, ::2], PHOTO[:, :, ::2])
    assert set(np.unique(levels.levels(PHOTO, 0.5, 0.5))) == {0, 1}


@pytest.mark.parametrize("cut", [0, 1, 10])
def test_auto_levels_cut_where_percentiles_lie(cut):
    dull = PHOTO * 0.5 + 0.2
    ends = np.percentile(dull, (cut, 100 - cut))
    expected = np.clip((dull - ends[0]) / (ends[1] - ends[0]), 0, 1)
    assert np.abs(levels.auto_levels(dull, cut) - expected).max() < 2e-3
    each = levels.auto_levels(dull, cut, "each")
    assert (each.reshape(-1, 3).min(axis=0) == 0).all()
    assert (each.reshape(-1, 3).max(axis=0) == 1).all()


@pytest.mark.parametrize("channels", ["together", "each"])
def test_one_tone_alone_is_left_as_it_is_by_levels(channels):
    flat = np.full((4, 5, 3), 0.4, np.float32)
    assert np.array_equal(levels.auto_levels(flat, 1, channels), flat)
    half = PHOTO.copy()
    half[:, :, 0] = 0.4
    assert (levels.auto_levels(half, 1, "each")[:, :, 0] == np.float32(0.4)).all()


def test_daylight_is_white_already():
    assert colors.white_balance(PHOTO) is PHOTO


def test_what_nobody_sees_does_not_count_for_levels():
    image = np.full((4, 4, 4), 0.5, np.float32)
    image[0, :, :3], image[1, :, :3] = 0.4, 0.6
    image[3] = (1, 1, 1, 0)
    assert np.allclose(levels.auto_levels(image, 0)[:3, 0, 0], (0, 1, 0.5), atol=1e-5)


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=2, max_size=8, unique_by=lambda p: p[0]))
def test_curves_agree_with_scipy(points):
    points = sorted((x / 100, y / 100) for x, y in points)
    image = np.linspace(0, 1, 256, dtype=np.float32).reshape(16, 16, 1)
    made = levels.curves(image, " ".join(f"{x},{y}" for x, y in points))
    x, y = np.array(points).T
    expected = PchipInterpolator(x, y)(np.clip(image, x[0], x[-1]))
    assert np.abs(made - expected).max() < 2e-3
    assert made.min() >= y.min() - 1e-6
    assert made.max() <= y.max() + 1e-6


@pytest.mark.parametrize("points", ["", "0,0", "0,0 1", "a,b 1,1", "0,0 2,1", "0.5,0 0.5,1", "0,nan 1,1", "0,0 " * 90])
def test_a_wrong_curve_is_one_sentence(points):
    with pytest.raises(ValueError, match=r"\.$"):
        levels.curves(PHOTO, points)


def test_hue_and_saturation_keep_brightness():
    weights = np.array([0.2126, 0.7152, 0.0722])
    for hue, saturation in ((90, 0), (-30, 0.5), (180, -0.5), (0, -1)):
        made = colors.hue_saturation(PHOTO, hue, saturation)
        assert np.abs(made @ weights - PHOTO @ weights).max() < 1e-3
    gray = colors.hue_saturation(PHOTO, 0, -1)
    assert np.abs(gray - gray.mean(axis=2, keepdims=True)).max() < 1e-5
    assert np.abs(colors.hue_saturation(colors.hue_saturation(PHOTO, 120), -120) - PHOTO).max() < 2e-3
    # Red turned by a third is a green.
    assert np.argmax(colors.hue_saturation(np.float32([[[1, 0, 0]]]), 120)) == 1


def test_vibrance_spares_strong_colors():
    dull, strong = np.float32([[[0.5, 0.45, 0.5]]]), np.float32([[[1, 0, 0]]])
    assert np.ptp(colors.vibrance(dull, 1)) > 1.8 * np.ptp(dull)
    assert np.allclose(colors.vibrance(strong, 1), strong, atol=1e-6)


def test_white_balance_makes_gray_gray():
    cast = PHOTO * np.float32([1.2, 1.0, 0.6])
    mean = colors.white_balance(cast, "gray world").reshape(-1, 3).mean(axis=0)
    assert np.ptp(mean) < 1e-4
    assert np.abs(colors.white_balance(PHOTO, temperature=6504) - PHOTO).max() < 0.01
    picked = np.float32([[[0.8, 0.6, 0.4]]])
    made = colors.white_balance(color_linear(picked), "color", color=(0.8, 0.6, 0.4))
    assert np.ptp(made) < 1e-5
    assert np.array_equal(colors.white_balance(PHOTO * 0, "brightest"), PHOTO * 0)


def color_linear(image):
    return np.where(image <= 0.04045, image / 12.92, ((image + 0.055) / 1.055) ** 2.4).astype(np.float32)


def test_lights_have_their_published_colors():
    # CIE illuminants A (2856 K), D50 (5003 K), D65 (6504 K), D75 (7504 K).
    published = {2856: (0.4476, 0.4074), 5003: (0.3457, 0.3585), 6504: (0.3127, 0.3290), 7504: (0.2990, 0.3149)}
    for kelvin, place in published.items():
        assert np.allclose(light_of(kelvin, 0), place, atol=1e-3)
    matrix = adaptation(light_of(2856, 0))
    assert matrix[2].sum() > 2 * matrix[0].sum()


def test_inverting_and_posterizing():
    image = noise(3, 3, 4)
    twice = invert.invert(invert.invert(image, True, True), True, True)
    assert np.allclose(twice, image, atol=1e-6)
    assert np.array_equal(invert.invert(image)[:, :, 3], image[:, :, 3])
    assert len(np.unique(invert.posterize(PHOTO, 5))) == 5


def test_colors_beyond_white_keep_numbers_in_every_space():
    bright = Picture(np.float32([[[1.5, 1, 0.5], [65504, 0, -65504], [-1, -1, 1]]]), depth="float")
    for space in SPACES:
        there = change_color_space(bright, "sRGB", space)
        assert np.isfinite(there.pixels).all(), space
        assert np.isfinite(change_color_space(there, space, "sRGB").pixels).all(), space


@pytest.mark.parametrize("by", ["gray world", "brightest"])
def test_a_cast_is_looked_for_in_what_is_seen(by):
    cast = PHOTO * np.float32([1, 0.8, 0.6])
    framed = np.ones((80, 80, 4), np.float32)
    framed[:, :, 3] = 0
    framed[:64, :64] = np.dstack([cast, np.ones((64, 64), np.float32)])
    made = colors.white_balance(framed, by)[:64, :64, :3]
    assert np.allclose(made, colors.white_balance(cast, by), atol=1e-5)


def test_thresholds_agree_with_scikit_image():
    gray = PHOTO @ np.float32([0.2126, 0.7152, 0.0722])
    assert threshold.best_level(gray[:, :, None]) == pytest.approx(filters.threshold_otsu(gray), abs=1e-6)
    made = threshold.threshold(PHOTO, "picture")
    assert (made[:, :, 0] == (gray > filters.threshold_otsu(gray))).mean() > 0.999
    local = threshold.local_threshold(PHOTO, 7, 0.05)
    expected = gray > filters.threshold_local(gray, 15, "mean", 0.05, mode="mirror")
    assert (local[:, :, 0] == expected).mean() > 0.999


def test_tone_mapping_ends_in_range_and_grows():
    ramp = np.linspace(0, 40, 999, dtype=np.float32).reshape(1, -1, 1)
    for curve in ("reinhard", "filmic", "film"):
        made = tone.tone_map(ramp, curve).ravel()
        assert made.min() == 0
        assert made.max() <= 1
        assert (np.diff(made) >= -1e-6).all()
    assert tone.tone_map(np.full((1, 1, 3), 16, np.float32), peak=16) == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize("peak", [1, 16, 65504])
def test_logarithms_undo_each_other(peak):
    light_ = np.linspace(-1, peak, 500, dtype=np.float32).reshape(1, -1, 1)
    there = tone.logarithm(light_, "to log", peak)
    assert there.max() == pytest.approx(1, abs=1e-6)
    assert np.allclose(tone.logarithm(there, "from log", peak), light_, rtol=2e-4, atol=1e-5)


def cube(path, text):
    path.write_text(text)
    return path


def test_a_look_agrees_with_scipy(tmp_path):
    size = 5
    table = np.random.default_rng(1).random((size, size, size, 3))
    rows = "\n".join(" ".join(f"{v:.6f}" for v in row) for row in table.reshape(-1, 3))
    path = cube(tmp_path / "a.cube", f'# a look\nTITLE "x"\nLUT_3D_SIZE {size}\nDOMAIN_MIN 0 0 0\n\n{rows}\n')
    grid = np.linspace(0, 1, size)
    expected = RegularGridInterpolator((grid, grid, grid), table)(PHOTO[:, :, ::-1].reshape(-1, 3))
    made = lut.apply_look(PHOTO, path)
    assert np.abs(made.reshape(-1, 3) - expected).max() < 2e-6
    assert np.allclose(lut.apply_look(PHOTO, path, 0.5), (PHOTO + made) / 2, atol=1e-6)
    assert lut.apply_look(noise(3, 4, 1), path).shape == (3, 4, 1)
    assert np.array_equal(lut.apply_look(noise(3, 4, 4), path)[:, :, 3], noise(3, 4, 4)[:, :, 3])


def test_a_table_of_curves_is_interpolated(tmp_path):
    path = cube(tmp_path / "a.cube", "LUT_1D_SIZE 3\nDOMAIN_MAX 2 2 2\n0 1 0\n1 0.5 0\n0 0 1\n")
    assert np.allclose(lut.apply_look(np.full((1, 1, 3), 0.5, np.float32), path), (0.5, 0.75, 0))
    assert np.allclose(lut.apply_look(np.full((1, 1, 3), 9, np.float32), path), (0, 0, 1))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0 0 0\n1 1 1\n",
        "LUT_3D_SIZE 2\n0 0 0\n",
        "LUT_3D_SIZE x\n",
        "LUT_3D_SIZE\n",
        "LUT_3D_SIZE 9999\n0 0 0\n",
        "LUT_1D_SIZE 2\n0 0 nan\n1 1 1\n",
        "LUT_1D_SIZE 2\n0 0 0 0 0\n1\n",
        "LUT_1D_SIZE 2\nDOMAIN_MAX 0 0 0\n0 0 0\n1 1 1\n",
    ],
)
def test_a_wrong_look_is_one_sentence_with_its_name(tmp_path, text):
    with pytest.raises((ValueError, NodegraphError), match=r"a\.cube") as raised:
        lut.apply_look(PHOTO, cube(tmp_path / "a.cube", text))
    assert "\n" not in str(raised.value)


# Color spaces


def renumbered(numbers, source, target):
    return change_color_space(Picture(numbers), source, target).pixels


def test_spaces_agree_with_scikit_image():
    lab = color.rgb2lab(PHOTO) / (100, 255, 255) + (0, 128 / 255, 128 / 255)
    assert np.abs(renumbered(PHOTO, "sRGB", "Lab") - lab).max() < 2e-4
    assert np.abs(renumbered(PHOTO, "sRGB", "XYZ") - color.rgb2xyz(PHOTO)).max() < 2e-4
    assert np.abs(renumbered(PHOTO, "sRGB", "HSV")[:, :, 1:] - color.rgb2hsv(PHOTO)[:, :, 1:]).max() < 1e-4
    hue = renumbered(PHOTO, "sRGB", "HSV")[:, :, 0] - color.rgb2hsv(PHOTO)[:, :, 0]
    assert np.abs(hue - np.round(hue)).max() < 1e-4
    studio = color.rgb2ycbcr(PHOTO)
    full = (studio - (16, 128, 128)) / (219, 224, 224) + (0, 0.5, 0.5)
    assert np.abs(renumbered(PHOTO, "sRGB", "YCbCr") - full).max() < 1e-4


def test_oklab_gives_the_numbers_of_its_paper():
    # Ottosson's table of XYZ and OKLab, first and last row.
    xyz = np.float32([[[0.950, 1.000, 1.089], [0.000, 0.000, 1.000]]])
    made = renumbered(xyz, "XYZ", "OKLab") - np.float32([0, 0.5, 0.5])
    assert np.abs(made - [[[1.000, 0.000, 0.000], [0.153, -1.415, -0.449]]]).max() < 2e-3


@pytest.mark.parametrize("space", SPACES)
def test_colors_come_back(space):
    there = renumbered(PHOTO, "sRGB", space)
    assert there.min() > -1e-3
    assert there.max() < 1.1
    assert np.abs(renumbered(there, space, "sRGB") - PHOTO).max() < 5e-4


def test_meaning_changes_no_number(tmp_path):
    image = Picture(noise(2, 3, 3), "srgb", icc=b"profile")
    for meaning, space in (("sRGB", "srgb"), ("linear light", "linear"), ("Display P3", "display-p3")):
        made = assign_color_space(image, meaning)
        assert (made.space, made.icc) == (space, None)
        assert made.pixels is image.pixels
    assert assign_color_space(Picture(noise(2, 3, 1), "gray"), "Display P3").space == "gray"
    with pytest.raises(NodegraphError, match="No profile file"):
        assign_color_space(image, "profile file")
    path = tmp_path / "a.icc"
    path.write_bytes(b"nothing of the kind")
    with pytest.raises(NodegraphError, match="no color profile for RGB"):
        assign_color_space(image, "profile file", path)


# Transparency and gray


def test_filling_is_laying_over():
    image = noise(4, 4, 4)
    made = fill_alpha(image, (0.2, 0.4, 0.6))
    alpha = image[:, :, 3:]
    assert np.allclose(made, image[:, :, :3] * alpha + np.float32([0.2, 0.4, 0.6]) * (1 - alpha), atol=1e-6)
    assert fill_alpha(PHOTO) is PHOTO


def test_opacity_is_set_or_multiplied():
    image = noise(4, 4, 4)
    assert (set_alpha(image, 0.25)[:, :, 3] == 0.25).all()
    assert np.allclose(set_alpha(image, 0.5, "multiply")[:, :, 3], image[:, :, 3] / 2)
    assert set_alpha(noise(2, 2, 1)).shape == (2, 2, 4)


def test_gray_agrees_with_others():
    assert np.allclose(to_gray(PHOTO)[:, :, 0], color.rgb2gray(PHOTO), atol=1e-3)
    assert np.allclose(to_gray(PHOTO, "video"), cv2.cvtColor(PHOTO, cv2.COLOR_RGB2GRAY), atol=1e-5)
    assert np.allclose(to_gray(PHOTO, "lightness"), cv2.cvtColor(PHOTO, cv2.COLOR_RGB2HLS)[:, :, 1], atol=1e-6)
    assert np.allclose(to_gray(PHOTO, "weights", 1, 1, 2), PHOTO @ np.float32([0.25, 0.25, 0.5]), atol=1e-6)
    assert np.array_equal(to_gray(PHOTO, "brightest"), PHOTO.max(axis=2))
