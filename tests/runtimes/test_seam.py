"""What tiling costs is measured truly: nothing where the overlap is enough, and what it is where it is not."""

from pathlib import Path

import numpy as np
import pytest

from nodegraph.runtimes.budget import Seat
from nodegraph.runtimes.model import open_model
from nodegraph.runtimes.overlap import Receptive
from nodegraph.runtimes.samples import mixture, noise, photo, text
from nodegraph.runtimes.seam import SMALL_TILE, measure_seam, seam_of

from .conftest import Toys


def reach(pixels: int, *, sees_all: bool = False, multiple_of: int = 1) -> Receptive:
    kind = "global" if sees_all else "windowed" if multiple_of > 1 else "bounded"
    falloff = ((0, 0.5), (8, 0.1), (32, 0.02))
    return Receptive(kind, sees_all, pixels, pixels, multiple_of, 0.0, falloff, True, 0.1)


def test_pictures_made_by_rule_are_the_same_each_time_and_in_range() -> None:
    for paint in (photo, noise, text, mixture):
        first = paint(40, 50, 3)
        assert first.shape == (40, 50, 3)
        assert first.dtype == np.float32
        assert first.min() >= 0
        assert first.max() <= 1
        assert np.array_equal(first, paint(40, 50, 3))


@pytest.mark.parametrize("recipe", [{"operation": "box", "radius": 5, "scale": 2}, {"multiple_of": 8}])
def test_tiles_with_enough_overlap_cost_nothing(toys: Toys, recipe: dict[str, object]) -> None:
    model = toys.open(**recipe)
    seam = measure_seam(Seat(model, ""), reach(5, multiple_of=model.fact.multiple_of))
    assert seam is not None
    assert seam.error < 1e-6
    assert (seam.tile, seam.width, seam.height) == (128, 2 * (128 + seam.overlap), 2 * (128 + seam.overlap))


def test_an_overlap_that_is_too_small_shows(toys: Toys) -> None:
    seam = measure_seam(Seat(toys.open(operation="box", radius=9), ""), reach(2))
    assert seam is not None
    assert seam.error > 1 / 255


def test_a_model_that_sees_everything_has_a_seam(toys: Toys) -> None:
    seam = measure_seam(Seat(toys.open(**{"global": True}), ""), reach(48, sees_all=True))
    assert seam is not None
    assert 1e-4 < seam.error < 0.25


def test_a_far_reach_gets_tiles_large_enough_for_it_and_the_cost_of_small_ones_is_told(toys: Toys) -> None:
    seam = measure_seam(Seat(toys.open(operation="box", radius=40), ""), reach(70))
    assert seam is not None
    assert (seam.tile, seam.overlap) == (140, 70)
    assert seam.error < 1e-6
    assert seam.small_error == 0.02


def test_what_would_take_too_long_is_measured_on_less_or_not_at_all(toys: Toys) -> None:
    slow = Seat(toys.open(operation="box", radius=5, delay=0.05), "")
    whole, strip, small = (measure_seam(slow, reach(5), seconds=seconds) for seconds in (20, 1.2, 0.2))
    assert whole is not None
    assert strip is not None
    assert small is not None
    assert (whole.tile, whole.height) == (128, whole.width)
    assert (strip.tile, strip.height) == (128, 64)
    assert (small.tile, small.height) == (SMALL_TILE, 64)
    assert measure_seam(slow, reach(5), seconds=0.01) is None


def test_a_certificate_is_measured_once_and_remembered_by_content(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.toy").write_text('{"toy": 1, "operation": "box", "radius": 3}')
    first = seam_of(open_model(tmp_path / "one.toy"))
    assert first is not None
    assert seam_of(open_model(tmp_path / "two.toy")) == first


def test_tiles_too_big_for_the_memory_give_way_to_smaller_ones(toys: Toys) -> None:
    seam = measure_seam(Seat(toys.open(operation="box", radius=5, memory_pixels=20_000), ""), reach(5))
    assert seam is not None
    assert seam.tile == SMALL_TILE or seam.height == 64


def test_a_model_of_one_channel_is_measured_too(toys: Toys) -> None:
    seam = measure_seam(Seat(toys.open(operation="box", radius=5, channels=1), ""), reach(5))
    assert seam is not None
    assert seam.error < 1e-6
