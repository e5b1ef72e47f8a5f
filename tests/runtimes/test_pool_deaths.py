"""A worker may die or be stopped: the result is right all the same, and nothing of it stays behind."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest

from nodegraph.core import context
from nodegraph.core.errors import ChildDied, RunError, Stopped
from nodegraph.runtimes import link
from nodegraph.runtimes.pool import Pool
from tests.waiting import begun, until

from .conftest import Toys, deaths, enlarged, picture, posix, run_folders

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


# ---- stop ----


def stopping(stop: threading.Event, when: Callable[[], bool]) -> threading.Thread:
    """Set the stop as soon as a condition holds, from another thread, as a person does."""

    def watch() -> None:
        try:
            until(when, 20)
        finally:
            stop.set()

    thread = threading.Thread(target=watch)
    thread.start()
    return thread


def test_a_stop_kills_a_long_tile_after_the_grace(toys: Toys) -> None:
    model = toys.open(delay=30)
    (pid,) = toys.pool.workers()
    wishes = context.Context()
    token = context.current.set(wishes)
    taken: list[int] = []

    def tiles() -> Iterator[Any]:
        for number in range(5):
            taken.append(number)
            yield picture()

    # The second tile is taken when the first is on its way.
    thread = stopping(wishes.stop, lambda: len(taken) >= 2)
    with pytest.raises(Stopped):
        list(model.stream(tiles()))
    thread.join()
    context.current.reset(token)
    until(lambda: not psutil.pid_exists(pid), 3, "the tile was waited for")
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
    with begun([sys.executable, "-c", text], stdout=subprocess.PIPE, text=True) as engine:
        assert engine.stdout is not None
        pid, worker, *_ = map(float, engine.stdout.readline().replace("False", "0").split())
        assert psutil.pid_exists(int(worker))
        # Looked at while it lives: afterwards any program that starts on this machine may tidy up.
        assert run_folders(int(pid)) != []
        engine.kill()
    until(lambda: not psutil.pid_exists(int(worker)), 3)
    Pool().close()
    assert run_folders(int(pid)) == []
    assert run_folders(os.getpid()) == []


@posix
def test_a_worker_that_dies_is_told_once_and_one_that_we_end_is_not(toys: Toys) -> None:
    warnings: list[str] = []
    token = context.current.set(context.Context(on_warning=warnings.append))
    try:
        model = toys.open(scale=2)
        tile = picture()
        model.run(tile)
        os.kill(toys.pool.workers()[0], signal.SIGKILL)
        until(lambda: not toys.pool.workers(), 3)
        assert np.array_equal(model.run(tile), enlarged(tile, 2))
        assert warnings == ["The worker process was killed by SIGKILL; another one went on where it was."]
        model._living().kill()
        assert np.array_equal(model.run(tile), enlarged(tile, 2))
        assert len(warnings) == 1
    finally:
        context.current.reset(token)


def test_a_worker_has_the_runs_grace_after_a_stop(toys: Toys) -> None:
    model = toys.open(delay=1.0)
    (pid,) = toys.pool.workers()
    wishes = context.Context(grace=30)
    token = context.current.set(wishes)
    try:
        results = model.stream([picture()] * 3)
        stopping(wishes.stop, lambda: True).join()
        with pytest.raises(Stopped):
            next(results)
    finally:
        context.current.reset(token)
    assert toys.pool.workers() == [pid]


def test_the_memory_of_accelerators_is_asked_of_those_that_are_open(toys: Toys) -> None:
    assert toys.pool.free() == {}
    toys.open("small")
    assert toys.pool.free() == {}, "the CPU is none"
    toys.open("large", device="cuda:7").run(picture())
    assert toys.pool.free()["cuda:7"] > 0
