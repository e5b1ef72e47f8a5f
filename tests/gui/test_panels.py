"""Panels follow the document, a line leads to its node, and trouble with the engine is told and survived."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar, QWidget

from nodegraph.core import edit
from nodegraph.core.facts import PictureFact
from nodegraph.core.messages import Checked, Failed, Finished, NodeState, Preview, Progress
from nodegraph.core.problem import Problem
from nodegraph.core.registry import known_specs
from nodegraph.gui.panels.help import help_of

SPECS = known_specs()


def click(hand, panel, row):
    place = panel.list.visualItemRect(panel.list.item(row)).center()
    hand.qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_a_problem_leads_to_its_node(hand):
    problems = (Problem("Careful.", "load_image", severity="warning"), Problem("It is wrong.", "upscale"))
    hand.window.link.checked.emit(hand.graph, Checked(0, {}, problems))
    panel = hand.window.docks.problems
    hand.window.docks.widgets["Problems"].show()
    assert panel.texts() == ["✕ Upscale: It is wrong.", "! Load image: Careful."]
    assert hand.window.docks.widgets["Problems"].windowTitle() == "Problems (2)"
    click(hand, panel, 0)
    assert hand.window.scene_.selected() == ["upscale"]


def test_what_is_known_about_an_older_graph_is_not_shown(hand):
    old = hand.graph
    hand.window.session.edit("Add", lambda graph: edit.add(graph, SPECS["invert"])[0])
    hand.window.link.checked.emit(old, Checked(0, {}, (Problem("Old.", "upscale"),)))
    assert hand.window.docks.problems.texts() == []


def test_the_history_leads_to_any_step(hand):
    window = hand.window
    before = hand.graph
    window.session.edit("Bypass", lambda graph: edit.bypass(graph, ["upscale"]))
    window.session.edit("Disable", lambda graph: edit.disable(graph, ["upscale"]))
    window.docks.widgets["History"].show()
    window.docks.widgets["History"].raise_()
    assert window.docks.history.texts() == ["Beginning", "Build", "Bypass", "Disable"]
    click(hand, window.docks.history, 1)
    assert hand.graph is before
    assert window.docks.history.texts()[2:] == ["Bypass  (undone)", "Disable  (undone)"]


def test_a_run_is_told_at_its_nodes_and_in_the_report(hand):
    window = hand.window
    window.running.run_all()
    assert window.running.document
    window.link.heard.emit(Progress(0, 0.5, nodes={"upscale": 0.25}))
    assert window.scene_.items_["upscale"].view.status == "▸ 25%"
    window.link.heard.emit(Preview(0, "upscale", "image", (), 1, 1, b"\xff\0\0\xff", PictureFact()))
    window.link.heard.emit(NodeState(0, "load_image", "done", 1.25))
    window.link.heard.emit(Failed(0, "upscale", "cat.png", "It is broken."))
    window.link.finished.emit(Finished(0, "failed", failed=1, seconds=2.0))
    assert not window.running.document
    items = window.scene_.items_
    assert items["load_image"].view.status == "✓ 1.2 s"
    assert items["upscale"].view.trouble == "It is broken."
    assert items["upscale"].shape_.picture is not None
    assert "✕ cat.png: It is broken." in window.docks.log.texts()
    assert window.docks.report.headline.text() == "1 failed in 2.0 s"
    assert window.docks.widgets["Report"].isVisible()
    hand.qtbot.mouseClick(window.docks.report.buttons[0], Qt.MouseButton.LeftButton)
    assert window.scene_.selected() == ["upscale"]


def test_the_outcome_of_a_run_stands_beside_its_document_alone(hand):
    window, outcome = hand.window, hand.window.running._outcome
    window.running.run_all()
    window.link.finished.emit(Finished(0, "done", done=1, seconds=2.0))
    assert outcome.text() == "1 done in 2.0 s"
    first = window.document
    window.new()
    assert outcome.text() == ""
    window.tabs.setCurrentWidget(first)
    assert outcome.text() == "1 done in 2.0 s"


def test_steps_back_are_named_where_there_are_some(hand):
    hand.window.new()
    undo, redo = hand.window.actions_["Undo"], hand.window.actions_["Redo"]
    assert (undo.text(), redo.text()) == ("Undo", "Redo")
    hand.window.session.edit("Build", lambda _: hand.window.documents[0].session.graph)
    assert (undo.text(), redo.text()) == ("Undo Build", "Redo")
    hand.window.session.undo()
    assert (undo.text(), redo.text()) == ("Undo", "Redo Build")


def test_running_what_is_selected_asks_for_it_alone(hand):
    hand.window.running.run_selected()
    assert hand.window.link.ran == []
    hand.window.scene_.select(["upscale"])
    hand.window.actions_["Run selected"].trigger()
    assert hand.window.link.ran[0][1].only == ("upscale",)


def test_an_engine_that_dies_is_told_the_document_stays_and_a_button_starts_it_again(hand):
    before = hand.graph
    hand.window.link.died.emit("The engine was killed by SIGSEGV.")
    banner = hand.window.banner
    assert banner.isVisible()
    assert "SIGSEGV" in banner.label.text()
    asked = len(hand.window.link.asked)
    hand.qtbot.mouseClick(banner.buttons[0], Qt.MouseButton.LeftButton)
    assert len(hand.window.link.asked) == asked + 1
    assert hand.graph is before
    assert not banner.isVisible()


def test_a_death_is_settled_when_the_engine_answers_again(hand):
    hand.window.link.died.emit("The engine was killed by SIGSEGV.")
    hand.window.link.checked.emit(hand.graph, Checked(0, {}))
    assert not hand.window.banner.isVisible()


@pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS)
def test_every_node_has_help(spec):
    text = help_of(spec)
    assert spec.label in text
    assert "<code>" in text


def test_help_follows_the_selection(hand):
    hand.click(hand.on("upscale"))
    assert "Upscale" in hand.window.docks.help.toPlainText()


def test_every_widget_that_takes_keys_has_a_name_or_a_text(hand):
    nameless = [
        widget
        for widget in hand.window.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.objectName().startswith("qt_")
        and not (widget.accessibleName() or getattr(widget, "text", str)() or widget.toolTip())
    ]
    assert [(str(widget), str(widget.parentWidget())) for widget in nameless] == []


def test_graphs_whose_nodes_cover_each_other_are_spread_in_a_step_that_can_be_undone(new_window, tmp_path):
    window = new_window()
    window.session.edit("Add", lambda graph: edit.add(graph, SPECS["load_image"], (0.0, 0.0))[0])
    window.session.edit("Add", lambda graph: edit.add(graph, SPECS["load_model"], (0.0, 100.0))[0])
    window.session.save(tmp_path / "a.ng")
    data = (tmp_path / "a.ng").read_bytes()
    other = new_window()
    other.open(tmp_path / "a.ng")
    boxes = [item.sceneBoundingRect() for item in other.scene_.items_.values()]
    assert not boxes[0].intersects(boxes[1])
    assert other.session.undo_name == "Make room"
    assert not other.session.unsaved
    assert (tmp_path / "a.ng").read_bytes() == data


def test_panels_that_are_hidden_leave_no_tabs_in_sight(hand):
    window = hand.window
    window.docks.show_viewer()
    bars = window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert bars
    assert not [bar.tabText(0) for bar in bars if bar.isVisible() and bar.count()]
    for name in ("Report", "Log"):
        window.docks.widgets[name].show()
    told = [bar for bar in bars if bar.isVisible() and bar.count()]
    assert [[bar.tabText(index) for index in range(bar.count())] for bar in told] == [["Report", "Log"]]
