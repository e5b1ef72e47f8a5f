"""Whether the weights of an ncnn model belong to its description: their bytes, counted layer by layer.

ncnn loads the weights of another model without a word; the sizes, which differ for all but twins, tell.
"""

import math
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from nodegraph.core.errors import ModelRefused
from nodegraph.runtimes.ncnn_pair import Pair
from nodegraph.runtimes.ncnn_param import Layer, Net
from nodegraph.runtimes.tiles import round_up

HALF, _BYTES, FULL, PLAIN = 0x01306B47, 0x000D4B38, 0x0002C056, 0
"""The four bytes before an array that say how its numbers are stored; any other ones: as numbers of 256 values."""
_TABLE = 256 * 4
_UNKNOWN = frozenset({"LSTM", "RNN", "GRU", "Proposal", "StatisticsPooling", "SPP"})
"""Layers whose weights are not counted: models with them are taken as they are."""


class Array(NamedTuple):
    """Numbers that a layer reads."""

    length: int
    tagged: bool
    """Whether four bytes before it say how it is stored; else it is float32."""


def count_weights(net: Net, files: Pair) -> int:
    """Return how many numbers the model has learned.

    Raises `ModelRefused` where the file of weights is shorter or longer than what the layers read.
    """
    size = files.bin.stat().st_size
    count = at = 0
    with files.bin.open("rb") as file:
        for layer in net.layers:
            arrays = _arrays(layer)
            if arrays is None:
                return count
            for array in arrays:
                if array.length < 0 or array.length > size:
                    raise _mismatch(files, size, at + max(0, array.length))
                at += _stored(file, at, array)
                count += array.length
                if at > size:
                    raise _mismatch(files, size, at)
    if at != size:
        raise _mismatch(files, size, at)
    return count


def layout(net: Net) -> tuple[Array, ...] | None:
    """Return all arrays in the file of weights, in order; `None` where a layer's are not known."""
    found = [_arrays(layer) for layer in net.layers]
    return None if None in found else tuple(array for arrays in found if arrays for array in arrays)


def _mismatch(files: Pair, size: int, needed: int) -> ModelRefused:
    more = "at least " if needed > size else ""
    return ModelRefused(
        f"{files.bin} holds {size} bytes, but the layers in {files.param.name} read {more}{needed}: it is cut off or "
        "belongs to another model; get both files from one place."
    )


def _stored(file: BinaryIO, at: int, array: Array) -> int:
    """Return how many bytes the array takes that begins at `at`."""
    if not array.tagged:
        return 4 * array.length
    file.seek(at)
    tag = int.from_bytes(file.read(4), "little")
    if tag == HALF:
        return 4 + round_up(2 * array.length, 4)
    if tag == _BYTES:
        return 4 + round_up(array.length, 4)
    if tag in (FULL, PLAIN):
        return 4 + 4 * array.length
    return 4 + _TABLE + round_up(array.length, 4)


def _arrays(layer: Layer) -> list[Array] | None:
    """Return what a layer reads from the file of weights, in order; `None` where that is not known."""
    return None if layer.type in _UNKNOWN else list(_each_array(layer))


def _each_array(layer: Layer) -> Iterator[Array]:
    number = layer.integer
    match layer.type:
        case _ if "Convolution" in layer.type or layer.type == "DeformableConv2D" or "Deconvolution" in layer.type:
            yield from _of_convolution(layer)
        case "InnerProduct":
            yield Array(number(2), tagged=True)
            yield Array(number(0) if number(1) else 0, tagged=False)
            yield Array(number(0) + 1 if number(8) else 0, tagged=False)
        case "PReLU" | "Bias":
            yield Array(number(0), tagged=False)
        case "Scale" if number(0) != -233:
            yield Array(number(0), tagged=False)
            yield Array(number(0) if number(1) else 0, tagged=False)
        case "BatchNorm":
            yield Array(4 * number(0), tagged=False)
        case "MemoryData":
            sides = [side for side in (number(0), number(1), number(11), number(2)) if side]
            yield Array(math.prod(sides) if sides else 0, tagged=number(21, 1) == 0)
        case "InstanceNorm" | "LayerNorm" if number(2, 1):
            yield Array(2 * number(0), tagged=False)
        case "GroupNorm" if number(3, 1):
            yield Array(2 * number(1), tagged=False)
        case "RMSNorm" if number(2, 1):
            yield Array(number(0), tagged=False)
        case "Embed":
            yield Array(number(3), tagged=True)
            yield Array(number(0) if number(2) else 0, tagged=False)
        case "Normalize":
            yield Array(number(3), tagged=False)
        case "Quantize":
            yield Array(number(0, 1), tagged=False)
        case "Dequantize":
            yield Array(number(0, 1) + number(1), tagged=False)
        case "Requantize":
            yield Array(number(0, 1) + number(1, 1) + number(2), tagged=False)
        case "Gemm":
            yield from _of_product(layer)
        case "MultiHeadAttention":
            width = number(0)
            query = number(2) // width if width else 0
            for size in (number(2), width * number(3, width), width * number(4, width)):
                yield Array(size, tagged=True)
                yield Array(width, tagged=False)
            yield Array(number(2), tagged=True)
            yield Array(query, tagged=False)


def _of_convolution(layer: Layer) -> Iterator[Array]:
    number = layer.integer
    outside = number(28) if "Deconvolution" in layer.type else number(19)
    if outside and layer.type != "DeformableConv2D":
        return
    yield Array(number(6), tagged=True)
    yield Array(number(0) if number(5) else 0, tagged=False)
    quantized = 0 if "Deconvolution" in layer.type else number(8)
    if quantized:
        groups = number(7, 1) if "DepthWise" in layer.type else number(0)
        one_scale = "DepthWise" in layer.type and quantized in (2, 102)
        yield Array((1 if one_scale else groups) + 1 + (quantized > 100), tagged=False)


def _of_product(layer: Layer) -> Iterator[Array]:
    number = layer.integer
    rows, columns, inner = number(7), number(8), number(9)
    if number(4):
        yield Array(rows * inner, tagged=True)
    if number(5):
        yield Array(columns * inner, tagged=True)
    if number(6) and number(10) != -1:
        yield Array({0: 1, 1: rows, 2: rows, 3: rows * columns, 4: columns}.get(number(10), 0), tagged=True)
