"""The sentence that says what is wrong with a node: in the room for its picture where that is free, else below it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from nodegraph.gui.canvas.text import face, wrapped_height
from nodegraph.gui.theme import PAD, PICTURE, UNIT, Theme

if TYPE_CHECKING:
    from nodegraph.gui.canvas.node_item import NodeItem

_LINES = 4
"""Below a node, at most."""
_LONGEST = 99
_BELOW = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop
_IN_ROOM = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignCenter


def takes_room(item: "NodeItem") -> bool:
    """Return whether the sentence stands where the picture would: there is none, or it is of before what went wrong.

    A picture that came out right in the run in which others failed is shown.
    """
    view = item.view
    old = bool(view.trouble) and not view.partly
    return bool(view.foot) and item.shape_.picture is not None and (old or view.picture is None)


def foot_place(item: "NodeItem") -> QRectF:
    """Return where the sentence stands, in the item's coordinates; empty where there is none."""
    shape = item.shape_
    if not item.view.foot:
        return QRectF()
    if takes_room(item) and shape.picture is not None:
        return QRectF(PAD, shape.picture, shape.width - 2 * PAD, PICTURE)
    height = wrapped_height(_sentence(item), shape.width - 4 * UNIT, _LINES) + 1.5 * UNIT
    return QRectF(0, shape.height + UNIT, shape.width, height)


def paint_foot(painter: QPainter, item: "NodeItem", theme: Theme) -> None:
    """Paint the sentence."""
    place = foot_place(item)
    color = QColor(theme.error if item.view.trouble else theme.warning)
    painter.setPen(QPen(color, 1))
    painter.setBrush(QColor(theme.box))
    painter.drawRoundedRect(place, 4, 4)
    painter.setFont(face(title=False))
    inner = place.adjusted(2 * UNIT, UNIT / 2, -2 * UNIT, 0)
    # A sentence that is too long is cut at its end.
    fits = wrapped_height(_sentence(item), inner.width(), _LONGEST) <= inner.height()
    painter.save()
    painter.setClipRect(inner)
    painter.drawText(inner, _IN_ROOM if takes_room(item) and fits else _BELOW, _sentence(item))
    painter.restore()


def _sentence(item: "NodeItem") -> str:
    return f"{'✕' if item.view.trouble else '!'} {item.view.foot}"
