"""Pictures of nodes: painted once, and a few in each frame already before they come into view."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from nodegraph.gui.canvas.sprites import Sprites

BOX = QRectF(0, 0, 20, 10)


@pytest.fixture
def painter(qapp):
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        yield painter


class Painted:
    """Counts how often something is painted."""

    def __init__(self):
        self.times = 0

    def __call__(self, painter):
        painter.fillRect(BOX, 0xFF00FF00)
        self.times += 1


def test_what_was_prepared_is_not_painted_when_it_comes_into_view(painter):
    sprites, paint = Sprites(), Painted()
    sprites.begin_frame(1.0)
    assert sprites.prepare(painter, "node", BOX, paint)
    assert sprites.prepare(painter, "node", BOX, paint), "it is there already"
    sprites.draw(painter, "node", BOX, paint)
    assert paint.times == 1


def test_stretched_pictures_are_renewed_once_the_zoom_rests(painter):
    sprites, paint = Sprites(), Painted()
    counts = []
    for zoom in (1.0, 1.1, 1.2, 1.2, 1.2):
        painter.resetTransform()
        painter.scale(zoom, zoom)
        sprites.begin_frame(zoom)
        sprites.draw(painter, "node", BOX, paint)
        counts.append(paint.times)
    assert counts == [1, 1, 1, 2, 2]


def test_a_frame_prepares_a_little_the_next_one_goes_on(painter):
    sprites, paint = Sprites(), Painted()
    sprites.begin_frame(1.0)
    counts = []
    for _ in range(3):
        sprites.begin_frame(1.0)
        for name in range(5):
            if not sprites.prepare(painter, name, BOX, paint):
                break
        counts.append(paint.times)
    assert counts == [2, 4, 5]
    sprites.draw(painter, "another", BOX, paint)
    assert paint.times == 6, "what is in view is painted all the same"


def test_what_is_seen_too_large_for_pictures_is_not_prepared(painter):
    sprites, paint = Sprites(), Painted()
    sprites.begin_frame(1.0)
    painter.scale(3, 3)
    assert not sprites.prepare(painter, "node", BOX, paint)
    assert paint.times == 0
