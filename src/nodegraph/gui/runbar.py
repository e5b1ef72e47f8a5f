"""The buttons that run the graph, pause and stop it, and follow it live: at the end of the menu bar, in sight."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QToolButton, QWidget

from nodegraph.gui.languages import tr
from nodegraph.gui.theme import UNIT

_ICON = QSize(4 * UNIT, 4 * UNIT)


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
        for name in ("Run", "Live"):
            self.buttons[name].setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.buttons["Run"].setObjectName("run")


def show_run_buttons(window: QMainWindow, actions: Mapping[str, QAction]) -> RunButtons:
    """Put the buttons at the end of the window's menu bar, or of its status bar where the system draws the menus."""
    buttons = RunButtons(actions)
    bar = window.menuBar()
    if bar.isNativeMenuBar():
        window.statusBar().addPermanentWidget(buttons)
    else:
        bar.setCornerWidget(buttons)
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
