"""ONNX files are judged before anything runs: what is damaged, unsafe or no picture's network gets one sentence."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nodegraph.core.errors import FileRefused, ModelRefused, NodegraphError
from nodegraph.runtimes.filekind import kind_of
from nodegraph.runtimes.onnx_file import describe

from .onnx_models import helper, network, numpy_helper, onnx, save

TensorProto = onnx.TensorProto


def refused(path: Path, word: str, kind: type[NodegraphError] = ModelRefused) -> None:
    with pytest.raises(kind, match=word) as caught:
        describe(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def beside(tmp_path: Path, location: str, **entries: str) -> Path:
    """A model whose weights lie in another file, by the name that is given."""
    model = network()
    weights = next(value for value in model.graph.initializer if value.name == "weights")
    (tmp_path / "weights.bin").write_bytes(weights.raw_data)
    weights.ClearField("raw_data")
    weights.data_location = TensorProto.EXTERNAL
    for key, value in {"location": location, **entries}.items():
        weights.external_data.add(key=key, value=value)
    (tmp_path / "models").mkdir(exist_ok=True)
    return save(model, tmp_path / "models" / "a.onnx")


def test_a_file_is_known_by_its_content(tmp_path: Path) -> None:
    path = save(network(), tmp_path / "a.pth")
    assert kind_of(path) == "onnx"
    described = describe(path)
    assert (described.pixels, described.precision, described.quantized) == ("float32", "fp32", False)
    assert described.input.name == "picture"
    assert described.input.shape == (1, 3, "height", "width")
    assert described.parameters == 3 * 3 * 9 + 4 + 3


@pytest.mark.parametrize("weights", ["float32", "float16"])
def test_the_precision_is_that_of_the_weights(tmp_path: Path, weights: str) -> None:
    described = describe(save(network(weights=weights), tmp_path / "a.onnx"))
    assert described.precision == {"float32": "fp32", "float16": "fp16"}[weights]
    assert described.pixels == "float32"


@pytest.mark.parametrize("rest", [0.1, 0.5, 0.9, 0.999])
def test_a_file_cut_off_anywhere_is_damaged(tmp_path: Path, rest: float) -> None:
    whole = network().SerializeToString()
    path = tmp_path / "a.onnx"
    path.write_bytes(whole[: int(len(whole) * rest)])
    refused(path, "damaged or was cut off", FileRefused)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(places=st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=4))
def test_whatever_bytes_are_wrong_the_answer_is_a_description_or_a_sentence(
    tmp_path: Path, places: list[tuple[float, int]]
) -> None:
    content = bytearray(network().SerializeToString())
    for place, value in places:
        content[int(place * len(content))] = value
    path = tmp_path / "a.onnx"
    path.write_bytes(content)
    with suppress(FileRefused, ModelRefused):
        assert describe(path).parameters >= 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
@given(content=st.binary(min_size=1, max_size=200))
def test_any_bytes_are_read_without_a_crash(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.onnx"
    path.write_bytes(content)
    with pytest.raises(NodegraphError):
        describe(path)


def test_weights_beside_the_model_are_opened(tmp_path: Path) -> None:
    path = beside(tmp_path, "weights.bin")
    os.rename(tmp_path / "weights.bin", tmp_path / "models" / "weights.bin")
    assert describe(path).parameters == 3 * 3 * 9 + 4 + 3


@pytest.mark.parametrize(
    "location",
    [
        "../weights.bin",
        "sub/../../weights.bin",
        "/etc/passwd",
        "C:\\weights.bin",
        "\\\\host\\share",
        "..\\weights.bin",
        "",
    ],
)
def test_weights_outside_of_the_models_folder_are_not_opened(tmp_path: Path, location: str) -> None:
    refused(beside(tmp_path, location), "outside of its own folder")


def test_a_link_that_leaves_the_folder_is_not_followed(tmp_path: Path) -> None:
    path = beside(tmp_path, "link.bin")
    try:
        (tmp_path / "models" / "link.bin").symlink_to(tmp_path / "weights.bin")
    except OSError:
        pytest.skip(reason="links cannot be made here")
    refused(path, "outside of its own folder")


def test_weights_that_are_missing_are_named(tmp_path: Path) -> None:
    refused(beside(tmp_path, "weights.bin"), "weights.bin.*missing", FileRefused)
    refused(beside(tmp_path, "*/_ORT_MEM_ADDR_/*"), "missing", FileRefused)


@pytest.mark.parametrize("entries", [{"offset": "300"}, {"length": "10"}, {"offset": "-8"}, {"offset": "many"}])
def test_weights_that_are_not_all_there_are_refused(tmp_path: Path, entries: dict[str, str]) -> None:
    path = beside(tmp_path, "weights.bin", **entries)
    os.rename(tmp_path / "weights.bin", tmp_path / "models" / "weights.bin")
    refused(path, "shorter than the model says|damaged", FileRefused)


def test_a_pipe_beside_the_model_is_not_waited_for(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip(reason="there are no named pipes here")
    path = beside(tmp_path, "weights.bin")
    os.mkfifo(tmp_path / "models" / "weights.bin")
    refused(path, "no plain file")


def test_tensors_that_ask_for_more_than_the_file_holds_are_refused(tmp_path: Path) -> None:
    model = network()
    bomb = model.graph.initializer.add(name="bomb", data_type=TensorProto.FLOAT, raw_data=b"\0" * 4)
    bomb.dims.extend([1 << 20, 1 << 20])
    refused(save(model, tmp_path / "a.onnx"), "asks for weights of")


def test_a_bomb_in_a_graph_within_a_node_is_found(tmp_path: Path) -> None:
    model = network()
    inner = helper.make_tensor("bomb", TensorProto.FLOAT, [1], [0.0])
    inner.dims[0] = 1 << 40
    branch = helper.make_graph([], "inner", [], [helper.make_tensor_value_info("bomb", 1, [1])], [inner])
    model.graph.node.append(helper.make_node("If", ["from"], ["x"], then_branch=branch, else_branch=branch))
    refused(save(model, tmp_path / "a.onnx"), "asks for weights of")


@pytest.mark.parametrize(
    ("domain", "operator", "word"),
    [("acme", "Glow", "Glow of 'acme'"), ("com.microsoft", "EPContext", "loads a compiled program")],
)
def test_operators_that_are_not_onnx_are_refused(tmp_path: Path, domain: str, operator: str, word: str) -> None:
    model = network()
    model.graph.node.append(helper.make_node(operator, ["picture"], ["x"], domain=domain))
    refused(save(model, tmp_path / "a.onnx"), word)


def test_functions_that_the_file_itself_defines_are_no_strangers(tmp_path: Path) -> None:
    model = network()
    opset = helper.make_opsetid("", 17)
    body = [helper.make_node("Identity", ["a"], ["b"])]
    model.functions.append(helper.make_function("own", "Same", ["a"], ["b"], body, [opset]))
    model.opset_import.append(helper.make_opsetid("own", 1))
    model.graph.node.append(helper.make_node("Same", ["picture"], ["x"], domain="own"))
    assert describe(save(model, tmp_path / "a.onnx")).pixels == "float32"


def changed_port(kind: int, shape: list[Any]) -> Any:
    model = network()
    model.graph.input[0].CopyFrom(helper.make_tensor_value_info("picture", kind, shape))
    return model


@pytest.mark.parametrize(
    ("model", "word"),
    [
        (changed_port(TensorProto.INT64, [1, 3, None, None]), "no pictures"),
        (changed_port(TensorProto.FLOAT, [1, 3]), "2 dimensions"),
        (changed_port(TensorProto.FLOAT, [1, 5, 3, None, None]), "5 dimensions"),
        (changed_port(TensorProto.FLOAT, [4, 3, None, None]), "4 pictures at once"),
    ],
)
def test_networks_that_take_no_picture_are_refused(tmp_path: Path, model: Any, word: str) -> None:
    refused(save(model, tmp_path / "a.onnx"), word)


def test_a_network_with_a_second_input_is_refused_and_an_initialized_one_is_none(tmp_path: Path) -> None:
    model = network()
    model.graph.input.append(helper.make_tensor_value_info("weights", TensorProto.FLOAT, [3, 3, 3, 3]))
    assert describe(save(model, tmp_path / "a.onnx")).input.name == "picture"
    model.graph.input.append(helper.make_tensor_value_info("noise_level", TensorProto.FLOAT, [1]))
    refused(save(model, tmp_path / "b.onnx"), r"2 inputs \(picture, noise_level\)")


def test_sparse_weights_are_refused(tmp_path: Path) -> None:
    model = network()
    values = numpy_helper.from_array(np.ones(1, np.float32), "few")
    places = numpy_helper.from_array(np.zeros(1, np.int64), "places")
    model.graph.sparse_initializer.append(helper.make_sparse_tensor(values, places, [1 << 20, 1 << 20]))
    refused(save(model, tmp_path / "a.onnx"), "sparse")


def test_every_onnx_among_the_assets_is_described(assets: Path) -> None:
    for path in sorted((assets / "models" / "onnx").glob("*.onnx")):
        described = describe(path)
        assert described.precision == ("fp16" if "fp16" in path.name else "fp32")
        assert described.parameters > 40_000
