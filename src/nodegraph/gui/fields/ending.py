"""How editors over the canvas end: Enter, Tab or leaving takes what was written, Escape leaves it as it was."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

_ONLY_AWAY = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
"""A menu of the editor, or another window, is in front for a while."""
_ONWARD: dict[int, int] = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Ending(QObject):
    """Watches an editor. In one of several lines Enter begins a new one, and Ctrl+Enter takes the text."""

    onward = Signal(int)
    """Tab (1) or Shift+Tab (-1) was pressed, and what was written is taken."""

    def __init__(self, editor: QWidget, canvas: QWidget, take: Callable[[], bool], *, lines: bool = False) -> None:
        """`take` returns whether what was written was accepted; if not, the editor stays open."""
        super().__init__(editor)
        self._editor, self._canvas, self._take, self._lines = editor, canvas, take, lines
        self._open = True
        editor.installEventFilter(self)

    def begin(self) -> None:
        """Show the editor and write in it."""
        self._editor.show()
        self._editor.setFocus()

    def end(self) -> None:
        """Close the editor; what was written is left."""
        if self._open:
            self._open = False
            self._canvas.setFocus()
            self._editor.hide()
            self._editor.deleteLater()

    def take(self) -> bool:
        """Take what was written, and close if it was accepted; return whether it was."""
        if not self._open:
            return False
        self._open = False  # What is refused may be told in a window that takes the focus, which would ask again.
        accepted = self._take()
        self._open = True
        if accepted:
            self.end()
        return accepted

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take or leave what was written when it is time."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if event.key() == Qt.Key.Key_Escape:
                self.end()
                return True
            if event.key() in _ENTER and (control or not self._lines):
                self.take()
                return True
            if event.key() in _ONWARD:
                if self.take():
                    self.onward.emit(_ONWARD[event.key()])
                return True
        elif isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in _ONLY_AWAY:
            self.take()
        return False
