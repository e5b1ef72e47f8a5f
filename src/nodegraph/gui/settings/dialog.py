"""The settings dialog: pages on the left, their fields on the right; every change is kept and takes effect at once."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from nodegraph.gui import icons
from nodegraph.gui.languages import tr
from nodegraph.gui.panels.rows import Rows
from nodegraph.gui.settings import pages
from nodegraph.gui.settings.shortcuts import Shortcuts
from nodegraph.gui.theme import UNIT

if TYPE_CHECKING:
    from nodegraph.gui.settings.applying import Applying
    from nodegraph.gui.window import Window

_SIZE = 200 * UNIT, 130 * UNIT
_LIST = 44 * UNIT


class SettingsDialog(QDialog):
    """Beside the window; it can stay open."""

    def __init__(self, window: "Window", applying: "Applying") -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Settings"))
        self._wishes = window.settings
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Pages of settings"))
        self.list.setFixedWidth(_LIST)
        self.list.setIconSize(QSize(4 * UNIT, 4 * UNIT))
        self.list.setItemDelegate(Rows(self.list))
        self.pages = QStackedWidget()
        self.shortcuts = Shortcuts(window.settings, applying)
        for name, icon, page in (
            (tr("Looks"), "looks", _scrolled(pages.looks(window.settings), tr("Looks"))),
            (tr("Devices"), "device", _scrolled(pages.devices(window.settings, window.link), tr("Devices"))),
            (tr("Memory"), "memory", _scrolled(pages.memory(window.settings), tr("Memory"))),
            (tr("Files"), "folder", _scrolled(pages.files(window.settings), tr("Files"))),
            (tr("Shortcuts"), "keyboard", self.shortcuts),
        ):
            self.list.addItem(QListWidgetItem(icons.icon(icon), name))
            self.pages.addWidget(page)
        self.list.currentRowChanged.connect(self.pages.setCurrentIndex)
        self.list.setCurrentRow(0)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.reset = self.buttons.addButton(tr("Reset all settings…"), QDialogButtonBox.ButtonRole.ResetRole)
        self.buttons.rejected.connect(self.close)
        self.reset.clicked.connect(self._ask_reset)
        middle = QHBoxLayout()
        middle.addWidget(self.list)
        middle.addWidget(self.pages, 1)
        layout = QVBoxLayout(self)
        layout.addLayout(middle, 1)
        layout.addWidget(self.buttons)
        self.resize(*_SIZE)

    def _ask_reset(self) -> None:
        question = QMessageBox(self)
        question.setIcon(QMessageBox.Icon.Question)
        question.setWindowTitle(tr("Reset all settings"))
        question.setText(tr("Put all settings back as they were in the beginning? Shortcuts stay as they are."))
        question.setStandardButtons(QMessageBox.StandardButton.Reset | QMessageBox.StandardButton.Cancel)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.buttonClicked.connect(
            lambda button: (
                self._wishes.reset() if question.standardButton(button) is QMessageBox.StandardButton.Reset else None
            )
        )
        question.open()


def _scrolled(page: QWidget, name: str) -> QScrollArea:
    area = QScrollArea()
    area.setAccessibleName(name)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    return area
