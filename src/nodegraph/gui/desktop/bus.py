"""Calls over D-Bus that never hold up the window: each is sent, and its answer, or none, comes by callback."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

_TIMEOUT_MS = 3000


class Method(NamedTuple):
    """A method that a service of the desktop has."""

    service: str
    path: str
    interface: str
    name: str


def has_session_bus() -> bool:
    """Return whether there is a session bus; asking Qt without one may start one, which takes its time."""
    return bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS")) or _exists(f"{os.environ.get('XDG_RUNTIME_DIR', '')}/bus")


def has_system_bus() -> bool:
    """Return whether there is a system bus."""
    return bool(os.environ.get("DBUS_SYSTEM_BUS_ADDRESS")) or _exists("/run/dbus/system_bus_socket")


def call(
    bus: QDBusConnection,
    method: Method,
    arguments: Sequence[Any],
    then: Callable[[list[Any]], None],
    otherwise: Callable[[str], None],
    owner: QObject,
) -> None:
    """Call a method; `then` gets what it returns, or `otherwise` why there is nothing. `owner` keeps the call alive.

    Whole numbers travel as `i` and lists as `av`: only methods of strings and dictionaries can be called.
    """
    message = QDBusMessage.createMethodCall(*method)
    message.setArguments(list(arguments))
    watcher = QDBusPendingCallWatcher(bus.asyncCall(message, _TIMEOUT_MS), owner)

    def answered(_: object) -> None:
        reply = watcher.reply()
        watcher.deleteLater()
        if reply.type() == QDBusMessage.MessageType.ReplyMessage:
            then(reply.arguments())
        else:
            otherwise(reply.errorMessage())

    watcher.finished.connect(answered)


def _exists(path: str) -> bool:
    return path.startswith("/run") and Path(path).exists()
