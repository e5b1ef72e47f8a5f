"""Disks that are full, slow or only for reading, programs side by side, deaths: it works, or one sentence says why.

The cache never holds half a file, and the next run works.
"""

import json
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import psutil
import pytest

from nodegraph.core.messages import Noted
from tests.waiting import until

from ..runtimes.convert.conftest import compact, names, save_onnx
from ..runtimes.convert.conftest import save as save_torch
from .conftest import PROGRAM, Run, Watched, load, part_files, picture, posix
from .disks import PACE, fill, seal, slow_disk, small_disk

pytestmark = [posix, pytest.mark.slow, pytest.mark.timeout(300)]
BY_NCNN = ("--runtime", "ncnn", "--model", "model.onnx")


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each of these tests a cache of its own, and a model and a picture in the folder where it runs."""
    pytest.importorskip("pnnx", reason="the package pnnx is not installed; it converts to ncnn")
    folder = tmp_path / "cache"
    monkeypatch.setenv("NODEGRAPH_CACHE", str(folder))
    save_onnx(tmp_path / "model.onnx")
    picture(tmp_path / "in.png")
    return folder


def sound(cache: Path) -> None:
    """Assert that everything in a cache is whole."""
    for file in (cache / "models").glob("*.json"):
        msgspec.json.decode(file.read_bytes())
    for folder in (cache / "converted").glob("*/*"):
        if not folder.name.startswith("."):
            assert names(folder) in (["model.bin", "model.param"], ["model.onnx"]), folder
            assert all(file.stat().st_size for file in folder.iterdir())


def same(folder: Path, *files: str) -> None:
    """Assert that pictures are the same within a step of 8 bits."""
    first, *others = (load(folder / file).astype(int) for file in files)
    for other in others:
        assert np.abs(other - first).max() <= 1


def one_sentence(done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode in (1, 2)
    told = [line for line in done.stderr.splitlines() if line.startswith(("nodegraph:", "failed:"))]
    assert len(told) == 1, done.stderr


def test_a_disk_that_is_full_is_one_sentence_and_then_it_works(nodegraph: Run, tmp_path: Path, own_cache: Path) -> None:
    with small_disk(own_cache, 2 << 20):
        assert nodegraph("upscale", "in.png", "-o", "by-onnx.png", "--model", "model.onnx", "-q").returncode == 0
        ballast = fill(own_cache)
        one_sentence(nodegraph("upscale", "in.png", "-o", "out.png", *BY_NCNN))
        sound(own_cache)
        assert not part_files(own_cache)
        assert not (tmp_path / "out.png").exists()
        ballast.unlink()
        done = nodegraph("upscale", "in.png", "-o", "out.png", *BY_NCNN)
        assert done.returncode == 0, done.stderr
        same(tmp_path, "out.png", "by-onnx.png")
        sound(own_cache)


def test_a_cache_for_reading_only_is_one_sentence_or_it_works(nodegraph: Run, tmp_path: Path, own_cache: Path) -> None:
    with small_disk(own_cache, 2 << 20):
        seal(own_cache)
        for arguments in (
            ("upscale", "in.png", "-o", "out.png", "--model", "model.onnx"),
            ("upscale", "in.png", "-o", "out.png", *BY_NCNN),
            ("convert", "model.onnx", "model.param"),
            ("models", "info", "model.onnx"),
        ):
            done = nodegraph(*arguments)
            if done.returncode:
                one_sentence(done)
                assert "NODEGRAPH_CACHE" in done.stderr
            assert "finding the fastest way" not in done.stderr


def test_a_slow_disk_only_takes_longer(tmp_path: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Model, cache and pictures lie on a disk of 2.5 MB/s, nothing of it in memory."""
    pytest.importorskip("torch", reason="the package torch is not installed")
    source = tmp_path / "source"
    source.mkdir()
    save_torch(compact(features=96, layers=24), source / "large.pth")
    picture(source / "in.png")
    expected = subprocess.run(
        [PROGRAM, "upscale", "in.png", "-o", tmp_path / "fast.png", "--model", "large.pth", "-q"], cwd=source
    )
    assert expected.returncode == 0
    with slow_disk(tmp_path / "slow", source) as slowly:
        monkeypatch.setenv("NODEGRAPH_CACHE", str(tmp_path / "slow" / "cache"))
        began = time.monotonic()
        command = [*slowly, str(PROGRAM), "upscale", "in.png", "-o", "out.png", "--model", "large.pth", "-q"]
        done = subprocess.run(command, cwd=tmp_path / "slow", capture_output=True, text=True, timeout=150)
        seconds = time.monotonic() - began
        assert (done.returncode, done.stderr) == (0, "")
        assert seconds > 0.5 * (source / "large.pth").stat().st_size / PACE, "the disk was not slow"
        assert np.array_equal(load(tmp_path / "slow" / "out.png"), load(tmp_path / "fast.png"))
        sound(tmp_path / "slow" / "cache")


def test_two_programs_that_convert_and_prove_the_same_model_at_once(tmp_path: Path, own_cache: Path) -> None:
    def both(*how: str) -> list[str]:
        commands = [
            [str(PROGRAM), "upscale", "in.png", "-o", f"out{number}.png", *how, "--model", "model.onnx"]
            for number in (1, 2)
        ]
        running = [
            subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            for command in commands
        ]
        told = [process.communicate(timeout=100)[1] for process in running]
        assert [process.returncode for process in running] == [0, 0], told
        assert not [text for text in told if "Traceback" in text or "failed" in text], told
        sound(own_cache)
        assert not part_files(own_cache)
        return told

    both("--runtime", "ncnn")
    same(tmp_path, "out1.png", "out2.png")
    both()
    same(tmp_path, "out1.png", "out2.png")
    known = [json.loads(file.read_text()).get("known") for file in (own_cache / "models").glob("*.json")]
    assert any(name.startswith("certificate") for note in known if isinstance(note, dict) for name in note)
    both()
    same(tmp_path, "out1.png", "out2.png")


@pytest.mark.parametrize("moment", [0, 1, 2])
def test_a_program_killed_while_it_proves_leaves_a_sound_cache(
    nodegraph: Run, watched: Watched, tmp_path: Path, own_cache: Path, moment: int
) -> None:
    """It is killed with all it started when so many ways are proved."""
    running = watched("upscale", "in.png", "-o", "out.png", "--model", "model.onnx")
    running.wait_for("Noted", 2)
    assert any("finding the fastest way" in event["sentence"] for event in running.of(Noted.__name__))

    def proved() -> int:
        files = list((own_cache / "models").glob("*.json"))
        return sum(file.read_bytes().count(b'"certificate ') for file in files)

    enough = time.monotonic() + 8  # A busy machine proves fewer.
    until(lambda: proved() >= moment or time.monotonic() > enough)
    family = [psutil.Process(running.pid), *psutil.Process(running.pid).children(recursive=True)]
    for process in family:
        with_signal(process)
    until(lambda: not any(psutil.pid_exists(p.pid) for p in family[1:]), 5)
    running.end()
    sound(own_cache)
    done = nodegraph("upscale", "in.png", "-o", "again.png", "--model", "model.onnx")
    assert done.returncode == 0, done.stderr
    assert "finding the fastest way" in done.stderr or proved() > moment
    same(tmp_path, "out.png", "again.png")
    sound(own_cache)
    assert not part_files(own_cache)


def with_signal(process: psutil.Process) -> Any:
    try:
        os.kill(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
