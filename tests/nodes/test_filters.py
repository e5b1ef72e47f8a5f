"""Filters against independent implementations and plain arithmetic."""

import itertools

import cv2
import numpy as np
import pytest
from scipy import ndimage
from skimage import data, feature, filters, restoration

from nodegraph import Picture
from nodes._kernels.aperture import aperture
from nodes.filter import denoise, edges, inpaint, lens, noise, palette, shape, sharpen, smooth

PHOTO = data.astronaut()[::8, ::8].astype(np.float32) / 255
GRAY = np.ascontiguousarray(PHOTO[:, :, 1:2])


def random(height, width, channels, seed=0):
    return np.random.default_rng(seed).random((height, width, channels), dtype=np.float32)


# Blurs that keep edges


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
@pytest.mark.parametrize("radius", [1, 2, 4])
def test_a_median_agrees_with_scipy(dtype, radius):
    pixels = (random(23, 31, 3) * (1 if dtype == np.float32 else np.iinfo(dtype).max)).astype(dtype)
    side = 2 * radius + 1
    expected = ndimage.median_filter(pixels, (side, side, 1), mode="nearest")
    assert np.array_equal(smooth.median_blur(Picture(pixels), radius).pixels, expected)


def test_a_bilateral_blur_follows_its_formula():
    made = smooth.bilateral_blur(PHOTO, 4, 0.2)
    dy, dx = np.mgrid[-4:5, -4:5]
    for y, x in ((10, 20), (33, 30), (50, 8)):
        patch = PHOTO[y - 4 : y + 5, x - 4 : x + 5].astype(np.float64)
        apart = np.abs(patch - PHOTO[y, x]).sum(axis=2)
        weights = np.exp(-(apart**2) / (2 * 0.2**2) - (dx**2 + dy**2) / (2 * 2**2)) * (dx**2 + dy**2 <= 16)
        expected = (patch * weights[:, :, None]).sum(axis=(0, 1)) / weights.sum()
        assert made[y, x] == pytest.approx(expected, abs=2e-3)
    assert smooth.bilateral_blur(PHOTO, 0) is PHOTO


def test_a_surface_blur_is_the_guided_filter():
    def mean(x):
        return ndimage.uniform_filter(x, (9, 9), mode="mirror")

    x = GRAY[:, :, 0].astype(np.float64)
    variance = mean(x * x) - mean(x) ** 2
    slope = variance / (variance + 0.05**2)
    expected = mean(slope) * x + mean((1 - slope) * mean(x))
    assert np.abs(smooth.surface_blur(GRAY, 4, 0.1)[:, :, 0] - expected).max() < 2e-5
    step = np.repeat(np.float32([0, 1]), 20).reshape(1, -1, 1).repeat(9, axis=0)
    assert np.abs(smooth.surface_blur(step, 8, 0.05) - step).max() < 0.01


# Lens


@pytest.mark.parametrize("radius", [0.2, 1, 3.7, 12])
def test_an_aperture_is_a_disc(radius):
    weights = aperture(radius, 0, 0)
    assert weights.sum() == pytest.approx(1, abs=1e-5)
    assert np.allclose(weights, weights.T)
    if radius > 1:
        assert (weights > 0).sum() == pytest.approx(np.pi * (radius + 0.5) ** 2, rel=0.2)
        assert 1 / weights.max() == pytest.approx(np.pi * radius**2, rel=0.02)


def test_blades_make_a_polygon():
    square = aperture(10, 4, 45)
    # A square that stands on a side, its corners on the circle.
    assert 1 / square.max() == pytest.approx(2 * 10**2, rel=0.02)
    assert np.abs(square - np.rot90(square)).max() < 1e-4


def test_lens_blur_is_a_convolution():
    image = random(30, 40, 3)
    weights = aperture(7.5, 5, 10)
    expected = ndimage.correlate(image, weights[:, :, None], mode="mirror")
    assert np.abs(lens.lens_blur(image, 7.5, "blades", 5, 10) - expected).max() < 1e-5


# Sharpening


def test_high_boost_and_high_pass_are_differences():
    mean = ndimage.uniform_filter(GRAY, (3, 3, 1), mode="nearest")
    assert np.allclose(sharpen.high_boost(GRAY, 8 / 9, "8"), GRAY + 1 * (GRAY - mean), atol=1e-5)
    blurred = cv2.GaussianBlur(GRAY, (0, 0), 2)[:, :, None]
    assert np.allclose(sharpen.high_pass(GRAY, 2, 1.5), 0.5 + 1.5 * (GRAY - blurred), atol=1e-6)
    assert (sharpen.high_pass(np.full((9, 9, 3), 0.3, np.float32)) == 0.5).all()


def test_adaptive_sharpening_stays_in_range_and_follows_its_formula():
    made = sharpen.adaptive_sharpen(PHOTO, 0.7)
    y, x = 20, 30
    for channel in range(3):
        patch = PHOTO[y - 1 : y + 2, x - 1 : x + 2, channel]
        cross = [patch[0, 1], patch[1, 0], patch[1, 1], patch[1, 2], patch[2, 1]]
        low, high = min(cross) + patch.min(), max(cross) + patch.max()
        weight = -np.sqrt(np.clip(min(low, 2 - high) / high, 0, 1)) / (8 - 3 * 0.7)
        expected = (weight * (sum(cross) - patch[1, 1]) + patch[1, 1]) / (1 + 4 * weight)
        assert made[y, x, channel] == pytest.approx(expected, abs=1e-5)
    flat = np.full((5, 5, 3), 0.4, np.float32)
    assert np.allclose(sharpen.adaptive_sharpen(flat, 1), flat, atol=1e-6)
    black_and_white = (GRAY > 0.5).astype(np.float32)
    assert np.allclose(sharpen.adaptive_sharpen(black_and_white, 1), black_and_white)


# Noise


@pytest.mark.parametrize("kind", ["gaussian", "uniform", "salt and pepper", "shot"])
def test_noise_is_as_strong_as_it_says_and_follows_its_seed(kind):
    image = np.full((200, 200, 3), 0.25, np.float32)
    made = noise.add_noise(image, kind, 0.1)
    spread = {"gaussian": 0.1, "uniform": 0.1 / 3**0.5, "shot": 0.05}
    if kind in spread:
        assert (made - image).std() == pytest.approx(spread[kind], rel=0.02)
        assert abs((made - image).mean()) < 0.002
    else:
        assert (made == 0).mean() == pytest.approx(0.05, abs=0.003)
        assert (made == 1).mean() == pytest.approx(0.05, abs=0.003)
    assert np.array_equal(made, noise.add_noise(image, kind, 0.1))
    assert not np.array_equal(made, noise.add_noise(image, kind, 0.1, seed=1))
    same = noise.add_noise(image, kind, 0.1, False)
    assert np.array_equal(same[:, :, 0], same[:, :, 2])


def test_noise_is_the_same_on_every_machine():
    made = noise.add_noise(np.zeros((1, 4, 1), np.float32), "gaussian", 1.0, seed=7)
    assert made.ravel() == pytest.approx(np.random.Generator(np.random.PCG64(7)).standard_normal(4, np.float32))


def test_grain_is_strongest_in_middle_tones():
    ramp = np.float32([0, 0.5, 1]).reshape(1, 3, 1).repeat(4000, axis=0).repeat(20, axis=1)
    for size in (0.5, 2):
        difference = noise.film_grain(ramp, 0.1, size) - ramp
        assert np.abs(difference[:, :20]).max() == 0
        assert np.abs(difference[:, 40:]).max() == 0
        assert difference[:, 20:40].std() == pytest.approx(0.1, rel=0.1)


# Denoising


def test_denoising_is_non_local_means():
    image = GRAY[:20, :24] + 0.05 * (random(20, 24, 1) - 0.5)
    made = denoise.denoise(image, 0.1, 1, 2)
    padded = np.pad(image[:, :, 0].astype(np.float64), 8, "reflect")
    for y, x in ((10, 12), (5, 7), (13, 15)):
        total = weight_sum = 0.0
        for dy, dx in itertools.product(range(-2, 3), repeat=2):
            here = padded[y + 7 : y + 10, x + 7 : x + 10]
            there = padded[y + dy + 7 : y + dy + 10, x + dx + 7 : x + dx + 10]
            weight = np.exp(-max(np.mean((here - there) ** 2) - 2 * 0.1**2, 0) / 0.08**2)
            total, weight_sum = total + weight * padded[y + dy + 8, x + dx + 8], weight_sum + weight
        assert made[y, x, 0] == pytest.approx(total / weight_sum, abs=1e-5)


def test_denoising_takes_noise_away():
    photo = data.astronaut()[:96, 130:226].astype(np.float32) / 255
    noisy = noise.add_noise(photo, amount=0.05)
    theirs = restoration.denoise_nl_means(noisy, 5, 5, h=0.04, sigma=0.05, channel_axis=2)
    ours = denoise.denoise(noisy, 0.05)
    assert np.abs(ours - photo).mean() < 0.6 * np.abs(noisy - photo).mean()
    assert np.abs(ours - photo).mean() < 1.1 * np.abs(theirs - photo).mean()


def test_halos_go_and_the_edge_stays():
    step = np.repeat(np.float32([0.2, 0.8]), 32).reshape(1, -1, 1).repeat(32, axis=0)
    step = cv2.GaussianBlur(step, (0, 0), 1)[:, :, None]
    oversharp = sharpen.sharpen(step, 2, 2)
    made = denoise.dehalo(oversharp, 2)
    assert oversharp.max() > 0.95
    assert made.max() < 0.85
    assert made.min() > 0.15
    assert np.abs(denoise.dehalo(step, 2) - step).max() < 0.02
    assert np.array_equal(denoise.dehalo(oversharp, 2, 0, 0), oversharp)


@pytest.mark.parametrize(("radius", "amount"), [(1, 1), (2, 1), (1.5, 2)])
def test_most_of_what_oversharpening_added_goes(radius, amount):
    """At least half of the squared error; a picture without halos loses little."""
    photo = data.astronaut()[::2, ::2].astype(np.float32) / 255
    oversharp = sharpen.sharpen(photo, radius, amount)
    added = np.square(oversharp - photo).mean()
    assert np.square(denoise.dehalo(oversharp, radius) - photo).mean() < 0.5 * added
    assert np.square(denoise.dehalo(photo, radius) - photo).mean() < 0.3 * added


# Edges and shapes


def test_edges_agree_with_scikit_image():
    # scikit-image divides the length of the gradient by the root of 2.
    made = edges.find_edges(GRAY, "sobel")[:, :, 0] / 2**0.5
    assert np.allclose(made, filters.sobel(GRAY[:, :, 0], mode="nearest"), atol=1e-5)
    made = edges.find_edges(GRAY, "scharr")[:, :, 0] / 2**0.5
    assert np.allclose(made, filters.scharr(GRAY[:, :, 0], mode="nearest"), atol=1e-5)
    made = edges.find_edges(GRAY, "laplacian", 2)[:, :, 0]
    assert np.allclose(made, 2 * np.abs(ndimage.laplace(GRAY[:, :, 0], mode="nearest")), atol=1e-5)


def test_traced_edges_lie_where_scikit_image_finds_them():
    image = np.zeros((60, 60, 1), np.float32)
    image[15:45, 20:50] = 1
    ours = edges.trace_edges(image, 0.1, 0.2, 1.5) > 0
    theirs = feature.canny(image[:, :, 0], 1.5, 0.1, 0.2)
    near = ndimage.binary_dilation(theirs, iterations=1)
    assert ours.sum() == pytest.approx(theirs.sum(), rel=0.1)
    assert near[ours].all()


@pytest.mark.parametrize(
    ("how", "theirs"),
    [
        ("grow", ndimage.grey_dilation),
        ("shrink", ndimage.grey_erosion),
        ("outline", ndimage.morphological_gradient),
        ("open", ndimage.grey_opening),
        ("close", ndimage.grey_closing),
        ("bright detail", ndimage.white_tophat),
        ("dark detail", ndimage.black_tophat),
    ],
)
def test_shapes_grow_and_shrink_as_in_scipy(how, theirs):
    element = cv2.getStructuringElement(cv2.MORPH_CROSS, (5, 5))
    expected = theirs(GRAY[:, :, 0], footprint=element)
    assert np.allclose(shape.grow_or_shrink(GRAY, how, 2, "cross")[4:-4, 4:-4, 0], expected[4:-4, 4:-4], atol=1e-6)


def test_hidden_colors_do_not_grow():
    image = np.zeros((9, 9, 4), np.float32)
    image[:, :4] = (0.8, 0.2, 0.2, 1)
    image[:, 4:] = (0, 1, 0, 0)
    for how in ("grow", "shrink"):
        result = shape.grow_or_shrink(image, how)
        visible = result[:, :, 3] > 0.01
        assert np.abs(result[visible][:, :3] - (0.8, 0.2, 0.2)).max() < 1e-5


def test_distances_agree_with_scipy():
    inside = GRAY[:, :, 0] > 0.5
    expected = ndimage.distance_transform_edt(inside)
    assert np.abs(shape.distance_to_edge(GRAY, 0.5, 10) - np.minimum(expected / 10, 1)).max() < 1e-5
    expected = ndimage.distance_transform_edt(~inside)
    assert np.abs(shape.distance_to_edge(GRAY, 0.5, 10, "outside") - np.minimum(expected / 10, 1)).max() < 1e-5
    both = shape.distance_to_edge(GRAY, 0.5, 10, "both")
    assert ((both > 0.5) == inside).all()
    assert (shape.distance_to_edge(np.ones((3, 3, 1), np.float32)) == 1).all()


# Few colors


def one_by_one(channel, steps, spread):
    work = np.pad(channel.astype(np.float64), ((0, 2), (2, 2)))
    for y, x in itertools.product(range(channel.shape[0]), range(channel.shape[1])):
        old = work[y, x + 2]
        work[y, x + 2] = np.clip(np.rint(old * (steps - 1)), 0, steps - 1) / (steps - 1)
        for down, right, share in spread:
            work[y + down, x + 2 + right] += (old - work[y, x + 2]) * share
    return work[:-2, 2:-2]


@pytest.mark.parametrize("steps", [2, 5])
@pytest.mark.parametrize("size", [(1, 1), (1, 9), (9, 1), (17, 23), (23, 17)])
def test_errors_spread_as_pixel_by_pixel(size, steps):
    image = random(*size, 1)
    spread = ((0, 1, 7 / 16), (1, -1, 3 / 16), (1, 0, 5 / 16), (1, 1, 1 / 16))
    assert np.allclose(palette.dither(image, steps)[:, :, 0], one_by_one(image[:, :, 0], steps, spread), atol=1e-6)
    spread = ((0, 1, 1 / 8), (0, 2, 1 / 8), (1, -1, 1 / 8), (1, 0, 1 / 8), (1, 1, 1 / 8), (2, 0, 1 / 8))
    made = palette.dither(image, steps, "atkinson")
    assert np.allclose(made[:, :, 0], one_by_one(image[:, :, 0], steps, spread), atol=1e-6)


@pytest.mark.parametrize("pattern", ["floyd-steinberg", "ordered"])
def test_dithering_keeps_the_mean(pattern):
    for tone in (0.1, 0.5, 0.77):
        made = palette.dither(np.full((64, 64, 1), tone, np.float32), 2, pattern)
        assert set(np.unique(made)) == {0, 1}
        assert made.mean() == pytest.approx(tone, abs=0.02)


def test_hidden_colors_get_no_color_of_a_palette():
    image = np.ones((64, 64, 4), np.float32)
    image[:, :, :3] = PHOTO
    image[:32, :, 3] = 0
    image[:32, :, :3] = random(32, 64, 3)
    made = palette.reduce_colors(image, 8, "none")[32:, :, :3]
    assert np.array_equal(made, palette.reduce_colors(PHOTO[32:], 8, "none"))


@pytest.mark.parametrize("count", [2, 8, 64])
def test_a_weave_of_few_colors_looks_like_the_picture_from_afar(count):
    """Noise wider than the colors are apart would take color and contrast away."""

    def apart(image):
        return np.sqrt(np.mean((cv2.GaussianBlur(image, (0, 0), 2) - cv2.GaussianBlur(PHOTO, (0, 0), 2)) ** 2))

    woven = palette.reduce_colors(PHOTO, count, "ordered")
    assert apart(woven) < 1.05 * apart(palette.reduce_colors(PHOTO, count, "none"))


@pytest.mark.parametrize("pattern", ["none", "floyd-steinberg", "atkinson", "ordered"])
def test_few_colors_are_left(pattern):
    made = palette.reduce_colors(PHOTO, 12, pattern)
    assert len(np.unique(made.reshape(-1, 3), axis=0)) <= 12


def test_a_palette_suits_the_picture_as_well_as_pillow_s():
    from PIL import Image

    ours = palette.reduce_colors(PHOTO, 16, "none")
    whole = Image.fromarray((PHOTO * 255).astype(np.uint8))
    theirs = np.asarray(whole.quantize(16, Image.Quantize.MEDIANCUT, kmeans=8, dither=Image.Dither.NONE).convert("RGB"))
    assert np.square(ours - PHOTO).mean() < 1.05 * np.square(theirs / 255 - PHOTO).mean()


def test_a_picture_with_few_colors_keeps_them():
    colors = random(1, 5, 3)
    image = colors[:, np.random.default_rng(1).integers(0, 5, 400)].reshape(20, 20, 3)
    assert np.allclose(palette.reduce_colors(image, 16, "none"), image, atol=1e-6)
    made = palette.reduce_colors(PHOTO, 256, "none", colors)
    assert {tuple(c) for c in made.reshape(-1, 3).round(5)} <= {tuple(c) for c in colors.reshape(-1, 3).round(5)}


# Filling holes


@pytest.mark.parametrize("method", ["telea", "navier-stokes"])
def test_a_scratch_is_filled(method):
    ramp = np.linspace(0, 1, 40, dtype=np.float32).reshape(1, -1, 1).repeat(30, axis=0).repeat(3, axis=2)
    mask = np.zeros((30, 40, 1), np.float32)
    mask[10:13, 5:35] = 1
    broken = np.where(mask > 0, np.float32(1), ramp)
    made = inpaint.inpaint(broken, mask, 3, method)
    assert np.abs(made - ramp).max() < 0.06
    assert np.array_equal(made[mask[:, :, 0] == 0], ramp[mask[:, :, 0] == 0])
    with pytest.raises(ValueError, match="the mask 3x2"):
        inpaint.inpaint(ramp, mask[:2, :3])
