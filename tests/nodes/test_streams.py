"""Transformers, sources and sinks of streams, called as the plain functions they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nodegraph import Item
from nodes.value.collect import count_items, join_items, pick_item, summarize
from nodes.value.stream import (
    count_up,
    enumerate_items,
    every_nth,
    filter_items,
    product,
    split_text,
    take,
    zip_streams,
)

items = st.lists(st.one_of(st.integers(), st.none()), max_size=12).map(
    lambda values: [Item(p, v, None if v is not None else f"item {p} failed") for p, v in enumerate(values)]
)


@given(items, st.integers(0, 14), st.integers(0, 5))
def test_take_is_a_slice(stream, count, skip):
    assert list(take(iter(stream), count, skip)) == stream[skip : skip + count]


def test_take_reads_no_further_than_it_must():
    stream = iter([Item(p, p) for p in range(10)])
    assert len(list(take(stream, 3, 2))) == 3
    assert next(stream).place == 5


@given(items, st.integers(1, 5), st.integers(0, 5))
def test_every_nth_is_a_slice(stream, step, skip):
    assert list(every_nth(iter(stream), step, skip)) == stream[skip::step]


@given(items, items)
def test_zip_pairs_by_place_and_keeps_holes(a, b):
    pairs = list(zip_streams(iter(a[::2]), iter(b)))
    assert [pair.place for pair in pairs] == [item.place for item in a[::2] if item.place < len(b)]
    for pair in pairs:
        left, right = a[pair.place], b[pair.place]
        assert (pair.error is None) == (left.error is None and right.error is None)
        if pair.error is None:
            assert tuple(pair.value) == (left.value, right.value)


@given(items)
def test_filter_keeps_places_and_holes(stream):
    keep = [Item(i.place, i.place % 3 == 0, "no answer" if i.place == 4 else None) for i in stream]
    kept = list(filter_items(iter(stream), iter(keep)))
    wanted = [i.place for i in stream if i.error or i.place == 4 or i.place % 3 == 0]
    assert [i.place for i in kept] == wanted
    assert all((i.error is not None) == (stream[i.place].error is not None or i.place == 4) for i in kept)


@given(items)
def test_enumerate_gives_item_for_item(stream):
    numbered = list(enumerate_items(iter(stream), 5))
    assert [(i.place, i.error) for i in numbered] == [(i.place, i.error) for i in stream]
    assert all(i.value.number == 5 + i.place for i in numbered if not i.error)


def test_product_is_every_pair():
    assert [tuple(p) for p in product(iter("ab"), iter([1, 2]))] == [("a", 1), ("a", 2), ("b", 1), ("b", 2)]


@given(st.integers(-50, 50), st.integers(0, 30), st.sampled_from([0.1, 0.25, 1, -2]))
def test_count_up_includes_both_ends(first, steps, step):
    numbers = list(count_up(first, first + steps * step, step))
    assert len(numbers) == steps + 1
    assert numbers[0] == first
    assert numbers[-1] == pytest.approx(first + steps * step)


@pytest.mark.parametrize(("first", "last", "step"), [(1, 5, 0), (1, 5, -1), (5, 1, 1), (0, 1e12, 1)])
def test_a_count_without_an_end_is_refused(first, last, step):
    with pytest.raises(ValueError, match="step"):
        list(count_up(first, last, step))


def test_texts_are_split_and_joined():
    assert list(split_text(" a \n\n b\r\nc")) == ["a", "b", "c"]
    assert list(split_text("a, b,,c", ",")) == ["a", "b", "c"]
    assert join_items(iter(["a", "b"]), ", ") == "a, b"
    with pytest.raises(ValueError, match="more than"):
        join_items(iter(["a" * 60_000] * 100))


def test_numbers_are_summarized():
    assert summarize(iter([1.0, 2.0, 6.0])) == (3.0, 9.0, 1.0, 6.0, 3)
    assert summarize(iter([])) == (0, 0, 0, 0, 0)
    assert summarize(iter([1e16, 1.0, -1e16])).total == 1.0


def test_items_are_counted_and_picked():
    assert count_items(iter("abc")) == 3
    assert pick_item(iter("abc"), 2) == "b"
    with pytest.raises(ValueError, match="fewer than 4"):
        pick_item(iter("abc"), 4)
