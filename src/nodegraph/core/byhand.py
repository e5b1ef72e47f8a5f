"""A node called by hand: what a script has at hand becomes what the function takes.

The arrays are asked themselves what they are, so that this layer needs no numpy.
"""

import typing
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nodegraph.core.annotations import Lazy
from nodegraph.core.ports import ImageKind, Input, PathKind


class Adapting:
    """Adapts arguments of one function: arrays for pictures, texts for paths, values for Lazy inputs."""

    def __init__(self, inputs: tuple[Input, ...], hints: dict[str, Any]) -> None:
        self._ways = {port.name: way for port in inputs if (way := _way(port, hints[port.name])) is not None}

    def adapt(self, arguments: dict[str, Any]) -> None:
        """Replace the arguments that come in another form than the function takes."""
        for name in self._ways.keys() & arguments.keys():
            arguments[name] = self._ways[name](arguments[name])


def _way(port: Input, hint: Any) -> Callable[[Any], Any] | None:
    way: Callable[[Any], Any] | None = None
    if port.stream:
        return None
    if isinstance(port.kind, ImageKind):
        way = _picture_maker(hint) if port.kind.picture else as_float
    elif isinstance(port.kind, PathKind):
        way = _as_path
    if not port.lazy:
        return way
    return lambda value: value if isinstance(value, Lazy) else Lazy(lambda: way(value) if way else value)


def _picture_maker(hint: Any) -> Callable[[Any], Any]:
    """Return what makes a picture of an array: the annotated class says how, with its method `of`."""
    made = next(part for part in _parts(hint) if hasattr(part, "__port_kind__"))
    return lambda value: made.of(value) if hasattr(value, "dtype") else value


def _parts(hint: Any) -> list[Any]:
    return [hint, *(part for argument in typing.get_args(hint) for part in _parts(argument))]


def _as_path(value: Any) -> Any:
    return Path(value) if isinstance(value, str) else value


def as_float(pixels: Any) -> Any:
    """Return pixels as float32 `(H, W, C)`, integers scaled to [0, 1]; what is no array comes back as it is."""
    pixels = getattr(pixels, "pixels", pixels)
    kind = getattr(getattr(pixels, "dtype", None), "kind", None)
    if kind is None:
        return pixels
    if pixels.ndim == 2:
        pixels = pixels[:, :, None]
    if kind == "u":
        return pixels.astype("float32") * (1 / (2 ** (8 * pixels.dtype.itemsize) - 1))
    return pixels.astype("float32", copy=False)
