"""Runs the installed program."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
PROGRAM = Path(sys.executable).parent / ("nodegraph.exe" if sys.platform == "win32" else "nodegraph")


@pytest.fixture
def nodegraph(tmp_path: Path) -> Run:
    """Return a function that runs `nodegraph ARGUMENTS...` in an empty folder and returns what came of it."""

    def run(*arguments: str | Path, cwd: Path = tmp_path, timeout: float = 50) -> subprocess.CompletedProcess[str]:
        command = [str(PROGRAM), *map(str, arguments)]
        done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=timeout, check=False)
        assert "Traceback" not in done.stderr, done.stderr
        return done

    return run
