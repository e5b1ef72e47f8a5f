"""The program alone opens the window where one can be shown; elsewhere it says why not instead of dying."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from nodegraph.cli.display import why_no_window
from tests.waiting import begun

from .conftest import Run

NOWHERE = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}

pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="This system always has a display.")


def test_alone_without_a_display_it_prints_its_help_and_says_why(nodegraph: Run) -> None:
    done = nodegraph(env={**os.environ, **NOWHERE})
    assert done.returncode == 2
    assert "upscale" in done.stdout
    assert done.stderr.startswith("nodegraph: There is no display")


@pytest.mark.parametrize("environment", [{}, {"DISPLAY": ":7777"}, {"WAYLAND_DISPLAY": "none"}, {"DISPLAY": "x"}])
def test_the_window_without_a_display_is_refused_in_a_sentence(nodegraph: Run, environment: dict[str, str]) -> None:
    done = nodegraph("gui", "a.ng", env={**os.environ, **NOWHERE, **environment})
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("nodegraph: There is no display")
    assert done.stderr.count("\n") == 1


def test_a_display_that_answers_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    if shutil.which("Xvfb") is None:
        pytest.skip(reason="Xvfb is not installed here; it is the display that this test looks for.")
    reading, writing = os.pipe()
    with begun(
        ["Xvfb", "-displayfd", str(writing), "-nolisten", "tcp"], pass_fds=(writing,), stderr=subprocess.DEVNULL
    ):
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        for name, value in {**NOWHERE, "DISPLAY": f":{number}"}.items():
            monkeypatch.setenv(name, value)
        assert why_no_window() == ""


def test_help_needs_no_display_and_names_several_graphs(nodegraph: Run) -> None:
    assert "[GRAPH]..." in nodegraph("gui", "--help").stdout


def test_a_platform_that_was_asked_for_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**NOWHERE, "QT_QPA_PLATFORM": "offscreen"}.items():
        monkeypatch.setenv(name, value)
    assert why_no_window() == ""


def test_a_graph_without_a_command_is_opened_in_the_window(nodegraph: Run) -> None:
    done = nodegraph("a.ng", "b.ng", env={**os.environ, **NOWHERE})
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("nodegraph: There is no display")
    assert done.stderr.endswith("nodegraph run a.ng\n")
    assert "[GRAPH]..." in nodegraph("a.ng", "--help").stdout


def test_a_picture_without_a_command_is_told_how_it_is_upscaled(nodegraph: Run, tmp_path: Path) -> None:
    (tmp_path / "cat.png").touch()
    done = nodegraph("cat.png", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(
        "nodegraph: No such command 'cat.png'; to upscale it, write nodegraph upscale cat.png"
    )
    assert done.stderr.count("\n") == 1
