"""Weights of torch travel bit for bit, networks are exported; done in this process, which imports torch once."""

import json
import struct
from pathlib import Path

import onnx
import pytest
import torch

from nodegraph.core.errors import ValueRefused
from nodegraph.runtimes.checkpoint import read_weights
from nodegraph.runtimes.convert.pnnx_ import scripted
from nodegraph.runtimes.convert.tasks import Make
from nodegraph.runtimes.convert.torch_onnx import traced
from nodegraph.runtimes.convert.torch_weights import blended, weights
from nodegraph.runtimes.onnx_import import import_onnxruntime

from .conftest import compact, save, telling

TOLD = {"license": "MIT", "author": "A. Person", "architecture": "RealESRGAN Compact", "scale": "2", "name": "model"}


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save(compact(), tmp_path_factory.mktemp("torch") / "model.pth", license="MIT", author="A. Person")


def task(source: Path, target: Path, **more: object) -> Make:
    return Make(way="", source=str(source), target=str(target), scratch=str(target.parent), **more)  # type: ignore[arg-type]


def test_weights_come_through_safetensors_and_back_bit_for_bit(source: Path, tmp_path: Path) -> None:
    there, back = tmp_path / "model.safetensors", tmp_path / "back.pth"
    weights(task(source, there))
    weights(task(there, back))
    original = read_weights(source)
    for path in (there, back):
        found = read_weights(path)
        assert found.keys() == original.keys()
        assert all(torch.equal(found[name], original[name]) for name in original)
        assert telling(path, str(source.parent), str(tmp_path)) == []
    with there.open("rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        assert TOLD.items() <= json.loads(file.read(length))["__metadata__"].items()
    assert TOLD.items() <= torch.load(back, weights_only=True)["metadata"].items()


def test_models_blend_number_by_number(source: Path, tmp_path: Path) -> None:
    other, between = save(compact(1), tmp_path / "second.pth"), tmp_path / "between.safetensors"
    for share in (0.0, 0.25, 1.0):
        blended(task(source, between, other=str(other), share=share))
        one, two, made = read_weights(source), read_weights(other), read_weights(between)
        for name in one:
            assert torch.allclose(made[name], (1 - share) * one[name] + share * two[name], atol=1e-7)
            assert share != 1 or torch.equal(made[name], two[name])


@pytest.mark.parametrize(("network", "word"), [({"layers": 3}, "architecture"), ({"features": 16}, "size")])
def test_models_that_do_not_fit_do_not_blend(source: Path, tmp_path: Path, network: dict[str, int], word: str) -> None:
    other = save(compact(**network), tmp_path / "other.pth")
    with pytest.raises(ValueRefused, match=word):
        blended(task(source, tmp_path / "no.pth", other=str(other), share=0.5))


def test_an_export_takes_any_size_and_tells_nothing_of_this_machine(source: Path, tmp_path: Path) -> None:
    made = tmp_path / "model.onnx"
    traced(task(source, made, opset=16))
    assert telling(made, str(source.parent), str(tmp_path)) == []
    model = onnx.load(made)
    sides = model.graph.input[0].type.tensor_type.shape.dim
    assert [side.dim_param or side.dim_value for side in sides] == ["batch", 3, "height", "width"]
    assert model.opset_import[0].version == 16
    assert TOLD.items() <= {entry.key: entry.value for entry in model.metadata_props}.items()
    network = compact().eval()
    session = import_onnxruntime().InferenceSession(str(made), providers=["CPUExecutionProvider"])
    for shape in ((2, 3, 17, 40), (1, 3, 64, 31)):
        picture = torch.rand(shape)
        with torch.inference_mode():
            right = network(picture).numpy()
        assert abs(session.run(None, {"input": picture.numpy()})[0] - right).max() < 1e-5


def test_a_translation_to_ncnn_leaves_two_files_that_tell_nothing(source: Path, tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    made = tmp_path / "model.param"
    scripted(Make(way="", source=str(source), target=str(made), scratch=str(scratch)))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["model.bin", "model.param", "scratch"]
    for path in (made, made.with_suffix(".bin")):
        assert telling(path, str(source.parent), str(tmp_path)) == []
