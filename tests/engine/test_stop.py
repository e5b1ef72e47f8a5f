"""Laws of stopping and pausing: soon, in order, and without leaving half-done counts."""

import threading
from time import monotonic, sleep
from typing import Any

import pytest

from nodegraph.core.context import progress
from nodegraph.core.messages import Settings
from nodegraph.core.node import node
from nodegraph.engine.run import Runner
from tests.waiting import until

pytestmark = pytest.mark.timeout(20)


def started(stage: Any, **nodes: tuple[Any, ...]) -> tuple[Runner, threading.Thread, list[Any]]:
    runner = Runner(stage.library, Settings())
    graph = stage.graph(**nodes)
    ended: list[Any] = []
    thread = threading.Thread(target=lambda: ended.append(runner.run(graph)), daemon=True)
    thread.start()
    return runner, thread, ended


def test_a_stop_ends_a_stream_in_the_middle(stage: Any) -> None:
    @node
    def slow(value: int) -> int:
        """Take a while."""
        sleep(0.005)
        return value

    stage.add(slow)
    runner, thread, ended = started(
        stage,
        n=("numbers", {"count": 100_000}),
        a=("slow", {"value": "@n"}),
        s=("show", {"value": "@a"}),
        t=("total", {"values": "@a"}),
        u=("show", {"value": "@t"}),
    )
    until(lambda: len(stage.seen) > 20)
    runner.control("stop")
    thread.join(10)
    assert ended[0].outcome == "stopped"
    assert ended[0].exit_code == 3
    assert 20 < ended[0].done < 10_000
    assert ended[0].failed == 0
    seen = len(stage.seen)
    sleep(0.05)
    assert len(stage.seen) == seen


def test_a_step_that_asks_is_stopped_inside(stage: Any) -> None:
    inside = threading.Event()

    @node
    def patient(value: int) -> int:
        """Wait for the stop."""
        inside.set()
        for piece in range(100_000):
            progress(piece, 100_000)
            sleep(0.001)
        return value

    stage.add(patient)
    runner, thread, ended = started(stage, a=("patient", {"value": 1}), s=("show", {"value": "@a"}))
    assert inside.wait(10)
    runner.control("stop")
    thread.join(10)
    assert ended[0].outcome == "stopped"
    assert stage.seen == []


def test_a_step_that_does_not_heed_a_stop_is_left_behind(stage: Any) -> None:
    inside, free = threading.Event(), threading.Event()

    @node
    def stubborn(value: int) -> int:
        """Wait, whatever is asked."""
        inside.set()
        free.wait(15)
        return value

    stage.add(stubborn)
    runner, thread, ended = started(stage, a=("stubborn", {"value": 1}), s=("show", {"value": "@a"}))
    assert inside.wait(10)
    asked = monotonic()
    runner.control("stop")
    thread.join(10)
    assert monotonic() - asked > 0.3, "it had its grace"
    assert ended[0].outcome == "stopped"
    free.set()
    assert stage.seen == []


@pytest.mark.parametrize("reader", ["total", "all_or_none"])
def test_a_stop_reaches_sinks_and_transformers(stage: Any, reader: str) -> None:
    runner, thread, ended = started(
        stage,
        n=("numbers", {"count": 1 << 62}),
        k=("every_nth", {"items": "@n"}),
        t=(reader, {"values": "@k"}),
        s=("show", {"value": "@t"}),
        u=("listed", {"values": "@n"}),
        v=("add", {"a": "@n"}),
        w=("show", {"value": "@v"}),
    )
    until(lambda: len(stage.seen) > 100)
    runner.control("stop")
    thread.join(10)
    assert ended[0].outcome == "stopped"


def test_a_pause_holds_at_the_next_item_and_goes_on(stage: Any) -> None:
    ready = threading.Event()

    @node
    def pause_at_ten(value: int) -> int:
        """Pause the run at one item."""
        if value == 10:
            assert ready.wait(10)
            runner.control("pause")
        return value

    stage.add(pause_at_ten)
    runner, thread, ended = started(
        stage, n=("numbers", {"count": 2000}), a=("pause_at_ten", {"value": "@n"}), s=("show", {"value": "@a"})
    )
    ready.set()

    def holds() -> bool:
        seen = len(stage.seen)
        sleep(0.05)
        return len(stage.seen) == seen > 0

    until(holds)
    assert len(stage.seen) < 2000
    assert not ended
    runner.control("resume")
    thread.join(15)
    assert ended[0].done == 2000


def test_a_paused_run_can_be_stopped(stage: Any) -> None:
    runner, thread, ended = started(stage, n=("numbers", {"count": 100_000}), s=("show", {"value": "@n"}))
    until(lambda: len(stage.seen) > 10)
    runner.control("pause")
    runner.control("stop")
    thread.join(10)
    assert ended[0].outcome == "stopped"


def test_a_runner_runs_again_after_a_stop(stage: Any) -> None:
    runner, thread, ended = started(stage, n=("numbers", {"count": 100_000}), s=("show", {"value": "@n"}))
    until(lambda: len(stage.seen) > 10)
    runner.control("stop")
    thread.join(10)
    assert ended[0].outcome == "stopped"
    graph = stage.graph(n=("numbers", {"count": 3}), s=("show", {"value": "@n"}))
    assert runner.run(graph).done == 3


@pytest.mark.parametrize("stop", [False, True])
def test_a_run_leaves_no_thread_behind(stage: Any, stop: bool) -> None:
    before = set(threading.enumerate())
    runner, thread, ended = started(
        stage,
        n=("numbers", {"count": 100_000 if stop else 50}),
        a=("add", {"a": "@n"}),
        t=("total", {"values": "@a"}),
        u=("listed", {"values": "@a"}),
        k=("take", {"items": "@a"}),
        s=("show", {"value": "@k"}),
        v=("show", {"value": "@t"}),
        w=("show", {"value": "@a"}),
    )
    if stop:
        until(lambda: len(stage.seen) > 10)
        runner.control("stop")
    thread.join(15)
    assert ended[0].outcome == ("stopped" if stop else "done")
    until(lambda: set(threading.enumerate()) <= before)
