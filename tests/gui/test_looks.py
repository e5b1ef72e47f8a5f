"""Nothing is told by color alone; what is painted follows what is known."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from nodegraph.core.messages import Checked
from nodegraph.core.problem import Problem
from nodegraph.gui.canvas.state import NodeView


@pytest.mark.parametrize("state", ["running", "done", "cached", "skipped", "failed"])
def test_every_state_has_a_sign(state):
    assert NodeView(state=state).status


def test_a_node_grows_for_its_picture_and_shrinks_without(hand):
    item = hand.window.scene_.items_["upscale"]
    before = item.shape_.height
    picture = QImage(8, 8, QImage.Format.Format_RGBA8888)
    picture.fill(Qt.GlobalColor.green)
    hand.window.scene_.show_views({"upscale": NodeView(picture=picture)})
    assert item.shape_.height > before
    assert hand.window.scene_.room("load_image")[1] > hand.window.scene_.items_["load_image"].shape_.height
    hand.window.actions_["Pictures in nodes"].trigger()
    assert item.shape_.height == before


def test_what_is_painted_follows_what_is_known(hand):
    before = hand.view.grab().toImage()
    hand.window._take_facts(hand.graph, Checked(0, {}, (Problem("It is wrong.", "upscale"),)))
    item = hand.window.scene_.items_["upscale"]
    assert hand.view.tip_at(item.pos() + item.boundingRect().bottomLeft() / 1.02) == "It is wrong."
    assert hand.view.grab().toImage() != before


def test_stretched_pictures_are_renewed_until_all_are_sharp(hand):
    hand.view.zoom_by(0.8)
    hand.view.grab()
    hand.qtbot.waitUntil(lambda: hand.window.scene_.sprites.settled, timeout=5000)


def test_the_map_shows_itself_only_where_nodes_are_out_of_view(hand):
    hand.view.fit()
    assert not hand.window.document.minimap.isVisible()
    hand.view.zoom_by(3)
    map_ = hand.window.document.minimap
    assert map_.isVisible()
    before = hand.view.middle()
    hand.qtbot.mouseClick(map_, Qt.MouseButton.LeftButton, pos=map_.rect().topLeft())
    assert hand.view.middle() != before
