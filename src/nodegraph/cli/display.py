"""Says whether a window can be shown here: Qt would end the program without a word for people where it cannot."""

import os
import socket
import sys
from importlib.util import find_spec
from pathlib import Path


def why_no_window() -> str:
    """Return the sentence that says why no window can be shown; empty where one can."""
    if find_spec("PySide6") is None:
        return "The window needs PySide6-Essentials, which is not installed; install nodegraph with all it depends on."
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM") or _wayland() or _x11():
        return ""
    named = " or ".join(f"{name}={os.environ[name]}" for name in ("DISPLAY", "WAYLAND_DISPLAY") if os.environ.get(name))
    if named:
        return f"There is no display behind {named} to show the window on."
    return "There is no display to show the window on (DISPLAY and WAYLAND_DISPLAY are not set)."


def _wayland() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY", "")
    return bool(name) and (Path(os.environ.get("XDG_RUNTIME_DIR", "")) / name).exists()


def _x11() -> bool:
    """Return whether somebody answers at the display; one on another machine is believed to be there."""
    host, colon, rest = os.environ.get("DISPLAY", "").rpartition(":")
    number = rest.partition(".")[0]
    if not colon or not number.isdigit():
        return False
    if host not in ("", "unix"):
        return True
    place = f"/tmp/.X11-unix/X{number}"
    return any(_answers(address) for address in (place, f"\0{place}"))


def _answers(address: str) -> bool:
    if sys.platform == "win32":
        return False
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        try:
            line.connect(address)
        except OSError:
            return False
    return True
