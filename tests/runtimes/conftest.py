"""A pool that must leave nothing behind, and toy models on disk for it."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest

from nodegraph.core import context
from nodegraph.runtimes import apart
from nodegraph.runtimes.pool import OpenModel, Pool, close_shared
from nodegraph.runtimes.runfolder import disk_root, shared_memory_root

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
deaths = pytest.mark.parametrize("name", ["SIGKILL", "SIGSEGV"])


def run_folders(pid: int) -> list[Path]:
    roots = [root for root in (shared_memory_root(), disk_root()) if root is not None]
    return [folder for root in roots if root.is_dir() for folder in root.iterdir() if folder.name.startswith(f"{pid}-")]


@pytest.fixture
def pool() -> Iterator[Pool]:
    """A pool that must leave no process and no file behind."""
    # Tests of other files may have left the shared one with warm workers, and the process that reads HEIC.
    close_shared()
    apart.close()
    pool = Pool()
    yield pool
    pool.close()
    assert psutil.Process().children(recursive=True) == []
    assert run_folders(os.getpid()) == []


@pytest.fixture
def notes() -> Iterator[list[str]]:
    """Sentences told while the test runs."""
    told: list[str] = []
    token = context.current.set(context.Context(on_note=told.append))
    yield told
    context.current.reset(token)


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
