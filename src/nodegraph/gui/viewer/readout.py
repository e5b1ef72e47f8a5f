"""The numbers under the pointer, in 8 and 16 bits and as floats, and where it is."""

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from nodegraph.core.pictures import Numbers
from nodegraph.gui.languages import tr
from nodegraph.gui.theme import UNIT

_NAMES = {1: ("Y",), 3: ("R", "G", "B"), 4: ("R", "G", "B", "A")}


def in_bits(numbers: Numbers, top: int) -> tuple[int, ...]:
    """Return the numbers as integers from 0 to `top`, rounded; floats beyond [0, 1] are clipped, what is none is 0."""
    return tuple(round(max(0.0, min(share, 1.0)) * top) if share == share else 0 for share in as_floats(numbers))


def as_floats(numbers: Numbers) -> tuple[float, ...]:
    """Return the numbers as floats, full scale 1."""
    return tuple(value / numbers.top for value in numbers.values) if numbers.top else numbers.values


def in_words(numbers: Numbers) -> str:
    """Return the numbers as a line to be read."""
    names = _NAMES.get(len(numbers.values), tuple("?" * len(numbers.values)))
    floats = " ".join(f"{value:.4f}" for value in as_floats(numbers))
    eight, sixteen = (" ".join(map(str, in_bits(numbers, top))) for top in (255, 65535))
    return f"{' '.join(names)}   8: {eight}   16: {sixteen}   {floats}"


class Readout(QWidget):
    """Two lines: place and numbers of the first picture, numbers of the second."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QGridLayout(self)
        layout.setContentsMargins(2 * UNIT, UNIT, 2 * UNIT, UNIT)
        layout.setVerticalSpacing(0)
        layout.setHorizontalSpacing(3 * UNIT)
        self.place, self.size_, self.first, self.second = QLabel(), QLabel(), QLabel(), QLabel()
        names = (tr("Pixel"), tr("Size and zoom"), tr("Its numbers"), tr("The numbers of the other picture"))
        for label, name in zip((self.place, self.size_, self.first, self.second), names, strict=True):
            label.setAccessibleName(name)
            label.setMinimumWidth(0)
        layout.addWidget(self.size_, 0, 0)
        layout.addWidget(self.place, 0, 1)
        layout.addWidget(self.first, 1, 0, 1, 2)
        layout.addWidget(self.second, 2, 0, 1, 2)
        layout.setColumnStretch(1, 1)
        self.second.hide()

    def show_second(self, on: bool) -> None:
        """Have room for the numbers of the other picture, or not."""
        self.second.setVisible(on)

    def show_size(self, text: str) -> None:
        """Show how large the picture is, and how large it is seen."""
        self.size_.setText(text)

    def show_place(self, x: int, y: int) -> None:
        """Show which pixel is meant."""
        self.place.setText(f"x {x}   y {y}")

    def show_numbers(self, first: Numbers, second: Numbers | None) -> None:
        """Show the numbers of a pixel, and of the one at the same place of the other picture."""
        self.first.setText(in_words(first))
        self.second.setText("" if second is None else in_words(second))

    def show_none(self) -> None:
        """Nothing is known of the pixel."""
        self.first.clear()
        self.second.clear()

    def clear(self) -> None:
        """No pixel is meant."""
        self.place.clear()
        self.show_none()
