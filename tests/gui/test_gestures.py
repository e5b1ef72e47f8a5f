"""What hands do on the canvas ends in the graph that was meant, and undo takes it back.

Every gesture, with the test that makes it with real events on the view (`looking` and `keys` lie in `canvas/`):

======================================================  ==============================================================
gesture                                                 test
======================================================  ==============================================================
middle drag, space drag: pan                            looking: test_dragging_pans
two fingers on a touchpad: pan                          looking: test_two_fingers_pan
wheel: zoom to the pointer                              looking: test_the_wheel_zooms_to_the_pointer
pinch: zoom                                             looking: test_a_pinch_zooms
from afar: boxes instead of nodes                       looking: test_from_afar_nodes_are_boxes
A, F: fit all, fit the selection                        looking: test_keys_fit_all_or_the_selection
a press on the map                                      looking: test_the_map_leads_to_a_place
moving with the grid on                                 test_moved_nodes_keep_to_the_grid
rubber band                                             test_a_rubber_band_selects_what_it_touches
Shift and rubber band, Shift- or Ctrl-click             test_selecting_more_keeps_what_was_selected
arrow keys: along wires                                 test_arrow_keys_walk_along_wires
a wire from an output, from an input                    test_a_wire_is_pulled_from_an_output_..., ..._an_input_...
a wire over a port: lit, dimmed, why not                test_while_a_wire_is_pulled_..., test_a_port_says_why_it_...
a wire dropped on empty canvas: search, choice          test_a_wire_dropped_on_nothing_offers_what_fits_and_is_joined
a node that needs a model, added                        test_what_needs_a_model_comes_with_one, ..._takes_...
a wire taken off its input, moved to another            test_a_wire_taken_off_..., test_the_end_of_a_wire_is_moved
a node dropped on a wire                                test_a_node_dropped_on_a_wire_is_inserted
Del, Shift+Del: with healing and without                keys: test_delete_heals_the_wire_or_leaves_it_cut
Ctrl-drag, shake: out of the wires                      test_ctrl_drag_takes_..., test_shaking_takes_...
Ctrl+right drag: knife                                  test_a_knife_cuts_the_wires_it_crosses
double click on a wire: reroute                         test_a_double_click_on_a_wire_makes_a_reroute_dot
double click on a header: title                         test_a_double_click_on_a_header_writes_the_title
Ctrl+G; title, color, dragging a frame                  keys: test_a_frame_...; test_a_frame_is_titled_and_dragged
a node into a frame, within it, out of it               test_a_node_dropped_into_a_frame_..., ..._out_of_..., ...
N; moving and writing a note                            keys: test_a_note_...; test_a_note_is_moved_and_written
color, bypass, disable, collapse, rename                keys: test_a_key_turns_..., test_renaming_..., test_color_...
align, distribute                                       keys: test_keys_align, test_keys_distribute
L: arrange all, or the selection                        keys: test_arranging_...
Ctrl+C, X, V (another window, JSON), D, Shift+D         keys: test_copied_..., test_cut_..., test_duplicates_...
Ctrl+Z, Ctrl+Shift+Z, the history panel                 keys: test_undo_...; test_panels: test_the_history_...
numbers dragged                                         test_numbers
======================================================  ==============================================================
"""

from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QToolTip

from nodegraph.core import edit
from nodegraph.core.graph import Graph, Wire
from nodegraph.core.ports import ModelKind
from nodegraph.gui.panels.search import SearchPopup
from nodegraph.gui.theme import GRID

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def test_a_node_asked_for_by_a_key_comes_to_the_mouse_where_nothing_is_selected(hand):
    hand.window.scene_.select([])
    corner = hand.view.viewport().rect().bottomRight() - QPoint(200, 200)
    QCursor.setPos(hand.view.viewport().mapToGlobal(corner))
    place = hand.view.mapToScene(corner)
    hand.key(Qt.Key.Key_Tab)
    popup = QApplication.activePopupWidget()
    hand.qtbot.keyClicks(popup.line, "invert")
    hand.qtbot.keyClick(popup.line, Qt.Key.Key_Return)
    (name,) = hand.window.scene_.selected()
    assert hand.window.scene_.items_[name].sceneBoundingRect().contains(place)


def test_a_wire_is_pulled_from_an_output_to_an_input(hand):
    hand.drag(hand.dot("load_image", "image", output=True), hand.dot("upscale", "image"))
    assert hand.graph.nodes["upscale"].wires == {"image": Wire("load_image", "image")}


def test_a_wire_is_pulled_from_an_input_to_an_output(hand):
    hand.drag(hand.dot("upscale", "image"), hand.dot("load_image", "image", output=True))
    assert hand.graph.nodes["upscale"].wires == {"image": Wire("load_image", "image")}


def test_ports_that_do_not_fit_take_no_wire(hand):
    before = hand.graph
    hand.drag(hand.dot("load_image", "image", output=True), hand.dot("upscale", "model"))
    assert hand.graph is before


def test_while_a_wire_is_pulled_only_ports_that_fit_are_lit(hand):
    hand.press(hand.dot("load_image", "image", output=True))
    items = hand.window.scene_.items_
    lit = {row.port for row in items["upscale"].shape_.rows if row not in items["upscale"].dimmed}
    assert lit == {"image"}
    hand.release(hand.dot("load_image", "image", output=True))
    assert not items["upscale"].dimmed


def test_a_wire_taken_off_an_input_and_dropped_on_nothing_is_gone(wired):
    wired.drag(wired.dot("upscale", "image"), QPointF(280, -60))
    assert wired.graph.nodes["upscale"].wires == {}
    wired.window.session.undo()
    assert wired.graph.nodes["upscale"].wires == {"image": Wire("load_image", "image")}


def test_dragging_moves_what_is_selected_in_one_step(wired):
    wired.click(wired.on("upscale"))
    wired.click(wired.on("save_image"), SHIFT)
    before = {name: node.at for name, node in wired.graph.nodes.items()}
    wired.drag(wired.on("upscale"), wired.on("upscale") + QPointF(40, 60))
    after = {name: node.at for name, node in wired.graph.nodes.items()}
    assert after["load_image"] == before["load_image"]
    shift = {(after[name][0] - before[name][0], after[name][1] - before[name][1]) for name in ("upscale", "save_image")}
    assert len(shift) == 1
    assert wired.window.session.undo_name == "Move 2 nodes"
    wired.window.session.undo()
    assert {name: node.at for name, node in wired.graph.nodes.items()} == before


def test_escape_leaves_dragged_nodes_where_they_were(wired):
    before = wired.graph
    wired.press(wired.on("upscale"))
    wired.move(wired.on("upscale") + QPointF(50, 50))
    wired.key(Qt.Key.Key_Escape)
    wired.release(wired.on("upscale"))
    assert wired.graph is before
    assert wired.window.scene_.items_["upscale"].pos() == QPointF(*before.nodes["upscale"].at)


def test_a_rubber_band_selects_what_it_touches(wired):
    wired.drag(QPointF(-40, -30), QPointF(400, 120))
    assert wired.window.scene_.selected() == ["load_image", "upscale"]


def test_a_knife_cuts_the_wires_it_crosses(wired):
    between = QPointF(270, 0)
    wired.drag(between + QPointF(0, -20), between + QPointF(0, 120), Qt.MouseButton.RightButton, CONTROL)
    assert wired.graph.nodes["upscale"].wires == {}
    assert "image" in wired.graph.nodes["save_image"].wires


def test_a_node_dropped_on_a_wire_is_inserted(wired):
    wired.window.session.edit("Add", lambda graph: _add(wired, graph, "gaussian_blur", (290.0, 400.0)))
    wired.window.view.fit()
    item = wired.window.scene_.items_["gaussian_blur"]
    middle = QPointF(item.shape_.width / 2, item.shape_.height / 2)
    wire = (wired.dot("load_image", "image", output=True) + wired.dot("upscale", "image")) / 2
    wired.drag(wired.on("gaussian_blur"), wired.on("gaussian_blur") + wire - (item.pos() + middle))
    assert wired.graph.nodes["upscale"].wires["image"].node == "gaussian_blur"
    assert wired.graph.nodes["gaussian_blur"].wires["image"].node == "load_image"


def test_deleting_heals_the_wire(wired):
    wired.click(wired.on("upscale"))
    wired.window.actions_["Delete"].trigger()
    assert "upscale" not in wired.graph.nodes
    assert wired.graph.nodes["save_image"].wires["image"] == Wire("load_image", "image")


def test_arrow_keys_walk_along_wires(wired):
    wired.window.scene_.select(["load_image"])
    wired.view.setFocus()
    wired.key(Qt.Key.Key_Right)
    assert wired.window.scene_.selected() == ["upscale"]
    wired.key(Qt.Key.Key_Left)
    assert wired.window.scene_.selected() == ["load_image"]


def test_arrow_keys_go_up_and_down_among_the_readers_of_one_node(wired):
    wired.window.session.edit("Add", lambda graph: _read_too(wired, graph))
    wired.window.scene_.select(["load_image"])
    wired.view.setFocus()
    wired.key(Qt.Key.Key_Right)
    wired.key(Qt.Key.Key_Down)
    assert wired.window.scene_.selected() == ["invert"]
    wired.key(Qt.Key.Key_Up)
    assert wired.window.scene_.selected() == ["upscale"]


def test_moved_nodes_keep_to_the_grid(hand):
    hand.window.actions_["Snap to grid"].trigger()
    hand.drag(hand.on("upscale"), hand.on("upscale") + QPointF(47, 33))
    x, y = hand.graph.nodes["upscale"].at
    assert (x % GRID, y % GRID) == (0, 0)
    assert (x, y) != (320, 0)


def test_selecting_more_keeps_what_was_selected(wired):
    wired.click(wired.on("load_image"))
    wired.click(wired.on("save_image"), SHIFT)
    assert wired.window.scene_.selected() == ["load_image", "save_image"]
    wired.click(wired.on("upscale"), CONTROL)
    assert len(wired.window.scene_.selected()) == 3
    wired.click(wired.on("upscale"), CONTROL)
    assert wired.window.scene_.selected() == ["load_image", "save_image"]
    box = wired.window.scene_.items_["upscale"].sceneBoundingRect()
    wired.drag(box.topLeft() - QPointF(12, 12), box.topLeft() + QPointF(30, 40), keys=SHIFT)
    assert len(wired.window.scene_.selected()) == 3


def test_a_port_says_why_it_takes_no_wire(hand):
    hand.press(hand.dot("load_image", "image", output=True))
    hand.move(hand.dot("upscale", "model"))
    assert "model" in QToolTip.text()
    hand.release(hand.dot("upscale", "model"))


def test_the_end_of_a_wire_is_moved_to_another_input(wired):
    wired.drag(wired.dot("upscale", "image"), wired.dot("save_image", "image"))
    assert wired.graph.nodes["upscale"].wires == {}
    assert wired.graph.nodes["save_image"].wires == {"image": Wire("load_image", "image")}


def test_a_wire_dropped_on_nothing_offers_what_fits_and_is_joined(hand):
    hand.drag(hand.dot("load_image", "image", output=True), QPointF(280, 470))
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, SearchPopup)
    hand.qtbot.keyClicks(popup.line, "load")
    found = [popup.list.item(row).text() for row in range(popup.list.count())]
    assert "Load model" not in found
    popup.line.clear()
    hand.qtbot.keyClicks(popup.line, "invert")
    hand.qtbot.keyClick(popup.line, Qt.Key.Key_Return)
    assert hand.graph.nodes["invert"].wires == {"image": Wire("load_image", "image")}


def test_what_needs_a_model_comes_with_one(hand):
    hand.window.session.edit("Only a picture", lambda graph: edit.remove(graph, ["upscale", "save_image"]))
    hand.drag(hand.dot("load_image", "image", output=True), QPointF(320, 20))
    popup = QApplication.activePopupWidget()
    hand.qtbot.keyClicks(popup.line, "upscale")
    hand.qtbot.keyClick(popup.line, Qt.Key.Key_Return)
    assert hand.graph.nodes["upscale"].wires == {
        "image": Wire("load_image", "image"),
        "model": Wire("load_model", "model"),
    }
    assert hand.graph.nodes["load_model"].set == {}, "the model that comes along, as with nodegraph upscale"
    assert hand.window.scene_.selected() == ["upscale"]
    boxes = [hand.window.scene_.items_[name].sceneBoundingRect() for name in ("load_image", "load_model", "upscale")]
    assert not any(one.intersects(other) for one, other in combinations(boxes, 2))
    hand.window.session.undo()
    assert set(hand.graph.nodes) == {"load_image"}


def test_what_needs_a_model_takes_the_one_that_waits_for_a_reader(hand):
    specs = hand.window.session.specs
    hand.window.session.edit("Only a model", lambda _: edit.add(Graph(), specs["load_model"], (0.0, 0.0))[0])
    for name in ("upscale", "upscale-2"):
        hand.view.setFocus()
        hand.key(Qt.Key.Key_Tab)
        popup = QApplication.activePopupWidget()
        hand.qtbot.keyClicks(popup.line, "upscale")
        hand.qtbot.keyClick(popup.line, Qt.Key.Key_Return)
        assert hand.window.scene_.selected() == [name]
    assert hand.graph.nodes["upscale"].wires == {"model": Wire("load_model", "model")}
    assert hand.graph.nodes["upscale-2"].wires == {"model": Wire("load_model-2", "model")}


@pytest.mark.parametrize("kind", ["convert_model", "interpolate_models", "run_with", "upscale"])
def test_no_node_that_is_added_waits_for_a_model(hand, kind):
    hand.window.session.edit("Nothing", lambda _: Graph())
    hand.window.adding.add(hand.window.specs[kind], QPointF(0, 0))
    wanted = {port.name for port in hand.window.specs[kind].inputs if isinstance(port.kind, ModelKind)}
    assert set(hand.graph.nodes[kind].wires) == wanted


def test_ctrl_drag_takes_a_node_out_and_its_wire_closes(wired):
    before = wired.graph
    gone = QPointF(10, 300)
    wired.drag(wired.on("upscale"), wired.on("upscale") + gone, keys=CONTROL)
    assert wired.graph.nodes["upscale"].wires == {}
    assert wired.graph.nodes["save_image"].wires["image"] == Wire("load_image", "image")
    assert abs(wired.graph.nodes["upscale"].at[1] - 300) < 4
    assert wired.window.session.undo_name == "Take out Upscale"
    wired.window.session.undo()
    assert wired.graph is before


def test_a_node_taken_out_is_not_put_back_into_the_wire_that_closed_behind_it(wired):
    wired.drag(wired.on("upscale"), wired.on("upscale") + QPointF(0, 12), keys=CONTROL)
    assert wired.graph.nodes["upscale"].wires == {}


def test_shaking_takes_a_node_out(wired):
    start = wired.on("upscale")
    wired.press(start)
    for x in (40, -40, 40, -40, 40, -40):
        for step in range(1, 5):
            wired.move(start + QPointF(x * step / 4, 200))
    wired.release(start + QPointF(0, 200))
    assert wired.graph.nodes["upscale"].wires == {}
    assert wired.graph.nodes["save_image"].wires["image"] == Wire("load_image", "image")


def test_a_long_way_to_and_fro_is_no_shake(wired):
    start = wired.on("upscale")
    wired.press(start)
    for x in (500, -500, 500, -500, 500):
        for step in range(1, 9):
            wired.move(start + QPointF(x * step / 8, 200))
    wired.release(start + QPointF(0, 200))
    assert wired.graph.nodes["upscale"].wires == {"image": Wire("load_image", "image")}


def test_escape_puts_a_node_back_that_was_taken_out(wired):
    before = wired.graph
    wired.press(wired.on("upscale"), keys=CONTROL)
    wired.move(wired.on("upscale") + QPointF(60, 200))
    assert wired.graph.nodes["upscale"].wires == {}
    wired.key(Qt.Key.Key_Escape)
    assert wired.graph is before
    wired.release(wired.on("upscale"))
    assert wired.window.scene_.items_["upscale"].pos() == QPointF(*before.nodes["upscale"].at)


def test_a_double_click_on_a_wire_makes_a_reroute_dot_that_can_be_moved(wired):
    place = (wired.dot("upscale", "image", output=True) + wired.dot("save_image", "image")) / 2
    wired.double(place)
    assert wired.graph.nodes["save_image"].wires["image"].node == "pass_through"
    item = wired.window.scene_.items_["pass_through"]
    assert item.shape_.reroute
    middle = item.sceneBoundingRect().center()
    assert (middle - place).manhattanLength() < 12
    wired.drag(middle, middle + QPointF(0, 60))
    assert wired.graph.nodes["pass_through"].at[1] > place.y() + 40


def test_a_double_click_on_a_header_writes_the_title(wired):
    wired.double(wired.on("upscale"))
    editor = wired.view.viewport().findChild(QPlainTextEdit)
    wired.qtbot.keyClicks(editor, "Twice as large")
    wired.qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert wired.graph.nodes["upscale"].label == "Twice as large"
    assert wired.window.scene_.items_["upscale"].title == "Twice as large"


def test_a_frame_is_titled_and_dragged_by_its_title(wired):
    wired.window.session.edit("Frame", lambda graph: edit.frame(graph, ["load_image", "upscale"], "In")[0])
    wired.view.fit()
    box = wired.window.scene_.frames.box_of("frame")
    title = box.topLeft() + QPointF(20, 10)
    before = wired.graph.nodes
    wired.drag(title, title + QPointF(0, 50))
    after = wired.graph.nodes
    assert {name for name in after if after[name].at != before[name].at} == {"load_image", "upscale"}
    wired.double(title + QPointF(0, 50))
    editor = wired.view.viewport().findChild(QPlainTextEdit)
    wired.qtbot.keyClicks(editor, "Reading")
    wired.qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert wired.graph.frames["frame"].title == "Reading"


@pytest.fixture
def framed(wired):
    """A frame around load_image and upscale, all of it in view with room beside it."""
    wired.window.session.edit("Frame", lambda graph: edit.frame(graph, ["load_image", "upscale"], "In")[0])
    wired.view.fit()
    wired.view.zoom_by(0.6)
    return wired


def _frame(hand):
    return hand.graph.frames["frame"].nodes


def test_a_node_dropped_into_a_frame_joins_it_in_one_step(framed):
    before, steps = framed.graph, len(framed.window.session.steps[0])
    framed.drag(framed.on("save_image"), framed.on("save_image") + QPointF(-260, 60))
    assert _frame(framed) == ("load_image", "upscale", "save_image")
    assert abs(framed.graph.nodes["save_image"].at[0] - 380) < 4
    assert len(framed.window.session.steps[0]) == steps + 1
    framed.window.session.undo()
    assert framed.graph is before


def test_a_node_dragged_out_of_its_frame_leaves_it(framed):
    framed.drag(framed.on("upscale"), framed.on("upscale") + QPointF(0, 700))
    assert _frame(framed) == ("load_image",)
    assert framed.window.session.undo_name == "Move Upscale"


def test_a_node_that_is_moved_within_its_frame_or_over_its_edge_stays_in_it(framed):
    for way in (QPointF(-40, 30), QPointF(180, 0)):
        framed.drag(framed.on("upscale"), framed.on("upscale") + way)
        assert _frame(framed) == ("load_image", "upscale")


def test_while_a_node_is_dragged_its_frame_shows_whether_it_would_hold_it(framed):
    whole = framed.window.scene_.frames.box_of("frame")
    framed.press(framed.on("upscale"))
    for step in (10, 400, 700):
        framed.move(framed.on("load_image") + QPointF(320, step))
    assert framed.window.scene_.frames.box_of("frame").width() < whole.width() - 200
    framed.key(Qt.Key.Key_Escape)
    framed.release(framed.on("upscale"))
    assert framed.window.scene_.frames.box_of("frame") == whole
    assert _frame(framed) == ("load_image", "upscale")


def test_a_frame_that_is_dragged_over_another_keeps_its_nodes(framed):
    framed.window.session.edit("Second", lambda graph: edit.frame(graph, ["save_image"], "Out")[0])
    title = framed.window.scene_.frames.box_of("frame-2").topLeft() + QPointF(20, 10)
    framed.drag(title, title + QPointF(-300, 30))
    assert _frame(framed) == ("load_image", "upscale")
    assert framed.graph.frames["frame-2"].nodes == ("save_image",)


def test_a_node_that_is_added_in_a_frame_belongs_to_it(framed):
    box = framed.window.scene_.frames.box_of("frame")
    framed.window.adding.drop_node(framed.window.specs["invert"], box.topLeft() + QPointF(30, box.height() - 40))
    assert _frame(framed) == ("load_image", "upscale", "invert")


def test_a_note_is_moved_and_written(hand):
    hand.window.adding.add_note(QPointF(0, 420))
    hand.view.fit()
    hand.drag(QPointF(30, 440), QPointF(130, 480))
    assert abs(hand.graph.notes["note"]["at"][0] - 100) < 4
    hand.double(QPointF(150, 490))
    editor = hand.view.viewport().findChild(QPlainTextEdit)
    hand.qtbot.keyClicks(editor, "Read me")
    hand.qtbot.keyClick(editor, Qt.Key.Key_Return, CONTROL)
    assert hand.graph.notes["note"]["text"] == "Read me"


def _add(hand, graph, kind, at):
    return edit.add(graph, hand.window.session.specs[kind], at)[0]


def _read_too(hand, graph):
    specs = hand.window.session.specs
    graph, name = edit.add(graph, specs["invert"], (320.0, 500.0))
    return edit.connect(graph, specs, Wire("load_image", "image"), name, "image")
