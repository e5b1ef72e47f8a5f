"""Edits: new graphs that share what did not change, and refusals in words."""

import time
from pathlib import Path

import pytest

from nodegraph.core import edit
from nodegraph.core.errors import GraphError, UnknownName, ValueRefused
from nodegraph.core.graph import Frame, Graph, Node, Wire
from nodegraph.core.node import NodeSpec

Specs = dict[str, NodeSpec]


@pytest.fixture
def graph(specs: Specs) -> Graph:
    """Return load -> blur -> save, with a number beside."""
    made = Graph()
    made, _ = edit.add(made, specs["load"], values={"path": "/photos/cat.jpg"})
    made, _ = edit.add(made, specs["blur"], (200, 0))
    made, _ = edit.add(made, specs["save"], (400, 0), values={"folder": "/out"})
    made, _ = edit.add(made, specs["add_numbers"], (0, 200), values={"a": 1})
    made = edit.connect(made, specs, Wire("load"), "blur", "image")
    return edit.connect(made, specs, Wire("blur"), "save", "image")


def test_a_new_node_is_called_by_its_type_and_a_number(graph: Graph, specs: Specs) -> None:
    graph, name = edit.add(graph, specs["blur"])
    assert name == "blur-2"
    graph = edit.rename(graph, "blur-2", "Blur-3")
    graph, name = edit.add(graph, specs["blur"])
    assert name == "blur-2"
    _, name = edit.add(graph, specs["blur"])
    assert name == "blur-4", "ids differ in more than case"


@pytest.mark.parametrize("name", ["", "9lives", "a b", "a.b", "a/b", "a:b", "a@2", "a-b", "a-2-3"])
def test_what_cannot_name_a_node_is_refused(graph: Graph, name: str) -> None:
    with pytest.raises(ValueRefused, match="cannot name a node"):
        edit.rename(graph, "blur", name)


@pytest.mark.parametrize("name", ["größe", "画像", "_x", "resize-12", "Δ2"])
def test_letters_of_any_script_name_a_node(graph: Graph, name: str) -> None:
    renamed = edit.rename(graph, "blur", name)
    assert renamed.nodes["save"].wires["image"] == Wire(name, "image")


def test_renaming_keeps_the_node_object_and_everything_that_names_it(graph: Graph, specs: Specs) -> None:
    graph = edit.expose(graph, specs, "sigma", [Wire("blur", "sigma")])
    graph, frame = edit.frame(graph, ["blur", "save"])
    renamed = edit.rename(graph, "blur", "soften")
    assert renamed.nodes["soften"] is graph.nodes["blur"]
    assert renamed.parameters["sigma"].to == (Wire("soften", "sigma"),)
    assert renamed.frames[frame].nodes == ("soften", "save")
    assert renamed.nodes["load"] is graph.nodes["load"]
    assert edit.rename(renamed, "soften", "blur") == graph
    with pytest.raises(ValueRefused, match="already a node 'load'"):
        edit.rename(graph, "blur", "LOAD")


def test_an_edit_leaves_the_graph_it_began_with(graph: Graph, specs: Specs) -> None:
    before = Graph(nodes=dict(graph.nodes))
    edit.remove(graph, ["blur"])
    edit.set_value(graph, specs, "blur", "sigma", 3)
    edit.move(graph, {"blur": (9, 9)})
    assert graph == before


def test_an_edit_that_changes_nothing_returns_the_graph_itself(graph: Graph, specs: Specs) -> None:
    assert edit.move(graph, {"blur": (200, 0)}) is graph
    assert edit.bypass(graph, ["blur"], on=False) is graph
    assert edit.connect(graph, specs, Wire("load", "image"), "blur", "image") is graph
    assert edit.set_value(graph, specs, "load", "path", "/photos/cat.jpg") is graph
    assert edit.disconnect(graph, "blur", "sigma") is graph
    assert edit.unset(graph, "blur", "sigma") is graph
    assert edit.rename(graph, "blur", "blur") is graph


def test_removing_takes_wires_parameters_and_frames_along(graph: Graph, specs: Specs) -> None:
    graph = edit.expose(graph, specs, "sigma", [Wire("blur", "sigma")])
    graph, _ = edit.frame(graph, ["blur"])
    left = edit.remove(graph, ["blur"])
    assert left.nodes["save"].wires == {}
    assert left.parameters == {}
    assert left.frames == {}
    assert left.nodes["load"] is graph.nodes["load"]


def test_wires_that_make_no_sense_are_refused(graph: Graph, specs: Specs) -> None:
    with pytest.raises(GraphError, match="an image does not fit where a number is wanted"):
        edit.connect(graph, specs, Wire("load"), "blur", "sigma")
    with pytest.raises(GraphError, match=r"runs in a circle: blur -> blur"):
        edit.connect(graph, specs, Wire("blur"), "blur", "image")
    with pytest.raises(UnknownName, match=r"no output 'imag' \(did you mean 'image'\?\)"):
        edit.connect(graph, specs, Wire("load", "imag"), "blur", "image")
    with pytest.raises(UnknownName, match=r"no input 'imag' \(did you mean 'image'\?\)"):
        edit.connect(graph, specs, Wire("load"), "blur", "imag")
    with pytest.raises(UnknownName, match=r"no node 'lod' in the graph \(did you mean 'load'\?\)"):
        edit.connect(graph, specs, Wire("lod"), "blur", "image")
    with pytest.raises(UnknownName, match="has no output"):
        edit.connect(graph, specs, Wire("save"), "blur", "image")


def test_a_circle_over_many_nodes_is_refused_without_recursion(specs: Specs) -> None:
    nodes = {f"b{i}": Node("blur", wires={"image": Wire(f"b{i - 1}", "image")} if i else {}) for i in range(5000)}
    graph = Graph(nodes=nodes)
    with pytest.raises(GraphError, match=r"b0 -> .* -> b0"):
        edit.connect(graph, specs, Wire("b4999"), "b0", "image")


def test_ports_of_one_variable_take_one_kind(graph: Graph, specs: Specs) -> None:
    graph, name = edit.add(graph, specs["switch"], wires={"yes": Wire("load")}, specs=specs)
    with pytest.raises(GraphError, match="make both alike"):
        edit.connect(graph, specs, Wire("add_numbers"), name, "no")
    with pytest.raises(GraphError, match="an image does not fit"):
        edit.connect(graph, specs, Wire(name), "blur", "sigma")
    assert edit.connect(graph, specs, Wire(name), "blur", "image").nodes["blur"].wires["image"] == Wire(name, "value")


def test_setting_a_wired_port_names_the_wire(graph: Graph, specs: Specs) -> None:
    graph = edit.connect(graph, specs, Wire("add_numbers"), "blur", "sigma")
    with pytest.raises(ValueRefused, match=r"blur\.sigma is wired to add_numbers\.number"):
        edit.set_value(graph, specs, "blur", "sigma", 3)


def test_a_value_stays_below_a_wire(graph: Graph, specs: Specs) -> None:
    graph = edit.set_value(graph, specs, "blur", "sigma", 7)
    wired = edit.connect(graph, specs, Wire("add_numbers"), "blur", "sigma")
    assert edit.disconnect(wired, "blur", "sigma") == graph


def test_only_what_differs_from_the_default_is_kept(graph: Graph, specs: Specs) -> None:
    changed = edit.set_value(graph, specs, "blur", "sigma", 4)
    assert changed.nodes["blur"].set == {"sigma": 4}
    assert edit.set_value(changed, specs, "blur", "sigma", 1) == graph
    assert edit.unset(changed, "blur", "sigma") == graph


def test_what_is_no_value_is_refused(graph: Graph, specs: Specs) -> None:
    with pytest.raises(ValueRefused, match=r"blur\.sigma is -1 px; the smallest allowed is 0 px"):
        edit.set_value(graph, specs, "blur", "sigma", -1)
    with pytest.raises(ValueRefused, match=r"tint\.image takes an image and cannot be set; connect it"):
        edit.set_value(edit.add(graph, specs["tint"])[0], specs, "tint", "image", 1)


def test_typed_texts_set_every_kind_of_port(graph: Graph, specs: Specs) -> None:
    here = Path("/photos/here")
    graph, _ = edit.add(graph, specs["tint"])
    graph, _ = edit.add(graph, specs["files"], values={"folder": "/x", "limit": 3})
    for place, text in {
        "blur.sigma": "2.5",
        "save.format": "jpeg",
        "save.quality": "75",
        "load.path": "dog.png",
        "save.folder": "../out",
        "tint.color": "#0000ff",
        "files.limit": "none",
    }.items():
        graph = edit.set_text(graph, specs, place, text, here)
    assert graph.nodes["blur"].set == {"sigma": 2.5}
    assert graph.nodes["save"].set == {"format": "jpeg", "quality": 75, "folder": "/photos/out"}
    assert graph.nodes["load"].set == {"path": "/photos/here/dog.png"}
    assert graph.nodes["tint"].set == {"color": [0.0, 0.0, 1.0]}
    assert graph.nodes["files"].set == {"folder": "/x"}


@pytest.mark.parametrize(
    ("place", "text", "words"),
    [
        ("blur", "1", "names no input; write node.port"),
        ("blr.sigma", "1", "did you mean 'blur'"),
        ("blur.sigm", "1", "did you mean 'sigma'"),
        ("blur.sigma", "wide", r"blur\.sigma is 'wide', but must be a number"),
        ("blur.image", "cat.jpg", "takes an image and cannot be set"),
    ],
)
def test_typed_texts_that_set_nothing_say_why(graph: Graph, specs: Specs, place: str, text: str, words: str) -> None:
    with pytest.raises(GraphError, match=words):
        edit.set_text(graph, specs, place, text, Path("/"))


def test_parameters_set_all_their_targets(graph: Graph, specs: Specs) -> None:
    graph, _ = edit.add(graph, specs["blur"])
    graph = edit.expose(graph, specs, "sigma", [Wire("blur", "sigma"), Wire("blur-2", "sigma")], "how soft")
    graph = edit.expose(graph, specs, "photo", [Wire("load", "path")])
    made = edit.apply_parameters(graph, specs, {"sigma": "3", "photo": Path("dog.jpg")}, Path("/here"))
    assert made.nodes["blur"].set["sigma"] == made.nodes["blur-2"].set["sigma"] == 3
    assert made.nodes["load"].set["path"] == "/here/dog.jpg"
    assert edit.parameter_port(graph, specs, "sigma") is specs["blur"].input("sigma")
    with pytest.raises(UnknownName, match="did you mean 'sigma'"):
        edit.apply_parameters(graph, specs, {"sigm": 1}, Path("/"))
    with pytest.raises(ValueRefused, match="--sigma is 'x', but must be a number"):
        edit.apply_parameters(graph, specs, {"sigma": "x"}, Path("/"))
    with pytest.raises(ValueRefused, match=r"--sigma: .*largest allowed"):
        edit.apply_parameters(graph, specs, {"sigma": 5000}, Path("/"))


@pytest.mark.parametrize(
    ("name", "targets", "words"),
    [
        ("Sigma", [Wire("blur", "sigma")], "must be lower-case"),
        ("device", [Wire("blur", "sigma")], "option of the program"),
        ("x", [], "sets nothing"),
        ("x", [Wire("blur", "sgma")], "did you mean 'sigma'"),
        ("x", [Wire("blr", "sigma")], "did you mean 'blur'"),
        ("x", [Wire("blur", "image")], "takes an image"),
        ("x", [Wire("blur", "sigma"), Wire("load", "path")], "all its targets must be of one kind"),
    ],
)
def test_wrong_parameters_are_refused(graph: Graph, specs: Specs, name: str, targets: list[Wire], words: str) -> None:
    with pytest.raises(ValueRefused, match=words):
        edit.expose(graph, specs, name, targets)


def test_a_parameter_of_a_wired_port_names_the_wire(graph: Graph, specs: Specs) -> None:
    graph = edit.expose(graph, specs, "sigma", [Wire("blur", "sigma")])
    graph = edit.connect(graph, specs, Wire("add_numbers"), "blur", "sigma")
    with pytest.raises(GraphError, match=r"'sigma' sets blur\.sigma, but that is wired to add_numbers\.number"):
        edit.apply_parameters(graph, specs, {"sigma": 2}, Path("/"))


def test_a_copy_keeps_its_inner_wires_and_gets_new_ids(graph: Graph, specs: Specs) -> None:
    copied = edit.fragment(graph, ["blur", "save"])
    pasted, names = edit.paste(graph, copied, (0, 100))
    assert names == {"blur": "blur-2", "save": "save-2"}
    assert pasted.nodes["save-2"].wires == {"image": Wire("blur-2", "image")}
    assert pasted.nodes["blur-2"].wires == {}
    assert pasted.nodes["blur-2"].at == (200, 100)
    other, _ = edit.paste(Graph(), copied)
    assert other.nodes["save"].wires == {"image": Wire("blur", "image")}


def test_a_duplicate_reads_from_the_same_sources(graph: Graph) -> None:
    made, names = edit.duplicate(graph, ["blur"])
    assert made.nodes[names["blur"]].wires == {"image": Wire("load", "image")}


def test_frames_are_copied_with_all_their_nodes(graph: Graph) -> None:
    graph, frame = edit.frame(graph, ["blur", "save"], "soft")
    made, names = edit.duplicate(graph, ["blur", "save"])
    assert made.frames["frame-2"] == Frame((names["blur"], names["save"]), "soft")
    assert edit.duplicate(graph, ["blur"])[0].frames.keys() == {frame}


def test_a_node_is_in_one_frame_and_an_empty_frame_goes(graph: Graph) -> None:
    graph, first = edit.frame(graph, ["blur", "save"])
    graph, second = edit.frame(graph, ["blur"])
    assert graph.frames[first].nodes == ("save",)
    graph, _ = edit.frame(graph, ["save"])
    assert first not in graph.frames or graph.frames[first].nodes == ("save",)
    assert second not in edit.unframe(graph, second).frames


def test_nodes_go_from_one_frame_to_another_and_out(graph: Graph) -> None:
    graph, first = edit.frame(graph, ["load", "blur"])
    graph, second = edit.frame(graph, ["save"])
    moved = edit.reframe(graph, ["blur", "save"], second)
    assert (moved.frames[first].nodes, moved.frames[second].nodes) == (("load",), ("save", "blur"))
    assert edit.reframe(moved, ["blur"], second) is moved
    assert edit.reframe(moved, ["save", "blur", "load"]).frames == {}
    with pytest.raises(UnknownName):
        edit.reframe(graph, ["load"], "nowhere")
    with pytest.raises(UnknownName):
        edit.reframe(graph, ["nobody"])


def test_a_node_dropped_on_a_wire_goes_between(graph: Graph, specs: Specs) -> None:
    graph, name = edit.add(graph, specs["tint"])
    made = edit.insert_on_wire(graph, specs, name, "save", "image")
    assert made.nodes[name].wires["image"] == Wire("blur", "image")
    assert made.nodes["save"].wires["image"] == Wire(name, "image")
    with pytest.raises(GraphError, match="no free input and output that fit"):
        edit.insert_on_wire(graph, specs, "add_numbers", "save", "image")
    with pytest.raises(GraphError, match="No wire ends at"):
        edit.insert_on_wire(graph, specs, name, "blur", "sigma")


def test_removed_nodes_leave_their_wires_whole(graph: Graph, specs: Specs) -> None:
    graph, name = edit.add(graph, specs["tint"])
    graph = edit.insert_on_wire(graph, specs, name, "save", "image")
    made = edit.remove_and_heal(graph, specs, ["blur", name])
    assert made.nodes["save"].wires["image"] == Wire("load", "image")
    assert edit.remove_and_heal(graph, specs, ["load"]).nodes["blur"].wires == {}


def test_nodes_taken_out_leave_their_wires_whole_and_keep_those_among_them(graph: Graph, specs: Specs) -> None:
    graph, name = edit.add(graph, specs["tint"])
    graph = edit.insert_on_wire(graph, specs, name, "save", "image")
    made = edit.take_out(graph, specs, ["blur", name])
    assert made.nodes["save"].wires["image"] == Wire("load", "image")
    assert "image" not in made.nodes["blur"].wires
    assert made.nodes[name].wires["image"] == Wire("blur", "image")
    assert list(made.nodes) == list(graph.nodes)
    assert edit.take_out(made, specs, ["blur", name]) is made


def test_flags_and_looks_change_only_what_they_name(graph: Graph) -> None:
    made = edit.restyle(edit.disable(edit.bypass(graph, ["blur"]), ["save"]), ["blur"], label="Soft", color="#ff0000")
    assert made.nodes["blur"].bypassed
    assert made.nodes["save"].disabled
    assert (made.nodes["blur"].label, made.nodes["blur"].color) == ("Soft", "#ff0000")
    assert made.nodes["load"] is graph.nodes["load"]


def test_grey_nodes_are_kept_but_not_changed(graph: Graph, specs: Specs) -> None:
    nodes = {**graph.nodes, "glow": Node("acme:glow", set={"x": 1})}
    graph = Graph(nodes=nodes, made_with={"acme-nodes": "1.2"})
    with pytest.raises(GraphError, match=r"'glow' cannot be changed here: .* install acme-nodes 1\.2"):
        edit.set_value(graph, specs, "glow", "x", 2)
    assert edit.connect(graph, specs, Wire("glow"), "blur", "image").nodes["blur"].wires["image"] == Wire("glow")


def test_a_long_chain_is_built_in_reasonable_time(specs: Specs) -> None:
    graph, last = edit.add(Graph(), specs["load"])
    begin = time.perf_counter()
    for _ in range(1000):
        graph, last = edit.add(graph, specs["blur"], wires={"image": Wire(last)}, specs=specs)
    assert time.perf_counter() - begin < 5
    assert len(graph.nodes) == 1001
