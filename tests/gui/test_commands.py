"""What menus and keys do ends in the graph that was meant, and undo takes it back."""

import json

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QInputDialog, QMenu

from nodegraph.core import edit
from nodegraph.core.graph import Wire
from nodegraph.gui.menus import entries_at
from nodegraph.gui.panels.palette import MIME
from nodegraph.gui.panels.search import SearchPopup

CONTROL = Qt.KeyboardModifier.ControlModifier


def trigger(hand, text):
    hand.window.actions_[text].trigger()


def menu_line(hand, place, text):
    entries = [entry for entry in entries_at(hand.window.document, place, hand.window) if entry is not None]
    return next(do for line, do in entries if line == text)


def drop(hand, place, *paths, data=None):
    if data is None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    at = hand.view.mapTo(hand.window, hand.view.mapFromScene(place))
    event = QDropEvent(
        QPointF(at), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    hand.window.dropEvent(event)


# ---- clipboard ----


def test_copied_nodes_are_a_graph_file_and_paste_into_another_window_with_their_wires(wired, new_window):
    wired.window.scene_.select(["load_image", "upscale"])
    trigger(wired, "Copy")
    text = QGuiApplication.clipboard().text()
    assert set(json.loads(text)["nodes"]) == {"load_image", "upscale"}
    other = new_window()
    other.adding.paste_at(QPointF())
    assert other.session.graph.nodes["upscale"].wires == {"image": Wire("load_image", "image")}
    assert sorted(other.scene_.selected()) == ["load_image", "upscale"]
    assert other.session.undo_name == "Paste 2 nodes"


def test_cutting_and_pasting_gives_the_nodes_back(wired):
    wired.window.scene_.select(["upscale"])
    trigger(wired, "Cut")
    assert "upscale" not in wired.graph.nodes
    trigger(wired, "Paste")
    assert "upscale" in wired.graph.nodes


def test_text_that_is_no_graph_is_told_and_changes_nothing(hand):
    before = hand.graph
    QGuiApplication.clipboard().setText('{"nodes": 3}')
    trigger(hand, "Paste")
    assert hand.graph is before
    assert hand.window.statusBar().currentMessage()


def test_a_picture_in_the_clipboard_becomes_a_node_that_loads_it(hand, state):
    picture = QImage(4, 3, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(picture)
    trigger(hand, "Paste")
    path = hand.graph.nodes["load_image-2"].set["path"]
    assert path.startswith(str(state))
    assert QImage(path).size() == picture.size()


@pytest.mark.parametrize(("text", "wires"), [("Duplicate", 1), ("Duplicate without wires", 0)])
def test_duplicating_keeps_the_wires_from_others_or_not(wired, text, wires):
    wired.window.scene_.select(["upscale"])
    trigger(wired, text)
    assert len(wired.graph.nodes["upscale-2"].wires) == wires
    assert wired.window.scene_.selected() == ["upscale-2"]


# ---- files ----


def test_several_files_become_their_loaders_in_one_step(hand, tmp_path):
    for name in ("a.png", "b.pth"):
        (tmp_path / name).touch()
    drop(hand, QPointF(0, 500), tmp_path / "a.png", tmp_path / "b.pth", tmp_path)
    types = [node.type for node in hand.graph.nodes.values()]
    assert types[-4:] == ["load_image", "load_model", "list_images", "load_image"]
    assert hand.graph.nodes["load_image-3"].wires == {"path": Wire("list_images", "path")}
    assert hand.window.session.undo_name == "Drop 3 files"


def test_a_file_dropped_on_a_path_field_is_its_value(hand, tmp_path):
    item = hand.window.scene_.items_["load_image"]
    place = item.pos() + item.field_rect(item.shape_.row("path", output=False)).center()
    drop(hand, place, tmp_path / "cat.png")
    assert hand.graph.nodes["load_image"].set["path"] == str(tmp_path / "cat.png")
    assert len(hand.graph.nodes) == 3


def test_a_node_dragged_from_the_palette_lands_where_it_is_dropped(hand):
    palette = hand.window.docks.palette
    hand.qtbot.keyClicks(palette.line, "gaussian")
    data = palette.tree.mimeData([palette.tree.topLevelItem(0)])
    assert data.hasFormat(MIME)
    drop(hand, QPointF(100, 500), data=data)
    x, y = hand.graph.nodes["gaussian_blur"].at
    assert abs(x - 100) < 4
    assert abs(y - 500) < 4


def test_a_graph_that_is_dropped_opens_in_a_tab_and_only_once(wired, tmp_path):
    wired.window.session.save(tmp_path / "a.ng")
    other = wired.window.new()
    assert other.pristine
    drop(wired, QPointF(0, 0), tmp_path / "a.ng")
    assert wired.window.document is not other
    assert len(wired.window.documents) == 2


def test_recent_files_are_offered_the_latest_first(wired, tmp_path):
    for name in ("a.ng", "b.ng"):
        wired.window.session.save(tmp_path / name)
        wired.window.files.remember(wired.window.document)
    menu = wired.window.actions_["Open recent"].menu()
    assert [action.text().split()[0] for action in menu.actions()] == ["b.ng", "a.ng"]


# ---- menus ----


def test_the_context_menu_opens_at_the_mouse_and_selects_the_node_there(hand):
    place = hand.view.mapFromScene(hand.on("upscale"))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, hand.view.viewport().mapToGlobal(place))
    QApplication.sendEvent(hand.view.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert "Bypass" in [action.text() for action in menu.actions()]
    assert hand.window.scene_.selected() == ["upscale"]
    menu.close()


def test_a_field_is_reset_exposed_and_named_from_its_menu(hand):
    session = hand.window.session
    session.edit("Set", lambda graph: edit.set_value(graph, session.specs, "load_image", "path", "/tmp/a.png"))
    item = hand.window.scene_.items_["load_image"]
    place = item.pos() + item.field_rect(item.shape_.row("path", output=False)).center()
    menu_line(hand, place, "Copy command-line name")()
    assert QGuiApplication.clipboard().text() == "--set load_image.path=/tmp/a.png"
    menu_line(hand, place, "Make path a graph parameter")()
    assert hand.graph.parameters["path"].to == (Wire("load_image", "path"),)
    menu_line(hand, place, "Reset path")()
    assert "path" not in hand.graph.nodes["load_image"].set


@pytest.mark.parametrize(
    ("text", "flag"), [("Bypass", "bypassed"), ("Disable", "disabled"), ("Collapse", "collapsed")]
)  # fmt: skip
def test_a_flag_is_turned_on_and_off_again(hand, text, flag):
    hand.window.scene_.select(["upscale"])
    trigger(hand, text)
    assert getattr(hand.graph.nodes["upscale"], flag)
    trigger(hand, text)
    assert not getattr(hand.graph.nodes["upscale"], flag)


def test_renaming_keeps_wires_and_selection(wired):
    wired.window.scene_.select(["upscale"])
    trigger(wired, "Rename…")
    dialog = wired.window.findChild(QInputDialog)
    dialog.setTextValue("enlarge")
    dialog.accept()
    assert wired.graph.nodes["save_image"].wires["image"] == Wire("enlarge", "image")
    assert wired.window.scene_.selected() == ["enlarge"]


@pytest.mark.parametrize(("side", "axis", "grows"), [("left", 0, 0), ("right", 0, 1), ("top", 1, 0), ("bottom", 1, 1)])
def test_aligning_puts_edges_on_one_line(hand, side, axis, grows):
    hand.window.scene_.select(hand.graph.nodes)
    hand.window.session.edit("Move", lambda graph: edit.move(graph, {"upscale": (300.0, 77.0)}))
    trigger(hand, f"Align {side}")
    items = hand.window.scene_.items_
    edges = {
        round(node.at[axis] + grows * (items[name].shape_.width, items[name].shape_.height)[axis], 3)
        for name, node in hand.graph.nodes.items()
    }
    assert len(edges) == 1


def test_distributing_makes_gaps_equal_and_leaves_the_ends(hand):
    hand.window.session.edit("Move", lambda graph: edit.move(graph, {"upscale": (250.0, 0.0)}))
    hand.window.scene_.select(hand.graph.nodes)
    trigger(hand, "Distribute across")
    assert [node.at[0] for node in hand.graph.nodes.values()] == [0.0, 320.0, 640.0]


# ---- beside the nodes ----


def test_a_frame_is_made_moved_by_its_title_and_titled(wired):
    wired.window.scene_.select(["load_image", "upscale"])
    trigger(wired, "Frame")
    wired.view.fit()
    box = wired.window.scene_.frames.box_of("frame")
    title = box.topLeft() + QPointF(60, 10)
    before = wired.graph.nodes["save_image"].at
    wired.drag(title, title + QPointF(0, 80))
    assert round(wired.graph.nodes["upscale"].at[1]) == pytest.approx(80, abs=2)
    assert wired.graph.nodes["save_image"].at == before
    place = wired.window.scene_.frames.box_of("frame").topLeft() + QPointF(60, 10)
    double(wired, place)
    write(wired, "Work", Qt.Key.Key_Return)
    assert wired.graph.frames["frame"].title == "Work"


def test_a_note_is_made_moved_written_and_deleted(hand):
    hand.window.adding.add_note(QPointF(0, -300))
    hand.view.fit()
    hand.view.centerOn(0, -200)
    hand.drag(QPointF(20, -280), QPointF(60, -250))
    assert hand.graph.notes["note"]["at"] == pytest.approx([40, -270], abs=2)
    double(hand, QPointF(80, -240))
    write(hand, "Look here", Qt.Key.Key_Return, CONTROL)
    assert hand.graph.notes["note"]["text"] == "Look here"
    hand.click(QPointF(80, -240))
    trigger(hand, "Delete")
    assert hand.graph.notes == {}


def test_a_double_click_on_a_wire_puts_a_reroute_there(wired):
    wire = (wired.dot("load_image", "image", output=True) + wired.dot("upscale", "image")) / 2
    double(wired, wire)
    assert wired.graph.nodes["upscale"].wires["image"].node == "pass_through"
    assert wired.graph.nodes["pass_through"].collapsed


def test_a_double_click_on_nothing_offers_nodes_and_the_chosen_one_comes_there(hand):
    double(hand, QPointF(100, 420))
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, SearchPopup)
    hand.qtbot.keyClicks(popup.line, "gblur")
    hand.qtbot.keyClick(popup.line, Qt.Key.Key_Return)
    assert hand.graph.nodes["gaussian_blur"].at == pytest.approx((100, 420), abs=4)


def test_a_wire_dropped_on_nothing_is_joined_to_the_node_that_is_chosen(hand):
    hand.drag(hand.dot("load_image", "image", output=True), QPointF(400, 420))
    popup = QApplication.activePopupWidget()
    hand.qtbot.keyClicks(popup.line, "invert")
    hand.qtbot.keyClick(popup.line, Qt.Key.Key_Return)
    assert hand.graph.nodes["invert"].wires == {"image": Wire("load_image", "image")}


def test_wires_ports_and_nodes_say_what_they_are(wired):
    middle = (wired.dot("load_image", "image", output=True) + wired.dot("upscale", "image")) / 2
    assert wired.view.tip_at(middle).startswith("load_image.image → upscale.image")
    assert wired.view.tip_at(wired.dot("upscale", "model")) == "upscale.model: a model"
    assert "network" in wired.view.tip_at(wired.on("upscale"))
    assert wired.view.tip_at(QPointF(0, -400)) == ""


def double(hand, place):
    hand.qtbot.mouseDClick(
        hand.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, hand.view.mapFromScene(place)
    )


def write(hand, text, key, keys=Qt.KeyboardModifier.NoModifier):
    line = hand.view.viewport().findChildren(type(hand.window.focusWidget()))[-1]
    line.selectAll()
    hand.qtbot.keyClicks(line, text)
    hand.qtbot.keyClick(line, key, keys)
    assert hand.view.viewport().childAt(QPoint(0, 0)) is None
