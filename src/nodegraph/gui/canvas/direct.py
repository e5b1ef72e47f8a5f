"""Parts of a field that act at once when they are clicked: the cells of a grid of places, the dice beside a seed."""

import secrets

from PySide6.QtCore import QPointF, QRectF

from nodegraph.core.ports import Choice, Kind, Number, Truth, Value
from nodegraph.gui.theme import UNIT

_PLACES = (
    ("top left", "top", "top right"),
    ("left", "center", "right"),
    ("bottom left", "bottom", "bottom right"),
)
_ALL = frozenset(place for row in _PLACES for place in row)
_DICE = 5 * UNIT
_DICE_SIDES = 2**31


def is_grid(kind: Kind | None) -> bool:
    """Return whether a choice is one of the nine places in a rectangle."""
    return isinstance(kind, Choice) and frozenset(kind.options) == _ALL


def is_seed(port: str, kind: Kind | None) -> bool:
    """Return whether an input is a seed, any value of which is as good as another."""
    return isinstance(kind, Number) and kind.integer and port.rpartition("_")[2] == "seed"


def opens(kind: Kind | None) -> bool:
    """Return whether a field of this kind opens when it is clicked, instead of acting at once."""
    return not isinstance(kind, Truth) and not is_grid(kind)


def grid_cells(field: QRectF) -> dict[str, QRectF]:
    """Return the cells of a grid field by their place."""
    width, height = field.width() / 3, field.height() / 3
    return {
        place: QRectF(field.left() + column * width, field.top() + row * height, width, height)
        for row, places in enumerate(_PLACES)
        for column, place in enumerate(places)
    }


def dice_rect(field: QRectF) -> QRectF:
    """Return where the dice of a seed's field is."""
    return QRectF(field.left(), field.top(), _DICE, field.height())


def value_at(port: str, kind: Kind | None, field: QRectF, place: QPointF) -> Value:
    """Return what a click at a place of a field sets at once; `None` where it opens the field."""
    if is_grid(kind):
        return next((name for name, cell in grid_cells(field).items() if cell.contains(place)), None)
    if is_seed(port, kind) and dice_rect(field).contains(place):
        assert isinstance(kind, Number)
        low = int(kind.low or 0)
        return low + secrets.randbelow(min(_DICE_SIDES, int(kind.high or _DICE_SIDES) - low))
    return None
