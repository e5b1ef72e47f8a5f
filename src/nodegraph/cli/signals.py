"""A polite `kill` and a closed terminal stop a command as Ctrl-C does; only its exit code tells them apart."""

import os
import signal
import stat
from types import FrameType

from nodegraph.cli import interrupt

_NAMES = ("SIGTERM", "SIGHUP")
"""Windows has no second one, and ends a process at the first."""
_heard: list[int] = []


def listen() -> None:
    """Have these signals raise `KeyboardInterrupt` here, once; not those that are ignored, as under `nohup`.

    Ctrl-C raises it each time.
    """
    interrupt.listen()
    for name in _NAMES:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, _stop)


def exit_code(code: object) -> object:
    """Return the code to leave with: of a command that such a signal stopped 128 and its number, as shells say it."""
    from nodegraph.core.errors import Stopped

    return 128 + _heard[0] if _heard and code == Stopped.exit_code else code


def _stop(number: int, frame: FrameType | None) -> None:
    if number != signal.SIGTERM:
        _forget_terminal()
    _heard.append(number)
    # More of them are not a person's impatience: a closed terminal often tells twice.
    if len(_heard) == 1:
        interrupt.interrupt(number, frame)


def _forget_terminal() -> None:
    """Let what is still written to a terminal that is gone go nowhere, instead of failing."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (1, 2):
        if stat.S_ISCHR(os.fstat(descriptor).st_mode):
            os.dup2(nothing, descriptor)
    os.close(nothing)
