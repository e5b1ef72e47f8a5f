"""The process in which models run: opens them, runs tiles one after the other, and may die of it.

It serves one (runtime, device). It answers every request in order. Where the runtime can
(`RunsAhead`), a tile that waits is begun before the one under way is finished, so that copying to and
from a GPU overlaps computing. Models stay open while they are few and small: at most four, with files
of at most 2 GiB together; the one unused longest goes first, and comes back by itself when it is asked
for again. A tile too big for the device closes all other models and is tried once more before it is
called too big.
"""

import importlib
import math
import os
import sys
import threading
import traceback
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import numpy as np

from nodegraph.core.errors import ModelRefused, NodegraphError, RunError
from nodegraph.core.facts import ModelFact
from nodegraph.core.peer import Peer
from nodegraph.runtimes import memory, messages
from nodegraph.runtimes.arena import Block
from nodegraph.runtimes.base import Begun, Remarks, RunsAhead, RunsBatches, Runtime, TooBig
from nodegraph.runtimes.modelfiles import stamp

if TYPE_CHECKING:
    from nodegraph.runtimes.base import Pixels

REQUESTS = messages.Request

_MOST_MODELS = 4
_MOST_BYTES = 2 << 30
_WATCH_INTERVAL = 0.005
_GLANCE = 0.0005
"""Seconds between two looks at a tile under way while the next request may come."""


@runtime_checkable
class MeasuresMemory(Protocol):
    """A runtime that knows its device's memory better than the system does (a GPU's)."""

    def memory(self) -> messages.MemoryReport:
        """Return the free bytes on the device, and what the last tile used at its highest."""


class _Loaded:
    def __init__(self, runtime: Runtime, fact: ModelFact, size: int) -> None:
        self.runtime = runtime
        self.fact = fact
        self.size = size


class Worker:
    """What one worker process holds: open models and mapped arenas."""

    def __init__(self, peer: Peer[messages.Request]) -> None:
        """Serve the other side of `peer`."""
        self._peer = peer
        self._known: dict[int, messages.Open] = {}
        self._loaded: OrderedDict[int, _Loaded] = OrderedDict()
        self._blocks: dict[int, Block] = {}
        self._peak = 0

    def answer(self, request: messages.Request) -> messages.Reply:
        """Do what is asked. Raises only what `serve` turns into a `Failed`."""
        match request:
            case messages.Open(id, model):
                self._known[model] = request
                return messages.Opened(id, self._model(model).fact)
            case messages.Run():
                return self._run(request)
            case messages.AskMemory(id, model):
                runtime_ = self._model(model).runtime
                if isinstance(runtime_, MeasuresMemory):
                    return messages.Memory(id, runtime_.memory())
                return messages.Memory(id, messages.MemoryReport(memory.free_memory(), self._peak))
            case messages.Release(id, slot):
                self._blocks.pop(slot, None)
                return messages.Ready(id)
            case messages.AskDevices(id, module):
                return messages.Devices(id, _module(module).devices())

    def begin(self, request: messages.Request) -> Begun | None:
        """Begin on a tile beside one under way; `None` for what has to be done by itself."""
        if not isinstance(request, messages.Run) or request.model not in self._loaded:
            return None
        runtime = self._model(request.model).runtime
        if not isinstance(runtime, RunsAhead) or not runtime.ahead or not _fits(runtime, request.shape):
            return None
        return runtime.begin(self._block(request).array(0, request.shape))

    def end(self, request: messages.Run, begun: Begun) -> messages.Reply:
        """Wait for a tile that was begun, and answer. Raises like `answer`."""
        result = begun.result()
        # Once more by itself: memory that others held is free by now, or is freed for it.
        return self._run(request) if isinstance(result, TooBig) else self._done(request, result)

    def _model(self, number: int) -> _Loaded:
        loaded = self._loaded.get(number)
        if loaded is None:
            request = self._known[number]
            path = Path(request.path)
            if stamp(path) != (request.size, request.changed):
                raise RunError(f"The model {path} was changed while it was in use; run again.")
            self._make_room(request.size)
            runtime: Runtime = _module(request.runtime).runtime()
            with _memory_watched(self._peer, request):
                loaded = _Loaded(runtime, self._open(runtime, request), request.size)
            self._loaded[number] = loaded
        self._loaded.move_to_end(number)
        return loaded

    @staticmethod
    def _open(runtime: Runtime, request: messages.Open) -> ModelFact:
        return runtime.open(Path(request.path), request.device, request.precision, request.options)

    def _make_room(self, size: int) -> None:
        while self._loaded and (
            len(self._loaded) >= _MOST_MODELS or size + sum(model.size for model in self._loaded.values()) > _MOST_BYTES
        ):
            self._close(next(iter(self._loaded)))

    def _close(self, number: int) -> None:
        self._loaded.pop(number).runtime.close()

    def _block(self, request: messages.Run) -> Block:
        block = self._blocks.get(request.slot)
        if block is None or str(block.path) != request.path:
            self._blocks.pop(request.slot, None)
            block = self._blocks[request.slot] = Block.attach(Path(request.path), request.size)
        return block

    def _run(self, request: messages.Run) -> messages.Reply:
        tile = self._block(request).array(0, request.shape)
        runtime = self._model(request.model).runtime
        memory.forget_peak()
        before = memory.resident()
        result = _run(runtime, tile)
        if isinstance(result, TooBig) and len(self._loaded) > 1:
            for other in [number for number in self._loaded if number != request.model]:
                self._close(other)
            result = _run(runtime, tile)
        self._peak = max(0, memory.peak() - before)
        if isinstance(result, TooBig):
            return messages.TooLarge(request.id, result.detail)
        return self._done(request, result)

    def _done(self, request: messages.Run, result: "Pixels") -> messages.Reply:
        shape = result.shape
        if request.output_at + math.prod(shape) * 4 > request.size:
            return messages.NoRoom(request.id, shape)
        np.copyto(self._block(request).array(request.output_at, shape), result)
        runtime = self._model(request.model).runtime
        return messages.Done(request.id, shape, runtime.remark() if isinstance(runtime, Remarks) else "")

    def unforeseen(self, request: messages.Request, error: Exception) -> messages.Failed:
        """Return in a sentence what nobody expected to fail."""
        reason = (str(error).strip() or "no reason given").splitlines()[0]
        what = f"{type(error).__name__}: {reason}"
        match request:
            case messages.Open(id, _, path):
                return messages.Failed(id, ModelRefused.__name__, f"The model {path} cannot be opened ({what}).")
            case messages.Run(id, model, _, _, _, (*_, height, width, _)):
                sentence = f"The model {self._known[model].path} failed on a tile of {width}x{height} pixels ({what})."
                return messages.Failed(id, RunError.__name__, sentence)
            case messages.AskDevices(id, module):
                return messages.Failed(id, RunError.__name__, f"The runtime {module} cannot be used ({what}).")
            case _:
                return messages.Failed(request.id, RunError.__name__, f"The worker failed ({what}).")


def serve(peer: Peer[messages.Request]) -> None:
    """Answer requests until there are no more."""
    worker = Worker(peer)
    under_way: deque[tuple[messages.Run, Begun]] = deque()

    def finish() -> None:
        run, begun = under_way.popleft()
        _reply(worker, peer, run, lambda: worker.end(run, begun))

    while True:
        while under_way and not peer.arrives(0 if under_way[0][1].ready() else _GLANCE):
            if under_way[0][1].ready():
                finish()
        request = peer.receive()
        if request is None:
            return
        try:
            begun = worker.begin(request)
        except Exception:  # noqa: BLE001 - it fails again when it is done by itself, and is answered then
            begun = None
        if begun is not None and isinstance(request, messages.Run):
            under_way.append((request, begun))
            if len(under_way) > 1:
                finish()
            continue
        while under_way:
            finish()
        _reply(worker, peer, request, partial(worker.answer, request))


def _reply(
    worker: Worker, peer: Peer[messages.Request], request: messages.Request, answer: Callable[[], messages.Reply]
) -> None:
    try:
        reply = answer()
    except NodegraphError as error:
        reply = messages.Failed(request.id, type(error).__name__, str(error))
    except Exception as error:  # noqa: BLE001 - the edge of the process: whatever fails becomes data
        traceback.print_exc()
        reply = worker.unforeseen(request, error)
    peer.send(reply)


def _run(runtime: Runtime, tile: Any) -> Any:
    try:
        if _fits(runtime, tile.shape):
            return runtime.run(tile)
        results: list[Pixels] = []
        for one in tile:
            result = runtime.run(one)
            if isinstance(result, TooBig):
                return result
            results.append(result)
        return np.stack(results)
    except MemoryError as error:
        return TooBig(str(error))


def _fits(runtime: Runtime, shape: tuple[int, ...]) -> bool:
    """Return whether the runtime takes what is of that shape: a tile, or several stacked."""
    return len(shape) == 3 or (isinstance(runtime, RunsBatches) and runtime.takes_batches())


def _module(name: str) -> Any:
    return importlib.import_module(f"nodegraph.runtimes.{name}")


@contextmanager
def _memory_watched(peer: Peer[messages.Request], request: messages.Open) -> Iterator[None]:
    """End this process, with a sentence, when opening a model takes more than its part of the free memory."""
    limit = memory.resident() + int(memory.free_memory() * request.memory_fraction)
    over = threading.Event()

    def watch() -> None:
        while not over.wait(_WATCH_INTERVAL):
            if memory.resident() > limit:
                sentence = (
                    f"Opening {request.path} takes more than {limit / 2**20:.0f} MB of memory, which is all there is "
                    "to spare; the file is broken, made to do harm, or too large for this machine."
                )
                print(sentence, file=sys.stderr, flush=True)
                peer.send(messages.Failed(request.id, "ModelRefused", sentence))
                os._exit(1)

    thread = threading.Thread(target=watch, name="memory watch", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
