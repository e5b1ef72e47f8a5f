"""Tells that a run is over when the window is not in front: by the desktop's own notifications."""

from PySide6.QtCore import QObject
from PySide6.QtDBus import QDBusConnection
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSystemTrayIcon

from nodegraph.gui.desktop.bus import Method, call, has_session_bus

_PORTAL = Method(
    "org.freedesktop.portal.Desktop",
    "/org/freedesktop/portal/desktop",
    "org.freedesktop.portal.Notification",
    "AddNotification",
)
_ID = "run"
"""A later notification takes the place of an earlier one."""


class Notifier(QObject):
    """Shows notifications."""

    def __init__(self, icon: QIcon, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._tray: QSystemTrayIcon | None = None

    def tell(self, title: str, sentence: str) -> None:
        """Show a notification; where the desktop has none, nothing happens."""
        if not has_session_bus():
            self._tell_by_tray(title, sentence)
            return
        told = {"title": title, "body": sentence}
        bus = QDBusConnection.sessionBus()
        call(bus, _PORTAL, (_ID, told), lambda _: None, lambda _: self._tell_by_tray(title, sentence), self)

    def _tell_by_tray(self, title: str, sentence: str) -> None:
        if not QSystemTrayIcon.isSystemTrayAvailable():
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(self._icon, self)
        self._tray.show()
        self._tray.showMessage(title, sentence, self._icon)

    def settle(self) -> None:
        """The window is in front again: the icon that notifications needed goes."""
        if self._tray is not None:
            self._tray.hide()
