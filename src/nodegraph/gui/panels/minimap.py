"""The minimap: the whole document small in a corner of the canvas, where clicking and dragging move the view."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from nodegraph.gui.canvas.boxes import Group, fill
from nodegraph.gui.languages import tr

if TYPE_CHECKING:
    from nodegraph.gui.canvas.view import CanvasView

_SIZE = 176, 112
_EDGE = 12
_MOST = 3
"""The view is at least so many times as wide and as high."""


class Minimap(QWidget):
    """Lies above a view; hidden while all nodes are in view anyway, and where it would cover much of them."""

    def __init__(self, view: "CanvasView") -> None:
        super().__init__(view)
        self._view = view
        self.wished = True
        self._pictures: dict[int, tuple[tuple[object, ...], QPixmap]] = {}
        """Of the nodes that rest and of those that are dragged, with what they were painted for."""
        self.resize(*_SIZE)
        self.setAccessibleName(tr("Map of the canvas"))
        self.hide()
        view.moved.connect(self.follow)

    def follow(self) -> None:
        """Show what is in view now."""
        self.move(self._view.width() - self.width() - _EDGE, self._view.height() - self.height() - _EDGE)
        seen = self._seen()
        room = self._view.width() >= _MOST * self.width() and self._view.height() >= _MOST * self.height()
        shown = self.wished and room and bool(self._view.scene_.items_) and not seen.contains(self._view.scene_.box)
        self.setVisible(shown)
        if shown:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the nodes as boxes and what is in view as a frame."""
        theme, scene = self._view.scene_.theme, self._view.scene_
        painter = QPainter(self)
        ground = QColor(theme.box)
        ground.setAlphaF(0.92)
        painter.fillRect(self.rect(), ground)
        painter.setPen(QColor(theme.edge))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        scale, shift = self._scale()
        for place, (group, moved) in enumerate(scene.boxes.groups()):
            painter.drawPixmap(moved * scale, self._picture(place, group))
        painter.translate(shift)
        painter.scale(scale, scale)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.accent), 0))
        painter.drawRect(self._seen())

    def _picture(self, place: int, group: Group) -> QPixmap:
        """Return the boxes of a group, painted again where they or those selected have changed.

        So moving the view or nodes costs none.
        """
        boxes = self._view.scene_.boxes
        theme, ratio = self._view.scene_.theme, self.devicePixelRatioF()
        scale, shift = self._scale()
        key = group, group.edition, boxes.chosen, theme, ratio, scale, shift.x(), shift.y()
        known = self._pictures.get(place)
        if known is not None and known[0] == key:
            return known[1]
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.translate(shift)
        painter.scale(scale, scale)
        painter.setPen(Qt.PenStyle.NoPen)
        fill(painter, QColor(theme.faint), group.bodies.values())
        fill(painter, QColor(theme.error), group.wrong.values())
        chosen = [group.bodies[name] for name in boxes.chosen if name in group.bodies]
        fill(painter, QColor(theme.accent), chosen)
        painter.end()
        self._pictures[place] = key, picture
        return picture

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._go(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._go(event.position())

    def _go(self, place: QPointF) -> None:
        scale, shift = self._scale()
        self._view.centerOn((place - shift) / scale)

    def _seen(self) -> QRectF:
        return self._view.mapToScene(self._view.viewport().rect()).boundingRect()

    def _scale(self) -> tuple[float, QPointF]:
        """Return how the map shows the canvas: scale and shift."""
        box = self._view.scene_.box.adjusted(-200, -200, 200, 200)
        scale = min(self.width() / box.width(), self.height() / box.height())
        return scale, QPointF(QPoint(*_SIZE)) / 2 - box.center() * scale
