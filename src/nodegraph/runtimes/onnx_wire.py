"""Reading the structure of an untrusted ONNX file without running, building or copying anything of it.

An ONNX file is one protobuf message. This walks its fields over a mapped file and keeps what has to be judged before a
framework may open it: ports, operators, and of every tensor its shape and where its bytes lie. Weights are stepped
over. Field numbers are those of onnx.proto (ONNX 1.23). Compared with the `onnx` package: nothing to install, no copy
of the weights, and a few ms for a network of hundreds of layers.
"""

import mmap
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_MOST_FIELDS = 5_000_000
_DEEPEST = 24
"""Graphs lie in attributes of nodes (`If`, `Loop`); no model nests them deeper than a few levels."""
_LONGEST_NAME = 4096
_VARINT, _EIGHT, _BYTES, _FOUR = 0, 1, 2, 5

Value = int | tuple[int, int]
"""A number, or where bytes begin and end."""


class Damaged(ValueError):
    """The file is no ONNX file or was cut off."""


class Tensor(NamedTuple):
    """A tensor stored in the file, or beside it."""

    kind: int
    """Its element type by ONNX's number."""
    shape: tuple[int, ...]
    stored: int
    """Bytes of its values that lie in the file."""
    external: dict[str, str]
    """Where they lie instead: `location`, `offset`, `length`; empty for those in the file."""


class Port(NamedTuple):
    """An input or output of the whole network."""

    name: str
    kind: int
    """Element type; 0 for what is no tensor."""
    shape: tuple[int | str | None, ...] | None
    """Numbers where they are fixed, names or `None` where they are free; `None`: nothing said."""


class Node(NamedTuple):
    """One operation."""

    domain: str
    operator: str
    attributes: dict[str, tuple[int, ...]]
    """Whole numbers by name; others are left out."""


class Content:
    """What lies in a file."""

    def __init__(self) -> None:
        """Nothing was read yet."""
        self.version = 0
        self.inputs: list[Port] = []
        self.outputs: list[Port] = []
        self.nodes: list[Node] = []
        self.tensors: list[Tensor] = []
        self.initialized: set[str] = set()
        self.function_domains: set[str] = set()
        self.has_graph = False
        self.has_sparse = False


def read(path: Path) -> Content:
    """Return what lies in the file. Raises `Damaged` for what is no whole ONNX file, `OSError`."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        reader = _Reader(data)
        try:
            reader.model((0, len(data)))
        except (IndexError, UnicodeDecodeError, TypeError) as error:
            raise Damaged(str(error)) from error
    if not reader.content.has_graph or not reader.content.outputs:
        raise Damaged("no graph in it")
    return reader.content


class _Reader:
    def __init__(self, data: mmap.mmap) -> None:
        self._data = data
        self._left = _MOST_FIELDS
        self.content = Content()

    def model(self, span: tuple[int, int]) -> None:
        for number, value in self._fields(span):
            if number == 1:
                self.content.version = _whole(value)
            elif number == 7:
                self.content.has_graph = True
                self._graph(_span(value), 0)
            elif number == 25:
                self._function(_span(value))

    def _graph(self, span: tuple[int, int], depth: int) -> None:
        if depth > _DEEPEST:
            raise Damaged("graphs nested too deep")
        for number, value in self._fields(span):
            if number == 1:
                self._node(_span(value), depth)
            elif number == 5:
                name = self._tensor(_span(value))
                if depth == 0:
                    self.content.initialized.add(name)
            elif number == 15:
                self.content.has_sparse = True
            elif number in (11, 12) and depth == 0:
                (self.content.inputs if number == 11 else self.content.outputs).append(self._port(_span(value)))

    def _function(self, span: tuple[int, int]) -> None:
        for number, value in self._fields(span):
            if number == 7:
                self._node(_span(value), 0)
            elif number == 10:
                self.content.function_domains.add(self._text(value))
            elif number == 11:
                self._attribute(_span(value), 0)

    def _node(self, span: tuple[int, int], depth: int) -> None:
        domain = operator = ""
        attributes: dict[str, tuple[int, ...]] = {}
        for number, value in self._fields(span):
            if number == 4:
                operator = self._text(value)
            elif number == 7:
                domain = self._text(value)
            elif number == 5:
                name, numbers = self._attribute(_span(value), depth)
                attributes[name] = numbers
        self.content.nodes.append(Node(domain, operator, attributes))

    def _attribute(self, span: tuple[int, int], depth: int) -> tuple[str, tuple[int, ...]]:
        name = ""
        numbers: list[int] = []
        for number, value in self._fields(span):
            if number == 1:
                name = self._text(value)
            elif number in (3, 8):
                numbers += self._numbers(value)
            elif number in (5, 10):
                self._tensor(_span(value))
            elif number in (6, 11):
                self._graph(_span(value), depth + 1)
            elif number in (22, 23):
                self.content.has_sparse = True
        return name, tuple(numbers)

    def _tensor(self, span: tuple[int, int]) -> str:
        name, kind, stored = "", 0, 0
        shape: list[int] = []
        external: dict[str, str] = {}
        for number, value in self._fields(span):
            if number == 1:
                shape += self._numbers(value)
            elif number == 2:
                kind = _whole(value)
            elif number in (4, 5, 6, 7, 9, 10, 11):
                # Packed or raw; a number that stands alone counts as the most it can be.
                stored += 8 if isinstance(value, int) else value[1] - value[0]
            elif number == 8:
                name = self._text(value)
            elif number == 13:
                key, entry = self._entry(_span(value))
                external[key] = entry
            elif number == 14 and _whole(value) == 1:
                external.setdefault("location", "")
        self.content.tensors.append(Tensor(kind, tuple(shape), stored, external))
        return name

    def _entry(self, span: tuple[int, int]) -> tuple[str, str]:
        texts = {number: self._text(value) for number, value in self._fields(span) if number in (1, 2)}
        return texts.get(1, ""), texts.get(2, "")

    def _port(self, span: tuple[int, int]) -> Port:
        port = Port("", 0, None)
        for number, value in self._fields(span):
            if number == 1:
                port = port._replace(name=self._text(value))
            elif number == 2:
                for inner, kind in self._fields(_span(value)):
                    if inner == 1:
                        port = self._tensor_type(_span(kind), port)
        return port

    def _tensor_type(self, span: tuple[int, int], port: Port) -> Port:
        for number, value in self._fields(span):
            if number == 1:
                port = port._replace(kind=_whole(value))
            elif number == 2:
                sides = tuple(self._side(_span(side)) for inner, side in self._fields(_span(value)) if inner == 1)
                port = port._replace(shape=sides)
        return port

    def _side(self, span: tuple[int, int]) -> int | str | None:
        side: int | str | None = None
        for number, value in self._fields(span):
            if number == 1 and _whole(value) > 0:
                side = _whole(value)
            elif number == 2:
                side = self._text(value) or None
        return side

    def _text(self, value: Value) -> str:
        start, stop = _span(value)
        if stop - start > _LONGEST_NAME:
            raise Damaged("a name too long")
        return self._data[start:stop].decode()

    def _numbers(self, value: Value) -> list[int]:
        """Return one number, or those packed into bytes."""
        if isinstance(value, int):
            return [_signed(value)]
        place, stop = value
        numbers = []
        while place < stop:
            number, place = self._varint(place, stop)
            numbers.append(_signed(number))
            self._count()
        return numbers

    def _fields(self, span: tuple[int, int]) -> Iterator[tuple[int, Value]]:
        """Yield number and value of each field. Raises `Damaged` where they do not fill the span exactly."""
        place, stop = span
        while place < stop:
            self._count()
            key, place = self._varint(place, stop)
            number, wire = key >> 3, key & 7
            if wire == _VARINT:
                value, place = self._varint(place, stop)
                yield number, value
                continue
            if wire == _BYTES:
                length, place = self._varint(place, stop)
            elif wire in (_EIGHT, _FOUR):
                length = 8 if wire == _EIGHT else 4
            else:
                raise Damaged("a field of no known form")
            if number == 0 or place + length > stop:
                raise Damaged("a field that ends beyond its message")
            yield number, (place, place + length)
            place += length

    def _varint(self, place: int, stop: int) -> tuple[int, int]:
        result = shift = 0
        while place < stop and shift < 70:
            byte = self._data[place]
            place += 1
            result |= (byte & 0x7F) << shift
            if byte < 0x80:
                return result & (1 << 64) - 1, place
            shift += 7
        raise Damaged("a number that does not end")

    def _count(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise Damaged("more parts than any model has")


def _whole(value: Value) -> int:
    if isinstance(value, int):
        return _signed(value)
    raise Damaged("bytes where a number is meant")


def _span(value: Value) -> tuple[int, int]:
    if isinstance(value, int):
        raise Damaged("a number where bytes are meant")
    return value


def _signed(value: int) -> int:
    return value - (1 << 64) if value >= 1 << 63 else value
