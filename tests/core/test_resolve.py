"""What runs of a graph with bypassed and disabled nodes."""

import pytest

from nodegraph.core import edit
from nodegraph.core.graph import Graph, Node, Wire
from nodegraph.core.node import NodeSpec
from nodegraph.core.resolve import resolve

Specs = dict[str, NodeSpec]


@pytest.fixture
def graph() -> Graph:
    """Return load -> blur -> tint -> save with a number into blur and a list beside."""
    return Graph(
        nodes={
            "load": Node("load", set={"path": "/x"}),
            "add": Node("add_numbers", set={"a": 1}),
            "blur": Node("blur", wires={"image": Wire("load", "image"), "sigma": Wire("add", "number")}),
            "tint": Node("tint", wires={"image": Wire("blur", "image")}),
            "save": Node(
                "save", set={"folder": "/y"}, wires={"image": Wire("tint", "image"), "name": Wire("load", "name")}
            ),
        }
    )


def test_a_graph_without_flags_is_itself(graph: Graph, specs: Specs) -> None:
    assert resolve(graph, specs).graph is graph


def test_a_bypassed_node_passes_its_first_wired_input_of_the_same_kind(graph: Graph, specs: Specs) -> None:
    found = resolve(edit.bypass(graph, ["blur", "tint"]), specs)
    assert found.graph.nodes.keys() == {"load", "add", "save"}
    assert found.graph.nodes["save"].wires["image"] == Wire("load", "image")
    assert found.graph.nodes["load"] is graph.nodes["load"]
    assert found.passed["tint"] == {"image": Wire("load", "image")}
    assert not found.skipped
    assert not found.problems


def test_a_bypassed_source_passes_nothing_and_the_reader_says_so(graph: Graph, specs: Specs) -> None:
    found = resolve(edit.bypass(graph, ["load"]), specs)
    assert [str(problem) for problem in found.problems] == ["blur.image: 'load' is bypassed and has nothing to pass."]
    assert found.graph.nodes.keys() == {"add"}
    assert found.passed["load"] == {"image": None, "name": None}


def test_an_optional_input_falls_back_to_its_own_value(graph: Graph, specs: Specs) -> None:
    for flagged in (edit.bypass(graph, ["add"]), edit.disable(graph, ["add"])):
        found = resolve(flagged, specs)
        assert found.graph.nodes["blur"].wires == {"image": Wire("load", "image")}
        assert not found.problems


def test_what_cannot_run_without_a_disabled_node_is_skipped_with_a_reason(graph: Graph, specs: Specs) -> None:
    found = resolve(edit.disable(graph, ["blur"]), specs)
    assert found.graph.nodes.keys() == {"load", "add"}
    assert found.skipped == {
        "blur": "It is disabled.",
        "tint": "It needs 'image', but 'blur' is disabled.",
        "save": "It needs 'image', but 'blur' is disabled.",
    }
    assert not found.problems


def test_a_bypassed_node_behind_a_disabled_one_passes_nothing_on(graph: Graph, specs: Specs) -> None:
    found = resolve(edit.disable(edit.bypass(graph, ["tint"]), ["blur"]), specs)
    assert found.skipped.keys() == {"blur", "save"}


def test_a_stream_does_not_pass_where_no_stream_is_wanted(specs: Specs) -> None:
    nodes = {
        "count": Node("count"),
        "take": Node("take", bypassed=True, wires={"items": Wire("count", "number")}),
        "total": Node("total", bypassed=True, wires={"values": Wire("take", "value")}),
        "add": Node("add_numbers", wires={"a": Wire("total", "number")}),
    }
    found = resolve(Graph(nodes=nodes), specs)
    assert found.passed == {"take": {"value": Wire("count", "number")}, "total": {"number": None}}
    assert [problem.node for problem in found.problems] == ["add"]


def test_a_grey_bypassed_node_has_nothing_to_pass(specs: Specs) -> None:
    nodes = {"glow": Node("acme:glow", bypassed=True), "tint": Node("tint", wires={"image": Wire("glow")})}
    assert [problem.port for problem in resolve(Graph(nodes=nodes), specs).problems] == ["image"]
