"""A `KeyboardInterrupt` that is not lost, wherever in the program it is raised.

Python raises it between any two steps. Where a class is made it comes out as a `RuntimeError`, destructors and
callbacks of weak references report and drop it, and C code that asks Python code something drops it silently. So it
waits until an import is done, and is raised again where it has come to none of this program's functions.
"""

import signal
import sys
from types import FrameType

_SOON = 0.01
"""Seconds after which it is seen whether an import is done."""
_LATER = 0.5
"""Seconds after which it is seen whether it was lost; cleaning up on its way takes a moment too."""


class _Interrupt:
    """A handler of signals."""

    def __init__(self) -> None:
        self._raised: KeyboardInterrupt | None = None

    def __call__(self, number: int, frame: FrameType | None) -> None:
        # Windows has no such timer.
        if sys.platform != "win32":
            raised, self._raised = self._raised, None
            if number == signal.SIGALRM and raised is not None and _was_heard(raised):
                return
            waits = _imports(frame)
            signal.signal(signal.SIGALRM, self)
            signal.setitimer(signal.ITIMER_REAL, _SOON if waits else _LATER)
            if waits:
                return
        self._raised = KeyboardInterrupt()
        raise self._raised


interrupt = _Interrupt()
"""Raises `KeyboardInterrupt` in the main thread, soon and once; for `signal.signal`, or to be called by a handler."""


def listen() -> None:
    """Have Ctrl-C call `interrupt`, unless it is ignored, as it is behind `&` in a script."""
    sys.unraisablehook = _report
    if signal.getsignal(signal.SIGINT) == signal.default_int_handler:
        signal.signal(signal.SIGINT, interrupt)


def _report(dropped: "sys.UnraisableHookArgs") -> None:
    if not isinstance(dropped.exc_value, KeyboardInterrupt):
        sys.__unraisablehook__(dropped)


def _imports(frame: FrameType | None) -> bool:
    while frame is not None and not frame.f_code.co_filename.startswith("<frozen importlib."):
        frame = frame.f_back
    return frame is not None


def _was_heard(raised: KeyboardInterrupt) -> bool:
    """Return whether a function of this program has got it: these catch it or pass it on to one that does."""
    trace = raised.__traceback__
    return trace is not None and str(trace.tb_frame.f_globals.get("__name__")).startswith("nodegraph.")
