"""Strips: the same bits as the whole at every height and halo, and a refusal instead of a killed process."""

from typing import Annotated, Any, NamedTuple

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nodegraph import Image, Number, Picture, PictureFact, RunError, SameImage, node
from nodegraph.core.context import Context, current
from nodegraph.core.errors import MemoryShort
from nodegraph.engine import strips
from nodegraph.engine.memory import bytes_needed, check_memory
from nodegraph.engine.values import arguments, finish


@node(halo=lambda sigma: 4 * sigma)
def blur(image: Image, sigma: Annotated[float, Number(0, 100)] = 1.5) -> SameImage:
    """Blur."""
    side = 2 * int(np.ceil(4 * sigma)) + 1
    return cv2.GaussianBlur(image, (side, side), sigmaX=sigma or 1e-6)


@node(halo=0)
def mix(image: Image, other: Image, part: float = 0.5) -> SameImage:
    """Mix."""
    return image * part + other * (1 - part)


def picture(height: int, width: int, channels: int = 3, dtype: Any = np.uint8) -> Picture:
    numbers = np.random.default_rng(height).random((height, width, channels))
    pixels = numbers.astype(np.float32) if dtype == np.float32 else (numbers * np.iinfo(dtype).max).astype(dtype)
    return Picture(pixels, exif=b"exif", depth="12")


def whole(function: Any, **values: Any) -> Any:
    named, first = arguments(function, values)
    return finish(function.function(**named), function.spec, function, first)["image"]


@given(
    st.integers(1, 90),
    st.integers(1, 9),
    st.sampled_from([1, 3, 4]),
    st.sampled_from([np.uint8, np.uint16, np.float32]),
    st.floats(0.2, 4),
    st.integers(1, 40),
)
def test_strips_give_the_bits_of_the_whole(h: int, w: int, c: int, dtype: Any, sigma: float, rows: int) -> None:
    values = {"image": picture(h, w, c, dtype), "sigma": sigma}
    cut = strips.run(blur, values, rows)["image"]
    np.testing.assert_array_equal(cut.pixels, whole(blur, **values).pixels)
    assert (cut.exif, cut.depth) == (b"exif", "12")
    assert not cut.pixels.flags.writeable


def test_several_pictures_are_cut_together_and_the_default_halo_is_known() -> None:
    values = {"image": picture(50, 8), "other": picture(50, 8, dtype=np.float32)}
    np.testing.assert_array_equal(strips.run(mix, values, 7)["image"].pixels, whole(mix, **values).pixels)
    one = {"image": picture(50, 8)}
    np.testing.assert_array_equal(strips.run(blur, one, 7)["image"].pixels, whole(blur, **one).pixels)


def test_pictures_of_different_height_are_not_cut() -> None:
    values = {"image": picture(50, 8), "other": picture(1, 8)}
    np.testing.assert_array_equal(strips.run(mix, values, 7)["image"].pixels, whole(mix, **values).pixels)


class Parts(NamedTuple):
    image: Image
    mean: float


def test_a_node_with_a_number_for_a_result_is_not_cut() -> None:
    calls = []

    @node(halo=0)
    def measure(image: Image) -> Parts:
        """Measure."""
        calls.append(len(image))
        return Parts(image, float(image.mean()))

    strips.run(measure, {"image": picture(50, 8)}, 7)
    assert calls == [50]


def test_a_node_that_is_not_local_is_found_out() -> None:
    @node(halo=0)
    def shrink(image: Image) -> SameImage:
        """Shrink."""
        return image[::2]

    with pytest.raises(RunError, match="shrink is declared local"):
        strips.run(shrink, {"image": picture(50, 8)}, 7)


def test_strips_are_for_local_nodes_over_the_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    @node
    def mean(image: Image) -> SameImage:
        """Average."""
        return image

    values = {"image": picture(100, 100)}
    assert not strips.wanted(blur, values)
    monkeypatch.setenv("NODEGRAPH_PIXEL_BUDGET", "100000")
    assert strips.wanted(blur, values)
    assert not strips.wanted(mean, values)
    fractions: list[float] = []
    token = current.set(Context(on_progress=fractions.append))
    cut = strips.run(blur, values, 30)["image"]
    current.reset(token)
    assert fractions == [0.3, 0.6, 0.9, 1.0]
    base: Any = cut.pixels
    while isinstance(base, np.ndarray):
        base = base.base
    assert base is not None, "lies in a mapped file"
    np.testing.assert_array_equal(cut.pixels, whole(blur, **values).pixels)


def test_memory_is_asked_for_before_a_step() -> None:
    # A view of one pixel: shape and type of a picture of 11 TB, without its memory.
    huge = np.broadcast_to(np.zeros((1, 1, 3), np.uint8), (1_000_000, 1_000_000, 3))
    with pytest.raises(MemoryShort, match=r"Blur needs 24000 GB of memory, [0-9.]+ GB are free; resize first\."):
        check_memory(blur.spec, {"image": Picture(huge)})
    check_memory(blur.spec, {"image": picture(10, 10)})


def test_what_is_needed_is_counted_in_floats() -> None:
    eight = picture(10, 10)
    assert bytes_needed(blur.spec, {"image": eight}, {}) == 2 * 1200
    assert bytes_needed(blur.spec, {"image": picture(10, 10, dtype=np.float32)}, {}) == 1200
    assert bytes_needed(mix.spec, {"image": eight, "other": eight}, {"image": PictureFact(20, 20, 1)}) == 4000
