"""The resampling kernel against Pillow, which filters single channels in 64-bit floats."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from nodes._kernels.resample import KERNELS, resample

PILLOW = {
    "nearest": Image.Resampling.NEAREST,
    "linear": Image.Resampling.BILINEAR,
    "cubic": Image.Resampling.BICUBIC,
    "lanczos": Image.Resampling.LANCZOS,
}


def noise(height, width, channels, dtype=np.float32, seed=0):
    numbers = np.random.default_rng(seed).random((height, width, channels), dtype=np.float32)
    if dtype == np.float32:
        return numbers
    return (numbers * np.iinfo(dtype).max).astype(dtype)


def by_pillow(pixels, width, height, kernel, region=None):
    planes = [
        Image.fromarray(pixels[:, :, c]).resize((width, height), PILLOW[kernel], region) for c in range(pixels.shape[2])
    ]
    return np.stack([np.asarray(plane) for plane in planes], axis=-1)


def clear_of_borders(old, new):
    """Which new pixels have their center inside an old one."""
    return (2 * np.arange(new) + 1) * old % (2 * new) != 0


@pytest.mark.parametrize("kernel", PILLOW)
@given(st.integers(1, 40), st.integers(1, 40), st.integers(1, 90), st.integers(1, 90), st.sampled_from([1, 3]))
@settings(max_examples=40)
def test_any_size_agrees_with_pillow(kernel, width, height, new_width, new_height, channels):
    pixels = noise(height, width, channels)
    ours = resample(pixels, new_width, new_height, kernel)
    theirs = by_pillow(pixels, new_width, new_height, kernel)
    if kernel == "nearest":
        # A center that falls on the border between two pixels may go to either.
        down, across = clear_of_borders(height, new_height), clear_of_borders(width, new_width)
        np.testing.assert_array_equal(ours[down][:, across], theirs[down][:, across])
    else:
        assert np.abs(ours - theirs).max() < 2e-6


@pytest.mark.parametrize("kernel", ["linear", "cubic", "lanczos"])
def test_a_part_of_the_picture_agrees_with_pillow(kernel):
    pixels = noise(37, 53, 3)
    region = (3.25, 5.5, 40.75, 31.0)
    theirs = by_pillow(pixels, 61, 20, kernel, region)
    # Pillow knows no pixels beyond the region; the inside agrees.
    ours = resample(pixels, 61, 20, kernel, region=region)
    assert np.abs(ours - theirs)[4:-4, 6:-6].max() < 2e-6


def test_box_is_the_mean_over_the_covered_area():
    pixels = noise(12, 18, 3)
    mean = pixels.reshape(4, 3, 6, 3, 3).mean(axis=(1, 3))
    assert np.allclose(resample(pixels, 6, 4, "box"), mean, atol=1e-6)
    # 3 pixels from 2: the middle one covers half of either.
    assert np.allclose(resample(np.float32([[[0], [1]]]), 3, 1, "box").ravel(), [0, 0.5, 1])


@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
def test_a_flat_picture_stays_flat_and_keeps_its_type(kernel, dtype):
    value = 0.3 if dtype == np.float32 else 77
    pixels = np.full((7, 5, 4), value, dtype)
    result = resample(pixels, 13, 3, kernel)
    assert result.dtype == dtype
    assert result.shape == (3, 13, 4)
    assert np.abs(result.astype(float) - value).max() < 1e-6


def test_integers_are_the_rounded_floats():
    for dtype in (np.uint8, np.uint16):
        pixels = noise(20, 30, 3, dtype)
        full = np.iinfo(dtype).max
        exact = np.clip(by_pillow(pixels.astype(np.float32), 47, 33, "lanczos"), 0, full)
        assert np.abs(resample(pixels, 47, 33, "lanczos") - exact).max() <= 0.51


def test_a_sixteen_bit_gradient_keeps_its_steps():
    gradient = np.linspace(0, 65535, 65536).astype(np.uint16).reshape(64, 1024, 1)
    assert len(np.unique(resample(gradient, 2048, 128, "cubic"))) > 50_000


def test_values_outside_of_one_are_kept():
    pixels = np.full((4, 4, 3), 7.5, np.float32)
    pixels[:, :2] = -0.5
    result = resample(pixels, 8, 8, "linear")
    assert result.max() == pytest.approx(7.5)
    assert result.min() == pytest.approx(-0.5)


@pytest.mark.parametrize("kernel", KERNELS)
def test_hidden_colors_do_not_bleed(kernel):
    pixels = np.zeros((16, 16, 4), np.float32)
    pixels[:, :8] = (1, 0, 0, 1)
    pixels[:, 8:] = (0, 1, 0, 0)  # green that nobody sees
    for size in (7, 16, 33):
        result = resample(pixels, size, size + 1, kernel)
        visible = result[:, :, 3] > 0.01
        assert np.abs(result[visible][:, :3] - (1, 0, 0)).max() < 1e-3
    assert np.allclose(resample(np.full((3, 3, 4), 0.5, np.float32), 6, 6, kernel), 0.5, atol=1e-6)


def test_a_result_of_several_strips_agrees_with_pillow():
    pixels = noise(700, 900, 3, np.uint8)
    theirs = by_pillow(pixels.astype(np.float32), 1701, 1403, "cubic")
    reports = []
    ours = resample(pixels, 1701, 1403, "cubic", report=lambda done, total: reports.append((done, total)))
    assert np.abs(ours - np.clip(theirs, 0, 255)).max() <= 0.51
    assert len(reports) > 2
    assert reports[-1] == (1403, 1403)


def test_the_same_size_is_the_same_picture():
    pixels = noise(3, 4, 3)
    assert resample(pixels, 4, 3, "lanczos") is pixels


def test_an_empty_size_is_refused():
    with pytest.raises(ValueError, match="would be empty"):
        resample(noise(3, 3, 1), 0, 5)
