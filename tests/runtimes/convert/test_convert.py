"""A model and what it was turned into do the same; what is not right, or not asked for, is not there afterwards."""

from pathlib import Path

import numpy as np
import onnx
import pytest

from nodegraph.core.errors import ConversionFailed, ValueRefused
from nodegraph.runtimes.convert import convert, interpolate
from nodegraph.runtimes.convert.prove import Proof

from .conftest import names, save_onnx, telling


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder with one model for all tests of this file: a conversion takes a second or two."""
    folder = tmp_path_factory.mktemp("models")
    save_onnx(folder / "model.onnx", license="MIT", author="A. Person")
    return folder


@pytest.fixture(scope="module")
def param(folder: Path) -> Path:
    proof = convert(folder / "model.onnx", folder / "model.param")
    assert proof.holds("fp32")
    assert proof.max_difference < 1 / 255
    return folder / "model.param"


@pytest.fixture(scope="module")
def half(folder: Path) -> Path:
    proof = convert(folder / "model.onnx", folder / "half.onnx", precision="fp16")
    assert 0 < proof.max_difference < 4 / 255
    assert proof.holds("fp16")
    return folder / "half.onnx"


def test_half_precision_is_about_half_as_large(folder: Path, half: Path) -> None:
    kinds = {tensor.data_type for tensor in onnx.load(half).graph.initializer if tensor.name != "factors"}
    assert onnx.TensorProto.FLOAT16 in kinds
    assert half.stat().st_size < 0.9 * (folder / "model.onnx").stat().st_size


def test_words_go_along_and_nothing_tells_of_this_machine(folder: Path, half: Path, param: Path) -> None:
    words = {entry.key: entry.value for entry in onnx.load(half).metadata_props}
    assert words == {"license": "MIT", "author": "A. Person"}
    assert telling(folder / "model.onnx"), "the original does, or this test shows nothing"
    for path in (half, param, param.with_suffix(".bin")):
        assert telling(path, str(folder)) == [], path.name


def test_what_is_stored_in_16_bits_is_the_same_in_32(folder: Path, half: Path, param: Path) -> None:
    assert convert(half, folder / "full.onnx").holds("fp16")
    assert convert(param, folder / "half.param", precision="fp16").holds("fp16")
    assert convert(folder / "half.param", folder / "full.param").max_difference == 0
    sizes = [(folder / f"{name}.bin").stat().st_size for name in ("model", "half", "full")]
    assert sizes[1] < 0.8 * sizes[0] == 0.8 * sizes[2]


def test_an_onnx_in_16_bits_becomes_an_ncnn_model(folder: Path, half: Path) -> None:
    assert convert(half, folder / "of-half.param", precision="fp16").psnr > 50


def test_a_constant_that_is_cast_on_the_way_does_not_stop_it(folder: Path, half: Path) -> None:
    model = onnx.load(half)
    resize = next(node for node in model.graph.node if node.op_type == "Resize")
    factors = next(tensor for tensor in model.graph.initializer if tensor.name == resize.input[2])
    halves = onnx.numpy_helper.to_array(factors).astype(np.float16)
    factors.CopyFrom(onnx.numpy_helper.from_array(halves, factors.name))
    # Behind the step that reads it, as some converters leave it.
    model.graph.node.append(onnx.helper.make_node("Cast", [factors.name], ["in_full"], to=onnx.TensorProto.FLOAT))
    resize.input[2] = "in_full"
    onnx.save(model, folder / "cast.onnx")
    assert convert(folder / "cast.onnx", folder / "of-cast.param").psnr > 50


def test_ncnn_models_of_equal_layers_blend(folder: Path, param: Path) -> None:
    save_onnx(folder / "second.onnx", seed=1)
    convert(folder / "second.onnx", folder / "second.param")
    interpolate(param, folder / "second.param", 0.0, folder / "blend.param")
    assert (folder / "blend.bin").read_bytes() == param.with_suffix(".bin").read_bytes()
    between = interpolate(param, folder / "second.param", 0.5, folder / "blend.param", overwrite=True)
    farther = interpolate(param, folder / "second.param", 1.0, folder / "blend.param", overwrite=True)
    assert (folder / "blend.bin").read_bytes() == (folder / "second.bin").read_bytes()
    assert farther.psnr < between.psnr < 60


def test_ncnn_models_of_other_layers_do_not_blend(folder: Path, param: Path) -> None:
    convert(save_onnx(folder / "wider.onnx", features=12), folder / "wider.param")
    with pytest.raises(ValueRefused, match="different layers"):
        interpolate(param, folder / "wider.param", 0.5, folder / "no.param")
    with pytest.raises(ValueRefused, match="kind"):
        interpolate(param, folder / "model.onnx", 0.5, folder / "no.param")
    with pytest.raises(ValueRefused, match="share"):
        interpolate(param, param, 1.5, folder / "no.param")
    assert [name for name in names(folder) if name.startswith("no")] == []


def test_numbers_too_large_for_halves_stay_in_full(tmp_path: Path) -> None:
    save_onnx(tmp_path / "large.onnx", gain=1e6)
    assert convert(tmp_path / "large.onnx", tmp_path / "half.onnx", precision="fp16").holds("fp16")


def test_a_result_that_is_not_right_leaves_nothing(tmp_path: Path) -> None:
    save_onnx(tmp_path / "large.onnx", gain=1e7)
    convert(tmp_path / "large.onnx", tmp_path / "large.param")
    before = names(tmp_path)
    # ncnn stores weights in halves throughout, and those are too large for them.
    with pytest.raises(ConversionFailed, match=r"^large\.param cannot be turned into half\.param in fp16: .*\.$"):
        convert(tmp_path / "large.param", tmp_path / "half.param", precision="fp16")
    assert names(tmp_path) == before


@pytest.mark.parametrize(("precision", "most"), [("fp32", 4), ("fp16", 64)])
def test_a_few_wrong_pixels_are_wrong_whatever_the_mean_says(precision: str, most: int) -> None:
    assert Proof(most / 255, 0.0, 80.0, "").holds(precision)
    assert not Proof((most + 1) / 255, 0.0, 80.0, "").holds(precision)


def test_a_size_frozen_in_a_network_is_found_out(tmp_path: Path) -> None:
    save_onnx(tmp_path / "frozen.onnx", cut=64)
    with pytest.raises(Exception, match="frozen"):
        convert(tmp_path / "frozen.onnx", tmp_path / "out.param")
    assert names(tmp_path) == ["frozen.onnx"]


def test_an_existing_target_stays_unless_it_may_go(folder: Path, param: Path, half: Path) -> None:
    before = half.read_bytes()
    with pytest.raises(ValueRefused, match=r"half\.onnx exists"):
        convert(folder / "model.onnx", half)
    assert half.read_bytes() == before


def test_a_time_limit_ends_it(folder: Path) -> None:
    with pytest.raises(ConversionFailed, match="time"):
        convert(folder / "model.onnx", folder / "late.onnx", seconds=0.0)


def test_nothing_else_is_in_the_folder(folder: Path, half: Path, param: Path) -> None:
    assert [name for name in names(folder) if Path(name).suffix not in (".onnx", ".param", ".bin")] == []
    usual = (folder / "model.onnx").stat().st_mode
    assert {path.stat().st_mode for path in folder.iterdir()} == {usual}
