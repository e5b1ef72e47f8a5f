"""The banner: a strip above the canvas that says what happened and offers what to do about it."""

from collections.abc import Callable

from PySide6.QtGui import QFontDatabase, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from nodegraph.gui.languages import tr
from nodegraph.gui.theme import UNIT

Choice = tuple[str, Callable[[], None]]
_SHOWN = 6
"""Lines of details that are in view at once, at most."""


class Banner(QFrame):
    """Hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Button)
        self.label = QLabel()
        self.label.setWordWrap(True)
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.details = QPlainTextEdit(readOnly=True)
        self.details.setAccessibleName(tr("Last lines"))
        self.details.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.details.hide()
        self.buttons: list[QPushButton] = []
        self._about = ""
        self._row = QHBoxLayout()
        self._row.addWidget(self.label)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * UNIT, 6, 3 * UNIT, 6)
        column.addLayout(self._row)
        column.addWidget(self.details)
        self.hide()

    def say(self, sentence: str, *choices: Choice, about: str = "", lines: str = "") -> None:
        """Show a sentence with buttons; each closes the banner and does something.

        `about` names what it is about; `lines` are details, which a button shows.
        """
        self._about = about
        for button in self.buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        for text, do in choices:
            self._add(text).clicked.connect(lambda _=False, do=do: self._choose(do))
        self.details.setPlainText(lines)
        shown = min(lines.count("\n") + 1, _SHOWN)
        self.details.setFixedHeight(self.details.fontMetrics().lineSpacing() * shown + 5 * UNIT)
        self.details.hide()
        if lines:
            more = self._add(tr("Last lines"))
            more.setCheckable(True)
            more.toggled.connect(self._show_details)
        self.label.setText(sentence)
        self.setAccessibleName(sentence)
        self.show()

    def settle(self, about: str) -> None:
        """What the banner was about is over."""
        if self._about == about:
            self.hide()

    def _add(self, text: str) -> QPushButton:
        button = QPushButton(text)
        self._row.addWidget(button)
        self.buttons.append(button)
        return button

    def _show_details(self, on: bool) -> None:
        self.details.setVisible(on)
        bar = self.details.verticalScrollBar()
        bar.setValue(bar.maximum())

    def _choose(self, do: Callable[[], None]) -> None:
        self.hide()
        do()
