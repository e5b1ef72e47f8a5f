"""A session changes only by edits, tells every refusal, and knows whether something would be lost."""

from hypothesis import given, settings
from hypothesis import strategies as st

from nodegraph.core import edit
from nodegraph.core.graph import Graph, Wire
from nodegraph.core.registry import known_specs
from nodegraph.gui.session import Session

SPECS = known_specs()


def test_a_refused_edit_is_told_and_changes_nothing(qtbot):
    session = Session(SPECS)
    with qtbot.waitSignal(session.refused) as told:
        assert not session.edit("Connect", lambda graph: edit.connect(graph, SPECS, Wire("a"), "b", "image"))
    assert told.args[0]
    assert session.graph == Graph()


def test_saving_and_opening_keeps_the_document(tmp_path):
    session = Session(SPECS)
    session.edit("Add", lambda graph: edit.add(graph, SPECS["upscale"], (1.0, 2.0))[0])
    assert session.unsaved
    assert session.save(tmp_path / "a.ng")
    assert not session.unsaved
    other = Session(SPECS)
    assert other.open(tmp_path / "a.ng")
    assert other.graph.nodes == session.graph.nodes
    assert not other.unsaved


def test_a_file_that_is_no_graph_is_told_and_the_document_stays(tmp_path, qtbot):
    session = Session(SPECS)
    (tmp_path / "a.ng").write_text("{")
    with qtbot.waitSignal(session.refused) as told:
        assert not session.open(tmp_path / "a.ng")
    assert "a.ng" in told.args[0]


@settings(max_examples=30)
@given(st.lists(st.sampled_from(("add", "move", "remove", "bypass")), min_size=1, max_size=40))
def test_undoing_and_redoing_all_gives_the_same_values(kinds):
    session = Session(SPECS)
    states = [session.graph]
    for index, kind in enumerate(kinds):
        names = list(session.graph.nodes)
        if kind == "add" or not names:
            session.edit("Add", lambda graph: edit.add(graph, SPECS["upscale"])[0])
        elif kind == "move":
            session.edit("Move", lambda graph, n=names[0], i=index: edit.move(graph, {n: (float(i), -float(i))}))
        elif kind == "remove":
            session.edit("Delete", lambda graph, n=names[-1]: edit.remove(graph, [n]))
        else:
            session.edit("Bypass", lambda graph, n=names[0]: edit.bypass(graph, [n]))
        if session.graph is not states[-1]:
            states.append(session.graph)
    for state in reversed(states[:-1]):
        session.undo()
        assert session.graph is state
    for state in states[1:]:
        session.redo()
        assert session.graph is state
