"""Which part of a picture is seen: zooming keeps what is pointed at, fitting fits, tiles in the middle come first."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QSizeF

from nodegraph.core.pictures import TILE, View, levels_of
from nodegraph.gui.viewer.camera import LARGEST, Camera
from nodegraph.gui.viewer.pane import Shown, wanted

SIDES = st.integers(1, 30_000)
ZOOMS = st.floats(0.001, 100)


def camera(width=4000, height=3000, across=800, down=600):
    return Camera(QSizeF(width, height), QSizeF(across, down), QPointF(), 1.0).fit()


@given(SIDES, SIDES, ZOOMS, st.floats(0, 1), st.floats(0, 1))
def test_zooming_keeps_the_place_under_the_pointer_or_the_picture_in_view(width, height, zoom, x, y):
    before = camera(width, height)
    at = QPointF(800 * x, 600 * y)
    after = before.zoomed(zoom, at)
    assert min(before.fitting / 2, 1.0) <= after.zoom <= LARGEST
    moved = after.to_picture(at) - before.to_picture(at)
    inside = 0 < after.middle.x() < width and 0 < after.middle.y() < height
    assert not inside or abs(moved.x()) + abs(moved.y()) < 1e-6 * (width + height)


@given(SIDES, SIDES, st.integers(10, 3000), st.integers(10, 3000))
def test_a_fitting_picture_is_seen_whole(width, height, across, down):
    fitting = camera(width, height, across, down)
    seen = fitting.seen()
    assert abs(seen.width() - width) < 1e-3 * width
    assert abs(seen.height() - height) < 1e-3 * height


@given(ZOOMS, st.tuples(st.floats(0, 800), st.floats(0, 600)))
def test_there_and_back(zoom, place):
    found = camera().zoomed(zoom, QPointF(400, 300))
    back = found.to_pane(found.to_picture(QPointF(*place)))
    assert abs(back.x() - place[0]) + abs(back.y() - place[1]) < 1e-6


@given(SIDES, SIDES, ZOOMS)
def test_pixels_of_the_level_are_at_most_twice_as_fine_as_the_screens(width, height, zoom):
    found = camera(width, height).zoomed(zoom, QPointF(400, 300))
    assert 0 <= found.level < levels_of(width, height)
    if found.level < levels_of(width, height) - 1:
        assert found.zoom * 2**found.level > 0.5 or found.level == 0
    assert found.zoom * 2**found.level <= 1 or found.level == 0


def test_what_was_seen_stays_when_the_result_becomes_twice_as_large():
    before = camera().zoomed(2.0, QPointF(100, 100))
    after = before.of(QSizeF(8000, 6000))
    assert after.zoom == 1.0
    assert (after.seen().left(), after.seen().top()) == (before.seen().left() * 2, before.seen().top() * 2)


def test_a_picture_of_another_shape_is_seen_whole():
    assert camera().zoomed(2.0, QPointF(1, 1)).of(QSizeF(100, 3000)) == camera(100, 3000)


def test_a_picture_that_fitted_fits_again_when_there_is_more_room():
    assert camera().on(QSizeF(1000, 1000)) == camera(across=1000, down=1000)
    zoomed = camera().zoomed(2.0, QPointF(400, 300))
    assert zoomed.on(QSizeF(1000, 1000)).zoom == 2.0


@given(st.floats(0.02, 40), st.floats(0, 1), st.floats(0, 1))
def test_tiles_are_wanted_once_the_whole_first_and_then_from_the_middle(zoom, x, y):
    shown = Shown(1, 20_000, 9_000)
    found = camera(*shown.size)._replace(zoom=zoom, middle=QPointF(20_000 * x, 9_000 * y))
    keys = wanted(shown, View(), found)
    assert len(set(keys)) == len(keys)
    assert keys[0].level == levels_of(*shown.size) - 1
    inside = [key for key in keys[1:] if key.level == found.level]
    assert inside == keys[1:]
    side = TILE << found.level
    seen = found.seen()
    across = range(int(seen.left() // side), int(-(-seen.right() // side)))
    down = range(int(seen.top() // side), int(-(-seen.bottom() // side)))
    needed = {(column, row) for column in across for row in down}
    assert needed <= {(key.column, key.row) for key in keys}
    # Those in view come before those around it.
    order = [(key.column, key.row) in needed for key in inside]
    assert order == sorted(order, reverse=True)
