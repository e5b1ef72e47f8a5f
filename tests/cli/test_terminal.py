"""On a terminal there is a progress bar, and shells complete the names of commands and nodes."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import PROGRAM, Run, picture, posix, toy

if sys.platform != "win32":
    import pty


def on_terminal(arguments: list[str], cwd: Path) -> tuple[int, str, str]:
    """Run the program with standard error on a terminal; return exit code, standard output and what was drawn."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", "LINES": "40"}
    process = subprocess.Popen(
        [str(PROGRAM), *arguments],
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=theirs,
        env=environment,
        text=True,
    )
    os.close(theirs)
    drawn = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # How Linux says that nobody holds the other side any more.
            break
        if not piece:
            break
        drawn += piece
    os.close(ours)
    output = process.communicate(timeout=20)[0]
    return process.returncode, output, re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", drawn.decode())


@posix
@pytest.mark.slow
def test_a_bar_shows_tiles_items_rate_and_time_left(tmp_path: Path) -> None:
    for number in range(4):
        picture(tmp_path / "in" / f"{number}.png", 96, 96)
    # Long enough for the time left to be believed.
    slow = toy(tmp_path / "slow.toy", delay=0.2, scale=1)
    arguments = ["upscale", "in", "-o", "out", "--model", str(slow), "--tile", "32"]
    code, output, drawn = on_terminal(arguments, tmp_path)
    assert code == 0, drawn
    assert output.splitlines() == [str(tmp_path / "out" / f"{number}.png") for number in range(4)]
    assert re.search(r"[1-3] of 4 items", drawn), drawn
    assert re.search(r"/s|s each", drawn), drawn
    assert re.search(r"\d:\d\d left", drawn), drawn
    # Nine tiles a picture: the step's own bar stands at parts of a picture.
    parts = {int(part) for part in re.findall(r"upscale\s+\S+\s+(\d+)%", drawn)}
    assert len(parts - {0, 100}) >= 3, drawn
    assert "4 done in" in drawn
    assert "Traceback" not in drawn


def _complete(words: str) -> list[str]:
    environment = {
        **os.environ,
        "_NODEGRAPH_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split(" ")) - 1),
    }
    done = subprocess.run([str(PROGRAM)], env=environment, capture_output=True, text=True, timeout=20, check=False)
    assert "Traceback" not in done.stderr
    return done.stdout.split()


def test_shells_complete_commands_options_choices_and_nodes() -> None:
    assert "upscale" in _complete("nodegraph up")
    assert "--if-exists" in _complete("nodegraph upscale --if")
    assert _complete("nodegraph upscale --precision f") == ["fp32", "fp16"]
    assert {"resize", "replace_text"} <= set(_complete("nodegraph nodes re"))


@posix
def test_the_completion_script_of_the_shell_it_is_called_from_is_shown() -> None:
    command = ["bash", "-c", f"'{PROGRAM}' --show-completion; exit $?"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 0, done.stderr
    assert "_NODEGRAPH_COMPLETE=complete_bash" in done.stdout


def test_the_version_is_told(nodegraph: Run) -> None:
    assert re.fullmatch(r"nodegraph \d+\.\d+\.\d+\S*\n", nodegraph("--version").stdout)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_output_that_has_no_room_is_told_in_one_sentence(tmp_path: Path) -> None:
    with open("/dev/full", "wb") as full:
        command = [str(PROGRAM), "schema"]
        done = subprocess.run(command, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "nodegraph: There is no room left where the output goes; make room and run it again.\n"
