"""A graph built by hand runs in a real engine and leaves the right file."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from nodegraph.gui.link import Link
from nodegraph.gui.theme import DARK
from nodegraph.gui.window import Window
from tests.gui.hand import Hand, discard


def choose(hand, place, text):
    hand.qtbot.mouseDClick(
        hand.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, hand.view.mapFromScene(place)
    )
    popup = QApplication.activePopupWidget()
    hand.qtbot.keyClicks(popup.line, text)
    hand.qtbot.keyClick(popup.line, Qt.Key.Key_Return)


def fill(hand, name, port, text):
    item = hand.window.scene_.items_[name]
    hand.click(item.pos() + item.field_rect(item.shape_.row(port, output=False)).center())
    line = hand.window.focusWidget()
    line.selectAll()
    hand.qtbot.keyClicks(line, text)
    hand.qtbot.keyClick(line, Qt.Key.Key_Return)


@pytest.fixture
def real(qtbot):
    window = Window(DARK, Link())
    qtbot.addWidget(window, before_close_func=discard)
    window.resize(1400, 900)
    window.show()
    qtbot.waitExposed(window)
    yield Hand(qtbot, window)
    window.link.close()


def test_a_graph_built_by_search_and_wires_runs_and_writes_its_file(real, tmp_path):
    picture = QImage(6, 4, QImage.Format.Format_RGB32)
    picture.fill(0xFF204060)
    picture.save(str(tmp_path / "a.png"))
    for index, text in enumerate(("load image", "invert", "save image")):
        choose(real, QPointF(-400 + 300 * index, -200), text)
    fill(real, "load_image", "path", str(tmp_path / "a.png"))
    fill(real, "save_image", "folder", str(tmp_path / "out"))
    fill(real, "save_image", "name", "b")
    real.drag(real.dot("load_image", "image", output=True), real.dot("invert", "image"))
    real.drag(real.dot("invert", "image", output=True), real.dot("save_image", "image"))
    with real.qtbot.waitSignal(real.window.link.finished, timeout=50_000) as told:
        real.window.actions_["Run"].trigger()
    assert told.args[0].outcome == "done", told.args[0]
    assert QImage(str(tmp_path / "out" / "b.png")).pixel(0, 0) == 0xFFDFBF9F
    assert real.window.scene_.items_["save_image"].view.state == "done"
    assert real.window.scene_.items_["invert"].view.picture is not None
