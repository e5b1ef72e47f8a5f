"""Where the window and its panels were is where they are at the next start."""

from base64 import b64decode, b64encode
from binascii import Error

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QMainWindow

from nodegraph.gui.keep import Kept

_NAME = "window"
_SHARE = 0.9
"""Of a small screen, that a window takes at first."""
_VERSION = 1
"""Of the panels there are: places from before other ones came are not taken over."""


def keep_place(window: QMainWindow, kept: Kept) -> None:
    """Keep size and place of the window, and which of its panels are where."""
    parts = window.saveGeometry(), window.saveState(_VERSION)
    kept.put(_NAME, [b64encode(part.data()).decode() for part in parts])


def show_where_it_was(window: QMainWindow, kept: Kept) -> None:
    """Show the window with the size and panels that were kept, on a screen that is there."""
    try:
        geometry, panels = (QByteArray(b64decode(part)) for part in kept.get(_NAME, []))
    except (Error, TypeError, ValueError):
        geometry = panels = QByteArray()  # nothing was kept, or somebody else wrote it
    if not window.restoreGeometry(geometry):
        window.resize(window.size().boundedTo(window.screen().availableSize() * _SHARE))
    window.show()
    # Before the window is there, Qt would leave the tabs of hidden panels in sight.
    window.restoreState(panels, _VERSION)
