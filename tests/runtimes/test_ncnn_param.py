"""Descriptions of ncnn models are read in both forms, and those that would harm ncnn's own reader are refused."""

import contextlib
import re
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from nodegraph.core.errors import ModelRefused
from nodegraph.runtimes.ncnn_layers import LAYER_TYPES
from nodegraph.runtimes.ncnn_param import read_param
from nodegraph.runtimes.ncnn_shapes import Unfit, Unknown, trace

from .ncnn_models import binary, nearest, text

LAYERS, _ = nearest()
GOOD = text(LAYERS)


def test_text_and_binary_say_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.param").write_text(GOOD)
    (tmp_path / "b.param.bin").write_bytes(binary(LAYERS))
    one, other = read_param(tmp_path / "a.param"), read_param(tmp_path / "b.param.bin")
    assert (one.binary, other.binary) == (False, True)
    assert [(layer.type, layer.params) for layer in one.layers] == [
        (layer.type, layer.params) for layer in other.layers
    ]
    assert (one.inputs, one.outputs) == (("data",), ("output",))
    assert (other.inputs, other.outputs) == (("0",), ("3",))
    assert trace(one, "data", "output", (3, 8, 9)).shape == trace(other, "0", "3", (3, 8, 9)).shape == (3, 16, 18)


def test_lists_texts_and_fractions_are_read(tmp_path: Path) -> None:
    line = 'Crop crop 1 1 data out -23309=2,4,-4 3=1.500000e-01 5=2,3 6="1w,2"'
    (tmp_path / "a.param").write_text(f"7767517\n2 2\nInput in 0 1 data\n{line}\n")
    layer = read_param(tmp_path / "a.param").layers[1]
    assert layer.params == {9: (4.0, -4.0), 3: 0.15, 5: (2.0, 3.0), 6: "1w,2"}
    assert (layer.integers(9), layer.integers(3), layer.integers(99)) == ((4, -4), (0,), ())


def test_the_numbers_of_layer_types_are_those_of_ncnn() -> None:
    ncnn = pytest.importorskip("ncnn")
    numbers = [(name, ncnn.layer_to_index(name)) for name in LAYER_TYPES]
    assert all(known in (index, -1) for index, (_, known) in enumerate(numbers)), numbers


HARMFUL = {
    "fewer blobs announced than there are": (GOOD.replace("4 4", "4 2", 1), "announces 2 blobs and has 4"),
    "more layers announced": (GOOD.replace("4 4", "9 4", 1), "announces 9 layers and has 4"),
    "endless layers": (GOOD.replace("4 4", "999999999 4", 1), "announces 999999999 layers"),
    "a number below zero": (GOOD.replace("4 4", "-4 4", 1), "is no whole number"),
    "no counts": ("7767517\n", "line 2"),
    "another magic": (GOOD.replace("7767517", "77675170"), "first line"),
    "a cycle": (GOOD.replace("1 1 data a", "1 1 b a"), "reads b, which no layer before it makes"),
    "a blob made twice": (GOOD.replace("1 1 a b", "1 1 a a"), "made twice|announces"),
    "an endless name": (GOOD.replace("layer1", "x" * 300), "longer than 255"),
    "a stride of 0": (GOOD.replace("3=1", "3=0"), "has 0 as parameter 3"),
    "a kernel of 0": (GOOD.replace("1=1 ", "1=0 "), "has 0 as parameter 1"),
    "a shuffle by 0": (GOOD.replace("0=2\n", "0=0\n"), "has 0 as parameter 0"),
    "a list of another length": (GOOD + "", ""),
    "no number": (GOOD.replace("5=0", "5=1e999"), "too large"),
    "not a parameter": (GOOD.replace("5=0", "five"), "where a parameter is meant"),
    "cut off": (GOOD[: len(GOOD) // 2], "announces 4 layers|cut off|fewer blobs"),
    "no text": (GOOD.replace("layer1", "\udcff"), "no text"),
}
HARMFUL["a list of another length"] = (GOOD.replace("5=0", "-23305=3,1,2"), "another length")


@pytest.mark.parametrize("harm", HARMFUL)
def test_harm_is_refused_with_a_sentence(tmp_path: Path, harm: str) -> None:
    content, sentence = HARMFUL[harm]
    (tmp_path / "a.param").write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(ModelRefused, match=sentence) as caught:
        read_param(tmp_path / "a.param")
    assert re.fullmatch(r".*a\.param is damaged: .*; get it again\.", str(caught.value))


def read_and_trace(path: Path) -> None:
    """Do all that is done with a file; the one thing it may raise is a sentence."""
    with contextlib.suppress(ModelRefused, Unfit, Unknown):
        net = read_param(path)
        for source, target in zip(net.inputs, net.outputs, strict=False):
            trace(net, source, target, (3, 16, 16))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_binary_damage_never_gets_through_as_a_crash(tmp_path: Path, data: st.DataObject) -> None:
    content = bytearray(binary(LAYERS))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(4, len(content) - 1))] = data.draw(st.integers(0, 255))
    del content[data.draw(st.integers(12, len(content))) :]
    path = tmp_path / "a.param.bin"
    path.write_bytes(content)
    read_and_trace(path)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(9, len(GOOD)), st.text(max_size=6))
def test_text_damage_never_gets_through_as_a_crash(tmp_path: Path, at: int, more: str) -> None:
    path = tmp_path / "a.param"
    path.write_text(GOOD[:at] + more + GOOD[at + len(more) :], encoding="utf-8", errors="replace")
    read_and_trace(path)
