"""A part of a picture that is newer than the rest: what live mode made of it, at its place in the whole."""

from typing import NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, QSizeF

from nodegraph.gui.viewer.camera import Camera
from nodegraph.gui.viewer.pane import Shown


class Inset(NamedTuple):
    """The parts of both pictures; the second one is seen scaled to the first one's size."""

    first: Shown
    second: Shown | None
    corner: QPoint
    """Where it begins in the whole first picture."""

    @property
    def box(self) -> QRect:
        """Where it lies in the whole first picture."""
        return QRect(self.corner, QSize(*self.first.size))

    def camera(self, whole: Camera) -> Camera:
        """Return how the part is seen where the whole picture is seen so."""
        return whole._replace(size=QSizeF(*self.first.size), middle=whole.middle - QPointF(self.corner))
