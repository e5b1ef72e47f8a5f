"""Spare time: ways are proved after a run, not beside the next one, and go on where they stood."""

import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from nodegraph.core.settled import Settled
from nodegraph.engine.spare import SpareTime, subject_of
from nodegraph.runtimes import pool
from nodegraph.runtimes.certificate import Way, attempts, certificate_of
from nodegraph.runtimes.model import Model, open_model
from tests.waiting import until

FULL, HALF = Way("toy", "cpu", "fp32"), Way("toy", "cpu", "fp16")


@pytest.fixture
def model(tmp_path: Path) -> Iterator[Model]:
    """A model with two ways, both of which take a while."""
    path = tmp_path / "slow.toy"
    path.write_text(json.dumps({"toy": 1, "delays": {"fp32": 0.05, "fp16": 0.05}}))
    yield open_model(path)
    pool.close_shared()


def run_of(model: Model) -> Settled:
    """Return what a run has settled that used the model."""
    settled = Settled()
    settled.settle("route", lambda: msgspec.json.encode(model.route()).decode())
    return settled


def proved(model: Model) -> set[Way]:
    return {way for way in (FULL, HALF) if certificate_of(subject_of(model).sha256, way) is not None}


def test_what_a_run_leaves_unproved_is_proved_after_it(model: Model) -> None:
    spare = SpareTime()
    spare.after(run_of(model))
    assert spare.models() == ("slow",)
    spare.wait(30)
    assert proved(model) == {FULL, HALF}
    assert spare.models() == ()
    # What was timed beside other work is timed once more, and then taken as it is.
    spare.after(run_of(model))
    spare.wait(30)
    assert not model.route().unproved
    spare.after(run_of(model))
    assert spare.models() == (), "nothing is left"


def test_the_next_run_is_made_way_for_and_the_rest_follows_it(model: Model) -> None:
    spare = SpareTime()
    spare.after(run_of(model))
    until(lambda: proved(model) == {FULL}, 20)
    spare.interrupt()
    until(lambda: spare.models() == (), 20, "it ends while the run goes on")
    assert proved(model) == {FULL}
    spare.after(run_of(model))
    spare.wait(30)
    assert proved(model) == {FULL, HALF}
    assert attempts(subject_of(model).sha256) == 1, "what made way had no time, and does not count"


def test_runs_that_leave_no_time_do_not_count_but_waiting_in_vain_does(model: Model) -> None:
    sha256 = subject_of(model).sha256
    for _ in range(3):
        spare = SpareTime()
        spare.after(run_of(model))
        spare.wait(0)
        spare.interrupt()
        until(lambda spare=spare: spare.models() == (), 20)
    assert attempts(sha256) == 0
    spare = SpareTime()
    spare.after(run_of(model))
    spare.wait(0.01)
    assert attempts(sha256) == 1
    spare.interrupt()
    until(lambda: spare.models() == (), 20)
