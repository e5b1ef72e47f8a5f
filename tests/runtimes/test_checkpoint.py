"""Model files are untrusted: what is no model, unsafe or broken is refused with one sentence; nothing in it is run."""

import collections
import contextlib
import io
import os
import pickle
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from nodegraph.core.errors import FileRefused, ModelRefused, NodegraphError
from nodegraph.runtimes.checkpoint import read_weights, variants
from nodegraph.runtimes.filekind import kind_of


def weights() -> dict[str, torch.Tensor]:
    return {"body.0.weight": torch.ones(4, 3, 3, 3), "body.0.bias": torch.zeros(4)}


class Attack:
    """Pickles to a call of `os.mkdir`, so that running it leaves a trace."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return os.mkdir, (str(self.folder),)


def refusal(path: Path, kind: type[NodegraphError]) -> str:
    """Return the sentence with which the file is refused; it names the file."""
    with pytest.raises(kind) as caught:
        read_weights(path)
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert str(path) in sentence
    assert sentence.endswith(".")
    return sentence


def save_legacy(content: object, path: Path) -> None:
    torch.save(content, path, _use_new_zipfile_serialization=False)


@pytest.mark.parametrize("save", [torch.save, save_legacy])
@pytest.mark.parametrize("wrapper", [None, "params_ema", "state_dict", "model", "params"])
def test_weights_are_found_behind_the_names_that_training_tools_give_them(
    tmp_path: Path, save: Any, wrapper: str | None
) -> None:
    path = tmp_path / "a.pth"
    save(weights() if wrapper is None else {wrapper: weights(), "epoch": 3}, path)
    assert torch.equal(read_weights(path)["body.0.weight"], torch.ones(4, 3, 3, 3))


@pytest.mark.parametrize("prefix", ["_orig_mod.", "generator.", "module.", "module._orig_mod."])
def test_prefixes_of_training_tools_are_taken_off(tmp_path: Path, prefix: str) -> None:
    path = tmp_path / "a.ckpt"
    content = {prefix + name: value for name, value in weights().items()}
    if prefix == "generator.":
        content["discriminator.0.weight"] = torch.zeros(1)
    torch.save({"state_dict": content}, path)
    as_it_is, plain = variants(read_weights(path))
    assert list(plain) == list(weights())
    assert list(as_it_is) == list(content)


def test_numpy_scalars_beside_the_weights_are_allowed(tmp_path: Path) -> None:
    path = tmp_path / "a.pth"
    torch.save({"params": weights(), "psnr": np.float64(31.2), "step": np.int64(7)}, path)
    assert set(read_weights(path)) == set(weights())


def test_channels_last_weights_come_back_contiguous(tmp_path: Path) -> None:
    path = tmp_path / "a.pth"
    original = torch.rand(4, 3, 3, 3)
    torch.save({"w": original.to(memory_format=torch.channels_last)}, path)
    read = read_weights(path)["w"]
    assert read.is_contiguous()
    assert torch.equal(read, original)


def test_safetensors_are_known_by_content_whatever_the_name(tmp_path: Path) -> None:
    from safetensors.torch import save_file

    path = tmp_path / "a.pth"
    save_file(weights(), path)
    assert kind_of(path) == "safetensors"
    assert set(read_weights(path)) == set(weights())


@pytest.mark.parametrize(
    "save", [torch.save, save_legacy, lambda content, path: path.write_bytes(pickle.dumps(content, 2))]
)
def test_code_in_a_pickle_is_refused_and_never_run(tmp_path: Path, save: Any) -> None:
    path, trace = tmp_path / "a.pth", tmp_path / "trace"
    save({"params": weights(), "extra": Attack(trace)}, path)
    sentence = refusal(path, ModelRefused)
    assert "Python code" in sentence
    assert ".safetensors" in sentence
    assert not trace.exists()


def test_other_objects_beside_the_weights_are_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "a.ckpt"
    torch.save({"state_dict": weights(), "counter": collections.UserDict()}, path)
    assert "UserDict" in refusal(path, ModelRefused)


def test_torchscript_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.pt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a/data.pkl", b"")
        archive.writestr("a/constants.pkl", b"")
        archive.writestr("a/code/__torch__.py", b"def forward(self): pass")
    assert "TorchScript" in refusal(path, ModelRefused)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.pth"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/data.pkl", b"")
        archive.writestr("a/data/0", bytes(50_000_000))
    assert path.stat().st_size < 1_000_000
    assert "unpacks to 50,000,000" in refusal(path, ModelRefused)


def test_an_ordinary_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.pth"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", b"hello")
    assert "zip archive" in refusal(path, FileRefused)


@pytest.mark.parametrize("save", [torch.save, save_legacy])
def test_small_files_that_ask_for_terabytes_are_refused(tmp_path: Path, save: Any) -> None:
    path = tmp_path / "a.pth"
    many = {f"body.{index}.weight": torch.zeros(1).expand(64, 64, 300, 300) for index in range(4000)}
    save(many, path)
    assert path.stat().st_size < 3_000_000
    sentence = refusal(path, ModelRefused)
    assert "5,898,240,000,000 bytes" in sentence


def test_layers_counted_by_the_million_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.pth"
    torch.save({"body.0.weight": torch.ones(1), "body.99999999.weight": torch.ones(1)}, path)
    assert "layers up to 99,999,999" in refusal(path, ModelRefused)


def test_a_part_of_a_larger_tensor_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.pth"
    large = torch.arange(64.0).reshape(8, 8)
    torch.save({"query.weight": large[:, :3], "key.weight": large[1::2].T}, path)
    made = read_weights(path)
    assert made["query.weight"].tolist() == large[:, :3].tolist()
    assert made["key.weight"].tolist() == large[1::2].T.tolist()
    torch.save({"query.weight": torch.as_strided(large, (8, 8), (4, 1))}, path)
    assert "PyTorch does not write" in refusal(path, ModelRefused)


def test_an_archive_that_is_packed_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.pth"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/data.pkl", b"\x80\x02].")
    assert "packed in another way" in refusal(path, ModelRefused)


@pytest.mark.parametrize("save", [torch.save, save_legacy])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
def test_truncated_files_are_damaged(tmp_path: Path, save: Any, part: float) -> None:
    whole, path = tmp_path / "whole.pth", tmp_path / "a.pth"
    save({"w": torch.rand(100, 100)}, whole)
    content = whole.read_bytes()
    path.write_bytes(content[: int(len(content) * part)])
    assert "damaged" in refusal(path, FileRefused)


def test_truncated_safetensors_are_damaged(tmp_path: Path) -> None:
    from safetensors.torch import save_file

    whole, path = tmp_path / "whole", tmp_path / "a.safetensors"
    save_file(weights(), whole)
    for length in (9, 60, 300):
        path.write_bytes(whole.read_bytes()[:length])
        assert "damaged" in refusal(path, FileRefused)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><html><body>404</body></html>", "web page"),
        (b"\n  <html>", "web page"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0", "Git LFS"),
        (b"\x08\x07\x12\x07pytorch\x1a\x052.1.0:\xb3\x01", "ONNX"),
        (b"7767517\n25 27\nInput data 0 1 data", "ncnn"),
        (b"hello, I am a text file", "text file"),
        (b"\x1f\x8b\x08\x00abc", "packed archive"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "no model file"),
        (b"\x80\x02}q\x00", "damaged"),
    ],
)
def test_files_of_other_kinds_are_named(tmp_path: Path, content: bytes, word: str) -> None:
    path = tmp_path / "a.pth"
    path.write_bytes(content)
    assert word in refusal(path, FileRefused)


def test_a_pickle_of_something_else_holds_no_weights(tmp_path: Path) -> None:
    path = tmp_path / "a.pth"
    torch.save([1, 2, 3], path)
    assert "no weights" in refusal(path, ModelRefused)


def test_missing_files_folders_and_pipes_are_refused_without_opening_them(tmp_path: Path) -> None:
    assert "There is no model file" in refusal(tmp_path / "none.pth", FileRefused)
    assert "folder" in refusal(tmp_path, FileRefused)
    if hasattr(os, "mkfifo"):
        pipe = tmp_path / "pipe.pth"
        os.mkfifo(pipe)
        assert "pipe" in refusal(pipe, FileRefused)


def test_every_flipped_byte_is_either_read_or_refused_with_a_sentence(tmp_path: Path) -> None:
    stream = io.BytesIO()
    torch.save({"w": torch.rand(4, 4)}, stream)
    content = stream.getvalue()
    random = np.random.default_rng(5)
    path = tmp_path / "a.pth"
    for _ in range(150):
        broken = bytearray(content)
        broken[random.integers(len(broken))] ^= 1 << int(random.integers(8))
        path.write_bytes(broken)
        with contextlib.suppress(NodegraphError):
            read_weights(path)


def test_real_onnx_files_are_told(assets: Path, tmp_path: Path) -> None:
    for number, model in enumerate(sorted((assets / "models" / "onnx").glob("*.onnx"))):
        path = tmp_path / f"{number}.pth"
        path.write_bytes(model.read_bytes())
        assert "ONNX" in refusal(path, FileRefused)
