"""The page of shortcuts: every action with its key; a key that is taken is told, and any can be reset."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QKeySequence, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from nodegraph.gui import icons
from nodegraph.gui.languages import shown, tr
from nodegraph.gui.panels.rows import Rows
from nodegraph.gui.settings.wishes import Wishes
from nodegraph.gui.theme import UNIT

if TYPE_CHECKING:
    from nodegraph.gui.settings.applying import Applying

_NATIVE = QKeySequence.SequenceFormat.NativeText
_TAKEN = {"Ctrl+Tab", "Tab", "Escape"}
"""Keys that mean something everywhere."""


class Shortcuts(QWidget):
    """A list of actions, and below it the key of the selected one."""

    def __init__(self, wishes: Wishes, applying: "Applying") -> None:
        super().__init__()
        self._wishes, self._applying = wishes, applying
        self.search = QLineEdit(placeholderText=tr("Find an action or a key"))
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName(self.search.placeholderText())
        self.list = QTreeWidget()
        self.list.setHeaderLabels([tr("Action"), tr("Key")])
        self.list.setRootIsDecorated(False)
        self.list.setIconSize(QSize(4 * UNIT, 4 * UNIT))
        self.list.setItemDelegate(Rows(self.list))
        self.list.setAccessibleName(tr("Actions and their keys"))
        self.key = QKeySequenceEdit()
        self.key.setMaximumSequenceLength(1)
        self.key.setClearButtonEnabled(True)
        self.key.setAccessibleName(tr("Key of the selected action"))
        self.own = QPushButton(icons.icon("reset"), tr("Reset"))
        self.all = QPushButton(tr("Reset all keys"))
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.setAccessibleName(tr("Whether the key is free"))
        row = QHBoxLayout()
        row.addWidget(self.key, 1)
        row.addWidget(self.own)
        row.addWidget(self.all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(5 * UNIT, 4 * UNIT, 5 * UNIT, 4 * UNIT)
        for widget in (self.search, self.list):
            layout.addWidget(widget)
        layout.addLayout(row)
        layout.addWidget(self.told)
        self.search.textChanged.connect(lambda _: self._filter())
        self.list.currentItemChanged.connect(lambda *_: self._show_key())
        self.key.editingFinished.connect(self._take)
        self.own.clicked.connect(self._reset)
        self.all.clicked.connect(self._reset_all)
        wishes.changed.connect(lambda name: self._fill() if name == "shortcuts" else None)
        self._fill()
        self.list.setCurrentIndex(self.list.model().index(0, 0))
        self.list.setColumnWidth(0, 80 * UNIT)

    def select(self, action: str) -> None:
        """Select an action by its English text."""
        for row in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(row)
            if item is not None and item.data(0, _NAME) == action:
                self.list.setCurrentItem(item)

    @property
    def action(self) -> str:
        """The selected action's English text."""
        item = self.list.currentItem()
        return str(item.data(0, _NAME)) if item is not None else ""

    def _fill(self) -> None:
        before = self.action
        self.list.clear()
        blank = QPixmap(self.list.iconSize())
        blank.fill(Qt.GlobalColor.transparent)
        for name, action in self._applying.keyed_actions().items():
            item = QTreeWidgetItem([shown(name), action.shortcut().toString(_NATIVE)])
            item.setData(0, _NAME, name)
            item.setIcon(0, QIcon(blank) if action.icon().isNull() else action.icon())  # names stand in one line
            face = item.font(1)
            face.setBold(name in self._wishes.shortcuts)
            item.setFont(1, face)
            self.list.addTopLevelItem(item)
        self.select(before)
        self._filter()

    def _filter(self) -> None:
        words = self.search.text().lower().split()
        for row in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(row)
            if item is not None:
                text = f"{item.text(0)} {item.text(1)} {item.data(0, _NAME)}".lower()
                item.setHidden(not all(word in text for word in words))

    def _show_key(self) -> None:
        actions = self._applying.keyed_actions()
        self.key.setEnabled(self.action in actions)
        if self.action in actions:
            self.key.setKeySequence(actions[self.action].shortcut())
        self.told.clear()

    def _take(self) -> None:
        """Give the action the key that was pressed, unless another one has it: then that is told."""
        name, wish = self.action, self.key.keySequence()
        actions = self._applying.keyed_actions()
        if name not in actions or wish == actions[name].shortcut():
            return
        text = wish.toString()
        other = next((key for key, action in actions.items() if text and action.shortcut() == wish and key != name), "")
        if other or text in _TAKEN:
            self.told.setText(
                tr("{key} is taken by “{action}”: change or clear that one first.",
                   key=wish.toString(_NATIVE), action=shown(other))
                if other else tr("{key} has a meaning of its own everywhere.", key=wish.toString(_NATIVE))
            )  # fmt: skip
            self.key.setKeySequence(actions[name].shortcut())
            return
        self._wishes.put_shortcut(name, None if text == self._applying.own_keys[name] else text)
        self.told.setText(tr("“{action}” has the key {key} now.", action=shown(name), key=wish.toString(_NATIVE))
                          if text else tr("“{action}” has no key now.", action=shown(name)))  # fmt: skip

    def _reset(self) -> None:
        own = QKeySequence(self._applying.own_keys.get(self.action, ""))
        self.key.setKeySequence(own)
        self._take()

    def _reset_all(self) -> None:
        for name in self._wishes.shortcuts:
            self._wishes.put_shortcut(name, None)
        self._show_key()
        self.told.setText(tr("All actions have their own keys again."))


_NAME = 0x0100
"""`Qt.ItemDataRole.UserRole`, under which an item holds the English text of its action."""
