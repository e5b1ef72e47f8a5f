"""What the engine does in its spare time: it finds the fastest proved way for the models of its runs.

Models are converted beside the run that first uses them, from its first tile on and at a low priority. Proving and
timing begin when the run has ended, because beside it both would fight for the cores: the run would take longer, and
the times would be wrong. They take ten seconds at most, once the conversions are there; what is left goes on after the
next run, which interrupts them.
"""

import os
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import msgspec

from nodegraph.core.context import Context, current
from nodegraph.core.errors import NodegraphError, Stopped
from nodegraph.core.messages import Benched, BenchRow
from nodegraph.core.settled import Settled
from nodegraph.runtimes.certificate import Certificate, Way, count_attempt
from nodegraph.runtimes.model import Model, open_model
from nodegraph.runtimes.pool import Pool
from nodegraph.runtimes.prover import Proof, convert_ahead, prove_all
from nodegraph.runtimes.remember import is_kept
from nodegraph.runtimes.route import Route, reference_way
from nodegraph.runtimes.subject import Subject

SECONDS = 10.0
_POLL = 0.05
_LOW = 10
"""Priority of conversions beside a run: about a tenth of a core. At the lowest they get none beside OpenMP's."""


class SpareTime:
    """The proving that is left to do, and the thread that does it."""

    def __init__(self) -> None:
        """Nothing is to be done yet."""
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._worker: threading.Thread | None = None
        self._wanted: dict[tuple[str, str], None] = {}
        """Model files and devices."""
        self.trouble = ""
        """Why proving ended early, in a sentence."""

    def interrupt(self) -> None:
        """Make way for a run; returns at once."""
        self._stop.set()

    def beside(self, settled: Settled) -> None:
        """Begin to convert the models of a run that is under way."""
        if self._note(settled):
            self._start(self._convert)

    def after(self, settled: Settled) -> None:
        """Begin to prove what is not known of the routes that a run has taken."""
        if self._note(settled):
            # What a run of one tile has not begun, or not ended.
            self._start(self._convert)
            self._start(self._prove)

    def _note(self, settled: Settled) -> bool:
        """Note which models there is something to be found out about; return whether there is any."""
        for text in settled.values():
            route = msgspec.json.decode(text, type=Route)
            if route.unproved:
                self._wanted[route.source, route.way.device] = None
        # Findings that cannot be kept would be looked for after every run.
        return bool(self._wanted) and is_kept()

    def _start(self, work: Callable[[threading.Event], None]) -> None:
        with self._lock:
            before, stop = self._worker, self._stop
            if before is None or not before.is_alive():
                stop = self._stop = threading.Event()

            def run() -> None:
                if before is not None:
                    before.join()
                current.set(Context(stop=stop))
                try:
                    work(stop)
                except Stopped:
                    return
                except NodegraphError as error:
                    # The run itself goes well: nobody has to hear of this more than once.
                    self.trouble = str(error)

            self._worker = threading.Thread(target=run, name="spare time", daemon=True)
            self._worker.start()

    def models(self) -> tuple[str, ...]:
        """Return the names of the models that are being proved."""
        worker = self._worker
        if worker is None or not worker.is_alive():
            return ()
        return tuple(dict.fromkeys(Path(source).stem for source, _ in list(self._wanted)))

    def wait(self, seconds: float) -> None:
        """Wait until there is nothing left to do, or time is over."""
        if not seconds:
            return
        worker = self._worker
        deadline = time.monotonic() + seconds
        while worker is not None and worker.is_alive() and time.monotonic() < deadline:
            worker.join(_POLL)
        if worker is not None and worker.is_alive():
            # Somebody waited for nothing: a machine that never gets to it is left alone in the end.
            for source, _ in list(self._wanted):
                count_attempt(_subject(source).sha256)

    def _convert(self, stop: threading.Event) -> None:
        if sys.platform == "linux":
            # There priority is a thread's own, and the processes that it starts have it, too.
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _LOW)
        for source, device in list(self._wanted):
            if not stop.is_set():
                convert_ahead(_subject(source), device)

    def _prove(self, stop: threading.Event) -> None:
        deadline = time.monotonic() + SECONDS
        with closing(Pool()) as workers:
            for source, device in list(self._wanted):
                subject = _subject(source)
                try:
                    for _ in Proof(subject, device, workers).steps(deadline - time.monotonic()):
                        if stop.is_set():
                            return
                finally:
                    # Runs that leave no time for it, in a script or one after the other, do not count.
                    if not stop.is_set():
                        count_attempt(subject.sha256)
                if time.monotonic() > deadline:
                    return
                self._wanted.pop((source, device), None)


def bench(number: int, path: Path, device: str, told: Callable[[str], None]) -> Benched:
    """Prove all ways of a model now, telling each finding, and return them as a table, the fastest first.

    Raises what opening the model and running it in its own framework raise.
    """
    token = current.set(Context(device=device, on_note=told))
    try:
        model = open_model(path)
        subject = subject_of(model)
        chosen = model.route().way

        def tell(found: Certificate) -> None:
            told(f"{found.way}: {found.fault or f'{found.speedup:.2f}x'}")

        findings = prove_all(subject, reference_way(subject, chosen.device).device, tell)
        chosen = model.route().way
    finally:
        current.reset(token)
    rows = [_row(found, chosen) for found in findings]
    return Benched(number, subject.name, tuple(sorted(rows, key=lambda row: (bool(row.fault), -row.speedup))))


def _subject(source: str) -> Subject:
    return subject_of(open_model(source))


def subject_of(model: Model) -> Subject:
    """Return the model as routes know it."""
    return Subject(model.path, model.fact.sha256 or "", model.fact)


def _row(found: Certificate, chosen: Way) -> BenchRow:
    way = found.way
    return BenchRow(
        way.framework,
        way.device,
        way.precision,
        found.tile,
        found.ms_per_megapixel,
        found.speedup,
        found.max_difference,
        found.psnr,
        found.fault,
        way == chosen,
        way.options.batch,
    )
