"""Measures against independent implementations and plain arithmetic."""

import numpy as np
import pytest
from scipy import ndimage
from skimage import data

from nodes.compose.compare import compare, difference
from nodes.measure.statistics import dominant_colors, measure_tones

PHOTO = data.astronaut()[::2, ::2].astype(np.float32) / 255


def noise(height, width, channels, seed=0):
    return np.random.default_rng(seed).random((height, width, channels), dtype=np.float32)


def by_the_paper(a, b):
    """MS-SSIM of one channel with scipy, by equation 7 of Wang, Simoncelli and Bovik."""
    x = np.arange(-5, 6)
    window = np.exp(-(x**2) / (2 * 1.5**2))
    window = np.outer(window, window) / window.sum() ** 2

    def mean(image):
        return ndimage.correlate(image, window)[5:-5, 5:-5]

    product = 1.0
    weights = (0.0448, 0.2856, 0.3001, 0.2363, 0.1333)
    for scale, weight in enumerate(weights):
        ma, mb = mean(a), mean(b)
        va, vb, vab = mean(a * a) - ma * ma, mean(b * b) - mb * mb, mean(a * b) - ma * mb
        structure = (2 * vab + 0.0009) / (va + vb + 0.0009)
        if scale == 4:
            structure = structure * (2 * ma * mb + 0.0001) / (ma * ma + mb * mb + 0.0001)
        product *= structure.mean() ** (weight / sum(weights))
        height, width = a.shape[0] // 2, a.shape[1] // 2
        a, b = (i[: 2 * height, : 2 * width].reshape(height, 2, width, 2).mean(axis=(1, 3)) for i in (a, b))
    return product


def test_multi_scale_similarity_follows_its_paper():
    other = (PHOTO + 0.2 * (noise(*PHOTO.shape) - 0.5)).astype(np.float32)
    expected = np.mean([by_the_paper(*(i[:, :, c].astype(float) for i in (PHOTO, other))) for c in range(3)])
    assert compare(PHOTO, other).ms_ssim == pytest.approx(expected, abs=1e-4)
    assert compare(PHOTO, 1 - PHOTO).ms_ssim == 0


def test_differences_are_shown():
    a, b = noise(4, 5, 3), noise(4, 5, 3, 1)
    assert np.allclose(difference(a, b, 3), np.abs(a - b) * 3)
    assert np.allclose(difference(a, b, show="direction"), a - b + 0.5)
    assert (difference(a, a) == 0).all()
    for x in (1, 3, 4):
        for y in (1, 3, 4):
            made = difference(noise(4, 5, x), noise(4, 5, y))
            assert made.shape[2] == (1 if x == y == 1 else 3)
    clear = a.copy()
    clear = np.concatenate([clear, np.zeros((4, 5, 1), np.float32)], axis=2)
    assert (difference(a, clear) == 1).all()


def test_tones_are_measured():
    image = noise(7, 9, 4)
    measured = measure_tones(image, "green")
    green = image[:, :, 1].astype(np.float64)
    assert tuple(measured) == pytest.approx(
        (green.mean(), green.std(), green.min(), green.max(), np.median(green)), abs=1e-6
    )
    assert tuple(measure_tones(image[:, :, :3], "alpha")) == (1, 0, 1, 1, 1)
    assert measure_tones(image).mean == pytest.approx((image[:, :, :3] @ [0.2126, 0.7152, 0.0722]).mean(), abs=1e-5)


def test_the_main_color_is_found():
    image = np.zeros((10, 10, 3), np.float32)
    image[:6] = (1, 0.5, 0)
    image[6:9] = (0, 0, 1)
    found = dominant_colors(image, 3)
    assert found.color == pytest.approx((1, 0.5, 0), abs=1e-6)
    assert found.share == pytest.approx(0.6)
    assert found.names.split() == ["#ff8000", "#0000ff", "#000000"]
    assert found.palette.shape == (64, 256, 3)
    assert (found.palette[0, :150] == (1, 0.5, 0)).all()
    hidden = np.concatenate([image, (image[:, :, 2:] > 0).astype(np.float32)], axis=2)
    assert dominant_colors(hidden).color == pytest.approx((0, 0, 1))
