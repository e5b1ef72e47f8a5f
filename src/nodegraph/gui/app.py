"""`nodegraph gui`: starts Qt, shows the window, and starts the engine behind it."""

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from nodegraph.gui.keep import Kept
from nodegraph.gui.link import Link
from nodegraph.gui.theme import DARK, THEMES, font, palette
from nodegraph.gui.window import Window


def main(files: Sequence[Path] = ()) -> int:
    """Show the window until it is closed; return the exit code."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("nodegraph")
    app.setApplicationDisplayName("Nodegraph")
    app.setStyle("Fusion")
    theme = THEMES.get(Kept().get("theme", DARK.name), DARK)
    app.setPalette(palette(theme))
    app.setFont(font())
    window = Window(theme, Link())
    window.show()
    # The window is there before the first file is read.
    QTimer.singleShot(0, lambda: [window.open(file.absolute()) for file in files])
    return app.exec()
