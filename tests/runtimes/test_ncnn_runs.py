"""Runs with ncnn, again and again and with deaths in the middle: exit codes are true and nothing stays behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest

from nodegraph.runtimes.devices import list_devices
from nodegraph.runtimes.pool import Pool
from nodegraph.runtimes.runfolder import disk_root, shared_memory_root
from tests.waiting import until

from .conftest import deaths, enlarged, posix, run_folders
from .ncnn_models import nearest, write

pytest.importorskip("ncnn")

PROGRAM = Path(sys.executable).parent / ("nodegraph.exe" if sys.platform == "win32" else "nodegraph")
WHOLE = """
import os, sys
import numpy as np
from pathlib import Path
from nodegraph.runtimes.pool import shared
pool = shared()
model = pool.open(Path(sys.argv[1]), runtime="ncnn_", device=sys.argv[2], precision="fp32")
tile = np.random.default_rng(0).random((16, 16, 3), np.float32)
(answer,) = [result.copy() for result in model.stream([tile])]
assert np.abs(answer - tile.repeat(2, 0).repeat(2, 1)).max() < 1e-5
print(os.getpid(), *pool.workers())
"""
"""One run of the program's runtime: start a worker, open, compute, and end without closing anything by hand."""


def leftovers() -> set[Path]:
    """Run folders without a living owner."""
    roots = [root for root in (shared_memory_root(), disk_root()) if root is not None and root.is_dir()]
    folders = {folder for root in roots for folder in root.iterdir()}
    return {folder for folder in folders if not psutil.pid_exists(int(folder.name.partition("-")[0]))}


def run_often(path: Path, device: str, times: int) -> None:
    for _ in range(times):
        done = subprocess.run(
            [sys.executable, "-c", WHOLE, str(path), device], capture_output=True, text=True, timeout=60
        )
        assert done.returncode == 0, done.stderr
        owner, worker = map(int, done.stdout.split())
        until(lambda worker=worker: not psutil.pid_exists(worker), 3, "an orphan")  # type: ignore[misc]
        assert run_folders(owner) == []


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_hundred_runs_on_the_processor(tmp_path: Path) -> None:
    run_often(write(tmp_path, *nearest()), "cpu", 100)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_ten_runs_on_a_card(tmp_path: Path) -> None:
    cards = [device.name for device in list_devices(("vulkan",))]
    if not cards:
        pytest.skip(reason="there is no Vulkan device here; Debian's mesa-vulkan-drivers has one in software")
    run_often(write(tmp_path, *nearest()), cards[-1], 10)


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("device", "times"), [("cpu", 10), ("vulkan", 3)])
def test_whole_programs_end_well(tmp_path: Path, device: str, times: int) -> None:
    found = [known.name for known in list_devices((device,))]
    if not found:
        pytest.skip(reason="there is no Vulkan device here; Debian's mesa-vulkan-drivers has one in software")
    from PIL import Image

    path = write(tmp_path, *nearest())
    pixels: Any = np.random.default_rng(0).integers(0, 256, (40, 30, 3), np.uint8)
    Image.fromarray(pixels).save(tmp_path / "in.png")
    before = leftovers()
    for _ in range(times):
        command = [str(PROGRAM), "upscale", str(tmp_path / "in.png"), "--model", str(path)]
        command += ["--device", found[-1], "--runtime", "ncnn", "-q", "-o", str(tmp_path / "out.png")]
        done = subprocess.run(command, capture_output=True, text=True, timeout=100)
        assert (done.returncode, done.stderr) == (0, "")
        assert np.array_equal(np.asarray(Image.open(tmp_path / "out.png")), enlarged(pixels, 2))
        (tmp_path / "out.png").unlink()
    until(lambda: leftovers() <= before, 3)


@posix
@deaths
def test_a_death_in_the_middle_of_a_tile_costs_that_tile_only(pool: Pool, tmp_path: Path, name: str) -> None:
    layers, weights = nearest(valid=7)
    model = pool.open(write(tmp_path, layers, weights), runtime="ncnn_", device="cpu", precision="fp32")
    killed: list[int] = []

    def tiles() -> Any:
        for seed in range(6):
            yield np.random.default_rng(seed).random((300, 300, 3), np.float32)
            if seed == 3 and not killed:
                # Two tiles are on their way when the next is asked for: one is being computed.
                killed.extend(pool.workers())
                os.kill(killed[0], getattr(signal, name))

    for seed, answer in enumerate(model.stream(tiles())):
        assert isinstance(answer, np.ndarray)
        tile = np.random.default_rng(seed).random((300, 300, 3), np.float32)
        np.testing.assert_allclose(answer, enlarged(tile, 2), atol=1e-4)
    assert killed
    assert killed != pool.workers()
