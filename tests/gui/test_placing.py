"""The window comes back as it was; its buttons to run are in sight and say what can be done."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar

from nodegraph.gui.keep import Kept
from nodegraph.gui.placing import keep_place, show_where_it_was


def bars(window):
    """The tabs of panels that are in sight."""
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    return [bar for bar in window.findChildren(QTabBar, options=direct) if bar.count() and bar.y() >= 0]


def test_size_and_panels_of_a_closed_window_are_those_of_the_next_one(new_window):
    first = new_window()
    first.resize(761, 555)
    first.docks.widgets["Log"].show()
    first.docks.widgets["Nodes"].hide()
    keep_place(first, Kept())
    second = new_window()
    show_where_it_was(second, Kept())
    assert (second.width(), second.height()) == (761, 555)
    assert [name for name, dock in second.docks.widgets.items() if dock.isVisible()] == ["Log"]


def test_hidden_panels_leave_no_tabs_behind(new_window, qtbot):
    keep_place(new_window(), Kept())
    second = new_window()
    second.hide()
    show_where_it_was(second, Kept())
    qtbot.waitExposed(second)
    bottom = [bar for bar in bars(second) if bar.y() > second.height() // 2]
    assert bottom == []


@pytest.mark.parametrize("kept", [[], ["x"], ["", ""], [3, 4], ["äö", "="]])
def test_a_place_that_nobody_can_read_is_left_alone(new_window, kept):
    window = new_window()
    window.resize(700, 560)
    settings = Kept()
    settings.put("window", kept)
    show_where_it_was(window, settings)
    assert (window.width(), window.height()) == (700, 560)
    assert window.docks.widgets["Nodes"].isVisible()


def test_what_runs_can_be_stopped_by_a_button_and_nothing_else_can(hand, qtbot):
    window = hand.window
    buttons = window.run_buttons.buttons
    assert window.menuBar().cornerWidget() is window.run_buttons
    assert not buttons["Stop"].isEnabled()
    assert not buttons["Pause"].isEnabled()
    qtbot.mouseClick(buttons["Run"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: buttons["Stop"].isEnabled())
    qtbot.mouseClick(buttons["Stop"], Qt.MouseButton.LeftButton)
    assert window.link.wished == ["stop"]


def test_a_buttons_tip_names_the_key_also_after_it_was_changed(hand):
    button = hand.window.run_buttons.buttons["Run"]
    assert button.toolTip() == "Run (F5)"
    hand.window.settings.put_shortcut("Run", "F9")
    assert button.toolTip() == "Run (F9)"
