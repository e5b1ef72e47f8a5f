"""A graph as code, command line and drawing."""

import ast
import shlex
from pathlib import Path
from xml.etree import ElementTree

import pytest

from nodegraph.core import edit
from nodegraph.core.arrange import Box, arrange
from nodegraph.core.check import check
from nodegraph.core.errors import GraphError
from nodegraph.core.export import as_cli, as_dot, as_python
from nodegraph.core.file import encode, read
from nodegraph.core.graph import Graph, Node, Wire, order
from nodegraph.core.node import NodeSpec
from nodegraph.core.registry import load_library
from nodegraph.core.svg import as_svg

Specs = dict[str, NodeSpec]


@pytest.fixture
def graph(specs: Specs) -> Graph:
    """Return a sound graph with two of a type, a second output, values that need quotes, a parameter."""
    made, _ = edit.add(Graph(), specs["load"], values={"path": '/photos/it\'s "mine".jpg'})
    made, _ = edit.add(made, specs["blur"], wires={"image": Wire("load")}, specs=specs)
    made, _ = edit.add(made, specs["blur"], wires={"image": Wire("blur")}, specs=specs)
    made, _ = edit.add(made, specs["tint"], values={"color": [0, 0, 1]}, wires={"image": Wire("blur-2")}, specs=specs)
    made, _ = edit.add(
        made, specs["save"], id="class", values={"folder": "/out"},
        wires={"image": Wire("tint"), "name": Wire("load", "name")}, specs=specs,
    )  # fmt: skip
    made = edit.expose(made, specs, "photo", [Wire("load", "path")], "what to\nsoften")
    made = edit.expose(made, specs, "sigma", [Wire("blur", "sigma"), Wire("blur-2", "sigma")])
    assert check(made, specs) == []
    return made


class Builder:
    """Builds a graph as the script's `ng.new()` does, to read the script back."""

    def __init__(self, specs: Specs) -> None:
        self.graph = Graph()
        self.specs = specs

    def add(self, kind: str, **inputs: object) -> "Handle":
        wires = {name: value.wire for name, value in inputs.items() if isinstance(value, Handle)}
        values = {name: value for name, value in inputs.items() if name not in wires}
        self.graph, name = edit.add(self.graph, self.specs[kind], values=values, wires=wires, specs=self.specs)
        return Handle(Wire(name))

    def run(self) -> None:
        pass


class Handle:
    def __init__(self, wire: Wire) -> None:
        self.wire = wire

    def __getitem__(self, port: str) -> "Handle":
        return Handle(Wire(self.wire.node, port))


def test_the_script_builds_the_same_graph(graph: Graph, specs: Specs) -> None:
    script = as_python(graph, specs)
    ast.parse(script)
    lines = script.splitlines()
    assert lines[:3] == ["import nodegraph as ng", "", "photo = '/photos/it\\'s \"mine\".jpg'  # what to soften"]
    assert lines[-1] == "graph.run()"
    builder = Builder(specs)
    exec(script.replace("import nodegraph as ng", "").replace("ng.new()", "new"), {"new": builder})
    ordered = order(graph)
    same = dict(zip(ordered, order(builder.graph), strict=True))
    for name in ordered:
        one, two = graph.nodes[name], builder.graph.nodes[same[name]]
        assert (one.type, one.set) == (two.type, two.set)
        assert {port: Wire(same[w.node], w.port) for port, w in one.wires.items()} == two.wires


def test_the_script_leaves_out_what_does_not_run(graph: Graph, specs: Specs) -> None:
    script = as_python(edit.disable(edit.bypass(graph, ["blur", "blur-2"]), ["class"]), specs)
    assert '"blur"' not in script
    assert '"save"' not in script
    assert 'graph.add("tint", image=load, color=[0.0, 0.0, 1.0])' in script


def test_a_graph_that_cannot_run_is_no_script(specs: Specs) -> None:
    with pytest.raises(GraphError, match=r"'glow' cannot be written as code: There is no node called 'acme:glow'"):
        as_python(Graph(nodes={"glow": Node("acme:glow")}), specs)
    with pytest.raises(GraphError, match="not in the graph"):
        as_python(Graph(nodes={"blur": Node("blur", wires={"image": Wire("ghost")})}), specs)
    with pytest.raises(GraphError, match="circle"):
        as_python(Graph(nodes={"blur": Node("blur", wires={"image": Wire("blur", "image")})}), specs)


def test_the_command_line_gives_the_parameters_as_they_are(graph: Graph, specs: Specs) -> None:
    text = as_cli(graph, specs, Path("my graphs/soft.ng"))
    command, _, rest = text.replace("\\\n", "").partition("\n#")
    assert shlex.split(command) == [
        "nodegraph", "run", "my graphs/soft.ng", "--photo", "/photos/it's \"mine\".jpg", "--sigma", "1.0",
    ]  # fmt: skip
    assert "# --set tint.color=0.0,0.0,1.0" in rest
    assert "# --set class.folder=/out" in rest
    words = shlex.split(command)
    applied = edit.apply_parameters(graph, specs, {"photo": words[4], "sigma": words[6]}, Path("/"))
    assert applied == graph


def test_the_drawing_for_graphviz_names_every_wire(graph: Graph, specs: Specs) -> None:
    dot = as_dot(graph, specs)
    assert dot.startswith("digraph nodegraph {")
    assert dot.count(" -> ") == len(list(graph.wires()))
    assert '"load":o1:e -> "class":i1:w;' in dot
    assert dot.count("{") == dot.count("}")


def test_the_svg_is_xml_with_a_card_per_node_and_a_curve_per_wire(graph: Graph, specs: Specs) -> None:
    graph = edit.restyle(graph, ["tint"], label="<Blau> & \x00 größe")
    graph, _ = edit.frame(graph, ["tint", "class"], "out & about")
    drawn = ElementTree.fromstring(as_svg(graph, specs))
    space = {"s": "http://www.w3.org/2000/svg"}
    assert len(drawn.findall("s:g", space)) == len(graph.nodes)
    assert len(drawn.findall("s:path", space)) == len(list(graph.wires()))
    texts = [text.text for text in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert "<Blau> &   größe" in texts
    assert "out & about" in texts
    assert 'it\'s "mine".jpg' in texts


def test_any_graph_can_be_drawn(specs: Specs) -> None:
    nodes = {
        "a": Node("blur", wires={"image": Wire("b", "image"), "strange": Wire("c")}),
        "b": Node("blur", wires={"image": Wire("a", "image")}, bypassed=True),
        "c": Node("acme:glow", wires={"x": Wire("ghost")}, disabled=True),
        "n": Node("count"),
        "t": Node("total", wires={"values": Wire("n", "number")}),
    }
    for graph in (Graph(nodes=nodes), Graph()):
        ElementTree.fromstring(as_svg(graph, specs))
        assert as_dot(graph, specs)


def test_boxes_stand_where_the_graph_has_them_or_apart() -> None:
    wires = {"x": Wire("a")}
    graph = Graph(nodes={"a": Node("x"), "b": Node("x", wires=wires), "c": Node("x", wires=wires)})
    apart = {name: Box(i * 200.0, 0, 100, 50) for i, name in enumerate(graph.nodes)}
    assert arrange(graph, apart, "abc") == {name: (box.x, box.y) for name, box in apart.items()}
    placed = arrange(graph, {name: Box(0, 0, 100, 50) for name in graph.nodes}, "abc")
    assert placed["b"][0] == placed["c"][0] > placed["a"][0] + 100
    assert abs(placed["b"][1] - placed["c"][1]) > 50


def test_what_is_laid_out_stands_level_with_where_most_comes_from() -> None:
    """A chain is a straight line; what joins it or leaves it early gives way, and nothing covers anything."""
    graph = Graph(
        nodes={
            "load": Node("x"),
            "model": Node("x"),
            "note": Node("x", wires={"x": Wire("load")}),
            "scale": Node("x", wires={"x": Wire("load"), "y": Wire("model")}),
            "show": Node("x", wires={"x": Wire("note")}),
            "blur": Node("x", wires={"x": Wire("scale")}),
            "save": Node("x", wires={"x": Wire("blur"), "y": Wire("load")}),
        }
    )
    heights = {"load": 300, "model": 80, "note": 150, "scale": 340, "show": 90, "blur": 200, "save": 310}
    boxes = {name: Box(0, 0, 100, height) for name, height in heights.items()}
    placed = arrange(graph, boxes, order(graph))
    assert len({placed[name][1] for name in ("load", "scale", "blur", "save")}) == 1
    assert placed["note"][1] == placed["show"][1]
    spots = {name: Box(*placed[name], 100, heights[name]) for name in graph.nodes}
    assert arrange(graph, spots, order(graph)) == placed, "only what covers something is laid out again"


def test_the_picture_in_the_readme_is_what_this_program_draws() -> None:
    folder = Path(__file__).resolve().parents[2] / "resources" / "examples"
    library = load_library().specs
    drawn = as_svg(read(folder / "folder.ng", library).graph, library)
    stored = (folder / "folder.svg").read_text(encoding="utf-8")
    assert drawn == stored, "write it anew: nodegraph graph resources/examples/folder.ng --as svg"


def test_exports_leave_the_file_alone(graph: Graph, specs: Specs) -> None:
    before = encode(graph, Path("/"), specs)
    for text in (
        as_python(graph, specs),
        as_cli(graph, specs, Path("x.ng")),
        as_dot(graph, specs),
        as_svg(graph, specs),
    ):
        assert text.endswith("\n")
    assert encode(graph, Path("/"), specs) == before
