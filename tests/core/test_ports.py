"""What ports accept, refuse, and read from text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nodegraph.core.errors import ValueRefused
from nodegraph.core.ports import (
    AnyKind,
    Choice,
    ColorKind,
    ImageKind,
    Input,
    Kind,
    ModelKind,
    Number,
    PathKind,
    Text,
    Truth,
    accept,
    kind_name,
    read_text,
    refusal,
    write_text,
)

KINDS: list[Kind] = [
    ImageKind(), ModelKind(), Number(), Text(), Truth(), Choice(("a", "b")), ColorKind(), PathKind(), AnyKind(),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        (Number(0, 10, unit="px"), 11, "the largest allowed is 10 px"),
        (Number(1), 0, "the smallest allowed is 1"),
        (Number(integer=True), 1.5, "must be a whole number"),
        (Number(), "two", "must be a number"),
        (Number(), True, "must be a number"),
        (Number(), float("nan"), "out of every range"),
        (Number(), 2**63, "out of every range"),
        (Truth(), 1, "must be a truth"),
        (Choice(("linear", "cubic")), "cubik", "did you mean 'cubic'"),
        (PathKind(), "", "is empty"),
        (PathKind("folder"), "a\0b", "no path"),
        (ColorKind(), [1, 2], "must be a color"),
        (ImageKind(), 1, "must be an image"),
    ],
)
def test_a_refused_value_is_named_with_its_place_and_remedy(kind: Kind, value: object, words: str) -> None:
    with pytest.raises(ValueRefused, match=words) as refused:
        accept(kind, value, "resize.width")
    assert str(refused.value).startswith("resize.width is ")
    assert str(refused.value).endswith(".")


def test_values_become_what_the_kind_holds() -> None:
    assert accept(Number(integer=True), 3.0) == 3
    assert isinstance(accept(Number(integer=True), 3.0), int)
    assert accept(Text(), 2.5) == "2.5"
    assert accept(Text(), True) == "yes"
    assert accept(ColorKind(), (1, 0, 0)) == [1.0, 0.0, 0.0]
    assert accept(AnyKind(), None) is None


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Number(), "2.5", 2.5),
        (Number(integer=True), "-3", -3),
        (Truth(), "Yes", True),
        (Truth(), "off", False),
        (ColorKind(), "#ff0000", [1.0, 0.0, 0.0]),
        (ColorKind(), "0.5,0.25,1", [0.5, 0.25, 1.0]),
        (Choice(("a", "b")), "b", "b"),
        (Text(), "12", "12"),
    ],
)
def test_typed_text_becomes_a_value(kind: Kind, text: str, value: object) -> None:
    assert read_text(kind, text) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [(Number(), "abc"), (Number(integer=True), "1.5"), (Truth(), "perhaps"), (ColorKind(), "red"), (Number(), "nan")],
)
def test_typed_text_that_is_no_value_is_refused(kind: Kind, text: str) -> None:
    with pytest.raises(ValueRefused, match="port is"):
        read_text(kind, text, "port")


@given(st.one_of(st.floats(-1e15, 1e15), st.integers(-(2**62), 2**62)))
def test_a_number_survives_being_written_and_typed(number: float) -> None:
    kind = Number(integer=isinstance(number, int))
    assert read_text(kind, write_text(number)) == number


@given(st.lists(st.floats(0, 1), min_size=3, max_size=4))
def test_a_color_survives_being_written_and_typed(color: list[float]) -> None:
    assert read_text(ColorKind(), write_text(color)) == color


def test_every_kind_fits_itself_and_anything() -> None:
    for kind in KINDS:
        assert refusal(kind, kind) is None
        assert refusal(kind, AnyKind()) is None
        assert refusal(AnyKind(), kind) is None


def test_wires_that_make_no_sense_are_refused_in_words() -> None:
    assert refusal(ImageKind(), Number()) == "an image does not fit where a number is wanted"
    assert refusal(Text(), Number()) is not None
    assert refusal(Number(), Text()) is None
    assert refusal(Text(), PathKind()) is None


def test_every_kind_has_a_name_with_its_article() -> None:
    for kind in [*KINDS, Number(integer=True), PathKind("folder")]:
        assert kind_name(kind).split()[0] in ("a", "an", "anything")


def test_the_default_is_told_from_look_alikes() -> None:
    assert Input("n", Number(), 2.0).is_default(2)
    assert not Input("n", AnyKind(), 1).is_default(True)
    assert not Input("n", Number(), 1).is_default(True)
    assert Input("n", Text(), optional=True).is_default(None)
    assert not Input("n", Text()).is_default(None)


@pytest.mark.parametrize(
    ("number", "text"), [(4.0, "4"), (1234567.0, "1234567"), (0.1, "0.1"), (1234567.25, "1234567.25"), (3, "3")]
)
def test_a_number_becomes_a_text_with_all_its_digits(number: float, text: str) -> None:
    assert accept(Text(), number) == text
