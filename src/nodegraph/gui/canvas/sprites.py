"""Nodes painted once and shown as pictures: while the zoom changes, older pictures are stretched and renewed later.

Painting a node costs a hundred times what showing its picture does. A frame therefore renews stretched pictures for a
few milliseconds only, and only once the zoom rests: with the next zoom they would be stretched again, which until then
is done without smoothing. Those left over come with the next frame, which is asked for at once. Each frame also paints
a little of what is about to come into view, so that not a whole row of nodes is painted in the one that shows it.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QObject, QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPixmap, QTransform

_BUDGET = 0.006
"""Seconds of a frame that may be spent on stretched pictures."""
_AHEAD = 2
"""Pictures of a frame that are painted before they come into view ..."""
_AHEAD_ZOOMING = 6
"""... and while the zoom changes, when nothing is renewed, and nodes come into view on all sides."""
_BYTES = 96 * 2**20
_LARGEST = 2.6
"""Zoom (in pixels of the screen) above which nodes are painted directly: few are in view, and pictures grow large."""


class _Sprite(NamedTuple):
    pixmap: QPixmap
    scale: float

    @property
    def bytes(self) -> int:
        return 4 * self.pixmap.width() * self.pixmap.height()


class Sprites(QObject):
    """The pictures of the nodes of one scene, those shown last the longest."""

    late = Signal()
    """Some pictures are stretched: another frame is wanted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: OrderedDict[object, _Sprite] = OrderedDict()
        self._bytes = 0
        self._zoom = 0.0
        self._rests = False
        self._until = 0.0
        self._ahead = 0
        self._timer = QTimer(self, singleShot=True, interval=15)
        self._timer.timeout.connect(self.late)

    @property
    def settled(self) -> bool:
        """Whether everything in view is as sharp as it gets."""
        return not self._timer.isActive()

    def begin_frame(self, zoom: float) -> None:
        """A frame of that zoom begins: it may renew and prepare pictures anew."""
        self._zoom, self._rests = zoom, zoom == self._zoom
        self._until = time.perf_counter() + _BUDGET
        self._ahead = _AHEAD if self._rests else _AHEAD_ZOOMING

    def drop(self, key: object) -> None:
        """What is shown under this key looks different now."""
        gone = self._kept.pop(key, None)
        if gone is not None:
            self._bytes -= gone.bytes

    def draw(self, painter: QPainter, key: object, box: QRectF, paint: Callable[[QPainter], None]) -> None:
        """Show what `paint` paints within `box`, both in the painter's own coordinates."""
        world = painter.worldTransform()
        ratio = painter.device().devicePixelRatioF()
        scale = world.m11() * ratio
        if scale > _LARGEST:
            paint(painter)
            return
        sprite = self._kept.get(key)
        if sprite is None or (sprite.scale != scale and self._rests and time.perf_counter() < self._until):
            sprite = self._keep(key, _painted(box, scale, ratio, paint))
        else:
            self._kept.move_to_end(key)
        corner = world.map(box.topLeft())
        painter.save()
        painter.setWorldTransform(QTransform())
        # On whole pixels of the screen, so that nothing is blurred.
        corner = QPointF(round(corner.x() * ratio) / ratio, round(corner.y() * ratio) / ratio)
        if sprite.scale == scale:
            painter.drawPixmap(corner, sprite.pixmap)
        else:
            self._timer.start()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._rests and sprite.scale < scale)
            size = QSizeF(sprite.pixmap.size()) * (scale / sprite.scale / ratio)
            painter.drawPixmap(QRectF(corner, size), sprite.pixmap, QRectF(sprite.pixmap.rect()))
        painter.restore()

    def prepare(self, painter: QPainter, key: object, box: QRectF, paint: Callable[[QPainter], None]) -> bool:
        """Paint what may soon be shown, as far as a frame may do so; return whether it may prepare more."""
        ratio = painter.device().devicePixelRatioF()
        scale = painter.worldTransform().m11() * ratio
        if scale > _LARGEST:
            return False
        if key not in self._kept and self._ahead:
            self._ahead -= 1
            self._keep(key, _painted(box, scale, ratio, paint))
        return self._ahead > 0

    def _keep(self, key: object, sprite: _Sprite) -> _Sprite:
        self.drop(key)
        self._kept[key] = sprite
        self._bytes += sprite.bytes
        self._forget_old()
        return sprite

    def _forget_old(self) -> None:
        while self._bytes > _BYTES and len(self._kept) > 1:
            _, old = self._kept.popitem(last=False)
            self._bytes -= old.bytes


def _painted(box: QRectF, scale: float, ratio: float, paint: Callable[[QPainter], None]) -> _Sprite:
    pixmap = QPixmap(int(box.width() * scale) + 2, int(box.height() * scale) + 2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.scale(scale, scale)
    painter.translate(-box.topLeft())
    paint(painter)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return _Sprite(pixmap, scale)
