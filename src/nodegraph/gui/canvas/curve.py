"""One wire as it is drawn: where it begins and ends; the curve between is made when it is painted."""

from functools import cached_property

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainterPath

_BOW = 0.5, 24.0, 160.0
"""How far the handles of a curve reach: a share of the distance, at least, at most."""
_EDGE = 5.0
"""A line reaches so far beyond its curve at most."""

Place = tuple[float, float]


class Curve:
    """A wire from an output to an input, in canvas coordinates."""

    def __init__(self, start: Place, finish: Place, color: QColor, *, stream: bool = False) -> None:
        self.start, self.finish = start, finish
        self.color, self.stream = color, stream
        (x, y), (to, down) = start, finish
        reach = self._reach
        left, right = min(x, to - reach) - _EDGE, max(x + reach, to) + _EDGE
        self.box = QRectF(left, min(y, down) - _EDGE, right - left, abs(down - y) + 2 * _EDGE)
        """Around the curve and its handles."""

    @property
    def _reach(self) -> float:
        share, least, most = _BOW
        return min(max(abs(self.finish[0] - self.start[0]) * share, least), most)

    @cached_property
    def path(self) -> QPainterPath:
        """The curve, made when it is first wanted: ten thousand wires are laid before a hundred are seen."""
        path = QPainterPath()
        self.add_to(path)
        return path

    def add_to(self, path: QPainterPath) -> None:
        """Add the curve to a path."""
        (x, y), (to, down), reach = self.start, self.finish, self._reach
        path.moveTo(x, y)
        path.cubicTo(x + reach, y, to - reach, down, to, down)


def curve(start: QPointF, end: QPointF) -> QPainterPath:
    """Return the curve from an output to an input."""
    return Curve((start.x(), start.y()), (end.x(), end.y()), QColor()).path
