"""Models are converted and blended in graphs: files appear, facts tell before, refusals come before the run."""

import json
from pathlib import Path

import pytest

from nodegraph import ModelFact, NodegraphError, open_model
from nodegraph.core.context import Context, current
from nodes.model.convert_model import convert_model
from nodes.model.interpolate_models import interpolate_models

from ..runtimes.convert.conftest import names, save_onnx


@pytest.fixture
def notes() -> list[str]:
    """Gather what nodes have to say."""
    return []


@pytest.fixture(autouse=True)
def listening(notes: list[str]):
    token = current.set(Context(on_note=notes.append, on_skip=notes.append))
    yield
    current.reset(token)


def test_a_model_is_written_once_and_its_proof_told(tmp_path: Path, notes: list[str]) -> None:
    model = open_model(save_onnx(tmp_path / "model.onnx"))
    out = tmp_path / "new" / "folder"
    target = convert_model(model, out, format="ncnn", precision="fp16")
    assert target == out / "model.param"
    assert names(out) == ["model.bin", "model.param"]
    assert notes[0].startswith("model.param: max difference")
    assert "PSNR" in notes[0]
    assert convert_model(model, out, format="ncnn", if_exists="skip") == target
    assert notes[-1] == f"{target} exists."
    assert open_model(target).fact.runtime == "ncnn"


def test_ncnn_models_blend_and_are_found_again(tmp_path: Path) -> None:
    one, two = (
        open_model(convert_model(open_model(save_onnx(tmp_path / f"{seed}.onnx", seed=seed)), tmp_path, format="ncnn"))
        for seed in (1, 2)
    )
    assert interpolate_models.rule is not None
    blend = interpolate_models(one, two, 0.25)
    told = interpolate_models.rule(one.fact, two.fact, 0.25)
    assert (told.scale, told.architecture, told.name) == (blend.fact.scale, blend.fact.architecture, blend.fact.name)
    changed = blend.path.stat().st_mtime_ns
    assert interpolate_models(one, two, 0.25) == blend
    assert blend.path.stat().st_mtime_ns == changed


@pytest.mark.parametrize(
    ("model", "inputs", "words"),
    [
        (ModelFact(name="a", runtime="ncnn"), {"format": "onnx"}, "cannot become onnx"),
        (ModelFact(name="a", runtime="toy"), {"format": "onnx"}, "toy"),
        (ModelFact(name="a", runtime="torch"), {"format": "onnx", "name": "b/c"}, "slash"),
        (ModelFact(name="a", runtime="torch", path="/out/a.pth"), {"format": "pth"}, "the model itself"),
    ],
)
def test_what_cannot_be_written_is_said_before(model: ModelFact, inputs: dict[str, str], words: str) -> None:
    assert convert_model.rule is not None
    with pytest.raises(ValueError, match=words):
        convert_model.rule(**{"model": model, "folder": Path("/out"), "name": "", **inputs})


@pytest.mark.parametrize(
    ("second", "words"),
    [
        (ModelFact(name="b", runtime="ncnn", architecture="X", scale=2), "runtime"),
        (ModelFact(name="b", runtime="torch", architecture="Y", scale=2), "architecture"),
        (ModelFact(name="b", runtime="torch", architecture="X", scale=4), "scale"),
        (ModelFact(name="b", runtime="onnx", architecture="X", scale=2), "onnx"),
    ],
)
def test_models_that_cannot_be_blended_are_said_before(second: ModelFact, words: str) -> None:
    assert interpolate_models.rule is not None
    with pytest.raises(ValueError, match=words):
        interpolate_models.rule(ModelFact(name="a", runtime="torch", architecture="X", scale=2), second, 0.5)


def test_a_toy_is_refused_when_it_runs_too(tmp_path: Path) -> None:
    toy = tmp_path / "a.toy"
    toy.write_text(json.dumps({"toy": 1}))
    with pytest.raises((NodegraphError, ValueError), match="toy"):
        convert_model(open_model(toy), tmp_path)
