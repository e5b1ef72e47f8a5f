"""Follows the shapes of blobs through an ncnn model without running it.

ncnn does not compare shapes: where two do not fit it reads beyond the smaller one. And what a model makes of sizes
tells its scale, what it cuts off at the border, and which sizes it takes.
"""

import math
from typing import NamedTuple

from nodegraph.runtimes.ncnn_param import Layer, Net

Shape = tuple[int, ...]
"""`(channels, height, width)`, or `(n,)` for a vector."""

_UNCHANGED = """
ReLU PReLU Sigmoid TanH Swish HardSwish HardSigmoid Clip ELU SELU Mish GELU Dropout UnaryOp BatchNorm Bias
InstanceNorm GroupNorm LayerNorm RMSNorm Softmax Power Exp Log Erf CELU Shrink Cast MVN LRN Threshold BNLL AbsVal
Normalize Softplus ShuffleChannel Scale DeepCopy Flip
"""
_SAME = frozenset(_UNCHANGED.split())
"""Layers whose output is as large as their first input."""
_WHOLE = -233
"""Stands for "to the end"; as padding for "so that the size stays"."""
_SAME_LOWER = -234


class Unknown(Exception):
    """The model has a layer whose shapes are not followed here."""


class Unfit(Exception):
    """The shapes in the model do not fit together for this input."""


class Trace(NamedTuple):
    """What becomes of one input."""

    shape: Shape
    """Of the output."""
    busiest: int
    """Most numbers that one layer reads and makes together."""


def trace(net: Net, source: str, target: str, shape: Shape) -> Trace:
    """Return what `target` becomes when the blob `source` has that shape. Raises `Unknown`, `Unfit`."""
    known: dict[str, Shape] = {source: shape}
    busiest = 0
    for layer in net.layers:
        if layer.type == "Input":
            continue
        bottoms = [known[blob] for blob in layer.bottoms if blob in known]
        if len(bottoms) != len(layer.bottoms):
            raise Unknown(layer.type)
        tops = _outputs(layer, bottoms)
        if any(side < 1 for top in tops for side in top):
            raise Unfit(f"{layer.name} has nothing left")
        known.update(zip(layer.tops, tops, strict=True))
        busiest = max(busiest, sum(math.prod(shape) for shape in (*bottoms, *tops)))
    return Trace(known[target], busiest)


def input_channels(net: Net, source: str) -> int | None:
    """Return how many channels the input has, as the first layers that read it say; `None` where none says it."""
    names = {source}
    for layer in net.layers:
        if layer.type == "Input" and source in layer.tops and layer.integer(2) > 0:
            return layer.integer(2)
        if not names & set(layer.bottoms):
            continue
        if layer.type == "Split" or layer.type in _SAME:
            names |= set(layer.tops)
        elif layer.type in ("Convolution", "ConvolutionDepthWise"):
            return _read_channels(layer)
    return None


def _outputs(layer: Layer, bottoms: list[Shape]) -> list[Shape]:
    try:
        tops = _tops(layer, bottoms)
    except (IndexError, ValueError, ArithmeticError):
        tops = []
    if len(tops) != len(layer.tops):
        raise Unfit(f"the layer {layer.name} ({layer.type}) has blobs or parameters that make no sense")
    return tops


def _tops(layer: Layer, bottoms: list[Shape]) -> list[Shape]:
    if layer.type in _SAME:
        return [bottoms[0]]
    match layer.type:
        case "Split" | "Noop":
            return [bottoms[0]] * len(layer.tops)
        case "Convolution" | "ConvolutionDepthWise" | "Deconvolution" | "DeconvolutionDepthWise":
            return [_convolved(layer, bottoms)]
        case "Slice":
            return _sliced(layer, bottoms[0])
        case "MemoryData":
            return [_stored(layer)]
        case "BinaryOp":
            return [_broadcast(layer, bottoms)]
        case "Eltwise":
            if any(shape != bottoms[0] for shape in bottoms):
                raise Unfit(f"{layer.name} adds {bottoms}")
            return [bottoms[0]]
        case "InnerProduct":
            if layer.integer(0) < 1 or math.prod(bottoms[0]) * layer.integer(0) != layer.integer(2):
                raise Unfit(f"{layer.name} reads {bottoms[0]}")
            return [(layer.integer(0),)]
        case "Flatten":
            return [(math.prod(bottoms[0]),)]
        case "Reshape":
            return [_reshaped(layer, bottoms[0])]
    spatial = bottoms[0] if bottoms else ()
    if len(spatial) != 3:
        raise Unknown(layer.type)
    channels, height, width = spatial
    match layer.type:
        case "Pooling":
            return [_pooled(layer, channels, height, width)]
        case "PixelShuffle":
            ratio = layer.integer(0, 1)
            if channels % ratio**2:
                raise Unfit(f"{layer.name} reads {channels} channels")
            return [(channels // ratio**2, height * ratio, width * ratio)]
        case "Reorg":
            step = layer.integer(0, 1)
            return [(channels * step**2, height // step, width // step)]
        case "Interp":
            return [(channels, *_resized(layer, bottoms))]
        case "Concat":
            return [_joined(layer, bottoms)]
        case "Crop":
            return [_cropped(layer, bottoms)]
        case "Padding":
            return [_padded(layer, channels, height, width)]
        case "Reduction":
            return [_reduced(layer, channels, height, width)]
    raise Unknown(layer.type)


def _read_channels(layer: Layer) -> int:
    """Return how many channels a convolution reads, by the number of its weights."""
    made, groups = layer.integer(0), layer.integer(7, 1) if "DepthWise" in layer.type else 1
    around = made * layer.integer(1) * layer.integer(11, layer.integer(1))
    if around < 1 or layer.integer(6) % around:
        raise Unfit(f"{layer.name} has {layer.integer(6)} weights for {made} channels")
    return layer.integer(6) // around * groups


def _convolved(layer: Layer, bottoms: list[Shape]) -> Shape:
    transposed = "Deconvolution" in layer.type
    if layer.integer(28 if transposed else 19):
        raise Unknown(layer.type)
    if len(bottoms[0]) != 3:
        raise Unknown(layer.type)
    channels, height, width = bottoms[0]
    if _read_channels(layer) != channels:
        raise Unfit(f"{layer.name} reads {_read_channels(layer)} channels and is given {channels}")
    number = layer.integer
    across = (number(1), number(2, 1), number(3, 1), number(4), number(15, number(4)))
    top = number(14, number(4))
    down = (number(11, across[0]), number(12, across[1]), number(13, across[2]), top, number(16, top))
    if transposed:
        if number(20) or number(21):
            raise Unknown(layer.type)
        more = number(18), number(19, number(18))
        return number(0), _grown(height, *down) + more[1], _grown(width, *across) + more[0]
    return number(0), _shrunk(layer, height, *down), _shrunk(layer, width, *across)


def _grown(side: int, kernel: int, dilation: int, stride: int, before: int, after: int) -> int:
    if before in (_WHOLE, _SAME_LOWER):
        return side * stride
    return stride * (side - 1) + dilation * (kernel - 1) + 1 - before - after


def _shrunk(layer: Layer, side: int, kernel: int, dilation: int, stride: int, before: int, after: int) -> int:
    if before in (_WHOLE, _SAME_LOWER):
        return -(-side // stride)
    seen = dilation * (kernel - 1) + 1
    if side + before + after < seen:
        raise Unfit(f"{layer.name} sees {seen} pixels and is given {side}")
    return (side + before + after - seen) // stride + 1


def _pooled(layer: Layer, channels: int, height: int, width: int) -> Shape:
    number = layer.integer
    if number(4):
        return (channels,)
    if number(7):
        return channels, number(18, number(8)), number(8)
    across = (number(1), 1, number(2, 1), number(3), number(14, number(3)))
    top = number(13, number(3))
    down = (number(11, across[0]), 1, number(12, across[2]), top, number(15, top))
    mode = number(5)
    if mode in (2, 3):
        return channels, -(-height // down[2]), -(-width // across[2])
    rounding = [stride - 1 if mode == 0 else 0 for stride in (down[2], across[2])]
    return (
        channels,
        _shrunk(layer, height, *down[:4], down[4] + rounding[0]),
        _shrunk(layer, width, *across[:4], across[4] + rounding[1]),
    )


def _broadcast(layer: Layer, bottoms: list[Shape]) -> Shape:
    if len(bottoms) == 1:
        return bottoms[0]
    one, other = bottoms
    if one == other or other == (1,):
        return one
    if one == (1,):
        return other
    if len(one) == len(other) and all(a == b or 1 in (a, b) for a, b in zip(one, other, strict=True)):
        return tuple(max(pair) for pair in zip(one, other, strict=True))
    long, short = (one, other) if len(one) > len(other) else (other, one)
    if len(short) == 1 and len(long) == 3 and short[0] == long[0]:
        return long
    raise Unfit(f"{layer.name} combines {one} and {other}")


def _resized(layer: Layer, bottoms: list[Shape]) -> tuple[int, int]:
    _, height, width = bottoms[0]
    if len(bottoms) > 1:
        if len(bottoms[1]) != 3:
            raise Unknown(layer.type)
        return bottoms[1][1], bottoms[1][2]
    if layer.params.get(6) or isinstance(layer.params.get(9), str):
        raise Unknown(layer.type)
    return (
        layer.integer(3) or int(height * layer.number(1, 1.0)),
        layer.integer(4) or int(width * layer.number(2, 1.0)),
    )


def _joined(layer: Layer, bottoms: list[Shape]) -> Shape:
    axis = layer.integer(0) % 3
    rests = {shape[:axis] + shape[axis + 1 :] for shape in bottoms}
    if len(rests) != 1 or any(len(shape) != 3 for shape in bottoms):
        raise Unfit(f"{layer.name} joins {bottoms}")
    whole = list(bottoms[0])
    whole[axis] = sum(shape[axis] for shape in bottoms)
    return tuple(whole)


def _sliced(layer: Layer, shape: Shape) -> list[Shape]:
    sizes, axis, count = list(layer.integers(0)), layer.integer(1) % len(shape), len(layer.tops)
    if 2 in layer.params or (sizes and len(sizes) != count):
        raise Unknown(layer.type)
    left = shape[axis]
    parts = []
    for index, size in enumerate(sizes or [_WHOLE] * count):
        part = left // (count - index) if size == _WHOLE else size
        parts.append((*shape[:axis], part, *shape[axis + 1 :]))
        left -= part
    if left < 0:
        raise Unfit(f"{layer.name} cuts more than there is from {shape}")
    return parts


def _cropped(layer: Layer, bottoms: list[Shape]) -> Shape:
    whole = list(bottoms[0])
    number = layer.integer
    starts, ends = layer.integers(9), layer.integers(10)
    if any(isinstance(layer.params.get(key), str) for key in (19, 20, 21)):
        raise Unknown(layer.type)
    if starts:
        axes = layer.integers(11) or tuple(range(len(starts)))
        for start, end, axis in zip(starts, ends, axes, strict=True):
            side = whole[axis]
            begin = start if start >= 0 else side + start
            stop = side if end == _WHOLE else min(end, side) if end > 0 else side + end
            if begin < 0 or stop <= begin:
                raise Unfit(f"{layer.name} cuts {begin} to {stop} from {side}")
            whole[axis] = stop - begin
        return tuple(whole)
    offsets = (number(2), number(1), number(0))
    if len(bottoms) > 1:
        wanted: tuple[int, ...] = bottoms[1]
        if len(wanted) != 3:
            raise Unknown(layer.type)
    else:
        rest = (number(8), number(7), number(6))
        given = (number(5), number(4), number(3))
        wanted = tuple(
            side - offset - after if size in (0, _WHOLE) else size
            for side, offset, after, size in zip(whole, offsets, rest, given, strict=True)
        )
    if any(offset < 0 or offset + size > side for side, offset, size in zip(whole, offsets, wanted, strict=True)):
        raise Unfit(f"{layer.name} cuts {wanted} from {whole}")
    return wanted


def _padded(layer: Layer, channels: int, height: int, width: int) -> Shape:
    top, bottom, left, right = (layer.integer(key) for key in range(4))
    if layer.integer(4) == 2 and (max(top, bottom) >= height or max(left, right) >= width):
        raise Unfit(f"{layer.name} mirrors more than there is")
    return channels + layer.integer(7) + layer.integer(8), height + top + bottom, width + left + right


def _reduced(layer: Layer, *shape: int) -> Shape:
    if layer.integer(1, 1):
        return (1,)
    axes = {axis % 3 for axis in layer.integers(3)}
    if layer.integer(4):
        return tuple(1 if index in axes else side for index, side in enumerate(shape))
    return tuple(side for index, side in enumerate(shape) if index not in axes)


def _reshaped(layer: Layer, shape: Shape) -> Shape:
    if isinstance(layer.params.get(6), str) or 11 in layer.params:
        raise Unknown(layer.type)
    wanted = [layer.integer(key, _WHOLE) for key in (2, 1, 0)]
    while wanted and wanted[0] == _WHOLE:
        wanted.pop(0)
    if 0 in wanted or not wanted:
        raise Unknown(layer.type)
    known = math.prod(side for side in wanted if side != -1)
    if -1 in wanted:
        wanted[wanted.index(-1)] = math.prod(shape) // known
    if math.prod(wanted) != math.prod(shape):
        raise Unfit(f"{layer.name} turns {shape} into {wanted}")
    return tuple(wanted)


def _stored(layer: Layer) -> Shape:
    if layer.integer(11):
        raise Unknown(layer.type)
    return tuple(side for side in (layer.integer(2), layer.integer(1), layer.integer(0)) if side)
