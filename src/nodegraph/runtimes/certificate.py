"""Certificates: what is proved about running a model one way on this machine, kept in the cache by the model's content.

A certificate counts as long as the framework's versions, the processor or device and its driver are those it was made
with; after an update it is as if it had never been.
"""

import hashlib
import os
import platform
from functools import cache
from pathlib import Path

import msgspec

from nodegraph.runtimes.devices import list_devices
from nodegraph.runtimes.drivers import driver_versions
from nodegraph.runtimes.frameworks import FRAMEWORKS
from nodegraph.runtimes.options import DEFAULT, Options
from nodegraph.runtimes.remember import recall, remember

_PROCESSOR = Path("/proc/cpuinfo")


class Way(msgspec.Struct, frozen=True):
    """One way to run a model: with which framework, where, how exactly."""

    framework: str
    device: str
    precision: str
    options: Options = DEFAULT

    @property
    def name(self) -> str:
        """What its certificate is kept under."""
        own = [
            f"{field}={value}"
            for field in Options.__struct_fields__
            if (value := getattr(self.options, field)) != getattr(DEFAULT, field)
        ]
        return " ".join(("certificate", self.framework, self.device, self.precision, *own))

    def __str__(self) -> str:
        """Return it as people read it: `ncnn fp32, CPU`."""
        together = f", {self.options.batch} tiles at once" if self.options.batch > 1 else ""
        return f"{self.framework} {self.precision}, {'CPU' if self.device == 'cpu' else self.device}{together}"


class Certificate(msgspec.Struct, frozen=True):
    """What was found out about a model on one way."""

    sha256: str
    """Of the model's own file."""
    way: Way
    versions: str
    """Of the framework's packages."""
    machine: str
    """Processor, or device and driver."""
    fault: str = ""
    """Why this way is not used, as the rest of a sentence; empty where it is proved."""
    max_difference: float = 0.0
    """From the model's own framework in fp32 on the test tiles, of full scale 1."""
    psnr: float = 0.0
    """Against the same, in dB, at most 200."""
    tile: int = 0
    """Side in pixels of the tile it ran fastest on; 0 where it was not timed."""
    ms_per_megapixel: float = 0.0
    """Milliseconds for a million input pixels, on that tile."""
    speedup: float = 0.0
    """How many times as fast as the model's own framework in fp32, measured side by side."""

    quiet: bool = True
    """Whether the machine did little else meanwhile; otherwise it is measured again a few times."""

    @property
    def proved(self) -> bool:
        """Whether the pixels are right and the time is known."""
        return not self.fault and self.speedup > 0


def certificate_of(sha256: str, way: Way) -> Certificate | None:
    """Return what is known of a way, as far as it still holds."""
    known = recall(sha256, way.name, Certificate)
    if known is None or (known.sha256, known.way) != (sha256, way):
        return None
    valid = (known.versions, known.machine) == (FRAMEWORKS[way.framework].versions, machine_of(way.device))
    return known if valid else None


def keep(certificate: Certificate) -> None:
    """Remember a certificate; a cache that cannot be written costs the next run the time to prove it again."""
    remember(certificate.sha256, certificate.way.name, certificate)


def discredit(sha256: str, way: Way, fault: str) -> None:
    """Take back that a way is proved, because it broke in use; `fault` is the reason, as the rest of a sentence."""
    # Whatever else was wished for, ways are measured with these options alone.
    measured = Options(batch=way.options.batch)
    known = certificate_of(sha256, Way(way.framework, way.device, way.precision, measured))
    if known is not None:
        keep(msgspec.structs.replace(known, fault=fault))


def attempts(sha256: str) -> int:
    """Return after how many runs it was tried to find the fastest way of a model."""
    return recall(sha256, "attempts at proving", int) or 0


def count_attempt(sha256: str) -> None:
    """Count one more, so that a machine that is always too busy is left alone in the end."""
    remember(sha256, "attempts at proving", attempts(sha256) + 1)


def blank(sha256: str, way: Way) -> Certificate:
    """Return the certificate of a way of which nothing is known yet, with the versions and the machine of now."""
    return Certificate(sha256, way, FRAMEWORKS[way.framework].versions, machine_of(way.device))


def machine_of(device: str) -> str:
    """Return what a certificate on a device depends on: the processor and its cores, or the device and its driver."""
    if device == "cpu":
        return _processor()
    found = next((fact for fact in list_devices() if fact.name == device), None)
    title, driver = (found.title, found.driver) if found else (device, "")
    return ", ".join(part for part in (title, driver, *driver_versions()) if part)


@cache
def processor_flags() -> frozenset[str]:
    """Return what instructions the processor has, as Linux names them; elsewhere nothing is known."""
    try:
        lines = _PROCESSOR.read_text().splitlines()
    except OSError:
        return frozenset()
    found = next((line for line in lines if line.lower().startswith(("flags", "features"))), "")
    return frozenset(found.partition(":")[2].split())


@cache
def _processor() -> str:
    try:
        lines = _PROCESSOR.read_text().splitlines()
    except OSError:
        lines = []
    title = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    flags = hashlib.sha256(" ".join(sorted(processor_flags())).encode()).hexdigest()[:8]
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{title or platform.processor() or platform.machine()}, {cores} cores, {flags}"
