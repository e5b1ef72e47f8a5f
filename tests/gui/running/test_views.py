"""What nodes show of a run follows what is known now."""

from nodegraph.core.facts import PictureFact
from nodegraph.core.messages import Checked, Failed, NodeState
from nodegraph.core.problem import Problem
from nodegraph.gui.runs import Views


def checked(width):
    return Checked(0, {"load": {"image": PictureFact(width, 4, 3, "8", "srgb", None)}}, ())


def test_a_failure_is_forgotten_once_the_node_is_given_something_else():
    shown = {}
    views = Views(shown.update)
    views.take_facts(checked(4))
    views.take_event(Failed(0, "load", "", "There is no file a.png; check its name."))
    views.take_facts(checked(4))
    assert (shown["load"].state, shown["load"].message) == ("failed", "There is no file a.png; check its name.")
    views.take_facts(checked(8))
    assert (shown["load"].state, shown["load"].message) == ("idle", "")


def test_a_node_with_which_something_is_wrong_does_not_say_that_it_is_done():
    shown = {}
    views = Views(shown.update)
    views.take_facts(checked(4))
    views.take_event(NodeState(0, "load", "done", 0.5))
    views.take_facts(checked(4))
    assert shown["load"].status == "✓ 0.5 s"
    views.take_facts(Checked(0, {}, (Problem("There is no file a.png; check the path.", "load"),)))
    assert (shown["load"].status, shown["load"].trouble) == ("", "There is no file a.png; check the path.")


def test_a_node_at_which_items_failed_says_so_when_the_others_are_done():
    shown = {}
    views = Views(shown.update)
    views.begin_run(["load"])
    views.take_event(Failed(0, "load", "b.png", "b.png is damaged."))
    views.take_event(NodeState(0, "load", "done", 0.5))
    assert (shown["load"].state, shown["load"].message) == ("failed", "b.png is damaged.")
    views.take_event(Failed(0, "load", "c.png", "c.png is damaged."))
    assert shown["load"].message == "2 items failed, the first one so: b.png is damaged."
    views.end_run()
    views.take_event(NodeState(0, "load", "done", 0.5))
    assert (shown["load"].state, shown["load"].message) == ("done", "")
