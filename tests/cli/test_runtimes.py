"""Runtimes from the command line: wishes are met or refused by a sentence, and the fastest proved way is found once."""

import json
import os
import time
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from nodegraph.cli import bench
from nodegraph.core.messages import BenchRow

from .conftest import EXAMPLES, STREET, Run, load, picture, save, toy

TIMED = {"fp32": 0.02, "fp16": 0.0}
"""Of a model that is worth timing. How long its tiles really take, and so which way wins, is the machine's affair."""


def small(folder: Path) -> Path:
    """Return a picture file."""
    picture(folder / "in.png")
    return folder / "in.png"


def without_torch(folder: Path, how: str) -> dict[str, str]:
    """Return an environment in which importing torch fails, as where it is broken, or finds nothing."""
    folder.mkdir()
    if how == "broken":
        (folder / "torch").mkdir()
        (folder / "torch" / "__init__.py").write_text("raise ImportError('libtorch.so is damaged')\n")
    else:
        (folder / "sitecustomize.py").write_text(
            "import sys\n"
            "class Without:\n"
            "    def __init__(self, finder): self.finder = finder\n"
            "    def __getattr__(self, name): return getattr(self.finder, name)\n"
            "    def find_spec(self, name, path=None, target=None):\n"
            "        hidden = name.partition('.')[0] in ('torch', 'torchvision', 'spandrel')\n"
            "        return None if hidden else self.finder.find_spec(name, path, target)\n"
            "sys.meta_path[:] = [Without(finder) for finder in sys.meta_path]\n"
        )
    return {**os.environ, "PYTHONPATH": str(folder)}


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each of these tests a cache of its own: what is proved in one must not be known in another."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("NODEGRAPH_CACHE", str(folder))
    return folder


@pytest.mark.parametrize("how", ["broken", "missing"])
def test_the_default_model_needs_no_torch(nodegraph: Run, tmp_path: Path, how: str) -> None:
    pytest.importorskip("ncnn", reason="the package ncnn is not installed")
    environment = without_torch(tmp_path / "python", how)
    save(tmp_path / "small.png", load(STREET)[100:164, 200:296])
    done = nodegraph("upscale", "small.png", "-o", "large.png", env=environment)
    assert done.returncode == 0, done.stderr
    assert "runs on ncnn fp32, CPU" in done.stderr
    assert load(tmp_path / "large.png").shape == (128, 192, 3)
    refused = nodegraph("upscale", "small.png", "-o", "other.png", "--runtime", "torch", env=environment)
    assert refused.returncode in (1, 2)
    assert "torch" in refused.stderr


def test_what_was_proved_is_used_from_the_second_run_on(nodegraph: Run, tmp_path: Path) -> None:
    model = toy(tmp_path / "timed.toy", delays=TIMED)
    pixels = small(tmp_path)
    first = nodegraph("upscale", pixels, "-o", "first.png", "--model", model)
    assert first.returncode == 0, first.stderr
    lines = first.stderr.splitlines()
    assert "finding the fastest way to run timed on this machine" in lines[-1], "after all else is said"
    table = json.loads(nodegraph("models", "bench", model, "--json").stdout)
    proved = [row for row in table["rows"] if not row["fault"]]
    (chosen,) = [row for row in table["rows"] if row["chosen"]]
    assert {row["precision"] for row in proved} == {"fp32", "fp16"}
    # Another way than the model's own has to be worth it.
    best = max(proved, key=lambda row: row["speedup"])
    assert chosen in (best, next(row for row in proved if row["precision"] == "fp32"))
    second = nodegraph("upscale", pixels, "-o", "second.png", "--model", model)
    assert "finding" not in second.stderr


@pytest.mark.parametrize("options", [["--quiet"], ["-o", "-"]])
def test_who_waits_for_the_end_is_not_kept_waiting(nodegraph: Run, tmp_path: Path, options: list[str]) -> None:
    model = toy(tmp_path / "timed.toy", delays={"fp32": 0.2, "fp16": 0.2})
    began = time.monotonic()
    done = nodegraph("upscale", small(tmp_path), "--model", model, *options, text=False)
    assert done.returncode == 0, done.stderr
    assert b"finding" not in done.stderr
    assert time.monotonic() - began < 8


def test_a_cache_that_cannot_be_written_keeps_nobody_waiting(nodegraph: Run, tmp_path: Path, own_cache: Path) -> None:
    own_cache.mkdir()
    (own_cache / "models").write_text("in the way")
    model = toy(tmp_path / "timed.toy", delays={"fp32": 0.2, "fp16": 0.2})
    done = nodegraph("upscale", small(tmp_path), "-o", "out.png", "--model", model)
    assert done.returncode == 0, done.stderr
    assert "finding" not in done.stderr


def test_a_bench_names_every_way_and_why_one_is_not_used(nodegraph: Run, tmp_path: Path) -> None:
    model = toy(tmp_path / "timed.toy", delays=TIMED, errors={"fp16": 0.1})
    done = nodegraph("models", "bench", model)
    assert done.returncode == 0, done.stderr
    header, *rows = done.stdout.splitlines()
    assert header.split()[:4] == ["runtime", "device", "precision", "tile"]
    assert any("fp32" in row and "proved, chosen" in row for row in rows)
    assert any("fp16" in row and "where 4/255 is allowed" in row for row in rows)


def test_a_bench_tells_how_many_tiles_go_at_once() -> None:
    row = BenchRow("torch", "cuda:0", "fp16", 128, 100.0, 1.5, 0.001, 60.0)
    assert [bench._cells(way)[3] for way in (row, msgspec.structs.replace(row, batch=4))] == ["128", "4 x 128"]


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        (["--runtime", "ncnn"], "cannot be turned into one for ncnn"),
        (["--runtime", "nccn"], "Invalid value"),
        (["--runtime-option", "winogard=off"], "did you mean 'winograd'"),
        (["--runtime-option", "winograd"], "has no value"),
        (["--threads", "none"], "a whole number from 1 to 1024"),
    ],
)
def test_a_wish_that_cannot_be_met_is_a_sentence(
    nodegraph: Run, tmp_path: Path, wish: list[str], sentence: str
) -> None:
    model = toy(tmp_path / "plain.toy")
    done = nodegraph("upscale", small(tmp_path), "-o", "out.png", "--model", model, *wish)
    assert done.returncode in (1, 2)
    assert sentence in done.stderr
    assert not (tmp_path / "out.png").exists()


def test_wishes_reach_the_models_of_a_graph(nodegraph: Run, tmp_path: Path) -> None:
    halved: dict[str, Any] = {}
    model = toy(tmp_path / "plain.toy", operation="identity")
    graph = json.loads((EXAMPLES / "run-with.ng").read_text())
    graph["nodes"]["load_model"]["set"] = {"path": str(model)}
    graph["nodes"]["load_image"]["set"]["path"] = str(STREET)
    graph["nodes"]["save_image"]["set"] = {"folder": str(tmp_path), "format": "tiff", "depth": "float"}
    del graph["nodes"]["save_image"]["in"]["name"]
    for precision in ("fp32", "fp16"):
        graph["nodes"]["run_with"]["set"] = {"precision": precision, "threads": "half"}
        (tmp_path / "wish.ng").write_text(json.dumps(graph))
        done = nodegraph("run", "wish.ng", "--set", f"save_image.name={precision}")
        assert done.returncode == 0, done.stderr
        halved[precision] = load(next(tmp_path.glob(f"{precision}.tif*")))
    assert (halved["fp32"] != halved["fp16"]).any()
    assert np.abs(halved["fp32"] - halved["fp16"]).max() < 1e-3
