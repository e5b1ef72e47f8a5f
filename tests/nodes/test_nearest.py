"""The grid over a palette gives what looking at every color gives."""

import numpy as np
import pytest
from scipy.spatial import cKDTree

from nodes._kernels.dithering import diffused
from nodes._kernels.nearest import Nearest, closest


@pytest.mark.parametrize("count", [1, 2, 16, 100, 256])
@pytest.mark.parametrize("channels", [1, 3])
def test_the_nearest_color_is_scipy_s(count, channels):
    made = np.random.default_rng(count)
    palette = made.random((count, channels), np.float32)
    colors = (made.random((6_000, channels), np.float32) * np.float32(1.4) - np.float32(0.2)).astype(np.float32)
    expected, _ = cKDTree(palette).query(colors)
    search = Nearest(palette, 0.0, 1.0, 200_000)
    for places in (search.places(colors), closest(colors, palette)):
        found = np.sqrt(np.square(colors - palette[places]).sum(axis=1))
        assert found == pytest.approx(expected, abs=1e-4)


def test_equal_colors_in_a_palette_do_no_harm():
    palette = np.float32([[0.5, 0.5, 0.5]] * 7 + [[0, 0, 0]])
    colors = np.random.default_rng(0).random((20_000, 3), np.float32)
    found = palette[Nearest(palette, 0.0, 1.0, 200_000).places(colors)]
    assert np.abs(colors - found).sum() <= np.abs(colors - palette[closest(colors, palette)]).sum() * (1 + 1e-6)


@pytest.mark.parametrize("pattern", ["floyd-steinberg", "atkinson"])
def test_errors_of_a_palette_spread_as_pixel_by_pixel(pattern):
    made = np.random.default_rng(3)
    image, palette = made.random((9, 14, 3), np.float32), made.random((5, 3), np.float32)
    spread = {
        "floyd-steinberg": ((0, 1, 7 / 16), (1, -1, 3 / 16), (1, 0, 5 / 16), (1, 1, 1 / 16)),
        "atkinson": ((0, 1, 1 / 8), (0, 2, 1 / 8), (1, -1, 1 / 8), (1, 0, 1 / 8), (1, 1, 1 / 8), (2, 0, 1 / 8)),
    }[pattern]
    work = np.pad(image.astype(np.float64), ((0, 2), (2, 2), (0, 0)))
    for y, x in np.ndindex(9, 14):
        old = work[y, x + 2].copy()
        work[y, x + 2] = palette[np.argmin(np.square(palette - old).sum(axis=1))]
        for down, right, share in spread:
            work[y + down, x + 2 + right] += (old - work[y, x + 2]) * share
    assert np.allclose(diffused(image, palette, pattern), work[:-2, 2:-2], atol=1e-6)
