"""Laws of lanes: a device does one step at a time, in order of arrival, and never waits for itself."""

import threading
from typing import Any

import pytest

from nodegraph.core.annotations import Lazy, Stream
from nodegraph.core.errors import Stopped
from nodegraph.core.node import node
from nodegraph.core.ports import ModelKind
from nodegraph.engine.lanes import Lane, Threads, Window, inside, outside
from tests.waiting import until

pytestmark = pytest.mark.timeout(20)


class FakeModel:
    """Stands for a neural network."""

    __port_kind__ = ModelKind()


def model_nodes(stage: Any) -> list[Any]:
    busy = [0]

    @node
    def fetch() -> FakeModel:
        """Give a model."""
        return FakeModel()

    @node
    def work(value: int, model: FakeModel) -> int:
        """Work alone on the device."""
        with stage.lock:
            busy[0] += 1
            stage.calls["at once"] = max(stage.calls["at once"], busy[0])
        with stage.lock:
            busy[0] -= 1
        return value

    @node
    def choose(value: Lazy[int], model: FakeModel) -> int:
        """Ask in the middle of the work."""
        return value() + 1

    @node
    def gather(values: Stream[int], model: FakeModel) -> int:
        """Work through a stream."""
        return sum(values)

    @node
    def smooth(values: Stream[int], model: FakeModel) -> Stream[int]:
        """Work on a stream."""
        yield from values

    return [fetch, work, choose, gather, smooth]


def test_steps_with_a_model_go_one_at_a_time(stage: Any) -> None:
    stage.add(*model_nodes(stage))
    ran = stage.run(
        m=("fetch", {}),
        n=("numbers", {"count": 200}),
        w=("work", {"value": "@n", "model": "@m"}),
        v=("work", {"value": "@w", "model": "@m"}),
        s=("show", {"value": "@v"}),
    )
    assert ran.counts == (200, 0, 0)
    assert stage.calls["at once"] == 1


def test_a_step_that_waits_leaves_the_lane_to_what_it_waits_for(stage: Any) -> None:
    """Lazy inputs, sinks and transformers on the device all wait for other steps on the device."""
    stage.add(*model_nodes(stage))
    ran = stage.run(
        m=("fetch", {}),
        n=("numbers", {"count": 30}),
        w=("work", {"value": "@n", "model": "@m"}),
        t=("smooth", {"values": "@w", "model": "@m"}),
        v=("work", {"value": "@t", "model": "@m"}),
        g=("gather", {"values": "@v", "model": "@m"}),
        h=("gather", {"values": "@w", "model": "@m"}),
        k=("total", {"values": "@w"}),
        c=("choose", {"value": "@g", "model": "@m"}),
        s=("show", {"value": "@c"}),
        u=("show", {"value": "@h"}),
        x=("show", {"value": "@k"}),
    )
    assert ran.counts == (3, 0, 0)
    assert sorted(stage.seen) == [435, 435, 436]


def test_a_lane_serves_in_order_of_arrival() -> None:
    lane, stop = Lane(), threading.Event()
    served: list[int] = []
    threads = []
    with inside(lane, stop):
        for number in range(5):
            arrived = threading.Event()

            def work(number: int = number, arrived: threading.Event = arrived) -> None:
                arrived.set()
                with inside(lane, stop):
                    served.append(number)

            threads.append(threading.Thread(target=work))
            threads[-1].start()
            arrived.wait(10)
            while len(lane._waiting) <= number:
                pass
        assert served == []
    for thread in threads:
        thread.join(10)
    assert served == list(range(5))


def test_waiting_for_a_lane_heeds_a_stop() -> None:
    lane, stop = Lane(), threading.Event()
    errors: list[BaseException] = []

    def wait() -> None:
        try:
            with inside(lane, stop):
                errors.append(AssertionError("let in"))
        except Stopped as error:
            errors.append(error)

    with inside(lane, threading.Event()):
        thread = threading.Thread(target=wait)
        thread.start()
        stop.set()
        thread.join(10)
    assert [type(error) for error in errors] == [Stopped]
    with inside(lane, threading.Event()), outside(threading.Event()), inside(lane, threading.Event()):
        pass  # the one who gave up holds nothing


def test_no_more_threads_than_wanted_and_work_in_order() -> None:
    threads = Threads(3)
    names: set[str] = set()
    done: list[int] = []
    over = threading.Event()
    for number in range(100):

        def work(number: int = number) -> None:
            names.add(threading.current_thread().name)
            done.append(number)
            if number == 99:
                over.set()

        threads.give(work)
    assert over.wait(10)
    threads.close()
    assert 1 <= len(names) <= 3


def test_a_full_window_lets_the_first_item_on() -> None:
    window = Window(100)
    window.add(150)
    assert window.full
    window.wait(lambda: True)
    waited = threading.Event()
    thread = threading.Thread(target=lambda: (window.wait(lambda: False), waited.set()))
    thread.start()
    assert not waited.wait(0.05)
    window.drop(100)
    assert waited.wait(10)


def test_a_lane_of_several_devices_lets_in_as_many_and_keeps_the_order() -> None:
    lane, stop = Lane(lambda: 2), threading.Event()
    lane.enter(stop)
    lane.enter(stop)
    came: list[int] = []
    waiting = []
    for number in range(3):
        thread = threading.Thread(target=lambda number=number: (lane.enter(stop), came.append(number)))
        thread.start()
        waiting.append(thread)
        until(lambda number=number: len(lane._waiting) > number, 5)
    assert came == []
    for number, thread in enumerate(waiting):
        lane.leave()
        thread.join(5)
        assert came == list(range(number + 1))


def test_how_many_devices_there_are_is_asked_only_when_somebody_would_wait() -> None:
    asked: list[int] = []
    lane, stop = Lane(lambda: asked.append(1) or 1), threading.Event()
    for _ in range(3):
        with inside(lane, stop):
            assert asked == []
