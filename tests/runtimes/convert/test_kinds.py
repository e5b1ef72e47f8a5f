"""What turns into what is settled before anything is opened, and refused with a sentence."""

from pathlib import Path

import pytest

from nodegraph.core.errors import GraphError
from nodegraph.runtimes.convert.kinds import plan

from .conftest import save_onnx


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return save_onnx(tmp_path / "model.onnx")


def test_a_plan_names_the_files_and_the_ways(source: Path) -> None:
    planned = plan(source, source.with_name("out.param"), "fp16", None)
    assert (planned.family, planned.files, planned.precision) == ("ncnn", ("out.bin", "out.param"), "fp16")
    assert planned.ways == ("translated",)
    assert plan(source, source.with_name("out.bin"), "fp32", None).target.name == "out.param"


@pytest.mark.parametrize(
    ("target", "precision", "opset", "words"),
    [
        ("out", "fp32", None, "suffix"),
        ("out.omnx", "fp32", None, "did you mean '.onnx'"),
        ("out.pth", "fp32", None, "cannot be turned into .pth"),
        ("model.onnx", "fp32", None, "the model itself"),
        ("away/out.onnx", "fp32", None, "There is no folder"),
        ("folder.onnx", "fp32", None, "is a folder"),
        ("out.onnx", "int8", None, "choose fp32 or fp16"),
        ("out.param", "fp32", 17, "opset"),
        ("out.onnx", "fp32", 17, "opset"),
    ],
)
def test_what_cannot_be_done_is_said(source: Path, target: str, precision: str, opset: int | None, words: str) -> None:
    (source.parent / "folder.onnx").mkdir()
    with pytest.raises(GraphError) as caught:
        plan(source, source.parent / target, precision, opset)
    assert words in str(caught.value)
    assert str(caught.value).endswith(".")


def test_a_toy_a_folder_and_a_missing_file_are_no_sources(tmp_path: Path) -> None:
    (tmp_path / "a.toy").write_text('{"toy": 1}')
    for name in ("a.toy", "nothing.pth", ""):
        with pytest.raises(GraphError):
            plan(tmp_path / name, tmp_path / "out.onnx", "fp32", None)
