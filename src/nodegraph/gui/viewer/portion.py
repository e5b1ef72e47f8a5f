"""The part of a picture that live mode computes: drawn in the viewer over the whole picture, and dragged there."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from nodegraph.gui.languages import tr
from nodegraph.gui.viewer.camera import Camera
from nodegraph.gui.viewer.signs import draw_name

_EDGE, _LINE = QColor(0, 0, 0, 160), QColor("#ffffff")
_AROUND = QColor(0, 0, 0, 90)
_ROOM, _BELOW = 220, 40
"""Pixels that its name needs: a narrower part has it below itself."""


class Portion:
    """The part, in pixels of the picture."""

    def __init__(self) -> None:
        self.box: QRectF | None = None
        self._held: QPointF | None = None

    @property
    def held(self) -> bool:
        """Whether it is being dragged."""
        return self._held is not None

    def show(self, box: QRectF | None) -> None:
        """Show the part there, or none; what is being dragged stays in the hand."""
        if not self.held or box is None:
            self.box, self._held = box, None

    def under(self, place: QPointF, seen: QRectF) -> bool:
        """Return whether a place of the picture takes hold of it; not where nothing else is seen: there one pans."""
        return self.box is not None and self.box.contains(place) and not self.box.contains(seen)

    def take(self, place: QPointF) -> None:
        """Take hold of it."""
        if self.box is not None:
            self._held = place - self.box.topLeft()

    def drag(self, place: QPointF, size: QSizeF) -> None:
        """Move it with the hand, within the picture."""
        if self.box is not None and self._held is not None:
            corner = place - self._held
            x = max(0.0, min(corner.x(), size.width() - self.box.width()))
            y = max(0.0, min(corner.y(), size.height() - self.box.height()))
            self.box.moveTo(x, y)

    def drop(self) -> QPointF:
        """Let go of it and return its middle."""
        self._held = None
        return QPointF() if self.box is None else self.box.center()

    def paint(self, painter: QPainter, corner: QPoint, camera: Camera, ratio: float, *, named: bool = True) -> None:
        """Darken what is left out and draw an edge around the part, in pixels of the screen; say what it is."""
        if self.box is None:
            return
        part = QRectF(camera.to_pane(self.box.topLeft()), camera.to_pane(self.box.bottomRight())).translated(corner)
        whole = QRectF(camera.to_pane(QPointF(0, 0)), camera.size * camera.zoom).translated(corner)
        for side in (
            QRectF(whole.left(), whole.top(), whole.width(), part.top() - whole.top()),
            QRectF(whole.left(), part.bottom(), whole.width(), whole.bottom() - part.bottom()),
            QRectF(whole.left(), part.top(), part.left() - whole.left(), part.height()),
            QRectF(part.right(), part.top(), whole.right() - part.right(), part.height()),
        ):
            painter.fillRect(side, _AROUND)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for color, width in ((_EDGE, 3), (_LINE, 1)):
            painter.setPen(QPen(color, round(width * ratio)))
            painter.drawRect(part)
        if named:
            place = part.toRect()
            if place.width() < _ROOM * ratio:
                place.setRect(place.left(), place.bottom() + 1, round(_ROOM * ratio), round(_BELOW * ratio))
            draw_name(painter, place, tr("Live mode: drag this part"), ratio, right=False)
