"""What is known about a value before, or without, computing it.

A fact may be partly unknown: every field can hold `None` (unknown) or, for items of a stream that
differ, a `Range`. Facts are plain data and travel between processes.
"""

from collections.abc import Callable
from typing import TypeVar

import msgspec

from nodegraph.core.ports import Value


class Range(msgspec.Struct, frozen=True, array_like=True, tag="range"):
    """A number that varies from `low` to `high`, both included."""

    low: float
    high: float


Extent = int | Range | None
"""A whole number, a range of them over the items of a stream, or `None` where unknown."""


class PictureFact(msgspec.Struct, frozen=True, tag="picture"):
    """What is known of a picture: size in pixels, channels (1, 3, 4), source depth, colour space."""

    width: Extent = None
    height: Extent = None
    channels: Extent = None
    depth: str | None = None
    """One of `8`, `10`, `12`, `16`, `half`, `float`: the depth of the source, which saving keeps."""
    space: str | None = None
    """Colour space by name: `srgb`, `linear`, `display-p3`, `gray`, or the ICC profile's description."""
    path: str | None = None
    """The file the pixels came from."""
    origin: tuple[int, int] | None = None
    """Width and height of the picture in that file."""


MASK = "background removal"
"""The tag of networks that find what is in front: they give a mask, not a picture."""


class ModelFact(msgspec.Struct, frozen=True, tag="model"):
    """What is known of a neural network from its file."""

    path: str | None = None
    sha256: str | None = None
    name: str | None = None
    architecture: str | None = None
    runtime: str | None = None
    scale: int | None = None
    in_channels: int | None = None
    out_channels: int | None = None
    parameters: int | None = None
    multiple_of: int = 1
    minimum: int = 1
    fixed: tuple[int, int] | None = None
    """Height and width of the one size of tile that the network takes; `None`: sizes are free."""
    precisions: tuple[str, ...] = ("fp32",)
    tags: tuple[str, ...] = ()

    @property
    def finest(self) -> str:
        """The most exact precision that it runs in: fp32, unless its file holds a coarser network only."""
        return "fp32" if "fp32" in self.precisions or not self.precisions else self.precisions[0]


class ValueFact(msgspec.Struct, frozen=True, tag="value"):
    """A number, text, path, truth, choice or color whose value is known (`value`), or only its kind."""

    value: Value = None


class StreamFact(msgspec.Struct, frozen=True, tag="stream"):
    """A stream: the joined fact of its items, and its length (`exact`, or at least that many)."""

    item: "Fact | None" = None
    length: int | None = None
    exact: bool = True


Fact = PictureFact | ModelFact | ValueFact | StreamFact
"""Everything that can be known of a value; `None` stands for nothing known."""

_Field = TypeVar("_Field")


def join(facts: list[Fact | None]) -> Fact | None:
    """Return what holds for all of the facts at once: equal fields stay, numbers widen to a `Range`,
    everything else becomes unknown. An empty list, a `None` or a mixture of kinds gives `None`."""
    first = facts[0] if facts else None
    if first is None or any(type(fact) is not type(first) for fact in facts):
        return None
    if len(facts) == 1:
        return first
    if isinstance(first, StreamFact):
        streams = [fact for fact in facts if isinstance(fact, StreamFact)]
        lengths = [s.length for s in streams]
        same = all(n == lengths[0] for n in lengths)
        return StreamFact(
            item=join([s.item for s in streams]),
            length=lengths[0] if same else None,
            exact=same and all(s.exact for s in streams),
        )
    changes = {
        field: widen([getattr(fact, field) for fact in facts])
        for field in first.__struct_fields__
        if any(getattr(fact, field) != getattr(first, field) for fact in facts)
    }
    if isinstance(first, PictureFact):
        return msgspec.structs.replace(first, **changes)
    # A range makes sense for measures only; a varying value or model field is unknown.
    defaults = dict(zip(first.__struct_fields__, first.__struct_defaults__, strict=True))
    return msgspec.structs.replace(first, **{field: defaults[field] for field in changes})


def widen(values: list[object]) -> object:
    """Return the common value, the `Range` that holds all numbers, or `None`."""
    if all(value == values[0] for value in values):
        return values[0]
    bounds: list[float] = []
    for value in values:
        if isinstance(value, Range):
            bounds += [value.low, value.high]
        elif isinstance(value, int | float) and not isinstance(value, bool):
            bounds.append(value)
        else:
            return None
    return Range(min(bounds), max(bounds))


def describe(fact: Fact | None, say: Callable[[str], str] = str) -> str:
    """Return the fact as a person reads it: `1920x1080 RGB 16-bit`, `4x Compact`, `12 items`.

    `say` gives each word, or template of words, in the person's language.
    """
    match fact:
        case None:
            return say("unknown")
        case PictureFact():
            return _describe_picture(fact, say)
        case ModelFact():
            parts = [f"{fact.scale}x" if fact.scale else "", fact.architecture or "", fact.name or ""]
            return " ".join(part for part in parts if part) or say("a model")
        case ValueFact():
            return say("unknown") if fact.value is None else str(fact.value)
        case StreamFact():
            count = str(fact.length) if fact.exact else f">= {fact.length}"
            words = "some items" if fact.length is None else "{count} item" if count == "1" else "{count} items"
            items = say(words).format(count=count)
            if fact.item is None:
                return items
            return say("{items} of {item}").format(items=items, item=describe(fact.item, say))


def _describe_picture(fact: PictureFact, say: Callable[[str], str]) -> str:
    def extent(value: Extent) -> str:
        if isinstance(value, Range):
            return f"{value.low:g}..{value.high:g}"
        return "?" if value is None else str(value)

    size = f"{extent(fact.width)}x{extent(fact.height)}" if fact.width or fact.height else ""
    names = {1: say("gray"), 3: "RGB", 4: "RGBA"}
    channels = names.get(fact.channels, "") if isinstance(fact.channels, int) else ""
    depth = fact.depth or ""
    depth = say("{bits}-bit").format(bits=depth) if depth.isdigit() else say(depth) if depth else ""
    return " ".join(part for part in (size, channels, depth) if part) or say("a picture")
