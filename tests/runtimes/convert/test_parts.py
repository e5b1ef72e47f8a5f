"""Files of a model appear together or not at all: on full and read-only disks, and whenever their writer dies."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from nodegraph.core.errors import RunError, StorageFull, ValueRefused
from nodegraph.runtimes.convert import convert
from nodegraph.runtimes.convert.parts import Parts
from tests.waiting import until

from .conftest import names, save_onnx

PAIR = ("m.bin", "m.param")
linux_root = pytest.mark.skipif(
    sys.platform != "linux" or os.getuid() != 0, reason="mounting a small disk needs Linux and root"
)


def put(parts: Parts, content: str) -> None:
    for name in PAIR:
        (parts.folder / name).write_text(content)


def test_both_files_appear_and_nothing_else(tmp_path: Path) -> None:
    parts = Parts(tmp_path / "m.param", PAIR)
    put(parts, "new")
    assert not [name for name in names(tmp_path) if not name.startswith(".")]
    parts.publish(overwrite=False)
    parts.remove()
    assert names(tmp_path) == list(PAIR)


def test_what_is_there_is_replaced_only_when_asked_for(tmp_path: Path) -> None:
    (tmp_path / "m.bin").write_text("old")
    for overwrite in (False, True):
        parts = Parts(tmp_path / "m.param", PAIR)
        put(parts, "new")
        with contextlib.nullcontext() if overwrite else pytest.raises(ValueRefused, match="exists"):
            parts.publish(overwrite=overwrite)
        parts.remove()
        assert names(tmp_path) == (list(PAIR) if overwrite else ["m.bin"])
    assert (tmp_path / "m.bin").read_text() == "new"


def test_a_failure_between_the_two_files_puts_the_old_ones_back(tmp_path: Path) -> None:
    for name in PAIR:
        (tmp_path / name).write_text("old")
    parts = Parts(tmp_path / "m.param", PAIR)
    put(parts, "new")
    # A folder cannot be replaced by a file: the first of the two fails to get its name.
    (tmp_path / "m.bin").unlink()
    (tmp_path / "m.bin").mkdir()
    (tmp_path / "m.bin" / "inside").touch()
    (parts.folder / "old-m.bin").mkdir()
    (parts.folder / "old-m.bin" / "inside").touch()
    with pytest.raises(RunError):
        parts.publish(overwrite=True)
    parts.remove()
    assert names(tmp_path) == list(PAIR)
    assert (tmp_path / "m.param").read_text() == "old"


DYING = """
import os, pathlib, sys
from nodegraph.runtimes.convert import parts
from nodegraph.runtimes.convert.parts import Parts
from tests.waiting import until

folder, moment = pathlib.Path(sys.argv[1]), int(sys.argv[2])
made = Parts(folder / "m.param", ("m.bin", "m.param"))
for name in ("m.bin", "m.param"):
    (made.folder / name).write_text("new")
if moment == 0:
    os.kill(os.getpid(), 9)
rename, count = parts._rename, [0]

def counted(source, place, done):
    count[0] += 1
    if count[0] == moment:
        os.kill(os.getpid(), 9)
    rename(source, place, done)

parts._rename = counted
made.publish(overwrite=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("moment", range(5))
def test_the_next_conversion_tidies_up_after_a_killed_one(tmp_path: Path, moment: int) -> None:
    for name in PAIR:
        (tmp_path / name).write_text("old")
    dead = subprocess.run([sys.executable, "-c", DYING, str(tmp_path), str(moment)], check=False)
    assert dead.returncode == -signal.SIGKILL
    Parts(tmp_path / "other.onnx", ("other.onnx",)).remove()
    assert names(tmp_path) == list(PAIR)
    expected = "old" if moment == 0 else "new"
    assert [(tmp_path / name).read_text() for name in PAIR] == [expected, expected]


@contextlib.contextmanager
def mounted(folder: Path, options: str) -> Iterator[Path]:
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", options, "none", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip(reason="this machine lets nothing be mounted")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@linux_root
@pytest.mark.parametrize("suffix", [".onnx", ".param"])
def test_a_full_disk_is_said_and_left_as_it_was(tmp_path: Path, suffix: str) -> None:
    source = save_onnx(tmp_path / "model.onnx", features=256)
    with mounted(tmp_path / "small", "size=48k") as folder:
        with pytest.raises(StorageFull, match="no room on the disk") as caught:
            convert(source, folder / f"model{suffix}")
        assert str(caught.value).count(".") <= 3
        assert names(folder) == []


@linux_root
@pytest.mark.skipif(sys.platform != "linux", reason="a place where nobody can make a folder, found on Linux")
def test_a_place_without_folders_is_said() -> None:
    with pytest.raises(RunError, match=r"The folder /proc cannot be written to .*; choose another folder"):
        Parts(Path("/proc/model.onnx"), ("model.onnx",))


def test_a_read_only_folder_is_said(tmp_path: Path) -> None:
    source = save_onnx(tmp_path / "model.onnx")
    with mounted(tmp_path / "fixed", "ro") as folder, pytest.raises(RunError, match="cannot be written to"):
        convert(source, folder / "model.param")


@linux_root
def test_a_read_only_cache_does_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = save_onnx(tmp_path / "model.onnx")
    with mounted(tmp_path / "fixed", "ro") as folder:
        monkeypatch.setenv("NODEGRAPH_CACHE", str(folder))
        assert convert(source, tmp_path / "model.param").holds("fp32")
    assert names(tmp_path) == ["fixed", "model.bin", "model.onnx", "model.param"]


def started(source: Path, target: Path) -> "subprocess.Popen[str]":
    code = (
        "import sys, pathlib; from nodegraph.runtimes.convert import convert\n"
        "print('began', flush=True)\n"
        "say = lambda word: print(word, flush=True)\n"
        "convert(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), overwrite=True, on_stage=say)\n"
    )
    return subprocess.Popen(
        [sys.executable, "-c", code, str(source), str(target)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_two_at_once_are_both_right(tmp_path: Path) -> None:
    source = save_onnx(tmp_path / "model.onnx")
    both = [started(source, tmp_path / "model.param") for _ in range(2)]
    for process in both:
        _, errors = process.communicate()
        assert process.returncode == 0, errors
    assert names(tmp_path) == ["model.bin", "model.onnx", "model.param"]
    assert convert(tmp_path / "model.param", tmp_path / "same.param").max_difference == 0


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("word", ["converting", "proving"])
def test_a_conversion_that_is_killed_leaves_no_half_file(tmp_path: Path, word: str) -> None:
    import psutil

    source = save_onnx(tmp_path / "model.onnx")
    process = started(source, tmp_path / "model.param")
    assert process.stdout is not None
    assert any(line.strip() == word for line in process.stdout)
    children = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.communicate()
    assert [name for name in names(tmp_path) if not name.startswith(".")] == ["model.onnx"]
    until(
        lambda: not any(child.is_running() and child.status() != psutil.STATUS_ZOMBIE for child in children),
        10,
        "children live on",
    )
    convert(source, tmp_path / "model.param")
    assert names(tmp_path) == ["model.bin", "model.onnx", "model.param"]
