"""On a device that can, the next tile is begun while one is under way; nothing else changes."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nodegraph.core.errors import DeviceFault
from nodegraph.runtimes.base import TooBig

from .conftest import Toys, deaths, enlarged, picture, posix


def journal(folder: Path) -> list[str]:
    return [file.name.partition("-")[2] for file in sorted(folder.iterdir())]


@pytest.fixture
def diary(tmp_path: Path) -> Path:
    folder = tmp_path / "journal"
    folder.mkdir()
    return folder


def test_the_next_tile_is_begun_before_the_one_under_way_is_done(toys: Toys, diary: Path) -> None:
    model = toys.open(scale=2, ahead=True, journal=str(diary), delay=0.02)
    tiles = [picture(seed=seed) for seed in range(8)]
    for tile, result in zip(tiles, model.stream(iter(tiles)), strict=True):
        assert np.array_equal(result, enlarged(tile, 2))
    told = journal(diary)
    overlapped = sum(told.index(f"{n + 1}-begun") < told.index(f"{n}-done") for n in range(7))
    assert overlapped >= 5, told
    assert all(told.index(f"{n}-done") < told.index(f"{n + 2}-begun") for n in range(6)), "one under way, one begun"
    assert all(told.index(f"{a}-done") < told.index(f"{b}-done") for a, b in pairwise(range(8)))


def test_a_tile_alone_is_answered_at_once(toys: Toys) -> None:
    model = toys.open(scale=2, ahead=True)
    for seed in range(3):
        assert np.array_equal(model.run(picture(seed=seed)), enlarged(picture(seed=seed), 2))


def test_what_is_too_big_stays_a_value_and_the_others_are_right(toys: Toys) -> None:
    model = toys.open(scale=2, ahead=True, memory_pixels=50)
    tiles = [picture(5, 7), picture(20, 20), picture(5, 7, 3), picture(30, 3), picture(2, 2)]
    answers = model.stream(iter(tiles))
    results: list[Any] = [answer if isinstance(answer, TooBig) else answer.copy() for answer in answers]
    assert [isinstance(result, TooBig) for result in results] == [False, True, False, True, False]
    for index in (0, 2, 4):
        assert np.array_equal(results[index], enlarged(tiles[index], 2))


def test_other_requests_between_are_answered_in_order(toys: Toys) -> None:
    one, two = toys.open("one", scale=2, ahead=True), toys.open("two", scale=3)
    left, right = (model.stream(iter([picture(seed=seed) for seed in range(5)])) for model in (one, two))
    for seed in range(5):
        assert np.array_equal(next(left), enlarged(picture(seed=seed), 2))
        assert one.memory().free > 0
        assert np.array_equal(next(right), enlarged(picture(seed=seed), 3))


def test_a_device_fault_is_raised(toys: Toys) -> None:
    model = toys.open(ahead=True, fault="device")
    with pytest.raises(DeviceFault, match="toy device"):
        list(model.stream(iter([picture()] * 3)))


@posix
@deaths
def test_a_death_redoes_the_tile_and_loses_none(toys: Toys, name: str) -> None:
    model = toys.open(scale=2, ahead=True, die=toys.death(name, 3, times=2))
    tiles = [picture(seed=seed) for seed in range(8)]
    for tile, result in zip(tiles, model.stream(iter(tiles)), strict=True):
        assert np.array_equal(result, enlarged(tile, 2))
    assert toys.marked("death") == 2
