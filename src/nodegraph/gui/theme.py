"""How everything looks: colors, sizes and fonts, in one place."""

import re
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette, QStyleHints
from PySide6.QtWidgets import QApplication

from nodegraph.core.places import resources
from nodegraph.core.ports import (
    AnyKind,
    Choice,
    ColorKind,
    ImageKind,
    Kind,
    ModelKind,
    Number,
    PathKind,
    Text,
    Truth,
)

UNIT = 4
"""The rhythm."""
HEADER, ROW, PAD, WIDTH = 7 * UNIT, 6 * UNIT, 3 * UNIT, 56 * UNIT
"""Heights of a node's header and of one of its rows, the space at its sides, its width."""
RADIUS, PORT = 6.0, 5.0
"""Of a node's corners, and of a port's dot."""
PICTURE = 28 * UNIT
"""Height of the picture of a node's result."""
GRID = 5 * UNIT
TITLE_SIZE, TEXT_SIZE = 9.5, 9.0


class Theme(NamedTuple):
    """One set of colors; text on its ground keeps a contrast of at least 4.5:1."""

    name: str
    ground: str
    grid: str
    box: str
    header: str
    field: str
    border: str
    """Between the parts of a node."""
    edge: str
    """Around nodes and fields."""
    text: str
    faint: str
    accent: str
    error: str
    warning: str
    done: str
    kinds: dict[type, str]

    def color(self, kind: Kind | None) -> QColor:
        """Return the color of ports and wires of a kind."""
        return QColor(self.kinds.get(type(kind), self.kinds[AnyKind]))


DARK = Theme(
    name="dark",
    ground="#1d1f23",
    grid="#22252a",
    box="#2d3037",
    header="#383c45",
    field="#212329",
    border="#15161a",
    edge="#4a505c",
    text="#e8eaee",
    faint="#a3a9b5",
    accent="#5b9dff",
    error="#ff8a82",
    warning="#e3b341",
    done="#56d39b",
    kinds={
        ImageKind: "#6ea8ff",
        ModelKind: "#b692f6",
        Number: "#5fd0a2",
        Text: "#e6b450",
        Truth: "#f08fb0",
        Choice: "#9aa4b5",
        ColorKind: "#f08fb0",
        PathKind: "#dd9d6b",
        AnyKind: "#9aa4b5",
    },
)
LIGHT = Theme(
    name="light",
    ground="#eef0f3",
    grid="#e7eaee",
    box="#ffffff",
    header="#f4f5f8",
    field="#f0f2f5",
    border="#d5d9e0",
    edge="#aab1bf",
    text="#1d2433",
    faint="#5a6475",
    accent="#1a5fd0",
    error="#c4321f",
    warning="#8a6100",
    done="#157347",
    kinds={
        ImageKind: "#2c64c8",
        ModelKind: "#7a45c9",
        Number: "#1c8559",
        Text: "#a16a00",
        Truth: "#b33d66",
        Choice: "#5f6b7e",
        ColorKind: "#b33d66",
        PathKind: "#955a26",
        AnyKind: "#5f6b7e",
    },
)
CONTRAST = Theme(
    name="contrast",
    ground="#000000",
    grid="#1c1c1c",
    box="#000000",
    header="#1a1a1a",
    field="#000000",
    border="#ffffff",
    edge="#ffffff",
    text="#ffffff",
    faint="#d6d6d6",
    accent="#ffd400",
    error="#ff9c94",
    warning="#ffd400",
    done="#5dffb0",
    kinds={
        ImageKind: "#8ec2ff",
        ModelKind: "#d0b3ff",
        Number: "#7dffc4",
        Text: "#ffd870",
        Truth: "#ffadc6",
        Choice: "#d6d6d6",
        ColorKind: "#ffadc6",
        PathKind: "#ffbe8c",
        AnyKind: "#d6d6d6",
    },
)
THEMES = {theme.name: theme for theme in (DARK, LIGHT, CONTRAST)}


def theme_of(choice: str, hints: QStyleHints) -> Theme:
    """Return the theme of a choice; for `system` the one that the system asks for, dark where it does not say."""
    if choice != "system":
        return THEMES[choice]
    if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
        return CONTRAST
    return LIGHT if hints.colorScheme() is Qt.ColorScheme.Light else DARK


def readable_on(color: str) -> QColor:
    """Return black or white, whichever is read better on a color."""
    return QColor("#000000") if contrast(color, "#000000") >= contrast(color, "#ffffff") else QColor("#ffffff")


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colors from 1 to 21, as the Web Content Accessibility Guidelines 2.2 define it."""
    lighter, darker = sorted((_luminance(QColor(one)), _luminance(QColor(other))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF())


def palette(theme: Theme) -> QPalette:
    """Return the theme for Qt's own widgets."""
    roles = QPalette.ColorRole
    found = QPalette()
    for role, color in (
        (roles.Window, theme.box),
        (roles.Base, theme.field),
        (roles.AlternateBase, theme.box),
        (roles.Button, theme.header),
        (roles.ToolTipBase, theme.header),
        (roles.WindowText, theme.text),
        (roles.Text, theme.text),
        (roles.ButtonText, theme.text),
        (roles.ToolTipText, theme.text),
        (roles.PlaceholderText, theme.faint),
        (roles.Highlight, theme.accent),
        (roles.HighlightedText, readable_on(theme.accent).name()),
        (roles.Accent, theme.accent),
        (roles.Link, theme.accent),
        (roles.LinkVisited, theme.accent),
        (roles.BrightText, theme.error),
        (roles.Light, theme.edge),
        (roles.Midlight, theme.header),
        (roles.Mid, theme.border),
        (roles.Dark, theme.edge),
        (roles.Shadow, theme.border),
    ):
        found.setColor(role, QColor(color))
    disabled = QPalette.ColorGroup.Disabled
    for role in (roles.WindowText, roles.Text, roles.ButtonText, roles.HighlightedText):
        found.setColor(disabled, role, QColor(theme.faint))
    found.setColor(disabled, roles.Highlight, QColor(theme.header))
    return found


_STYLE = """
QPushButton, QToolButton#card {
    background: @header; color: @text; border: 1px solid @edge; border-radius: 4px; padding: 4px 12px;
}
QToolButton#card { padding: 2px; }
QPushButton:hover, QToolButton#card:hover { border-color: @text; }
QPushButton:pressed, QPushButton:checked, QToolButton#card:pressed { background: @field; }
QPushButton:focus, QToolButton#card:focus { border: 2px solid @accent; padding: 3px 11px; }
QToolButton#card:focus { padding: 1px; }
QPushButton:disabled, QToolButton#card:disabled { color: @faint; border-color: @border; }
QPushButton#primary { background: @accent; color: @chosen; border: 2px solid @accent; }
QPushButton#primary:hover, QPushButton#primary:focus { border-color: @text; }
QToolButton#side {
    background: @header; border: 1px solid @edge; border-radius: 4px; padding: 2px 4px; margin-right: 4px;
}
QToolButton#side:hover { border-color: @text; }
QMenuBar QToolButton, QStatusBar QToolButton { border: 1px solid transparent; border-radius: 4px; padding: 2px 6px; }
QMenuBar QToolButton:hover, QStatusBar QToolButton:hover { background: @header; border-color: @edge; }
QMenuBar QToolButton:checked, QStatusBar QToolButton:checked { background: @field; border-color: @accent; }
QMenuBar QToolButton:disabled, QStatusBar QToolButton:disabled { color: @faint; background: transparent; }
QToolButton#run { background: @header; border-color: @edge; }
QToolButton#run:hover { border-color: @text; }
QLineEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox {
    background: @field; color: @text; border: 1px solid @edge; border-radius: 3px; padding: 2px 5px;
    placeholder-text-color: @faint; selection-background-color: @accent; selection-color: @chosen;
}
QLineEdit:focus, QPlainTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus { border-color: @accent; }
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled { color: @faint; border-color: @border; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit { border: none; padding: 0; }
QLineEdit { padding: 3px; }
QComboBox { padding: 3px 22px 3px 5px; }
QAbstractSpinBox { padding: 1px 20px 1px 5px; min-height: 17px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; background: @header; width: 17px; }
QAbstractSpinBox::up-button { subcontrol-position: top right; border-top-right-radius: 2px; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; border-bottom-right-radius: 2px; }
QAbstractSpinBox::up-arrow { image: url("@parts/up-@name.svg"); width: 9px; height: 9px; }
QAbstractSpinBox::down-arrow { image: url("@parts/down-@name.svg"); width: 9px; height: 9px; }
QComboBox::drop-down { border: none; width: 20px; subcontrol-position: center right; }
QComboBox::down-arrow { image: url("@parts/down-@name.svg"); width: 12px; height: 12px; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator {
    width: 12px; height: 12px; border: 1px solid @faint; border-radius: 3px; background: @field;
}
QRadioButton::indicator { border-radius: 7px; }
QCheckBox::indicator:checked, QRadioButton::indicator:checked, QAbstractItemView::indicator:checked {
    background: @accent; border-color: @accent; image: url("@parts/check-@name.svg");
}
QSlider::groove:horizontal { height: 4px; background: @edge; border-radius: 2px; }
QSlider::sub-page:horizontal { background: @accent; border-radius: 2px; }
QSlider::handle:horizontal { width: 12px; margin: -4px 0; background: @text; border-radius: 6px; }
QSlider::handle:horizontal:focus { background: @accent; }
QCheckBox:focus, QRadioButton:focus { outline: 1px solid @accent; }
QDockWidget { titlebar-close-icon: url("@parts/close-@name.svg"); titlebar-normal-icon: url("@parts/float-@name.svg"); }
QDockWidget::title { background: @header; padding: 6px 8px; border-bottom: 1px solid @border; }
QDockWidget::close-button, QDockWidget::float-button { border: none; border-radius: 3px; padding: 1px; }
QDockWidget::close-button:hover, QDockWidget::float-button:hover { background: @field; }
QTabBar::tab {
    background: @box; color: @faint; border: 1px solid @border; border-top-width: 2px;
    padding: 5px 10px; margin-right: 2px;
}
QTabBar::tab:selected { background: @header; color: @text; border-top-color: @accent; }
QTabBar::tab:bottom { border-top-width: 1px; border-bottom-width: 2px; }
QTabBar::tab:bottom:selected { border-top-color: @border; border-bottom-color: @accent; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:selected:focus { border-color: @accent; }
QTabBar::close-button {
    image: url("@parts/close-@name.svg"); width: 10px; height: 10px;
    border-radius: 3px; padding: 3px; margin-right: 2px;
}
QTabBar::close-button:hover { background: @edge; }
QAbstractItemView#listed { padding: 0 9px; background: @field; border: none; }
QHeaderView::section {
    background: @header; color: @text; border: none; border-bottom: 1px solid @border; padding: 4px 6px 4px 3px;
}
QMenuBar { background: @box; }
QMenuBar::item { background: transparent; color: @text; padding: 7px; }
QMenuBar::item:selected { background: @accent; color: @chosen; }
QMenu, QDialog QAbstractItemView { border: 1px solid @edge; }
QDialog QHeaderView { border: none; }
QMenu { padding: 4px 0; }
QMenu::separator { height: 1px; background: @edge; margin: 4px 8px; }
StartPage, ListPopup { background: @box; border: 1px solid @edge; }
QToolBar QToolButton:checked { background: @field; border: 1px solid @accent; border-radius: 4px; }
QProgressBar { background: @field; border: 1px solid @edge; border-radius: 4px; max-height: 8px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QFrame#bubble { border: 1px solid @accent; border-radius: 6px; background: @header; }
QStatusBar::item { border: none; }
QScrollBar { background: @field; border: none; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: @edge; border-radius: 4px; margin: 1px; }
QScrollBar::handle:hover { background: @faint; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: none; }
"""
"""What the palette cannot say: flat buttons with a clear focus, quiet titles and thin scroll bars."""


def style_sheet(theme: Theme) -> str:
    """Return what of the theme is no color of Qt's palette."""
    parts = (resources() / "icons" / "parts").as_posix()
    names = {**theme._asdict(), "chosen": readable_on(theme.accent).name(), "parts": parts}
    return re.sub(r"@(\w+)", lambda found: str(names[found[1]]), _STYLE)


def dress(app: QApplication, theme: Theme) -> None:
    """Give all widgets the colors of a theme."""
    app.setPalette(palette(theme))
    app.setStyleSheet(style_sheet(theme))


def font(size: float = TEXT_SIZE, *, bold: bool = False) -> QFont:
    """Return the program's font in a size in points."""
    found = QFont()
    found.setPointSizeF(size)
    if bold:
        found.setWeight(QFont.Weight.DemiBold)
    return found
