"""Every command of the canvas by its key, pressed on the canvas, ends in the graph that was meant."""

import json

import pytest
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QColorDialog, QInputDialog

from nodegraph.core import edit
from nodegraph.core.graph import Wire
from nodegraph.gui import chosen
from nodegraph.gui.menus import entries_at

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def keys(wired):
    """A hand whose keys reach the window's actions."""
    wired.window.activateWindow()
    wired.qtbot.waitActive(wired.window)
    wired.view.setFocus()
    return wired


def select(hand, *names):
    hand.window.scene_.select(names)


@pytest.mark.parametrize(
    ("modifier", "wires"), [(NONE, {"image": Wire("load_image", "image")}), (SHIFT, {})], ids=["heals", "cuts"]
)
def test_delete_heals_the_wire_or_leaves_it_cut(keys, modifier, wires):
    select(keys, "upscale")
    keys.key(Qt.Key.Key_Delete, modifier)
    assert "upscale" not in keys.graph.nodes
    assert keys.graph.nodes["save_image"].wires == wires


@pytest.mark.parametrize(
    ("key", "flag"), [(Qt.Key.Key_B, "bypassed"), (Qt.Key.Key_M, "disabled"), (Qt.Key.Key_H, "collapsed")]
)
def test_a_key_turns_a_flag_on_and_off(keys, key, flag):
    select(keys, "upscale", "save_image")
    keys.key(key)
    assert [getattr(node, flag) for node in keys.graph.nodes.values()] == [False, True, True]
    keys.key(key)
    assert not any(getattr(node, flag) for node in keys.graph.nodes.values())


def test_copied_nodes_are_json_and_come_into_another_window(keys, new_window):
    select(keys, "load_image", "upscale")
    keys.key(Qt.Key.Key_C, CONTROL)
    assert set(json.loads(QGuiApplication.clipboard().text())["nodes"]) == {"load_image", "upscale"}
    other = new_window()
    # Without a window manager the keys stay with the first window.
    other.actions_["Paste"].trigger()
    assert other.session.graph.nodes["upscale"].wires == {"image": Wire("load_image", "image")}


def test_cut_and_pasted_nodes_are_back(keys):
    select(keys, "upscale")
    keys.key(Qt.Key.Key_X, CONTROL)
    assert list(keys.graph.nodes) == ["load_image", "save_image"]
    keys.key(Qt.Key.Key_V, CONTROL)
    assert "upscale" in keys.graph.nodes


@pytest.mark.parametrize(("modifier", "wires"), [(CONTROL, 1), (CONTROL | SHIFT, 0)])
def test_duplicates_keep_the_wires_from_others_or_not(keys, modifier, wires):
    select(keys, "upscale")
    keys.key(Qt.Key.Key_D, modifier)
    assert len(keys.graph.nodes["upscale-2"].wires) == wires


def test_undo_and_redo(keys):
    before = keys.graph
    select(keys, "upscale")
    keys.key(Qt.Key.Key_B)
    after = keys.graph
    keys.key(Qt.Key.Key_Z, CONTROL)
    assert keys.graph is before
    QTest.keySequence(keys.view, keys.window.actions_["Redo"].shortcut())  # another one on each system
    assert keys.graph is after


def test_renaming_keeps_wires(keys):
    select(keys, "upscale")
    keys.key(Qt.Key.Key_F2)
    dialog = keys.window.document.findChild(QInputDialog)
    dialog.setTextValue("larger")
    dialog.accept()
    assert keys.graph.nodes["save_image"].wires["image"] == Wire("larger", "image")


def test_color_is_given_by_the_menu(keys):
    entries = dict(entry for entry in entries_at(keys.window.document, keys.on("upscale"), keys.window) if entry)
    entries["Color…"]()
    dialog = keys.window.document.findChild(QColorDialog)
    dialog.colorSelected.emit("#ff0000")
    dialog.reject()
    assert keys.graph.nodes["upscale"].color == "#ff0000"
    assert keys.window.scene_.items_["upscale"].accent.name() == "#ff0000"


@pytest.mark.parametrize(
    ("key", "axis", "grows"),
    [(Qt.Key.Key_Left, 0, 0), (Qt.Key.Key_Right, 0, 1), (Qt.Key.Key_Up, 1, 0), (Qt.Key.Key_Down, 1, 1)],
)
def test_keys_align(keys, key, axis, grows):
    keys.window.session.edit("Move", lambda graph: edit.move(graph, {"upscale": (333.0, 77.0)}))
    keys.key(Qt.Key.Key_A, CONTROL)
    keys.key(key, CONTROL | SHIFT)
    items = keys.window.scene_.items_
    sizes = {name: (item.shape_.width, item.shape_.height) for name, item in items.items()}
    edges = {node.at[axis] + grows * sizes[name][axis] for name, node in keys.graph.nodes.items()}
    assert len(edges) == 1


def test_keys_distribute(keys):
    keys.window.session.edit("Move", lambda graph: edit.move(graph, {"upscale": (233.0, 77.0)}))
    keys.key(Qt.Key.Key_A, CONTROL)
    keys.key(Qt.Key.Key_H, CONTROL | ALT)
    across = [node.at[0] for node in keys.graph.nodes.values()]
    assert across[1] - across[0] == across[2] - across[1]


def test_arranging_lays_out_all(keys):
    keys.window.session.edit("Heap", lambda graph: edit.move(graph, dict.fromkeys(graph.nodes, (0.0, 0.0))))
    keys.window.scene_.select([])
    keys.key(Qt.Key.Key_L)
    across = [keys.graph.nodes[name].at[0] for name in ("load_image", "upscale", "save_image")]
    assert across == sorted(set(across))


def test_arranging_the_selection_leaves_the_others_and_stays_about_where_it_was(keys):
    heap = {"upscale": (900.0, 900.0), "save_image": (910.0, 905.0)}
    keys.window.session.edit("Heap", lambda graph: edit.move(graph, heap))
    select(keys, *heap)
    before = keys.graph.nodes["load_image"]
    keys.key(Qt.Key.Key_L)
    assert keys.graph.nodes["load_image"] is before
    one, other = (keys.graph.nodes[name].at for name in heap)
    assert other[0] > one[0] + 200
    assert min(one[0], other[0]) == 900
    assert min(one[1], other[1]) == 900


def test_a_frame_is_made_colored_and_removed(keys):
    select(keys, "load_image", "upscale")
    keys.key(Qt.Key.Key_G, CONTROL)
    assert keys.graph.frames["frame"].nodes == ("load_image", "upscale")
    chosen.color_frame(keys.window.document, "frame", "#00ff00")
    assert keys.graph.frames["frame"].color == "#00ff00"
    place = keys.window.scene_.frames.box_of("frame").topLeft() + QPointF(20, 10)
    entries = dict(entry for entry in entries_at(keys.window.document, place, keys.window) if entry)
    nodes = dict(entry for entry in entries_at(keys.window.document, keys.on("save_image"), keys.window) if entry)
    dict(nodes["Put into frame"])["Frame"]()
    assert keys.graph.frames["frame"].nodes == ("load_image", "upscale", "save_image")
    nodes = dict(entry for entry in entries_at(keys.window.document, keys.on("load_image"), keys.window) if entry)
    nodes["Take out of frame"]()
    assert keys.graph.frames["frame"].nodes == ("upscale", "save_image")
    entries["Remove frame"]()
    assert not keys.graph.frames
    assert len(keys.graph.nodes) == 3


def test_a_note_is_made_and_deleted(keys):
    keys.key(Qt.Key.Key_N)
    (name,) = keys.graph.notes
    keys.window.scene_.notes.items[name].setSelected(True)
    keys.key(Qt.Key.Key_Delete)
    assert not keys.graph.notes


def test_tab_offers_nodes(keys):
    keys.key(Qt.Key.Key_Tab)
    popup = QGuiApplication.instance().activePopupWidget()
    keys.qtbot.keyClicks(popup.line, "gaussian")
    keys.qtbot.keyClick(popup.line, Qt.Key.Key_Return)
    assert "gaussian_blur" in keys.graph.nodes


def test_nodes_that_are_added_by_keys_stand_side_by_side_in_view_and_on_no_other(keys):
    scene = keys.window.scene_
    scene.select(["save_image"])
    for word in ("load image", "blur", "sharpen", "blur"):
        before = set(keys.graph.nodes)
        keys.view.setFocus()
        keys.key(Qt.Key.Key_Tab)
        popup = QApplication.activePopupWidget()
        keys.qtbot.keyClicks(popup.line, word)
        keys.qtbot.keyClick(popup.line, Qt.Key.Key_Return)
        (made,) = set(keys.graph.nodes) - before
        assert scene.selected() == [made]
        item = scene.items_[made]
        box = QRectF(item.pos(), QSizeF(item.shape_.width, item.shape_.height))
        assert scene.boxes.inside(box) == {made}
        seen = keys.view.mapToScene(keys.view.viewport().rect()).boundingRect()
        assert seen.intersects(QRectF(box.topLeft(), QSizeF(box.width(), 28)))
