"""The menu bar: every command of the window with its key."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

from nodegraph.gui import chosen

if TYPE_CHECKING:
    from nodegraph.gui.window import Window

_Key = QKeySequence.StandardKey | str


def make_actions(window: "Window") -> dict[str, QAction]:
    """Fill the menu bar; return the actions by their text."""
    keys = QKeySequence.StandardKey
    menus: dict[str, tuple[tuple[str, _Key, Callable[[], object]] | None, ...]] = {
        "File": (
            ("New", keys.New, window.new),
            ("Open…", keys.Open, window.ask_open),
            ("Open recent", "", lambda: None),
            None,
            ("Save", keys.Save, window.save),
            ("Save as…", keys.SaveAs, window.save_as),
            None,
            ("Close", keys.Close, lambda: window.close_tab(window.tabs.currentIndex())),
            ("Quit", keys.Quit, window.close),
        ),
        "Edit": (
            ("Undo", keys.Undo, lambda: window.session.undo()),
            ("Redo", keys.Redo, lambda: window.session.redo()),
            None,
            ("Cut", keys.Cut, lambda: chosen.cut(window.document)),
            ("Copy", keys.Copy, lambda: chosen.copy(window.document)),
            ("Paste", keys.Paste, lambda: window.adding.paste_at(window.view.pointed())),
            ("Duplicate", "Ctrl+D", lambda: chosen.duplicate(window.document)),
            ("Duplicate without wires", "Ctrl+Shift+D", lambda: chosen.duplicate(window.document, wires=False)),
            ("Delete", keys.Delete, lambda: chosen.remove(window.document)),
            ("Delete with wires", "Shift+Del", lambda: chosen.remove(window.document, heal=False)),
            None,
            ("Select all", keys.SelectAll, lambda: window.scene_.select(window.scene_.items_)),
            ("Rename…", "F2", lambda: chosen.rename(window.document)),
        ),
        "Node": (
            ("Add…", "Shift+A", lambda: window.adding.search(window.view.middle(), None)),
            ("Add note", "N", lambda: window.adding.add_note(window.view.middle())),
            ("Frame", "Ctrl+G", lambda: chosen.frame(window.document)),
            None,
            ("Bypass", "B", lambda: chosen.toggle(window.document, "bypassed")),
            ("Disable", "M", lambda: chosen.toggle(window.document, "disabled")),
            ("Collapse", "H", lambda: chosen.toggle(window.document, "collapsed")),
            None,
            ("Align left", "Ctrl+Shift+Left", lambda: chosen.align(window.document, "left")),
            ("Align right", "Ctrl+Shift+Right", lambda: chosen.align(window.document, "right")),
            ("Align top", "Ctrl+Shift+Up", lambda: chosen.align(window.document, "top")),
            ("Align bottom", "Ctrl+Shift+Down", lambda: chosen.align(window.document, "bottom")),
            ("Distribute across", "Ctrl+Alt+H", lambda: chosen.distribute(window.document, across=True)),
            ("Distribute down", "Ctrl+Alt+V", lambda: chosen.distribute(window.document, across=False)),
            ("Arrange", "L", window.arrange),
        ),
        "View": (
            ("Fit all", "A", lambda: window.view.fit()),
            ("Fit selection", "F", lambda: window.view.fit(window.scene_.selected())),
            ("Zoom in", keys.ZoomIn, lambda: window.view.zoom_by(1.25)),
            ("Zoom out", keys.ZoomOut, lambda: window.view.zoom_by(0.8)),
            ("Actual size", "Ctrl+0", lambda: window.view.zoom_by(1 / window.view.zoom)),
            None,
            ("Pictures in nodes", "P", window.toggle_pictures),
            ("Snap to grid", "G", window.toggle_snapping),
            ("Map", "Ctrl+M", window.toggle_minimap),
            ("Light colors", "", window.toggle_theme),
        ),
        "Run": (
            ("Run", "F5", window.running.run_all),
            ("Run selected", "Shift+F5", window.running.run_selected),
            ("Pause", "F6", window.running.pause),
            ("Stop", "Ctrl+.", window.running.stop),
        ),
    }
    made: dict[str, QAction] = {}
    for title, entries in menus.items():
        menu = window.menuBar().addMenu(title)
        for entry in entries:
            if entry is None:
                menu.addSeparator()
                continue
            text, key, do = entry
            action = QAction(text, window)
            if key:
                action.setShortcut(QKeySequence(key))
            action.triggered.connect(lambda _=False, do=do: do())
            menu.addAction(action)
            made[text] = action
    for text in ("Pictures in nodes", "Snap to grid", "Map", "Light colors"):
        made[text].setCheckable(True)
    for text in ("Pictures in nodes", "Map"):
        made[text].setChecked(True)
    return made
