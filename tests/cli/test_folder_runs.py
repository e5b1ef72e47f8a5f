"""A run over many pictures: one that is broken, a stop half-way, a second start that does only the rest."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from tests.waiting import begun

from .conftest import STREET, Run, Watched, load, marked, marks, part_files, picture, posix, toy, tree

COUNT = 64


def _pictures(folder: Path) -> dict[str, np.ndarray]:
    names = [f"{'odd/' if number % 2 else ''}{number}.png" for number in range(COUNT)]
    return {name: picture(folder / name) for name in names}


def test_a_broken_picture_is_reported_and_the_others_are_saved_in_order(watched: Watched, tmp_path: Path) -> None:
    pixels = _pictures(tmp_path / "in")
    (tmp_path / "in" / "40.png").write_bytes((tmp_path / "in" / "40.png").read_bytes()[:300])
    running = watched("upscale", "in", "-o", "out", "--model", toy(tmp_path / "twice.toy", scale=2))
    code, _ = running.finish()
    assert code == 1
    (failed,) = running.of("Failed")
    assert "40.png" in failed["item"]
    assert failed["sentence"].count(str(tmp_path / "in" / "40.png")) == 1
    assert failed["sentence"].endswith(".")
    finished = running.of("Finished")[0]
    assert (finished["outcome"], finished["done"], finished["failed"]) == ("failed", 63, 1)
    del pixels["40.png"]
    assert set(tree(tmp_path / "out")) == set(pixels)
    for name, before in pixels.items():
        assert np.array_equal(load(tmp_path / "out" / name), before.repeat(2, 0).repeat(2, 1)), name
    # Numbers are counted, files come before those of sub-folders.
    written = [event["path"] for event in running.of("Wrote")]
    assert written == [str(tmp_path / "out" / name) for name in sorted(pixels, key=lambda n: ("/" in n, _number(n)))]


def _number(name: str) -> int:
    return int(Path(name).stem)


@posix
@pytest.mark.slow
def test_stopped_half_way_and_started_again_it_does_only_the_rest(
    watched: Watched, nodegraph: Run, tmp_path: Path
) -> None:
    pixels = _pictures(tmp_path / "in")
    counter = marks(tmp_path / "marks")
    # A death that never comes: its marks count the tiles.
    model = toy(tmp_path / "slow.toy", delay=0.02, die={"at": 10**6, "marks": str(counter)})
    running = watched("upscale", "in", "-o", "out", "--model", model)
    running.wait_for("Wrote", 20)
    running.press_ctrl_c()
    code, _ = running.finish()
    assert code == 3
    assert running.of("Finished")[0]["outcome"] == "stopped"
    assert part_files(tmp_path) == []
    done = tree(tmp_path / "out")
    assert 20 <= len(done) < COUNT
    before = marked(counter, "tile")
    # What was done cannot be loaded any more: who looks into it fails.
    for name in done:
        (tmp_path / "in" / name).write_text("no picture any more")
    running = watched("upscale", "in", "-o", "out", "--model", model, "--if-exists", "skip")
    code, error = running.finish()
    assert (code, running.of("Failed")) == (0, []), error
    finished = running.of("Finished")[0]
    assert (finished["done"], finished["skipped"]) == (COUNT - len(done), len(done))
    # One tile a picture; those under way at the stop are made again, unless the cache has them.
    assert 0 < marked(counter, "tile") - before <= COUNT - len(done)
    for name, source in pixels.items():
        assert np.array_equal(load(tmp_path / "out" / name), source), name
    # With nothing left to do no tile is made; the worker that is started ahead stays idle.
    made = marked(counter, "tile")
    running = watched("upscale", "in", "-o", "out", "--model", model, "--if-exists", "skip")
    code, _ = running.finish()
    assert (code, running.of("Finished")[0]["skipped"]) == (0, COUNT)
    assert marked(counter, "tile") == made


@posix
def test_ctrl_c_in_the_middle_of_a_picture_leaves_nothing_half_written(watched: Watched, tmp_path: Path) -> None:
    picture(tmp_path / "a.png", 64, 64)
    running = watched("upscale", "a.png", "-o", "out/b.png", "--model", toy(tmp_path / "slow.toy", delay=30))
    running.wait_for("Progress")
    running.child("nodegraph.runtimes.worker")
    running.press_ctrl_c()
    code, _ = running.finish(8)
    assert code == 3
    assert tree(tmp_path / "out") == []


@posix
@pytest.mark.parametrize("seconds", [0.01, 0.04, 0.08, 0.15, 0.3])
def test_ctrl_c_at_any_moment_is_no_traceback(tmp_path: Path, seconds: float) -> None:
    model = toy(tmp_path / "slow.toy", delay=30)
    arguments = ["nodegraph", "upscale", str(STREET), "-o", str(tmp_path / "b.png"), "--model", str(model)]
    code = f"from nodegraph.cli.main import main; import sys; sys.argv = {arguments}; print('up', flush=True); main()"
    with begun(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "up\n"
        # Nothing is waited for: the press comes while it imports, while the engine starts, while a tile runs.
        time.sleep(seconds)
        os.killpg(process.pid, signal.SIGINT)
        _, error = process.communicate(timeout=10)
    assert process.returncode == 3, error
    assert "Traceback" not in error
    assert tree(tmp_path) == ["slow.toy"]


@posix
@pytest.mark.slow
def test_a_terminated_program_takes_its_children_along(watched: Watched, tmp_path: Path) -> None:
    for name in ("a.png", "b.png", "c.png"):
        picture(tmp_path / "in" / name, 64, 64)
    model = toy(tmp_path / "slow.toy", delay=0.4)
    running = watched("upscale", "in", "-o", "out", "--model", model)
    running.wait_for("Wrote")
    running.send(signal.SIGKILL)
    code, _ = running.finish(10)
    assert code == -signal.SIGKILL
