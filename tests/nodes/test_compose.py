"""Nodes that put pictures together against independent implementations and plain arithmetic."""

import colorsys

import cv2
import numpy as np
import pytest
from scipy import ndimage
from skimage import data, exposure

from nodegraph import Picture
from nodes._kernels.spaces import encode_srgb, to_oklab
from nodes.compose.align import align
from nodes.compose.blend import blend, blend_light
from nodes.compose.combine import combine, combine_items
from nodes.compose.place import mix_by_mask, place_over
from nodes.compose.transfer import transfer_color
from nodes.filter.noise import add_noise

PHOTO = data.astronaut()[::4, ::4].astype(np.float32) / 255
OTHER = data.coffee()[::5, ::5].astype(np.float32) / 255


def noise(height, width, channels, seed=0):
    return np.random.default_rng(seed).random((height, width, channels), dtype=np.float32)


# Modes that look at whole colors


def luminosity(c):
    return 0.3 * c[0] + 0.59 * c[1] + 0.11 * c[2]


def clipped(c):
    bright, low, high = luminosity(c), min(c), max(c)
    if low < 0:
        c = [bright + (x - bright) * bright / (bright - low) for x in c]
    if high > 1:
        c = [bright + (x - bright) * (1 - bright) / (high - bright) for x in c]
    return c


def with_luminosity(c, wanted):
    return clipped([x + wanted - luminosity(c) for x in c])


def with_saturation(c, wanted):
    low, high = min(c), max(c)
    return [0.0] * 3 if high == low else [(x - low) * wanted / (high - low) for x in c]


def saturation(c):
    return max(c) - min(c)


FORMULAS = {
    "hue": lambda b, s: with_luminosity(with_saturation(s, saturation(b)), luminosity(b)),
    "saturation": lambda b, s: with_luminosity(with_saturation(b, saturation(s)), luminosity(b)),
    "color": lambda b, s: with_luminosity(s, luminosity(b)),
    "luminosity": lambda b, s: with_luminosity(b, luminosity(s)),
}


@pytest.mark.parametrize("mode", FORMULAS)
def test_color_modes_follow_the_formulas_of_the_w3c(mode):
    base, layer = noise(8, 8, 3), noise(8, 8, 3, seed=1)
    base[0], layer[1] = 0.5, 0.25
    made = blend(base, layer, mode)
    for y, x in np.ndindex(8, 8):
        expected = FORMULAS[mode]([float(v) for v in base[y, x]], [float(v) for v in layer[y, x]])
        assert made[y, x] == pytest.approx(expected, abs=1e-5)
    assert blend(base[:, :, :1], layer, mode).shape == (8, 8, 1)


def test_hues_are_taken_over():
    made = blend(np.float32([[[0.6, 0.5, 0.4]]]), np.float32([[[0.1, 0.2, 0.9]]]), "hue")[0, 0]
    hue = colorsys.rgb_to_hsv(*(float(v) for v in made))[0]
    assert hue == pytest.approx(colorsys.rgb_to_hsv(0.1, 0.2, 0.9)[0], abs=1e-4)


def test_light_adds_up():
    base, layer = noise(4, 4, 3) / 2, noise(4, 4, 3, seed=1) / 2
    assert np.allclose(blend_light(base, layer), base + layer)
    assert np.allclose(blend_light(base, layer, "normal", 0.5), (base + layer) / 2)


# Places and masks


def test_a_layer_lies_where_it_is_put():
    base, layer = noise(10, 12, 3), noise(4, 6, 3, seed=1)
    made = place_over(base, layer, "bottom right", -1, -2)
    assert np.array_equal(made[4:8, 5:11], layer)
    made[4:8, 5:11] = base[4:8, 5:11]
    assert np.array_equal(made, base)
    out = place_over(base, layer, "top left", -3, -2)
    assert np.array_equal(out[:2, :3], layer[2:, 3:])
    assert place_over(base, layer, right=100) is base
    large = noise(20, 30, 4, 2)
    assert np.allclose(place_over(base, large), blend(base, large[5:15, 9:21]))


def test_a_mask_mixes():
    base, layer, mask = noise(5, 6, 3), noise(5, 6, 3, 1), noise(5, 6, 1, 2)
    assert np.allclose(mix_by_mask(base, layer, mask), base * (1 - mask) + layer * mask, atol=1e-6)
    for a in (1, 3, 4):
        for b in (1, 3, 4):
            assert mix_by_mask(noise(5, 6, a), noise(5, 6, b), mask).shape == (5, 6, max(a, b))
    clear = np.zeros((1, 1, 4), np.float32)
    red = np.float32([[[1, 0, 0, 1]]])
    half = np.float32([[[0.5]]])
    assert mix_by_mask(clear, red, half).ravel().tolist() == [1, 0, 0, 0.5]
    with pytest.raises(ValueError, match="different sizes"):
        mix_by_mask(base, layer, mask[:2])


# Many pictures


def test_many_become_one():
    parts = [noise(6, 5, 3, seed) for seed in range(5)]
    whole = np.stack(parts)
    for how, expected in {
        "mean": whole.mean(axis=0),
        "median": np.median(whole, axis=0),
        "brightest": whole.max(axis=0),
        "darkest": whole.min(axis=0),
    }.items():
        assert np.allclose(combine(*parts, how=how), expected, atol=1e-6)
        if how != "median":
            made = combine_items(iter(map(Picture, parts)), how).pixels
            assert np.allclose(made, expected, atol=1e-6)
    assert np.allclose(combine(parts[0], parts[1], how="median"), whole[:2].mean(axis=0), atol=1e-6)
    assert combine(noise(2, 2, 1), noise(2, 2, 4)).shape == (2, 2, 4)


def test_a_stream_of_bytes_keeps_the_fractions_of_its_mean():
    parts = [Picture(np.full((2, 2, 3), value, np.uint8)) for value in (0, 0, 1)]
    made = combine_items(iter(parts))
    assert made.pixels == pytest.approx(1 / 3 / 255)
    assert made.depth == "8"


def test_what_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="Picture 2 has 3x2"):
        combine_items(iter([Picture(noise(2, 2, 3)), Picture(noise(2, 3, 3))]))
    with pytest.raises(ValueError, match="No picture"):
        combine_items(iter([]))
    with pytest.raises(ValueError, match="different sizes"):
        combine(noise(2, 2, 3), noise(2, 3, 3))


# Colors of another picture


def test_mean_and_spread_are_taken_over():
    made = transfer_color(PHOTO, OTHER)
    ours, theirs = to_oklab(made).reshape(-1, 3), to_oklab(OTHER).reshape(-1, 3)
    assert np.allclose(ours.mean(axis=0), theirs.mean(axis=0), atol=1e-3)
    assert np.allclose(ours.std(axis=0), theirs.std(axis=0), atol=1e-3)


@pytest.mark.parametrize("by", ["mean and spread", "histogram"])
def test_colors_are_transferred_from_and_to_what_is_seen(by):
    def framed(image):
        made = np.zeros((*np.add(image.shape[:2], 20), 4), np.float32)
        made[10:-10, 10:-10, :3] = image
        made[10:-10, 10:-10, 3] = 1
        return made

    made = transfer_color(framed(PHOTO), framed(OTHER), by)
    assert np.allclose(made[10:-10, 10:-10, :3], transfer_color(PHOTO, OTHER, by), atol=1e-4)


def test_histograms_match_as_in_scikit_image():
    made = transfer_color(PHOTO, OTHER, "histogram")
    expected = exposure.match_histograms(PHOTO, OTHER, channel_axis=2)
    assert np.abs(made - expected).max() < 2e-3


def test_large_forms_take_colors_and_leave_detail():
    drifted = PHOTO * np.float32([1.1, 1, 0.9]) + np.float32(0.05)
    made = transfer_color(drifted, PHOTO, "large forms")
    assert np.abs(made - PHOTO).mean() < 0.3 * np.abs(drifted - PHOTO).mean()
    small = cv2.resize(PHOTO, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    assert np.abs(transfer_color(drifted, small, "large forms") - PHOTO).mean() < 0.5 * np.abs(drifted - PHOTO).mean()
    assert transfer_color(noise(9, 9, 4), OTHER[:, :, :1]).shape == (9, 9, 4)


# Alignment


@pytest.mark.parametrize("motion", ["shift", "shift and turn", "affine", "perspective"])
def test_a_moved_picture_finds_its_place(motion):
    scene = data.astronaut().astype(np.float32)[::2, ::2] / 255
    turn = 0 if motion == "shift" else 0.02
    matrix = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    moved = np.stack(
        [ndimage.affine_transform(scene[:, :, c], matrix, (5, -7), order=3, mode="nearest") for c in range(3)], axis=2
    ).clip(0, 1)
    darker = (0.7 * moved + 0.1).astype(np.float32)
    made = align(darker, scene, motion)
    assert made.likeness > 0.97
    inside = np.s_[20:-20, 20:-20]
    assert np.abs((made.image - 0.1) / 0.7 - scene)[inside].mean() < 0.01


def test_what_has_nothing_in_common_stays():
    flat = np.full((40, 30, 3), 0.5, np.float32)
    made = align(flat, noise(50, 60, 3))
    assert made.likeness == 0
    assert made.image.shape == (50, 60, 3)
    assert np.abs(made.image[:40, :30] - flat).max() < 1e-6


def test_aligning_and_averaging_takes_noise_away():
    shots = [add_noise(np.roll(PHOTO, shift, 1), amount=0.1, seed=shift) for shift in (0, 2, 4)]
    lying = [shots[0], *(align(shot, shots[0], "shift").image for shot in shots[1:])]
    inside = np.s_[8:-8, 8:-8]
    error = np.abs(combine(*lying) - PHOTO)[inside].mean()
    assert error < 0.8 * np.abs(shots[0] - PHOTO)[inside].mean()


def test_encoding_undoes_itself():
    assert encode_srgb(np.float32([[0.5]])) == pytest.approx(0.735357, abs=1e-5)
