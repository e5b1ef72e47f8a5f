"""Runs the installed program on files from disk, with default settings, and looks at what it leaves behind."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import psutil
import pytest

from nodegraph.runtimes.runfolder import disk_root, shared_memory_root
from tests.waiting import until

Run = Callable[..., subprocess.CompletedProcess[str]]
PROGRAM = Path(sys.executable).parent / ("nodegraph.exe" if sys.platform == "win32" else "nodegraph")
STREET = Path(__file__).resolve().parents[2] / "resources" / "examples" / "street.png"
EXAMPLES = STREET.parent

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and pipes of POSIX")


@pytest.fixture(scope="session")
def cache_of_session(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def own_cache(cache_of_session: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give all these tests one cache folder, so that a model's facts and its field are measured once."""
    monkeypatch.setenv("NODEGRAPH_CACHE", str(cache_of_session))
    return cache_of_session


@pytest.fixture
def nodegraph(tmp_path: Path, request: pytest.FixtureRequest) -> Run:
    """Return a function that runs `nodegraph ARGUMENTS...` in an empty folder and returns what came of it."""
    patience = 200 if request.node.get_closest_marker("slow") else 50

    def run(
        *arguments: str | Path, cwd: Path = tmp_path, timeout: float = patience, **options: Any
    ) -> subprocess.CompletedProcess[Any]:
        command = [str(PROGRAM), *map(str, arguments)]
        options = {"text": True, "stdin": None if "input" in options else subprocess.DEVNULL, **options}
        done = subprocess.run(command, cwd=cwd, capture_output=True, timeout=timeout, check=False, **options)
        spoken = done.stderr if isinstance(done.stderr, str) else done.stderr.decode()
        assert "Traceback" not in spoken, spoken
        assert "This should not happen" not in spoken, spoken
        return done

    return run


class Running:
    """A program that runs with `--json`: its events as they come, its processes, what it leaves behind."""

    def __init__(self, arguments: tuple[str | Path, ...], cwd: Path) -> None:
        self.events: list[dict[str, Any]] = []
        self._changed = threading.Condition()
        command = [str(PROGRAM), *map(str, arguments), "--json"]
        self._process = subprocess.Popen(
            command,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.pid = self._process.pid
        self.started: dict[int, str] = {}
        """Every process that it or its children have started: what module each serves."""
        self._error: list[str] = []
        self._threads = [threading.Thread(target=work) for work in (self._listen, self._watch, self._hear)]
        for thread in self._threads:
            thread.start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            with self._changed:
                self.events.append(json.loads(line))
                self._changed.notify_all()

    def _hear(self) -> None:
        assert self._process.stderr is not None
        self._error.append(self._process.stderr.read())

    def _watch(self) -> None:
        while self._process.poll() is None:
            try:
                for child in psutil.Process(self.pid).children(recursive=True):
                    # Between its birth and its program it still looks like its parent: the last look counts.
                    module = _module(child)
                    if module.startswith("nodegraph.") or child.pid not in self.started:
                        self.started[child.pid] = module
            except psutil.NoSuchProcess:
                return
            time.sleep(0.02)

    def wait_for(self, kind: str, times: int = 1, seconds: float = 40) -> None:
        """Wait until that many events of a kind have come."""
        with self._changed:
            come = self._changed.wait_for(lambda: len(self.of(kind)) >= times, seconds)
            assert come, (kind, self.events, self._error)

    def child(self, module: str, seconds: float = 20) -> psutil.Process:
        """Return the living child process that serves a module."""

        def serving() -> list[psutil.Process]:
            alive = psutil.Process(self.pid).children(recursive=True)
            return [child for child in alive if _module(child) == module]

        return until(serving, seconds, (module, self.started))[0]

    def of(self, kind: str) -> list[dict[str, Any]]:
        """Return the events of a kind so far."""
        return [event for event in self.events if event["type"] == kind]

    def send(self, number: int) -> None:
        """Send a signal to the program alone, as `kill` does."""
        self._process.send_signal(number)

    def press_ctrl_c(self) -> None:
        """Interrupt the program and all its children, as a terminal does."""
        os.killpg(self.pid, signal.SIGINT)

    def finish(self, seconds: float = 50) -> tuple[int, str]:
        """Wait for the end; return exit code and standard error. Nothing may be left of any process."""
        code = self._process.wait(seconds)
        for thread in self._threads:
            thread.join(20)
        until(lambda: not any(psutil.pid_exists(pid) for pid in self.started), 5, self.started)
        assert run_folders({self.pid, *self.started}) == []
        error = "".join(self._error)
        assert "Traceback" not in error, error
        return code, error

    def end(self) -> None:
        """Kill what still runs, after a test that failed."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
            for thread in self._threads:
                thread.join(20)
        for pipe in (self._process.stdout, self._process.stderr):
            assert pipe is not None
            pipe.close()


def _module(process: psutil.Process) -> str:
    try:
        return process.cmdline()[-1]
    except (psutil.Error, IndexError):
        return ""


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Callable[..., Running]]:
    """Return a function that starts `nodegraph ARGUMENTS... --json`."""
    started: list[Running] = []

    def start(*arguments: str | Path, cwd: Path = tmp_path) -> Running:
        started.append(Running(arguments, cwd))
        return started[-1]

    yield start
    for running in started:
        running.end()


Watched = Callable[..., Running]


def run_folders(pids: set[int]) -> list[Path]:
    """Return the folders of mapped files that processes have left behind."""
    roots = [root for root in (shared_memory_root(), disk_root()) if root is not None and root.is_dir()]
    return [folder for root in roots for folder in root.iterdir() if int(folder.name.split("-")[0]) in pids]


def part_files(folder: Path) -> list[Path]:
    """Return half-written files below a folder."""
    return [path for path in folder.rglob("*") if ".part" in path.name]


def toy(file: Path, **recipe: object) -> Path:
    """Write a model file of the toy runtime, which is a real model file for everything but torch."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"toy": 1, **recipe}))
    return file


def marks(folder: Path) -> Path:
    """Return a new folder in which a toy model counts its tiles and deaths."""
    folder.mkdir()
    return folder


def marked(folder: Path, what: str) -> int:
    return len(list(folder.glob(f"{what}-*")))


def picture(
    file: Path, width: int = 24, height: int = 16, channels: int = 3, dtype: Any = np.uint8
) -> np.ndarray[Any, Any]:
    """Write a picture of noise that its name determines; return its pixels as OpenCV reads them (BGR)."""
    seed = sum(os.fsencode(file.name))
    pixels = np.random.default_rng(seed).integers(0, np.iinfo(dtype).max + 1, (height, width, channels), dtype)
    return save(file, pixels)


def save(file: Path, pixels: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    file.parent.mkdir(parents=True, exist_ok=True)
    assert cv2.imwrite(str(file), pixels)
    return pixels


def load(file: Path) -> np.ndarray[Any, Any]:
    """Return a picture as OpenCV reads it, all channels and bits."""
    pixels = cv2.imread(str(file), cv2.IMREAD_UNCHANGED)
    assert pixels is not None, file
    return pixels


def tree(folder: Path) -> list[str]:
    """Return all files below a folder."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
