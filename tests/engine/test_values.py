"""Values between nodes: canonical pixels, companions, conversions remembered, wrong results named."""

import enum
import gc
from pathlib import Path
from typing import Any, Literal, NamedTuple

import hypothesis.extra.numpy as arrays
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nodegraph import Color, Image, Item, Lazy, LinearImage, Picture, RunError, SameImage, Stream, node
from nodegraph.core.byhand import as_float
from nodegraph.core.context import Context, current
from nodegraph.core.errors import ValueRefused
from nodegraph.engine import pixels, values


@node
def same(image: Image) -> SameImage:
    """Hand on."""
    return image


def made(result: Any, first: Picture | None = None, function: Any = same) -> Any:
    return values.finish(result, function.spec, function, first)[function.spec.outputs[0].name]


shapes = st.one_of(
    st.tuples(st.integers(1, 7), st.integers(1, 7)),
    st.tuples(st.integers(1, 7), st.integers(1, 7), st.sampled_from([1, 3, 4])),
)
dtypes = st.sampled_from(["u1", "<u2", ">u2", "f2", "<f4", ">f4", "f8", "?"])


@given(st.data(), dtypes, shapes)
def test_any_pixels_become_canonical_and_keep_their_values(data: st.DataObject, dtype: str, shape: Any) -> None:
    given_array = data.draw(arrays.arrays(dtype, shape))
    view = given_array[:: data.draw(st.sampled_from([1, -1])), :: data.draw(st.sampled_from([1, -1, 2]))]
    with np.errstate(over="ignore", invalid="ignore"):
        wanted = view.copy() if view.dtype.kind == "u" else view.astype(np.float32)
    result = pixels.canonical(view)
    assert result.ndim == 3
    assert result.dtype in (np.uint8, np.uint16, np.float32)
    assert result.dtype.isnative
    assert result.flags.c_contiguous
    assert not result.flags.writeable
    np.testing.assert_array_equal(result, wanted.reshape(result.shape))


@pytest.mark.parametrize(
    ("array", "words"),
    [
        (np.zeros((2, 2), np.int32), "int32"),
        (np.zeros((2, 2), np.uint32), "uint32"),
        (np.zeros((2, 2), np.complex64), "complex64"),
        (np.zeros((2, 2, 2)), "(2, 2, 2)"),
        (np.zeros((2,)), "(2,)"),
        (np.zeros((0, 5, 3)), "no pixels"),
        ([[0.0]], "list"),
        (None, "NoneType"),
    ],
)
def test_a_wrong_result_is_an_error_that_names_the_node(array: Any, words: str) -> None:
    with pytest.raises(RunError) as error:
        made(array)
    assert "same" in str(error.value)
    assert words in str(error.value)


def test_a_small_view_does_not_keep_its_large_owner() -> None:
    large = np.zeros((1000, 1000, 3), np.float32)
    assert pixels.canonical(large[:10]).base is None
    assert pixels.canonical(large[:900]).base is large


def test_results_are_given_away_read_only() -> None:
    mine = np.zeros((4, 4, 3), np.float32)
    picture = made(mine)
    assert np.shares_memory(picture.pixels, mine)
    with pytest.raises(ValueError, match="read-only"):
        mine[0] = 1


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_integers_span_zero_to_one_with_the_bits_of_a_plain_call(dtype: Any) -> None:
    every = np.arange(np.iinfo(dtype).max + 1, dtype=np.uint32).astype(dtype).reshape(-1, 1, 1)
    floats = pixels.to_float(every)
    assert floats.min() == 0
    assert floats.max() == 1
    np.testing.assert_array_equal(floats, as_float(every))


def test_a_picture_is_converted_once_and_only_while_it_lives() -> None:
    port = same.spec.inputs[0]
    picture = Picture(pixels.canonical(np.zeros((8, 8, 3), np.uint8)))
    before = pixels.memory_of_floats.held
    array = values.prepare(picture, port)
    assert values.prepare(picture, port) is array
    assert not array.flags.writeable
    del picture
    gc.collect()
    assert pixels.memory_of_floats.held == before


@given(st.lists(st.integers(0, 5), max_size=60))
def test_remembered_conversions_never_exceed_their_room(reads: list[int]) -> None:
    memory = pixels.Conversions(room=5000)
    pictures = [np.full((10, 10, 4), n, np.uint8) for n in range(6)]
    for n in reads:
        assert memory.floats(pictures[n])[0, 0, 0] == np.float32(n) * np.float32(1 / 255)
        assert memory.held <= 5000
    pictures.clear()
    assert memory.held == 0


def test_float_pixels_are_shared_not_copied() -> None:
    picture = made(np.zeros((8, 8, 3), np.float32))
    assert values.prepare(picture, same.spec.inputs[0]) is picture.pixels
    assert made(picture.pixels, picture) is picture


def test_companions_pass_from_the_first_picture() -> None:
    first = Picture(np.zeros((4, 4, 3), np.uint8), "icc", b"icc", b"exif", b"xmp", (300, 300), Path("/a.jpg"), "16")
    result = made(np.zeros((2, 2, 4), np.float32), first)
    assert (result.space, result.icc, result.exif, result.xmp) == ("icc", b"icc", b"exif", b"xmp")
    assert (result.dpi, result.path, result.depth) == ((300, 300), Path("/a.jpg"), "16")
    mask = made(np.zeros((2, 2), np.float32), first)
    assert (mask.space, mask.icc, mask.exif) == ("gray", None, b"exif")
    colored = made(np.zeros((2, 2, 3), np.float32), mask)
    assert colored.space == "srgb"


def test_not_finite_is_found_where_it_may_arise_and_only_there() -> None:
    @node(may_overflow=True)
    def power(image: Image) -> SameImage:
        """Raise."""
        return image

    bad = np.zeros((4, 4, 3), np.float32)
    bad[2, 1, 0] = np.inf
    with pytest.raises(RunError, match="power made numbers that are not finite"):
        made(bad, function=power)
    assert np.isinf(made(bad).pixels).any()
    huge = np.full((64, 64, 3), 3e38, np.float32)
    assert made(huge, function=power).pixels.max() == np.float32(3e38)


def test_linear_light_is_given_and_taken_back() -> None:
    @node
    def mean(image: LinearImage) -> Image:
        """Average in linear light."""
        return np.asarray(image.mean(axis=(0, 1), keepdims=True))

    board = np.zeros((2, 2, 3), np.uint8)
    board[0, 0] = board[1, 1] = 255
    picture = Picture(board)
    array, first = values.arguments(mean, {"image": picture})
    result = made(mean.function(**array), first, mean)
    # Half the light of white is 188/255 in sRGB, not 128/255.
    np.testing.assert_allclose(result.pixels * 255, 187.5, atol=0.3)
    assert result.space == "srgb"


def test_later_pictures_come_into_the_first_ones_space_and_it_is_said() -> None:
    @node
    def blend(image: Image, other: Image) -> SameImage:
        """Blend."""
        return (image + other) / 2

    said: list[str] = []
    token = current.set(Context(on_note=said.append))
    linear = Picture(np.full((2, 2, 3), 0.5, np.float32), "linear")
    encoded = Picture(np.full((2, 2, 3), 0.5, np.float32), "srgb")
    try:
        named, first = values.arguments(blend, {"image": encoded, "other": linear})
        assert first is encoded
        np.testing.assert_allclose(named["other"], 0.7354, atol=1e-3)
        assert said == ["A picture in linear sRGB was converted to sRGB, the first one's color space."]
        mask = Picture(np.full((2, 2, 1), 0.5, np.float32), "gray")
        assert values.arguments(blend, {"image": linear, "other": mask}).named["other"] is mask.pixels
    finally:
        current.reset(token)


class Mode(enum.Enum):
    ADD = "add"
    SCREEN = "screen"


class Parts(NamedTuple):
    image: Image
    count: float
    text: str


@node
def everything(
    power: Literal[1, 2],
    image: Image | None = None,
    mode: Mode = Mode.ADD,
    color: Color = (0.0, 0.0, 0.0),
    path: Path = Path("x"),
    text: str = "",
    late: Lazy[Image] | None = None,
    stream: Stream[Item[Image]] | None = None,
) -> Parts:
    """Take all kinds."""
    return Parts(np.zeros((1, 1)), 1.0, "")


def test_a_function_gets_what_its_annotations_say() -> None:
    picture = made(np.zeros((1, 1, 1), np.uint8))
    records = iter([Item(3, picture), Item(4, None, "gone")])
    raw = {
        "image": None,
        "mode": "screen",
        "power": "2",
        "color": [1, 0.5, 0],
        "path": "/a/b",
        "text": 7,
        "late": Lazy(lambda: picture),
        "stream": records,
    }
    named, first = values.arguments(everything, raw)
    assert first is None
    assert named["image"] is None
    assert named["mode"] is Mode.SCREEN
    assert named["power"] == 2
    assert named["color"] == (1.0, 0.5, 0.0)
    assert named["path"] == Path("/a/b")
    assert named["text"] == "7"
    assert named["late"]().dtype == np.float32
    item, hole = named["stream"]
    assert item.place == 3
    assert item.value.dtype == np.float32
    assert hole == Item(4, None, "gone")


def test_a_wrong_value_names_its_port() -> None:
    for name, wrong in {"mode": "ad", "color": [1, 2], "image": "x", "text": [1.0]}.items():
        with pytest.raises(ValueRefused, match=name):
            values.arguments(everything, {name: wrong})
    with pytest.raises(ValueRefused, match="mode has no value"):
        values.arguments(everything, {"mode": None})


def test_several_results_and_small_ones() -> None:
    result = values.finish((np.zeros((2, 3)), np.float64(2.5), Path("/a")), everything.spec, everything)
    assert result["image"].pixels.shape == (2, 3, 1)
    assert type(result["count"]) is float
    assert result["text"] == "/a"
    with pytest.raises(RunError, match="everything returned 2 values, but must return 3 values"):
        values.finish((1, 2), everything.spec, everything)
    with pytest.raises(RunError, match=r"'2\.5' as 'count', but must return a number"):
        values.finish((np.zeros((2, 3)), "2.5", ""), everything.spec, everything)
    with pytest.raises(RunError, match="must return a number"):
        values.finish((np.zeros((2, 3)), np.True_, ""), everything.spec, everything)


def test_size_counts_pixels_and_companions() -> None:
    picture = Picture(np.zeros((10, 10, 3), np.uint16), icc=b"x" * 1000)
    assert 1600 <= values.size(picture) <= 1900
    assert values.size({"a": picture, "b": [picture, 1.0]}) > 3200
