"""Where a node is put that nobody pointed out a place for: beside what is selected, and on nothing."""

from PySide6.QtCore import QPointF, QRectF, QSizeF

from nodegraph.gui.canvas.scene import Scene
from nodegraph.gui.theme import ROW, UNIT, WIDTH

_ROOM = QSizeF(WIDTH, 14 * ROW)
"""What most nodes take, with room for a picture."""
_ACROSS, _DOWN = 19.0 * UNIT, 6.0 * UNIT


def free_place(scene: Scene, middle: QPointF) -> QPointF:
    """Return its corner on the canvas: right of the selected node, else around `middle`; lower where that is taken."""
    chosen = scene.selected()
    place = middle - QPointF(_ROOM.width() / 2, _ROOM.height() / 2)
    if chosen:
        item = scene.items_[chosen[-1]]
        place = item.pos() + QPointF(item.shape_.width + _ACROSS, 0)
    while taken := scene.boxes.inside(QRectF(place, _ROOM)):
        lowest = max(scene.items_[name].pos().y() + scene.items_[name].shape_.height for name in taken)
        place.setY(lowest + _DOWN)
    return place
