"""Inputs for every node, made from its spec alone, so that a new node needs no new test.

A case is a dictionary of raw values by input port, as the engine hands them over: pictures, numbers,
texts, paths of files that exist, streams of a few items. Besides the case with all defaults there is one
for every option of a choice, every truth turned over and every number moved, one at a time.
"""

import json
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import msgspec
import numpy as np
import pytest

import nodegraph
from nodegraph import NOTHING, Item, Lazy, Picture, StreamFact
from nodegraph.core.node import NodeFunction
from nodegraph.core.ports import AnyKind, Choice, ColorKind, ImageKind, Input, ModelKind, Number, PathKind, Text, Truth
from nodegraph.core.registry import Library, load_library
from nodegraph.engine.color import to_linear
from nodegraph.engine.values import arguments, finish

Function = NodeFunction[..., Any]
Case = dict[str, Any]

LIBRARY = load_library()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    every = list(LIBRARY.functions.values())
    chosen = {
        "function": every,
        "local": [function for function in every if function.spec.local],
        "pure": [function for function in every if not (function.spec.effect or function.spec.fresh)],
    }
    for name, functions in chosen.items():
        if name in metafunc.fixturenames:
            metafunc.parametrize(name, functions, ids=[function.spec.id for function in functions])


@pytest.fixture(scope="session")
def library() -> Library:
    return LIBRARY


@dataclass
class Bench:
    """Makes cases in a folder of its own and runs nodes on them."""

    folder: Path

    def cases(
        self, function: Function, height: int = 5, width: int = 3, channels: int = 3, dtype: Any = np.uint8
    ) -> Iterator[Case]:
        """Yield cases with pictures of this shape."""
        for length in (1, 3) if function.spec.takes_stream else (1,):

            def case(changes: Case, length: int = length) -> Case:
                made = {}
                for place, port in enumerate(function.spec.inputs):
                    if port.name in changes:
                        made[port.name] = changes[port.name]
                    elif port.required or isinstance(port.kind, ImageKind | AnyKind):
                        value = self._value(port, (height, width, channels), dtype, place)
                        made[port.name] = [value] * length if port.stream else value
                return made

            yield case({})
            for port in function.spec.inputs:
                for value in _others(port):
                    yield case({**_small(function), **_shown(function, port), port.name: value})

    def run(self, function: Function, case: Case, *, by_hand: bool = False) -> list[dict[str, Any]]:
        """Return the values by output port, one dictionary for every item of a stream, none for nothing.

        `by_hand` calls the node as a script does, with arrays as they come from a file.
        """
        values = {port.name: _wrapped(port, case[port.name]) for port in function.spec.inputs if port.name in case}
        named, first = arguments(function, values)
        if by_hand:
            # What a node wants in linear light is in linear light where a script hands it over, too.
            arrays = {
                port.name: to_linear(case[port.name]) if port.kind.linear else case[port.name].pixels
                for port in function.spec.inputs
                if isinstance(port.kind, ImageKind) and not (port.kind.picture or port.lazy or port.stream)
            }
            result = function(**{**named, **arrays})
        else:
            result = function.function(**named)
        if result is NOTHING:
            return []
        if not function.spec.gives_stream:
            return [finish(result, function.spec, function, first)]
        items = [item.value if isinstance(item, Item) else item for item in result]
        return [finish(item, function.spec, function, first) for item in items if item is not None]

    def facts(self, function: Function, case: Case) -> Case:
        """Return what a rule is given for the case."""
        given = {}
        for port in function.spec.inputs:
            value = case.get(port.name, None if port.default is msgspec.UNSET else port.default)
            given[port.name] = StreamFact(_fact(value[0]), len(value)) if port.stream else _fact(value)
        return given

    def _value(self, port: Input, shape: tuple[int, int, int], dtype: Any, seed: int) -> Any:
        match port.kind:
            case ImageKind() | AnyKind():
                return picture(shape, dtype, seed)
            case ModelKind():
                return nodegraph.open_model(self._model())
            case Number(low=low):
                return 1.0 if low is None else max(1, math.ceil(low))
            case Text():
                return "some text"
            case Truth():
                return True
            case Choice(options=options):
                return options[0]
            case ColorKind():
                return [0.25, 0.5, 0.75]
            case PathKind(role="folder"):
                self._image(shape, dtype)
                return str(self.folder)
            case PathKind(what="model"):
                return str(self._model())
            case PathKind(role="save"):
                return str(self.folder / "saved.png")
            case PathKind():
                return str(self._image(shape, dtype))

    def _model(self) -> Path:
        file = self.folder / "nearest.toy"
        file.write_text(json.dumps({"toy": 1, "scale": 2, "operation": "nearest"}))
        return file

    def _image(self, shape: tuple[int, int, int], dtype: Any) -> Path:
        file = self.folder / ("picture.png" if dtype != np.float32 else "picture.tiff")
        # OpenCV's order of channels does not matter for noise.
        cv2.imwrite(str(file), picture(shape, dtype).pixels)
        return file


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def picture(shape: tuple[int, int, int], dtype: Any = np.uint8, seed: int = 0) -> Picture:
    """Return noise, the same for the same arguments, read-only as the engine's pictures are."""
    numbers = np.random.default_rng(seed).random(shape, dtype=np.float32)
    pixels = numbers if dtype == np.float32 else (numbers * np.iinfo(dtype).max).astype(dtype)
    pixels.flags.writeable = False
    depth = {np.uint8: "8", np.uint16: "16"}.get(dtype, "float")
    return Picture(pixels, "gray" if shape[2] == 1 else "srgb", dpi=(300, 300), depth=depth)


def _others(port: Input) -> Iterator[Any]:
    """Yield values of a port other than its default."""
    if port.stream:
        return
    match port.kind:
        case Choice(options=options):
            yield from (option for option in options if option != port.default)
        case Truth() if isinstance(port.default, bool):
            yield not port.default
        case Number(low=low, high=high):
            # Small enough that no case takes long: 100 times the size of a picture of 5x3 pixels is small.
            for value in (-2, 0, 1, 2, 7):
                if (low is None or value >= low) and (high is None or value <= high) and value != port.default:
                    yield value
        case ColorKind():
            yield from ([0.5], [0.1, 0.2, 0.3], [0.1, 0.2, 0.3, 0.4])


def _shown(function: Function, port: Input) -> Case:
    """Return what other ports must be set to for this one to count."""
    changes: Case = {}
    for name, values in port.when.items():
        other = function.spec.input(name)
        assert other is not None, f"{function.spec.id}.{port.name} is shown by {name!r}, which is no input of it."
        if other.default not in values:
            changes[name] = values[0]
    return changes


def _small(function: Function) -> Case:
    """Return small values for numbers that are large by default: the case with all defaults shows that those work."""
    return {
        port.name: max(48, math.ceil(port.kind.low or 0))
        for port in function.spec.inputs
        if isinstance(port.kind, Number) and isinstance(port.default, int | float) and port.default > 256
    }


def _wrapped(port: Input, value: Any) -> Any:
    if port.lazy:
        return None if value is None else Lazy(lambda: value)
    if port.stream:
        return (Item(place, item) if port.records else item for place, item in enumerate(value))
    return value


def _fact(value: Any) -> Any:
    return value.fact if hasattr(value, "fact") else value


@pytest.fixture(scope="session")
def same() -> Callable[[Any, Any], bool]:
    """Return the test for equal values, pictures bit by bit."""

    def equal(one: Any, other: Any) -> bool:
        if isinstance(one, Picture):
            return isinstance(other, Picture) and _equal_pictures(one, other)
        if isinstance(one, dict):
            return one.keys() == other.keys() and all(equal(one[key], other[key]) for key in one)
        if isinstance(one, list | tuple):
            return len(one) == len(other) and all(map(equal, one, other))
        if hasattr(one, "fact"):
            return bool(one.fact == other.fact)
        return type(one) is type(other) and bool(one == other)

    return equal


def _equal_pictures(one: Picture, other: Picture) -> bool:
    companions = ("space", "icc", "exif", "xmp", "dpi", "path", "depth")
    alike = all(getattr(one, name) == getattr(other, name) for name in companions)
    return alike and one.pixels.dtype == other.pixels.dtype and np.array_equal(one.pixels, other.pixels)
