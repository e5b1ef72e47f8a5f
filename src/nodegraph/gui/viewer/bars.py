"""The viewer's tools: what is compared and how, channel, exposure, gamma, what lies behind alpha, zoom."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QLabel, QSizePolicy, QToolBar, QToolButton, QWidget

from nodegraph.gui.icons import icon
from nodegraph.gui.languages import tr
from nodegraph.gui.theme import UNIT

_ICON = QSize(18, 18)
_STOPS, _GAMMAS = 16.0, (0.1, 8.0)


class Bar(QToolBar):
    """A row of tools; those that do not fit are behind its last button."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.setIconSize(_ICON)
        self.setMovable(False)

    def tool(self, name: str, tip: str, do: Callable[[], object]) -> QAction:
        """Add a button that does something."""
        action = self.addAction(icon(name), tip)
        action.triggered.connect(lambda _=False: do())
        self._name(action, tip)
        return action

    def switch(self, name: str, tip: str, do: Callable[[bool], object]) -> QAction:
        """Add a button that is on or off."""
        action = self.addAction(icon(name), tip)
        action.setCheckable(True)
        action.toggled.connect(do)
        self._name(action, tip)
        return action

    def choice(self, entries: Iterable[tuple[str, str, str]], do: Callable[[str], object]) -> dict[str, QAction]:
        """Add buttons (name, icon, tip) of which one is on; `do` gets the name of that which a person chose."""
        group = QActionGroup(self)
        found = {}

        def chosen(name: str, on: bool) -> None:
            if on:
                do(name)

        for name, picture, tip in entries:
            action = self.switch(picture, tip, partial(chosen, name))
            group.addAction(action)
            found[name] = action
        return found

    def texts(self, title: str, entries: Mapping[str, str], changed: Callable[[], object]) -> QComboBox:
        """Add a list of names and what they are called."""
        box = QComboBox()
        for name, text in entries.items():
            box.addItem(text, name)
        box.setAccessibleName(title)
        box.setToolTip(title)
        box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        box.currentIndexChanged.connect(lambda _: changed())
        self.addWidget(box)
        return box

    def gap(self) -> None:
        """Add room that grows."""
        room = QWidget()
        room.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(room)

    def _name(self, action: QAction, tip: str) -> None:
        button = self.widgetForAction(action)
        button.setAccessibleName(tip)
        button.setToolTip(tip)


class Stepper(QDoubleSpinBox):
    """A number that is typed, stepped or turned; a double click on its label puts it back."""

    def __init__(self, title: str, value: float, lowest: float, highest: float, step: float) -> None:
        super().__init__(minimum=lowest, maximum=highest, singleStep=step, decimals=2, value=value)
        self._back = value
        self.setLocale(QLocale.c())  # as numbers are written everywhere else in the window
        self.setAccessibleName(title)
        self.setToolTip(title)
        self.setFixedWidth(76)
        self.lineEdit().setTextMargins(UNIT, 0, 0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def put_back(self) -> None:
        """Return to the value that changes nothing."""
        self.setValue(self._back)


class Light(Bar):
    """Channel, exposure, gamma and backdrop."""

    changed = Signal()

    def __init__(self, ask_color: Callable[[], object]) -> None:
        super().__init__(tr("Light"))
        self._ask_color = ask_color
        channels = {
            "color": tr("Color"), "red": tr("Red"), "green": tr("Green"), "blue": tr("Blue"),
            "alpha": tr("Alpha"), "luma": tr("Luma"),
        }  # fmt: skip
        self.channel = self.texts(tr("Channel (keys C R G B A L)"), channels, self.changed.emit)
        self.exposure = Stepper(tr("Exposure in stops"), 0.0, -_STOPS, _STOPS, 0.5)
        self.gamma = Stepper(tr("Gamma"), 1.0, *_GAMMAS, 0.1)
        self.addWidget(_label("exposure", tr("Exposure; click to put it back"), self.exposure.put_back))
        self.addWidget(self.exposure)
        self.addWidget(_text(" γ "))
        self.addWidget(self.gamma)
        for stepper in (self.exposure, self.gamma):
            stepper.valueChanged.connect(lambda _: self.changed.emit())
        self.gap()
        backdrops = {
            "checkers": tr("Checkers"), "black": tr("Black"), "white": tr("White"), "color": tr("Color…"),
        }  # fmt: skip
        self.backdrop = self.texts(tr("Behind what is transparent"), backdrops, self.changed.emit)
        self.backdrop.activated.connect(
            lambda index: self._ask_color() if self.backdrop.itemData(index) == "color" else None
        )

    @property
    def remark(self) -> str:
        """How what is seen differs from the picture, in words; empty where it does not."""
        channel = self.channel.currentText() if self.channel.currentData() != "color" else ""
        stops = tr("{stops} stops", stops=f"{self.exposure.value():+g}") if self.exposure.value() else ""
        gamma = f"γ {self.gamma.value():g}" if self.gamma.value() != 1 else ""
        return "  ".join(part for part in (channel, stops, gamma) if part)


def choose(box: QComboBox, name: str) -> None:
    """Choose an entry by its name."""
    box.setCurrentIndex(box.findData(name))


def _label(name: str, tip: str, do: Callable[[], object]) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(name))
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    button.setAutoRaise(True)
    button.clicked.connect(lambda: do())
    return button


def _text(text: str) -> QLabel:
    return QLabel(text)
