"""Everything written can be read: the contrast of every pair of colors that is used, in every theme."""

import re
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QLineEdit, QPushButton, QWidget

from nodegraph.core.registry import known_specs
from nodegraph.gui.canvas.family import family_color, header_ground, is_dark
from nodegraph.gui.canvas.paint_node import ASIDE
from nodegraph.gui.theme import (
    CONTRAST,
    DARK,
    LIGHT,
    THEMES,
    UNIT,
    contrast,
    dress,
    font,
    palette,
    readable_on,
    style_sheet,
    theme_of,
)
from nodegraph.gui.viewer.bars import Stepper

READ = 4.5
"""Of text, as the Web Content Accessibility Guidelines 2.2 ask for (AA)."""
SEEN = 3.0
"""Of shapes that mean something."""
TEXTS = ("text", "faint", "error", "warning", "done")
GROUNDS = ("ground", "box", "header", "field")
ALL = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)


@ALL
@pytest.mark.parametrize(("text", "ground"), list(product(TEXTS, GROUNDS)))
def test_text_stands_out_from_every_ground(theme, text, ground):
    assert contrast(getattr(theme, text), getattr(theme, ground)) >= READ


@ALL
def test_text_stands_out_from_headers_in_the_color_of_every_family(theme):
    for category in {spec.category for spec in known_specs().values()}:
        ground = header_ground(theme, family_color(category, dark=is_dark(theme)))
        for text in TEXTS:
            assert contrast(getattr(theme, text), ground.name()) >= READ, (category, text)


@ALL
def test_names_on_nodes_that_are_set_aside_can_be_read(theme):
    def seen(color):
        over, under = QColor(color), QColor(theme.ground)
        parts = zip(over.getRgb()[:3], under.getRgb()[:3], strict=True)
        return QColor(*(round(ASIDE * one + (1 - ASIDE) * other) for one, other in parts)).name()

    assert contrast(seen(theme.text), seen(theme.box)) >= READ
    assert contrast(seen(theme.faint), seen(theme.box)) >= SEEN


@ALL
def test_what_lies_on_the_accent_can_be_read(theme):
    assert contrast(readable_on(theme.accent).name(), theme.accent) >= READ


@ALL
def test_shapes_stand_out(theme):
    """Ports and wires from the canvas and from nodes; what is selected, focused or wrong from all grounds."""
    for color, ground in product((*theme.kinds.values(), theme.accent, theme.error), ("ground", "box")):
        assert contrast(color, getattr(theme, ground)) >= SEEN
    for ground in ("header", "field"):
        assert contrast(theme.accent, getattr(theme, ground)) >= SEEN


def test_high_contrast_is_higher():
    for text, ground in product(TEXTS, ("ground", "box", "field")):
        assert contrast(getattr(CONTRAST, text), getattr(CONTRAST, ground)) >= 7
    assert contrast(CONTRAST.edge, CONTRAST.ground) >= 7


@ALL
@pytest.mark.parametrize(
    "group", [QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive], ids=["active", "inactive"]
)
@pytest.mark.parametrize(
    ("text", "ground"),
    [("WindowText", "Window"), ("Text", "Base"), ("Text", "AlternateBase"), ("ButtonText", "Button"),
     ("PlaceholderText", "Base"), ("PlaceholderText", "Window"), ("HighlightedText", "Highlight"),
     ("ToolTipText", "ToolTipBase"), ("Link", "Window"), ("Link", "Base"), ("BrightText", "Button")],
)  # fmt: skip
def test_widgets_can_be_read(qapp, theme, group, text, ground):
    colors, role = palette(theme), QPalette.ColorRole
    assert contrast(colors.color(group, role[text]).name(), colors.color(group, role[ground]).name()) >= READ


@ALL
def test_what_cannot_be_used_now_can_still_be_read(qapp, theme):
    colors, role, group = palette(theme), QPalette.ColorRole, QPalette.ColorGroup.Disabled
    for text, ground in (("WindowText", "Window"), ("Text", "Base"), ("ButtonText", "Button")):
        assert contrast(colors.color(group, role[text]).name(), colors.color(group, role[ground]).name()) >= READ


@ALL
def test_the_style_sheet_names_colors_of_the_theme_only(theme):
    text = style_sheet(theme)
    assert "@" not in text
    assert theme.accent in text
    for path in re.findall(r'url\("(.*?)"\)', text):
        drawn = Path(path).read_text()
        assert (readable_on(theme.accent).name() if "check" in Path(path).name else theme.text) in drawn


def test_each_choice_has_its_theme_and_the_system_decides_where_it_is_asked(qapp):
    hints = QApplication.styleHints()
    assert [theme_of(name, hints) for name in THEMES] == [DARK, LIGHT, CONTRAST]
    hints.setColorScheme(Qt.ColorScheme.Light)
    expected = {Qt.ColorScheme.Light: LIGHT}.get(hints.colorScheme(), DARK)
    assert theme_of("system", hints) is expected
    hints.unsetColorScheme()


@pytest.mark.parametrize("ratio", [1, 2, 3])
def test_nodes_are_as_sharp_as_the_screen(hand, ratio):
    """At 100, 200 and 300 % the edge of a node is as sharp as the screen can show it: no stretched pictures."""
    scene, item = hand.window.scene_, hand.window.scene_.items_["upscale"]
    box = item.sceneBoundingRect()
    picture = QImage((box.size() * ratio).toSize(), QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(DARK.ground))
    painter = QPainter(picture)
    scene.render(painter, source=box)
    painter.end()
    # Between canvas and header the color changes within three pixels of the screen, however many these are.
    row = picture.height() - 20 * ratio  # below all ports
    colors = [picture.pixelColor(x, row).name() for x in range(picture.width() // 8)]
    first = next(index for index, name in enumerate(colors) if name != DARK.ground)
    assert len(set(colors[first : first + 8 * ratio])) <= 8 * ratio
    assert DARK.box in colors[first : first + 6 * ratio]


@ALL
def test_fields_and_buttons_in_a_row_are_of_one_height_and_their_texts_begin_alike(qapp, qtbot, theme):
    dress(qapp, theme)
    row = QWidget()
    qtbot.addWidget(row)
    layout = QHBoxLayout(row)
    line, box, number, button = QLineEdit("M"), QComboBox(), Stepper("Gamma", 1.0, 0.0, 9.0, 0.1), QPushButton("Run")
    box.addItem("M")
    for widget in (line, box, number, button):
        widget.setFont(font())
        layout.addWidget(widget)
    row.show()
    assert {widget.sizeHint().height() for widget in (line, box, number, button)} == {6 * UNIT}

    def begins(widget):
        picture = widget.grab().toImage()
        middle = range(picture.height() // 3, 2 * picture.height() // 3)
        ground = picture.pixelColor(4, picture.height() // 2)
        return next(x for x in range(4, picture.width()) if any(picture.pixelColor(x, y) != ground for y in middle))

    assert abs(begins(line) - begins(box)) <= 1
