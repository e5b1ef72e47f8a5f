"""The color of a family of nodes: their category, shown in the header beside its icon, never by the color alone."""

from functools import cache

from PySide6.QtGui import QColor

from nodegraph.gui.theme import Theme

_HUES = {
    "image": 212, "dimension": 186, "channel": 158, "measure": 128, "value": 92, "compose": 66, "adjust": 38,
    "texture": 18, "video": 350, "color": 326, "filter": 292, "model": 262,
}  # fmt: skip
_TINT = 0.24
"""How much of the family's color is in the header's ground."""


@cache
def family_color(category: tuple[str, ...], *, dark: bool) -> QColor:
    """Return the color of a category; gray for one that has none."""
    hue = _HUES.get(category[0] if category else "")
    if hue is None:
        return QColor("#8b93a1")
    return QColor.fromHsl(hue, 130 if dark else 150, 150 if dark else 110)


def header_ground(theme: Theme, color: QColor) -> QColor:
    """Return the ground of a header: the theme's with a little of a color in it, so that text stays readable."""
    ground = QColor(theme.header)
    return QColor.fromRgbF(
        ground.redF() + (color.redF() - ground.redF()) * _TINT,
        ground.greenF() + (color.greenF() - ground.greenF()) * _TINT,
        ground.blueF() + (color.blueF() - ground.blueF()) * _TINT,
    )


def is_dark(theme: Theme) -> bool:
    """Return whether the theme's ground is dark."""
    return QColor(theme.ground).lightness() < 128
