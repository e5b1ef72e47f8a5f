"""One picture through one model: no seam, no hole; what goes wrong with a tile stays with that tile."""

import math
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nodegraph.core import context
from nodegraph.core.errors import DeviceFault, MemoryShort, RunError, Stopped
from nodegraph.core.facts import ModelFact
from nodegraph.runtimes.base import TooBig
from nodegraph.runtimes.budget import Refusal, Seat
from nodegraph.runtimes.messages import MemoryReport
from nodegraph.runtimes.remember import recall
from nodegraph.runtimes.tiles import Shape
from nodegraph.runtimes.upscale import Enlargement

Array = npt.NDArray[Any]
Answer = Array | TooBig


class LambdaModel:
    """A function in this process that answers like an open model, so that laws can be shown a thousand times.

    `before(k, tile)` may answer the k-th tile instead, or raise.
    """

    def __init__(
        self,
        function: Callable[[Array], Array],
        *,
        before: Callable[[int, Array], Answer | None] = lambda _index, _tile: None,
        precision: str = "fp32",
        **facts: Any,
    ) -> None:
        channels = facts.pop("channels", 3)
        self.fact = ModelFact(name="lambda", in_channels=channels, out_channels=channels, **{"scale": 1, **facts})
        self.device, self.precision = "cpu", precision
        self.asked: list[tuple[int, ...]] = []
        self._function, self._before = function, before

    def run(self, tile: Array) -> Answer:
        self.asked.append(tile.shape)
        instead = self._before(len(self.asked) - 1, tile)
        return self._function(tile.copy()) if instead is None else instead

    def stream(self, tiles: Iterable[Array]) -> Iterator[Answer]:
        """As the pool does: two tiles are taken ahead of the answer that is read."""
        waiting: list[Array] = []
        source = iter(tiles)
        while True:
            while len(waiting) < 2 and (tile := next(source, None)) is not None:
                waiting.append(tile)
            if not waiting:
                return
            yield self.run(waiting.pop(0))

    def memory(self) -> MemoryReport:
        return MemoryReport(1 << 30, 1 << 20)


def nearest(scale: int) -> Callable[[Array], Array]:
    return lambda tile: tile.repeat(scale, 0).repeat(scale, 1)


def box(radius: int) -> Callable[[Array], Array]:
    def function(tile: Array) -> Array:
        padded = np.pad(tile, ((radius, radius), (radius, radius), (0, 0)))
        windows = np.lib.stride_tricks.sliding_window_view(padded, (2 * radius + 1, 2 * radius + 1), (0, 1))
        return np.asarray(windows.mean((-1, -2), dtype=np.float64), dtype=np.float32)

    return function


def enlarge(pixels: Array, model: Any, shape: Shape, *, precise: Any = None, reach: int = 0, **options: Any) -> Array:
    return Enlargement(
        pixels,
        Seat(model, "0" * 64),
        shape.capped(),
        context_needed=lambda: reach or shape.overlap,
        in_full_precision=lambda: Seat(precise or model, "0" * 64),
        **options,
    ).result()


def noise(height: int, width: int, channels: int = 3) -> Array:
    return np.random.default_rng(height * 1009 + width).random((height, width, channels), dtype=np.float32)


sizes = st.integers(1, 60)


@settings(max_examples=60)
@given(sizes, sizes, st.integers(1, 32), st.integers(0, 8), st.sampled_from([1, 8]), st.sampled_from([1, 2, 4]))
def test_any_size_comes_out_whole_with_every_pixel_at_its_place(
    height: int, width: int, core: int, overlap: int, grid: int, scale: int
) -> None:
    pixels = noise(height, width)
    model = LambdaModel(nearest(scale), scale=scale, multiple_of=grid)
    result = enlarge(pixels, model, Shape(core, overlap, grid))
    np.testing.assert_allclose(result, nearest(scale)(pixels), atol=1e-6)


@settings(max_examples=60)
@given(sizes, sizes, st.integers(12, 40), st.integers(1, 6))
def test_a_box_blur_shows_no_seam(height: int, width: int, core: int, radius: int) -> None:
    pixels = noise(height, width)
    result = enlarge(pixels, LambdaModel(box(radius)), Shape(core, radius))
    np.testing.assert_allclose(result, box(radius)(pixels), atol=1e-6)


@settings(max_examples=40)
@given(st.integers(60, 140), st.integers(60, 140), st.integers(0, 20), st.booleans())
def test_a_tile_too_big_is_halved_and_only_that_tile_is_done_again(
    height: int, width: int, unlucky: int, again: bool
) -> None:
    pixels, shape = noise(height, width), Shape(32, 3)
    plain = LambdaModel(box(3))
    expected = enlarge(pixels, plain, shape)
    unlucky %= len(plain.asked)
    refused: list[tuple[int, ...]] = []

    def before(index: int, tile: Array) -> Answer | None:
        if index == unlucky or (again and refused and len(refused) < 2 and tile.shape != refused[0]):
            refused.append(tile.shape)
            return TooBig("injected")
        return None

    model = LambdaModel(box(3), before=before)
    np.testing.assert_array_equal(enlarge(pixels, model, shape), expected)
    whole = [asked for asked in model.asked if asked == plain.asked[0]]
    assert len(whole) == len(plain.asked)
    assert len(model.asked) - len(whole) <= 4 * len(refused)


def test_a_device_that_never_holds_the_whole_is_learned_and_remembered(notes: list[str]) -> None:
    pixels = noise(200, 200)

    def before(_index: int, tile: Array) -> Answer | None:
        return TooBig() if tile.shape[0] * tile.shape[1] > 40 * 40 else None

    model = LambdaModel(box(2), before=before)
    result = enlarge(pixels, model, Shape(64, 2))
    np.testing.assert_allclose(result, box(2)(pixels), atol=1e-6)
    refused = [asked for asked in model.asked if asked[0] * asked[1] > 40 * 40]
    assert len(refused) <= 4, "after a few refusals tiles are halved unasked"
    known = recall("0" * 64, "refused cpu fp32", Refusal)
    assert known is not None
    assert known.good <= 40 * 40
    assert any("Memory was short" in note for note in notes)


def test_memory_too_short_for_anything_ends_with_a_sentence() -> None:
    model = LambdaModel(nearest(1), before=lambda _index, _tile: TooBig())
    with pytest.raises(MemoryShort, match="not enough free memory"):
        enlarge(noise(64, 64), model, Shape(64, 4))
    assert len(model.asked) < 20


def test_the_context_is_asked_for_only_when_a_tile_must_be_halved() -> None:
    pixels = noise(40, 40)
    model = LambdaModel(box(5), before=lambda index, _tile: TooBig() if index == 0 else None)
    result = enlarge(pixels, model, Shape(40, 0), reach=5)
    np.testing.assert_allclose(result, box(5)(pixels), atol=1e-6)


@pytest.mark.parametrize("unlucky", [(0,), (5,), (15,), (3, 4), (0, 9)])
def test_a_card_that_fails_on_a_tile_is_given_smaller_ones(unlucky: tuple[int, ...], notes: list[str]) -> None:
    def before(index: int, _tile: Array) -> Answer | None:
        if index in unlucky:
            raise DeviceFault("vkQueueSubmit failed")
        return None

    pixels = noise(64, 64)
    model = LambdaModel(box(3), before=before)
    model.device = "vulkan:0"
    result = enlarge(pixels, model, Shape(16, 3), reach=3)
    np.testing.assert_allclose(result, box(3)(pixels), atol=1e-6)
    assert [note for note in notes if "vulkan:0 failed on" in note]
    assert not [note for note in notes if "Memory was short" in note]


def test_a_card_that_keeps_failing_is_given_up() -> None:
    def before(_index: int, _tile: Array) -> Answer | None:
        raise DeviceFault("the device is lost")

    model = LambdaModel(nearest(1), before=before)
    model.device = "vulkan:0"
    with pytest.raises(DeviceFault, match="lost"):
        enlarge(noise(64, 64), model, Shape(32))
    first, second, third = (math.prod(shape) for shape in model.asked)
    assert first > second > third


def test_a_device_fault_of_the_processor_is_raised_and_nothing_is_tried_again() -> None:
    def before(index: int, _tile: Array) -> Answer | None:
        if index == 2:
            raise DeviceFault("the device is lost")
        return None

    model = LambdaModel(nearest(1), before=before)
    with pytest.raises(DeviceFault, match="lost"):
        enlarge(noise(64, 64), model, Shape(16))
    assert len(model.asked) == 3


@pytest.mark.parametrize("wrong", [np.nan, np.inf, 0.0, 0.25])
@pytest.mark.parametrize("unlucky", [0, 3, 15])
def test_a_tile_that_cannot_be_believed_is_done_again_in_full_precision(
    wrong: float, unlucky: int, notes: list[str]
) -> None:
    pixels = noise(64, 64)

    def before(index: int, tile: Array) -> Answer | None:
        return np.full_like(tile, wrong) if index == unlucky else None

    half, precise = LambdaModel(nearest(1), before=before, precision="fp16"), LambdaModel(nearest(1))
    result = enlarge(pixels, half, Shape(16), precise=precise)
    np.testing.assert_allclose(result, pixels, atol=1e-6)
    assert len(half.asked) == 16
    assert len(precise.asked) == 1
    assert any("1 tiles went wrong in fp16" in note for note in notes)


def test_a_model_that_fails_in_half_precision_does_the_rest_in_full() -> None:
    half = LambdaModel(lambda tile: np.full_like(tile, np.nan), precision="fp16")
    precise = LambdaModel(nearest(1))
    pixels = noise(160, 160)
    np.testing.assert_allclose(enlarge(pixels, half, Shape(16), precise=precise), pixels, atol=1e-6)
    assert len(half.asked) <= 6
    assert len(precise.asked) == 100


def test_flat_tiles_that_full_precision_confirms_are_accepted_and_told(notes: list[str]) -> None:
    def function(tile: Array) -> Array:
        return np.zeros_like(tile) if tile.mean() > 0.9 else tile

    pixels = noise(64, 64) * 0.5
    pixels[:16, :16] = 0.9 + 0.2 * noise(16, 16)
    pixels[:16, :16] = np.clip(pixels[:16, :16], 0, 1)
    result = enlarge(pixels, LambdaModel(function), Shape(16))
    assert (result[:16, :16] == 0).all()
    np.testing.assert_allclose(result[16:], pixels[16:], atol=1e-6)
    assert any("one flat color for 1 tiles" in note for note in notes)


def test_a_black_picture_is_never_a_success() -> None:
    with pytest.raises(RunError, match="one flat color for the whole picture"):
        enlarge(noise(40, 40), LambdaModel(np.zeros_like), Shape(16))


def test_flat_parts_of_a_picture_may_be_flat() -> None:
    pixels = np.full((40, 40, 3), 0.5, np.float32)
    np.testing.assert_array_equal(enlarge(pixels, LambdaModel(nearest(1)), Shape(16)), pixels)


def test_numbers_that_stay_infinite_end_with_a_sentence() -> None:
    with pytest.raises(RunError, match="no finite numbers"):
        enlarge(noise(40, 40), LambdaModel(lambda tile: tile * np.inf), Shape(16))


def test_an_output_of_a_wrong_size_ends_with_a_sentence() -> None:
    with pytest.raises(RunError, match="not 2 times as large"):
        enlarge(noise(40, 40), LambdaModel(nearest(1), scale=2), Shape(16))


@settings(max_examples=30)
@given(st.integers(40, 120), st.integers(40, 120), st.integers(0, 8))
def test_tiles_of_a_model_that_sees_everything_fade_into_each_other(height: int, width: int, unlucky: int) -> None:
    # Each tile comes out in a brightness of its own: between two of them nothing may jump.
    level = iter(np.linspace(0.2, 0.8, 4000))

    def function(tile: Array) -> Array:
        return np.full_like(tile, next(level)) + tile * 1e-3

    model = LambdaModel(function, before=lambda index, _tile: TooBig() if index == unlucky else None)
    result = enlarge(noise(height, width), model, Shape(48, 24, feather=32))
    assert np.isfinite(result).all()
    steps = [np.abs(np.diff(result, axis=axis)).max() for axis in (0, 1)]
    assert max(steps) < 0.2
    assert result.min() >= 0.19
    assert result.max() <= 0.81


def test_a_picture_that_tiles_are_true_to_stays_true_when_they_fade() -> None:
    pixels = noise(100, 130)
    result = enlarge(pixels, LambdaModel(nearest(2), scale=2), Shape(48, 24, feather=32))
    np.testing.assert_allclose(result, nearest(2)(pixels), atol=1e-6)


@pytest.mark.parametrize("dtype", ["uint8", "uint16", "float32"])
@pytest.mark.parametrize("channels", [1, 3, 4])
@pytest.mark.parametrize("model_channels", [1, 3, 4])
def test_an_identity_returns_the_very_colors_and_alpha(dtype: str, channels: int, model_channels: int) -> None:
    pixels = noise(33, 21, channels)
    pixels[5:20, 3:9, -1] = 0
    if dtype != "float32":
        pixels = (pixels * np.iinfo(dtype).max).astype(dtype)
    result = enlarge(pixels, LambdaModel(nearest(1), channels=model_channels), Shape(16, 2))
    expected = pixels if dtype == "float32" else pixels.astype(np.uint16) * (257 if dtype == "uint8" else 1)
    np.testing.assert_allclose(result, expected, rtol=0, atol=1e-6 if dtype == "float32" else 0)


@pytest.mark.parametrize("alpha", ["model", "scale"])
def test_alpha_of_one_value_stays_that_value(alpha: str) -> None:
    pixels = noise(33, 21, 4)
    pixels[:, :, 3] = 0.4
    pixels[:, :, :3] = 0.8
    pixels[4, 4, 0] = 0.1
    model = LambdaModel(nearest(2), scale=2)
    result = enlarge(pixels, model, Shape(16, 2), alpha=alpha)
    np.testing.assert_array_equal(result, nearest(2)(pixels))


def test_alpha_may_be_left_out() -> None:
    pixels = noise(33, 21, 4)
    result = enlarge(pixels, LambdaModel(nearest(1)), Shape(16), alpha="drop")
    np.testing.assert_allclose(result, pixels[:, :, :3], atol=1e-6)


def test_hidden_colors_do_not_bleed_into_what_is_seen() -> None:
    pixels = np.zeros((40, 40, 4), np.float32)
    pixels[:, :, 1] = 1
    pixels[10:30, 10:30] = (0.5, 0, 0, 1)
    pixels[12, 12, 0] = 0.2
    result = enlarge(pixels, LambdaModel(box(3)), Shape(16, 3))
    seen = result[:, :, 3] > 0
    inside = np.zeros_like(seen)
    inside[3:-3, 3:-3] = True
    assert result[:, :, 1][seen & inside].max() < 1e-6


def test_a_wrapped_texture_joins_with_itself() -> None:
    pixels = noise(40, 50)
    result = enlarge(pixels, LambdaModel(box(3)), Shape(16, 3), wrap=True)
    twice = box(3)(np.tile(pixels, (3, 3, 1)))[40:80, 50:100]
    np.testing.assert_allclose(result, twice, atol=1e-6)


def test_progress_grows_to_the_end_and_a_stop_ends_the_run() -> None:
    seen: list[float] = []
    running = context.Context(on_progress=seen.append)

    def before(index: int, _tile: Array) -> None:
        if index == 3:
            running.stop.set()

    token = context.current.set(context.Context(on_progress=seen.append))
    try:
        enlarge(noise(64, 64), LambdaModel(nearest(1)), Shape(16))
        assert seen == sorted(seen)
        assert seen[0] == 0
        assert seen[-1] == 1
        assert len(seen) == 17
        context.current.set(running)
        model = LambdaModel(nearest(1), before=before)
        with pytest.raises(Stopped):
            enlarge(noise(64, 64), model, Shape(16))
        assert len(model.asked) <= 4
    finally:
        context.current.reset(token)


def test_a_result_over_the_budget_lies_in_a_file_and_is_right(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NODEGRAPH_PIXEL_BUDGET", "1000")
    pixels = (noise(150, 170) * 255).astype(np.uint8)
    result = enlarge(pixels, LambdaModel(nearest(2), scale=2), Shape(32, 2))
    np.testing.assert_array_equal(result, nearest(2)(pixels).astype(np.uint16) * 257)
