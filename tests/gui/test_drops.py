"""What is dropped or pasted becomes the nodes that were meant: files, folders, graphs in pictures, palette nodes."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage

from nodegraph.core import edit
from nodegraph.core.file import encode
from nodegraph.core.file.png import with_graph
from nodegraph.core.graph import Wire
from nodegraph.gui.panels.palette import MIME


def files(*paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drop(hand, place, data):
    at = hand.view.mapTo(hand.window, hand.view.mapFromScene(place))
    hand.window.dropEvent(
        QDropEvent(
            QPointF(at), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
    )


def picture(path, size=4):
    image = QImage(size, size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    assert image.save(str(path))
    return path


def test_pictures_models_and_unknown_files_together(hand, tmp_path):
    paths = [tmp_path / name for name in ("a.png", "b.jpg", "c.onnx", "d.xyz")]
    for path in paths:
        path.touch()
    drop(hand, QPointF(0, 500), files(*paths))
    assert [node.type for node in hand.graph.nodes.values()][3:] == ["load_image", "load_image", "load_model"]
    assert "d.xyz" in hand.window.statusBar().currentMessage()
    assert hand.window.scene_.selected() == list(hand.graph.nodes)[3:], "so that they can be moved, and are seen"


def test_a_folder_on_an_empty_document_becomes_the_whole_chain(new_window, qtbot, tmp_path):
    window = new_window()
    window.adding.take(files(tmp_path), QPointF())
    nodes = window.session.graph.nodes
    assert nodes["list_images"].set == {"folder": str(tmp_path)}
    assert nodes["load_image"].wires == {"path": Wire("list_images", "path")}
    assert nodes["upscale"].wires == {"image": Wire("load_image", "image"), "model": Wire("load_model", "model")}
    assert nodes["save_image"].wires["image"] == Wire("upscale", "image")
    assert nodes["save_image"].wires["subfolder"] == Wire("list_images", "subfolder")
    window.session.undo()
    assert not window.session.graph.nodes


def test_a_folder_on_a_field_for_a_picture_is_listed_so_that_the_chain_runs_for_each(wired, tmp_path):
    drop(wired, wired.field("load_image", "path"), files(tmp_path))
    assert wired.graph.nodes["list_images"].set == {"folder": str(tmp_path)}
    assert wired.graph.nodes["load_image"].wires == {"path": Wire("list_images", "path")}
    drop(wired, wired.on("load_image"), files(picture(tmp_path / "one.png")))
    assert wired.graph.nodes["load_image"].wires == {}
    assert wired.graph.nodes["load_image"].set == {"path": str(tmp_path / "one.png")}


def test_a_file_on_a_folder_field_means_its_folder(wired, tmp_path):
    drop(wired, wired.field("save_image", "folder"), files(picture(tmp_path / "one.png")))
    assert wired.graph.nodes["save_image"].set == {"folder": str(tmp_path)}


@pytest.fixture
def carrier(hand, tmp_path):
    """A PNG that carries a graph of one node."""
    specs = hand.window.session.specs
    graph, _ = edit.add(edit.fragment(hand.graph, []), specs["invert"])
    path = picture(tmp_path / "carrier.png")
    path.write_bytes(with_graph(path.read_bytes(), encode(graph, tmp_path, specs)))
    return path


def test_a_png_that_carries_a_graph_opens_it(hand, carrier):
    before = hand.graph
    drop(hand, QPointF(0, 500), files(carrier))
    assert list(hand.window.session.graph.nodes) == ["invert"]
    assert hand.window.documents[0].session.graph is before


def test_a_png_that_carries_a_graph_is_a_picture_on_a_field(hand, carrier):
    drop(hand, hand.field("load_image", "path"), files(carrier))
    assert hand.graph.nodes["load_image"].set == {"path": str(carrier)}


def test_a_broken_graph_in_a_png_is_told_and_the_picture_is_loaded(hand, carrier):
    data = bytearray(carrier.read_bytes())
    data[60] ^= 255
    carrier.write_bytes(data)
    drop(hand, QPointF(0, 500), files(carrier))
    assert hand.graph.nodes["load_image-2"].set == {"path": str(carrier)}


def test_a_picture_without_a_file_is_kept_and_loaded(hand, state):
    data = QMimeData()
    image = QImage(4, 3, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    data.setImageData(image)
    drop(hand, QPointF(0, 500), data)
    path = hand.graph.nodes["load_image-2"].set["path"]
    assert path.startswith(str(state))
    assert QImage(path).size() == image.size()


def test_a_palette_node_dropped_on_a_wire_is_put_into_it(wired):
    data = QMimeData()
    data.setData(MIME, b"invert")
    place = (wired.dot("upscale", "image", output=True) + wired.dot("save_image", "image")) / 2
    drop(wired, place, data)
    assert wired.graph.nodes["invert"].wires == {"image": Wire("upscale", "image")}
    assert wired.graph.nodes["save_image"].wires["image"] == Wire("invert", "image")
    assert wired.window.session.undo_name == "Insert Invert"


def test_a_palette_node_that_does_not_fit_a_wire_stands_beside_it(wired):
    data = QMimeData()
    data.setData(MIME, b"load_model")
    place = (wired.dot("upscale", "image", output=True) + wired.dot("save_image", "image")) / 2
    drop(wired, place, data)
    assert wired.graph.nodes["save_image"].wires["image"] == Wire("upscale", "image")
    assert "load_model" in wired.graph.nodes


def test_files_are_taken_as_copies_by_the_canvas_too_for_a_move_would_remove_them(hand, tmp_path):
    assert not hand.view.acceptDrops()
    assert not hand.view.viewport().acceptDrops()
    offered = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    data = files(picture(tmp_path / "a.png"))
    event = QDropEvent(QPointF(400, 300), offered, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    event.setDropAction(Qt.DropAction.MoveAction)
    before = hand.graph
    hand.window.dropEvent(event)
    assert event.dropAction() is Qt.DropAction.CopyAction
    assert hand.graph is not before
