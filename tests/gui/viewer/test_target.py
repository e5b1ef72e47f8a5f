"""Which picture a node stands for, and what it was made of."""

from nodegraph.core.graph import Graph, Node, Wire
from nodegraph.core.registry import known_specs
from nodegraph.gui.viewer.target import shown_by, taken_by

GRAPH = Graph(
    {
        "load_image": Node("load_image"),
        "invert": Node("invert", wires={"image": Wire("load_image", "image")}),
        "save_image": Node("save_image", wires={"image": Wire("invert", "image")}),
        "lonely": Node("save_image"),
        "number": Node("number"),
        "grey": Node("nobody knows it"),
    }
)


def test_a_node_stands_for_its_own_picture():
    assert shown_by(GRAPH, known_specs(), "invert") == Wire("invert", "image")
    assert taken_by(GRAPH, known_specs(), "invert") == Wire("load_image", "image")
    assert taken_by(GRAPH, known_specs(), "load_image") is None


def test_a_node_that_makes_none_stands_for_the_one_it_takes():
    assert shown_by(GRAPH, known_specs(), "save_image") == Wire("invert", "image")
    assert shown_by(GRAPH, known_specs(), "lonely") is None


def test_where_there_is_no_picture_there_is_none():
    for name in ("number", "grey", "nowhere"):
        assert shown_by(GRAPH, known_specs(), name) is None
        assert taken_by(GRAPH, known_specs(), name) is None
