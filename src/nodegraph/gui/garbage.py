"""Frees what refers to itself between two events of the window, never within one.

Python looks for it whenever some hundred objects have been made, in whichever function and thread that happens to be. A
closed document among it would be destroyed while another is painted, or outside the thread of the window: Qt crashes.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 1000
"""Milliseconds."""


def take_over(app: QObject) -> None:
    """Do from now on what Python does by itself, as long as the program lives; what there is now is left alone."""
    gc.disable()
    gc.freeze()
    timer = QTimer(app)
    timer.timeout.connect(look)
    timer.start(_EVERY)


def look() -> None:
    """Free what Python would have freed by now."""
    for generation, (count, threshold) in reversed([*enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))]):
        if count > threshold:
            gc.collect(generation)
            return
