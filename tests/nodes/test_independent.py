"""Which other implementation each node that sees pictures is compared with, where, and how near they must come.

The first half is a table; a law holds it complete. The second half are comparisons that have no better place.
"""

import re
from pathlib import Path
from typing import NamedTuple

import colour
import cv2
import numpy as np
import pytest
from PIL import Image, ImageEnhance, ImageOps
from scipy import ndimage
from scipy.cluster.vq import kmeans2
from skimage import data, exposure, transform

from nodegraph import Picture
from nodegraph.core.ports import ImageKind
from nodegraph.core.registry import load_library
from nodes._kernels.white import light_of
from nodes.adjust import colors, invert, levels, light, tone
from nodes.dimension import crop, turn, turn_freely
from nodes.filter import blur, inpaint
from nodes.measure import statistics

PHOTO = data.astronaut()[::4, ::4].astype(np.float32) / 255
FOLDER = Path(__file__).parent


class Golden(NamedTuple):
    """One node's comparison."""

    where: str
    """File and function below `tests/nodes`."""
    other: str
    """The other implementation."""
    largest: float
    """The largest difference allowed, white = 1; `nan` where a share of the pixels or a mean is compared instead."""


def golden(file: str, **tests: tuple[str, str, float]) -> dict[str, Golden]:
    return {node: Golden(f"{file}::{test}", other, largest) for node, (test, other, largest) in tests.items()}


NAN = float("nan")
TABLE = {
    **golden(
        "test_adjust.py",
        apply_look=("test_a_look_agrees_with_scipy", "scipy RegularGridInterpolator", 1e-4),
        brightness_contrast=("test_light_is_arithmetic", "numpy", 1e-6),
        change_color_space=("test_spaces_agree_with_scikit_image", "scikit-image", 2e-4),
        curves=("test_curves_agree_with_scipy", "scipy PchipInterpolator", 2e-3),
        fill_alpha=("test_filling_is_laying_over", "Porter and Duff's formula", 1e-6),
        levels=("test_levels_agree_with_scikit_image", "scikit-image", 1e-5),
        local_threshold=("test_thresholds_agree_with_scikit_image", "scikit-image: 99.9 % of pixels", NAN),
        logarithm=("test_logarithms_undo_each_other", "its own inverse", 2e-4),
        set_alpha=("test_opacity_is_set_or_multiplied", "numpy", 0),
        threshold=("test_thresholds_agree_with_scikit_image", "scikit-image: 99.9 % of pixels", NAN),
        to_gray=("test_gray_agrees_with_others", "scikit-image, OpenCV", 1e-3),
    ),
    **golden(
        "test_compose.py",
        align=("test_a_moved_picture_finds_its_place", "scipy affine_transform: mean 0.01", NAN),
        blend_light=("test_light_adds_up", "numpy", 1e-5),
        combine=("test_many_become_one", "numpy", 1e-6),
        combine_items=("test_many_become_one", "numpy", 1e-6),
        mix_by_mask=("test_a_mask_mixes", "numpy", 1e-6),
        place_over=("test_a_layer_lies_where_it_is_put", "numpy", 1e-6),
        transfer_color=("test_histograms_match_as_in_scikit_image", "scikit-image", 2e-3),
    ),
    **golden(
        "test_dimension.py",
        crop_to_content=("test_content_is_found", "numpy", 0),
        pad_to_size=("test_a_picture_lies_where_it_is_put", "numpy", 0),
        rotate_by_angle=("test_turning_agrees_with_scipy", "scipy affine_transform: mean", NAN),
        shift=("test_shifting_agrees_with_scipy", "scipy shift", 1e-6),
        stack=("test_pictures_lie_side_by_side", "numpy", 0),
    ),
    **golden(
        "test_filters.py",
        adaptive_sharpen=(
            "test_adaptive_sharpening_stays_in_range_and_follows_its_formula",
            "its paper's formula",
            1e-5,
        ),
        add_noise=("test_noise_is_the_same_on_every_machine", "numpy Generator", 1e-6),
        bilateral_blur=("test_a_bilateral_blur_follows_its_formula", "its paper's formula", 2e-3),
        dehalo=("test_most_of_what_oversharpening_added_goes", "the picture before: half the error", NAN),
        denoise=("test_denoising_is_non_local_means", "its paper's formula; scikit-image", 1e-5),
        distance_to_edge=("test_distances_agree_with_scipy", "scipy distance_transform_edt", 1e-5),
        dither=("test_errors_spread_as_pixel_by_pixel", "pixel by pixel", 1e-6),
        film_grain=("test_grain_is_strongest_in_middle_tones", "its spread: 10 %", NAN),
        find_edges=("test_edges_agree_with_scikit_image", "scikit-image, scipy", 1e-5),
        grow_or_shrink=("test_shapes_grow_and_shrink_as_in_scipy", "scipy", 1e-6),
        high_boost=("test_high_boost_and_high_pass_are_differences", "scipy uniform_filter", 1e-5),
        high_pass=("test_high_boost_and_high_pass_are_differences", "numpy", 1e-6),
        lens_blur=("test_lens_blur_is_a_convolution", "scipy correlate", 1e-5),
        median_blur=("test_a_median_agrees_with_scipy", "scipy median_filter", 0),
        reduce_colors=(
            "test_a_palette_suits_the_picture_as_well_as_pillow_s",
            "Pillow quantize: 5 % of the error",
            NAN,
        ),
        surface_blur=("test_a_surface_blur_is_the_guided_filter", "its paper's formula, scipy", 2e-5),
        trace_edges=("test_traced_edges_lie_where_scikit_image_finds_them", "scikit-image: one pixel", NAN),
    ),
    **golden(
        "test_independent.py",
        # Percentiles of few values are interpolated there, and are one of them here.
        auto_levels=("test_levels_found_by_themselves", "scikit-image, numpy percentile", 4e-3),
        box_blur=("test_a_box_of_any_size", "scipy uniform_filter", 1e-5),
        dominant_colors=("test_the_colors_of_a_picture_are_clusters", "scipy kmeans2: 3 % of the error", NAN),
        exposure=("test_stops_and_powers", "scikit-image, numpy", 1e-5),
        flip=("test_turning_as_pillow_turns", "Pillow", 0),
        gamma=("test_stops_and_powers", "scikit-image adjust_gamma", 1e-5),
        hue_saturation=("test_hues_turn_and_saturate_as_in_the_w3c_s_tables", "W3C; Pillow Color", 5e-3),
        inpaint=("test_holes_are_filled_as_by_opencv_with_bytes", "OpenCV, 8 bits", 0.02),
        invert=("test_a_negative_and_flat_tones", "Pillow", 1e-6),
        pad=("test_sides_as_numpy_adds_them", "numpy pad", 0),
        perspective=(
            "test_a_slant_is_straightened_as_by_scikit_image",
            "scikit-image warp: mean 0.008 (another cubic)",
            NAN,
        ),
        posterize=("test_a_negative_and_flat_tones", "numpy", 1e-6),
        rotate=("test_turning_as_pillow_turns", "Pillow", 0),
        tone_map=("test_tones_follow_the_published_curves", "the papers' formulas", 1e-5),
        transform=("test_a_similarity_is_scikit_image_s", "scikit-image warp: mean 0.01", NAN),
        vibrance=("test_vibrance_is_saturation_by_what_is_lacking", "its formula", 1e-5),
        white_balance=("test_light_is_made_white_as_by_colour_science", "colour-science", 2e-3),
    ),
    **golden(
        "test_measure.py",
        difference=("test_differences_are_shown", "numpy", 1e-6),
        measure_tones=("test_tones_are_measured", "numpy", 1e-6),
    ),
    **golden(
        "test_pictures.py",
        blend=("test_modes_follow_their_formulas", "the W3C's formulas", 1e-5),
        compare=("test_measures_agree_with_scikit_image", "scikit-image", 1e-4),
        crop=("test_crop_and_pad_undo_each_other", "numpy", 0),
        gaussian_blur=("test_a_gaussian_is_a_gaussian", "scipy", 1e-4),
        merge_alpha=("test_alpha_comes_off_and_on_again", "numpy", 0),
        merge_channels=("test_channels_come_apart_and_together", "numpy", 0),
        sharpen=("test_sharpening_adds_what_a_blur_takes_away", "OpenCV", 1e-6),
        split_alpha=("test_alpha_comes_off_and_on_again", "numpy", 0),
        split_channels=("test_channels_come_apart_and_together", "numpy", 0),
        tile_merge=("test_tiles_cover_and_join_to_the_same_picture", "the picture before", 0),
        tile_split=("test_tiles_cover_and_join_to_the_same_picture", "the picture before", 0),
    ),
    **golden(
        "test_profiles.py",
        assign_color_space=("test_assigning_then_converting_is_what_converting_undoes", "its inverse", 1e-4),
        convert_profile=("test_conversions_agree_with_colour_science", "colour-science, Little CMS", 4e-4),
    ),
    **golden("test_resample.py", resize=("test_any_size_agrees_with_pillow", "Pillow", 2e-3)),
    **golden(
        "test_texture.py",
        checkerboard=("test_a_board_has_squares", "numpy", 0),
        draw_shape=("test_shapes_agree_with_pillow", "Pillow", NAN),
        draw_text=("test_text_is_as_large_as_it_needs", "Pillow", NAN),
        gradient=("test_gradients_go_from_color_to_color", "numpy", 1e-6),
        noise_texture=("test_cells_are_distances_to_points", "numpy", 1e-5),
        plain_color=("test_a_color_has_its_channels", "numpy", 0),
    ),
    **golden("test_upscale_node.py", upscale=("test_tiles_make_no_difference", "numpy", 0)),
    **golden(
        "codecs/test_odd_files.py", load_image=("test_it_is_read_as_another_decoder_reads_it", "Pillow, OpenCV, ...", 0)
    ),
    **golden("codecs/test_round_trip.py", save_image=("test_what_travels_survives", "Pillow", NAN)),
}

WITHOUT = {"image_size": "gives what the picture says of itself"}


def test_every_node_that_sees_pictures_is_compared_with_something_else():
    seen = {
        function.spec.id
        for function in load_library().functions.values()
        if any(isinstance(port.kind, ImageKind) for port in (*function.spec.inputs, *function.spec.outputs))
    }
    assert seen == TABLE.keys() | WITHOUT.keys()


@pytest.mark.parametrize("node", TABLE)
def test_the_comparison_is_there(node):
    file, test = TABLE[node].where.split("::")
    source = (FOLDER / file).read_text("utf-8")
    assert f"def {test}(" in source
    if TABLE[node].other != "Pillow, OpenCV, ...":
        assert re.search(rf"\b{node}\b", source.replace("_save(", "save_image("))


# Comparisons


def test_levels_found_by_themselves():
    low, high = np.percentile(PHOTO, (1, 99))
    expected = exposure.rescale_intensity(PHOTO, (low, high), (0.0, 1.0))
    assert np.abs(levels.auto_levels(PHOTO, 1) - expected).max() < 1e-4
    for channel in range(3):
        low, high = np.percentile(PHOTO[:, :, channel], (2, 98))
        expected = exposure.rescale_intensity(PHOTO[:, :, channel], (low, high), (0.0, 1.0))
        assert np.abs(levels.auto_levels(PHOTO, 2, "each")[:, :, channel] - expected).max() < 4e-3


def test_stops_and_powers():
    assert np.abs(light.gamma(PHOTO, 2.2) - exposure.adjust_gamma(PHOTO, 1 / 2.2)).max() < 1e-5
    assert np.abs(light.exposure(PHOTO, 1.5) - PHOTO * 2**1.5).max() < 1e-5


def test_a_box_of_any_size():
    for across, down in ((1, 1), (3, 0), (7, 12)):
        expected = ndimage.uniform_filter(PHOTO.astype(np.float64), (2 * down + 1, 2 * across + 1, 1), mode="mirror")
        assert np.abs(blur.box_blur(PHOTO, across, down) - expected).max() < 1e-5


def test_the_colors_of_a_picture_are_clusters():
    pixels = PHOTO.reshape(-1, 3).astype(np.float64)
    found = statistics.dominant_colors(PHOTO, 6)
    names = [[int(name[i : i + 2], 16) / 255 for i in (1, 3, 5)] for name in found.names.split()]

    def error(palette):
        return np.square(pixels[:, None] - np.asarray(palette)[None]).sum(axis=2).min(axis=1).mean()

    theirs = min(error(kmeans2(pixels, 6, seed=seed, minit="++")[0]) for seed in range(4))
    assert error(names) < 1.03 * theirs


def test_turning_as_pillow_turns():
    pixels = (PHOTO[:20, :30] * 255).astype(np.uint8)
    image, picture = Image.fromarray(pixels), Picture(pixels)
    ways = {"right": Image.Transpose.ROTATE_270, "left": Image.Transpose.ROTATE_90, "half": Image.Transpose.ROTATE_180}
    options = turn.rotate.spec.input("turn").kind.options
    assert set(options) == set(ways)
    for option in options:
        assert np.array_equal(turn.rotate(picture, option).pixels, np.asarray(image.transpose(ways[option])))
    mirrored = turn.flip(picture).pixels
    assert np.array_equal(mirrored, np.asarray(ImageOps.mirror(image)))


def test_hues_turn_and_saturate_as_in_the_w3c_s_tables():
    """Filter Effects 1, 9.6: the numbers of its tables, which have three digits; Pillow's gray has others (BT.601)."""
    quarter = np.array([[0.213, 0.715, 0.072]] * 3) + np.array(
        [[-0.213, -0.715, 0.928], [0.143, 0.140, -0.283], [-0.787, 0.715, 0.072]]
    )
    made = colors.hue_saturation(PHOTO, 90)
    assert np.abs(made - PHOTO @ quarter.T.astype(np.float32)).max() < 5e-3
    strong = np.array([[0.213, 0.715, 0.072]] * 3) * (1 - 1.5) + 1.5 * np.eye(3)
    assert np.abs(colors.hue_saturation(PHOTO, 0, 0.5) - PHOTO @ strong.T.astype(np.float32)).max() < 5e-3
    gray = np.asarray(ImageEnhance.Color(Image.fromarray((PHOTO * 255).astype(np.uint8))).enhance(1.5)) / 255
    assert np.abs(np.clip(colors.hue_saturation(PHOTO, 0, 0.5), 0, 1) - gray).mean() < 0.02


def test_vibrance_is_saturation_by_what_is_lacking():
    made = colors.vibrance(PHOTO, 0.7)
    for y, x in ((5, 9), (60, 60), (100, 20)):
        color = [float(number) for number in PHOTO[y, x]]
        gray = 0.2126 * color[0] + 0.7152 * color[1] + 0.0722 * color[2]
        factor = 1 + 0.7 * (1 - (max(color) - min(color)))
        assert made[y, x] == pytest.approx([gray + factor * (number - gray) for number in color], abs=1e-5)


def test_light_is_made_white_as_by_colour_science():
    for kelvin in (2856, 5000, 9000):
        source = colour.xy_to_XYZ(light_of(kelvin, 0))
        white = colour.xy_to_XYZ((0.3127, 0.3290))
        adapt = colour.adaptation.matrix_chromatic_adaptation_VonKries(source, white, "Bradford")
        space = colour.RGB_COLOURSPACES["sRGB"]
        matrix = space.matrix_XYZ_to_RGB @ adapt @ space.matrix_RGB_to_XYZ
        assert np.abs(colors.white_balance(PHOTO, temperature=kelvin) - PHOTO @ matrix.T).max() < 2e-3
    # Daylight and black bodies as colour-science has them.
    assert light_of(6504, 0) == pytest.approx(colour.temperature.CCT_to_xy_CIE_D(6504), abs=1e-4)
    assert light_of(3000, 0) == pytest.approx(colour.temperature.CCT_to_xy_Kang2002(3000), abs=1e-4)


def test_a_negative_and_flat_tones():
    bytes_ = (PHOTO * 255).astype(np.uint8)
    theirs = np.asarray(ImageOps.invert(Image.fromarray(bytes_))) / 255
    assert np.abs(invert.invert((bytes_ / 255).astype(np.float32)) - theirs).max() < 1e-6
    assert np.abs(invert.posterize(PHOTO, 5) - np.rint(PHOTO * 4) / 4).max() < 1e-6


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
def test_sides_as_numpy_adds_them(dtype):
    pixels = (PHOTO[:9, :7] * (1 if dtype == np.float32 else np.iinfo(dtype).max)).astype(dtype)
    for fill, mode in (("edge", "edge"), ("mirror", "reflect"), ("wrap", "wrap"), ("color", "constant")):
        for channels in (1, 3):
            given = np.ascontiguousarray(pixels[:, :, :channels])
            made = crop.pad(Picture(given), 3, 20, 15, 1, fill).pixels
            assert np.array_equal(made, np.pad(given, ((20, 1), (3, 15), (0, 0)), mode))


def test_tones_follow_the_published_curves():
    ramp = np.linspace(0, 20, 400, dtype=np.float32).reshape(1, -1, 1)
    x = ramp.astype(np.float64).ravel()
    reinhard = x * (1 + x / 8**2) / (1 + x)
    assert np.abs(tone.tone_map(ramp, "reinhard", peak=8).ravel() - np.clip(reinhard, 0, 1)).max() < 1e-5

    def hable(v):
        return (v * (0.15 * v + 0.10 * 0.50) + 0.20 * 0.02) / (v * (0.15 * v + 0.50) + 0.20 * 0.30) - 0.02 / 0.30

    filmic = hable(2 * x) / hable(11.2)
    assert np.abs(tone.tone_map(ramp, "filmic").ravel() - np.clip(filmic, 0, 1)).max() < 1e-5
    v = 0.6 * x
    aces = (v * (2.51 * v + 0.03)) / (v * (2.43 * v + 0.59) + 0.14)
    assert np.abs(tone.tone_map(ramp, "film").ravel() - np.clip(aces, 0, 1)).max() < 1e-5


@pytest.mark.parametrize(("method", "flag"), [("telea", cv2.INPAINT_TELEA), ("navier-stokes", cv2.INPAINT_NS)])
def test_holes_are_filled_as_by_opencv_with_bytes(method, flag):
    pixels = (ndimage.gaussian_filter(PHOTO, (2, 2, 0)) * 255).astype(np.uint8)
    mask = np.zeros(pixels.shape[:2], np.uint8)
    mask[40:44, 20:100] = 255
    theirs = cv2.inpaint(pixels, mask, 3, flag) / 255
    given = (pixels / 255).astype(np.float32)
    ours = inpaint.inpaint(given, (mask / 255).astype(np.float32)[:, :, None], 3, method)
    assert np.abs(ours - theirs).max() < 0.02


INSIDE = np.s_[16:-16, 16:-16]


def test_a_similarity_is_scikit_image_s():
    size = PHOTO.shape[0]
    made = turn_freely.transform(PHOTO, angle=10, scale=1.2)[INSIDE]
    there = transform.SimilarityTransform(translation=(-(size - 1) / 2,) * 2)
    turned = transform.SimilarityTransform(rotation=np.deg2rad(10), scale=1.2)
    back = transform.SimilarityTransform(translation=((size - 1) / 2,) * 2)
    expected = transform.warp(PHOTO, (there + turned + back).inverse, order=3)[INSIDE]
    assert np.abs(made - expected).mean() < 0.01


def test_a_slant_is_straightened_as_by_scikit_image():
    size = PHOTO.shape[0]
    corners = [(10, 12), (size - 20, 5), (size - 8, size - 15), (14, size - 9)]
    made = turn_freely.perspective(PHOTO, "straighten", *(np.array(corners) / size).ravel().tolist())
    target = np.array([(0, 0), (size, 0), (size, size), (0, size)]) - 0.5
    found = transform.ProjectiveTransform.from_estimate(target, np.array(corners) - 0.5)
    expected = transform.warp(PHOTO, found, order=3)
    assert np.abs(made - expected)[4:-4, 4:-4].mean() < 0.008
