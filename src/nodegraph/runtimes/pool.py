"""The workers of this process: one per (runtime, device), started when first needed, replaced when dead.

A worker is kept warm until the pool is closed; the models opened in it share it.
"""

import atexit
import os
import stat
import threading
from functools import partial
from pathlib import Path

import msgspec

from nodegraph.core import child
from nodegraph.core.errors import ChildDied, FileRefused, RunError
from nodegraph.runtimes import messages
from nodegraph.runtimes.arena import Storage
from nodegraph.runtimes.link import Died, Link, thread_limits
from nodegraph.runtimes.messages import DeviceFact
from nodegraph.runtimes.modelfiles import stamp
from nodegraph.runtimes.openmodel import OpenModel
from nodegraph.runtimes.options import DEFAULT, Options

_CLOSED = "The workers were ended; nothing can run in them any more."


class Lane:
    """The place of one (runtime, device): its worker, replaced when dead."""

    def __init__(self, storage: Storage, nice: int, device: str) -> None:
        """No worker is started yet."""
        self._storage = storage
        self._nice = nice
        self._device = device
        self._lock = threading.Lock()
        self._link: Link | None = None
        self._closed = False

    def link(self) -> Link:
        """Return the living worker, started if need be."""
        with self._lock:
            if self._closed:
                raise RunError(_CLOSED)
            if self._link is None or self._link.dead:
                self._link = Link(self._storage, self._nice, thread_limits(self._device))
            return self._link

    def pid(self) -> int | None:
        """Return the living worker's process id."""
        with self._lock:
            return None if self._link is None or self._link.dead else self._link.pid

    def close(self) -> None:
        """End the worker for good."""
        with self._lock:
            self._closed = True
            if self._link is not None:
                self._link.close()


class Pool:
    """The workers of this process. Thread-safe; tiles of several threads take turns."""

    def __init__(self, *, nice: int = 0, memory_fraction: float = 0.75) -> None:
        """`nice` over 0 lowers the workers' priority. `memory_fraction`: what of the free memory opening a model
        may take."""
        self._owner = os.getpid()
        self._closed = False
        self._nice = nice
        self._memory_fraction = memory_fraction
        self._lock = threading.Lock()
        self._storage = Storage()
        self._lanes: dict[tuple[str, str], Lane] = {}
        self._latest: dict[tuple[str, str], int] = {}
        """Per (runtime, device) the model opened last."""
        self._numbers: dict[tuple[str, str, str, Options, str, int, int], int] = {}

    def open(self, path: Path, *, runtime: str, device: str, precision: str, options: Options = DEFAULT) -> OpenModel:
        """Open a model file in the worker of (runtime, device).

        `runtime` is a module of this package (`torch_`, `ncnn_`, ...). Raises `FileRefused` for what is no
        regular file, `ModelRefused` with the runtime's sentence, `ChildDied` when workers die of it.
        """
        request = self._request(path, runtime, device, precision, options)
        return OpenModel(self._lane(runtime, device).link, request)

    def open_ahead(self, path: Path, *, runtime: str, device: str, precision: str, options: Options = DEFAULT) -> None:
        """Ask the worker of (runtime, device) to open a model file that `open` will be called for, and do not wait.

        Raises `FileRefused`; what else goes wrong, `open` finds out.
        """
        request = self._request(path, runtime, device, precision, options)
        self._lane(runtime, device).link().ask(lambda number: msgspec.structs.replace(request, id=number))

    def _request(self, path: Path, runtime: str, device: str, precision: str, options: Options) -> messages.Open:
        """Return what a worker is asked to open a model; the same model has the same number."""
        path = path.absolute()
        try:
            status = path.stat()
        except OSError as error:
            raise FileRefused(f"The model {path} cannot be opened: {error.strerror}.") from error
        if not stat.S_ISREG(status.st_mode):
            raise FileRefused(f"The model {path} is no file; name the model file itself.")
        size, changed = stamp(path)
        key = (runtime, device, precision, options, str(path), size, changed)
        with self._lock:
            number = self._numbers.setdefault(key, len(self._numbers) + 1)
            self._latest[runtime, device] = number
        return messages.Open(
            id=0,
            model=number,
            path=str(path),
            size=size,
            changed=changed,
            runtime=runtime,
            device=device,
            precision=precision,
            options=options,
            memory_fraction=self._memory_fraction,
        )

    def devices(self, module: str) -> list[DeviceFact]:
        """Return what `devices()` of a module of this package finds, asked in a process of its own.

        Raises `RunError` with the reason, `ChildDied`.
        """
        link = Link(self._storage, self._nice, thread_limits(""))
        try:
            match link.ask(lambda number: messages.AskDevices(number, module)).wait_politely():
                case messages.Devices(_, devices):
                    return devices
                case Died(_, ending):
                    raise ChildDied(f"The process that looks for devices {ending}.")
                case reply:
                    raise link.failure(reply)
        finally:
            link.close()

    def free(self) -> dict[str, int]:
        """Return the free bytes of the accelerators that models are open on, by device, as their workers see them.

        Nothing is started; a worker answers when the tile under way is done.
        """
        with self._lock:
            lanes = [
                (device, lane, self._latest.get((runtime, device))) for (runtime, device), lane in self._lanes.items()
            ]
        asked = []
        for device, lane, model in lanes:
            if device != "cpu" and model is not None and lane.pid() is not None:
                asked.append((device, lane.link().ask(partial(messages.AskMemory, model=model))))
        replies = [(device, ticket.wait_politely()) for device, ticket in asked]
        return {device: reply.report.free for device, reply in replies if isinstance(reply, messages.Memory)}

    def workers(self) -> list[int]:
        """Return the process ids of the living workers."""
        with self._lock:
            return [pid for lane in self._lanes.values() if (pid := lane.pid()) is not None]

    def close(self) -> None:
        """Kill all workers and remove the arenas. This pool and its models raise `RunError` afterwards."""
        if os.getpid() != self._owner:
            return  # Forked from the owner: the workers are not ours.
        with self._lock:
            self._closed = True
            for lane in self._lanes.values():
                lane.close()
            self._storage.remove()

    def _lane(self, runtime: str, device: str) -> Lane:
        with self._lock:
            if self._closed:
                raise RunError(_CLOSED)
            lane = self._lanes.get((runtime, device))
            if lane is None:
                lane = self._lanes[runtime, device] = Lane(self._storage, self._nice, device)
            return lane


_shared: tuple[int, Pool] | None = None
_sharing = threading.Lock()


def shared() -> Pool:
    """Return this process's one pool, made on the first call and closed when the process ends, or by `close_shared`."""
    global _shared
    with _sharing:
        # A forked process has its parent's pool in memory, but neither its threads nor its workers.
        if _shared is None or _shared[0] != os.getpid():
            pool = Pool()
            _shared = (os.getpid(), pool)
            atexit.register(pool.close)
            child.at_end(pool.close)
        return _shared[1]


def close_shared() -> None:
    """Give back all that the shared pool holds: processes, models, memory. The next `shared()` makes a new one."""
    global _shared
    with _sharing:
        taken, _shared = _shared, None
    if taken is not None and taken[0] == os.getpid():
        taken[1].close()
