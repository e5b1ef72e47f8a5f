"""One graph, two models: one runs in torch, one in ncnn on a card, side by side and one after the other."""

import json
import threading
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest

from nodegraph.runtimes.devices import list_devices

from .conftest import STREET, Run, Watched, load, save

pytest.importorskip("torch", reason="the package torch is not installed")
pytest.importorskip("ncnn", reason="the package ncnn is not installed")

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
WORKER = "nodegraph.runtimes.worker"
MOST = 2 << 30
"""Bytes that all processes together may hold; torch alone takes 0.4 GiB."""


@pytest.fixture(scope="module")
def card() -> str:
    found = [device.name for device in list_devices(("vulkan",))]
    if not found:
        pytest.skip(reason="there is no Vulkan device here; Debian's mesa-vulkan-drivers has one in software")
    return found[-1]


class Watch(threading.Thread):
    """Samples the processes of a program: how much memory they hold, which frameworks live at the same time."""

    def __init__(self, pid: int) -> None:
        super().__init__()
        self._root = psutil.Process(pid)
        self.peak = 0
        self.together: set[frozenset[str]] = set()
        self.start()

    def run(self) -> None:
        while self._root.is_running() and self._root.status() != psutil.STATUS_ZOMBIE:
            try:
                family = [self._root, *self._root.children(recursive=True)]
            except psutil.NoSuchProcess:
                return
            self.peak = max(self.peak, sum(map(held, family)))
            self.together.add(frozenset(name for process in family for name in frameworks(process)))
            threading.Event().wait(0.05)


def held(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().pss)
    except psutil.Error:
        return 0


def frameworks(process: psutil.Process) -> set[str]:
    """Return the frameworks that a worker has loaded, one in each."""
    try:
        if process.cmdline()[-1] != WORKER:
            return set()
        files = {Path(mapped.path).name for mapped in process.memory_maps()}
    except (psutil.Error, IndexError):
        return set()
    found = {
        name for name, file in (("torch", "libtorch"), ("ncnn", "ncnn.")) if any(f.startswith(file) for f in files)
    }
    assert len(found) < 2, "a worker holds two frameworks"
    return found


def node(kind: str, wires: dict[str, str] | None = None, **values: Any) -> dict[str, Any]:
    return {"node": kind, "at": [0, 0], "in": wires or {}, "set": values}


def graph(folder: Path, card: str) -> Path:
    """Write a graph with both models in branches side by side, and one behind the other."""
    nodes = {
        "photo": node("load_image", path="in.png"),
        "first": node("load_model", path="nodegraph-2x"),
        "second": node("load_model", path="nodegraph-2x"),
        "torch": node("run_with", {"model": "first"}, runtime="torch", device="cpu", precision="fp32"),
        "card": node("run_with", {"model": "second"}, runtime="ncnn", device=card, precision="fp32"),
    }
    steps = {"by_torch": ("photo", "torch"), "by_card": ("photo", "card"), "by_both": ("by_torch", "card")}
    for name, (image, model) in steps.items():
        nodes[name] = node("upscale", {"image": image, "model": model})
        nodes[f"save_{name}"] = node("save_image", {"image": name}, folder="out", name=name)
    file = folder / "both.ng"
    file.write_text(json.dumps({"nodegraph": 1, "nodes": nodes}))
    return file


def test_both_are_right_and_alive_at_once_and_hold_little(
    nodegraph: Run, watched: Watched, tmp_path: Path, card: str
) -> None:
    save(tmp_path / "in.png", load(STREET)[100:196, 200:328])
    running = watched("run", graph(tmp_path, card))
    watch = Watch(running.pid)
    code, error = running.finish(200)
    watch.join()
    assert code == 0, (error, running.events)
    assert frozenset(("torch", "ncnn")) in watch.together
    assert watch.peak < MOST

    def alone(picture: Path, *how: str) -> Any:
        done = nodegraph("upscale", picture, "--model", "nodegraph-2x", "-o", "alone.png", "-q", *how, timeout=200)
        assert done.returncode == 0, done.stderr
        return load(tmp_path / "alone.png").astype(int)

    made = {name: load(tmp_path / "out" / f"{name}.png").astype(int) for name in ("by_torch", "by_card", "by_both")}
    on_torch = ("--runtime", "torch", "--device", "cpu", "--precision", "fp32")
    on_card = ("--runtime", "ncnn", "--device", card, "--precision", "fp32")
    assert np.array_equal(made["by_torch"], alone(tmp_path / "in.png", *on_torch))
    assert np.array_equal(made["by_card"], alone(tmp_path / "in.png", *on_card))
    assert np.abs(made["by_card"] - made["by_torch"]).max() <= 1
    # What goes from model to model in the graph has 16 bits, the file between them here has 8.
    assert np.abs(made["by_both"] - alone(tmp_path / "out" / "by_torch.png", *on_card)).max() <= 8
    assert made["by_both"].shape == (384, 512, 3)
