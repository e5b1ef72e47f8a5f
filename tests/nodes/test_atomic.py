"""A file appears whole or not at all, whatever ends its writer."""

import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from nodegraph import RunError
from nodes._kernels import atomic
from nodes._kernels.atomic import sweep, write_atomically, write_numbered
from nodes._kernels.files import Refused

posix = pytest.mark.skipif(sys.platform == "win32", reason="locks of other processes are POSIX here")

_WRITER = """
import sys, pathlib
from nodes._kernels.atomic import write_atomically
def write(part):
    with part.open("wb") as file:
        file.write(b"half")
        file.flush()
        print("writing", flush=True)
        sys.stdin.read()
write_atomically(pathlib.Path(sys.argv[1]), write)
"""


def _hidden(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


def _writer(target: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-c", _WRITER, str(target)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"writing\n"
    return process


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.communicate()


def test_the_file_is_replaced_whole_and_no_part_stays(tmp_path: Path) -> None:
    target = tmp_path / "a.png"
    target.write_bytes(b"old")

    def write(part: Path) -> None:
        assert part.parent == tmp_path
        assert part.suffix == ".png"
        assert target.read_bytes() == b"old"
        part.write_bytes(b"new")

    assert write_atomically(target, write) == target
    assert target.read_bytes() == b"new"
    assert _hidden(tmp_path) == []


@pytest.mark.parametrize("error", [ValueError("no"), KeyboardInterrupt(), RunError("no")])
def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path, error: BaseException) -> None:
    target = tmp_path / "a.png"
    target.write_bytes(b"old")

    def write(part: Path) -> None:
        part.write_bytes(b"half")
        raise error

    with pytest.raises(type(error)):
        write_atomically(target, write)
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]
    assert target.read_bytes() == b"old"


@posix
def test_kill_in_the_middle_leaves_the_old_file_and_the_next_writer_sweeps_the_part(tmp_path: Path) -> None:
    target = tmp_path / "a.png"
    target.write_bytes(b"old")
    process = _writer(target)
    assert len(_hidden(tmp_path)) == 1
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert target.read_bytes() == b"old"
    assert len(_hidden(tmp_path)) == 1
    write_atomically(tmp_path / "b.png", lambda part: part.write_bytes(b"x") and None)
    assert _hidden(tmp_path) == []
    assert target.read_bytes() == b"old"


@posix
def test_the_part_of_a_living_writer_is_not_swept(tmp_path: Path) -> None:
    process = _writer(tmp_path / "a.png")
    try:
        sweep(tmp_path)
        assert len(_hidden(tmp_path)) == 1
    finally:
        _end(process)
    sweep(tmp_path)
    assert _hidden(tmp_path) == []


def test_a_sweep_leaves_files_of_other_kinds_alone(tmp_path: Path) -> None:
    names = [".hidden", ".a.part.png", "a.0123abcd.part.png", ".a.0123abcd.part.png.txt", "b.png"]
    for name in names:
        (tmp_path / name).write_bytes(b"x")
    sweep(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)


def test_numbered_names_are_never_given_twice(tmp_path: Path) -> None:
    target = tmp_path / "a.png"
    target.write_bytes(b"old")
    gate = threading.Barrier(8)

    def save(number: int) -> Path:
        gate.wait(20)
        return write_numbered(target, lambda part: part.write_bytes(b"%d" % number) and None)

    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(save, range(8)))
    assert sorted(path.name for path in made) == sorted(f"a-{n}.png" for n in range(2, 10))
    assert sorted(path.read_bytes() for path in made) == sorted(b"%d" % n for n in range(8))
    assert target.read_bytes() == b"old"
    assert _hidden(tmp_path) == []


def test_numbered_names_work_where_files_cannot_have_two_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    made = [write_numbered(tmp_path / "a.png", lambda part: part.write_bytes(b"x") and None) for _ in range(3)]
    assert [path.name for path in made] == ["a.png", "a-2.png", "a-3.png"]
    assert all(path.read_bytes() == b"x" for path in made)


def test_folders_are_made_and_a_file_in_the_way_is_told(tmp_path: Path) -> None:
    made = write_atomically(tmp_path / "x" / "y" / "a.png", lambda part: part.write_bytes(b"x") and None)
    assert made.read_bytes() == b"x"
    with pytest.raises(Refused, match=r"a\.png is no folder"):
        write_atomically(made / "b.png", lambda part: part.write_bytes(b"x") and None)


def test_a_long_name_leaves_room_for_the_part(tmp_path: Path) -> None:
    target = tmp_path / ("ü" * 120 + ".png")
    assert write_atomically(target, lambda part: part.write_bytes(b"x") and None).read_bytes() == b"x"


def test_an_encoder_that_gives_nothing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="stayed empty"):
        write_atomically(tmp_path / "a.png", lambda part: None)
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(autouse=True)
def unswept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every test sweep as a new process does."""
    monkeypatch.setattr(atomic, "_swept", set())
