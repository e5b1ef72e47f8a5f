"""Nothing is told by color alone; what is painted follows what is known."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from nodegraph.core import edit
from nodegraph.core.graph import Wire
from nodegraph.core.messages import Checked
from nodegraph.core.problem import Problem
from nodegraph.gui.canvas.state import NodeView


@pytest.mark.parametrize("state", ["running", "done", "cached", "skipped", "failed"])
def test_every_state_has_a_sign(state):
    assert NodeView(state=state).status


@pytest.mark.parametrize(
    ("view", "short"),
    [
        (NodeView(state="queued"), "…"),
        (NodeView(state="running", fraction=0.4, left=12.0), "▸ 40%"),
        (NodeView(state="done", seconds=1.25), "✓"),
        (NodeView(state="failed"), "✕"),
        (NodeView(), ""),
    ],
)
def test_where_the_name_needs_the_room_the_state_is_told_by_its_sign(view, short):
    assert view.sign == short
    assert view.status.startswith(short)


@pytest.mark.parametrize("kind", ["upscale", "pass_through"])
def test_room_for_a_picture_is_there_before_the_picture_is(wired, kind):
    """So a picture that comes covers no other node; what passes on anything has room where a picture comes."""
    specs = wired.window.session.specs
    if kind == "pass_through":
        wired.window.session.edit("Add", lambda graph: edit.add(graph, specs[kind], (320.0, 600.0))[0])
        bare = wired.window.scene_.items_[kind].shape_
        assert bare.picture is None
        wire = Wire("load_image", "image")
        wired.window.session.edit("Wire", lambda graph: edit.connect(graph, specs, wire, kind, "value"))
    item = wired.window.scene_.items_[kind]
    before = item.shape_
    assert before.picture is not None
    picture = QImage(8, 8, QImage.Format.Format_RGBA8888)
    picture.fill(Qt.GlobalColor.green)
    wired.view.fit()
    empty = wired.view.grab().toImage()
    wired.window.scene_.show_views({kind: NodeView(picture=picture)})
    assert item.shape_ == before
    assert wired.view.grab().toImage() != empty
    wired.window.actions_["Pictures in nodes"].trigger()
    assert item.shape_.picture is None
    assert item.shape_.height < before.height


def test_what_is_painted_follows_what_is_known(hand):
    before = hand.view.grab().toImage()
    hand.window._take_facts(hand.graph, Checked(0, {}, (Problem("It is wrong.", "upscale"),)))
    item = hand.window.scene_.items_["upscale"]
    assert hand.view.tip_at(item.pos() + item.bounds.bottomLeft() / 1.02) == "It is wrong."
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
    hand.window.document.resize(2 * map_.width(), 400)
    hand.qtbot.waitUntil(lambda: not map_.isVisible())  # there it would cover half of the nodes
