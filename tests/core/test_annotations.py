"""How annotations become ports, and how wrong ones are refused."""

import enum
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, TypeVar

import msgspec
import pytest

from nodegraph.core.annotations import Color, Folder, Image, Item, Lazy, LinearImage, SameImage, Stream, When
from nodegraph.core.errors import DeclarationError
from nodegraph.core.node import node
from nodegraph.core.ports import AnyKind, Choice, ColorKind, ImageKind, Number, PathKind, Text, Truth

T = TypeVar("T")


class Filter(enum.Enum):
    SHARP = "sharp"
    SOFT = "soft"


class Halves(NamedTuple):
    left: Image
    right: SameImage


def every_kind(
    image: Image,
    linear: LinearImage,
    number: float,
    whole: Annotated[int, Number(1, 9)] = 3,
    text: str = "",
    truth: bool = False,
    path: Path | None = None,
    folder: Folder | None = None,
    color: Color = (0.0, 0.0, 0.0),
    choice: Literal["a", "b"] = "a",
    word: Filter = Filter.SOFT,
    lazy: Lazy[Image] | None = None,
    anything: T | None = None,
    only: Annotated[int, When(choice="b")] = 1,
) -> T:
    """Take everything."""
    raise NotImplementedError


def test_annotations_say_the_kinds() -> None:
    ports = {port.name: port for port in node(every_kind).spec.inputs}
    assert ports["image"].kind == ImageKind()
    assert ports["linear"].kind == ImageKind(linear=True)
    assert ports["number"].kind == Number()
    assert ports["whole"].kind == Number(1, 9, integer=True)
    assert ports["text"].kind == Text()
    assert ports["truth"].kind == Truth()
    assert ports["path"].kind == PathKind()
    assert ports["folder"].kind == PathKind("folder")
    assert ports["color"].kind == ColorKind()
    assert ports["choice"].kind == Choice(("a", "b"))
    assert ports["word"].kind == Choice(("sharp", "soft"))
    assert ports["anything"].kind == AnyKind("T")


def test_defaults_options_and_conditions_come_from_the_signature() -> None:
    ports = {port.name: port for port in node(every_kind).spec.inputs}
    assert ports["number"].default is msgspec.UNSET
    assert ports["number"].required
    assert ports["whole"].default == 3
    assert ports["word"].default == "soft"
    assert ports["color"].default == [0.0, 0.0, 0.0]
    assert ports["path"].optional
    assert not ports["path"].required
    assert ports["lazy"].lazy
    assert ports["lazy"].optional
    assert ports["only"].when == {"choice": ("b",)}


def test_streams_and_bundles_say_the_outputs() -> None:
    @node
    def source() -> Stream[Halves]:
        """Give halves."""

    @node
    def numbered(items: Stream[Item[T]]) -> Stream[Item[T]]:
        """Pass items with their places."""

    assert [(port.name, port.stream) for port in source.spec.outputs] == [("left", True), ("right", True)]
    assert source.spec.outputs[1].same
    assert numbered.spec.inputs[0].stream
    assert numbered.spec.inputs[0].records
    assert numbered.spec.outputs[0].records
    assert source.spec.role == "source"
    assert numbered.spec.role == "transformer"


def no_annotation(image: Image, amount=1) -> Image:  # type: ignore[no-untyped-def]
    """Miss one."""


def no_return(image: Image):  # type: ignore[no-untyped-def]
    """Miss it."""


def star(*images: Image) -> Image:
    """Take any number."""


def two_kinds(value: int | str) -> str:
    """Take either."""


def strange(value: complex) -> str:
    """Take what is no port."""


def bad_default(number: Annotated[int, Number(1, 9)] = 10) -> int:
    """Begin outside."""


def none_default(number: int = None) -> int:  # type: ignore[assignment]  # noqa: RUF013
    """Begin with nothing."""


def unknown_name(image: "Picure") -> Image:  # type: ignore[name-defined]  # noqa: F821
    """Name what is not there."""


def no_help(image: Image) -> Image:
    return image


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (no_annotation, ["no_annotation", "'amount'", "has no annotation", "write its type"]),
        (no_return, ["no_return", "does not say what it returns"]),
        (star, ["star", "'images'", "fixed number of inputs"]),
        (two_kinds, ["two_kinds", "'value'", "one kind"]),
        (strange, ["strange", "'value'", "no kind of port"]),
        (bad_default, ["bad_default", "'number'", "largest allowed is 9"]),
        (none_default, ["none_default", "'number'", "| None"]),
        (unknown_name, ["unknown_name", "Picure"]),
        (no_help, ["no_help", "docstring"]),
    ],
)
def test_a_wrong_declaration_is_refused_by_function_and_parameter(
    function: Callable[..., Any], words: list[str]
) -> None:
    with pytest.raises(DeclarationError) as refused:
        node(function)
    for word in words:
        assert word in str(refused.value)


def test_a_choice_of_numbers_is_a_choice_of_their_words() -> None:
    @node
    def turn(image: Image, quarters: Literal[1, 2, 3] = 2) -> Image:
        """Turn by quarters."""
        return image

    port = turn.spec.inputs[1]
    assert port.kind == Choice(("1", "2", "3"))
    assert port.default == "2"
