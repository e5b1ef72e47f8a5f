"""The way a model goes in a run: what was asked for, else the fastest way that is proved, else the safe one.

The safe way is the framework of the model's own file in fp32 (in half precision on a GPU, as is usual there); for a
model that comes along it is, on a CPU, the ncnn file shipped beside it, which was proved when it was made.
"""

import msgspec

from nodegraph.core.errors import ValueRefused
from nodegraph.runtimes.candidates import candidates
from nodegraph.runtimes.certificate import Certificate, Way, attempts, certificate_of
from nodegraph.runtimes.converted import others, reachable, unreachable
from nodegraph.runtimes.devices import choose_device
from nodegraph.runtimes.frameworks import FRAMEWORKS, framework
from nodegraph.runtimes.options import Options
from nodegraph.runtimes.subject import Subject
from nodegraph.runtimes.wish import AUTO, Wish, read_options

_WORTH_IT = 1.05
"""So many times as fast another way must be to be taken; below, measurements err by as much."""
_SOONER = 1.2
"""Frameworks other than torch count as so many times as fast as measured. A command that needs no torch is up 1.6 s
sooner, which a fifth more speed makes up for only after eight seconds of computing."""
_MOST_ATTEMPTS = 6
"""After so many runs no more is looked for; `nodegraph models bench` does it at any time."""
_SAME = 1 / 255
"""What fp32 may differ by, of full scale 1."""


class Route(msgspec.Struct, frozen=True):
    """How a model runs; fixed for a run, and written into its ledger."""

    source: str
    """The model's own file."""
    way: Way
    speedup: float = 0.0
    """How many times as fast as the safe way, where that was measured."""
    than: str = ""
    """The safe way, in short."""
    max_difference: float | None = None
    """From the model's own framework in fp32, of full scale 1, where it was measured."""
    unproved: bool = False
    """Whether there are ways of which it is not known yet how fast they are."""
    broken: str = ""
    """Why the route taken first was left, in words."""

    @property
    def identity(self) -> str:
        """What results depend on: the framework with its versions, the kind of device, the precision, the options."""
        way = self.way
        kind = way.device.partition(":")[0]
        return f"{FRAMEWORKS[way.framework].versions or way.framework} {kind} {way.precision} {_exactness(way.options)}"

    @property
    def words(self) -> str:
        """How the model runs and why: `ncnn fp32, CPU: 2.8x as fast as torch, proved to 0.3/255`."""
        if self.broken:
            return f"{self.way}: {self.broken}"
        reasons = []
        if self.speedup > _WORTH_IT:
            reasons.append(f"{self.speedup:.1f}x as fast as {self.than}")
        elif self.than.startswith("torch ") and self.way.framework != "torch":
            reasons.append("about as fast as torch, and up sooner")
        if self.max_difference is not None:
            reasons.append(f"proved to {self.max_difference * 255:.1f}/255")
        if self.unproved:
            reasons.append("faster ways are not known yet")
        return f"{self.way}: {', '.join(reasons)}" if reasons else str(self.way)


def route_for(subject: Subject, wish: Wish) -> Route:
    """Return how a model is to run. Nothing is converted or measured here.

    Raises `ValueRefused` for a wish that cannot be met on this machine or by this model.
    """
    if wish.runtime == AUTO:
        wish = msgspec.structs.replace(wish, runtime=_implied(subject, wish.device))
    if wish.runtime != AUTO:
        return _asked_for(subject, wish)
    safe = safe_way(subject, wish)
    known = _certificates(subject, safe, wish)
    own = next((found for found in known if found.way == safe), None)
    refused = own is not None and bool(own.fault)
    if refused and wish.precision == AUTO and safe.precision != subject.fact.finest:
        # Half precision without a wish for it must not spoil the picture.
        safe = msgspec.structs.replace(safe, precision=subject.fact.finest)
    ways = [] if wish.precision != AUTO else candidates(subject, safe)
    unproved = (
        any(not _is_settled(subject, way) for way in ways)
        and not _comes_along(subject, safe)
        and attempts(subject.sha256) < _MOST_ATTEMPTS
    )
    return _best(subject, [found for found in known if found.proved], safe, wish, unproved=unproved)


def safe_way(subject: Subject, wish: Wish) -> Way:
    """Return the way that needs no certificate. Raises `ValueRefused` for a device or precision that cannot be."""
    device = choose_device(wish.device, FRAMEWORKS[subject.framework])
    if _runs_twin(subject, device, wish):
        return Way("ncnn", "cpu", "fp32")
    return Way(subject.framework, device, _precision(subject, device, wish.precision))


def reference_way(subject: Subject, device: str) -> Way:
    """Return the way that others are compared with: the model's own framework in fp32."""
    own = FRAMEWORKS[subject.framework]
    return Way(own.name, device if device.partition(":")[0] in own.devices else "cpu", subject.fact.finest)


def _exactness(options: Options) -> str:
    """Return the options that change pixels."""
    arithmetic = f"{options.winograd} {options.sgemm} {options.half_arithmetic} {options.compile}"
    return f"{arithmetic} {options.batch} {options.provider}"


def full_precision(subject: Subject, way: Way) -> Way:
    """Return the way by which a tile is done again whose output cannot be believed."""
    if way.framework == "ncnn" and way.device == "cpu" and subject.twin() is not None:
        return measuring_way(way)
    return msgspec.structs.replace(reference_way(subject, way.device), options=way.options)


def measuring_way(way: Way) -> Way:
    """Return the way by which it is measured how far a model sees: exact, and in the framework that is there anyway."""
    options = msgspec.structs.replace(way.options, winograd=False) if way.framework == "ncnn" else way.options
    # An ONNX file runs in its own precision only.
    precision = way.precision if way.framework == "onnx" else "fp32"
    return msgspec.structs.replace(way, precision=precision, options=options)


def fallback(subject: Subject, way: Way, wish: Wish) -> Way | None:
    """Return the way that is left when one breaks; `None` where there is none, or a person asked for the broken one."""
    if way.device.startswith("vulkan"):
        wish = Wish(device="cpu", options=wish.options)
    elif wish.runtime != AUTO:
        return None
    safe = safe_way(subject, wish)
    safe = msgspec.structs.replace(safe, options=options_of(safe, wish))
    return None if safe == way else safe


def options_of(way: Way, wish: Wish) -> Options:
    """Return the options of a way, changed as a person wishes. Raises `ValueRefused`."""
    return read_options(wish.options, way.options)


def _implied(subject: Subject, device: str) -> str:
    """Return the framework that a device asks for because the model's own does not compute on it, or `auto`."""
    kind = device.partition(":")[0]
    if kind == AUTO or kind in FRAMEWORKS[subject.framework].devices:
        return AUTO
    return next((name for name in others(subject.framework) if kind in FRAMEWORKS[name].devices), AUTO)


def _asked_for(subject: Subject, wish: Wish) -> Route:
    asked = framework(wish.runtime)
    if asked.name == subject.framework:
        way = Way(asked.name, choose_device(wish.device, asked), "fp32")
        way = msgspec.structs.replace(way, precision=_precision(subject, way.device, wish.precision))
    elif asked.name in others(subject.framework):
        precision = "fp32" if wish.precision == AUTO else wish.precision
        way = Way(asked.name, choose_device(wish.device, asked), precision)
    else:
        raise unreachable(subject, asked.name)
    known = [found for found in _certificates(subject, way, wish) if found.proved and found.way.framework == asked.name]
    return _best(subject, known, way, wish)


def _best(subject: Subject, proved: list[Certificate], safe: Way, wish: Wish, *, unproved: bool = False) -> Route:
    own = next((found for found in proved if found.way == safe), None)
    best = max(proved, key=_worth, default=None)
    pace = own.speedup if own is not None else 1.0
    if best is None or _worth(best) < _WORTH_IT * (pace if own is None else _worth(own)):
        best = own
    way = safe if best is None else best.way
    way = msgspec.structs.replace(way, options=options_of(way, wish))
    if best is None:
        return Route(str(subject.path), way, unproved=unproved)
    than = f"{safe.framework} {safe.precision}"
    return Route(str(subject.path), way, best.speedup / pace, than, best.max_difference, unproved=unproved)


def _worth(found: Certificate) -> float:
    return found.speedup * (1.0 if found.way.framework == "torch" else _SOONER)


def _certificates(subject: Subject, safe: Way, wish: Wish) -> list[Certificate]:
    """Return what is known of all ways that suit the wish."""
    ways = [safe, *candidates(subject, safe)]
    found = [known for way in dict.fromkeys(ways) if (known := certificate_of(subject.sha256, way)) is not None]
    return [known for known in found if _suits(known, wish)]


def _suits(known: Certificate, wish: Wish) -> bool:
    way = known.way
    if wish.device not in (AUTO, way.device, way.device.partition(":")[0]):
        return False
    if wish.precision == "fp32" and known.max_difference > _SAME:
        return False
    return wish.precision in (AUTO, way.precision)


def _precision(subject: Subject, device: str, wish: str) -> str:
    possible = subject.fact.precisions
    if wish == AUTO:
        half = [name for name in ("fp16", "bf16") if name in possible]
        return half[0] if half and device.startswith("cuda") else subject.fact.finest
    if wish not in possible:
        raise ValueRefused(f"{subject.name} cannot run in {wish}; choose auto or {' or '.join(possible)}.")
    return wish


def _runs_twin(subject: Subject, device: str, wish: Wish) -> bool:
    return (
        device == "cpu"
        and wish.precision in (AUTO, "fp32")
        and FRAMEWORKS["ncnn"].installed
        and subject.twin() is not None
    )


def _is_settled(subject: Subject, way: Way) -> bool:
    """Return whether a way is known, and was timed while the machine was quiet, or cannot be tried here."""
    known = certificate_of(subject.sha256, way)
    return not reachable(subject, way.framework) if known is None else known.quiet


def _comes_along(subject: Subject, safe: Way) -> bool:
    """Return whether the model is one whose ways are proved already, so that nothing has to be looked for."""
    return safe.framework != subject.framework and subject.twin() is not None
