"""Reads the description of an ncnn model, as text or binary, and refuses what would harm ncnn's own reader.

ncnn believes the counts in a description and writes beyond its lists where they are wrong, follows a cycle forever and
divides by a stride of 0; what passes here is a proper graph: every count true, every blob made once and before use.
"""

import struct
from pathlib import Path
from typing import NamedTuple

from nodegraph.core.errors import ModelRefused
from nodegraph.runtimes.ncnn_layers import LAYER_TYPES
from nodegraph.runtimes.ncnn_pair import MAGIC, is_binary

_MOST_BYTES = 16 << 20
_MOST_LAYERS = 50_000
_MOST_BLOBS = 200_000
_LONGEST_NAME = 255
"""ncnn reads names into 256 bytes."""
_END = -233
"""Ends a layer's parameters in binary form; stands for "not given" as a value."""
_FIRST_ARRAY, _FIRST_TEXT = -23300, -23400
"""Keys from here down hold arrays (key 3 as -23303), or texts."""

Value = float | tuple[float, ...] | str


class Layer(NamedTuple):
    """One layer: what it reads, what it makes, and its parameters by number."""

    type: str
    name: str
    bottoms: tuple[str, ...]
    tops: tuple[str, ...]
    params: dict[int, Value]

    def integer(self, key: int, default: int = 0) -> int:
        """Return a parameter as a whole number."""
        return int(self.number(key, default))

    def number(self, key: int, default: float = 0.0) -> float:
        """Return a parameter as a number. Raises `ModelRefused` for one of another kind."""
        value = self.params.get(key, default)
        if isinstance(value, str | tuple):
            raise ModelRefused(
                f"The description of the ncnn model is damaged: the layer {self.name[:40]} ({self.type}) has a list or "
                f"text where parameter {key} is a number; get it again."
            )
        return value

    def integers(self, key: int) -> tuple[int, ...]:
        """Return a parameter as whole numbers; empty where it is not given."""
        value = self.params.get(key, ())
        if isinstance(value, str):
            raise ModelRefused(
                f"The description of the ncnn model is damaged: the layer {self.name[:40]} ({self.type}) has a text "
                f"where parameter {key} is numbers; get it again."
            )
        return tuple(int(part) for part in value) if isinstance(value, tuple) else (int(value),)


class Net(NamedTuple):
    """A whole description; the blobs of a binary one are called by their numbers."""

    layers: tuple[Layer, ...]
    binary: bool

    @property
    def inputs(self) -> tuple[str, ...]:
        """Blobs that are given from outside."""
        return tuple(top for layer in self.layers if layer.type == "Input" for top in layer.tops)

    @property
    def outputs(self) -> tuple[str, ...]:
        """Blobs that no layer reads."""
        read = {bottom for layer in self.layers for bottom in layer.bottoms}
        return tuple(top for layer in self.layers for top in layer.tops if top not in read)


def read_param(path: Path) -> Net:
    """Return what a description says. Raises `ModelRefused` with a sentence for one that is damaged or does harm."""
    size = path.stat().st_size
    if size > _MOST_BYTES:
        raise ModelRefused(f"{path} is {size >> 20} MB large, which no description of an ncnn model is.")
    try:
        net = _read_binary(path.read_bytes()) if is_binary(path) else _read_text(path.read_bytes())
        _check(net)
    except _Wrong as error:
        raise ModelRefused(f"The description of an ncnn model {path} is damaged: {error}; get it again.") from error
    return net


class _Wrong(Exception):
    """What is wrong with a description."""


def _read_text(content: bytes) -> Net:
    try:
        lines = [line for line in content.decode("utf-8-sig").splitlines() if line.strip()]
    except UnicodeDecodeError as error:
        raise _Wrong(f"byte {error.start} is no text") from error
    if lines[0].strip() != str(MAGIC):
        raise _Wrong(f"the first line is not {MAGIC}")
    if len(lines) < 2 or len(counts := lines[1].split()) != 2:
        raise _Wrong("line 2 does not hold the numbers of layers and blobs")
    layer_count, blob_count = _whole(counts[0]), _whole(counts[1])
    _check_counts(layer_count, blob_count)
    if len(lines) - 2 != layer_count:
        raise _Wrong(f"it announces {layer_count} layers and has {len(lines) - 2}")
    net = Net(tuple(_layer(line.split()) for line in lines[2:]), binary=False)
    blobs = {blob for layer in net.layers for blob in (*layer.bottoms, *layer.tops)}
    if len(blobs) != blob_count:
        raise _Wrong(f"it announces {blob_count} blobs and has {len(blobs)}")
    return net


def _layer(words: list[str]) -> Layer:
    if len(words) < 4:
        raise _Wrong(f"the layer {' '.join(words)[:40]!r} is cut off")
    type_, name = words[:2]
    bottoms, tops = _whole(words[2]), _whole(words[3])
    names = words[4 : 4 + bottoms + tops]
    if bottoms + tops > len(words) or len(names) != bottoms + tops or any("=" in blob for blob in names):
        raise _Wrong(f"the layer {name[:40]} has fewer blobs than it announces")
    for word in (type_, name, *names):
        if len(word.encode()) > _LONGEST_NAME:
            raise _Wrong(f"the name {word[:40]}... is longer than {_LONGEST_NAME} bytes")
    params = dict(_param(name, word) for word in words[4 + bottoms + tops :])
    return Layer(type_, name, tuple(names[:bottoms]), tuple(names[bottoms:]), params)


def _param(layer: str, word: str) -> tuple[int, Value]:
    key_text, equals, text = word.partition("=")
    if not equals:
        raise _Wrong(f"the layer {layer[:40]} has {word[:40]!r} where a parameter is meant")
    key = _whole(key_text, negative=True)
    if text[:1] == '"' or text[:1].isalpha():
        return (_FIRST_TEXT - key if key <= _FIRST_TEXT else key), text.strip('"')
    try:
        numbers = tuple(float(part) for part in text.split(","))
    except ValueError:
        raise _Wrong(f"the layer {layer[:40]} has {word[:40]!r}, which is no number") from None
    if any(number != number or abs(number) > 2**53 for number in numbers):
        raise _Wrong(f"the layer {layer[:40]} has {word[:40]!r}, which is too large")
    if key > _FIRST_ARRAY:
        return key, numbers if len(numbers) > 1 else numbers[0]
    if numbers[0] != len(numbers) - 1:
        raise _Wrong(f"the layer {layer[:40]} has a list {word[:40]!r} of another length than it says")
    return _FIRST_ARRAY - key, numbers[1:]


def _read_binary(content: bytes) -> Net:
    reader = _Reader(content)
    reader.integer()
    layer_count, blob_count = reader.integer(), reader.integer()
    _check_counts(layer_count, blob_count)
    layers = []
    for index in range(layer_count):
        kind, bottoms, tops = reader.integer(), reader.integer(), reader.integer()
        if not 0 <= kind < len(LAYER_TYPES):
            raise _Wrong(f"layer {index} is of the type {kind}, which is not known")
        if not (0 <= bottoms <= blob_count and 0 <= tops <= blob_count):
            raise _Wrong(f"layer {index} announces {bottoms} and {tops} blobs")
        blobs = reader.integers(bottoms + tops)
        if any(not 0 <= blob < blob_count for blob in blobs):
            raise _Wrong(f"layer {index} uses a blob that there is not")
        names = tuple(str(blob) for blob in blobs)
        params = dict(reader.params())
        layers.append(Layer(LAYER_TYPES[kind], f"number {index}", names[:bottoms], names[bottoms:], params))
    if reader.at != len(content):
        raise _Wrong(f"{len(content) - reader.at} bytes are left over")
    return Net(tuple(layers), binary=True)


class _Reader:
    """Four-byte numbers one after the other."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self.at = 0

    def integer(self) -> int:
        return self.integers(1)[0]

    def integers(self, count: int) -> tuple[int, ...]:
        return tuple(struct.unpack(f"<{count}i", self._take(4 * count)))

    def params(self) -> list[tuple[int, Value]]:
        found: list[tuple[int, Value]] = []
        while (key := self.integer()) != _END:
            if key <= _FIRST_TEXT:
                found.append((_FIRST_TEXT - key, self._text()))
            elif key <= _FIRST_ARRAY:
                length = self.integer()
                found.append((_FIRST_ARRAY - key, tuple(_either(word) for word in self._words(length))))
            else:
                found.append((key, _either(self._take(4))))
        return found

    def _text(self) -> str:
        length = self.integer()
        if length < 0:
            raise _Wrong("a text has a length below 0")
        return self._take(-(-length // 4) * 4)[:length].decode("utf-8", "replace")

    def _words(self, count: int) -> list[bytes]:
        if count < 0:
            raise _Wrong("a list has a length below 0")
        block = self._take(4 * count)
        return [block[at : at + 4] for at in range(0, len(block), 4)]

    def _take(self, count: int) -> bytes:
        if self.at + count > len(self._content):
            raise _Wrong("it ends too early")
        self.at += count
        return self._content[self.at - count : self.at]


def _either(word: bytes) -> float:
    """Return four bytes as the number they most likely are: binary form does not say whether it is whole."""
    whole, real = struct.unpack("<i", word)[0], struct.unpack("<f", word)[0]
    return float(whole) if abs(whole) < 1 << 24 else float(real) if abs(real) < 1e30 else float(whole)


def _check_counts(layers: int, blobs: int) -> None:
    if not (0 < layers <= _MOST_LAYERS and 0 < blobs <= _MOST_BLOBS):
        raise _Wrong(f"it announces {layers} layers and {blobs} blobs")


def _check(net: Net) -> None:
    made: set[str] = set()
    for layer in net.layers:
        for blob in layer.bottoms:
            if blob not in made:
                raise _Wrong(f"the layer {layer.name[:40]} reads {blob[:40]}, which no layer before it makes")
        for blob in layer.tops:
            if blob in made:
                raise _Wrong(f"the blob {blob[:40]} is made twice")
            made.add(blob)
        _check_steps(layer)


def _check_steps(layer: Layer) -> None:
    positive: dict[int, int]
    optional: tuple[int, ...]
    if "Convolution" in layer.type or "Deconvolution" in layer.type or "ConvolutionDepthWise" in layer.type:
        positive, optional = {0: 0, 1: 0, 2: 1, 3: 1, 7: 1}, (11, 12, 13)
    elif layer.type in ("Pooling", "Pooling1D"):
        positive = {2: 1} if not layer.integer(4) and not layer.integer(7) else {}
        optional = (12,)
    elif layer.type in ("PixelShuffle", "Reorg", "ShuffleChannel"):
        positive, optional = {0: 1}, ()
    else:
        return
    for key in (*positive, *(key for key in optional if key in layer.params)):
        if layer.integer(key, positive.get(key, 1)) < 1:
            raise _Wrong(f"the layer {layer.name[:40]} ({layer.type}) has {layer.integer(key)} as parameter {key}")


def _whole(text: str, *, negative: bool = False) -> int:
    digits = text.removeprefix("-") if negative else text
    if not (digits.isascii() and digits.isdigit() and len(digits) < 12):
        raise _Wrong(f"{text[:20]!r} is no whole number")
    return int(text)
