"""A question with a list: what it is about in rows, choices and buttons below; it does not hold up the window."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QRadioButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from nodegraph.gui.panels.rows import Rows
from nodegraph.gui.theme import UNIT, font
from nodegraph.gui.wording import as_tip

_SIZE = 720, 420


class Question(QDialog):
    """Asks; what was chosen is read when it was accepted. Enter says yes, Escape no."""

    def __init__(self, parent: QWidget, title: str, sentence: str, yes: str) -> None:
        """`yes`: what the button says that accepts."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*_SIZE)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(5 * UNIT, 5 * UNIT, 5 * UNIT, 4 * UNIT)
        self._layout.setSpacing(3 * UNIT)
        heading = QLabel(title)
        heading.setFont(font(12, bold=True))
        self._layout.addWidget(heading)
        self.sentence = QLabel(sentence)
        self.sentence.setWordWrap(True)
        self._layout.addWidget(self.sentence)
        self.list = QTreeWidget()
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setItemDelegate(Rows(self.list))
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setAccessibleName(title)
        self.list.setSelectionMode(QTreeWidget.SelectionMode.NoSelection)
        self._layout.addWidget(self.list, 1)
        self._choices = QButtonGroup(self)
        self.quiet: QCheckBox | None = None
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        # The style has an icon of another kind for it.
        self._buttons.button(QDialogButtonBox.StandardButton.Cancel).setIcon(QIcon())
        self.yes = self._buttons.addButton(yes, QDialogButtonBox.ButtonRole.AcceptRole)
        self._first: QPushButton = self.yes
        self.yes.setDefault(True)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._layout.addWidget(self._buttons)

    def show_rows(self, titles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show what it is about; the first column takes the room that is left."""
        self.list.setHeaderLabels(list(titles))
        for row in rows:
            item = QTreeWidgetItem(list(row))
            for column, text in enumerate(row):
                item.setToolTip(column, as_tip(text))
            self.list.addTopLevelItem(item)
        lay_columns(self.list)

    def add_line(self, text: str) -> None:
        """Say something below the list."""
        label = QLabel(text)
        label.setWordWrap(True)
        self._insert(label)

    def add_choices(self, texts: Sequence[str], chosen: int = 0) -> None:
        """Offer one of several."""
        for index, text in enumerate(texts):
            button = QRadioButton(text)
            button.setChecked(index == chosen)
            self._choices.addButton(button, index)
            self._insert(button)

    def add_quiet(self, text: str) -> None:
        """Offer not to be asked again."""
        self.quiet = QCheckBox(text)
        self._insert(self.quiet)

    @property
    def choice(self) -> int:
        """Which of the choices is made, counted from 0; -1 where there are none."""
        return self._choices.checkedId()

    def begin_with_no(self) -> None:
        """Let Enter say no: yes is to be meant, not to be slipped into."""
        self._first = self._buttons.button(QDialogButtonBox.StandardButton.Cancel)
        self.yes.setDefault(False)
        self._first.setDefault(True)

    def ask(self, then: Callable[[], object]) -> None:
        """Show it; `then` is called when it was answered with yes."""
        self._first.setFocus()
        self.accepted.connect(then)
        self.open()

    def _insert(self, widget: QWidget) -> None:
        self._layout.insertWidget(self._layout.count() - 1, widget)


def lay_columns(tree: QTreeWidget) -> None:
    """Give each column the room that its texts need, and the first one what the others leave."""
    header = tree.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    for column in range(1, tree.columnCount()):
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        tree.resizeColumnToContents(column)
        tree.setColumnWidth(column, min(tree.columnWidth(column) + 4 * UNIT, tree.width() // 3))
