"""Laws of time estimates, on simulated times: none until it can be believed, then near the truth."""

import random
from collections.abc import Iterator
from typing import Any

import pytest

from nodegraph.core.pace import Pace


def tiles(
    count: int, seconds: float, *, opening: float, slow_first: int = 0, seed: int = 0
) -> Iterator[tuple[float, float]]:
    """Yield time and fraction as `count` tiles are done: a model opens before them, the first ones are slow."""
    chance = random.Random(seed)
    now = opening
    for number in range(count):
        now += seconds * chance.uniform(0.8, 1.2) * (3 if number < slow_first else 1)
        yield now, (number + 1) / count


WORKS: dict[str, dict[str, Any]] = {
    "a thousand tiles": {"count": 1000, "seconds": 0.1, "opening": 2.0},
    "a slow opening": {"count": 1000, "seconds": 0.05, "opening": 60.0},
    "a card that warms up": {"count": 500, "seconds": 0.5, "opening": 5.0, "slow_first": 5},
    "hours": {"count": 20_000, "seconds": 2.0, "opening": 3.0},
    "few large tiles": {"count": 40, "seconds": 30.0, "opening": 10.0},
}


@pytest.mark.parametrize("work", WORKS)
@pytest.mark.parametrize("seed", range(5))
def test_after_a_twentieth_of_the_work_the_estimate_is_within_a_third(work: str, seed: int) -> None:
    told = list(tiles(**WORKS[work], seed=seed))
    end = told[-1][0]
    pace, after = Pace(), 0
    for now, fraction in told[:-1]:
        pace.tell(fraction, now)
        left = pace.left(now)
        if left is not None:
            assert left == pytest.approx(end - now, rel=0.3, abs=2.0)
        if fraction >= 0.05 + 2 / len(told):
            assert left is not None or now - told[0][0] < 1.0
            after += 1
    assert after


def test_nothing_is_said_of_the_first_tiles() -> None:
    pace = Pace()
    for number in range(1, 12):
        pace.tell(number / 1000, 5 + number)
        assert pace.left(5 + number) is None


def test_work_of_hours_is_estimated_after_its_first_pieces() -> None:
    pace = Pace()
    for number in range(1, 41):
        pace.tell(number / 20_000, 3 + 2 * number)
    assert pace.left(83) == pytest.approx(2 * (20_000 - 40), rel=0.05)


def test_what_was_quick_at_first_is_forgotten() -> None:
    """Half of the items were there already and skipped; the others take a second each."""
    pace = Pace()
    for number in range(1, 501):
        pace.tell(number / 1000, number / 1000)
    for number in range(501, 801):
        pace.tell(number / 1000, number - 500)
    assert pace.left(300) == pytest.approx(200, rel=0.1)


def test_time_passes_between_two_tiles() -> None:
    pace = Pace()
    for number in range(1, 11):
        pace.tell(number / 20, 10.0 * number)
    assert pace.left(100) == pytest.approx(100)
    assert pace.left(108) == pytest.approx(92)
    assert pace.left(900) == 0


def test_another_piece_of_work_is_measured_anew() -> None:
    pace = Pace()
    for number in range(1, 101):
        pace.tell(number / 100, float(number))
    pace.tell(0.01, 200)
    assert pace.left(200) is None
    assert pace.fraction() == 0.01


def test_long_work_takes_little_memory() -> None:
    pace = Pace()
    for number in range(100_000):
        pace.tell(number / 100_000, float(number))
    assert len(pace._moments) < 600
