"""What a run wrote can be shown in its folder, copied and dragged to other programs, from nodes and from the panel."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage

from nodegraph.core.messages import Wrote
from nodegraph.gui.documents.results import copy_picture, entries_for, files_of, mime_of
from nodegraph.gui.menus import entries_at
from nodegraph.gui.report import Report


@pytest.fixture
def written(wired, tmp_path):
    """A document whose last run wrote `a.png` at save_image and another file that is gone, and the first's path."""
    path = tmp_path / "a.png"
    made = QImage(6, 4, QImage.Format.Format_RGB32)
    made.fill(0xFF204060)
    assert made.save(str(path))
    document = wired.window.document
    document.report = Report()
    for name in ("a.png", "gone.png"):
        document.report.take(Wrote(1, "save_image", str(tmp_path / name)))
    return wired, path


def test_the_file_belongs_to_the_node_that_wrote_it_and_to_the_one_before(written):
    hand, path = written
    document = hand.window.document
    assert path in files_of(document, "save_image")
    assert path in files_of(document, "upscale")
    assert files_of(document, "load_image") == []


def test_the_menu_of_a_node_shows_the_folder_and_copies_the_picture(written, monkeypatch):
    hand, path = written
    shown = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(shown.append(url)) or True)
    place = hand.on("save_image")
    entries = dict(entry[:2] for entry in entries_at(hand.window.document, place, hand.window) if entry is not None)
    entries["Open folder"]()
    assert shown == [QUrl.fromLocalFile(str(path.parent))]
    entries["Copy picture"]()
    data = QGuiApplication.clipboard().mimeData()
    assert data.urls() == [QUrl.fromLocalFile(str(path))]
    assert data.imageData().size() == QImage(str(path)).size()
    other = [entry[0] for entry in entries_at(hand.window.document, hand.on("load_image"), hand.window) if entry]
    assert "Copy picture" not in other


def test_what_is_no_picture_is_copied_as_a_file(tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(b"no picture")
    assert not copy_picture(path)
    assert not QGuiApplication.clipboard().mimeData().hasImage()
    assert QGuiApplication.clipboard().mimeData().hasUrls()
    assert entries_for([tmp_path / "gone"], print) == []


def test_other_programs_get_files_and_a_picture():
    picture = QImage(2, 2, QImage.Format.Format_RGB32)
    picture.fill(0)
    assert mime_of([], picture).hasImage()
    assert not mime_of([], picture).hasUrls()


def test_the_panel_lists_what_was_written_and_gives_out_what_is_there(qtbot, written):
    hand, path = written
    hand.window.docks.widgets["Outputs"].show()
    hand.window.docks.widgets["Outputs"].raise_()
    panel = hand.window.docks.outputs
    qtbot.waitUntil(lambda: panel.written.childCount() == 2)
    panel.list.selectAll()
    assert panel.list.paths() == [path]


def test_a_picture_dragged_out_of_the_canvas_is_carried_off_and_the_node_stays(written, qtbot):
    hand, _ = written
    picture = QImage(60, 40, QImage.Format.Format_RGB32)
    picture.fill(0xFF806040)
    scene, view = hand.window.scene_, hand.view
    scene.show_views({"upscale": scene.items_["upscale"].view._replace(picture=picture)})
    view.carried_off.disconnect()
    item = scene.items_["upscale"]
    place = item.pos() + QPointF(item.shape_.width / 2, item.shape_.picture + 10)
    before = hand.graph
    hand.press(place)
    hand.move(place + QPointF(30, 10))
    with qtbot.waitSignal(view.carried_off) as carried:
        qtbot.mouseMove(view.viewport(), QPoint(-20, 40))
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(0, 0))
    assert carried.args == ["upscale"]
    assert hand.graph is before
