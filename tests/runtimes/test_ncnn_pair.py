"""Either file of an ncnn model finds the other, and both name what is remembered and tell a change."""

import os
from pathlib import Path

import pytest

from nodegraph.core.errors import FileRefused
from nodegraph.runtimes.filekind import kind_of
from nodegraph.runtimes.modelfiles import files_of, stamp
from nodegraph.runtimes.ncnn_pair import pair
from nodegraph.runtimes.remember import sha256_of

from .ncnn_models import nearest, write


@pytest.mark.parametrize("as_binary", [False, True])
def test_either_file_finds_the_other(tmp_path: Path, as_binary: bool) -> None:
    param = write(tmp_path, *nearest(), as_binary=as_binary)
    weights = tmp_path / "model.bin"
    for path in (param, weights):
        assert kind_of(path) == "ncnn"
        assert pair(path) == (param, weights) == files_of(path)
    assert sha256_of(param) == sha256_of(weights)
    assert stamp(param) == stamp(weights)


@pytest.mark.parametrize(
    ("param", "weights"), [("A.PARAM", "A.bin"), ("a.param", "a.BIN"), ("x.ncnn.param", "x.ncnn.bin")]
)
def test_names_may_differ_in_case_and_hold_dots(tmp_path: Path, param: str, weights: str) -> None:
    made = write(tmp_path, *nearest())
    made.rename(tmp_path / param)
    (tmp_path / "model.bin").rename(tmp_path / weights)
    assert pair(tmp_path / param) == pair(tmp_path / weights) == (tmp_path / param, tmp_path / weights)


@pytest.mark.parametrize("changed", ["model.param", "model.bin"])
def test_a_change_of_either_file_is_seen(tmp_path: Path, changed: str) -> None:
    path = write(tmp_path, *nearest())
    before = sha256_of(path), stamp(path)
    file = tmp_path / changed
    content = file.read_bytes()
    file.write_bytes(content[:-1] + b" " if changed.endswith("param") else content[:-1] + b"\x01")
    os.utime(file, ns=(1, 1))
    assert sha256_of(path) != before[0]
    assert stamp(path) != before[1]


@pytest.mark.parametrize("missing", ["model.param", "model.bin"])
def test_a_missing_half_is_named(tmp_path: Path, missing: str) -> None:
    write(tmp_path, *nearest())
    (tmp_path / missing).unlink()
    (left,) = tmp_path.iterdir()
    with pytest.raises(FileRefused, match=f"{missing} (is|are) not beside it; put both into one folder"):
        kind_of(left)


def test_a_checkpoint_of_torch_called_bin_is_none_of_a_pair(tmp_path: Path) -> None:
    (tmp_path / "pytorch_model.bin").write_bytes(b"PK\x03\x04" + bytes(40))
    assert kind_of(tmp_path / "pytorch_model.bin") == "zip"
    (tmp_path / "note.bin").write_text("version https://git-lfs.github.com/spec/v1")
    with pytest.raises(FileRefused, match="Git LFS"):
        kind_of(tmp_path / "note.bin")


def test_what_lies_beside_must_be_a_description(tmp_path: Path) -> None:
    path = write(tmp_path, *nearest())
    path.write_text("<html>not found</html>")
    with pytest.raises(FileRefused, match="is no description of an ncnn model"):
        kind_of(tmp_path / "model.bin")
