"""Finds the fastest proved way of models while nothing else is to be done: a little of it after each first run.

The work is bounded by seconds. Each finding is remembered at once, so that what was interrupted goes on where it stood.
A way that was timed while the machine was busy is timed once more; `nodegraph models bench` does it at any time.
"""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from contextvars import copy_context

import msgspec

from nodegraph.core.errors import ChildDied, GraphError, RunError, StorageFull
from nodegraph.runtimes import pool
from nodegraph.runtimes.candidates import candidates
from nodegraph.runtimes.certificate import Certificate, Way, blank, certificate_of, keep
from nodegraph.runtimes.converted import existing_file, file_for, form_of, reachable
from nodegraph.runtimes.frameworks import framework
from nodegraph.runtimes.openmodel import OpenModel
from nodegraph.runtimes.proving import Standard, compare, race, standard
from nodegraph.runtimes.quiet import Watch
from nodegraph.runtimes.remember import recall, remember
from nodegraph.runtimes.route import reference_way
from nodegraph.runtimes.subject import Subject

_LONGEST_CONVERSION = 300.0
_TRIES = 2


class Proof:
    """The proving of one model on one device: `steps()` does it, a finding at a time."""

    def __init__(self, subject: Subject, device: str, workers: pool.Pool) -> None:
        """The model's own framework runs in the process's shared workers, where it may be open already; everything
        else runs in `workers`."""
        self._subject = subject
        self._workers = workers
        self._standard: Standard | None = None
        self.reference = reference_way(subject, device)
        self.ways = [self.reference, *candidates(subject, self.reference)]

    def missing(self) -> list[Way]:
        """Return the ways of which nothing is known yet, then those that were timed while the machine was busy."""
        known = {way: certificate_of(self._subject.sha256, way) for way in self.ways if self._is_reachable(way)}
        unknown = [way for way, found in known.items() if found is None]
        hurried = [way for way, found in known.items() if found is not None and not found.quiet]
        return [*(unknown if unknown != [self.reference] else []), *hurried]

    def steps(self, seconds: float) -> Iterator[Certificate]:
        """Find out what is missing, yielding each finding as soon as it is remembered.

        No way is begun after the seconds are over; `convert_ahead` has made the files beforehand. Raises `Stopped`,
        `StorageFull` where the cache has no room for a conversion, and what the model's own framework raises: without
        it nothing can be compared.
        """
        deadline = time.monotonic() + seconds
        for way in self.missing():
            if time.monotonic() >= deadline:
                return
            found = self._prove(way, haste=True)
            keep(found)
            yield found

    def all(self) -> Iterator[Certificate]:
        """Find out everything anew, however long it takes, yielding each finding."""
        for way in self.ways:
            try:
                found = self._prove(way, haste=False)
            except StorageFull as full:
                yield msgspec.structs.replace(blank(self._subject.sha256, way), fault=_as_reason(full))
                continue
            if self._is_reachable(way):
                keep(found)
            yield found

    def _is_reachable(self, way: Way) -> bool:
        """Return whether a way is worth remembering: what lacks a package is tried as soon as that is installed."""
        return reachable(self._subject, way.framework)

    def _prove(self, way: Way, *, haste: bool) -> Certificate:
        """Return what there is to know of a way."""
        empty = blank(self._subject.sha256, way)
        reference = self._compared_with()
        if way == self.reference:
            return self._timed(compare(empty, reference.model, reference), reference.model, haste=haste)
        try:
            model = self._open(way)
            found = compare(empty, model, reference)
            return found if found.fault else self._timed(found, model, haste=haste)
        except StorageFull:
            raise
        except (RunError, GraphError) as error:
            return msgspec.structs.replace(empty, fault=_as_reason(error))

    def _timed(self, found: Certificate, model: OpenModel, *, haste: bool) -> Certificate:
        watch = Watch((*pool.shared().workers(), *self._workers.workers()))
        found = race(found, model, self._compared_with(), haste=haste)
        # Who asks for a measurement gets it; and a machine that is never quiet is taken as it is.
        final = not haste or watch.quiet() or not self._may_try_again(found.way)
        return msgspec.structs.replace(found, quiet=final)

    def _compared_with(self) -> Standard:
        if self._standard is None:
            way, subject = self.reference, self._subject
            module = framework(way.framework).module
            model = pool.shared().open(subject.path, runtime=module, device=way.device, precision=way.precision)
            self._standard = standard(model, subject.fact)
        return self._standard

    def _open(self, way: Way) -> OpenModel:
        subject = self._subject
        file = existing_file(subject, way.framework)
        if file is None:
            # It is compared here, on more than the converter compares.
            file = file_for(subject, way.framework, seconds=_LONGEST_CONVERSION, prove=False)
        module = framework(way.framework).module
        model = self._workers.open(
            file, runtime=module, device=way.device, precision=way.precision, options=way.options
        )
        model.fact = subject.fact
        return model

    def _may_try_again(self, way: Way) -> bool:
        """Count that the machine was busy, and return whether it is worth another try."""
        name = way.name.replace("certificate", "tries", 1)
        tried = (recall(self._subject.sha256, name, int) or 0) + 1
        remember(self._subject.sha256, name, tried)
        return tried < _TRIES


def convert_ahead(subject: Subject, device: str) -> None:
    """Make the files that ways still unknown need, so that proving them is short; what cannot be made is remembered.

    Two are made at a time: a conversion computes on one core. Raises `Stopped`, and `StorageFull` where the cache has
    no room.
    """
    wanted: dict[str, list[Way]] = {}
    for way in candidates(subject, reference_way(subject, device)):
        unknown = certificate_of(subject.sha256, way) is None and existing_file(subject, way.framework) is None
        if unknown and reachable(subject, way.framework):
            wanted.setdefault(form_of(way.framework), []).append(way)

    def make(ways: list[Way]) -> None:
        try:
            file_for(subject, ways[0].framework, seconds=_LONGEST_CONVERSION, prove=False)
        except StorageFull:
            raise
        except (RunError, GraphError) as error:
            for way in ways:
                keep(msgspec.structs.replace(blank(subject.sha256, way), fault=_as_reason(error)))

    with ThreadPoolExecutor(2, "conversion") as threads:
        # Each has the stop button of this thread.
        for done in [threads.submit(copy_context().run, make, ways) for ways in wanted.values()]:
            done.result()


def prove_all(subject: Subject, device: str, told: Callable[[Certificate], None]) -> list[Certificate]:
    """Prove all ways of a model on a device anew, however long it takes; `told` hears of each finding."""
    findings = []
    with closing(pool.Pool()) as workers:
        for found in Proof(subject, device, workers).all():
            told(found)
            findings.append(found)
    return findings


def _as_reason(error: Exception) -> str:
    what = "its worker dies of it" if isinstance(error, ChildDied) else "it cannot run"
    return f"{what}: {str(error).rstrip('.')}"
