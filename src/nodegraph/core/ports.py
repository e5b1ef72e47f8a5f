"""What a port takes or gives: its kind, as plain data that travels between processes.

Kinds are written as annotations (`Annotated[float, Number(0, 1)]`) and read by `core.node`.
"""

import math
from collections.abc import Mapping
from pathlib import PurePath
from typing import Literal

import msgspec

from nodegraph.core.errors import ValueRefused, did_you_mean

Value = bool | int | float | str | None | list[float]
"""What a port can be set to in a graph file: a number, text, truth, a path as text, a color as a list."""


class ImageKind(msgspec.Struct, frozen=True, tag="image"):
    """A picture. `picture`: with all that travels with pixels; `linear`: wanted in linear light."""

    picture: bool = False
    linear: bool = False


class ModelKind(msgspec.Struct, frozen=True, tag="model"):
    """A neural network."""


class Number(msgspec.Struct, frozen=True, tag="number"):
    """A number from `low` to `high`, both included; `log` makes the slider logarithmic."""

    low: float | None = None
    high: float | None = None
    step: float | None = None
    unit: str = ""
    log: bool = False
    integer: bool = False


class Text(msgspec.Struct, frozen=True, tag="text"):
    """A text; `lines` asks for an editor of several lines."""

    lines: bool = False


class Truth(msgspec.Struct, frozen=True, tag="truth"):
    """Yes or no."""


class Choice(msgspec.Struct, frozen=True, tag="choice"):
    """One of a few words."""

    options: tuple[str, ...]


class ColorKind(msgspec.Struct, frozen=True, tag="color"):
    """A color: 1, 3 or 4 numbers in [0, 1], RGB order."""


class PathKind(msgspec.Struct, frozen=True, tag="path"):
    """A file or folder. `role`: `open` reads it, `folder` is a folder, `save` writes it."""

    role: Literal["open", "folder", "save"] = "open"
    what: Literal["any", "image", "model"] = "any"


class AnyKind(msgspec.Struct, frozen=True, tag="any"):
    """Whatever comes; ports of one node with the same `variable` are of one kind."""

    variable: str = "T"


Kind = ImageKind | ModelKind | Number | Text | Truth | Choice | ColorKind | PathKind | AnyKind

LIVE_KINDS = (Number, Text, Truth, Choice, ColorKind, PathKind)
"""Kinds whose values are small and can be written into a graph file."""


class Input(msgspec.Struct, frozen=True, omit_defaults=True):
    """An input port."""

    name: str
    kind: Kind
    default: Value | msgspec.UnsetType = msgspec.UNSET
    """`UNSET` where the port must be wired or set."""
    optional: bool = False
    """`None` is a value: nothing needs to be wired or set."""
    lazy: bool = False
    """Computed only if the node reads it."""
    stream: bool = False
    """Takes the whole stream instead of one item."""
    records: bool = False
    """Takes the stream's `Item`s, with index and holes, instead of the bare values."""
    when: dict[str, tuple[Value, ...]] = {}
    """Shown only while the named ports have one of these values."""

    @property
    def required(self) -> bool:
        return self.default is msgspec.UNSET and not self.optional

    def is_default(self, value: Value) -> bool:
        """Return whether the value is what the port is at without being set."""
        if self.default is msgspec.UNSET:
            return self.optional and value is None
        if isinstance(self.kind, Number) and not isinstance(value, bool):
            return value == self.default
        return type(value) is type(self.default) and value == self.default


class Output(msgspec.Struct, frozen=True, omit_defaults=True):
    """An output port."""

    name: str
    kind: Kind
    stream: bool = False
    """Gives a stream: the node is a source or a transformer."""
    records: bool = False
    """Gives `Item`s, so that indices and holes survive."""
    same: bool = False
    """A picture of the size and channels of the node's first picture input."""


def refusal(output: Kind, input: Kind) -> str | None:  # noqa: A002 - the field's word
    """Return why a wire between these kinds makes no sense, or `None` where it does.

    Numbers and truths become text; text becomes a path or a choice and is checked when it arrives.
    """
    if isinstance(input, AnyKind) or isinstance(output, AnyKind) or type(output) is type(input):
        return None
    if isinstance(input, Text | PathKind | Choice) and isinstance(output, Text | PathKind | Choice):
        return None
    if isinstance(input, Text) and isinstance(output, Number | Truth):
        return None
    return f"{kind_name(output)} does not fit where {kind_name(input)} is wanted"


def kind_name(kind: Kind) -> str:
    """Return the kind in words, with its article."""
    match kind:
        case Number(integer=True):
            return "a whole number"
        case PathKind(role="folder"):
            return "a folder"
        case PathKind():
            return "a file"
        case AnyKind():
            return "anything"
        case ImageKind():
            return "an image"
        case Choice():
            return "a choice"
    return f"a {type(kind).__name__.lower().removesuffix('kind')}"


def accept(kind: Kind, value: object, where: str = "the value") -> Value:
    """Return `value` as this kind holds it, or raise `ValueRefused` with a sentence naming `where`."""
    match kind:
        case Number():
            return _accept_number(kind, value, where)
        case Text():
            if isinstance(value, str):
                return value
            if isinstance(value, bool):
                return "yes" if value else "no"
            if isinstance(value, int | float):
                # 4.0 reads as 4; every other number keeps all its digits.
                return str(int(value)) if abs(value) < 1e15 and value == int(value) else str(value)
        case Truth() if isinstance(value, bool):
            return value
        case Choice():
            if isinstance(value, str) and value in kind.options:
                return value
            hint = did_you_mean(value, kind.options) if isinstance(value, str) else ""
            raise ValueRefused(f"{where} is {value!r}; choose one of {', '.join(kind.options)}{hint}.")
        case PathKind() if isinstance(value, str | PurePath):
            if not str(value) or "\0" in str(value):
                raise ValueRefused(f"{where} is empty or no path; name {kind_name(kind)}.")
            return str(value)
        case ColorKind() if isinstance(value, list | tuple) and len(value) in (1, 3, 4):
            if all(isinstance(v, int | float) and not isinstance(v, bool) and math.isfinite(v) for v in value):
                return [float(v) for v in value]
        case AnyKind() if value is None or isinstance(value, bool | int | float | str):
            return value
    raise ValueRefused(f"{where} is {value!r}, but must be {kind_name(kind)}.")


def _accept_number(kind: Number, value: object, where: str) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueRefused(f"{where} is {value!r}, but must be {kind_name(kind)}.")
    if not math.isfinite(value) or abs(value) >= 2**63:
        raise ValueRefused(f"{where} is {value!r}, which is out of every range.")
    if kind.integer:
        if value != int(value):
            raise ValueRefused(f"{where} is {value!r}, but must be a whole number.")
        value = int(value)
    unit = f" {kind.unit}" if kind.unit else ""
    if kind.low is not None and value < kind.low:
        raise ValueRefused(f"{where} is {value:g}{unit}; the smallest allowed is {kind.low:g}{unit}.")
    if kind.high is not None and value > kind.high:
        raise ValueRefused(f"{where} is {value:g}{unit}; the largest allowed is {kind.high:g}{unit}.")
    return value


def read_text(kind: Kind, text: str, where: str = "the value") -> Value:
    """Return what a person typed (a command line, a field) as this kind holds it.

    Numbers in decimal notation, truths as yes/no/true/false/on/off/1/0, colors as `#rrggbb[aa]` or
    numbers with commas. Raises `ValueRefused`.
    """
    match kind:
        case Number():
            try:
                number = int(text) if kind.integer else float(text)
            except ValueError:
                raise ValueRefused(f"{where} is {text!r}, but must be {kind_name(kind)}.") from None
            return accept(kind, number, where)
        case Truth():
            words: Mapping[str, bool] = {
                **dict.fromkeys(("yes", "true", "on", "1"), True),
                **dict.fromkeys(("no", "false", "off", "0"), False),
            }
            if text.lower() not in words:
                raise ValueRefused(f"{where} is {text!r}; write yes or no.")
            return words[text.lower()]
        case ColorKind():
            return accept(kind, _read_color(text), where)
        case _:
            return accept(kind, text, where)


def _read_color(text: str) -> object:
    try:
        if text.startswith("#") and len(text) in (7, 9):
            return [int(text[i : i + 2], 16) / 255 for i in range(1, len(text), 2)]
        return [float(part) for part in text.split(",")]
    except ValueError:
        return text


def write_text(value: Value) -> str:
    """Return a value as a person types it: `read_text` of it is the value again."""
    match value:
        case None:
            return "none"
        case bool():
            return "yes" if value else "no"
        case list():
            return ",".join(repr(number) for number in value)
    return str(value)
