"""Tiles are as large as memory and patience allow, and what was measured once is not measured again."""

import json
import math
from pathlib import Path
from typing import Any

import pytest

from nodegraph.runtimes import budget, pool
from nodegraph.runtimes.budget import Pace, Refusal, Seat
from nodegraph.runtimes.remember import recall, remember

KEY = "1" * 64


def seat(folder: Path, **recipe: Any) -> Seat:
    path = folder / "model.toy"
    path.write_text(json.dumps({"toy": 1, **recipe}))
    return Seat(pool.shared().open(path, runtime="toy", device="cpu", precision="fp32"), KEY)


def test_a_pixels_cost_is_measured_once(tmp_path: Path) -> None:
    here = seat(tmp_path, scale=4)
    first = budget.measured_pace(here)
    assert first.seconds > 0
    assert first.bytes >= 4 * (3 + 2 * 3 * 16), "the result and its copy at the least"
    assert recall(KEY, here.named("pace"), Pace) == first == budget.measured_pace(here)


def test_slow_models_get_small_tiles_so_that_progress_shows(tmp_path: Path) -> None:
    here = seat(tmp_path)
    remember(KEY, here.named("pace"), Pace(seconds=1e-3, bytes=100))
    assert budget.core_for(here, 10**6, 10) == math.isqrt(8000) - 20
    remember(KEY, here.named("pace"), Pace(seconds=1.0, bytes=100))
    assert budget.core_for(here, 10**6, 10) == 64
    assert budget.affordable(here, patient=True) > 10**6


def test_memory_bounds_the_tile(tmp_path: Path) -> None:
    here = seat(tmp_path)
    free = here.model.memory().free
    remember(KEY, here.named("pace"), Pace(seconds=1e-9, bytes=free * 0.4 / 10_000))
    assert budget.core_for(here, 10**6, 10) == pytest.approx(80, abs=15)


def test_a_size_that_was_refused_is_not_tried_again_until_there_is_more_memory(tmp_path: Path) -> None:
    here = seat(tmp_path)
    remember(KEY, here.named("pace"), Pace(seconds=1e-9, bytes=1))
    budget.remember_refusal(here, 5000)
    assert budget.affordable(here) == 5000
    remember(KEY, here.named("refused"), Refusal(good=5000, free=here.model.memory().free // 4))
    assert budget.affordable(here) > 5000


def test_the_fastest_size_is_looked_for_only_where_it_pays(tmp_path: Path) -> None:
    here = seat(tmp_path)
    remember(KEY, here.named("pace"), Pace(seconds=1e-9, bytes=1))
    assert budget.core_for(here, 10**6, 10) == 384
    assert budget.core_for(here, 10**8, 10) in (256, 384, 512)
    assert budget.core_for(here, 10**6, 10) == budget.core_for(here, 10**8, 10)
