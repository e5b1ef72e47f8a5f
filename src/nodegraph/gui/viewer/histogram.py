"""The histogram of a picture: one curve a channel, and how many numbers lie at the ends."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from nodegraph.core.pictures import Counted
from nodegraph.gui.languages import tr
from nodegraph.gui.theme import TEXT_SIZE, UNIT, Theme, font

_HEIGHT = 24 * UNIT
_COLORS = {1: ("#9aa4b5",), 3: ("#e5484d", "#30a46c", "#3e7bfa"), 4: ("#e5484d", "#30a46c", "#3e7bfa", "#9aa4b5")}
_NAMES = {1: "Y", 3: "RGB", 4: "RGBA"}


class Histogram(QWidget):
    """Shows counts."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.counted: Counted | None = None
        self.setFixedHeight(_HEIGHT)
        self.setAccessibleName(tr("Histogram"))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as there is room."""
        return QSize(64 * UNIT, _HEIGHT)

    def show_counts(self, counted: Counted | None) -> None:
        """Show other counts, or none."""
        self.counted = counted
        self.setToolTip("" if counted is None else _ends(counted))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the curves over each other; the most frequent number that is not at an end fills the height."""
        painter = QPainter(self)
        area = QRectF(self.rect()).adjusted(2 * UNIT, UNIT, -2 * UNIT, -4 * UNIT)
        painter.fillRect(self.rect(), QColor(self.theme.field))
        painter.setFont(font(TEXT_SIZE - 1))
        painter.setPen(QColor(self.theme.faint))
        counted = self.counted
        if counted is None:
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, tr("Counting…"))
            return
        below = QRectF(area.left(), area.bottom(), area.width(), 4 * UNIT)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, f"{counted.low:g}")
        painter.drawText(below, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{counted.high:g}")
        # Clipped black and white would leave nothing to be seen of the rest.
        highest = max((max(channel[1:-1], default=1) for channel in counted.counts), default=1) or 1
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        for channel, name in zip(counted.counts, _COLORS.get(len(counted.counts), _COLORS[1]), strict=False):
            color = QColor(name)
            curve = _curve(channel, highest, area)
            fill = QColor(color)
            fill.setAlphaF(0.22)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(fill)
            painter.drawPolygon(QPolygonF([area.bottomLeft(), *curve, area.bottomRight()]))
            painter.setPen(QPen(color, 1.25))
            painter.drawPolyline(QPolygonF(curve))


def _curve(counts: tuple[int, ...], highest: int, area: QRectF) -> list[QPointF]:
    step = area.width() / max(1, len(counts) - 1)
    return [
        QPointF(area.left() + step * index, area.bottom() - area.height() * min(1.0, count / highest))
        for index, count in enumerate(counts)
    ]


def _ends(counted: Counted) -> str:
    """Return how many of each channel's numbers lie in the first and last step."""
    lines = []
    for name, channel in zip(_NAMES.get(len(counted.counts), ""), counted.counts, strict=False):
        every = sum(channel) or 1
        dark, bright = f"{channel[0] / every:.1%}", f"{channel[-1] / every:.1%}"
        lines.append(tr("{name}: {dark} darkest, {bright} brightest", name=name, dark=dark, bright=bright))
    return "\n".join(lines)
