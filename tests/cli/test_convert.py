"""`nodegraph convert` writes what was asked for, prints its proof, refuses with a sentence, and stops on Ctrl-C."""

import json
import os
import signal
import subprocess
from pathlib import Path

import psutil
import pytest

from nodegraph.core.places import resources

from ..runtimes.convert.conftest import names, save_onnx
from .conftest import PROGRAM, Run, posix, toy


def test_a_model_is_written_and_proved(nodegraph: Run, tmp_path: Path) -> None:
    save_onnx(tmp_path / "model.onnx")
    done = nodegraph("convert", "model.onnx", "model.param")
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{tmp_path / 'model.param'}\n"
    assert "converting\nproving\n" in done.stderr
    assert all(word in done.stderr.splitlines()[-1] for word in ("max difference", "mean", "PSNR", "test pictures"))
    again = nodegraph("convert", "model.onnx", "model.param", "--json", "--overwrite", "--fp16")
    told = json.loads(again.stdout)
    assert told["psnr"] >= 40
    assert 0 <= told["mean_difference"] <= told["max_difference"]
    assert names(tmp_path) == ["model.bin", "model.onnx", "model.param"]
    mixed = nodegraph("convert", "model.param", "mixed.param", "--interpolate", "model.param", "--share", "0.3", "-q")
    assert (mixed.returncode, mixed.stderr) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["model.onnx", "model.omnx"], 2, "did you mean"),
        (["model.onnx", "model.pth"], 2, "cannot be turned into"),
        (["nothing.pth", "model.onnx"], 2, "no model file"),
        (["model.onnx", "there.param"], 2, "exists"),
        (["a.toy", "model.onnx"], 2, "toy"),
        (["model.onnx", "b.onnx", "--interpolate", "a.toy", "--fp16"], 2, "--interpolate"),
        (["model.onnx", "b.onnx", "--share", "7"], 2, "share"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    nodegraph: Run, tmp_path: Path, arguments: list[str], code: int, words: str
) -> None:
    save_onnx(tmp_path / "model.onnx")
    toy(tmp_path / "a.toy")
    (tmp_path / "there.param").touch()
    done = nodegraph("convert", *arguments)
    assert done.returncode == code
    assert words in done.stderr
    assert done.stdout == ""
    assert len([line for line in done.stderr.splitlines() if line.startswith("nodegraph:")]) == 1
    assert names(tmp_path) == ["a.toy", "model.onnx", "there.param"]


def test_who_gives_it_no_time_is_told_how_to_give_more(nodegraph: Run, tmp_path: Path) -> None:
    save_onnx(tmp_path / "model.onnx")
    done = nodegraph("convert", "model.onnx", "model.param", "--minutes", "0")
    assert done.returncode == 1
    assert "more --minutes" in done.stderr
    assert names(tmp_path) == ["model.onnx"]


@posix
@pytest.mark.parametrize("word", ["opening", "converting", "proving"])
def test_ctrl_c_leaves_nothing(tmp_path: Path, word: str) -> None:
    save_onnx(tmp_path / "model.onnx")
    command = [str(PROGRAM), "convert", "model.onnx", "model.param"]
    process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, start_new_session=True)
    assert process.stderr is not None
    assert any(line.strip() == word for line in process.stderr)
    children = psutil.Process(process.pid).children(recursive=True)
    os.killpg(process.pid, signal.SIGINT)
    rest = process.communicate(timeout=20)[1]
    assert process.returncode == 3, rest
    assert "Stopped" in rest
    assert names(tmp_path) == ["model.onnx"]
    psutil.wait_procs(children, timeout=10)
    assert not [child for child in children if child.is_running()]


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("target", ["model.onnx", "model.param", "model.pth"])
def test_the_model_that_comes_along_takes_every_form(nodegraph: Run, tmp_path: Path, target: str) -> None:
    source = resources() / "models" / "nodegraph-2x.safetensors"
    done = nodegraph("convert", source, target, "--json", timeout=200)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["max_difference"] < 1 / 255
