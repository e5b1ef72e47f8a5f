"""Who works where: a pool of threads for most work, one lane per device for models.

A lane lets one step at a time in, in the order in which they came; the lane of several devices that share the work lets
in as many as there are devices. Whoever waits for other work in the
middle of a step (a Lazy input, the next item of a stream) leaves the lane meanwhile, so that the work
waited for can use it.
"""

import os
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from nodegraph.core.errors import Stopped, ValueRefused

POLL = 0.1
"""Seconds after which whoever waits looks whether the run was stopped."""


class Lane:
    """A lock that serves in order of arrival, with one place or several."""

    def __init__(self, places: Callable[[], int] = lambda: 1) -> None:
        """`places` is asked once, when somebody would have to wait: the one inside has found out what there is."""
        self._lock = threading.Lock()
        self._places = places
        self._room: int | None = None
        self._inside = 0
        self._waiting: deque[threading.Event] = deque()

    def enter(self, stop: threading.Event) -> None:
        """Wait for our turn. Raises `Stopped`."""
        if self._inside and self._room is None:
            self._room = self._places()
        with self._lock:
            if self._inside < (self._room or 1):
                self._inside += 1
                return
            turn = threading.Event()
            self._waiting.append(turn)
        while not turn.wait(POLL):
            if stop.is_set():
                with self._lock:
                    if not turn.is_set():
                        self._waiting.remove(turn)
                        raise Stopped("Stopped.")
        if stop.is_set():
            self.leave()
            raise Stopped("Stopped.")

    def leave(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._inside -= 1


_lanes: dict[str, Lane] = {}
_lanes_lock = threading.Lock()


def lane(device: str) -> Lane:
    """Return the process's lane for a device, or for the devices that a wish (`auto`, `cuda`) shares work among."""
    with _lanes_lock:
        return _lanes.setdefault(device, Lane(lambda: _devices_of(device)))


def _devices_of(wish: str) -> int:
    from nodegraph.runtimes.share import shared_devices

    try:
        return len(shared_devices(wish))
    except ValueRefused:
        return 1  # Whoever is inside is told so, and so are the others.


class _Held(threading.local):
    lane: Lane | None = None


_held = _Held()


@contextmanager
def inside(wanted: Lane, stop: threading.Event) -> Iterator[None]:
    """Be in the lane for the duration; being in it already is enough."""
    if _held.lane is wanted:
        yield
        return
    before = _held.lane
    wanted.enter(stop)
    _held.lane = wanted
    try:
        yield
    finally:
        # A stop may have taken the lane from us while we were outside.
        if _held.lane is wanted:
            wanted.leave()
        _held.lane = before


@contextmanager
def outside(stop: threading.Event) -> Iterator[None]:
    """Leave the lane we are in, if any, for the duration. Raises `Stopped` on the way back in."""
    mine = _held.lane
    if mine is None:
        yield
        return
    _held.lane = None
    mine.leave()
    try:
        yield
    finally:
        mine.enter(stop)
        _held.lane = mine


class Threads:
    """At most `count` threads, started as they are wanted, that take work in the order it was given."""

    def __init__(self, count: int = 0) -> None:
        self.count = count or max(4, (os.cpu_count() or 1) + 2)
        self._work: deque[Callable[[], None]] = deque()
        self._wake = threading.Condition()
        self._started = 0
        self._idle = 0
        self._closed = False

    def give(self, work: Callable[[], None]) -> None:
        """Have this done by some thread. `work` raises nothing."""
        with self._wake:
            self._work.append(work)
            if len(self._work) <= self._idle or self._started == self.count:
                self._wake.notify()
            else:
                self._started += 1
                threading.Thread(target=self._serve, name=f"nodegraph-{self._started}", daemon=True).start()

    def close(self) -> None:
        """Let the threads end when they have done what they are doing."""
        with self._wake:
            self._closed = True
            self._work.clear()
            self._wake.notify_all()

    def _serve(self) -> None:
        while True:
            with self._wake:
                while not self._work:
                    if self._closed:
                        return
                    self._idle += 1
                    self._wake.wait()
                    self._idle -= 1
                work = self._work.popleft()
            work()
            del work


class Window:
    """How many bytes of pictures the items under way may hold.

    Whoever goes first may always go on: so work never stands still, and what is held exceeds the
    limit by no more than what one step makes.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.held = 0
        self._changed = threading.Condition()
        self._waiting = 0

    @property
    def full(self) -> bool:
        return self.held >= self.limit

    def add(self, count: int) -> None:
        with self._changed:
            self.held += count

    def drop(self, count: int) -> None:
        with self._changed:
            self.held -= count
            if self._waiting:
                self._changed.notify_all()

    def moved(self) -> None:
        """Say that another item goes first now."""
        if self._waiting:
            with self._changed:
                self._changed.notify_all()

    def wait(self, may_go: Callable[[], bool]) -> None:
        """Wait until there is room or `may_go`."""
        with self._changed:
            self._waiting += 1
            try:
                while self.full and not may_go():
                    self._changed.wait(POLL)
            finally:
                self._waiting -= 1
