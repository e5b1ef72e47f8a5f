"""A worker may die: the result is right all the same, and nothing of it stays behind."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest

from nodegraph.core import context
from nodegraph.core.errors import ChildDied, DeviceFault, FileRefused, ModelRefused, RunError, Stopped
from nodegraph.runtimes import link
from nodegraph.runtimes.base import TooBig
from nodegraph.runtimes.pool import OpenModel, Pool, close_shared
from nodegraph.runtimes.runfolder import disk_root, shared_memory_root

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
deaths = pytest.mark.parametrize("name", ["SIGKILL", "SIGSEGV"])


def run_folders(pid: int) -> list[Path]:
    roots = [root for root in (shared_memory_root(), disk_root()) if root is not None]
    return [folder for root in roots if root.is_dir() for folder in root.iterdir() if folder.name.startswith(f"{pid}-")]


def wait_until(condition: Callable[[], bool], seconds: float = 3.0) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


@pytest.fixture
def pool() -> Iterator[Pool]:
    """A pool that must leave no process and no file behind."""
    # Tests of other files may have left the shared one with warm workers.
    close_shared()
    pool = Pool()
    yield pool
    pool.close()
    assert psutil.Process().children(recursive=True) == []
    assert run_folders(os.getpid()) == []


class Toys:
    """Writes toy models and opens them."""

    def __init__(self, folder: Path, pool: Pool) -> None:
        self.folder = folder
        self.pool = pool
        self.marks = folder / "marks"
        self.marks.mkdir()

    def write(self, name: str = "model", **recipe: Any) -> Path:
        path = self.folder / f"{name}.toy"
        path.write_text(json.dumps({"toy": 1, **recipe}))
        return path

    def open(self, name: str = "model", device: str = "cpu", **recipe: Any) -> OpenModel:
        return self.pool.open(self.write(name, **recipe), runtime="toy", device=device, precision="fp32")

    def death(self, signal_name: str, at: int | str, times: int = 1) -> dict[str, Any]:
        return {"signal": signal_name, "at": at, "times": times, "marks": str(self.marks)}

    def marked(self, what: str) -> int:
        return len(list(self.marks.glob(f"{what}-*")))


@pytest.fixture
def toys(tmp_path: Path, pool: Pool) -> Toys:
    return Toys(tmp_path, pool)


def picture(height: int = 5, width: int = 7, seed: int = 0) -> Any:
    return np.random.default_rng(seed).random((height, width, 3), np.float32)


def enlarged(tile: Any, scale: int) -> Any:
    return tile.repeat(scale, 0).repeat(scale, 1)


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


def test_a_worker_started_ahead_of_need_is_the_one_that_is_used(toys: Toys) -> None:
    toys.pool.warm("toy", "cpu")
    workers = toys.pool.workers()
    toys.open().run(picture())
    assert toys.pool.workers() == workers
    assert len(workers) == 1


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


# ---- deaths ----


@posix
@deaths
@pytest.mark.parametrize("at", [0, 1, 4, 7])
def test_a_death_costs_one_tile(toys: Toys, name: str, at: int) -> None:
    model = toys.open(scale=2, die=toys.death(name, at))
    before = toys.pool.workers()
    tiles = [picture(seed=seed) for seed in range(8)]
    for tile, result in zip(tiles, model.stream(tiles), strict=True):
        assert np.array_equal(result, enlarged(tile, 2))
    assert toys.marked("death") == 1
    assert toys.marked("tile") == 8, "a finished tile was done again"
    assert toys.pool.workers() != before


@posix
@deaths
def test_a_tile_is_given_up_after_three_deaths(toys: Toys, name: str) -> None:
    model = toys.open(scale=2, die=toys.death(name, 2, times=99))
    results = model.stream([picture(seed=seed) for seed in range(8)])
    next(results)
    next(results)
    with pytest.raises(ChildDied, match=rf"was killed by {name}.* 3 times on the same tile of 7x5 .*model\.toy"):
        next(results)
    assert toys.marked("death") == 3
    assert np.array_equal(toys.open("healthy").run(picture()), picture()), "others are not affected"


@posix
def test_a_tile_may_take_two_deaths_and_each_tile_has_its_own_count(toys: Toys) -> None:
    model = toys.open(scale=1, die=toys.death("SIGKILL", 0, times=2))
    assert np.array_equal(model.run(picture()), picture())
    assert toys.marked("death") == 2
    other = toys.folder / "other marks"
    other.mkdir()
    model = toys.open("other", scale=1, die={"marks": str(other), "at": 1, "times": 2})
    assert len(list(model.stream([picture()] * 4))) == 4


@posix
@deaths
def test_a_death_while_opening_is_tried_once_more(toys: Toys, name: str) -> None:
    tile = picture()
    assert np.array_equal(toys.open(die=toys.death(name, "open")).run(tile), tile)
    with pytest.raises(ChildDied, match=rf"was killed by {name} while it opened .*bad\.toy"):
        toys.open("bad", die=toys.death(name, "open", times=99))
    assert toys.marked("death") == 3


@posix
def test_a_worker_killed_between_two_tiles_is_not_missed(toys: Toys) -> None:
    model = toys.open(scale=2)
    tile = picture()
    model.run(tile)
    os.kill(toys.pool.workers()[0], signal.SIGKILL)
    assert np.array_equal(model.run(tile), enlarged(tile, 2))
    assert model.memory().free > 0


@posix
def test_a_model_that_changed_is_not_run_half_and_half(toys: Toys) -> None:
    model = toys.open(scale=2)
    model.run(picture())
    toys.write(scale=3)
    os.kill(toys.pool.workers()[0], signal.SIGKILL)
    with pytest.raises(RunError, match="was changed while it was in use"):
        model.run(picture())
    assert np.array_equal(toys.open(scale=3).run(picture()), enlarged(picture(), 3)), "the new one is another model"


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
    began = time.monotonic()
    with pytest.raises(ModelRefused, match=r"bomb\.toy takes more than \d+ MB of memory"):
        pool.open(toys.write("bomb", hog=4_000_000_000), runtime="toy", device="cpu", precision="fp32")
    assert time.monotonic() - began < 10
    assert wait_until(lambda: psutil.Process().children() == [])
    pool.close()


# ---- stop ----


def stopping(stop: threading.Event, when: Callable[[], bool]) -> threading.Thread:
    """Set the stop as soon as a condition holds, from another thread, as a person does."""

    def watch() -> None:
        wait_until(when, 20)
        stop.set()

    thread = threading.Thread(target=watch)
    thread.start()
    return thread


def test_a_stop_kills_a_long_tile_after_the_grace(toys: Toys) -> None:
    model = toys.open(delay=30)
    (pid,) = toys.pool.workers()
    wishes = context.Context()
    token = context.current.set(wishes)
    taken: list[float] = []

    def tiles() -> Iterator[Any]:
        for _ in range(5):
            taken.append(time.monotonic())
            yield picture()

    # The second tile is taken when the first is on its way.
    thread = stopping(wishes.stop, lambda: len(taken) >= 2)
    with pytest.raises(Stopped):
        list(model.stream(tiles()))
    thread.join()
    context.current.reset(token)
    assert time.monotonic() - taken[1] < 2
    assert wait_until(lambda: not psutil.pid_exists(pid))
    assert toys.pool.workers() == [], "the tile was not tried again"


def test_a_stop_is_polite_to_short_tiles(toys: Toys) -> None:
    model = toys.open(scale=1, delay=0.01)
    (pid,) = toys.pool.workers()
    wishes = context.Context()
    token = context.current.set(wishes)
    seen: list[object] = []
    thread = stopping(wishes.stop, lambda: len(seen) >= 3)
    with pytest.raises(Stopped):
        seen.extend(model.stream(picture() for _ in range(10_000)))
    thread.join()
    context.current.reset(token)
    assert toys.pool.workers() == [pid]
    assert np.array_equal(model.run(picture()), picture())


@pytest.mark.parametrize(("delay", "survives"), [(0.02, True), (0.7, False)])
def test_a_stop_that_the_reader_notices_leaves_no_tile_running(toys: Toys, delay: float, survives: bool) -> None:
    model = toys.open(delay=delay)
    (pid,) = toys.pool.workers()
    wishes = context.Context()
    token = context.current.set(wishes)
    stream = model.stream([picture()] * 3)
    next(stream)
    wishes.stop.set()
    stream.close()  # type: ignore[attr-defined]
    context.current.reset(token)
    assert toys.pool.workers() == ([pid] if survives else [])


# ---- nothing stays ----


@posix
def test_arenas_have_no_name_while_they_are_used(toys: Toys) -> None:
    model = toys.open(scale=4)
    for _ in model.stream([picture(100, 100)] * 5):
        (folder,) = run_folders(os.getpid())
    assert [file.name for file in folder.iterdir()] == ["lock"]


@pytest.mark.skipif(sys.platform != "linux", reason="what a process has mapped is read from /proc")
def test_room_for_a_very_large_tile_is_given_back(toys: Toys, monkeypatch: pytest.MonkeyPatch) -> None:
    def maps(pid: int) -> list[str]:
        return [line for line in Path(f"/proc/{pid}/maps").read_text().splitlines() if "/arena-" in line]

    def mapped(pid: int) -> list[str]:
        return [line for line in maps(pid) if line not in before]

    # Pictures that came out of other tests' pools may still be alive.
    before = set(maps(os.getpid()))
    monkeypatch.setattr(link, "_LARGE", 4 << 20)
    model = toys.open(scale=2)
    (worker,) = toys.pool.workers()
    model.run(picture())
    assert [len(mapped(pid)) for pid in (worker, os.getpid())] == [1, 1], "a small one is kept for the next tile"
    for _ in range(2):
        large = picture(400, 300)
        for result in model.stream([large, picture(), large]):
            assert isinstance(result, np.ndarray)
            del result
        model.memory()  # Answered after what was asked before.
        for pid in (worker, os.getpid()):
            assert all(
                int(line.split("-")[1].split()[0], 16) - int(line.split("-")[0], 16) <= 4 << 20 for line in mapped(pid)
            )
    assert np.array_equal(model.run(large), enlarged(large, 2))


def test_a_closed_pool_says_so(toys: Toys) -> None:
    model = toys.open()
    toys.pool.close()
    with pytest.raises(RunError, match="were ended"):
        model.run(picture())
    with pytest.raises(RunError, match="were ended"):
        toys.open(device="other")


SCRIPT = """
import json, os, sys, threading
from pathlib import Path
import numpy as np
from nodegraph.runtimes.pool import shared

def work():
    model = shared().open(Path({model!r}), runtime="toy", device="cpu", precision="fp32")
    tile = np.ones((4, 4, 3), np.float32)
    total = sum(float(result.sum()) for result in model.stream([tile] * 10))
    print(os.getpid(), *shared().workers(), total, "multiprocessing" in sys.modules, flush=True)

{call}
"""
PLAIN, THREAD = "work()", "t = threading.Thread(target=work); t.start(); t.join()"


@pytest.mark.parametrize(
    ("call", "how"), [(PLAIN, "file"), (PLAIN, "stdin"), (THREAD, "file"), (PLAIN + "; os.close(0)", "stdin")]
)
def test_it_works_from_a_script_without_a_guard_from_stdin_and_from_a_thread(toys: Toys, call: str, how: str) -> None:
    text = SCRIPT.format(model=str(toys.write(scale=2)), call=call)
    script = toys.folder / "script.py"
    script.write_text(text)
    # Files with the names of our modules lie where it runs.
    for name in ("nodes", "cv2"):
        (toys.folder / f"{name}.py").write_text("raise SystemExit('a file of the current folder was run')")
    command = [sys.executable, "-" if how == "stdin" else str(script)]
    done = subprocess.run(
        command, input=text if how == "stdin" else "", text=True, capture_output=True, cwd=toys.folder, timeout=30
    )
    assert (done.returncode, done.stderr) == (0, "")
    pid, worker, total, multiprocessing = done.stdout.split()
    assert (float(total), multiprocessing) == (4 * 4 * 3 * 4 * 10, "False")
    assert not psutil.pid_exists(int(worker))
    assert run_folders(int(pid)) == []


@posix
def test_a_forked_process_leaves_its_parents_workers_alone(toys: Toys) -> None:
    fork = "work()\nif os.fork() == 0:\n    work()\n    sys.exit()\nos.wait()\nwork()\n"
    text = SCRIPT.format(model=str(toys.write()), call=fork)
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", text], text=True, capture_output=True, timeout=30)
    assert (done.returncode, done.stderr) == (0, "")
    before, forked, after = (line.split() for line in done.stdout.splitlines())
    assert before == after
    assert forked[1] != before[1]
    assert run_folders(int(before[0])) == run_folders(int(forked[0])) == []


@posix
def test_after_the_engine_was_killed_its_workers_go_and_the_next_start_tidies_up(toys: Toys) -> None:
    text = SCRIPT.format(
        model=str(toys.write(delay=0.01)),
        call="work(); shared().open(Path({!r}), runtime='toy', "
        "device='cpu', precision='fp32').run(np.ones((4, 4, 3), np.float32))".format(str(toys.write("slow", delay=60))),
    )
    with subprocess.Popen([sys.executable, "-c", text], stdout=subprocess.PIPE, text=True) as engine:
        assert engine.stdout is not None
        pid, worker, *_ = map(float, engine.stdout.readline().replace("False", "0").split())
        assert psutil.pid_exists(int(worker))
        engine.kill()
    assert wait_until(lambda: not psutil.pid_exists(int(worker)), 3)
    assert run_folders(int(pid)) != [], "it had no chance to tidy up"
    Pool().close()
    assert run_folders(int(pid)) == []
    assert run_folders(os.getpid()) == []
