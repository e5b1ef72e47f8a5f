"""Answers a front end's requests and runs graphs for it.

Each request is served on a thread of its own, so that facts are known while a graph runs; `Control` takes
effect at once. The node library is imported by the first request that needs it: a run of a command needs few nodes.
"""

import sys
import threading
import traceback
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from nodegraph.core import messages
from nodegraph.core.errors import NodegraphError, RunError
from nodegraph.core.facts import MASK
from nodegraph.core.graph import Graph
from nodegraph.core.messages import Finished, Message, Reply, Settings
from nodegraph.core.places import cache_folder
from nodegraph.core.registry import Library, load_library, load_part, remember_specs
from nodegraph.core.settled import Settled
from nodegraph.engine.cache import Cache
from nodegraph.engine.disk import Disk
from nodegraph.engine.following import Following
from nodegraph.engine.known import Known
from nodegraph.engine.ledger import Ledger, new_ledger
from nodegraph.engine.run import Runner
from nodegraph.engine.viewing import Viewing

if TYPE_CHECKING:
    from nodegraph.engine.spare import SpareTime

_Wish = Literal["stop", "pause", "resume"]


class Server:
    """What an engine process knows: its library, its cache, its runs."""

    def __init__(self, send: Callable[[Message], None]) -> None:
        """`send` may be called by any thread."""
        self._send = send
        self._lock = threading.Lock()
        self._runs: dict[int, Runner | None] = {}
        self._wishes: dict[int, list[_Wish]] = {}
        """What was asked of runs that have not begun."""
        self._cache: Cache | None = None
        self._room = -1
        self._spare: SpareTime | None = None
        self._viewing = Viewing()
        self._following = Following()

    def take(self, request: messages.Request) -> None:
        """Serve a request; returns at once."""
        if isinstance(request, messages.Control):
            self._control(request.id, request.wish)
            return
        if isinstance(request, messages.Start):
            self._runs[request.id] = None
        threading.Thread(target=self._serve, args=(request,), name="request", daemon=True).start()

    def flush(self) -> None:
        """Wait until costly results are on disk."""
        cache = self._cache
        if cache is not None:
            cache.flush()

    @cached_property
    def known(self) -> Known:
        """What is known of nodes and graphs; imports the node library when it is first asked for."""
        with self._lock:
            return self.__dict__.get("known") or Known(_library())

    def _known_for(self, graph: Graph) -> Known:
        """Return what is known of a graph's nodes: of no others where the library is not imported yet."""
        part = None
        if "known" not in self.__dict__:
            part = load_part({node.type for node in graph.nodes.values()})
        return self.known if part is None else Known(part)

    def _control(self, run: int, wish: _Wish) -> None:
        with self._lock:
            if run not in self._runs:
                return
            runner = self._runs[run]
            if runner is None:
                self._wishes.setdefault(run, []).append(wish)
                return
        runner.control(wish)

    def _serve(self, request: messages.Request) -> None:
        try:
            reply: Reply | Finished = self._answer(request)
        except NodegraphError as error:
            reply = messages.Refused(request.id, str(error), error.exit_code)
        except Exception as error:  # noqa: BLE001 - the process boundary: it becomes data
            traceback.print_exc(file=sys.stderr)
            reply = messages.Refused(request.id, f"This should not happen: {type(error).__name__}: {error}.")
        finally:
            self._runs.pop(request.id, None)
            self._wishes.pop(request.id, None)
        self._send(reply)

    def _answer(self, request: messages.Request) -> Reply | Finished:
        match request:
            case messages.Describe(id=number):
                return messages.Described(number, self.known.specs, tuple(self.known.library.problems))
            case messages.Check(id=number, graph=graph):
                return self._following.begin(self.known, number, graph)
            case messages.CheckEdit(id=number, last=last, patch=patch):
                return self._following.go_on(self.known, number, last, patch)
            case messages.Start(dry=True):
                return self.known.foresee(request.id, request.graph, request.settings.only)
            case messages.Start():
                return self._run(request)
            case messages.ListDevices(id=number):
                return messages.Devices(number, _devices(in_use=False))
            case messages.Measure(id=number):
                return messages.Devices(number, _devices(in_use=True))
            case messages.Prove(id=number, seconds=seconds):
                return self._prove(number, seconds)
            case messages.Bench(id=number, path=path, device=device):
                return self._bench(number, Path(path), device)
            case messages.ConvertModel():
                return _convert(request, lambda sentence: self._send(messages.Noted(request.id, "", sentence)))
            case messages.InspectModel(id=number, path=path, measure=measure):
                return _inspect(number, Path(path), measure)
            case _ if isinstance(request, messages.ForPictures):
                return self._viewing.answer(request, self.known.library, self._cache_of(None))
        raise RunError(f"The engine does not know what {type(request).__name__} means; update it.")

    def _run(self, request: messages.Start) -> Finished:
        settings, graph = request.settings, request.graph
        known = self._known_for(graph)
        self._viewing.view(settings.viewed)
        runner = Runner(
            known.library,
            settings,
            self._watched(lambda: runner.settled),
            self._cache_of(settings.memory),
            hold=lambda node, item, results: self._viewing.hold(graph, node, item, results),
            keep=False,
        )
        with self._lock:
            self._runs[request.id] = runner
            wishes = self._wishes.pop(request.id, [])
        for wish in wishes:
            runner.control(wish)
        if self._spare is not None:
            self._spare.interrupt()
        if not request.settings.effects:
            # Nothing is done that would have to be gone on with.
            return runner.run(request.graph, request.id)
        ledger = _ledger(request.resume, request.retry)
        self._send(messages.Began(request.id, str(ledger.path)))
        finished = None
        try:
            finished = runner.run(request.graph, request.id, known.lengths(request.graph), ledger)
        finally:
            # What is done or was refused is over; the rest can be gone on with.
            if finished is not None and finished.outcome in ("done", "refused"):
                ledger.remove()
            else:
                ledger.close()
        if finished.outcome in ("done", "failed") and runner.settled.values():
            self._spare_time().after(runner.settled)
        return finished

    def _watched(self, settled: Callable[[], Settled]) -> Callable[[Message], None]:
        """Return what sends a run's events, and begins to convert its models when the first tile is done."""
        begun = threading.Event()

        def send(event: Message) -> None:
            self._send(event)
            working = isinstance(event, messages.Progress) and any(0 < done < 1 for done in event.nodes.values())
            if working and not begun.is_set() and settled().values():
                begun.set()
                threading.Thread(target=lambda: self._spare_time().beside(settled()), name="ahead", daemon=True).start()

        return send

    def _spare_time(self) -> "SpareTime":
        from nodegraph.engine.spare import SpareTime

        with self._lock:
            if self._spare is None:
                self._spare = SpareTime()
            return self._spare

    def _prove(self, number: int, seconds: float) -> messages.Proving:
        if self._spare is None:
            return messages.Proving(number)
        self._spare.wait(seconds)
        return messages.Proving(number, self._spare.models(), self._spare.trouble)

    def _bench(self, number: int, path: Path, device: str) -> messages.Benched:
        from nodegraph.engine.spare import bench

        return bench(number, path, device, lambda sentence: self._send(messages.Noted(number, "", sentence)))

    def _cache_of(self, room: int | None) -> Cache:
        """Return the cache of this process; another `room` in bytes for it begins with an empty memory."""
        with self._lock:
            if self._cache is None or room not in (None, self._room):
                self._room = Settings().memory if room is None else room
                self._cache = Cache(self._room, Disk(cache_folder() / "results"))
            return self._cache


def _library() -> Library:
    library = load_library()
    try:
        remember_specs(library.specs)
    except OSError as error:
        # A cache that cannot be written costs front ends time, nothing else.
        print(f"The node specs cannot be kept: {error}", file=sys.stderr)
    return library


def _ledger(resume: str, retry: bool) -> Ledger:
    try:
        return Ledger(Path(resume), retry=retry) if resume else new_ledger()
    except OSError as error:
        raise RunError(
            f"The run's ledger cannot be written ({error.strerror}{f': {error.filename}' if error.filename else ''}); "
            "set NODEGRAPH_CACHE to a folder you may write to."
        ) from None


def _devices(*, in_use: bool) -> tuple[messages.DeviceFact, ...]:
    from nodegraph.runtimes.devices import accelerators_in_use, list_devices

    return tuple(
        messages.DeviceFact(found.name, found.title, found.total, found.free, found.precisions)
        for found in (accelerators_in_use() if in_use else list_devices())
    )


def _convert(request: messages.ConvertModel, on_stage: Callable[[str], None]) -> messages.Converted:
    from nodegraph.runtimes.convert import convert, interpolate

    source, target, overwrite = Path(request.path), Path(request.target), request.overwrite
    if request.other:
        proof = interpolate(source, Path(request.other), request.share, target, overwrite=overwrite, on_stage=on_stage)
    else:
        proof = convert(
            source,
            target,
            precision=request.precision,
            opset=request.opset,
            seconds=request.seconds,
            overwrite=overwrite,
            on_stage=on_stage,
        )
    return messages.Converted(
        request.id, str(target), proof.max_difference, proof.mean_difference, proof.psnr, proof.of
    )


def _inspect(number: int, path: Path, measure: bool) -> messages.Inspected:
    from nodegraph.runtimes.model import open_model
    from nodegraph.runtimes.seam import seam_of

    model = open_model(path)
    if not measure or MASK in model.fact.tags:
        return messages.Inspected(number, model.fact)
    seen, seam = model.receptive(), seam_of(model)
    # Where a model sees everything, what was measured with its reach was one picture, and this is another.
    worst = max(seen.seam, seam.error if seam is not None and seen.sees_all else 0.0)
    receptive = messages.Receptive(seen.kind, seen.pixels, seen.multiple_of, worst, seen.sees_all, seen.complete)
    return messages.Inspected(number, model.fact, receptive, seam)
