"""The system meter: what window, engine and workers take of processors and memory, and what is in use on cards.

It is measured in a thread of its own every two seconds, while the window is to be seen. Memory is counted so that what
processes share counts once (PSS on Linux); of cards the engine tells, while it runs something on them.
"""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel

from nodegraph.core.messages import DeviceFact, Devices
from nodegraph.gui.languages import tr

if TYPE_CHECKING:
    import psutil

    from nodegraph.gui.running import Running
    from nodegraph.gui.window import Window

_EVERY_MS = 2000
_LINUX = sys.platform == "linux"


class Sample(NamedTuple):
    """What all processes of the program take."""

    processors: float
    """Of all processors of the machine, 0 to 1."""
    memory: int
    """Bytes."""
    processes: int


class Sampler:
    """Measures this process and all that it has started; to be called from one thread."""

    def __init__(self) -> None:
        self._known: dict[int, psutil.Process] = {}

    def sample(self) -> Sample:
        """Return what they take now; processors since the last time (0 at the first)."""
        import psutil

        me = psutil.Process()
        found = {process.pid: process for process in (me, *me.children(recursive=True))}
        # The same objects as before, because they remember the time between two questions.
        self._known = {pid: self._known.get(pid, process) for pid, process in found.items()}
        share, memory = 0.0, 0
        for process in self._known.values():
            try:
                share += process.cpu_percent(None)
                memory += _memory(process)
            except psutil.Error:
                continue  # ended meanwhile
        return Sample(min(1.0, share / 100 / (os.cpu_count() or 1)), memory, len(self._known))


def _memory(process: "psutil.Process") -> int:
    return int(process.memory_full_info().pss if _LINUX else process.memory_info().rss)


class Meter(QLabel):
    """Shows it in the status bar."""

    _sampled = Signal(object)

    def __init__(self, window: "Window", running: "Running") -> None:
        super().__init__()
        self._window, self._running = window, running
        self._sampler = Sampler()
        self._thread = ThreadPoolExecutor(1, "meter")
        self._busy = self._asked = False
        self._cards: tuple[DeviceFact, ...] = ()
        self.setAccessibleName(tr("System meter"))
        self._sampled.connect(self._show)
        window.link.measured.connect(self._take_cards)
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.measure)
        self._timer.start()

    def close(self) -> bool:
        """Measure no longer."""
        self._timer.stop()
        self._thread.shutdown(wait=False, cancel_futures=True)
        return super().close()

    def measure(self) -> None:
        """Measure, if there is somebody to see it and the last time is over."""
        if not self.isVisible() or self._window.isMinimized():
            return
        if not self._busy:
            self._busy = True
            self._thread.submit(self._sample)
        if not self._asked and (self._running.current is not None or self._cards):
            self._asked = True
            self._window.link.measure()

    def _sample(self) -> None:
        self._sampled.emit(self._sampler.sample())

    def _take_cards(self, devices: Devices) -> None:
        self._asked = False
        self._cards = devices.devices

    def _show(self, sample: Sample) -> None:
        self._busy = False
        parts = [tr("CPU {share}", share=f"{sample.processors:.0%}"), gigabytes(sample.memory)]
        parts += [f"{card.name} {gigabytes(card.memory - card.free)}" for card in self._cards]
        self.setText("   ".join(parts))
        lines = [
            tr("This program, {count} processes:", count=sample.processes),
            tr("{share} of all processors", share=f"{sample.processors:.0%}"),
            tr("{memory} of memory", memory=gigabytes(sample.memory)),
        ]
        for card in self._cards:
            used = gigabytes(card.memory - card.free)
            lines.append(
                tr("{name}: {used} of {total} in use", name=card.title, used=used, total=gigabytes(card.memory))
            )
        self.setToolTip("\n".join(lines))


def gigabytes(count: int) -> str:
    """Return bytes in words: `340 MB`, `1.2 GB`."""
    return f"{count / 1e6:.0f} MB" if count < 1e9 else f"{count / 1e9:.1f} GB"
