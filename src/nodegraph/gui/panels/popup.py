"""A popup to choose from: a line to type in, below it what fits, walked through with the arrow keys while typing."""

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from nodegraph.gui.panels.rows import Rows

KEY = Qt.ItemDataRole.UserRole
"""The role of what a row stands for; a row without it cannot be chosen."""
_STEPS: dict[int, int] = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


class ListPopup(QFrame):
    """Fills its list anew in `fill` when the text changes, and takes what was chosen in `take`."""

    def __init__(self, wish: str, listed: str, size: QSize, parent: QWidget) -> None:
        """`wish`: what to type, in words; `listed`: what the list holds."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.line = QLineEdit(placeholderText=wish)
        self.line.setClearButtonEnabled(True)
        self.line.setAccessibleName(wish)
        self.list = QListWidget()
        self.list.setAccessibleName(listed)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setItemDelegate(Rows(self.list))
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(8, 8, 8, 8)
        self.column.addWidget(self.line)
        self.column.addWidget(self.list)
        self.resize(size)
        self.line.textChanged.connect(self.fill)
        self.line.installEventFilter(self)
        self.line.returnPressed.connect(self._take_current)
        self.list.itemClicked.connect(self._take_current)

    def fill(self, text: str) -> None:
        """Show what fits a text."""
        raise NotImplementedError

    def take(self, key: object) -> None:
        """Do what was chosen."""
        raise NotImplementedError

    def show_at(self, place: QPoint) -> None:
        """Show the popup with its corner at a place of the screen, moved so that all of it is seen."""
        screen = self.screen().availableGeometry()
        x = min(place.x(), screen.right() - self.width())
        y = min(place.y(), screen.bottom() - self.height())
        self.move(max(x, screen.left()), max(y, screen.top()))
        self.show()
        self.line.setFocus()

    def add_words(self, words: str) -> None:
        """Add a row that is only read."""
        item = QListWidgetItem(words)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.addItem(item)

    def step(self, by: int) -> None:
        """Go up or down in the list, to a row that can be chosen; 0 goes to the first one."""
        last = self.list.count() - 1
        row = min(max(self.list.currentRow() + by, 0), last) if by else 0
        for way in (-1, 1) if by < 0 else (1, -1):
            found = row
            while 0 <= found <= last and self.list.item(found).data(KEY) is None:
                found += way
            if 0 <= found <= last:
                self.list.setCurrentRow(found)
                return

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let the arrow keys move in the list while typing goes on."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _STEPS:
            self.step(_STEPS[event.key()])
            return True
        return super().eventFilter(watched, event)

    def _take_current(self) -> None:
        item = self.list.currentItem()
        key = item.data(KEY) if item is not None else None
        if key is not None:
            self.close()
            self.take(key)
