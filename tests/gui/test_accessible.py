"""Everything can be done by keys and is named for who cannot see it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from nodegraph.core import edit
from nodegraph.core.facts import PictureFact
from nodegraph.core.graph import Wire
from nodegraph.gui.canvas.state import NodeView
from nodegraph.gui.languages import install, wished
from nodegraph.gui.panels.search import SearchPopup
from nodegraph.gui.theme import GRID

TAB = Qt.FocusPolicy.TabFocus


def name_of(widget):
    """What a screen reader says of a widget."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else widget.accessibleName()


def nameless(root):
    """The widgets that take keys and have no name."""
    return [
        (type(widget).__name__, widget.objectName(), type(widget.parentWidget()).__name__)
        for widget in [root, *root.findChildren(QWidget)]
        if widget.focusPolicy() & TAB
        and widget.window() is root.window()  # not the lists that boxes of choices open
        and not widget.objectName().startswith("qt_")
        and not (name_of(widget) or widget.toolTip())
    ]


def test_every_widget_of_the_window_with_all_its_panels_is_named(hand):
    for dock in hand.window.docks.widgets.values():
        dock.show()
    assert nameless(hand.window) == []


def test_every_widget_of_settings_tour_and_search_is_named(hand):
    dialog = hand.window.applying.show_dialog()
    assert nameless(dialog) == []
    dialog.close()
    tour = hand.window.beginning.tour()
    assert nameless(tour.bubble) == []
    assert tour.bubble.accessibleName().startswith(tour.steps[0].title)
    tour.end()
    hand.window.view.search(hand.view.middle())
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, SearchPopup)
    assert nameless(popup) == []
    popup.close()


def test_every_action_is_in_a_menu_that_a_letter_opens(hand):
    menus = [action.menu() for action in hand.window.menuBar().actions()]
    listed = {action for menu in menus for action in menu.actions()}
    assert set(hand.window.actions_.values()) <= listed
    letters = [mnemonic(action.text()) for action in hand.window.menuBar().actions()]
    assert all(letters)
    assert len(set(letters)) == len(letters)


def mnemonic(text):
    """The underlined letter."""
    return text.partition("&")[2][:1].lower()


@pytest.mark.parametrize("code", ["de", "zh_CN"])
def test_menus_have_letters_in_every_language(qapp, new_window, code):
    install(qapp, wished(code))
    try:
        letters = [mnemonic(action.text()) for action in new_window().menuBar().actions()]
    finally:
        install(qapp, wished("en"))
    assert all(letters)
    assert len(set(letters)) == len(letters)


def test_a_menu_is_opened_and_an_action_triggered_by_keys_alone(hand):
    hand.window.activateWindow()
    hand.qtbot.waitUntil(hand.window.isActiveWindow)
    menus = {action.menu().objectName(): mnemonic(action.text()) for action in hand.window.menuBar().actions()}
    hand.qtbot.keyClick(hand.window, menus["Node"], Qt.KeyboardModifier.AltModifier)
    hand.qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert menu.objectName() == "Node"
    hand.qtbot.keyClick(menu, Qt.Key.Key_Escape)


def test_tab_reaches_all_parts_of_a_panel_and_the_canvas_is_no_trap(hand):
    hand.window.activateWindow()
    hand.qtbot.waitUntil(hand.window.isActiveWindow)
    hand.window.docks.palette.line.setFocus()
    seen = []
    for _ in range(40):
        seen.append(QApplication.focusWidget())
        if seen[-1] is hand.view:
            break
        hand.qtbot.keyClick(seen[-1], Qt.Key.Key_Tab)
    assert hand.window.docks.palette.tree in seen
    assert seen[-1] is hand.view
    hand.qtbot.keyClick(hand.view, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is not hand.view


def test_every_panel_is_shown_and_entered_by_its_key(hand):
    hand.window.activateWindow()
    hand.qtbot.waitUntil(hand.window.isActiveWindow)
    for dock in hand.window.docks.widgets.values():
        dock.hide()
    for dock in hand.window.docks.widgets.values():
        action = dock.toggleViewAction()
        assert not action.shortcut().isEmpty()
        action.trigger()
        assert dock.isVisible()
        focus = QApplication.focusWidget()
        assert focus is None or dock.isAncestorOf(focus) or not takers(dock)
        action.trigger()
        assert QApplication.focusWidget() is hand.view


def takers(dock):
    return [
        widget
        for widget in dock.findChildren(QWidget)
        if widget.focusPolicy() & TAB and widget.isVisible() and widget.isEnabled()
    ]


# ---- the canvas ----


def test_selected_nodes_are_moved_by_arrows_in_one_step(hand):
    hand.window.scene_.select(["upscale"])
    before = hand.graph
    for text in ("Move right", "Move right", "Move down"):
        hand.window.actions_[text].trigger()
    assert hand.graph.nodes["upscale"].at == (320.0 + 2 * GRID, GRID)
    hand.window.session.undo()
    assert hand.graph is before


def test_a_value_is_edited_by_keys_alone(hand):
    hand.window.scene_.select(["upscale"])
    menu = hand.window.by_keys.edit_value()
    texts = [action.text() for action in menu.actions()]
    assert "by: model" in texts
    for _ in range(texts.index("wrap: no") if "wrap: no" in texts else texts.index("wrap: false")):
        hand.qtbot.keyClick(menu, Qt.Key.Key_Down)
    hand.qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert hand.graph.nodes["upscale"].set["wrap"] is True


def test_a_wire_is_laid_and_cut_by_keys_alone(hand):
    hand.window.scene_.select(["upscale"])
    menu = hand.window.by_keys.connect_()
    part = next(action.menu() for action in menu.actions() if action.text() == "→ image")
    next(action for action in part.actions() if action.text() == "Load image: image").trigger()
    assert hand.graph.nodes["upscale"].wires == {"image": Wire("load_image", "image")}
    menu = hand.window.by_keys.connect_()
    part = next(action.menu() for action in menu.actions() if action.text() == "→ image")
    assert "Load image: image" not in [action.text() for action in part.actions()]
    part.actions()[0].trigger()
    assert hand.graph.nodes["upscale"].wires == {}


def test_only_ports_that_fit_are_offered(hand):
    hand.window.scene_.select(["upscale"])
    menu = hand.window.by_keys.connect_()
    for action in menu.actions():
        if action.text() == "image →":
            assert [entry.text() for entry in action.menu().actions()] == ["Save image: image"]
            break
    else:
        pytest.fail("The output is not offered.")


@pytest.mark.parametrize("selected", [[], ["upscale", "load_image"]])
def test_without_one_selected_node_it_is_said_what_to_do(hand, selected):
    hand.window.scene_.select(selected)
    assert hand.window.by_keys.edit_value() is None
    assert hand.window.by_keys.connect_() is None
    assert "Select one node" in hand.window.statusBar().currentMessage()


def test_the_selected_node_is_told_in_words(wired):
    wired.window.scene_.show_views({"upscale": NodeView(facts={"image": PictureFact(width=8, height=6)}, state="done")})
    wired.window.scene_.select(["upscale"])
    told = wired.view.accessibleDescription()
    assert told.startswith("Upscale. ✓")
    assert "image from Load image" in told
    assert "makes image: 8x6" in told
    assert "by: model" in told
    wired.window.scene_.select([])
    assert wired.view.accessibleDescription() == ""


def test_trouble_is_told_before_values(hand):
    hand.window.scene_.show_views({"upscale": NodeView(problem="It is wrong.")})
    hand.window.scene_.select(["upscale"])
    assert hand.view.accessibleDescription().startswith("Upscale. It is wrong.")


@pytest.mark.parametrize("flag", ["bypassed", "disabled"])
def test_what_is_bypassed_or_disabled_says_so_in_a_word(hand, flag):
    """Half-transparent alone would be no information for who sees little."""
    from nodegraph.gui.canvas.paint_node import _flag

    names = ["upscale"]
    change = {"bypassed": edit.bypass, "disabled": edit.disable}[flag]
    hand.window.session.edit("Flag", lambda graph: change(graph, names, True))
    assert _flag(hand.window.scene_.items_["upscale"])


def test_a_wire_is_laid_by_keys_that_go_to_the_menu_in_front(hand):
    hand.window.scene_.select(["upscale"])
    menu = hand.window.by_keys.connect_()
    assert QApplication.activePopupWidget() is menu
    while menu.activeAction().text() != "→ image":
        hand.qtbot.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Down)
    for _ in range(2):
        hand.qtbot.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Return)
    assert hand.graph.nodes["upscale"].wires == {"image": Wire("load_image", "image")}
