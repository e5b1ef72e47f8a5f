"""The tour: three steps on an example, each a bubble beside the part of the window that it is about."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from nodegraph.core.places import resources
from nodegraph.gui.languages import tr
from nodegraph.gui.theme import UNIT, font

if TYPE_CHECKING:
    from nodegraph.gui.window import Window

_WIDE = 96 * UNIT
_EDGE = 4 * UNIT
_GAP = 4 * UNIT
_LINE = 3


class Step(NamedTuple):
    """What is said, and the part of the window that it is about."""

    title: str
    text: str
    place: Callable[[], QRect]
    """In the window's coordinates."""


class Tour(QObject):
    """The three steps, while they last."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._index = 0
        self._frame = _Frame(window)
        self.bubble = _Bubble(window, self)
        self.steps = (
            Step(tr("Add nodes"),
                 tr("Each node does one thing to a picture. Drag one from this list onto the canvas, or press Tab on "
                    "the canvas and type a few letters of its name."),
                 lambda: self._part(window.docks.widgets["Nodes"])),
            Step(tr("Wire them"),
                 tr("A wire carries a result from an output, on the right of a node, to an input, on the left of "
                    "another. Drag from one dot to the other. A click on a value changes it."),
                 lambda: self._part(window.view)),
            Step(tr("Run"),
                 tr("F5 runs the graph; pictures appear in the nodes, and files where “Save image” says. "
                    "Every step can be undone with Ctrl+Z. Have fun!"),
                 lambda: self._part(window.run_buttons)),
        )  # fmt: skip
        window.installEventFilter(self)

    def begin(self) -> None:
        """Show the first step, on an example where the canvas is empty."""
        if not self._window.session.graph.nodes:
            self._window.begin_example(resources() / "examples" / "upscale.ng")
        self._window.docks.widgets["Nodes"].show()
        self.go_to(0)

    @property
    def index(self) -> int:
        """Which step is shown."""
        return self._index

    def go_to(self, index: int) -> None:
        """Show a step; one behind the last ends the tour."""
        if not 0 <= index < len(self.steps):
            self.end()
            return
        self._index = index
        self.bubble.say(self.steps[index], index, len(self.steps))
        self._place()
        self.bubble.next_.setFocus()

    def end(self) -> None:
        """Show nothing any more."""
        self._frame.hide()
        self.bubble.hide()
        self._window.view.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Follow the window's size."""
        if event.type() == QEvent.Type.Resize and self.bubble.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        about, room = self.steps[self._index].place(), self._window.rect()
        self._frame.setGeometry(about.adjusted(-_LINE, -_LINE, _LINE, _LINE).intersected(room))
        self._frame.show()
        self._frame.raise_()
        bubble = self.bubble
        bubble.adjustSize()
        x, y = about.right() + _GAP, about.top() + _GAP
        if about.width() > room.width() // 2 or x + bubble.width() > room.right():
            x = about.center().x() - bubble.width() // 2
            y = about.bottom() + _GAP if about.bottom() + _GAP + bubble.height() < room.bottom() else about.top() + _GAP
        bubble.move(min(max(x, _GAP), room.right() - bubble.width() - _GAP), max(y, _GAP))
        bubble.show()
        bubble.raise_()

    def _part(self, widget: QWidget) -> QRect:
        return QRect(widget.mapTo(self._window, QPoint()), widget.size())


class _Bubble(QFrame):
    """Says a step, with buttons to go on."""

    def __init__(self, parent: QWidget, tour: Tour) -> None:
        super().__init__(parent)
        self._tour = tour
        self.setObjectName("bubble")
        self.setFixedWidth(_WIDE)
        self._title, self._text, self._count = QLabel(), QLabel(), QLabel()
        self.next_ = QPushButton()
        self._title.setFont(font(11, bold=True))
        self._text.setWordWrap(True)
        self.skip, self.back = QPushButton(tr("End the tour")), QPushButton(tr("Back"))
        self.next_.setDefault(True)
        row = QHBoxLayout()
        row.addWidget(self.skip)
        row.addStretch(1)
        row.addWidget(self._count)
        row.addWidget(self.back)
        row.addWidget(self.next_)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        layout.setSpacing(2 * UNIT)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        layout.addLayout(row)
        self.skip.clicked.connect(tour.end)
        self.back.clicked.connect(lambda: tour.go_to(tour.index - 1))
        self.next_.clicked.connect(lambda: tour.go_to(tour.index + 1))
        self.hide()

    def say(self, step: Step, index: int, count: int) -> None:
        """Say a step."""
        self._title.setText(step.title)
        self._text.setText(step.text)
        self._text.setFixedHeight(self._text.heightForWidth(_WIDE - 2 * _EDGE - 2 * self.frameWidth()))
        self._count.setText(tr("{index} of {count}", index=index + 1, count=count))
        self.back.setEnabled(index > 0)
        self.next_.setText(tr("Next") if index + 1 < count else tr("Done"))
        self.setAccessibleName(f"{step.title}. {step.text}")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape ends the tour."""
        if event.key() == Qt.Key.Key_Escape:
            self._tour.end()
        else:
            super().keyPressEvent(event)


class _Frame(QWidget):
    """A line around what a step is about; the mouse goes through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the line."""
        painter = QPainter(self)
        painter.setPen(QPen(QColor(self.palette().highlight().color()), _LINE))
        painter.drawRect(self.rect().adjusted(_LINE // 2, _LINE // 2, -_LINE // 2, -_LINE // 2))
