"""The buttons that run the graph, pause and stop it, and follow it live: at the end of the menu bar, in sight."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QToolButton, QWidget

from nodegraph.gui.languages import tr
from nodegraph.gui.theme import UNIT

_ICON = QSize(4 * UNIT, 4 * UNIT)
_WIDE = 180 * UNIT
"""From which width of the window on there is room for names beside menus, in all languages."""


class RunButtons(QWidget):
    """One button for each action; keys reach the same by the menu, so that Tab does not stop here."""

    def __init__(self, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self.setAccessibleName(tr("Run"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, UNIT, 2)
        row.setSpacing(UNIT)
        self.buttons = {name: _button(actions[name]) for name in ("Run", "Pause", "Stop", "Live")}
        for button in self.buttons.values():
            row.addWidget(button)
        self.buttons["Run"].setObjectName("run")
        self._show_names(True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Leave the menus their room where the window is narrow."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self._show_names(watched.width() >= _WIDE)
        return super().eventFilter(watched, event)

    def _show_names(self, on: bool) -> None:
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if on else Qt.ToolButtonStyle.ToolButtonIconOnly
        if style is self.buttons["Run"].toolButtonStyle():
            return
        for name in ("Run", "Live"):
            self.buttons[name].setToolButtonStyle(style)
        if self.isVisible():
            self.hide()
            self.show()  # only then does a menu bar give its corner another size


def show_run_buttons(window: QMainWindow, actions: Mapping[str, QAction]) -> RunButtons:
    """Put the buttons at the end of the window's menu bar, or of its status bar where the system draws the menus."""
    buttons = RunButtons(actions)
    bar = window.menuBar()
    if bar.isNativeMenuBar():
        window.statusBar().addPermanentWidget(buttons)
    else:
        bar.setCornerWidget(buttons)
        window.installEventFilter(buttons)
    return buttons


def _button(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setIconSize(_ICON)
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def follow() -> None:
        key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        button.setAccessibleName(action.text())
        button.setToolTip(f"{action.text()} ({key})" if key else action.text())

    action.changed.connect(follow)
    follow()
    return button
