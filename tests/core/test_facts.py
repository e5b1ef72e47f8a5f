"""Facts: joined over the items of a stream, and in words."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nodegraph.core.facts import Fact, ModelFact, PictureFact, Range, StreamFact, ValueFact, describe, join

pictures = st.builds(
    PictureFact,
    width=st.none() | st.integers(1, 9),
    height=st.integers(1, 9),
    channels=st.sampled_from([1, 3, 4]),
    depth=st.sampled_from(["8", "16", None]),
)
facts = st.one_of(pictures, st.builds(ValueFact, st.integers(0, 3)), st.builds(ModelFact, scale=st.integers(1, 4)))


@given(facts)
def test_joining_equal_facts_changes_nothing(fact: Fact) -> None:
    assert join([fact, fact, fact]) == fact


@given(st.lists(pictures, min_size=1, max_size=5))
def test_a_joined_range_holds_every_item(many: list[PictureFact]) -> None:
    joined = join(list(many))
    assert isinstance(joined, PictureFact)
    for picture in many:
        if isinstance(joined.height, Range):
            assert joined.height.low <= picture.height <= joined.height.high
        else:
            assert joined.height == picture.height


@given(st.lists(facts, min_size=1, max_size=5))
def test_the_order_of_items_does_not_matter(many: list[Fact]) -> None:
    assert join(list(many)) == join(list(reversed(many)))


def test_what_has_nothing_in_common_is_unknown() -> None:
    assert join([]) is None
    assert join([PictureFact(), None]) is None
    assert join([PictureFact(), ValueFact()]) is None
    assert join([ValueFact(1), ValueFact(2)]) == ValueFact()


def test_streams_join_items_and_lengths() -> None:
    one, two = StreamFact(PictureFact(1, 2, 3), 5), StreamFact(PictureFact(4, 2, 3), 5)
    assert join([one, two]) == StreamFact(PictureFact(Range(1, 4), 2, 3), 5)
    other = StreamFact(PictureFact(1, 2, 3), 6)
    assert join([one, other]) == StreamFact(PictureFact(1, 2, 3), None, False)


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (None, "unknown"),
        (PictureFact(1920, 1080, 3, "16"), "1920x1080 RGB 16-bit"),
        (PictureFact(Range(640, 4000), 480, 4, "half"), "640..4000x480 RGBA half"),
        (PictureFact(), "a picture"),
        (ModelFact(scale=4, architecture="Compact"), "4x Compact"),
        (ValueFact("cat"), "cat"),
        (ValueFact(0), "0"),
        (StreamFact(None, 12), "12 items"),
        (StreamFact(PictureFact(1, 1, 1), 64, exact=False), ">= 64 items of 1x1 gray"),
        (StreamFact(PictureFact(1, 1, 1), 1), "1 item of 1x1 gray"),
    ],
)
def test_facts_read_well(fact: Fact | None, words: str) -> None:
    assert describe(fact) == words


@given(facts)
def test_facts_travel_as_plain_data(fact: Fact) -> None:
    stream = StreamFact(fact, 3)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(stream), type=Fact) == stream


def test_a_color_is_a_known_value_too() -> None:
    fact = ValueFact([1.0, 0.0, 0.0])
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(fact), type=Fact) == fact
