"""The menu bar: every command of the window with its key and its icon."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QAction, QKeySequence

from nodegraph.gui import chosen, icons
from nodegraph.gui.languages import mark, shown

if TYPE_CHECKING:
    from nodegraph.gui.window import Window

_Key = QKeySequence.StandardKey | str


class Command(NamedTuple):
    """One line of a menu. Its text, in English, is also the name by which `Window.actions_` finds it."""

    text: str
    key: _Key
    icon: str
    do: Callable[[], object]


def make_actions(window: "Window") -> dict[str, QAction]:
    """Fill the menu bar; return the actions by their English text."""
    keys = QKeySequence.StandardKey
    menus: dict[str, tuple[Command | None, ...]] = {
        mark("File"): (
            Command("New", keys.New, "new", window.new),
            Command("Open…", keys.Open, "open", window.ask_open),
            Command("Open recent", "", "recent", lambda: None),
            Command("New from template", "", "", lambda: None),
            None,
            Command("Save", keys.Save, "save", window.save),
            Command("Save as…", keys.SaveAs, "save-as", window.save_as),
            Command("Save as template…", "", "", window.files.save_template),
            None,
            Command("Export", "", "export", lambda: None),
            Command("Share a copy…", "", "share", window.exports.share),
            None,
            Command("Settings…", "Ctrl+,", "settings", window.show_settings),
            None,
            Command("Close", keys.Close, "close", lambda: window.close_tab(window.tabs.currentIndex())),
            Command("Quit", keys.Quit, "", window.close),
        ),
        mark("Edit"): (
            Command("Undo", keys.Undo, "undo", lambda: window.session.undo()),
            Command("Redo", keys.Redo, "redo", lambda: window.session.redo()),
            None,
            Command("Cut", keys.Cut, "cut", lambda: chosen.cut(window.document)),
            Command("Copy", keys.Copy, "copy", lambda: chosen.copy(window.document)),
            Command("Paste", keys.Paste, "paste", lambda: window.adding.paste_at(window.view.pointed())),
            Command("Duplicate", "Ctrl+D", "duplicate", lambda: chosen.duplicate(window.document)),
            Command(
                "Duplicate without wires", "Ctrl+Shift+D", "", lambda: chosen.duplicate(window.document, wires=False)
            ),
            Command("Delete", keys.Delete, "delete", lambda: chosen.remove(window.document)),
            Command("Delete with wires", "Shift+Del", "", lambda: chosen.remove(window.document, heal=False)),
            None,
            Command("Select all", keys.SelectAll, "select-all", lambda: window.scene_.select_all()),
            Command("Rename…", "F2", "rename", lambda: chosen.rename(window.document)),
        ),
        mark("Node"): (
            Command("Add…", "Shift+A", "add", lambda: window.adding.search(window.view.free_place(), None)),
            Command("Add note", "N", "note", lambda: window.adding.add_note(window.view.middle())),
            Command("Frame", "Ctrl+G", "frame", lambda: chosen.frame(window.document)),
            None,
            Command("Bypass", "B", "bypass", lambda: chosen.toggle(window.document, "bypassed")),
            Command("Disable", "M", "disable", lambda: chosen.toggle(window.document, "disabled")),
            Command("Collapse", "H", "collapse", lambda: chosen.toggle(window.document, "collapsed")),
            None,
            Command("Align left", "Ctrl+Shift+Left", "align-left", lambda: chosen.align(window.document, "left")),
            Command("Align right", "Ctrl+Shift+Right", "align-right", lambda: chosen.align(window.document, "right")),
            Command("Align top", "Ctrl+Shift+Up", "align-top", lambda: chosen.align(window.document, "top")),
            Command(
                "Align bottom", "Ctrl+Shift+Down", "align-bottom", lambda: chosen.align(window.document, "bottom")
            ),
            Command(
                "Distribute across", "Ctrl+Alt+H", "distribute-across",
                lambda: chosen.distribute(window.document, across=True),
            ),
            Command(
                "Distribute down", "Ctrl+Alt+V", "distribute-down",
                lambda: chosen.distribute(window.document, across=False),
            ),
            Command("Arrange", "L", "arrange", window.arrange),
            None,
            Command("Edit a value…", "E", "rename", window.by_keys.edit_value),
            Command("Connect…", "Shift+C", "wire", window.by_keys.connect_),
            Command("Move left", "Alt+Left", "", lambda: window.by_keys.move(-1, 0)),
            Command("Move right", "Alt+Right", "", lambda: window.by_keys.move(1, 0)),
            Command("Move up", "Alt+Up", "", lambda: window.by_keys.move(0, -1)),
            Command("Move down", "Alt+Down", "", lambda: window.by_keys.move(0, 1)),
        ),
        mark("View"): (
            Command("Fit all", "A", "fit", lambda: window.view.fit()),
            Command("Fit selection", "F", "fit-selection", lambda: window.view.fit(window.scene_.selected())),
            Command("Zoom in", keys.ZoomIn, "zoom-in", lambda: window.view.zoom_by(1.25)),
            Command("Zoom out", keys.ZoomOut, "zoom-out", lambda: window.view.zoom_by(0.8)),
            Command("Actual size", "Ctrl+0", "actual-size", lambda: window.view.zoom_by(1 / window.view.zoom)),
            None,
            Command("Pictures in nodes", "P", "", window.toggle_pictures),
            Command("Snap to grid", "G", "", window.toggle_snapping),
            Command("Map", "Ctrl+M", "", window.toggle_minimap),
            None,
            Command("View the result", "V", "eye", lambda: window.docks.show_viewer()),
        ),
        mark("Run"): (
            Command("Run", "F5", "run", window.running.run_all),
            Command("Run selected", "Shift+F5", "run-selected", window.running.run_selected),
            Command("Pause", "F6", "pause", window.running.pause),
            Command("Stop", "Ctrl+.", "stop", window.running.stop),
            None,
            Command("Live", "F7", "live", window.running.live.toggle),
            Command("Live on a part", "Shift+F7", "", window.running.live.toggle),
        ),
        mark("Help"): (
            Command("Help for the node", "F1", "help", window.show_help),
            Command("Take the tour", "", "tour", window.beginning.tour),
            Command("Upscale a picture…", "Ctrl+U", "upscale", lambda: window.beginning.upscale(None)),
        ),
    }  # fmt: skip
    made: dict[str, QAction] = {}
    for title, entries in menus.items():
        menu = window.menuBar().addMenu(shown(title))
        menu.setObjectName(title)
        for entry in entries:
            if entry is None:
                menu.addSeparator()
                continue
            action = QAction(shown(entry.text), window)
            action.setObjectName(entry.text)
            if entry.icon:
                action.setIcon(icons.icon(entry.icon))
            if entry.key:
                action.setShortcut(QKeySequence(entry.key))
            action.triggered.connect(lambda _=False, do=entry.do: do())
            menu.addAction(action)
            made[entry.text] = action
    for text in ("Pictures in nodes", "Snap to grid", "Map", "Live", "Live on a part"):
        made[text].setCheckable(True)
    for text in ("Pictures in nodes", "Map"):
        made[text].setChecked(True)
    return made
