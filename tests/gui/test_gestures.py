"""What hands do on the canvas ends in the graph that was meant, and undo takes it back."""

from PySide6.QtCore import QPointF, Qt

from nodegraph.core.graph import Wire

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


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


def test_zooming_keeps_what_lies_under_the_pointer(wired):
    view = wired.view
    view.zoom_by(0.5)
    pixel = view.mapFromScene(wired.on("save_image"))
    before = view.mapToScene(pixel)
    view.zoom_by(1.5, pixel)
    gone = view.mapToScene(pixel) - before
    assert abs(gone.x()) < 2
    assert abs(gone.y()) < 2


def _add(hand, graph, kind, at):
    from nodegraph.core import edit

    return edit.add(graph, hand.window.session.specs[kind], at)[0]
