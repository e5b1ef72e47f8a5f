"""Models run in workers: results, order, expected outcomes, and what is refused."""

import os
import sys
import threading
from collections.abc import Iterator
from typing import Any

import numpy as np
import psutil
import pytest

from nodegraph.core.errors import DeviceFault, FileRefused, ModelRefused, RunError
from nodegraph.runtimes.base import TooBig
from nodegraph.runtimes.pool import Pool
from tests.waiting import until

from .conftest import Toys, enlarged, picture, posix

# ---- results ----


@pytest.mark.parametrize("tells_scale", [True, False])
def test_a_tile_comes_back_as_the_model_makes_it(toys: Toys, tells_scale: bool) -> None:
    model = toys.open(scale=4, tells_scale=tells_scale)
    first, second = picture(300, 200, 1), picture(3, 5, 2)
    result = model.run(first)
    assert isinstance(result, np.ndarray)
    assert np.array_equal(model.run(second), enlarged(second, 4))
    assert np.array_equal(result, enlarged(first, 4)), "a result belongs to its caller"


def test_a_stream_keeps_order_whatever_the_sizes(toys: Toys) -> None:
    model = toys.open(scale=2)
    tiles = [picture(1 + seed * 7 % 60, 1 + seed * 13 % 90, seed) for seed in range(30)]
    for tile, result in zip(tiles, model.stream(iter(tiles)), strict=True):
        assert np.array_equal(result, enlarged(tile, 2))


def test_the_caller_may_use_one_buffer_for_all_tiles(toys: Toys) -> None:
    model = toys.open(scale=1, die=toys.death("SIGKILL", 3))
    buffer = picture()

    def tiles() -> Iterator[Any]:
        for number in range(8):
            buffer[:] = number
            yield buffer

    assert [float(result.mean()) for result in model.stream(tiles())] == list(range(8))  # type: ignore[union-attr]


def test_models_share_a_warm_worker_and_come_back_when_they_were_closed_for_others(toys: Toys) -> None:
    models = [toys.open(f"model-{scale}", scale=scale) for scale in range(1, 8)]
    (pid,) = toys.pool.workers()
    tile = picture()
    for _ in range(2):
        for scale, model in enumerate(models, 1):
            assert np.array_equal(model.run(tile), enlarged(tile, scale))
    assert toys.pool.workers() == [pid]


def test_each_device_has_a_worker_of_its_own(toys: Toys) -> None:
    toys.open(device="cpu")
    toys.open(device="cuda:0")
    assert len(set(toys.pool.workers())) == 2


def test_streams_of_one_thread_may_be_read_in_turn_and_left(toys: Toys) -> None:
    one, two = toys.open("one", scale=1), toys.open("two", scale=2)
    tiles = [picture(seed=seed) for seed in range(9)]
    left = one.stream(iter(tiles))
    next(left)
    for tile, first, second in zip(tiles, one.stream(tiles), two.stream(tiles), strict=True):
        assert np.array_equal(first, tile)
        assert np.array_equal(second, enlarged(tile, 2))
    left.close()  # type: ignore[attr-defined]
    assert np.array_equal(one.run(tiles[3]), tiles[3])


def test_threads_take_turns(toys: Toys) -> None:
    models = [toys.open(f"model-{scale}", scale=scale) for scale in (1, 2, 3)]
    wrong: list[str] = []

    def work(scale: int, seed: int) -> None:
        tiles = [picture(20, 30, seed * 100 + number) for number in range(10)]
        for tile, result in zip(tiles, models[scale - 1].stream(tiles), strict=True):
            if not np.array_equal(result, enlarged(tile, scale)):
                wrong.append(f"{scale} {seed}")

    threads = [threading.Thread(target=work, args=(scale, seed)) for scale in (1, 2, 3) for seed in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_memory_is_measured_where_the_model_runs(toys: Toys) -> None:
    model = toys.open(scale=4)
    model.run(picture(512, 512))
    report = model.memory()
    assert 0 < report.free <= psutil.virtual_memory().total
    if sys.platform == "linux":
        # The result alone is 48 MiB.
        assert 40 << 20 < report.peak < 400 << 20


# ---- expected outcomes and faults ----


def test_too_big_is_a_value_and_the_stream_goes_on(toys: Toys) -> None:
    model = toys.open(scale=1, memory_pixels=40)
    (pid,) = toys.pool.workers()
    tiles = [picture(), picture(9, 9), picture()]
    kinds = [isinstance(result, TooBig) for result in model.stream(tiles)]
    assert kinds == [False, True, False]
    assert toys.pool.workers() == [pid]


def test_a_device_fault_is_no_lack_of_memory_and_its_worker_is_not_used_again(toys: Toys) -> None:
    model = toys.open("faulty", fault="device")
    healthy = toys.open("healthy")
    (pid,) = toys.pool.workers()
    with pytest.raises(DeviceFault, match="toy device has failed"):
        model.run(picture())
    assert np.array_equal(healthy.run(picture()), picture())
    assert toys.pool.workers() != [pid]


def test_an_unforeseen_error_is_a_sentence_and_the_worker_lives_on(toys: Toys) -> None:
    model = toys.open(channels=1)
    (pid,) = toys.pool.workers()
    with pytest.raises(RunError, match=r"model\.toy failed on a tile of 7x5 pixels \(ValueError: .*does not suit"):
        model.run(picture())
    assert model.run(picture()[:, :, :1]).shape == (5, 7, 1)  # type: ignore[union-attr]
    assert toys.pool.workers() == [pid]


def test_what_is_no_model_is_refused(toys: Toys, pool: Pool) -> None:
    path = toys.folder / "page.toy"
    path.write_text("<html>")
    with pytest.raises(ModelRefused, match=r"page\.toy is no toy model"):
        pool.open(path, runtime="toy", device="cpu", precision="fp32")
    with pytest.raises(FileRefused, match="No such file"):
        pool.open(toys.folder / "none.toy", runtime="toy", device="cpu", precision="fp32")
    with pytest.raises(FileRefused, match="is no file"):
        pool.open(toys.folder, runtime="toy", device="cpu", precision="fp32")
    with pytest.raises(RunError, match=r"cannot be opened \(ModuleNotFoundError"):
        pool.open(toys.write(), runtime="nonsense", device="cpu", precision="fp32")


@posix
def test_a_pipe_is_not_opened(toys: Toys, pool: Pool) -> None:
    os.mkfifo(toys.folder / "pipe.toy")
    with pytest.raises(FileRefused, match="is no file"):
        pool.open(toys.folder / "pipe.toy", runtime="toy", device="cpu", precision="fp32")


def test_a_file_that_fills_the_memory_is_refused_and_not_tried_again(toys: Toys) -> None:
    pool = Pool(memory_fraction=100e6 / psutil.virtual_memory().available)
    with pytest.raises(ModelRefused, match=r"bomb\.toy takes more than \d+ MB of memory"):
        pool.open(toys.write("bomb", hog=4_000_000_000), runtime="toy", device="cpu", precision="fp32")
    until(lambda: psutil.Process().children() == [], 3)
    pool.close()
