"""What is wrong with a graph as it stands."""

import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nodegraph.core import edit
from nodegraph.core.check import Sound, check
from nodegraph.core.graph import Frame, Graph, Node, Parameter, Wire
from nodegraph.core.node import NodeSpec

Specs = dict[str, NodeSpec]


def sentences(nodes: dict[str, Node], specs: Specs, **more: object) -> list[str]:
    return [str(problem) for problem in check(Graph(nodes=nodes, **more), specs)]  # type: ignore[arg-type]


def test_a_sound_graph_has_no_problems(specs: Specs) -> None:
    nodes = {
        "load": Node("load", set={"path": "/x"}),
        "save": Node(
            "save", set={"folder": "/y"}, wires={"image": Wire("load", "image"), "name": Wire("load", "name")}
        ),
    }
    assert sentences(nodes, specs) == []


def test_what_an_input_needs_is_said_by_its_kind(specs: Specs) -> None:
    assert sentences({"save": Node("save")}, specs) == [
        "save.image: 'image' is not connected; wire an image to it.",
        "save.folder: 'folder' is not set; set or wire a folder.",
    ]
    parameters = {"out": Parameter((Wire("save", "folder"),))}
    assert "save.folder: 'folder' is not set; give it as --out." in sentences(
        {"save": Node("save")}, specs, parameters=parameters
    )


def test_disabled_nodes_get_warnings_and_bypassed_ones_need_no_inputs(specs: Specs) -> None:
    found = check(Graph(nodes={"save": Node("save", disabled=True), "glow": Node("a:glow", disabled=True)}), specs)
    assert {problem.severity for problem in found} == {"warning"}
    assert sentences({"blur": Node("blur", bypassed=True)}, specs) == []


def test_a_circle_is_named_once(specs: Specs) -> None:
    nodes = {
        "a": Node("blur", wires={"image": Wire("b", "image")}),
        "b": Node("blur", wires={"image": Wire("a", "image")}),
    }
    found = sentences(nodes, specs)
    assert len(found) == 1
    assert "runs in a circle" in found[0]


def test_kinds_are_followed_through_nodes_that_take_anything(specs: Specs) -> None:
    nodes = {
        "load": Node("load", set={"path": "/x"}),
        "one": Node("switch", set={"which": True}, wires={"yes": Wire("load", "image")}),
        "two": Node("switch", set={"which": True}, wires={"yes": Wire("one", "value"), "no": Wire("load", "name")}),
        "add": Node("add_numbers", wires={"a": Wire("one", "value")}),
    }
    assert sentences(nodes, specs) == [
        "two.no: 'no' gets a text while 'yes' gets another kind; make both alike.",
        "add.a: It is wired to one.value, but an image does not fit where a number is wanted.",
    ]


def test_wrong_parameters_and_frames_are_named(specs: Specs) -> None:
    nodes = {"add": Node("add_numbers", set={"a": 1})}
    parameters = {"json": Parameter((Wire("add", "a"),)), "x": Parameter((Wire("ad", "a"),))}
    found = sentences(nodes, specs, parameters=parameters, frames={"f": Frame(("ad",))})
    assert found == [
        "The parameter name 'json' is an option of the program; choose another.",
        "The parameter 'x' sets 'ad.a': There is no node 'ad' in the graph (did you mean 'add'?).",
        "The frame 'f' holds 'ad', which is not there (did you mean 'add'?).",
    ]


def test_a_hidden_input_may_hold_its_value(specs: Specs) -> None:
    nodes = {
        "load": Node("load", set={"path": "/x"}),
        "save": Node("save", set={"folder": "/y", "quality": 70}, wires={"image": Wire("load", "image")}),
    }
    assert sentences(nodes, specs) == []


def test_a_chain_of_5000_nodes_is_checked_in_linear_time(specs: Specs) -> None:
    nodes = {"n0": Node("load", set={"path": "/x"})}
    for i in range(1, 5000):
        if i % 2:
            before = Wire(f"n{i - 1}", "image")
            nodes[f"n{i}"] = Node("switch", set={"which": True}, wires={"yes": before})
        else:
            nodes[f"n{i}"] = Node("blur", wires={"image": Wire(f"n{i - 1}", "value")})
    begin = time.perf_counter()
    assert check(Graph(nodes=nodes), specs) == []
    assert time.perf_counter() - begin < 3


def test_every_edit_leaves_a_graph_that_can_be_checked(specs: Specs) -> None:
    graph = Graph()
    for spec in specs.values():
        graph, _ = edit.add(graph, spec)
    assert {problem.severity for problem in check(graph, specs)} == {"error"}


NAMES = st.sampled_from(["a", "b", "c", "d", "e", "f"])
KINDS = ["load", "blur", "scale", "switch", "add_numbers", "take", "total", "unheard"]
NODES = st.builds(
    lambda kind, version, values, wires, disabled, bypassed: Node(
        kind, version=version, set=values, wires=wires, disabled=disabled, bypassed=bypassed
    ),
    st.sampled_from(KINDS),
    st.sampled_from([1, 1, 1, 2]),
    st.dictionaries(st.sampled_from(["path", "sigma", "factor", "a"]), st.sampled_from(["/x.png", 2, -1])),
    st.dictionaries(
        st.sampled_from(["image", "yes", "no", "which", "items", "values", "a", "b"]),
        st.builds(Wire, NAMES, st.sampled_from(["image", "result", "item", "number", "name", ""])),
        max_size=3,
    ),
    st.sampled_from([False, False, False, True]),
    st.sampled_from([False, False, False, True]),
)
CHANGES = st.lists(st.dictionaries(NAMES, st.one_of(st.none(), NODES), max_size=3), min_size=2, max_size=12)


@given(st.dictionaries(NAMES, NODES), CHANGES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_was_sound_is_found_so_again(specs: Specs, nodes: dict[str, Node], changes: list[dict[str, Node]]) -> None:
    sound = Sound()
    for change in ({}, *changes):
        nodes = {name: node for name, node in {**nodes, **change}.items() if node is not None}
        graph = Graph(nodes=nodes)
        for _ in range(2):
            assert check(graph, specs, sound) == check(graph, specs)


def test_an_edit_costs_what_it_reaches(specs: Specs) -> None:
    nodes = {"b0": Node("load", set={"path": "/cat.png"})}
    nodes |= {f"b{i}": Node("blur", wires={"image": Wire(f"b{i - 1}", "image")}) for i in range(1, 50)}
    sound = Sound()
    graph = Graph(nodes=nodes)
    assert check(graph, specs, sound) == []
    assert len(sound.take(graph, specs)) == 50
    graph = edit.set_value(graph, specs, "b7", "sigma", 2)
    assert graph.nodes.keys() - sound.take(graph, specs) == {"b7", "b8"}
