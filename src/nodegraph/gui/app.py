"""`nodegraph gui`: starts Qt, shows the window, and starts the engine behind it."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from nodegraph.gui import garbage
from nodegraph.gui.keep import Kept
from nodegraph.gui.languages import install, tr, wished
from nodegraph.gui.link import Link
from nodegraph.gui.placing import show_where_it_was
from nodegraph.gui.settings.wishes import Wishes
from nodegraph.gui.theme import dress, font, theme_of
from nodegraph.gui.window import Window


def main(files: Sequence[Path] = ()) -> int:
    """Show the window until it is closed; return the exit code."""
    wishes = Wishes(Kept())
    if wishes.choices.scale != 1.0:
        # Qt reads it when it starts; what the person's environment says goes before.
        os.environ.setdefault("QT_SCALE_FACTOR", str(wishes.choices.scale))
    app = QApplication(sys.argv[:1])
    app.setApplicationName("nodegraph")
    app.setApplicationDisplayName("Nodegraph")
    app.setStyle("Fusion")
    language = wished(wishes.choices.language)
    found = install(app, language)
    theme = theme_of(wishes.choices.theme, app.styleHints())
    dress(app, theme)
    app.setFont(font())
    window = Window(theme, Link(), wishes)
    show_where_it_was(window, wishes.kept)
    if not found:
        window.tell(tr("No font for {language} is installed.", language=language.name))
    # The window is there before the first file is read.
    QTimer.singleShot(0, lambda: [window.open(file.absolute()) for file in files])
    garbage.take_over(app)
    return app.exec()
