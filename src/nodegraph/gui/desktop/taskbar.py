"""How far a run is, at the program's icon in the task bar: where the platform has that."""

import sys
from typing import Any

from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from nodegraph.gui.desktop.bus import has_session_bus

_INTERFACE = "com.canonical.Unity.LauncherEntry"
"""Understood by the docks of KDE, Ubuntu, Cinnamon and others; who does not know it hears nothing."""


class Taskbar:
    """The entry of a window in the task bar."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._windows: Any = None

    def show(self, fraction: float | None) -> None:
        """Show a finished fraction; `None`: nothing runs."""
        if sys.platform == "win32":
            self._show_on_windows(fraction)
        elif sys.platform == "linux" and has_session_bus():
            name = QGuiApplication.desktopFileName() or "nodegraph"
            message = QDBusMessage.createSignal("/nodegraph", _INTERFACE, "Update")
            state = {"progress": float(fraction or 0.0), "progress-visible": fraction is not None}
            message.setArguments([f"application://{name}.desktop", state])
            QDBusConnection.sessionBus().send(message)

    def _show_on_windows(self, fraction: float | None) -> None:
        if sys.platform == "win32":
            from nodegraph.gui.desktop.windows import TaskbarList

            self._windows = self._windows or TaskbarList()
            self._windows.show(int(self._window.winId()), fraction)
