"""Model files that strangers send run no code, take no memory, and are refused in one sentence."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from .bad_models import KINDS
from .conftest import STREET, Run, part_files

pytest.importorskip("torch", reason="torch makes some of the files")

WORDS = {
    "html_page": "web page",
    "legacy_pickle_with_code": "code|unsafe|safe",
    "zip_pickle_with_code": "code|unsafe|safe",
    "torchscript": "TorchScript",
    "zip_bomb": "compressed|unpack|larger|size",
    "onnx": "ONNX",
    "stride_zero": "memory|larger|size|contiguous|TB|GB|bytes",
    "truncated": "cut off|damaged|truncated|incomplete|again",
    "empty": "empty",
    "fifo": "pipe",
    "folder": "folder",
}

SCRIPT = """
import re
import sys
from pathlib import Path
import psutil
import nodegraph as ng

highest = 0
for path in sys.argv[1:]:
    try:
        ng.open_model(path)
    except ng.NodegraphError as error:
        print(f"{type(error).__name__} {error.exit_code} {error}")
    else:
        print("opened")
    for child in psutil.Process().children(recursive=True):
        status = Path(f"/proc/{child.pid}/status")
        if status.exists():
            highest = max(highest, int(re.search(r"VmHWM:\\s*(\\d+)", status.read_text())[1]) // 1024)
print(highest)
"""


@pytest.mark.timeout(200)
@pytest.mark.skipif(sys.platform == "win32", reason="pipes and memory counts of POSIX")
def test_each_is_refused_in_one_sentence_and_runs_no_code(tmp_path: Path) -> None:
    files = {kind: tmp_path / f"{kind}.pth" for kind in KINDS}
    for kind, file in files.items():
        KINDS[kind](file, tmp_path / f"marker-{kind}")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *map(str, files.values())],
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    *said, memory = done.stdout.splitlines()
    assert len(said) == len(KINDS)
    for kind, sentence in zip(KINDS, said, strict=True):
        name, code, words = sentence.split(" ", 2)
        assert (name, code) in {("FileRefused", "2"), ("ModelRefused", "1")}, sentence
        assert str(files[kind]) in words or files[kind].name in words
        assert re.search(WORDS[kind], words), sentence
        assert words.endswith(".")
    assert not list(tmp_path.glob("marker-*"))
    # Importing torch and spandrel takes half a GiB; a bomb of 200 MiB or of terabytes must not add to it.
    assert int(memory) < 900, f"{memory} MiB"
    assert sys.platform != "linux" or int(memory) > 50, "a worker was looked at"


@pytest.mark.slow
def test_the_program_says_the_sentence_and_nothing_else(nodegraph: Run, tmp_path: Path) -> None:
    for kind, command in (("legacy_pickle_with_code", "upscale"), ("onnx", "info")):
        file, marker = tmp_path / f"{kind}.pth", tmp_path / "marker"
        KINDS[kind](file, marker)
        if command == "upscale":
            done = nodegraph("upscale", STREET, "-o", "x.png", "--model", file, "-q")
        else:
            done = nodegraph("models", "info", file)
        assert done.returncode in (1, 2)
        assert done.stdout == ""
        (line,) = done.stderr.splitlines()
        assert line.endswith(".")
        assert file.name in line
        assert not marker.exists()
        assert not (tmp_path / "x.png").exists()
        assert part_files(tmp_path) == []
