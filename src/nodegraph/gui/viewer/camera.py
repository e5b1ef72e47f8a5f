"""Which part of a picture is seen, and how large: a place in the middle and a zoom, in pixels of the screen a pixel."""

import math
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSizeF

from nodegraph.core.pictures import levels_of

LARGEST = 64.0
GRID_FROM = 12.0
"""Zoom from which on single pixels have a grid between them."""
_SNAP = 0.04
"""So near to 1:1 a zoom becomes 1:1."""


class Camera(NamedTuple):
    """A view of a picture on a pane of the screen; places of the screen count in its pixels from the pane's corner."""

    size: QSizeF
    """Of the picture."""
    pane: QSizeF
    """Of the part of the screen, in its pixels."""
    middle: QPointF
    """The place of the picture in the middle of the pane."""
    zoom: float

    @property
    def fitting(self) -> float:
        """The zoom at which the whole picture is just seen."""
        if self.size.isEmpty() or self.pane.isEmpty():
            return 1.0
        return min(self.pane.width() / self.size.width(), self.pane.height() / self.size.height())

    @property
    def level(self) -> int:
        """The level whose pixels come nearest to the screen's, not larger ones."""
        wished = math.floor(-math.log2(self.zoom) + 1e-9) if self.zoom < 1 else 0
        return min(wished, levels_of(int(self.size.width()), int(self.size.height())) - 1)

    def fit(self) -> "Camera":
        """Return the view of the whole picture; small ones are not enlarged beyond 8 times."""
        middle = QPointF(self.size.width() / 2, self.size.height() / 2)
        return self._replace(zoom=min(self.fitting, 8.0), middle=middle)

    def zoomed(self, zoom: float, at: QPointF) -> "Camera":
        """Return the view at another zoom, the place under `at` staying where it is."""
        lowest = min(self.fitting / 2, 1.0)
        zoom = max(lowest, min(zoom, LARGEST))
        if abs(zoom - 1) < _SNAP:
            zoom = 1.0
        held = self.to_picture(at)
        offset = at - QPointF(self.pane.width() / 2, self.pane.height() / 2)
        return self._replace(zoom=zoom, middle=held - offset / zoom).kept_in_view()

    def panned(self, by: QPointF) -> "Camera":
        """Return the view after the picture was moved on the screen."""
        return self._replace(middle=self.middle - by / self.zoom).kept_in_view()

    def kept_in_view(self) -> "Camera":
        """Return the nearest view whose middle lies on the picture."""
        x = max(0.0, min(self.middle.x(), self.size.width()))
        y = max(0.0, min(self.middle.y(), self.size.height()))
        return self._replace(middle=QPointF(x, y))

    def on(self, pane: QSizeF) -> "Camera":
        """Return the view on a pane of another size; one that fitted fits again."""
        fitted = not self.pane.isEmpty() and self == self.fit()
        moved = self._replace(pane=pane)
        return moved.fit() if fitted or self.pane.isEmpty() else moved

    def of(self, size: QSizeF) -> "Camera":
        """Return the view of the same part of another picture; of one of another shape all of it is seen."""
        if self.size.isEmpty() or self.size == size:
            return self._replace(size=size) if self.size == size else self._replace(size=size).fit()
        ratio = size.width() / self.size.width()
        if abs(self.size.height() * ratio - size.height()) > max(2.0, ratio):
            return self._replace(size=size).fit()
        fitted = self == self.fit()
        moved = self._replace(size=size, zoom=self.zoom / ratio, middle=self.middle * ratio)
        return (
            moved.fit() if fitted else moved.zoomed(moved.zoom, QPointF(self.pane.width() / 2, self.pane.height() / 2))
        )

    def to_picture(self, place: QPointF) -> QPointF:
        """Return the place of the picture at a place of the pane."""
        return self.middle + (place - QPointF(self.pane.width() / 2, self.pane.height() / 2)) / self.zoom

    def pixel(self, place: QPointF) -> tuple[int, int]:
        """Return the pixel of the picture, its column and row, that is painted at a pixel of the screen.

        The picture begins on a whole pixel of the screen (`pane.paint`), so up to half of one beside its exact place.
        """
        corner = self.to_pane(QPointF(0, 0))
        x = (math.floor(place.x()) + 0.5 - round(corner.x())) / self.zoom
        y = (math.floor(place.y()) + 0.5 - round(corner.y())) / self.zoom
        return math.floor(x), math.floor(y)

    def to_pane(self, place: QPointF) -> QPointF:
        """Return the place of the pane where a place of the picture is seen."""
        return (place - self.middle) * self.zoom + QPointF(self.pane.width() / 2, self.pane.height() / 2)

    def seen(self) -> QRectF:
        """Return the part of the picture that is seen."""
        corner, end = self.to_picture(QPointF(0, 0)), self.to_picture(QPointF(self.pane.width(), self.pane.height()))
        return QRectF(corner, end) & QRectF(QPointF(0, 0), self.size)
