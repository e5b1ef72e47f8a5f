"""Items go to the device that would finish them first, as far as is known, and every device is tried."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from typing import Any

import numpy as np
import pytest

from nodegraph.core.errors import ValueRefused
from nodegraph.runtimes.messages import DeviceFact
from nodegraph.runtimes.share import Share, device_for, shared_devices

from .conftest import Toys, enlarged, picture

TWO = ("cuda:0", "cuda:1")


class Clock:
    """Time that passes when it is told to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def done_alone(share: Share, clock: Clock, name: str, seconds: float, pixels: int = 100) -> None:
    with share.device((name,), "m", pixels):
        clock.now += seconds


def test_an_idle_device_is_tried_before_a_busy_one_gets_more(clock: Clock) -> None:
    share = Share(clock)
    with ExitStack() as stack:
        taken = [stack.enter_context(share.device(TWO, "m", 100)) for _ in range(4)]
    assert sorted(taken[:2]) == list(TWO)
    assert sorted(taken[2:]) == list(TWO)


def test_work_is_shared_out_by_measured_speed(clock: Clock) -> None:
    share = Share(clock)
    done_alone(share, clock, "cuda:0", 1.0)
    done_alone(share, clock, "cuda:1", 3.0)
    with ExitStack() as stack:
        taken = [stack.enter_context(share.device(TWO, "m", 100)) for _ in range(12)]
    assert taken.count("cuda:0") == 9
    assert taken[:3] == ["cuda:0", "cuda:0", "cuda:0"], "a second item there is done before a first one elsewhere"


def test_a_large_item_counts_more_than_a_small_one(clock: Clock) -> None:
    share = Share(clock)
    for name in TWO:
        done_alone(share, clock, name, 1.0)
    with ExitStack() as stack:
        large = stack.enter_context(share.device(TWO, "m", 1000))
        small = [stack.enter_context(share.device(TWO, "m", 100)) for _ in range(9)]
    assert large not in small


def test_what_is_nearly_done_counts_little(clock: Clock) -> None:
    share = Share(clock)
    done_alone(share, clock, "cuda:0", 1.0)
    done_alone(share, clock, "cuda:1", 1.5)
    with share.device(TWO, "m", 100) as first:
        assert first == "cuda:0"
        clock.now += 0.9
        with share.device(TWO, "m", 100) as second:
            assert second == "cuda:0", "0.1 s and 1 s are less than 1.5 s"


def test_a_device_that_slows_down_gets_less(clock: Clock) -> None:
    share = Share(clock)
    done_alone(share, clock, "cuda:0", 1.0)
    done_alone(share, clock, "cuda:1", 1.5)
    for _ in range(3):
        done_alone(share, clock, "cuda:0", 4.0)
    with share.device(TWO, "m", 100) as name:
        assert name == "cuda:1"


def test_models_are_measured_apart_and_failures_not_at_all(clock: Clock) -> None:
    share = Share(clock)
    done_alone(share, clock, "cuda:0", 9.0)
    done_alone(share, clock, "cuda:1", 1.0)
    with suppress(RuntimeError), share.device(("cuda:1",), "m", 100):
        clock.now += 100
        raise RuntimeError("lost")
    with share.device(TWO, "m", 100) as name:
        assert name == "cuda:1"
    with share.device(TWO, "another", 100) as name:
        assert name == "cuda:0"


def test_two_pretended_devices_share_a_stream_and_the_faster_does_more(toys: Toys) -> None:
    models = {
        name: toys.open(name.replace(":", "-"), device=name, scale=2, delay=delay)
        for name, delay in zip(TWO, (0.01, 0.06), strict=True)
    }
    for name in TWO:
        models[name].run(picture())
    share, lock, counts = Share(), threading.Lock(), dict.fromkeys(TWO, 0)
    items: Iterator[Any] = iter([picture(seed=seed) for seed in range(24)])
    wrong: list[str] = []

    def work() -> None:
        while True:
            with lock:
                item = next(items, None)
            if item is None:
                return
            with share.device(TWO, "m", item.size) as name:
                if not np.array_equal(models[name].run(item), enlarged(item, 2)):
                    wrong.append(name)
                with lock:
                    counts[name] += 1

    threads = [threading.Thread(target=work) for _ in TWO]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert sum(counts.values()) == 24
    assert counts["cuda:0"] > counts["cuda:1"] > 0


def test_which_wishes_share() -> None:
    names = ("cuda:1", "cuda:0", "xpu:0", "cpu")
    found = [DeviceFact(name, name, 1, 1) for name in names]
    assert shared_devices("auto", found) == ["cuda:1", "cuda:0"]
    assert shared_devices("cuda", found) == ["cuda:1", "cuda:0"]
    assert shared_devices("cuda:0", found) == ["cuda:0"]
    assert shared_devices("cpu", found) == ["cpu"]
    assert shared_devices("auto", found[2:]) == ["xpu:0"]
    with pytest.raises(ValueRefused):
        shared_devices("vulkan:9", found)


@pytest.mark.parametrize(
    ("wish", "chosen"), [("auto", "cpu"), ("auto", "vulkan:0"), ("cuda:1", "cuda:1"), ("cpu", "cpu")]
)
def test_a_route_to_one_device_stays_there(wish: str, chosen: str) -> None:
    with device_for(wish, chosen, "m", 100) as first, device_for(wish, chosen, "m", 100) as second:
        assert (first, second) == (chosen, chosen)
