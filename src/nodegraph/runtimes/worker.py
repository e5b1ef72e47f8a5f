"""The process in which models run: opens them, runs tiles one after the other, and may die of it.

It serves one (runtime, device). It answers every request in order. Models stay open while they
are few and small: at most four, with files of at most 2 GiB together; the one unused longest goes
first, and comes back by itself when it is asked for again. A tile too big for the device closes
all other models and is tried once more before it is called too big.
"""

import importlib
import os
import sys
import threading
import traceback
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import numpy as np

from nodegraph.core.errors import ModelRefused, NodegraphError, RunError
from nodegraph.core.facts import ModelFact
from nodegraph.core.peer import Peer
from nodegraph.runtimes import memory, messages
from nodegraph.runtimes.arena import Block
from nodegraph.runtimes.base import Runtime, TooBig
from nodegraph.runtimes.modelfiles import stamp

REQUESTS = messages.Request

_MOST_MODELS = 4
_MOST_BYTES = 2 << 30
_WATCH_INTERVAL = 0.005


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
            case messages.Prepare(id, runtime):
                _module(runtime)
                return messages.Ready(id)
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

    def _run(self, request: messages.Run) -> messages.Reply:
        block = self._blocks.get(request.slot)
        if block is None or str(block.path) != request.path:
            self._blocks.pop(request.slot, None)
            block = self._blocks[request.slot] = Block.attach(Path(request.path), request.size)
        runtime = self._model(request.model).runtime
        tile = block.array(0, request.shape)
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
        height, width, channels = result.shape
        shape = (height, width, channels)
        if request.output_at + height * width * channels * 4 > request.size:
            return messages.NoRoom(request.id, shape)
        np.copyto(block.array(request.output_at, shape), result)
        return messages.Done(request.id, shape)

    def unforeseen(self, request: messages.Request, error: Exception) -> messages.Failed:
        """Return in a sentence what nobody expected to fail."""
        reason = (str(error).strip() or "no reason given").splitlines()[0]
        what = f"{type(error).__name__}: {reason}"
        match request:
            case messages.Open(id, _, path):
                return messages.Failed(id, ModelRefused.__name__, f"The model {path} cannot be opened ({what}).")
            case messages.Run(id, model, _, _, _, (height, width, _)):
                sentence = f"The model {self._known[model].path} failed on a tile of {width}x{height} pixels ({what})."
                return messages.Failed(id, RunError.__name__, sentence)
            case messages.Prepare(id, module) | messages.AskDevices(id, module):
                return messages.Failed(id, RunError.__name__, f"The runtime {module} cannot be used ({what}).")
            case _:
                return messages.Failed(request.id, RunError.__name__, f"The worker failed ({what}).")


def serve(peer: Peer[messages.Request]) -> None:
    """Answer requests until there are no more."""
    worker = Worker(peer)
    while (request := peer.receive()) is not None:
        try:
            reply = worker.answer(request)
        except NodegraphError as error:
            reply = messages.Failed(request.id, type(error).__name__, str(error))
        except Exception as error:  # noqa: BLE001 - the edge of the process: whatever fails becomes data
            traceback.print_exc()
            reply = worker.unforeseen(request, error)
        peer.send(reply)


def _run(runtime: Runtime, tile: Any) -> Any:
    try:
        return runtime.run(tile)
    except MemoryError as error:
        return TooBig(str(error))


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
