"""Moving and zooming the canvas shows another part of it and changes nothing else."""

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QImage, QNativeGestureEvent, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nodegraph.core import edit
from nodegraph.core.messages import Checked
from nodegraph.core.problem import Problem
from nodegraph.gui.canvas.far_names import laid_out
from nodegraph.gui.canvas.state import NOTHING_KNOWN
from nodegraph.gui.panels.minimap import Minimap

MIDDLE = Qt.MouseButton.MiddleButton


class Painted(QObject):
    """Counts how often a widget is painted."""

    def __init__(self):
        super().__init__()
        self.times = 0

    def eventFilter(self, watched, event):  # noqa: N802
        self.times += event.type() == QEvent.Type.Paint
        return False


@pytest.fixture
def still(wired):
    """A hand over a wired graph that must not change."""
    before = wired.graph
    wired.view.setFocus()
    yield wired
    assert wired.graph is before


@pytest.mark.parametrize("space", [False, True])
def test_dragging_pans(still, space):
    pixel = QPoint(300, 300)
    before = still.view.mapToScene(pixel)
    if space:
        still.qtbot.keyPress(still.view, Qt.Key.Key_Space)
    start = still.view.mapToScene(pixel)
    still.qtbot.mousePress(still.view.viewport(), Qt.MouseButton.LeftButton if space else MIDDLE, pos=pixel)
    still.qtbot.mouseMove(still.view.viewport(), pixel + QPoint(60, 40))
    still.qtbot.mouseRelease(
        still.view.viewport(), Qt.MouseButton.LeftButton if space else MIDDLE, pos=pixel + QPoint(60, 40)
    )
    if space:
        still.qtbot.keyRelease(still.view, Qt.Key.Key_Space)
    assert start == before
    gone = still.view.mapToScene(pixel + QPoint(60, 40)) - before
    assert abs(gone.x()) < 2
    assert abs(gone.y()) < 2
    assert not still.window.scene_.selected()


def test_two_fingers_pan(still):
    zoom, before = still.view.zoom, still.view.middle()
    still.wheel(before, 0, pixels=(-30, -50), phase=Qt.ScrollPhase.ScrollUpdate)
    gone = still.view.middle() - before
    assert still.view.zoom == zoom
    assert abs(gone.x() * zoom - 30) < 2
    assert abs(gone.y() * zoom - 50) < 2


def test_the_wheel_zooms_to_the_pointer(still):
    place, zoom = still.on("save_image"), still.view.zoom
    pixel = still.view.mapFromScene(place)
    before = still.view.mapToScene(pixel)
    still.wheel(place, 2)
    gone = still.view.mapToScene(pixel) - before
    assert still.view.zoom > zoom
    assert abs(gone.x()) < 2
    assert abs(gone.y()) < 2
    still.wheel(place, -4)
    assert still.view.zoom < zoom


def test_the_zoom_has_ends(still):
    for _ in range(60):
        still.wheel(still.view.middle(), 1)
    largest = still.view.zoom
    for _ in range(120):
        still.wheel(still.view.middle(), -1)
    assert (still.view.zoom, largest) == pytest.approx((0.05, 4.0))


def test_a_pinch_zooms(still):
    place = QPointF(still.view.mapFromScene(still.on("upscale")))
    everywhere = still.view.viewport().mapToGlobal(place)
    zoom, below = still.view.zoom, still.view.mapToScene(place.toPoint())
    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture, QPointingDevice.primaryPointingDevice(), 2, place, place, everywhere,
        0.25, QPointF(),
    )  # fmt: skip
    QApplication.sendEvent(still.view.viewport(), event)
    assert still.view.zoom == pytest.approx(1.25 * zoom)
    assert (still.view.mapToScene(place.toPoint()) - below).manhattanLength() < 3


def test_keys_fit_all_or_the_selection(still):
    still.window.activateWindow()
    still.window.scene_.select(["upscale"])
    still.key(Qt.Key.Key_F)
    assert (
        still.view.middle() - still.window.scene_.items_["upscale"].sceneBoundingRect().center()
    ).manhattanLength() < 4
    still.key(Qt.Key.Key_A)
    seen = still.view.mapToScene(still.view.viewport().rect()).boundingRect()
    assert all(seen.contains(item.sceneBoundingRect()) for item in still.window.scene_.items_.values())


def test_the_map_leads_to_a_place(still):
    still.view.zoom_by(4.0)
    minimap = still.window.document.minimap
    assert minimap.isVisible()
    before = still.view.middle()
    still.qtbot.mouseClick(minimap, Qt.MouseButton.LeftButton, pos=QPoint(minimap.width() - 20, minimap.height() // 2))
    assert still.view.middle().x() > before.x()
    still.view.fit()
    assert not minimap.isVisible()


def test_the_map_shows_the_nodes_as_they_are(wired):
    """Also while they are dragged, though it paints again only what has changed."""
    wired.view.zoom_by(4.0)
    document, scene = wired.window.document, wired.window.scene_

    def move(graph):
        return edit.move(graph, {"upscale": (-900.0, 700.0)})

    steps = [
        lambda: scene.carry(["upscale"], QPointF(90, 160), *scene.wires_at(["upscale"])),
        lambda: scene.carry(["upscale"], QPointF(300, -80), *scene.wires_at(["upscale"])),
        lambda: scene.settle(["upscale"]),
        lambda: scene.select(["load_image"]),
        lambda: scene.show_views({"upscale": NOTHING_KNOWN._replace(problem="It is wrong.")}),
        lambda: document.session.edit("Move", move),
        lambda: document.session.undo(),
        lambda: document.session.edit("Remove", lambda graph: edit.remove(graph, ["upscale"])),
    ]
    before = document.minimap.grab().toImage()
    for step in steps:
        step()
        fresh = Minimap(document.view)
        fresh.follow()
        now = document.minimap.grab().toImage()
        assert now == fresh.grab().toImage()
        fresh.setParent(None)
        assert now != before
        before = now


def test_the_map_is_painted_again_when_what_it_shows_changes(wired):
    """Far from the map, which otherwise is painted with what lies below it."""
    wired.view.zoom_by(4.0)
    wired.view.centerOn(-4000.0, -4000.0)
    document, scene = wired.window.document, wired.window.scene_
    wrong = Checked(0, {}, (Problem("It is wrong.", "upscale"),))
    minimap = document.minimap
    assert minimap.isVisible()
    painted = Painted()
    minimap.installEventFilter(painted)
    for step in (
        lambda: scene.select(["load_image"]),
        lambda: scene.select([]),
        lambda: document.views.take_facts(document.session.graph, wrong),
        lambda: document.session.edit("Move", lambda graph: edit.move(graph, {"upscale": (-90.0, 70.0)})),
        lambda: document.session.undo(),
    ):
        wired.qtbot.waitUntil(lambda: not scene.coming)
        QTest.qWait(50)
        before = painted.times
        step()
        wired.qtbot.waitUntil(lambda before=before: painted.times > before)


def test_from_afar_nodes_are_boxes(still):
    """Far away all text is gone, the boxes are there, and a node can still be selected."""
    still.view.zoom_by(0.15 / still.view.zoom)
    item = still.window.scene_.items_["upscale"]
    still.view.centerOn(item.pos())
    picture = still.view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    middle = still.view.mapFromScene(item.sceneBoundingRect().center())
    assert picture.pixelColor(middle).name() == still.window.theme.box
    still.click(item.sceneBoundingRect().center())
    assert still.window.scene_.selected() == ["upscale"]


def test_boxes_tell_their_names_where_those_can_be_read(wired):
    """Below 30 % a box shows the name of its node, another one after it was renamed."""
    wired.view.zoom_by(0.25 / wired.view.zoom)
    item = wired.window.scene_.items_["upscale"]
    wired.view.centerOn(item.pos())

    def body():
        corners = (item.sceneBoundingRect().topLeft(), item.sceneBoundingRect().bottomRight())
        start, end = (wired.view.mapFromScene(corner) for corner in corners)
        inner = QRect(start, end).adjusted(4, 10, -4, -4)
        return wired.view.grab(inner).toImage().convertToFormat(QImage.Format.Format_RGB32)

    box = QColor(wired.window.theme.box)
    named = body()
    places = [(x, y) for x in range(named.width()) for y in range(named.height())]
    assert any(named.pixelColor(x, y) != box for x, y in places)
    wired.window.session.edit("Rename", lambda graph: edit.restyle(graph, ["upscale"], label="Larger"))
    assert body() != named


def test_a_name_seen_from_afar_is_as_large_as_its_box_allows_and_never_leaves_it():
    large, lines = laid_out("Blur", 200, 200)
    assert lines == "Blur"
    small, lines = laid_out("Brightness contrast", 200, 200)
    assert lines.split() == ["Brightness", "contrast"]
    assert small <= large
    _, lines = laid_out("Donaudampfschifffahrtsgesellschaft", 200, 200)
    assert lines.endswith("…")
    _, lines = laid_out("one two three four five six seven eight nine ten eleven twelve", 200, 60)
    assert lines.endswith("…")
    assert len(lines.splitlines()) == 2
    assert laid_out("Blur", 200, 10)[1] == ""


def test_what_is_taken_away_is_told_once_however_many_nodes_were_selected(still):
    scene, told = still.window.scene_, []
    scene.select(list(scene.items_))
    scene.selectionChanged.connect(lambda: told.append(scene.selected()))
    still.window.session.edit("Delete", lambda graph: edit.remove(graph, list(graph.nodes)))
    assert told == [[]]
    still.window.session.undo()
    assert scene.selected() == []
