"""Paints a picture from its tiles, and where these are not there yet from coarser ones."""

import math
from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from nodegraph.core.pictures import TILE, View, level_size, levels_of
from nodegraph.gui.viewer.camera import GRID_FROM, Camera
from nodegraph.gui.viewer.tiles import Key, TileStore, tile_size

_RING = 1
"""So many tiles around those in view are wanted too, last: scrolling finds them there."""
_GRID = QColor(128, 128, 128, 140)


class Shown(NamedTuple):
    """A picture that the engine holds."""

    picture: int
    width: int
    height: int

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self.width, self.height


class _Box(NamedTuple):
    """Columns and rows of tiles, the ends not included."""

    left: int
    top: int
    right: int
    bottom: int

    def keys(self, shown: Shown, view: View, level: int) -> Iterator[Key]:
        for row in range(self.top, self.bottom):
            for column in range(self.left, self.right):
                yield Key(shown.picture, shown.size, view, level, column, row)


def wanted(shown: Shown, view: View, camera: Camera) -> list[Key]:
    """Return the tiles for what is seen, the most urgent first: one of all, those in the middle, those around."""
    level = camera.level
    top = Key(shown.picture, shown.size, view, levels_of(*shown.size) - 1, 0, 0)
    inside = _tiles_in(shown, camera.seen(), level)
    middle = camera.to_picture(QPointF(camera.pane.width() / 2, camera.pane.height() / 2)) / (TILE << level)

    def far(key: Key) -> float:
        return math.hypot(key.column + 0.5 - middle.x(), key.row + 0.5 - middle.y())

    keys = sorted(inside.keys(shown, view, level), key=far)
    side = TILE << level
    around = _tiles_in(shown, camera.seen().adjusted(-side * _RING, -side * _RING, side * _RING, side * _RING), level)
    known = set(keys)
    ring = sorted((key for key in around.keys(shown, view, level) if key not in known), key=far)
    return [top, *(key for key in (*keys, *ring) if key != top)]


def paint(painter: QPainter, corner: QPoint, shown: Shown, view: View, camera: Camera, store: TileStore) -> None:
    """Paint what is seen of a picture; `corner` is the pane's, and the painter counts in pixels of the screen."""
    level = camera.level
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, camera.zoom < 1)
    for key in _tiles_in(shown, camera.seen(), level).keys(shown, view, level):
        width, height = tile_size(key)
        left, top = (key.column * TILE) << level, (key.row * TILE) << level
        # Edges are rounded one by one, so that neighbors touch whatever the zoom.
        target = _rounded(camera, corner, left, top, left + (width << level), top + (height << level), shown)
        image = store.get(key)
        if image is not None:
            painter.drawImage(target, image)
        else:
            _paint_coarser(painter, target, key, store)
    if camera.zoom >= GRID_FROM:
        _paint_grid(painter, corner, camera)


def outline(corner: QPoint, shown: Shown, camera: Camera) -> QRect:
    """Return where the picture lies on the screen."""
    return _rounded(camera, corner, 0, 0, shown.width, shown.height, shown)


def _tiles_in(shown: Shown, part: QRectF, level: int) -> _Box:
    """Return the tiles of a level that hold this part of the picture."""
    side = TILE << level
    width, height = level_size(*shown.size, level)
    columns, rows = -(-width // TILE), -(-height // TILE)
    left, top = max(0, math.floor(part.left() / side)), max(0, math.floor(part.top() / side))
    return _Box(left, top, min(columns, math.ceil(part.right() / side)), min(rows, math.ceil(part.bottom() / side)))


def _rounded(camera: Camera, corner: QPoint, left: int, top: int, right: int, bottom: int, shown: Shown) -> QRect:
    # The last pixels of a level may reach beyond the picture.
    begin = camera.to_pane(QPointF(left, top))
    end = camera.to_pane(QPointF(min(right, shown.width), min(bottom, shown.height)))
    x, y = round(begin.x()), round(begin.y())
    return QRect(corner.x() + x, corner.y() + y, max(1, round(end.x()) - x), max(1, round(end.y()) - y))


def _paint_coarser(painter: QPainter, target: QRect, key: Key, store: TileStore) -> None:
    """Paint a tile as a part of a coarser one, the finest that is there."""
    for up in range(1, levels_of(*key.size) - key.level):
        coarse = key._replace(level=key.level + up, column=key.column >> up, row=key.row >> up)
        image = store.get(coarse)
        if image is None:
            continue
        width, height = tile_size(key)
        scale = 1 / (1 << up)
        x, y = (key.column * TILE) * scale - coarse.column * TILE, (key.row * TILE) * scale - coarse.row * TILE
        part = QRectF(x, y, width * scale, height * scale)
        painter.drawImage(QRectF(target), image, part)
        return


def _paint_grid(painter: QPainter, corner: QPoint, camera: Camera) -> None:
    """Draw a line between each two pixels of the picture."""
    seen = camera.seen()
    begin, end = camera.to_pane(seen.topLeft()), camera.to_pane(seen.bottomRight())
    painter.setPen(QPen(_GRID, 1))
    for column in range(math.ceil(seen.left()), math.floor(seen.right()) + 1):
        x = corner.x() + round(camera.to_pane(QPointF(column, 0)).x())
        painter.drawLine(x, corner.y() + round(begin.y()), x, corner.y() + round(end.y()))
    for row in range(math.ceil(seen.top()), math.floor(seen.bottom()) + 1):
        y = corner.y() + round(camera.to_pane(QPointF(0, row)).y())
        painter.drawLine(corner.x() + round(begin.x()), y, corner.x() + round(end.x()), y)


def checkers(side: int, dark: QColor, light: QColor) -> QImage:
    """Return two by two squares, `side` pixels each, to be repeated."""
    image = QImage(2 * side, 2 * side, QImage.Format.Format_RGB32)
    image.fill(dark)
    painter = QPainter(image)
    painter.fillRect(0, 0, side, side, light)
    painter.fillRect(side, side, side, side, light)
    painter.end()
    return image
