"""History: a bounded list of graphs with gestures merged."""

from hypothesis import given
from hypothesis import strategies as st

from nodegraph.core.graph import Graph, Node
from nodegraph.core.history import History

GRAPHS = [Graph(nodes={f"n{i}": Node("blur")}) for i in range(8)]


@given(st.lists(st.tuples(st.integers(0, 7), st.sampled_from([None, "drag", "type"]), st.integers(0, 3)), max_size=40))
def test_undo_and_redo_walk_over_the_same_values(edits: list[tuple[int, str | None, int]]) -> None:
    history = History(Graph())
    for number, key, undone in edits:
        history.push("edit", GRAPHS[number], key)
        for _ in range(undone):
            history.undo()
    back = [history.graph]
    while history.undo_name:
        back.append(history.undo())
    forth = [history.graph]
    while len(forth) < len(back):
        forth.append(history.redo())
    assert [id(graph) for graph in forth] == [id(graph) for graph in reversed(back)]


def test_edits_of_one_gesture_are_one_step() -> None:
    history = History(Graph())
    for graph in GRAPHS[:3]:
        history.push("Move", graph, "drag 1")
    history.push("Move", GRAPHS[3], "drag 2")
    assert history.undo() is GRAPHS[2]
    assert history.undo() == Graph()
    assert (history.undo_name, history.redo_name) == ("", "Move")


def test_a_gesture_ends_when_something_is_undone() -> None:
    history = History(Graph())
    history.push("Type", GRAPHS[0], "field")
    history.push("Move", GRAPHS[1], "drag")
    history.undo()
    history.push("Type", GRAPHS[2], "field")
    assert history.undo() is GRAPHS[0]


def test_a_new_edit_drops_what_was_undone() -> None:
    history = History(Graph())
    history.push("a", GRAPHS[0])
    history.undo()
    history.push("b", GRAPHS[1])
    assert history.redo() is GRAPHS[1]
    assert history.redo_name == ""


def test_the_view_of_each_state_comes_back_but_is_no_step() -> None:
    history = History(Graph(), view="all")
    history.view = "selected a"
    history.push("Delete a", GRAPHS[0], view="nothing selected")
    history.view = "selected b"
    history.undo()
    assert history.view == "selected a"
    history.redo()
    assert history.view == "selected b"
    history.push("Move b", GRAPHS[1])
    assert history.view == "selected b"


def test_the_list_is_bounded() -> None:
    history = History(Graph(), bound=3)
    for graph in GRAPHS:
        history.push("edit", graph)
    for _ in range(10):
        history.undo()
    assert history.graph is GRAPHS[4]


def test_the_same_graph_is_no_edit() -> None:
    history = History(GRAPHS[0])
    history.push("nothing", GRAPHS[0])
    assert history.undo_name == ""
