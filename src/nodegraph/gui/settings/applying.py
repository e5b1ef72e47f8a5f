"""Settings take effect: each change reaches the window, its keys, its colors and the engine at once, where it can."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu

from nodegraph.gui.settings.choices import VARIABLES
from nodegraph.gui.settings.dialog import SettingsDialog
from nodegraph.gui.theme import theme_of

if TYPE_CHECKING:
    from nodegraph.gui.window import Window


class Applying(QObject):
    """The settings of a window, in effect."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._dialog: SettingsDialog | None = None
        self.own_keys = {name: action.shortcut().toString() for name, action in self.keyed_actions().items()}
        """The keys that actions have where nothing was changed, by the action's English text."""
        window.settings.changed.connect(self._apply)
        QGuiApplication.styleHints().colorSchemeChanged.connect(lambda _: self._apply_theme(system=True))
        self._apply_shortcuts()
        self._apply("autosave_s")

    def keyed_actions(self) -> dict[str, QAction]:
        """Return the actions that keys can be given to, by their English text, in the order of the menus."""
        found = {}
        for top in self._window.menuBar().actions():
            menu = top.menu()
            for action in menu.actions() if isinstance(menu, QMenu) else ():
                if action.objectName() and action.menu() is None:
                    found[action.objectName()] = action
        return found

    def show_dialog(self) -> SettingsDialog:
        """Show the settings, or bring them to the front."""
        if self._dialog is None:
            self._dialog = SettingsDialog(self._window, self)
            self._dialog.destroyed.connect(self._forget_dialog)
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()
        return self._dialog

    def _forget_dialog(self) -> None:
        self._dialog = None

    def _apply(self, name: str) -> None:
        choices = self._window.settings.choices
        if name == "theme":
            self._apply_theme()
        elif name == "shortcuts":
            self._apply_shortcuts()
        elif name == "autosave_s":
            self._window.files.set_interval(choices.autosave_s)
        elif name in VARIABLES and self._window.settings.environment.apply(choices):
            self._window.link.renew()
            self._window.link.check(self._window.document.question())

    def _apply_theme(self, *, system: bool = False) -> None:
        choice = self._window.settings.choices.theme
        if not system or choice == "system":
            self._window.show_theme(theme_of(choice, QGuiApplication.styleHints()))

    def _apply_shortcuts(self) -> None:
        changed = self._window.settings.shortcuts
        for name, action in self.keyed_actions().items():
            action.setShortcut(QKeySequence(changed.get(name, self.own_keys[name])))
