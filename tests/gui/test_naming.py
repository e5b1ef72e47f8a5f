"""Panels, questions and the history call a node as the canvas does, in the person's language; files know its id."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument

from nodegraph.core import edit
from nodegraph.core.graph import Graph, Node, Wire
from nodegraph.core.messages import Checked, Failed, Finished, Planned
from nodegraph.core.problem import Problem
from nodegraph.gui.bykeys import spoken
from nodegraph.gui.languages import install, wished
from nodegraph.gui.naming import names_of, on_button
from nodegraph.gui.wording import as_tip
from tests.gui.hand import until


@pytest.fixture(params=["en", "de"])
def spoken_hand(request, qapp):
    """A hand over a window in each of two languages."""
    install(qapp, wished(request.param))
    yield request.getfixturevalue("wired")
    install(qapp, wished("en"))


def labeled(hand, name, label):
    hand.window.session.edit("Label", lambda graph: edit.restyle(graph, [name], label=label))


def on_canvas(hand, name):
    return hand.window.scene_.items_[name].title


def failed_at(hand, *names):
    hand.window.running.run_all()
    for name in names:
        hand.window.link.heard.emit(Failed(0, name, "cat.png", "It is broken."))
    hand.window.link.finished.emit(Finished(0, "failed", failed=len(names)))


def buttons(hand):
    return [button.text() for button in hand.window.docks.report.buttons]


def test_every_panel_calls_a_node_as_the_canvas_does(spoken_hand):
    hand, docks = spoken_hand, spoken_hand.window.docks
    labeled(hand, "save_image", "Meine Katze")
    names = ["load_image", "upscale", "save_image"]
    titles = [on_canvas(hand, name) for name in names]
    assert titles[2] == "Meine Katze"
    assert not set(titles) & set(names)
    problems = tuple(Problem("Wrong.", name) for name in names)
    hand.window.link.checked.emit(hand.graph, Checked(0, {}, problems))
    assert docks.problems.texts() == [f"✕ {title}: Wrong." for title in titles]
    failed_at(hand, *names)
    assert buttons(hand) == titles
    assert all(name in button.toolTip() for name, button in zip(names, docks.report.buttons, strict=True))
    docks.show_viewer()
    docks.viewer.resize(900, 500)
    hand.window.scene_.select(["upscale"])
    until(lambda: docks.viewer.first_button.text() == f"A: {titles[1]}")
    assert docks.viewer.second_button.text() == f"B: {titles[0]}"
    assert docks.viewer.view.names == (titles[1], titles[0])
    assert spoken(hand.window.scene_.items_["upscale"], hand.window.session.called).startswith(titles[1])
    assert titles[0] in hand.view.accessibleDescription()


def test_a_long_name_takes_no_button_of_the_viewer_out_of_sight(wired):
    viewer = wired.window.docks.viewer
    labeled(wired, "upscale", "A name that is much longer than the room there is for it")
    wired.window.docks.show_viewer()
    wired.window.scene_.select(["upscale"])
    until(lambda: viewer.first_button.text().startswith("A: A"))
    for width in (400, 700):
        viewer.resize(width, 500)
        assert viewer.first_button.sizeHint().width() + viewer.second_button.sizeHint().width() < width - 150
        assert "…" in viewer.first_button.text()
        assert on_canvas(wired, "upscale") in viewer.first_button.toolTip()


def test_a_graph_that_cannot_run_and_a_part_that_runs_are_told_so_too(spoken_hand):
    hand, title = spoken_hand, on_canvas(spoken_hand, "upscale")
    hand.window.running.run_to(hand.window.document, "upscale")
    assert hand.window.running.current.title.endswith(f": {title}")
    hand.window.link.finished.emit(Finished(0, "refused", problems=(Problem("No.", "upscale", "image"),)))
    line = hand.window.docks.log.texts()[-1]
    assert line == f"✕ {hand.window.session.called('upscale', 'image')}: No."
    assert line.startswith(f"✕ {title}, ")


def test_the_question_before_files_are_replaced_says_it_too(spoken_hand, tmp_path):
    hand, window = spoken_hand, spoken_hand.window
    path = tmp_path / "cat.png"
    path.touch()
    window.link.answers[Planned] = Planned(0, (), targets={"save_image": (str(path),)}, counts={"save_image": 1})
    window.running.run_all()
    question = window.gate.question
    assert question.list.topLevelItem(0).text(2) == on_canvas(hand, "save_image")
    question.reject()


def test_another_name_is_seen_at_once_in_the_report(wired):
    failed_at(wired, "upscale")
    labeled(wired, "upscale", "Twice & once")
    assert buttons(wired) == [on_button(on_canvas(wired, "upscale"))] == ["Twice && once"]
    wired.qtbot.mouseClick(wired.window.docks.report.buttons[0], Qt.MouseButton.LeftButton)
    assert wired.window.scene_.selected() == ["upscale"]


def test_nodes_that_are_called_the_same_have_their_id_behind_it(hand):
    specs = hand.window.session.specs
    hand.window.session.edit("Add", lambda graph: edit.add(graph, specs["load_image"])[0])
    called = hand.window.session.called
    assert called("load_image") == "Load image (load_image)"
    assert called("load_image-2", "path") == "Load image (load_image-2), path"
    labeled(hand, "load_image-2", "Upscale")
    assert [called(name) for name in ("load_image", "load_image-2", "upscale")] == [
        "Load image",
        "Upscale (load_image-2)",
        "Upscale (upscale)",
    ]
    assert called("gone") == "gone"


def test_a_long_or_unknown_name_is_one_short_line(hand):
    nodes = {"a": Node("load_image", label="Many\nlines " * 99), "b": Node("acme:glow"), "c": Node("load_image", 99)}
    names = names_of(Graph(nodes=nodes), hand.window.session.specs)
    assert names["a"].startswith("Many lines Many")
    assert len(names["a"]) <= 60
    assert (names["b"], names["c"]) == ("acme:glow", "load_image")


def test_what_a_name_says_is_never_read_as_html():
    text = as_tip('<img src="/etc/cat.png"> of <b>mine</b>')
    document = QTextDocument()
    document.setHtml(text)
    assert document.toPlainText() == '<img src="/etc/cat.png"> of <b>mine</b>'
    assert as_tip("a < b") == "a < b"


def test_steps_of_the_history_say_it_too(spoken_hand):
    hand, title = spoken_hand, on_canvas(spoken_hand, "upscale")
    hand.view._set("upscale", "tiles", "none")
    assert hand.window.session.undo_name.count(title) == 1
    hand.window.session.undo()
    hand.window.scene_.select(["upscale"])
    hand.window.actions_["Delete"].trigger()
    assert title in hand.window.session.undo_name
    assert Wire("upscale", "image") not in hand.graph.nodes["save_image"].wires.values()
