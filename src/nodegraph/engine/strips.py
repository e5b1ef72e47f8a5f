"""Local nodes on large pictures: strip after strip, each with the rows of context its halo asks for.

A local node's rows depend on the rows within its halo only, so strips give the same bits as the
whole, while memory holds the float32 form of one strip instead of the picture's.
"""

import inspect
import os
from collections.abc import Mapping
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from nodegraph.core.context import progress
from nodegraph.core.errors import RunError
from nodegraph.core.node import NodeFunction
from nodegraph.core.ports import ImageKind
from nodegraph.engine.picture import Picture
from nodegraph.engine.values import arguments, as_picture, finish
from nodegraph.runtimes.arena import BUDGET, allocate, release_pages

_Function = NodeFunction[..., Any]

_STRIP = 32 * 2**20
_FEWEST_ROWS = 64


def wanted(function: _Function, values: Mapping[str, Any]) -> bool:
    """Whether this step is to run by strips: a local node, and a picture over the budget for pixels as float32."""
    if not function.spec.local:
        return False
    budget = int(os.environ.get("NODEGRAPH_PIXEL_BUDGET") or BUDGET)
    return any(isinstance(v, Picture) and v.pixels.size * 4 > budget for v in values.values())


def run(function: _Function, values: Mapping[str, Any], rows: int | None = None) -> dict[str, Any]:
    """Return the step's values by output port, computed by strips of `rows` rows (default: of about 32 MiB).

    Pictures of different height, lazy inputs and outputs other than pictures cannot be cut: then
    the node runs on the whole. Results over the budget lie in a mapped file, and pages are given
    back behind the strips. Raises `RunError` for a node that is not as local as it says.
    """
    pictures = _pictures(function, values)
    if not pictures:
        named, first = arguments(function, values)
        return finish(function.function(**named), function.spec, function, first)
    height = next(iter(pictures.values())).height
    halo = _halo(function, values)
    if rows is None:
        widest = max(picture.pixels[0].size * 4 for picture in pictures.values())
        rows = max(_FEWEST_ROWS, 2 * halo, _STRIP // widest)
    whole: dict[str, np.ndarray[Any, Any]] = {}
    companions: dict[str, Picture] = {}
    for top in range(0, height, rows):
        end = min(height, top + rows)
        start, stop = max(0, top - halo), min(height, end + halo)
        parts = {name: picture.replace(pixels=picture.pixels[start:stop]) for name, picture in pictures.items()}
        named, first = arguments(function, {**values, **parts})
        results = finish(function.function(**named), function.spec, function, first)
        for name, part in results.items():
            strip = part.pixels
            if name not in whole:
                companions[name] = part
                whole[name] = allocate((height, *strip.shape[1:]), strip.dtype)
            target = whole[name]
            if strip.shape != (stop - start, *target.shape[1:]) or strip.dtype != target.dtype:
                raise RunError(f"{function.spec.id} is declared local, but made {strip.shape} of {stop - start} rows.")
            target[top:end] = strip[top - start : end - start]
            release_pages(target[top:end])
        for picture in pictures.values():
            release_pages(picture.pixels[start : max(start, end - halo)])
        progress(end, height)
    for pixels in whole.values():
        pixels.flags.writeable = False
    return {name: companions[name].replace(pixels=pixels) for name, pixels in whole.items()}


def _pictures(function: _Function, values: Mapping[str, Any]) -> dict[str, Picture]:
    """Return the pictures to be cut, or none where they cannot be."""
    spec = function.spec
    found = {}
    for port in spec.inputs:
        value = values.get(port.name)
        if port.lazy or port.stream:
            return {}
        if isinstance(port.kind, ImageKind) and value is not None:
            found[port.name] = as_picture(value, port.name)
    cuttable = all(isinstance(port.kind, ImageKind) for port in spec.outputs)
    if not cuttable or len({picture.height for picture in found.values()}) != 1:
        return {}
    return found


_parameters: WeakKeyDictionary[_Function, dict[str, Any]] = WeakKeyDictionary()


def _halo(function: _Function, values: Mapping[str, Any]) -> int:
    """Return the rows of context these values ask for."""
    if not callable(function.halo):
        return int(function.halo or 0)
    if function not in _parameters:
        asked = inspect.signature(function.halo).parameters
        every = inspect.signature(function.function).parameters
        _parameters[function] = {name: every[name].default for name in asked}
    small = {port.name: values[port.name] for port in function.spec.inputs if port.name in values}
    given, _ = arguments(function, {k: v for k, v in small.items() if not isinstance(v, Picture | np.ndarray)})
    rows = function.halo(**{name: given.get(name, default) for name, default in _parameters[function].items()})
    return max(0, int(np.ceil(rows)))
