"""Models are opened by path or by default, listed like pictures, and refused with a sentence."""

import json
import os
from pathlib import Path

import pytest

from nodegraph import Model, ModelFact, NodegraphError
from nodes.model.folders import list_models
from nodes.model.load import load_model


def _toy(path: Path, **recipe: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"toy": 1, **recipe}), encoding="utf-8")
    return path


def test_a_model_file_gives_a_handle_whose_facts_the_probe_tells(tmp_path: Path) -> None:
    path = _toy(tmp_path / "my-model.toy", scale=3)
    model = load_model(path)
    assert isinstance(model, Model)
    assert (model.path, model.fact.scale, model.fact.name) == (path, 3, "my-model")
    assert load_model.prober is not None
    assert load_model.prober(path) == model.fact


def test_without_a_file_it_is_the_model_that_comes_with_the_program() -> None:
    assert load_model.prober is not None
    fact = load_model.prober(None)
    assert isinstance(fact, ModelFact)
    assert fact.scale == 2
    assert load_model().fact == fact


@pytest.mark.parametrize("content", [b"", b"hello", b"<!DOCTYPE html><html></html>", b"\x80\x02."])
def test_other_files_are_refused_with_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model.pth"
    path.write_bytes(content)
    for act in (load_model, load_model.prober):
        assert act is not None
        with pytest.raises(NodegraphError) as caught:
            act(path)
        assert "model.pth" in str(caught.value)
        assert str(caught.value).endswith(".")


def test_a_missing_file_a_folder_and_a_pipe_are_refused(tmp_path: Path) -> None:
    paths = [tmp_path / "no.pth", tmp_path]
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.pth")
        paths.append(tmp_path / "pipe.pth")
    for path in paths:
        with pytest.raises(NodegraphError, match=path.name):
            load_model(path)


def test_models_of_a_folder_come_in_natural_order(tmp_path: Path) -> None:
    for name in ("x10.pth", "x9.safetensors", "X1.ckpt", "a/y.pt", "notes.txt", "picture.png", ".hidden.pth"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    found = list(list_models(tmp_path))
    assert [(item.path.name, item.name, item.subfolder, item.index) for item in found] == [
        ("X1.ckpt", "X1", "", 0),
        ("x9.safetensors", "x9", "", 1),
        ("x10.pth", "x10", "", 2),
    ]
    assert [item.name for item in list_models(tmp_path, recursive=True)] == ["X1", "x9", "x10", "y"]
    assert [item.name for item in list_models(tmp_path, pattern="x*.pth;*.ckpt", limit=1)] == ["X1"]
