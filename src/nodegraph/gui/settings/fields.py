"""The fields of the settings dialog: each shows one setting, changes it at once, and follows it when it is reset."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QLocale, QSignalBlocker, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from nodegraph.gui import icons
from nodegraph.gui.languages import tr
from nodegraph.gui.settings.choices import LIMITS
from nodegraph.gui.settings.wishes import Wishes
from nodegraph.gui.theme import UNIT, font

_WIDE = 75 * UNIT


class Form(QWidget):
    """A page of settings: a label, a field and a remark each."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(5 * UNIT, 4 * UNIT, 5 * UNIT, 4 * UNIT)
        self._grid.setVerticalSpacing(UNIT)
        self._grid.setHorizontalSpacing(4 * UNIT)
        self._grid.setColumnStretch(1, 1)

    def add(self, label: str, field: QWidget, remark: str = "") -> QLabel:
        """Add a row; return the label of its remark."""
        row = self._grid.rowCount()
        name = QLabel(label)
        name.setBuddy(field)
        field.setAccessibleName(label)
        field.setAccessibleDescription(remark)
        told = QLabel(remark)
        told.setWordWrap(True)
        if not remark:
            told.setFixedHeight(2 * UNIT)  # the gap to the next row only
        told.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        told.setContentsMargins(0, 0, 0, 2 * UNIT)
        self._grid.addWidget(name, row, 0)
        self._grid.addWidget(field, row, 1)
        self._grid.addWidget(told, row + 1, 1)
        return told

    def title(self, text: str) -> None:
        """Add a title above the rows that follow."""
        label = QLabel(text)
        label.setFont(font(bold=True))
        label.setContentsMargins(0, 2 * UNIT, 0, UNIT)
        self._grid.addWidget(label, self._grid.rowCount(), 0, 1, 2)

    def end(self) -> None:
        """Leave what room there is below the rows."""
        self._grid.setRowStretch(self._grid.rowCount(), 1)


class ChoiceField(QComboBox):
    """One of several values, each with its text."""

    def __init__(self, wishes: Wishes, name: str, options: Mapping[object, str]) -> None:
        super().__init__()
        self._wishes, self._name = wishes, name
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(28)
        self.offer(options)
        self.activated.connect(lambda index: wishes.put(name, self.itemData(index)))
        wishes.changed.connect(self._follow)

    def offer(self, options: Mapping[object, str]) -> None:
        """Offer these values; the present one is there in any case."""
        now = getattr(self._wishes.choices, self._name)
        with QSignalBlocker(self):
            self.clear()
            for value, text in options.items():
                self.addItem(text, value)
            if now not in options:
                self.addItem(str(now), now)
        self._follow(self._name)

    def _follow(self, name: str) -> None:
        if name == self._name:
            self.setCurrentIndex(self.findData(getattr(self._wishes.choices, name)))


class NumberField(QSpinBox):
    """A whole number with its unit."""

    def __init__(self, wishes: Wishes, name: str, unit: str) -> None:
        super().__init__()
        self._wishes, self._name = wishes, name
        self.setRange(*LIMITS[name])
        self.setSuffix(f" {unit}")
        self.setKeyboardTracking(False)
        self.setStepType(QSpinBox.StepType.AdaptiveDecimalStepType)
        self.setLocale(QLocale.c())  # as numbers are written everywhere else in the window
        self.setMaximumWidth(_WIDE)
        self.lineEdit().setTextMargins(UNIT, 0, 0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._follow(name)
        self.valueChanged.connect(lambda value: wishes.put(name, value))
        wishes.changed.connect(self._follow)

    def _follow(self, name: str) -> None:
        if name == self._name:
            with QSignalBlocker(self):
                self.setValue(getattr(self._wishes.choices, name))


class FolderField(QWidget):
    """A folder, typed or chosen; empty means the one that `instead` says."""

    def __init__(self, wishes: Wishes, name: str, instead: str) -> None:
        super().__init__()
        self._wishes, self._name = wishes, name
        self.line = QLineEdit(placeholderText=instead)
        self.line.setClearButtonEnabled(True)
        self.button = QPushButton(icons.icon("folder"), tr("Choose…"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line, 1)
        layout.addWidget(self.button)
        self.setFocusProxy(self.line)
        self._follow(name)
        self.line.editingFinished.connect(self._take)
        self.line.textChanged.connect(lambda text: None if text else self._take())
        self.button.clicked.connect(self._browse)
        wishes.changed.connect(self._follow)

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 - Qt's name
        """Name the line and the button, too."""
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)
        self.button.setAccessibleName(f"{name}: {self.button.text()}")

    def _take(self) -> None:
        text = self.line.text().strip()
        if text and not Path(text).expanduser().is_dir():
            self.line.setToolTip(tr("There is no folder {folder}.", folder=text))
            self._follow(self._name)
            return
        self.line.setToolTip("")
        self._wishes.put(self._name, str(Path(text).expanduser().absolute()) if text else "")

    def _browse(self) -> None:
        found = QFileDialog.getExistingDirectory(self, self.accessibleName(), self.line.text() or str(Path.home()))
        if found:
            self._wishes.put(self._name, found)

    def _follow(self, name: str) -> None:
        if name == self._name:
            with QSignalBlocker(self.line):
                self.line.setText(getattr(self._wishes.choices, name))
