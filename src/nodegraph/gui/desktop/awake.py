"""Keeps the computer from falling asleep while a run is under way, by what the system offers for it."""

import itertools
import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtDBus import QDBusConnection

from nodegraph.gui.desktop.bus import Method, call, has_session_bus, has_system_bus
from nodegraph.gui.languages import tr

_WHO = "Nodegraph"
_LOGIN = Method("org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager", "Inhibit")
_SESSION = (
    Method(
        "org.freedesktop.PowerManagement",
        "/org/freedesktop/PowerManagement/Inhibit",
        "org.freedesktop.PowerManagement.Inhibit",
        "Inhibit",
    ),
    Method("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "Inhibit"),
)
_numbers = itertools.count(1)


class Awake(QObject):
    """Held while a run is under way."""

    def __init__(self, tell: Callable[[str], None], parent: QObject | None = None) -> None:
        """`tell` gets a sentence where the system cannot be kept awake."""
        super().__init__(parent)
        self._tell = tell
        self._held: Any = None
        """What keeps the system awake as long as it is there: a descriptor, or a process."""
        self._bus = ""
        """The connection whose end ends what was asked for over it."""
        self._wanted = False

    @property
    def held(self) -> bool:
        """Whether the system has said that it stays awake."""
        return self._held is not None

    def hold(self, reason: str) -> None:
        """Keep the system awake from now on; returns at once."""
        self._wanted = True
        if sys.platform == "win32":
            self._held = _windows(awake=True)
        elif sys.platform == "darwin":
            # It ends with this process, too.
            self._held = subprocess.Popen(["/usr/bin/caffeinate", "-i", "-w", str(os.getpid())])
        elif has_system_bus():
            bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SystemBus, self._name())
            arguments = ("sleep:idle", _WHO, reason, "block")
            call(bus, _LOGIN, arguments, self._keep, lambda _: self._ask_session(reason, 0), self)
        else:
            self._ask_session(reason, 0)

    def release(self) -> None:
        """Let the system fall asleep again."""
        self._wanted = False
        held, self._held = self._held, None
        if sys.platform == "win32":
            _windows(awake=False)
        elif isinstance(held, subprocess.Popen):
            held.terminate()
            held.wait()
        if self._bus:
            QDBusConnection.disconnectFromBus(self._bus)
            self._bus = ""

    def _ask_session(self, reason: str, index: int) -> None:
        """Ask the next service of the session; those of KDE, XFCE and GNOME know at least one."""
        if not self._wanted:
            return
        if index == len(_SESSION) or not has_session_bus():
            self._tell(tr("Nothing here keeps the computer from falling asleep during a long run."))
            return
        bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, self._name())
        call(bus, _SESSION[index], (_WHO, reason), self._keep, lambda _: self._ask_session(reason, index + 1), self)

    def _name(self) -> str:
        """Return the name of a new connection, of which there is one at most."""
        if self._bus:
            QDBusConnection.disconnectFromBus(self._bus)
        self._bus = f"nodegraph-awake-{next(_numbers)}"
        return self._bus

    def _keep(self, answer: list[Any]) -> None:
        if self._wanted:
            self._held = answer


def _windows(*, awake: bool) -> bool:
    """Tell Windows that the system is in use, or no longer; it holds for the calling thread, the window's."""
    if sys.platform == "win32":
        import ctypes

        continuous, system_required = 0x80000000, 0x00000001
        return bool(ctypes.windll.kernel32.SetThreadExecutionState(continuous | (system_required if awake else 0)))
    return False
