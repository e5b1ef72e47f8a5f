"""Two texts of a row never lie on each other."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyleOptionViewItem

from nodegraph.gui.panels.rows import ASIDE, Rows, _aside_width


@pytest.mark.parametrize("width", [160, 300, 420, 900])
@pytest.mark.parametrize("name", ["short", "a-very-long-name-of-a-model-that-goes-on.safetensors"])
def test_two_texts_of_a_row_have_room_beside_each_other(qtbot, width, name):
    rows = QListWidget()
    qtbot.addWidget(rows)
    rows.addItem(QListWidgetItem(name))
    aside = "1x · removes JPEG artifacts · 603 kB"
    rows.item(0).setData(ASIDE, aside)
    option, index = QStyleOptionViewItem(), rows.model().index(0, 0)
    option.initFrom(rows)
    option.rect = QRect(0, 0, width, 24)
    Rows(rows).initStyleOption(option, index)
    shown = option.fontMetrics.horizontalAdvance(option.text)
    second = _aside_width(option, index)
    assert shown + second < width
    if width == 900:
        assert (option.text, second) == (name, option.fontMetrics.horizontalAdvance(aside) + 2)
