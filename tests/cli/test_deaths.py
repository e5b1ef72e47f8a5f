"""Processes die, memory is short, devices fail: the picture is right, or one item fails with a sentence."""

import signal
from pathlib import Path

import numpy as np
import pytest

from .conftest import Watched, load, marked, marks, part_files, picture, posix, save, toy, tree

SIDE = 96
TILE = "32"


@pytest.fixture
def noise(tmp_path: Path) -> np.ndarray:
    return picture(tmp_path / "a.png", SIDE, SIDE)


def _box(pixels: np.ndarray) -> np.ndarray:
    """Return what the toy's "box" of radius 2 makes of a picture, computed whole."""
    padded = np.pad(pixels.astype(np.float64), ((2, 2), (2, 2), (0, 0)), mode="edge")
    height, width = pixels.shape[:2]
    return sum(padded[y : y + height, x : x + width] for y in range(5) for x in range(5)) / 25


@posix
@pytest.mark.parametrize("name", ["SIGKILL", "SIGSEGV"])
def test_a_worker_that_dies_in_the_middle_costs_a_tile(
    watched: Watched, tmp_path: Path, noise: np.ndarray, name: str
) -> None:
    counter = marks(tmp_path / "marks")
    die = {"signal": name, "at": 6, "times": 2, "marks": str(counter)}
    model = toy(tmp_path / "dies.toy", operation="box", radius=2, die=die)
    running = watched("upscale", "a.png", "-o", "b.png", "--model", model, "--tile", TILE)
    code, error = running.finish()
    assert code == 0, error
    assert marked(counter, "death") == 2
    assert np.abs(load(tmp_path / "b.png") - _box(noise)).max() <= 1
    assert part_files(tmp_path) == []


@posix
@pytest.mark.parametrize("name", ["SIGKILL", "SIGSEGV"])
def test_a_worker_that_dies_at_each_attempt_fails_one_item(watched: Watched, tmp_path: Path, name: str) -> None:
    for number in range(4):
        picture(tmp_path / "in" / f"{number}.png")
    counter = marks(tmp_path / "marks")
    die = {"signal": name, "at": 2, "times": 3, "marks": str(counter)}
    running = watched("upscale", "in", "-o", "out", "--model", toy(tmp_path / "dies.toy", die=die))
    code, _ = running.finish()
    assert code == 1
    assert marked(counter, "death") == 3
    (failed,) = running.of("Failed")
    assert name in failed["sentence"]
    assert failed["sentence"].endswith(".")
    assert set(tree(tmp_path / "out")) == {"0.png", "1.png", "2.png", "3.png"} - {Path(failed["item"]).name}
    assert part_files(tmp_path) == []


@posix
@pytest.mark.slow
def test_a_run_goes_on_when_its_engine_is_killed(watched: Watched, tmp_path: Path) -> None:
    names = [f"{number}.png" for number in range(12)]
    for name in names:
        picture(tmp_path / "in" / name)
    running = watched("upscale", "in", "-o", "out", "--model", toy(tmp_path / "slow.toy", delay=0.2))
    running.wait_for("Wrote", 4)
    running.child("nodegraph.engine.server").send_signal(signal.SIGKILL)
    code, error = running.finish()
    # At least: a process that dies before it became its program looks like an engine.
    assert list(running.started.values()).count("nodegraph.engine.server") >= 2
    failed = [Path(event["item"]).name for event in running.of("Failed")]
    assert len(failed) <= 1, error
    assert code == (1 if failed else 0)
    assert set(tree(tmp_path / "out")) == set(names) - set(failed)
    finished = running.of("Finished")[-1]
    assert (finished["done"], finished["failed"]) == (12 - len(failed), len(failed))
    assert sum("started again" in event["sentence"] for event in running.of("Noted")) == 1


def test_out_of_memory_halves_the_tile_and_gives_the_same_picture(
    watched: Watched, tmp_path: Path, noise: np.ndarray
) -> None:
    small = toy(tmp_path / "small.toy", operation="box", radius=2, memory_pixels=60 * 60)
    code, error = watched("upscale", "a.png", "-o", "b.png", "--model", small, "--tile", "none").finish()
    assert code == 0, error
    assert np.abs(load(tmp_path / "b.png") - _box(noise)).max() <= 1


def test_a_device_fault_is_told_and_not_tried_for_ever(watched: Watched, tmp_path: Path, noise: np.ndarray) -> None:
    broken = toy(tmp_path / "broken.toy", fault="device")
    running = watched("upscale", "a.png", "-o", "b.png", "--model", broken)
    code, _ = running.finish(20)
    assert code == 1
    (failed,) = running.of("Failed")
    assert "device has failed" in failed["sentence"]
    assert not (tmp_path / "b.png").exists()


def test_what_a_model_returns_is_never_a_black_picture(watched: Watched, tmp_path: Path, noise: np.ndarray) -> None:
    broken = toy(tmp_path / "broken.toy", fault="nan")
    running = watched("upscale", "a.png", "-o", "b.png", "--model", broken)
    code, _ = running.finish(20)
    assert (code, len(running.of("Failed"))) == (1, 1)
    assert not (tmp_path / "b.png").exists()
    assert part_files(tmp_path) == []


def test_a_flat_picture_is_no_fault(watched: Watched, tmp_path: Path) -> None:
    save(tmp_path / "black.png", np.zeros((40, 40, 3), np.uint8))
    model = toy(tmp_path / "twice.toy", scale=2)
    code, error = watched("upscale", "black.png", "-o", "b.png", "--model", model).finish()
    assert code == 0, error
    assert not load(tmp_path / "b.png").any()
