"""How far a model sees is found by running it: exactly where that is near, and told where it is everywhere."""

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from nodegraph.core.errors import MemoryShort
from nodegraph.core.facts import ModelFact
from nodegraph.runtimes.base import TooBig
from nodegraph.runtimes.model import open_model
from nodegraph.runtimes.overlap import Receptive, measure

Array = npt.NDArray[Any]
FACT = ModelFact(scale=1, in_channels=3, out_channels=3)


def box(pixels: Array, radius: int) -> Array:
    padded = np.pad(pixels, ((radius, radius), (radius, radius), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (2 * radius + 1, 2 * radius + 1), (0, 1))
    return np.asarray(windows.mean((-1, -2), dtype=np.float64), np.float32)


def far(pixels: Array, distance: int, axis: int) -> Array:
    """The picture moved by a distance, positive or negative, with black coming in."""
    size = abs(distance)
    padded = np.pad(pixels, [(size, size) if axis == a else (0, 0) for a in range(3)])
    seen = np.roll(padded, distance, axis)
    return seen[size:-size] if axis == 0 else seen[:, size:-size]


@pytest.mark.parametrize("radius", [0, 1, 9])
@pytest.mark.parametrize("scale", [1, 4])
def test_a_box_is_seen_to_its_very_edge(radius: int, scale: int) -> None:
    fact = ModelFact(scale=scale, in_channels=3, out_channels=3)
    found = measure(lambda tile: box(tile, radius).repeat(scale, 0).repeat(scale, 1), fact, exact=True)
    assert (found.kind, found.pixels, found.exact, found.complete) == ("bounded", radius, radius, True)
    assert found.seam == 0


@pytest.mark.parametrize("distance", [40, -40])
@pytest.mark.parametrize("axis", [0, 1])
def test_one_sided_sight_is_found_on_both_axes_and_both_sides(distance: int, axis: int) -> None:
    found = measure(lambda tile: 0.5 * tile + 0.5 * far(tile, distance, axis), FACT)
    assert (found.kind, found.pixels) == ("bounded", 40)


def test_faint_changes_count_only_where_exactness_is_wanted() -> None:
    def model(tile: Array) -> Array:
        return 0.9 * box(tile, 2) + 2e-4 * (far(tile, 30, 1) + far(tile, 80, 1))

    found = measure(model, FACT)
    assert found.pixels == 2
    assert 1e-6 < found.seam <= 1 / 1024
    assert found.exact == measure(model, FACT, exact=True).pixels == 80


def test_windows_are_told_from_the_grid() -> None:
    def model(tile: Array) -> Array:
        height, width, channels = tile.shape
        windows = tile.reshape(height // 8, 8, width // 8, 8, channels).mean((1, 3), keepdims=True)
        blurred = box(tile, 3)
        return 0.5 * blurred + 0.5 * np.broadcast_to(windows, (height // 8, 8, width // 8, 8, channels)).reshape(
            tile.shape
        )

    found = measure(model, ModelFact(scale=1, in_channels=3, out_channels=3, multiple_of=8))
    assert (found.kind, found.multiple_of, found.sees_all) == ("windowed", 8, False)
    assert found.pixels == 3, "the lines lie on the grid, as tiles do"


def test_a_mean_over_everything_is_global() -> None:
    found = measure(lambda tile: 0.75 * tile + 0.25 * tile.mean(), FACT)
    assert (found.kind, found.sees_all, found.complete) == ("global", True, True)
    assert found.seam > 1 / 1024
    assert "sees the whole picture" in str(found)


def test_measuring_ends_when_its_time_is_over_and_says_so() -> None:
    found = measure(lambda tile: box(tile, 50), FACT, seconds=0)
    assert not found.complete
    assert "at least" in str(found)


def test_gray_models_and_models_with_a_minimum_are_measured() -> None:
    def model(tile: Array) -> Array:
        assert min(tile.shape[:2]) >= 40
        assert tile.shape[2] == 1
        return box(tile, 4)

    assert measure(model, ModelFact(scale=1, in_channels=1, out_channels=1, minimum=40)).pixels == 4


def test_no_memory_for_a_small_strip_is_a_sentence() -> None:
    with pytest.raises(MemoryShort):
        measure(lambda _tile: TooBig(), FACT)


def test_a_cap_on_the_context_says_what_it_costs() -> None:
    found = Receptive("bounded", False, 20, 20, 1, 0.0, ((0, 0.5), (8, 0.1), (16, 0.02)), True, 0.1)
    assert found.seam_with(20) == 0
    assert found.seam_with(12) == 0.1
    assert found.seam_with(16) == 0.02


def test_what_less_context_costs_is_not_made_up_where_nobody_measured_it() -> None:
    told = Receptive("bounded", False, 10, 10, 1, 0.0, ((10, 0.0),), True, 0.0)
    assert told.seam_with(10) == 0
    assert told.seam_with(9) == float("inf")


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("name", "kind", "pixels"),
    [
        ("4x_realesr-animevideov3.pth", "bounded", 18),
        ("4x_SPAN_ch28_fp16.pth", "bounded", 21),
        ("2x_swift_srgan.pth", "bounded", None),
        ("4x_DITN_Real.pth", "windowed", 58),
        ("4x_CRAFT_ntire2024.pth", "windowed", None),
        ("2x_realcugan_se_no-denoise_fp16.pth", "global", None),
    ],
)
def test_real_models_are_of_their_kinds(assets: Path, name: str, kind: str, pixels: int | None) -> None:
    found = open_model(assets / "models" / "torch" / name).receptive()
    assert found.kind == kind
    if pixels is not None:
        assert found.pixels == pixels
