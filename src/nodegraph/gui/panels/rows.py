"""Rows of lists and trees: with room to breathe, and a second, fainter text at the right."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from nodegraph.gui.theme import UNIT

ASIDE = Qt.ItemDataRole.UserRole + 1
"""The role of the second text."""


class Rows(QStyledItemDelegate):
    """Paints rows; where both texts do not fit, the second one is cut, down to half of the row, then the first one."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:  # noqa: N802
        """Cut the first text where the second one begins."""
        super().initStyleOption(option, index)
        if option.rect.width() > 0 and index.data(ASIDE):
            room = option.rect.width() - _edge(option) - _aside_width(option, index) - 2 * UNIT
            option.text = option.fontMetrics.elidedText(option.text, Qt.TextElideMode.ElideMiddle, room)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        return super().sizeHint(option, index) + QSize(0, 2 * UNIT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint a row."""
        super().paint(painter, option, index)
        aside = index.data(ASIDE)
        if not aside:
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.PlaceholderText
        painter.setPen(option.palette.color(role))
        place = option.rect.adjusted(0, 0, -2 * UNIT, 0)
        full = QStyleOptionViewItem(option)
        super().initStyleOption(full, index)
        text = full.fontMetrics.elidedText(str(aside), Qt.TextElideMode.ElideRight, _aside_width(full, index))
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)


def _edge(option: QStyleOptionViewItem) -> int:
    """Return what a row's icon and edges take of its width."""
    return int(4 * UNIT + (option.decorationSize.width() + 2 * UNIT if not option.icon.isNull() else 0))


def _aside_width(option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> int:
    """Return the room of the second text: what the first one leaves, but at least half."""
    metrics, room = option.fontMetrics, option.rect.width() - _edge(option) - 2 * UNIT
    left = room - metrics.horizontalAdvance(str(index.data(Qt.ItemDataRole.DisplayRole) or ""))
    wanted = metrics.horizontalAdvance(str(index.data(ASIDE))) + 2  # widths are rounded
    return min(wanted, max(left, room // 2))
