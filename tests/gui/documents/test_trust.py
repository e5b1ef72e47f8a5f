"""A graph from elsewhere touches nothing beyond its folder until a person says so; what is saved here is known."""

import pytest
from PySide6.QtCore import Qt

from nodegraph.core import edit
from nodegraph.core.file import encode, write
from nodegraph.core.graph import Graph, Wire
from nodegraph.core.messages import Checked, Planned
from nodegraph.core.registry import known_specs
from nodegraph.gui.documents import known

SPECS = known_specs()


def graph_of(source, folder):
    graph, _ = edit.add(Graph(), SPECS["load_image"], values={"path": str(source)})
    graph, _ = edit.add(graph, SPECS["save_image"], (400.0, 0.0), values={"folder": str(folder)})
    return edit.connect(graph, SPECS, Wire("load_image", "image"), "save_image", "image")


@pytest.fixture
def stranger(tmp_path):
    """A graph file from elsewhere that reads and writes outside its folder."""
    (tmp_path / "got").mkdir()
    path = tmp_path / "got" / "a.ng"
    write(graph_of(tmp_path / "private.png", tmp_path / "elsewhere"), path, SPECS)
    return path


def asked_about(window):
    """The graph that the engine was asked about last."""
    return window.link.asked[-1]


def test_nothing_outside_is_looked_at_and_the_nodes_say_why(new_window, stranger):
    window = new_window()
    window.open(stranger)
    assert window.document.trust_bar.isVisibleTo(window)
    assert all(node.disabled for node in asked_about(window).nodes.values())
    assert not any(node.disabled for node in window.session.graph.nodes.values())
    window.link.checked.emit(asked_about(window), Checked(0, {}))
    told = {problem.node: problem.message for problem in window.document.checked.problems}
    assert "reads" in told["load_image"]
    assert "private.png" in told["load_image"]
    assert "writes" in told["save_image"]


def test_it_does_not_run_before_it_is_trusted(new_window, stranger):
    window = new_window()
    window.open(stranger)
    window.running.run_all()
    question = window.gate.question
    assert [question.list.topLevelItem(row).text(1) for row in range(2)] == ["reads", "writes"]
    question.reject()
    assert window.link.ran == []
    assert window.link.questions == []
    assert window.gate.question is None


def test_the_first_run_lists_what_is_written_and_the_next_start_asks_no_more(new_window, stranger, tmp_path):
    window = new_window()
    window.open(stranger)
    target = tmp_path / "elsewhere" / "private.png"
    window.link.answers[Planned] = Planned(0, (), (str(target),), {"save_image": (str(target),)})
    window.running.run_all()
    window.gate.question.accept()
    assert not window.document.trust_bar.isVisibleTo(window)
    assert asked_about(window) is window.session.graph
    listed = window.gate.question
    assert listed.list.topLevelItem(0).text(0) == "private.png"
    assert listed.quiet is None
    listed.accept()
    assert len(window.link.ran) == 1
    other = new_window()
    other.open(stranger)
    assert other.session.trusted
    assert other.document.trust_bar.isHidden()


def test_enter_alone_trusts_nobody(new_window, stranger, qtbot):
    window = new_window()
    window.open(stranger)
    window.gate.ask_trust(window.document)
    question = window.gate.question
    qtbot.keyClick(question, Qt.Key.Key_Return)
    assert window.gate.question is None
    assert not window.session.trusted
    assert window.session.reaches


def test_who_trusts_before_running_sees_the_list_at_the_first_run_only(new_window, stranger, tmp_path):
    window = new_window()
    window.open(stranger)
    target = str(tmp_path / "elsewhere" / "private.png")
    window.link.answers[Planned] = Planned(0, (), (target,), {"save_image": (target,)})
    window.document.trust_bar.buttons[0].click()
    window.gate.question.accept()
    window.running.run_all()
    assert window.gate.question.windowTitle() == "1 file will be written"
    window.gate.question.reject()
    assert window.link.ran == []
    window.running.run_all()
    window.gate.question.accept()
    assert len(window.link.ran) == 1
    window.running.run_all()
    assert window.gate.question is None


def test_the_first_run_lists_new_and_replaced_files_together(new_window, stranger):
    window = new_window()
    window.open(stranger)
    files = str(stranger), str(stranger.with_name("new.png"))
    window.link.answers[Planned] = Planned(0, (), files, {"save_image": files})
    window.running.run_all()
    window.gate.question.accept()
    question = window.gate.question
    assert question.windowTitle() == "2 files will be written"
    assert [question.list.topLevelItem(row).text(3) for row in range(2)] == ["replaces", "new"]
    assert question.choice == 0


def test_what_stays_in_its_folder_needs_no_trust(new_window, tmp_path):
    path = tmp_path / "a.ng"
    write(graph_of(tmp_path / "a.png", tmp_path / "out"), path, SPECS)
    window = new_window()
    window.open(path)
    assert not window.session.trusted
    assert window.document.trust_bar.isHidden()
    assert asked_about(window) is window.session.graph


def test_a_path_that_a_person_chooses_needs_no_trust_and_the_others_still_do(new_window, stranger, tmp_path):
    window = new_window()
    window.open(stranger)
    mine = str(tmp_path / "mine.png")
    window.session.edit("Set", lambda graph: edit.set_value(graph, SPECS, "load_image", "path", mine))
    assert [reach.node for reach in window.session.reaches] == ["save_image"]
    folder = str(tmp_path / "mine")
    window.session.edit("Set", lambda graph: edit.set_value(graph, SPECS, "save_image", "folder", folder))
    assert window.session.reaches == []
    window.session.undo()
    assert [reach.node for reach in window.session.reaches] == ["save_image"]


def test_what_was_saved_here_is_known_and_what_another_program_wrote_since_is_not(new_window, tmp_path, stranger):
    window = new_window()
    window.session.edit("Build", lambda _: graph_of(tmp_path / "b.png", tmp_path.parent))
    path = tmp_path / "mine" / "b.ng"
    path.parent.mkdir()
    assert window.session.save(path)
    other = new_window()
    other.open(path)
    assert other.session.trusted
    path.write_bytes(stranger.read_bytes())
    again = new_window()
    again.open(path)
    assert not again.session.trusted


def test_saving_a_graph_that_is_not_trusted_does_not_make_it_known(new_window, stranger):
    window = new_window()
    window.open(stranger)
    assert window.session.save(stranger.with_name("copy.ng"))
    other = new_window()
    other.open(stranger.with_name("copy.ng"))
    assert other.document.trust_bar.isVisibleTo(other)


def test_what_comes_back_after_a_bad_end_is_trusted_as_it_was(new_window, stranger):
    window = new_window()
    window.open(stranger)
    window.session.edit("Move", lambda graph: edit.move(graph, {"load_image": (5.0, 5.0)}))
    window.files.write()
    window.files.autosave.finish()
    window.files.autosave._lock.unlock()
    other = new_window()
    other.banner.buttons[0].click()
    assert other.session.graph.nodes["load_image"].at == (5.0, 5.0)
    assert not other.session.trusted
    assert other.document.trust_bar.isVisibleTo(other)


@pytest.mark.parametrize("content", [b"{", b"[1, 2]", b'"x"', b"\xff"])
def test_a_broken_list_of_known_graphs_knows_none_and_is_mended(state, content):
    state.mkdir(exist_ok=True)
    (state / "known.json").write_bytes(content)
    assert not known.is_known("a")
    assert known.remember("a")
    assert known.is_known("a")


def test_the_same_content_is_known_wherever_it_lies(new_window, tmp_path, stranger):
    window = new_window()
    window.open(stranger)
    window.session.trust()
    data = encode(window.session.graph, stranger.parent, SPECS)
    assert known.is_known(known.mark_of(stranger.read_bytes()))
    assert not known.is_known(known.mark_of(data + b" "))
