"""What nodes show of a run follows what is known now."""

import pytest
from PySide6.QtGui import QImage

from nodegraph.core.facts import PictureFact
from nodegraph.core.graph import Graph, Node, Wire
from nodegraph.core.messages import Checked, Failed, NodeState
from nodegraph.core.problem import Problem
from nodegraph.gui.runs import Views

LOADED = Graph({"load": Node("load_image", set={"path": "a.png"})})


def graph_of(sigma, at=(0.0, 0.0), path="a.png"):
    nodes = {
        "load": Node("load_image", set={"path": path}),
        "blur": Node("gaussian_blur", set={"sigma_x": sigma}, wires={"image": Wire("load", "image")}, at=at),
        "flip": Node("flip", wires={"image": Wire("blur", "image")}),
    }
    return Graph(nodes)


def checked(width):
    return Checked(0, {"load": {"image": PictureFact(width, 4, 3, "8", "srgb", None)}}, ())


def test_a_failure_is_forgotten_once_the_node_is_given_something_else():
    shown = {}
    views = Views(shown.update)
    views.take_facts(LOADED, checked(4))
    views.take_event(Failed(0, "load", "", "There is no file a.png; check its name."))
    views.take_facts(LOADED, checked(4))
    assert (shown["load"].state, shown["load"].message) == ("failed", "There is no file a.png; check its name.")
    views.take_facts(LOADED, checked(8))
    assert (shown["load"].state, shown["load"].message) == ("idle", "")


def test_facts_that_come_after_a_quick_run_do_not_hide_that_it_failed():
    shown = {}
    views = Views(shown.update)
    views.begin_run(["load"], LOADED)
    views.take_event(Failed(0, "load", "", "There is no file a.png; check its name."))
    views.end_run(LOADED)
    views.take_facts(LOADED, checked(4))
    assert (shown["load"].state, shown["load"].message) == ("failed", "There is no file a.png; check its name.")
    views.take_facts(LOADED, checked(8))
    assert shown["load"].state == "idle"


def test_a_glance_that_comes_after_a_quick_run_does_not_hide_what_it_told(ran):
    shown, views = ran
    views.take_event(NodeState(0, "load", "failed", 0.1, "There is no file a.png; check its name."))
    views.show_picture("load", QImage(4, 4, QImage.Format.Format_RGB32))
    assert (shown["load"].state, shown["load"].picture) == ("failed", None)
    views.follow(graph_of(1.0, path="b.png"))
    views.show_picture("load", QImage(4, 4, QImage.Format.Format_RGB32))
    assert (shown["load"].state, shown["load"].picture is None) == ("idle", False)


def test_a_node_with_which_something_is_wrong_does_not_say_that_it_is_done():
    shown = {}
    views = Views(shown.update)
    views.take_facts(LOADED, checked(4))
    views.take_event(NodeState(0, "load", "done", 0.5))
    views.take_facts(LOADED, checked(4))
    assert shown["load"].status == "✓ 0.5 s"
    views.take_facts(LOADED, Checked(0, {}, (Problem("There is no file a.png; check the path.", "load"),)))
    assert (shown["load"].status, shown["load"].trouble) == ("", "There is no file a.png; check the path.")


def test_a_node_at_which_items_failed_says_so_when_the_others_are_done():
    shown = {}
    views = Views(shown.update)
    views.begin_run(["load"], LOADED)
    views.take_event(Failed(0, "load", "b.png", "b.png is damaged."))
    views.take_event(NodeState(0, "load", "done", 0.5))
    assert (shown["load"].state, shown["load"].message) == ("failed", "b.png is damaged.")
    views.take_event(Failed(0, "load", "c.png", "c.png is damaged."))
    assert shown["load"].message == "2 items failed, the first one so: b.png is damaged."
    views.end_run(LOADED)
    views.take_event(NodeState(0, "load", "done", 0.5))
    assert (shown["load"].state, shown["load"].message) == ("done", "")


@pytest.fixture
def ran():
    """What is shown after a run of `graph_of(1.0)`, and the views that show it."""
    shown = {}
    views = Views(shown.update)
    views.begin_run(["load", "blur", "flip"], graph_of(1.0))
    for name in ("load", "blur", "flip"):
        views.take_event(NodeState(0, name, "done", 0.5))
    views.end_run(graph_of(1.0))
    return shown, views


@pytest.mark.parametrize(
    ("graph", "told"),
    [
        (graph_of(1.0, at=(50.0, 20.0)), {"load", "blur", "flip"}),
        (graph_of(2.0), {"load"}),
        (graph_of(1.0, path="b.png"), set()),
        (Graph({}), set()),
    ],
)
def test_what_was_edited_since_and_what_reads_it_does_not_say_that_it_is_done(ran, graph, told):
    shown, views = ran
    views.follow(graph)
    assert {name for name, view in shown.items() if view.state == "done"} == told


def test_an_edit_that_is_undone_leaves_what_the_run_told(ran):
    shown, views = ran
    before = dict(shown)
    for edited in (graph_of(2.0), graph_of(1.0, path="b.png"), Graph({})):
        views.follow(edited)
        assert shown != before
        views.follow(graph_of(1.0))
        assert shown == before


def test_an_edit_that_is_undone_leaves_what_was_told_since(ran):
    shown, views = ran
    views.follow(graph_of(2.0))
    views.take_graph(["blur"], graph_of(2.0))
    views.take_event(NodeState(0, "blur", "done", 2.0))
    views.follow(graph_of(1.0))
    assert (shown["blur"].state, shown["flip"].state) == ("idle", "done")
    views.follow(graph_of(2.0))
    assert (shown["blur"].state, shown["blur"].seconds, shown["flip"].state) == ("done", 2.0, "idle")


def test_what_was_edited_during_its_run_does_not_say_that_it_is_done():
    shown = {}
    views = Views(shown.update)
    views.begin_run(["load", "blur"], graph_of(1.0))
    views.take_event(NodeState(0, "load", "done", 0.5))
    views.take_event(NodeState(0, "blur", "done", 0.5))
    views.end_run(graph_of(3.0))
    assert (shown["load"].state, shown["blur"].state) == ("done", "idle")


def test_why_there_is_no_picture_stays_although_no_run_told_it(ran):
    shown, views = ran
    views.show_refusal("blur", "The picture is too large.")
    views.follow(graph_of(2.0))
    assert (shown["blur"].state, shown["blur"].message) == ("failed", "The picture is too large.")
