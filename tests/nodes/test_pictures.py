"""Nodes on pictures against independent implementations and plain arithmetic."""

from typing import get_args

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.ndimage import convolve1d
from skimage import data
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

from nodegraph import Item, Picture
from nodes._kernels.blending import Mode
from nodes._kernels.tiling import grid, shares
from nodes.channel.alpha import merge_alpha, split_alpha
from nodes.channel.split import merge_channels, split_channels
from nodes.compose.blend import blend
from nodes.compose.compare import compare
from nodes.dimension.crop import crop, pad
from nodes.dimension.resize import resize
from nodes.dimension.tiles import tile_merge, tile_split
from nodes.dimension.turn import flip, rotate
from nodes.filter.blur import box_blur, gaussian_blur
from nodes.filter.sharpen import sharpen


def noise(height, width, channels, dtype=np.float32, seed=0):
    numbers = np.random.default_rng(seed).random((height, width, channels), dtype=np.float32)
    return numbers if dtype == np.float32 else (numbers * np.iinfo(dtype).max).astype(dtype)


def picture(height, width, channels, dtype=np.uint8, **companions):
    return Picture(noise(height, width, channels, dtype), **companions)


# Sizes


def test_resize_fits_fills_and_stretches():
    image = picture(30, 60, 3)
    sizes = {fit: resize(image, "size", 1, 40, 40, fit).pixels.shape[:2] for fit in ("fit", "fill", "stretch")}
    assert sizes == {"fit": (20, 40), "fill": (40, 40), "stretch": (40, 40)}
    assert resize(image, factor=0.5).pixels.shape == (15, 30, 3)
    assert resize(image, factor=0.001).pixels.shape == (1, 1, 3)
    assert resize(image, factor=1.0) is image


def test_a_side_gets_its_length():
    for shape in ((30, 60), (60, 30)):
        assert max(resize(picture(*shape, 3), "longer side", width=20).pixels.shape) == 20
        assert sorted(resize(picture(*shape, 3), "shorter side", width=90).pixels.shape) == [3, 90, 180]


def test_linear_light_averages_light():
    board = Picture((np.indices((8, 8)).sum(axis=0) % 2 * 255).astype(np.uint8)[:, :, None])
    # Half of the light of white is 188 in sRGB, not 128.
    assert set(np.unique(resize(board, factor=0.25, interpolation="box", linear_light=True).pixels)) == {188}
    assert set(np.unique(resize(board, factor=0.25, interpolation="box").pixels)) == {128}
    light = board.replace(pixels=board.pixels.astype(np.float32) / 255, space="linear")
    made = resize(light, factor=0.25, interpolation="box", linear_light=True)
    assert made.pixels == pytest.approx(0.5)


def test_fill_shows_the_middle():
    image = np.zeros((10, 30, 1), np.uint8)
    image[:, 10:20] = 255
    assert (resize(Picture(image), "size", 1, 20, 20, "fill", "nearest").pixels == 255).all()


@pytest.mark.parametrize("factor", [100.0])
def test_a_size_beyond_all_limits_is_refused(factor):
    with pytest.raises(ValueError, match="at most"):
        resize(Picture(np.zeros((1, 5000, 1), np.uint8)), factor=factor)


def test_crop_and_pad_undo_each_other():
    image = picture(7, 9, 3, np.uint16)
    padded = pad(image, 1, 2, 3, 4, "mirror")
    assert padded.pixels.shape == (13, 13, 3)
    assert np.array_equal(crop(padded, "border", 1, 2, right=3, bottom=4).pixels, image.pixels)
    assert np.array_equal(crop(padded, "rectangle", 1, 2, 9, 7).pixels, image.pixels)


def test_a_crop_that_sticks_out_is_cut_and_an_empty_one_refused():
    image = picture(7, 9, 3)
    assert crop(image, "rectangle", 5, 0, 100, 100).pixels.shape == (7, 4, 3)
    for refused in ({"left": 9}, {"by": "border", "left": 5, "right": 4}):
        with pytest.raises(ValueError, match="Nothing of the picture"):
            crop(image, **refused)


def test_padding_takes_its_color_by_the_channels():
    assert pad(picture(1, 1, 4), 1, color=(1, 0, 0)).pixels[0, 0].tolist() == [255, 0, 0, 255]
    assert pad(picture(1, 1, 3, np.uint16), 1, color=(0.5,)).pixels[0, 0].tolist() == [32768] * 3
    assert pad(picture(1, 1, 1, np.float32), 1, color=(0, 1, 0)).pixels[0, 0] == pytest.approx(0.7152)
    assert pad(picture(2, 2, 3), right=9, fill="wrap").pixels.shape == (2, 11, 3)


def test_turning_is_exact():
    image = picture(3, 5, 4)
    assert np.array_equal(rotate(rotate(image, "left"), "right").pixels, image.pixels)
    assert np.array_equal(rotate(image, "half").pixels, flip(image, "both").pixels)
    assert np.array_equal(rotate(image, "right").pixels[0], image.pixels[::-1, 0])


# Tiles


@given(st.integers(1, 70), st.integers(1, 70), st.integers(1, 32), st.integers(0, 12))
@settings(max_examples=60)
def test_tiles_cover_and_join_to_the_same_picture(width, height, size, overlap):
    image = picture(height, width, 3, np.uint16)
    if overlap >= size:
        with pytest.raises(ValueError, match="cannot overlap"):
            list(tile_split(image, size, overlap))
        return
    tiles = list(tile_split(image, size, overlap))
    assert len({tile.tile.pixels.shape for tile in tiles}) == 1
    for tile in tiles:
        part = image.pixels[tile.top : tile.top + tile.tile.height, tile.left : tile.left + tile.tile.width]
        assert np.array_equal(tile.tile.pixels, part)
    joined = tile_merge((Item(place, tile.tile) for place, tile in enumerate(tiles)), image, size, overlap)
    assert np.array_equal(joined.pixels, image.pixels)


@pytest.mark.parametrize("factor", [2, 3, 0.5])
def test_tiles_may_change_their_size_on_the_way(factor):
    image = Picture(np.full((100, 140, 3), 77, np.uint8))
    tiles = (Item(p, resize(t.tile, factor=factor)) for p, t in enumerate(tile_split(image, 64, 16)))
    joined = tile_merge(tiles, image, 64, 16)
    assert joined.pixels.shape == (100 * factor, 140 * factor, 3)
    assert (joined.pixels == 77).all()


def test_a_missing_or_foreign_tile_is_named():
    image = picture(40, 40, 3)
    tiles = [Item(place, tile.tile) for place, tile in enumerate(tile_split(image, 16, 0))]
    with pytest.raises(ValueError, match="Tile 3 of 9 is missing"):
        tile_merge(iter(tiles[:2] + tiles[3:]), image, 16, 0)
    with pytest.raises(ValueError, match="one too many"):
        tile_merge(iter([*tiles, Item(9, tiles[0].value)]), image, 16, 0)
    with pytest.raises(ValueError, match="must be alike"):
        tile_merge(iter([tiles[0], Item(1, picture(16, 15, 3))]), image, 16, 0)
    with pytest.raises(ValueError, match="No tile"):
        tile_merge(iter([]), image)


@given(st.integers(1, 300), st.integers(1, 90), st.integers(0, 60))
def test_shares_of_overlapping_tiles_sum_to_one(length, size, overlap):
    overlap = min(overlap, size - 1)
    starts = grid(length, 1, size, overlap).lefts
    size = min(size, length)
    total = np.zeros(length)
    for start, share in zip(starts, shares(starts, size, min(overlap, size), length), strict=True):
        total[start : start + size] += share
    assert np.allclose(total, 1, atol=1e-5)


# Channels


def test_alpha_comes_off_and_on_again():
    image = picture(4, 5, 4, np.uint16, icc=b"profile")
    color, alpha = split_alpha(image)
    assert (color.channels, alpha.channels, alpha.icc) == (3, 1, None)
    assert np.array_equal(merge_alpha(color, alpha).pixels, image.pixels)
    assert (split_alpha(picture(2, 2, 3)).alpha.pixels == 255).all()


def test_channels_come_apart_and_together():
    image = picture(4, 5, 4)
    assert np.array_equal(merge_channels(*split_channels(image)).pixels, image.pixels)
    red, green, _, alpha = split_channels(picture(4, 5, 1))
    assert np.array_equal(red.pixels, green.pixels)
    assert (alpha.pixels == 255).all()
    mixed = merge_channels(red, green, picture(4, 5, 1, np.uint16))
    assert mixed.pixels.dtype == np.uint16
    assert np.array_equal(mixed.pixels[:, :, :1], red.pixels.astype(np.uint16) * 257)


def test_channels_of_different_sizes_are_refused():
    with pytest.raises(ValueError, match="different sizes"):
        merge_channels(picture(2, 2, 1), picture(2, 3, 1), picture(2, 2, 1))
    with pytest.raises(ValueError, match="its alpha 3x2"):
        merge_alpha(picture(2, 2, 3), picture(2, 3, 1))


# Filters


def test_a_gaussian_is_a_gaussian():
    image = noise(40, 50, 3)
    x = np.arange(-8, 9)
    weights = np.exp(-(x**2) / 8)
    weights /= weights.sum()
    expected = convolve1d(convolve1d(image, weights, axis=0, mode="mirror"), weights, axis=1, mode="mirror")
    assert np.abs(gaussian_blur(image, 2, 2) - expected).max() < 1e-4
    assert gaussian_blur(image, 0, 0) is image
    assert np.abs(gaussian_blur(image, 2, 0) - convolve1d(image, weights, axis=1, mode="mirror")).max() < 1e-4


def test_a_box_is_the_mean():
    image = noise(20, 20, 1)
    assert box_blur(image, 2, 1)[10, 10, 0] == pytest.approx(image[9:12, 8:13].mean(), abs=1e-6)


@pytest.mark.parametrize("filtered", [gaussian_blur, box_blur, sharpen])
def test_hidden_colors_do_not_bleed(filtered):
    image = np.zeros((9, 9, 4), np.float32)
    image[:, :4] = (0.8, 0.2, 0.2, 1)
    image[:, 4:] = (0, 1, 0, 0)
    result = filtered(image)
    visible = result[:, :, 3] > 0.01
    assert np.abs(result[visible][:, :3] - (0.8, 0.2, 0.2)).max() < 1e-5
    assert np.array_equal(result[:, 8], image[:, 8])


def test_sharpening_adds_what_a_blur_takes_away():
    image = noise(20, 20, 3)
    blurred = cv2.GaussianBlur(image, (0, 0), sigmaX=1.5)
    assert np.allclose(sharpen(image, 1.5, 0.7), image + 0.7 * (image - blurred), atol=1e-6)
    assert np.array_equal(sharpen(image, 1.5, 0.7, 1.0), image)
    assert np.array_equal(sharpen(noise(9, 9, 4))[:, :, 3], noise(9, 9, 4)[:, :, 3])


# Compositing


def one(*numbers):
    return np.array(numbers, np.float32).reshape(1, 1, -1)


@pytest.mark.parametrize(
    ("mode", "base", "layer", "expected"),
    [
        ("multiply", 0.5, 0.6, 0.3),
        ("screen", 0.5, 0.6, 0.8),
        ("overlay", 0.25, 0.6, 0.3),
        ("overlay", 0.75, 0.6, 0.8),
        ("hard light", 0.6, 0.75, 0.8),
        ("soft light", 0.5, 0.25, 0.375),
        ("soft light", 0.25, 1.0, 0.5),
        ("color dodge", 0.2, 0.5, 0.4),
        ("color dodge", 0.0, 1.0, 0.0),
        ("color dodge", 0.2, 1.0, 1.0),
        ("color burn", 0.8, 0.5, 0.6),
        ("color burn", 1.0, 0.0, 1.0),
        ("color burn", 0.8, 0.0, 0.0),
        ("difference", 0.2, 0.5, 0.3),
        ("exclusion", 0.2, 0.5, 0.5),
        ("subtract", 0.2, 0.5, -0.3),
        ("add", 0.7, 0.5, 1.2),
        ("divide", 0.2, 0.5, 0.4),
        ("average", 0.2, 0.5, 0.35),
        ("darken", 0.2, 0.5, 0.2),
        ("lighten", 0.2, 0.5, 0.5),
        ("linear light", 0.5, 0.6, 0.7),
        ("linear burn", 0.5, 0.6, 0.1),
        ("vivid light", 0.5, 0.75, 1.0),
        ("pin light", 0.5, 0.9, 0.8),
    ],
)
def test_modes_follow_their_formulas(mode, base, layer, expected):
    assert blend(one(base), one(layer), mode).item() == pytest.approx(expected, abs=1e-6)


def test_opacity_goes_from_the_base_to_the_layer():
    assert blend(one(0.2, 0.4, 0.6), one(1, 1, 1), "normal", 0.5).ravel() == pytest.approx([0.6, 0.7, 0.8])
    assert np.array_equal(blend(noise(4, 4, 3), noise(4, 4, 3, seed=1), "normal", 0), noise(4, 4, 3))


def test_alphas_unite():
    # Porter and Duff's "over": 0.5 + 0.5 * 0.5, and colors in proportion to what is seen of them.
    result = blend(one(1, 0, 0, 0.5), one(0, 0, 1, 0.5))
    assert result.ravel() == pytest.approx([1 / 3, 0, 2 / 3, 0.75])
    assert blend(one(0, 1, 0, 0), one(0, 0, 1, 0)).ravel().tolist() == [0, 1, 0, 0]
    # On an empty base there is nothing to multiply with: the layer shows as it is.
    assert blend(one(0, 1, 0, 0), one(0.2, 0.4, 0.6, 1), "multiply").ravel() == pytest.approx([0.2, 0.4, 0.6, 1])


def test_the_result_has_the_channels_of_the_base():
    for base in (1, 3, 4):
        for layer in (1, 3, 4):
            for mode in get_args(Mode):
                assert blend(noise(3, 2, base), noise(3, 2, layer), mode).shape == (3, 2, base)


def test_different_sizes_are_refused():
    for function in (blend, compare):
        with pytest.raises(ValueError, match=r"2x3 pixels, the .* 3x2; resize"):
            function(noise(3, 2, 3), noise(2, 3, 3))


# Measures


def test_measures_agree_with_scikit_image():
    image = data.astronaut()[::4, ::4].astype(np.float32) / 255
    other = np.clip(image + 0.1 * (noise(*image.shape) - 0.5), 0, 1)
    measured = compare(image, other)
    assert measured.psnr == pytest.approx(peak_signal_noise_ratio(image, other, data_range=1), abs=1e-4)
    expected = structural_similarity(
        image, other, data_range=1, channel_axis=2, gaussian_weights=True, sigma=1.5, use_sample_covariance=False
    )
    assert measured.ssim == pytest.approx(expected, abs=1e-5)
    assert measured.max_difference == pytest.approx(np.abs(image - other).max())


def test_a_picture_is_like_itself():
    for shape in ((1, 1, 3), (5, 3, 4), (40, 30, 1)):
        image = noise(*shape)
        assert tuple(compare(image, image)) == pytest.approx((200, 1, 0, 1))
    gray = noise(12, 12, 1)
    assert compare(gray, np.repeat(gray, 3, axis=2)).psnr == 200
