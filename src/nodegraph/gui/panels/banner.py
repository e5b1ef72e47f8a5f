"""The banner: a strip above the canvas that says what happened and offers what to do about it."""

from collections.abc import Callable

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

Choice = tuple[str, Callable[[], None]]


class Banner(QFrame):
    """Hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Button)
        self.label = QLabel()
        self.label.setWordWrap(True)
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.buttons: list[QPushButton] = []
        self._about = ""
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(12, 6, 12, 6)
        self._layout.addWidget(self.label)
        self.hide()

    def say(self, sentence: str, *choices: Choice, about: str = "") -> None:
        """Show a sentence with buttons; each closes the banner and does something. `about` names what it is about."""
        self._about = about
        for button in self.buttons:
            self._layout.removeWidget(button)
            button.deleteLater()
        self.buttons = []
        for text, do in choices:
            button = QPushButton(text)
            button.clicked.connect(lambda _=False, do=do: self._choose(do))
            self._layout.addWidget(button)
            self.buttons.append(button)
        self.label.setText(sentence)
        self.setAccessibleName(sentence)
        self.show()

    def settle(self, about: str) -> None:
        """What the banner was about is over."""
        if self._about == about:
            self.hide()

    def _choose(self, do: Callable[[], None]) -> None:
        self.hide()
        do()
