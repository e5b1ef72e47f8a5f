"""Values between nodes: what a function is given, what its result becomes, how large things are.

A picture travels as a `Picture`, everything small as a plain Python value, a file as a `Path`. A
node function sees arrays, numbers and enum members; the two directions meet here, once per step, so
this is the hot path of the engine: a 64x64 step spends a few microseconds in this file.
"""

import enum
import typing
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from nodegraph.core.annotations import Item, Lazy
from nodegraph.core.context import note
from nodegraph.core.errors import RunError, ValueRefused
from nodegraph.core.node import NodeFunction, NodeSpec
from nodegraph.core.nothing import NOTHING
from nodegraph.core.ports import (
    AnyKind,
    Choice,
    ColorKind,
    ImageKind,
    Input,
    ModelKind,
    Number,
    Output,
    PathKind,
    Text,
    Truth,
    accept,
    kind_name,
)
from nodegraph.engine import color
from nodegraph.engine.picture import Picture
from nodegraph.engine.pixels import canonical, finite, memory_of_floats

_Function = NodeFunction[..., Any]


class Arguments(NamedTuple):
    """What a node function is called with."""

    named: dict[str, Any]
    first: Picture | None
    """The first picture among them, whose companions the results get."""


def arguments(function: _Function, values: Mapping[str, Any]) -> Arguments:
    """Return the keyword arguments for a node function from the values at its input ports.

    Ports without a value are left out, so that the function's own defaults hold. A lazy port's value
    is a `Lazy` that reads the raw value, a stream port's an iterator of raw values (of `Item`s for
    records); both give prepared ones. Raises `ValueRefused` naming the port.
    """
    named: dict[str, Any] = {}
    first: Picture | None = None
    for port in function.spec.inputs:
        name = port.name
        if name not in values:
            continue
        value = values[name]
        if port.lazy or port.stream:
            named[name] = _deferred(value, port)
            continue
        if isinstance(port.kind, ImageKind) and value is not None:
            value = as_picture(value, name)
            if first is None:
                first = value
        named[name] = prepare(value, port, first)
    for name, members in words_meant(function).items():
        if isinstance(named.get(name), str):
            named[name] = members[named[name]]
    return Arguments(named, first)


def _deferred(value: Any, port: Input) -> Any:
    if port.lazy:
        return Lazy(lambda: prepare(value(), port), getattr(value, "fact", None))
    if port.records:
        return (item if item.value is None else item._replace(value=prepare(item.value, port)) for item in value)
    return (prepare(item, port) for item in value)


def prepare(value: Any, port: Input, first: Picture | None = None) -> Any:
    """Return the value at an input port as a node function takes it.

    Pictures become read-only `(H, W, C)` float32 arrays at `Image` ports (in linear light where the port
    asks for it), numbers and text what the port's kind holds, paths `Path`, colors tuples. A
    picture of another color space than `first`, the node's first picture, is converted into that one's.
    Raises `ValueRefused` naming the port.
    """
    kind = port.kind
    if value is None:
        if port.optional or port.default is None or isinstance(kind, AnyKind):
            return None
        raise ValueRefused(f"{port.name} has no value; wire or set it.")
    if isinstance(kind, ImageKind):
        return _prepare_picture(as_picture(value, port.name), kind, first)
    if isinstance(kind, Number):
        return accept(kind, value, port.name)
    if isinstance(kind, AnyKind):
        return value
    if isinstance(kind, PathKind):
        return Path(str(accept(kind, value, port.name)))
    if isinstance(kind, Text | Choice):
        return accept(kind, str(value) if isinstance(value, PurePath) else value, port.name)
    if isinstance(kind, ColorKind):
        return tuple(typing.cast("list[float]", accept(kind, value, port.name)))
    if isinstance(kind, ModelKind):
        if getattr(value, "__port_kind__", None) != kind:
            raise ValueRefused(f"{port.name} is {value!r}, but must be {kind_name(kind)}.")
        return value
    return accept(kind, value, port.name)


def _prepare_picture(picture: Picture, kind: ImageKind, first: Picture | None) -> Any:
    if kind.picture:
        return picture
    if first is not None and first is not picture and color.differ(picture, first):
        note(f"A picture in {color.name(picture)} was converted to {color.name(first)}, the first one's color space.")
        picture = memory_of_floats.keep(picture.pixels, (first.space, first.icc), lambda: color.convert(picture, first))
    if kind.linear:
        color.note_light(picture)
        key = ("linear", picture.space, picture.icc)
        return memory_of_floats.keep(picture.pixels, key, lambda: color.to_linear(picture))
    if picture.pixels.dtype == np.float32:
        return picture.pixels
    return memory_of_floats.floats(picture.pixels)


def as_picture(value: Any, where: str = "the picture") -> Picture:
    """Return a picture as it is, an array as a picture. Raises `ValueRefused` naming `where`."""
    if isinstance(value, Picture):
        return value
    if isinstance(value, np.ndarray):
        try:
            return Picture.of(value)
        except ValueError as error:
            raise ValueRefused(f"{where}: {error}") from None
    raise ValueRefused(f"{where} is {value!r}, but must be an image.")


_known_enums: WeakKeyDictionary[_Function, dict[str, dict[str, Any]]] = WeakKeyDictionary()


def words_meant(function: _Function) -> dict[str, dict[str, Any]]:
    """Return, for the parameters whose words stand for something else, what each word stands for."""
    known = _known_enums.get(function)
    if known is None:
        known = {}
        if any(isinstance(port.kind, Choice) for port in function.spec.inputs):
            hints = typing.get_type_hints(function.function)
            known = {name: members for name, hint in hints.items() if (members := _members(hint))}
            known.pop("return", None)
        _known_enums[function] = known
    return known


def _members(hint: Any) -> dict[str, Any]:
    for part in (hint, *typing.get_args(hint)):
        if isinstance(part, type) and issubclass(part, enum.Enum):
            return {str(member.value): member for member in part}
    if typing.get_origin(hint) is typing.Literal and not all(isinstance(a, str) for a in typing.get_args(hint)):
        return {str(member): member for member in typing.get_args(hint)}
    return {}


def finish(result: Any, spec: NodeSpec, function: _Function, first: Picture | None = None) -> dict[str, Any]:
    """Return a node function's result as values by output port.

    Arrays become pictures: canonical pixels, read-only, with the companions of `first`, the node's
    first picture. What a node returns it gives away: it must not write into it afterwards. In a
    stream, call it with each item. Raises `RunError` that names the node and what is wrong.
    """
    outputs = spec.outputs
    if len(outputs) == 1 and function.bundle is None:
        return {outputs[0].name: _finish_one(result, outputs[0], spec, first)}
    if not outputs:
        return {}
    if not isinstance(result, tuple) or len(result) != len(outputs):
        raise RunError(f"{spec.id} returned {_describe(result)}, but must return {len(outputs)} values.")
    return {port.name: _finish_one(part, port, spec, first) for port, part in zip(outputs, result, strict=True)}


def _finish_one(value: Any, port: Output, spec: NodeSpec, first: Picture | None) -> Any:
    kind = port.kind
    if value is NOTHING:
        return value
    if isinstance(kind, ImageKind) or (isinstance(value, np.ndarray) and value.ndim >= 2):
        return _finish_picture(value, port, spec, first)
    if isinstance(kind, Number) and type(value) in (float, int):
        return value
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, enum.Enum):
        value = value.value
    if isinstance(kind, PathKind) and isinstance(value, str | PurePath):
        return Path(value)
    if isinstance(kind, Text | Choice) and isinstance(value, PurePath):
        return str(value)
    if isinstance(kind, AnyKind):
        return value
    if isinstance(kind, ColorKind) and isinstance(value, np.ndarray):
        value = value.tolist()
    fits = {Number: int | float, Truth: bool, ColorKind: tuple | list, Text: str, Choice: str}.get(type(kind), object)
    wrong_truth = isinstance(kind, Number) and isinstance(value, bool)
    wrong_model = isinstance(kind, ModelKind) and getattr(value, "__port_kind__", None) != kind
    if not isinstance(value, fits) or wrong_truth or wrong_model or isinstance(kind, PathKind):
        raise RunError(f"{spec.id} returned {_describe(value)} as {port.name!r}, but must return {kind_name(kind)}.")
    return tuple(typing.cast("Sequence[float]", value)) if isinstance(kind, ColorKind) else value


def _finish_picture(value: Any, port: Output, spec: NodeSpec, first: Picture | None) -> Picture:
    given = value.pixels if isinstance(value, Picture) else value
    if first is not None and given is first.pixels:
        # A node that had nothing to do hands its input on.
        return value if isinstance(value, Picture) else first
    try:
        pixels = canonical(given)
    except ValueError as error:
        raise RunError(f"{spec.id} returned a wrong picture as {port.name!r}: {error}") from None
    if (spec.may_overflow or _from_outside(spec)) and not finite(pixels):
        raise RunError(f"{spec.id} made numbers that are not finite (infinite or no number); change its inputs.")
    if isinstance(value, Picture):
        return value if pixels is value.pixels else value.replace(pixels=pixels)
    return _with_companions(pixels, port, spec, first)


def _with_companions(pixels: Any, port: Output, spec: NodeSpec, first: Picture | None) -> Picture:
    linear = _works_in_linear_light(spec)
    channels = pixels.shape[2]
    if first is None:
        linear = isinstance(port.kind, ImageKind) and port.kind.linear
        return Picture(pixels, "linear" if linear else "gray" if channels == 1 else "srgb")
    space, icc = first.space, first.icc
    if channels == 1 and first.channels != 1:
        # A mask or single channel carries no profile.
        space, icc = ("linear" if space == "linear" else "gray"), None
    elif channels != 1 and first.channels == 1:
        space, icc = ("linear" if space == "linear" else "srgb"), None
    picture = Picture(pixels, space, icc, first.exif, first.xmp, first.dpi, first.path, first.depth, first.origin)
    return picture.replace(pixels=canonical(color.from_linear(pixels, picture))) if linear else picture


def _works_in_linear_light(spec: NodeSpec) -> bool:
    """Whether the first picture is taken in linear light: then what comes back is in linear light, too."""
    for port in spec.inputs:
        if isinstance(port.kind, ImageKind):
            return port.kind.linear and not port.kind.picture
    return False


def _from_outside(spec: NodeSpec) -> bool:
    return spec.has_probe or any(isinstance(port.kind, ModelKind) for port in spec.inputs)


def _describe(value: Any) -> str:
    """Return in a few words what kind of thing came."""
    if isinstance(value, np.ndarray):
        return f"an array {value.shape} of {value.dtype}"
    if value is None or isinstance(value, bool | int | float | str):
        return repr(value)[:80]
    if isinstance(value, tuple | list):
        return f"{len(value)} values"
    return f"a {type(value).__name__}"


def size(value: Any) -> int:
    """Return about how many bytes a value holds; exact for pixels."""
    if isinstance(value, Picture):
        return 256 + value.pixels.nbytes + sum(len(part) for part in (value.icc, value.exif, value.xmp) if part)
    if isinstance(value, np.ndarray):
        return 128 + value.nbytes
    if isinstance(value, str | bytes):
        return 64 + len(value)
    if isinstance(value, dict):
        return 64 + sum(size(part) for part in value.values())
    if isinstance(value, Item):
        return 64 + size(value.value)
    if isinstance(value, tuple | list):
        return 64 + sum(size(part) for part in value)
    return 64
