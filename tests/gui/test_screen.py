"""The real program on a real (virtual) screen, driven from outside by mouse and keys."""

import os
import shutil
import subprocess
import sys
import time

import pytest

NEEDED = ("Xvfb", "xdotool")


def until(done, seconds=40):
    end = time.monotonic() + seconds
    while not (found := done()):
        assert time.monotonic() < end, "It never happened."
        time.sleep(0.05)
    return found


@pytest.fixture
def screen(tmp_path):
    """A virtual screen; the number of its display."""
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        pytest.skip(
            reason=f"{' and '.join(missing)} are not installed here; they are what this test sees and types with."
        )
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x900x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        assert number, "Xvfb did not start."
        yield f":{number}"
        server.terminate()


@pytest.mark.slow
def test_the_program_adds_a_node_by_keys_and_saves_what_it_was_given(screen, tmp_path):
    graph = tmp_path / "a.ng"
    graph.write_text('{"nodegraph": 1, "nodes": {"invert": {"node": "invert", "at": [0, 0]}}}')
    environment = {
        **os.environ,
        "DISPLAY": screen,
        "QT_QPA_PLATFORM": "xcb",
        "NODEGRAPH_STATE": str(tmp_path / "state"),
    }
    call = (
        "import sys; from pathlib import Path; from nodegraph.gui.app import main; sys.exit(main([Path(sys.argv[1])]))"
    )

    def tool(*words):
        return subprocess.run(["xdotool", *words], env=environment, capture_output=True, text=True, check=False).stdout

    with subprocess.Popen([sys.executable, "-c", call, str(graph)], env=environment) as program:
        try:
            window = until(lambda: tool("search", "--name", "a.ng").split())[-1]
            tool("windowfocus", "--sync", window)
            until(lambda: _typed(tool, graph))
            assert '"gaussian_blur"' in graph.read_text()
            tool("key", "ctrl+q")
            assert program.wait(20) == 0
        finally:
            program.kill()


def _typed(tool, graph):
    tool("key", "shift+a")
    tool("type", "--delay", "30", "gaussian blur")
    tool("key", "Return")
    tool("key", "ctrl+s")
    return "gaussian_blur" in graph.read_text()
