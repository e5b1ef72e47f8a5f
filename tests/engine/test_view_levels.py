"""Levels of a picture: halves of halves, whatever the sizes; regions of them fit together."""

import sys

import numpy as np
import psutil
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nodegraph.core.pictures import TILE, level_size, levels_of
from nodegraph.engine.levels import Levels, halved
from nodegraph.engine.onto import onto
from nodegraph.engine.picture import Picture
from nodegraph.engine.tally import tally
from nodegraph.runtimes import arena, runfolder

KINDS = ("uint8", "uint16", "float32")


def picture(height, width, channels=3, kind="uint8", seed=0):
    """Random pixels; floats reach beyond [0, 1]."""
    random = np.random.default_rng(seed)
    if kind == "float32":
        return Picture.of(random.normal(0.5, 0.6, (height, width, channels)).astype(np.float32))
    top = np.iinfo(kind).max
    return Picture.of(random.integers(0, top, (height, width, channels), kind, endpoint=True))


def mean_of_four(pixels):
    """The next level the slow way: the mean of what lies under each pixel, edges doubled."""
    height, width, channels = pixels.shape
    wide = np.pad(pixels.astype(np.float64), ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")
    four = np.stack([wide[y::2, x::2] for y in (0, 1) for x in (0, 1)])
    if channels == 4:
        weights = np.maximum(four[..., 3:], 0)
        total = weights.sum(axis=0)
        colors = np.where(
            total > 0, (four[..., :3] * weights).sum(0) / np.where(total > 0, total, 1), four[..., :3].mean(0)
        )
        mean = np.concatenate([colors, four[..., 3:].mean(0)], axis=2)
    else:
        mean = four.mean(0)
    return mean if pixels.dtype == np.float32 else np.floor(mean + 0.5)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("channels", [1, 3, 4])
@pytest.mark.parametrize("size", [(1, 1), (2, 2), (5, 3), (64, 1), (37, 130)])
def test_each_pixel_of_a_level_is_the_mean_of_those_under_it(size, channels, kind):
    pixels = picture(*size, channels, kind).pixels
    half = halved(pixels)
    assert half.dtype == pixels.dtype
    assert half.shape == (-(-size[0] // 2), -(-size[1] // 2), channels)
    wrong = np.abs(half.astype(np.float64) - mean_of_four(pixels))
    # Colors with alpha are weighed in float32, where sums of 16 bits times 16 bits lose the last digit.
    assert wrong.max() <= (1e-4 if kind == "float32" else 1 if channels == 4 else 0)


def test_invisible_colors_leave_no_fringes():
    pixels = np.zeros((2, 2, 4), np.uint8)
    pixels[0, 0] = 200, 100, 50, 255
    assert halved(pixels)[0, 0].tolist() == [200, 100, 50, 64]


def test_every_level_down_to_one_tile_has_the_size_that_front_ends_expect():
    for width, height in ((1, 1), (256, 256), (257, 3), (512, 513), (70001, 2)):
        levels = Levels(picture(height, width, 1))
        assert levels.make(levels.count - 1)
        assert levels.count == levels_of(width, height)
        for level in range(levels.count):
            across, down = level_size(width, height, level)
            assert levels.region(level, 0, 0, across, down).pixels.shape == (down, across, 1)
        assert max(level_size(width, height, levels.count - 1)) <= TILE


@settings(max_examples=25, deadline=None)
@given(
    st.integers(1, 700), st.integers(1, 700), st.sampled_from([1, 3, 4]), st.sampled_from(KINDS), st.integers(7, 256)
)
def test_parts_of_a_level_make_the_whole(width, height, channels, kind, side):
    levels = Levels(picture(height, width, channels, kind))
    for level in range(levels.count):
        across, down = levels.size(level)
        whole = levels.region(level, 0, 0, across, down).pixels
        for top in range(0, down, side):
            for left in range(0, across, side):
                box = left, top, min(left + side, across), min(top + side, down)
                part = levels.region(level, *box).pixels
                assert np.array_equal(part, whole[box[1] : box[3], box[0] : box[2]])


def test_a_large_picture_shows_every_so_many_pixels_until_its_levels_are_made(monkeypatch):
    monkeypatch.setattr("nodegraph.engine.levels._AT_ONCE", 1000)
    shown = picture(600, 900)
    levels = Levels(shown)
    rough = levels.region(2, 3, 5, 40, 60)
    assert rough.rough
    assert np.array_equal(rough.pixels, shown.pixels[5 * 4 + 2 : 60 * 4 + 2 : 4, 3 * 4 + 2 : 40 * 4 + 2 : 4])
    assert not levels.region(0, 0, 0, 9, 9).rough
    levels.make(2)
    fine = levels.region(2, 3, 5, 40, 60)
    assert not fine.rough
    assert np.array_equal(fine.pixels, halved(halved(shown.pixels))[5:60, 3:40])


def test_making_levels_ends_when_nobody_wants_them():
    levels = Levels(picture(600, 900))
    assert not levels.make(1, lambda: False)
    assert levels.make(1)


def test_strips_are_the_same_as_the_whole(monkeypatch):
    shown = picture(531, 300, 3, "uint16")
    whole = Levels(shown)
    monkeypatch.setattr("nodegraph.engine.levels._STRIP", 10 * shown.pixels[0].nbytes)
    strips = Levels(shown)
    for level in range(whole.count):
        across, down = whole.size(level)
        assert np.array_equal(
            whole.region(level, 0, 0, across, down).pixels, strips.region(level, 0, 0, across, down).pixels
        )


@pytest.fixture
def mapped(tmp_path, monkeypatch):
    """A picture of 69 MiB in a file."""
    monkeypatch.setenv("NODEGRAPH_CACHE", str(tmp_path))
    monkeypatch.setattr("nodegraph.engine.levels._IN_MEMORY", 1000)
    pixels = arena.allocate((4000, 6000, 3), np.uint8, 1000)
    rows = picture(1, 6000).pixels
    for top in range(0, 4000, 100):
        pixels[top : top + 100] = rows + np.uint8(top // 100)
        arena.release_pages(pixels[top : top + 100])
    pixels.flags.writeable = False
    return pixels


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the memory that mapped files take")
@pytest.mark.skipif(runfolder.roomy_folder() is None, reason="all folders for large files are in memory here")
def test_a_picture_in_a_file_is_gone_through_in_little_memory(mapped):
    process = psutil.Process()
    before = process.memory_full_info().pss
    seen = []

    def look():
        seen.append(process.memory_full_info().pss - before)
        return True

    levels = Levels(Picture.of(mapped))
    assert levels.make(levels.count - 1, look)
    assert tally(mapped, look) is not None
    assert len(seen) > 50
    assert max(seen) < 32 * 2**20
    half = levels.region(1, 0, 0, 3000, 50).pixels
    assert np.array_equal(half, halved(mapped[:100]))


# One picture on the grid of another


@settings(max_examples=25, deadline=None)
@given(
    st.tuples(st.integers(1, 400), st.integers(1, 400)),
    st.tuples(st.integers(1, 400), st.integers(1, 400)),
    st.sampled_from([1, 3, 4]),
    st.integers(5, 256),
)
def test_parts_of_another_picture_make_the_whole(size, grid_size, channels, side):
    other, grid = Levels(picture(*size, channels)), Levels(picture(*grid_size))
    for level in range(grid.count):
        across, down = grid.size(level)
        whole = onto(other, grid, level, 0, 0, across, down).pixels
        assert whole.shape == (down, across, channels)
        for left in range(0, across, side):
            right = min(left + side, across)
            part = onto(other, grid, level, left, down // 3, right, down).pixels
            assert np.array_equal(part, whole[down // 3 :, left:right])


def test_a_picture_of_the_same_size_stays_as_it_is():
    one = picture(90, 70)
    assert np.array_equal(onto(Levels(one), Levels(picture(90, 70, seed=1)), 0, 0, 0, 70, 90).pixels, one.pixels)


def test_a_ramp_stays_a_ramp_when_it_is_enlarged():
    small = np.broadcast_to(np.arange(32, dtype=np.float32)[None, :, None] / 32, (8, 32, 1))
    found = onto(Levels(Picture.of(small.copy())), Levels(picture(32, 128)), 0, 0, 0, 128, 32).pixels
    middle = (np.arange(128) + 0.5) / 4 - 0.5
    assert np.allclose(found[5, 8:-8, 0], middle[8:-8] / 32, atol=1e-5)


@pytest.mark.parametrize("scale", [2, 3, 8])
def test_a_larger_picture_keeps_its_brightness_on_a_smaller_grid(scale):
    large = picture(64 * scale, 48 * scale, seed=3)
    found = onto(Levels(large), Levels(picture(64, 48)), 0, 0, 0, 48, 64).pixels
    assert abs(float(found.mean()) * 255 - float(large.pixels.mean())) < 1
