"""What an ncnn model does to sizes: its scale, the border it cuts off, and the grid that sizes must lie on.

waifu2x and Real-CUGAN are "valid" networks: they give back only what they saw all surroundings of. Their input is
padded first; from two sizes, `scale = (o2 - o1) / (i2 - i1)` and `padding = (i1 - o1 / scale) / 2`.
"""

from collections.abc import Callable
from typing import NamedTuple

from nodegraph.runtimes.ncnn_param import Net
from nodegraph.runtimes.ncnn_shapes import Shape, Unfit, Unknown, trace

_STEP = 64
_GRIDS = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64)
_UNKNOWN_GRID = 16
"""Where shapes cannot be followed and the model has strides."""
_MANY = 40


class Geometry(NamedTuple):
    """How tiles are handed to the model and what comes back."""

    scale: int
    padding: int
    """Pixels added on every side before."""
    cut: int
    """Pixels of the result taken off on every side after."""
    out_channels: int
    multiple_of: int
    minimum: int


Side = Callable[[int], Shape]
"""Tells the output of the model for a square input. Raises `Unfit`."""


def by_tracing(net: Net, source: str, target: str, channels: int) -> Geometry | None:
    """Return the geometry, found without running the model; `None` where its shapes cannot be followed.

    Raises `Unfit` with a reason for a model that does not enlarge by a whole number, or takes one size only.
    """

    def output(side: int) -> Shape:
        return trace(net, source, target, (channels, side, side)).shape

    try:
        return _solve(output)
    except Unknown:
        return None


def by_running(net: Net, run: Side) -> Geometry:
    """Return the geometry, found by running the model on two sizes that hardly any model refuses. Raises `Unfit`."""
    strided = any(_strides(net))
    scale, lost, channels = _line(run, 2 * _STEP, 3 * _STEP)
    padding, cut = _border(scale, lost)
    grid = _UNKNOWN_GRID if strided else 1
    return Geometry(scale, padding, cut, channels, grid, grid)


def _strides(net: Net) -> list[str]:
    down = ("Reorg", "Reshape", "Permute", "Unfold")
    return [
        layer.name
        for layer in net.layers
        if layer.type in down
        or (
            layer.type.startswith(("Convolution", "Pooling"))
            and layer.integer(2 if layer.type == "Pooling" else 3, 1) > 1
        )
    ]


def _solve(output: Side) -> Geometry:
    reason = Unfit("it takes no square picture")
    for more in range(_STEP):
        try:
            scale, lost, channels = _line(output, 2 * _STEP + more, 3 * _STEP + more)
        except Unfit as error:
            reason = error
            continue
        padding, cut = _border(scale, lost)
        for grid in _GRIDS:
            if all(_fits(output, n * grid, scale, padding, cut) for n in (_STEP + 1, _STEP + 2, _STEP + 3)):
                least = next(n for n in range(1, _MANY * _STEP) if _fits(output, n * grid, scale, padding, cut))
                return Geometry(scale, padding, cut, channels, grid, least * grid)
    raise reason


def _line(output: Side, small: int, large: int) -> tuple[int, int, int]:
    """Return scale, how many pixels the output lacks, and its channels."""
    (channels, height, width), (more_channels, tall, wide) = _picture(output(small)), _picture(output(large))
    scale, rest = divmod(tall - height, large - small)
    if (height, tall) != (width, wide) or channels != more_channels or rest or scale < 1:
        raise Unfit(f"it turns {small}x{small} into {width}x{height} and {large}x{large} into {wide}x{tall}")
    return scale, scale * small - height, channels


def _picture(shape: Shape) -> tuple[int, int, int]:
    if len(shape) != 3:
        raise Unfit("it makes no picture but a list of numbers")
    return shape[0], shape[1], shape[2]


def _border(scale: int, lost: int) -> tuple[int, int]:
    """Return how much to pad on each side, and how much of the result is to be cut then."""
    if lost % 2:
        raise Unfit(f"it cuts off {lost} pixels, which is not the same on both sides")
    padding = max(0, -(-lost // (2 * scale)))
    return padding, padding * scale - lost // 2


def _fits(output: Side, side: int, scale: int, padding: int, cut: int) -> bool:
    try:
        _, height, width = _picture(output(side + 2 * padding))
    except Unfit:
        return False
    return height == width == side * scale + 2 * cut
