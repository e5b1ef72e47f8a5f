"""Fixtures for all tests."""

import faulthandler
import itertools
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

# A shell starts background jobs with Ctrl-C ignored, nohup with SIGHUP, and every process below would inherit that.
_USUAL = {"SIGINT": signal.default_int_handler, "SIGHUP": signal.SIG_DFL, "SIGTERM": signal.SIG_DFL}
for _name, _handler in _USUAL.items():
    _signal = getattr(signal, _name, None)
    if _signal is not None and signal.getsignal(_signal) is signal.SIG_IGN:
        signal.signal(_signal, _handler)

# Hundreds of processes start below; where no bytecode may be kept, each would compile the whole program anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# A test's time limit is its watchdog; a single example may be slow on a busy machine.
hypothesis.settings.register_profile("nodegraph", deadline=None)
hypothesis.settings.load_profile("nodegraph")

REPOSITORY = Path(__file__).resolve().parents[1]

_ENDING_SECONDS = 300
_SLOW_SECONDS = 300


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give slow tests without a limit of their own the time that they may take on a slow machine."""
    for item in items:
        if item.get_closest_marker("slow") and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(_SLOW_SECONDS))


def pytest_unconfigure() -> None:
    """End the process, saying where it hangs, if a thread that a failed test left behind outlives the tests."""
    faulthandler.dump_traceback_later(_ENDING_SECONDS, exit=True)


@pytest.fixture(scope="session")
def caches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return paths where nothing is yet: to have pytest make so many folders takes half a minute."""
    folder = tmp_path_factory.mktemp("caches")
    return (folder / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def own_cache(caches: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Give every test an empty cache folder of its own, also in the processes it starts."""
    monkeypatch.setenv("NODEGRAPH_CACHE", str(next(caches)))


@pytest.fixture(scope="session")
def assets() -> Path:
    """Return the folder of real models and pictures, which is not part of the project."""
    folder = REPOSITORY.parent / "shared" / "assets"
    if not folder.is_dir():
        pytest.skip(reason="the folder shared/assets with real models and pictures is not here")
    return folder
