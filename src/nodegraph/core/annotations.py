"""Reads ports from the annotations of a function."""

import enum
import inspect
import types
import typing
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any, Generic, Literal, NamedTuple, TypeVar

import msgspec

from nodegraph.core.errors import DeclarationError, ValueRefused
from nodegraph.core.facts import Fact
from nodegraph.core.ports import (
    AnyKind,
    Choice,
    ColorKind,
    ImageKind,
    Input,
    Kind,
    Number,
    Output,
    PathKind,
    Text,
    Truth,
    Value,
    accept,
)

T = TypeVar("T")


class Stream(Iterator[T], Generic[T]):
    """Annotation: items one after the other. `-> Stream[T]` is a source, a parameter `Stream[T]` a sink."""


class Lazy(Generic[T]):
    """Annotation of an input that is computed only when the node calls it: `image()`."""

    def __init__(self, read: Callable[[], T], foretell: Callable[[], Fact | None] | None = None) -> None:
        self._read = read
        self._foretell = foretell

    def __call__(self) -> T:
        return self._read()

    def fact(self) -> Fact | None:
        """Return what is known of the value without computing it; `None` where nothing is."""
        return None if self._foretell is None else self._foretell()


class Item(NamedTuple, Generic[T]):
    """One item of a stream as a transformer sees it that asks for `Stream[Item[T]]`."""

    place: int
    """Its place in the innermost stream, counted from 0; `zip` pairs by it."""
    value: T | None
    error: str | None = None
    """Set for a hole: the item failed, and this is why."""


class Same:
    """Marks an output picture of the size and channels of the first picture input."""


class When:
    """Marks a parameter that applies only while others have one of the given values: `When(format="jpeg")`."""

    def __init__(self, **values: Value | tuple[Value, ...]) -> None:
        self.values = {name: v if isinstance(v, tuple) else (v,) for name, v in values.items()}


# At run time pixels are "any object": this layer knows no numpy. Type checkers see the array.
if typing.TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    _Pixels = npt.NDArray[np.float32]
else:
    _Pixels = Any

Image = Annotated[_Pixels, ImageKind()]
SameImage = Annotated[_Pixels, ImageKind(), Same()]
LinearImage = Annotated[_Pixels, ImageKind(linear=True)]
Color = Annotated[tuple[float, ...], ColorKind()]
ImageFile = Annotated[Path, PathKind("open", "image")]
ModelFile = Annotated[Path, PathKind("open", "model")]
Folder = Annotated[Path, PathKind("folder")]
SaveFile = Annotated[Path, PathKind("save")]

_PLAIN: dict[Any, Kind] = {
    float: Number(),
    int: Number(integer=True),
    str: Text(),
    bool: Truth(),
    Path: PathKind(),
}


class Reading:
    """A function with its annotations resolved."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.name = function.__qualname__
        signature = inspect.signature(function)
        self.parameters = list(signature.parameters.values())
        try:
            self.hints = typing.get_type_hints(function, include_extras=True)
        except Exception as error:
            raise DeclarationError(f"The annotations of {self.name} cannot be read: {error}.") from error
        if "return" not in self.hints:
            raise DeclarationError(f"{self.name} does not say what it returns; write `-> Image`, `-> None`, ...")


class _Port(NamedTuple):
    kind: Kind
    optional: bool = False
    lazy: bool = False
    stream: bool = False
    same: bool = False
    when: dict[str, tuple[Value, ...]] = {}  # noqa: RUF012 - a NamedTuple's default, never changed
    records: bool = False


def read_input(reading: Reading, parameter: inspect.Parameter) -> Input:
    """Return the input port that a parameter declares."""
    where = f"{reading.name}, parameter {parameter.name!r}"
    if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
        raise DeclarationError(f"{where}: a node has a fixed number of inputs; write them out.")
    if parameter.name not in reading.hints:
        raise DeclarationError(f"{where} has no annotation; write its type, e.g. `{parameter.name}: Image`.")
    port = _read(reading.hints[parameter.name], where)
    default: Value | msgspec.UnsetType = msgspec.UNSET
    if parameter.default is not parameter.empty:
        default = _read_default(port, parameter.default, where)
    return Input(parameter.name, port.kind, default, port.optional, port.lazy, port.stream, port.records, port.when)


def _read_default(port: _Port, default: Any, where: str) -> Value:
    if default is None:
        if not port.optional:
            raise DeclarationError(f"{where} has the default None; annotate it with `| None`.")
        return None
    if isinstance(default, enum.Enum):
        default = default.value
    if isinstance(port.kind, Choice):
        default = str(default)
    try:
        return accept(port.kind, default, "its default")
    except ValueRefused as refused:
        raise DeclarationError(f"{where}: {refused}") from None


def read_outputs(reading: Reading) -> tuple[tuple[Output, ...], type | None]:
    """Return the outputs that the return annotation declares, and the `NamedTuple` that bundles several."""
    hint = reading.hints["return"]
    if hint is type(None):
        return (), None
    # A source of several values: Stream[Bundle] gives one stream output per field.
    streamed = typing.get_origin(hint) is Stream
    item = typing.get_args(hint)[0] if streamed else hint
    records = typing.get_origin(item) is Item
    if records:
        item = typing.get_args(item)[0]
    if isinstance(item, type) and issubclass(item, tuple) and hasattr(item, "_fields"):
        fields = typing.get_type_hints(item, include_extras=True)
        outputs = tuple(
            _output(name, fields[name], f"{reading.name}, output {name!r}", streamed, records) for name in item._fields
        )
        return outputs, item
    return (_output(_main_name(item), item, f"{reading.name}, its result", streamed, records),), None


def _output(name: str, hint: Any, where: str, streamed: bool, records: bool) -> Output:
    port = _read(hint, where)
    return Output(name, port.kind, streamed, records, port.same)


def _main_name(hint: Any) -> str:
    """Return the name of a single output: its kind in one word."""
    kind = _read(hint, "").kind
    names = {ImageKind: "image", Truth: "truth", PathKind: "path", ColorKind: "color", AnyKind: "value"}
    return names.get(type(kind), type(kind).__name__.lower().removesuffix("kind"))


def _read(hint: Any, where: str) -> _Port:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        kinds = [a for a in arguments if a is not type(None)]
        if len(kinds) != 1 or len(kinds) == len(arguments):
            raise DeclarationError(f"{where}: a port has one kind; {hint} has several.")
        return _read(kinds[0], where)._replace(optional=True)
    if origin is Lazy:
        return _read(arguments[0], where)._replace(lazy=True)
    if origin is Stream:
        item = arguments[0]
        if typing.get_origin(item) is Item:
            return _read(typing.get_args(item)[0], where)._replace(stream=True, records=True)
        return _read(item, where)._replace(stream=True)
    if origin is Annotated:
        return _read_annotated(hint, where)
    if origin is Literal:
        return _Port(Choice(tuple(str(word) for word in arguments)))
    if isinstance(hint, TypeVar):
        return _Port(AnyKind(hint.__name__))
    kind = getattr(hint, "__port_kind__", None) or _PLAIN.get(hint)
    if kind is not None:
        return _Port(kind)
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return _Port(Choice(tuple(str(member.value) for member in hint)))
    raise DeclarationError(f"{where}: {hint!r} is no kind of port.")


def _read_annotated(hint: Any, where: str) -> _Port:
    base, *marks = typing.get_args(hint)
    kinds = [mark for mark in marks if isinstance(mark, typing.get_args(Kind))]
    port = _Port(kinds[-1]) if kinds else _read(base, where)
    if isinstance(port.kind, Number) and base is int:
        port = port._replace(kind=msgspec.structs.replace(port.kind, integer=True))
    for mark in marks:
        if isinstance(mark, Same):
            port = port._replace(same=True)
        if isinstance(mark, When):
            port = port._replace(when=mark.values)
    if kinds and typing.get_origin(base) in (typing.Union, types.UnionType):
        port = port._replace(optional=type(None) in typing.get_args(base))
    return port
