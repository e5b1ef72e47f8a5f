"""The color of a family of nodes: their category, shown in the header beside its icon, never by the color alone."""

from functools import cache

from PySide6.QtGui import QColor

from nodegraph.gui.theme import THEMES, Theme, contrast

_HUES = {
    "image": 212, "dimension": 186, "channel": 158, "measure": 128, "value": 92, "compose": 66, "adjust": 38,
    "texture": 18, "video": 350, "color": 326, "filter": 292, "model": 262,
}  # fmt: skip
_TINT = 0.24
"""How much of the family's color is in the header's ground."""
_READ = 4.5
"""Contrast of whatever is written there."""


@cache
def family_color(category: tuple[str, ...], *, dark: bool) -> QColor:
    """Return the color of a category; gray for one that has none."""
    hue = _HUES.get(category[0] if category else "")
    if hue is None:
        return QColor("#8b93a1")
    return QColor.fromHsl(hue, 130 if dark else 150, 150 if dark else 110)


def header_ground(theme: Theme, color: QColor) -> QColor:
    """Return the ground of a header: the theme's with a little of a color in it, so that text stays readable."""
    return _header_ground(theme.name, color.rgb())


@cache
def _header_ground(name: str, color: int) -> QColor:
    theme, tint = THEMES[name], QColor(color)
    ground = QColor(theme.header)
    mixed = QColor.fromRgbF(
        ground.redF() + (tint.redF() - ground.redF()) * _TINT,
        ground.greenF() + (tint.greenF() - ground.greenF()) * _TINT,
        ground.blueF() + (tint.blueF() - ground.blueF()) * _TINT,
    )
    texts = (theme.text, theme.faint, theme.error, theme.warning, theme.done)
    while min(contrast(text, mixed.name()) for text in texts) < _READ:
        mixed = mixed.darker(103) if is_dark(theme) else mixed.lighter(102)
    return mixed


def is_dark(theme: Theme) -> bool:
    """Return whether the theme's ground is dark."""
    return QColor(theme.ground).lightness() < 128
