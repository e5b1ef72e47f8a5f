"""Live mode on a part, in the viewer: what it made of the part is seen at its place in the whole result, and said."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from tests.gui.hand import until

pytestmark = pytest.mark.timeout(200)


@pytest.fixture
def eyes(bench):
    """A large picture, gray on the left and light on the right, with nodes behind it, and the viewer."""
    path = bench.two_grays("a.png")
    bench.build(
        load=("load_image", {"path": str(path)}),
        turned=("invert", {"image": "@load"}),
        large=("resize", {"image": "@turned", "interpolation": "nearest"}),
        flipped=("flip", {"image": "@load"}),
    )
    until(lambda: all(bench.view_of(name).facts for name in ("load", "turned", "large", "flipped")))
    bench.window.docks.show_viewer()
    return bench


def look(bench, name):
    """Select a node and return the viewer once all is seen that there is."""
    viewer = bench.window.docks.viewer
    bench.window.scene_.select([name])
    until(lambda: viewer.sides.first.place is not None and viewer.sides.first.place.wire.node == name)
    return viewer


def start(bench):
    bench.do("Live on a part")
    bench.do("Live")


def color_at(viewer, x, y):
    """The gray at a place of the picture, as it is seen."""
    place = viewer.view.camera.to_pane(QPointF(x + 0.5, y + 0.5)) / viewer.view.devicePixelRatioF()
    return QColor(viewer.view.grab().toImage().pixel(place.toPoint())).red()


def test_a_node_behind_shows_what_was_made_of_the_part_at_its_place(eyes):
    viewer = look(eyes, "large")
    start(eyes)
    until(lambda: viewer.view.inset is not None)
    assert viewer.view.first.size == (2400, 1400)
    assert viewer.view.inset.box.getRect() == (688, 188, 1024, 1024)
    assert viewer.view.portion.box.getRect() == (688, 188, 1024, 1024)
    until(lambda: color_at(viewer, 1000, 700) == 155)
    assert color_at(viewer, 1600, 700) == 55
    assert "Only the framed part was made" in viewer.note.text()
    assert viewer.run_button.isVisible()
    assert viewer.view.first.picture == 0, "nothing is around it"


def test_around_the_part_an_older_result_is_seen_and_told(eyes):
    viewer = look(eyes, "large")
    eyes.window.running.run_to(eyes.window.document, "large")
    until(lambda: viewer.view.first is not None and not viewer.sides.first.missing)
    start(eyes)
    until(lambda: eyes.running.current is None and viewer.sides.first.part is not None)
    assert viewer.view.inset is None, "the whole result is up to date"
    whole = viewer.view.first.picture
    for brightness in (0.1, 0.2, 0.3, 0.4, 0.5):
        eyes.set("turned", "colors", brightness == 0.5)
        eyes.set("load", "path", str(eyes.folder / "a.png"))
    eyes.set("turned", "colors", False)
    until(lambda: viewer.view.inset is not None and not viewer.sides.first.part.stale)
    until(lambda: color_at(viewer, 1000, 700) == 100)
    assert color_at(viewer, 100, 100) < 120, "the older result, darkened"
    assert viewer.view.first.picture == whole
    assert "around it is an older result" in viewer.note.text()
    eyes.window.session.undo()
    until(lambda: viewer.view.inset is None)
    assert viewer.view.first.picture == whole
    assert viewer.note.text() == ""


def test_the_part_is_dragged_on_the_result_too(eyes):
    viewer = look(eyes, "turned")
    start(eyes)
    until(lambda: viewer.view.inset is not None and eyes.running.current is None)
    view = viewer.view

    def place(x, y):
        return (view.camera.to_pane(QPointF(x, y)) / view.devicePixelRatioF()).toPoint()

    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=place(600, 350))
    for x in (700, 900, 1500):
        QTest.mouseMove(view, place(x, 350))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=place(1500, 350))
    assert view.portion.box.right() == 1200, "the frame stays where it was put"
    until(lambda: view.inset.box.left() == 688 and not viewer.sides.first.part.stale)
    until(lambda: color_at(viewer, 1000, 350) == 55)


def test_numbers_under_the_pointer_are_those_of_the_part(eyes):
    viewer = look(eyes, "turned")
    start(eyes)
    until(lambda: viewer.view.inset is not None)
    viewer._point((600, 350))
    until(lambda: "8: 155 155 155 " in viewer.readout.first.text())
    viewer._point((10, 350))
    until(lambda: viewer.readout.first.text() == "")
    assert viewer.readout.place.text() == "x 10   y 350"


def test_the_part_is_compared_with_what_it_was_made_of(eyes):
    viewer = look(eyes, "turned")
    start(eyes)
    until(lambda: viewer.view.inset is not None and viewer.view.inset.second is not None)
    QTest.keyClick(viewer.view, Qt.Key.Key_W)
    assert viewer.view.comparing
    until(lambda: color_at(viewer, 450, 350) == 100)
    until(lambda: color_at(viewer, 680, 350) == 155)
    QTest.keyClick(viewer.view, Qt.Key.Key_D)
    until(lambda: abs(color_at(viewer, 680, 350) - 55) <= 1)


def test_what_a_turning_node_made_is_shown_alone_and_that_is_said(eyes):
    viewer = look(eyes, "flipped")
    start(eyes)
    until(lambda: viewer.view.first is not None)
    assert viewer.view.first.size == (512, 512)
    assert viewer.view.inset is None
    assert viewer.view.portion.box is None
    assert "where it lies in the whole result is not known" in viewer.note.text()


def test_switched_off_no_part_is_shown(eyes):
    viewer = look(eyes, "turned")
    start(eyes)
    until(lambda: viewer.view.inset is not None)
    eyes.do("Live on a part")
    until(lambda: viewer.view.inset is None)
    assert viewer.sides.first.part is None
