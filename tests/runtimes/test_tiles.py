"""Tiles supply every pixel once, at its place, and join without a seam, for any size down to one pixel."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nodegraph.runtimes.tiles import Frame, Ramp, Shape, Span, Tile, spans

Array = npt.NDArray[Any]

sides = st.integers(1, 70)
shapes = st.builds(
    lambda core, overlap, grid, minimum, feather: Shape(core, overlap, grid, minimum, feather).capped(),
    core=st.integers(1, 40),
    overlap=st.integers(0, 24),
    grid=st.sampled_from([1, 2, 8, 16]),
    minimum=st.sampled_from([1, 16, 40]),
    feather=st.sampled_from([0, 0, 8, 32]),
)


def picture(height: int, width: int) -> Array:
    """Every pixel another value."""
    return np.arange(height * width, dtype=np.float64).reshape(height, width, 1)


def assembled(frame: Frame, tiles: list[Tile], model: Any, pixels: Array, scale: int) -> Array:
    """Run a function as a model over tiles; every pixel is the weighted sum of what tiles supply for it."""
    result = np.zeros((frame.height * scale, frame.width * scale, pixels.shape[2]))
    weight = np.zeros((frame.height * scale, frame.width * scale, 1))
    for tile in tiles:
        seen = frame.cut(pixels, tile)
        assert seen.shape[:2] == (tile.y.stop - tile.y.start, tile.x.stop - tile.x.start)
        given_back = model(seen)
        y, x = tile
        supplied = given_back[
            (y.first - y.start) * scale : (y.last - y.start) * scale,
            (x.first - x.start) * scale : (x.last - x.start) * scale,
        ]
        rows, columns = frame.place(y), frame.place(x)
        share = np.outer(y.weights(scale), x.weights(scale))[:, :, None]
        place = (slice(rows.start * scale, rows.stop * scale), slice(columns.start * scale, columns.stop * scale))
        result[place] += supplied * share
        weight[place] += share
    np.testing.assert_allclose(weight, 1, atol=1e-5)
    return result


def nearest(scale: int) -> Any:
    return lambda pixels: pixels.repeat(scale, 0).repeat(scale, 1)


def box(pixels: Array, radius: int) -> Array:
    """Mean over a square, zero outside, as a convolution pads: it sees exactly `radius` pixels far."""
    padded = np.pad(pixels, ((radius, radius), (radius, radius), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (2 * radius + 1, 2 * radius + 1), (0, 1))
    return np.asarray(windows.mean((-1, -2)))


@settings(max_examples=150)
@given(sides, sides, shapes, st.sampled_from([1, 2, 3]), st.booleans())
def test_every_pixel_comes_from_its_place_and_nothing_is_missing(
    height: int, width: int, shape: Shape, scale: int, wrap: bool
) -> None:
    pixels = picture(height, width)
    frame = Frame(height, width, shape, wrap=wrap)
    result = assembled(frame, frame.tiles(), nearest(scale), pixels, scale)
    np.testing.assert_allclose(result, nearest(scale)(pixels), rtol=1e-5)


@settings(max_examples=100)
@given(sides, sides, st.integers(1, 40), st.integers(0, 6))
def test_a_model_that_sees_as_far_as_the_overlap_shows_no_seam(height: int, width: int, core: int, radius: int) -> None:
    pixels = np.random.default_rng(height * 97 + width).random((height, width, 1))
    shape = Shape(core, radius)
    frame = Frame(height, width, shape)
    tiled = assembled(frame, frame.tiles(), lambda seen: box(seen, radius), pixels, 1)
    np.testing.assert_allclose(tiled, box(pixels, radius), atol=1e-12)


@settings(max_examples=100)
@given(sides, sides, shapes)
def test_tiles_that_are_no_windows_share_no_pixel_without_feathering(height: int, width: int, shape: Shape) -> None:
    frame = Frame(height, width, shape._replace(feather=0))
    count = np.zeros((height, width), int)
    for tile in frame.tiles():
        count[frame.place(tile.y), frame.place(tile.x)] += 1
    assert (count == 1).all()


@settings(max_examples=150)
@given(sides, sides, shapes)
def test_tiles_lie_on_the_models_grid_are_all_of_one_size_and_no_larger_than_asked(
    height: int, width: int, shape: Shape
) -> None:
    for tile in Frame(height, width, shape).tiles():
        for span in tile:
            assert span.start % shape.multiple_of == 0
            assert (span.stop - span.start) % shape.multiple_of == 0
            assert span.stop - span.start >= shape.minimum
            most = max(shape.core + 2 * shape.overlap, -(-shape.minimum // shape.multiple_of) * shape.multiple_of)
            assert span.stop - span.start <= most
    tiles = Frame(height, width, shape).tiles()
    assert len({(tile.y.stop - tile.y.start, tile.x.stop - tile.x.start) for tile in tiles}) == 1


@settings(max_examples=150)
@given(sides, sides, shapes, st.randoms(use_true_random=False))
def test_a_tile_that_is_split_supplies_the_same_pixels(height: int, width: int, shape: Shape, random: Any) -> None:
    pixels = picture(height, width)
    frame = Frame(height, width, shape)
    tiles = frame.tiles()
    for _ in range(3):
        unlucky = random.choice(tiles)
        parts = frame.split(unlucky, shape)
        if parts:
            assert max(part.seen for part in parts) < unlucky.seen
            tiles.remove(unlucky)
            tiles += parts
    result = assembled(frame, tiles, nearest(1), pixels, 1)
    np.testing.assert_allclose(result, pixels, rtol=1e-5)


def test_splitting_ends() -> None:
    shape = Shape(256, 32)
    frame = Frame(300, 200, shape)
    tile = frame.tiles()[0]
    for _ in range(20):
        parts = frame.split(tile, shape)
        if not parts:
            break
        tile = parts[0]
    else:
        pytest.fail("a tile could be split more than twenty times")
    assert tile.seen <= 16


@pytest.mark.parametrize("size", [1, 2, 5])
def test_padding_mirrors_again_and_again_where_the_picture_is_smaller_than_the_pad(size: int) -> None:
    frame = Frame(1, size, Shape(64, 0, multiple_of=16))
    (tile,) = frame.tiles()
    seen = frame.cut(picture(1, size), tile)[0, :, 0]
    assert len(seen) == 16
    mirrored = np.pad(np.arange(size), (0, 16 - size), mode="reflect") if size > 1 else np.zeros(16)
    np.testing.assert_array_equal(seen, mirrored)


def test_wrapping_shows_a_tile_the_opposite_border() -> None:
    frame = Frame(6, 6, Shape(8, 2), wrap=True)
    (tile,) = frame.tiles()
    seen = frame.cut(picture(6, 6), tile)[:, :, 0]
    np.testing.assert_array_equal(seen, np.pad(picture(6, 6)[:, :, 0], 2, mode="wrap"))


def test_tiles_at_the_border_end_there_so_that_the_model_meets_its_own_border() -> None:
    found = spans(0, 1000, 1000, Shape(256, 18))
    assert found[0].start == 0
    assert found[-1].stop == 1000
    assert len(found) == 4


def test_neighbors_fade_into_each_other_linearly() -> None:
    span = Span(0, 20, 0, 12, (Ramp(8, 12, rising=False),))
    np.testing.assert_allclose(span.weights(1)[8:], [0.875, 0.625, 0.375, 0.125])


@given(
    height=sides,
    width=sides,
    fixed=st.tuples(st.integers(8, 40), st.integers(8, 40)),
    overlap=st.integers(0, 24),
    feather=st.sampled_from([0, 8]),
    wrap=st.booleans(),
)
def test_tiles_of_a_model_of_one_size_are_all_exactly_that_size(
    height: int, width: int, fixed: tuple[int, int], overlap: int, feather: int, wrap: bool
) -> None:
    shape = Shape(max(fixed), overlap, feather=feather, fixed=fixed).capped()
    frame = Frame(height, width, shape, wrap=wrap)
    tiles = frame.tiles()
    assert {(tile.y.stop - tile.y.start, tile.x.stop - tile.x.start) for tile in tiles} == {fixed}
    pixels = picture(height, width)
    np.testing.assert_allclose(assembled(frame, tiles, nearest(2), pixels, 2), nearest(2)(pixels), rtol=1e-5)
    assert frame.split(tiles[0], shape) == []
