"""A small node library for the tests of the document: every kind of port, every role, every way to grow old."""

from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, TypeVar

import pytest

from nodegraph.core.annotations import (
    Color,
    Folder,
    Image,
    ImageFile,
    Lazy,
    SameImage,
    Stream,
    When,
)
from nodegraph.core.deliver import Given, Outputs
from nodegraph.core.facts import PictureFact, StreamFact, ValueFact
from nodegraph.core.node import NodeFunction, NodeSpec, node
from nodegraph.core.ports import Number
from nodegraph.core.registry import Library

T = TypeVar("T")


class Loaded(NamedTuple):
    image: Image
    name: str


@node
def load(path: ImageFile) -> Loaded:
    """Load a picture.

    With more words."""
    return Loaded([path], path.stem)


@load.probe
def _load(path: str) -> dict[str, Any]:
    return {"image": PictureFact(640, 480, 3, "16", "srgb", str(path)), "name": Path(path).stem}


@node(halo=lambda sigma: 4 * sigma)
def blur(image: Image, sigma: Annotated[float, Number(0, 1000, unit="px")] = 1.0) -> SameImage:
    """Blur."""
    return image


@node
def blend(base: Image, layer: Image, opacity: Annotated[float, Number(0, 1)] = 1.0) -> SameImage:
    """Blend two pictures."""
    return base


@node
def scale(image: Image, factor: Annotated[int, Number(1, 16)] = 2) -> Image:
    """Make a picture larger."""
    return image


@scale.infer
def _scale(image: PictureFact, factor: int) -> PictureFact:
    if image.width * factor > 100_000:
        raise ValueError(f"The result would be {image.width * factor} pixels wide; take a smaller factor.")
    return PictureFact(image.width * factor, image.height * factor, image.channels)


@node
def add_numbers(a: float, b: float = 2.0) -> float:
    """Add."""
    return a + b


@node
def upper(text: str) -> str:
    """Write in capitals."""
    return text.upper()


@node
def switch(which: bool, yes: Lazy[T], no: Lazy[T] | None = None) -> T:
    """Choose one of two."""
    return yes() if which or no is None else no()


@node
def tint(image: Image, color: Color = (1.0, 0.0, 0.0)) -> SameImage:
    """Tint."""
    return image


@node
def count(last: Annotated[int, Number(0, 1000)] = 3) -> Stream[int]:
    """Count up."""
    yield from range(last)


@node
def files(folder: Folder, limit: int | None = None) -> Stream[Path]:
    """List files."""
    yield from sorted(folder.iterdir())[:limit]


@node
def take(items: Stream[T], number: int = 2) -> Stream[T]:
    """Take the first items."""
    for _, item in zip(range(number), items, strict=False):
        yield item


@node
def total(values: Stream[float]) -> float:
    """Add up a stream."""
    return sum(values)


@node(effect=True)
def save(
    image: Image,
    folder: Folder,
    name: str = "picture",
    format: Literal["png", "jpeg"] = "png",  # noqa: A002 - a node's port
    quality: Annotated[int, Number(1, 100), When(format="jpeg")] = 90,
) -> None:
    """Save a picture."""


@node(
    version=3,
    was=("unsharp",),
    renamed={1: {"amount": "strength", "result": "image"}, 2: {"strength": "power", "mode=fast": "mode=quick"}},
)
def sharpen(image: Image, power: float = 1.0, mode: Literal["quick", "exact"] = "exact") -> SameImage:
    """Sharpen."""
    return image


_FUNCTIONS: tuple[NodeFunction[..., Any], ...] = (
    load, blur, blend, scale, add_numbers, upper, switch, tint, count, files, take, total, save, sharpen,
)  # fmt: skip


@pytest.fixture(scope="session")
def specs() -> dict[str, NodeSpec]:
    """Return the specs of the small library."""
    library = Library()
    for function in _FUNCTIONS:
        library.add(function, package="nodegraph")
    return library.specs


class LibraryRules:
    """Asks the functions above for facts, and counts how often."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._functions = {function.spec.id: function for function in _FUNCTIONS}

    def outputs(self, spec: NodeSpec, inputs: Given, node: str) -> Outputs:
        self.asked.append(node)
        function = self._functions[spec.id]
        values = {name: fact.value if isinstance(fact, ValueFact) else fact for name, fact in inputs.items()}
        if spec.id == "count":
            return {"number": StreamFact(ValueFact(), values["last"])}
        if spec.id == "files":
            return {"path": StreamFact(ValueFact(), 5, exact=False)}
        if _unknown(values):
            return {}
        rule = function.rule or function.prober
        found = rule(**values) if rule is not None else function(**values)
        if isinstance(found, dict):
            return {name: ValueFact(fact) if isinstance(fact, str) else fact for name, fact in found.items()}
        main = spec.outputs[0].name
        return {main: found if isinstance(found, PictureFact) else ValueFact(found)}


def _unknown(values: dict[str, Any]) -> bool:
    """Return whether a rule would meet something that is not known whole."""
    return any(v is None or (isinstance(v, PictureFact) and not isinstance(v.width, int)) for v in values.values())


@pytest.fixture
def rules() -> LibraryRules:
    """Return fresh rules over the small library."""
    return LibraryRules()
