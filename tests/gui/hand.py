"""A mouse and keys over a window's canvas, patience with it, and how to close it without being asked."""

import time

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from tests import waiting

PATIENCE = 120
"""Seconds; an engine starts slowly on a machine that is busy with other things."""


def discard(window):
    """Close a window without being asked."""
    for document in window.documents:
        document.session.discard()


def until(done, seconds=PATIENCE):
    """Let the window live until something is so, and return it."""
    return waiting.until(done, seconds, rest=_live)


def _live():
    """Handle what has come, and leave the processors for a moment to the engine that is waited for."""
    QApplication.processEvents()
    time.sleep(0.002)


class Hand:
    """A mouse over a window's canvas; places are canvas places, ports are named."""

    def __init__(self, qtbot, window):
        self.qtbot, self.window = qtbot, window

    @property
    def view(self):
        return self.window.view

    @property
    def graph(self):
        return self.window.session.graph

    def dot(self, name, port, *, output=False):
        place = self.window.scene_.dot(name, port, output=output)
        assert place is not None, f"{name} shows no port {port}"
        return place

    def on(self, name):
        """The middle of a node's header."""
        item = self.window.scene_.items_[name]
        return item.pos() + QPointF(item.shape_.width / 2, 12)

    def drag(self, start, end, button=Qt.MouseButton.LeftButton, keys=Qt.KeyboardModifier.NoModifier):
        self.press(start, button, keys)
        steps = 4
        for step in range(1, steps + 1):
            self.move(start + (end - start) * (step / steps), button)
        self.release(end, button, keys)

    def press(self, place, button=Qt.MouseButton.LeftButton, keys=Qt.KeyboardModifier.NoModifier):
        self.qtbot.mousePress(self.view.viewport(), button, keys, self._pixel(place))

    def move(self, place, button=Qt.MouseButton.LeftButton):
        self.qtbot.mouseMove(self.view.viewport(), self._pixel(place))

    def release(self, place, button=Qt.MouseButton.LeftButton, keys=Qt.KeyboardModifier.NoModifier):
        self.qtbot.mouseRelease(self.view.viewport(), button, keys, self._pixel(place))

    def click(self, place, keys=Qt.KeyboardModifier.NoModifier):
        self.qtbot.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, keys, self._pixel(place))

    def double(self, place):
        """Click twice."""
        self.qtbot.mouseDClick(self.view.viewport(), Qt.MouseButton.LeftButton, pos=self._pixel(place))

    def wheel(self, place, steps, *, pixels=(0, 0), phase=Qt.ScrollPhase.NoScrollPhase):
        """Turn the wheel over a place; `pixels` and `phase` are what two fingers on a touchpad send."""
        pixel = QPointF(self._pixel(place))
        event = QWheelEvent(
            pixel,
            self.view.viewport().mapToGlobal(pixel),
            QPoint(*pixels),
            QPoint(0, 120 * steps),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            phase,
            False,
        )
        QApplication.sendEvent(self.view.viewport(), event)

    def field(self, name, port):
        """The middle of the field of an input."""
        item = self.window.scene_.items_[name]
        return item.pos() + item.field_rect(item.shape_.row(port, output=False)).center()

    def key(self, key, keys=Qt.KeyboardModifier.NoModifier):
        self.qtbot.keyClick(self.view, key, keys)

    def _pixel(self, place) -> QPoint:
        return self.view.mapFromScene(place)
