"""Several GPUs for one stream: each item goes to the device that would finish it first.

What a device has to do is counted in pixels by model, what it takes is measured item by item; together they say when it
will be free. Until a device was measured with a model it is taken for as fast as the fastest, so that it is tried.
"""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import NamedTuple

from nodegraph.runtimes.devices import list_devices, pick
from nodegraph.runtimes.messages import DeviceFact

_SHARED_KIND = "cuda"
_NEWEST = 0.5
"""Weight of the newest measurement; older ones fade, as other programs come and go."""


class _Item(NamedTuple):
    model: str
    pixels: int
    begun: float


class Share:
    """Who works on what, and how fast. Thread-safe."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Nothing is under way, nothing measured; `clock` gives seconds."""
        self._clock = clock
        self._lock = threading.Lock()
        self._items: dict[str, list[_Item]] = {}
        self._pace: dict[tuple[str, str], float] = {}
        """Seconds a pixel by (model, device)."""

    @contextmanager
    def device(self, names: Sequence[str], model: str, pixels: int) -> Iterator[str]:
        """Choose one of the devices for an item of so many pixels, which counts as its work until the block is left.

        `model` is what paces are known by. A block left by an error tells nothing about the pace.
        """
        with self._lock:
            name = min(names, key=lambda name: self._finish(name, names, model, pixels))
            alone = not self._items.get(name)
            item = _Item(model, pixels, self._clock())
            self._items.setdefault(name, []).append(item)
        done = False
        try:
            yield name
            done = True
        finally:
            with self._lock:
                self._items[name].remove(item)
                # Beside another item it took longer than it takes by itself.
                if done and alone and not self._items[name] and pixels:
                    self._measured(model, name, (self._clock() - item.begun) / pixels)

    def _measured(self, model: str, name: str, seconds: float) -> None:
        before = self._pace.get((model, name), seconds)
        self._pace[model, name] = before + _NEWEST * (seconds - before)

    def _finish(self, name: str, names: Sequence[str], model: str, pixels: int) -> float:
        """Return in how many seconds the device would be done with the item, after what it has to do already."""
        now = self._clock()
        items = self._items.get(name, ())
        work = sum(item.pixels * self._expected(item.model, name, names) for item in items)
        # What is under way has been worked on since the oldest of it began.
        spent = min(work, now - min((item.begun for item in items), default=now))
        return work - spent + pixels * self._expected(model, name, names)

    def _expected(self, model: str, name: str, names: Sequence[str]) -> float:
        known = self._pace.get((model, name))
        if known is not None:
            return known
        return min((pace for other in names if (pace := self._pace.get((model, other))) is not None), default=1.0)


shared = Share()
"""That of this process."""


def device_for(wish: str, chosen: str, model: str, pixels: int) -> AbstractContextManager[str]:
    """Return a block in which the device that it gives works on an item; see `Share.device`.

    `chosen` is the device that the model's route names; another one takes its place only where the wish (`auto`,
    `cuda`) leaves that open and it is of the same kind. Raises `ValueRefused` for a device that is not here.
    """
    names = [chosen]
    if chosen.partition(":")[0] == _SHARED_KIND and wish in ("auto", _SHARED_KIND):
        names = shared_devices(_SHARED_KIND)
    return shared.device(names, model, pixels)


def shared_devices(wish: str, devices: Sequence[DeviceFact] | None = None) -> list[str]:
    """Return the devices that a wish shares work among: all of NVIDIA's for `cuda`, and for `auto` where one is best.

    One name otherwise. `devices` are best first; without them this machine's are asked for. Raises `ValueRefused`.
    """
    if wish == "cpu":
        return [wish]
    found = list_devices() if devices is None else list(devices)
    best = pick(wish, found)
    if wish not in ("auto", _SHARED_KIND) or best.partition(":")[0] != _SHARED_KIND:
        return [best]
    return [device.name for device in found if device.name.partition(":")[0] == _SHARED_KIND]
