"""Before a run replaces files it says which, as the engine foresees them; the answer becomes the nodes' own setting."""

import pytest
from PySide6.QtGui import QImage

from nodegraph.core import edit
from nodegraph.core.graph import Graph, Wire
from nodegraph.core.messages import Planned
from nodegraph.core.registry import known_specs
from nodegraph.gui.documents.replacing import asks, targets

SPECS = known_specs()


def picture(path, color=0xFF204060):
    path.parent.mkdir(exist_ok=True)
    made = QImage(6, 4, QImage.Format.Format_RGB32)
    made.fill(color)
    assert made.save(str(path))
    return path


def graph_of(source, **values):
    graph, _ = edit.add(Graph(), SPECS["load_image"], values={"path": str(source)})
    graph, _ = edit.add(graph, SPECS["invert"], (300.0, 0.0))
    graph, _ = edit.add(graph, SPECS["save_image"], (600.0, 0.0), values=values)
    graph = edit.connect(graph, SPECS, Wire("load_image", "image"), "invert", "image")
    return edit.connect(graph, SPECS, Wire("invert", "image"), "save_image", "image")


def until_asked(qtbot, window):
    qtbot.waitUntil(lambda: window.gate.question is not None, timeout=40_000)
    return window.gate.question


def until_over(qtbot, window):
    qtbot.waitUntil(
        lambda: window.document.report is not None and window.document.report.finished is not None, timeout=40_000
    )
    return window.document.report


def test_a_run_with_the_real_engine_asks_before_it_replaces_and_numbers_if_told(qtbot, real, tmp_path):
    source = picture(tmp_path / "cat.png")
    there = picture(tmp_path / "upscaled" / "cat.png", 0xFFFFFFFF)
    before = there.read_bytes()
    real.session.edit("Build", lambda _: graph_of(source))
    real.running.run_all()
    question = until_asked(qtbot, real)
    assert [question.list.topLevelItem(0).text(column) for column in range(3)] == [
        "cat.png",
        str(there.parent),
        "Save image",
    ]
    question._choices.button(2).click()
    question.accept()
    report = until_over(qtbot, real)
    assert report.files == [str(there.with_name("cat-2.png"))]
    assert there.read_bytes() == before
    assert real.session.graph.nodes["save_image"].set["if_exists"] == "number"
    assert real.session.undo_name == "If a file exists: number"
    real.running.run_all()
    qtbot.waitUntil(lambda: (there.with_name("cat-3.png")).is_file(), timeout=40_000)
    assert real.gate.question is None


@pytest.fixture
def asking(new_window, tmp_path):
    """A window whose engine foresees one file that is there and one that is not."""
    there = picture(tmp_path / "out" / "a.png")
    new = tmp_path / "out" / "b.png"
    window = new_window()
    window.session.edit("Build", lambda _: graph_of(tmp_path / "a.png", folder=str(tmp_path / "out")))
    window.link.answers[Planned] = Planned(0, (), (), {"save_image": (str(there), str(new))}, {"save_image": 40})
    return window


def test_only_what_is_there_is_listed_and_what_was_not_looked_at_is_counted(asking):
    asking.running.run_all()
    question = asking.gate.question
    assert question.windowTitle() == "1 file will be replaced"
    assert question.list.topLevelItemCount() == 1
    assert any("38 more files" in label.text() for label in question.findChildren(type(question.sentence)))


def test_no_runs_nothing(asking):
    asking.running.run_all()
    asking.gate.question.reject()
    assert asking.link.ran == []
    asking.running.run_all()
    assert asking.gate.question is not None


@pytest.mark.parametrize(("choice", "wish"), [(0, None), (1, "skip"), (2, "number")])
def test_the_choice_is_the_nodes_setting(asking, choice, wish):
    asking.running.run_all()
    asking.gate.question._choices.button(choice).click()
    asking.gate.question.accept()
    assert asking.session.graph.nodes["save_image"].set.get("if_exists") == wish
    assert asking.link.ran[0][0] is asking.session.graph


def test_who_does_not_want_to_be_asked_is_not_and_that_is_kept_for_the_file(asking, new_window, tmp_path):
    assert asking.session.save(tmp_path / "a.ng")
    asking.running.run_all()
    asking.gate.question.quiet.click()
    asking.gate.question.accept()
    other = new_window()
    other.link.answers[Planned] = asking.link.answers[Planned]
    other.open(tmp_path / "a.ng")
    other.running.run_all()
    assert other.gate.question is None
    assert len(other.link.ran) == 1


def test_who_wants_to_be_asked_again_is(qtbot, asking, tmp_path):
    assert asking.session.save(tmp_path / "a.ng")
    asking.gate.be_quiet(asking.document, on=True)
    asking.docks.widgets["Outputs"].show()
    asking.docks.widgets["Outputs"].raise_()
    box = asking.docks.outputs.asking
    qtbot.waitUntil(box.isVisible)
    assert not box.isChecked()
    box.click()
    asking.running.run_all()
    assert asking.gate.question is not None


def test_while_one_question_is_open_no_second_one_comes(asking):
    asking.running.run_all()
    first = asking.gate.question
    asking.running.run_all()
    assert asking.gate.question is first


def test_a_graph_that_cannot_be_foreseen_runs_and_tells_by_itself(asking):
    del asking.link.answers[Planned]
    asking.running.run_all()
    asking.link.otherwise("The graph is wrong.")
    assert len(asking.link.ran) == 1


def test_a_graph_that_was_edited_meanwhile_is_looked_at_anew_and_a_closed_one_is_forgotten(asking):
    planned = asking.link.answers.pop(Planned)
    asking.running.run_all()
    asking.session.edit("Move", lambda graph: edit.move(graph, {"invert": (9.0, 9.0)}))
    asking.link.then(planned)
    assert asking.gate.question is None
    assert asking.link.questions[-1].graph is asking.session.graph
    asking.session.discard()
    asking.close_tab(0)
    asking.link.then(planned)
    assert asking.gate.question is None
    assert asking.link.ran == []


def test_what_skips_or_numbers_is_not_asked_about_at_all(asking):
    for wish in ("skip", "number"):
        asking.session.edit("Set", lambda graph, w=wish: edit.set_value(graph, SPECS, "save_image", "if_exists", w))
        assert not asks(asking.session.graph, SPECS, ("save_image",))
    assert not asks(graph_of("a"), SPECS, ("invert",))
    assert asks(graph_of("a"), SPECS, ("save_image",))


def test_a_file_that_the_graph_reads_is_marked(tmp_path):
    source = picture(tmp_path / "a.png")
    graph = graph_of(source, folder=str(tmp_path))
    found = targets(Planned(0, (), (), {"save_image": (str(source),)}), graph, SPECS)
    assert found.replaced[0].read
    assert found.unnamed == 0
