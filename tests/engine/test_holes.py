"""Laws of streams: what becomes of failed items, of sources that end early, of streams in streams."""

from typing import Any

import pytest

from nodegraph.core.annotations import Item, Stream
from nodegraph.core.node import node

from .conftest import log

pytestmark = pytest.mark.timeout(30)


def test_an_item_that_fails_is_told_once_and_the_others_are_done(stage: Any) -> None:
    stage.add(_length())
    ran = stage.run(
        w=("words", {"text": "cat.jpg dog.jpg owl.jpg"}),
        l=("length", {"text": "@w"}),
        a=("add", {"a": "@l"}),
        b=("add", {"a": "@l", "b": "@a"}),
        s=("show", {"value": "@a"}),
        t=("show", {"value": "@b"}),
    )
    assert ran.failures == [("l", "dog.jpg")]
    assert ran.counts == (4, 0, 1)
    assert sorted(stage.seen) == [7, 7, 14, 14]


def _length() -> Any:
    @node
    def length(text: str) -> int:
        """Return the length."""
        if text.startswith("dog"):
            raise ValueError("no dogs")
        return len(text)

    return length


def test_a_failure_in_the_second_pass_is_not_counted_again(stage: Any) -> None:
    ran = stage.run(
        n=("numbers", {"count": 6}),
        f=("odd_fails", {"value": "@n"}),
        t=("total", {"values": "@f"}),
        a=("add", {"a": "@f", "b": "@t"}),
        s=("show", {"value": "@a"}),
    )
    assert ran.counts == (3, 0, 3)
    assert sorted(stage.seen) == [6, 8, 10]


def test_a_sink_skips_holes_or_fails_on_them(stage: Any) -> None:
    ran = stage.run(
        n=("numbers", {"count": 4}),
        f=("odd_fails", {"value": "@n"}),
        skip=("total", {"values": "@f"}),
        fail=("all_or_none", {"values": "@f"}),
        s=("show", {"value": "@skip"}),
        t=("show", {"value": "@fail"}),
    )
    assert stage.seen == [2]
    assert ran.counts == (1, 0, 2)
    assert {node for node, _ in ran.failures} == {"f"}


def test_a_sink_may_keep_holes(stage: Any) -> None:
    errors: list[str | None] = []

    @node(holes="keep")
    def kept(values: Stream[Item[int]]) -> int:
        """Look at all."""
        errors.extend(item.error for item in values)
        return len(errors)

    stage.add(kept)
    ran = stage.run(
        n=("numbers", {"count": 3}),
        f=("odd_fails", {"value": "@n"}),
        k=("kept", {"values": "@f"}),
        s=("show", {"value": "@k"}),
    )
    assert stage.seen == [3]
    assert errors == [None, "Odd fails (value = 1): this number is odd.", None]
    assert ran.counts == (1, 0, 1)


def test_zip_pairs_by_place_and_yields_a_hole_where_a_side_has_one(stage: Any) -> None:
    ran = stage.run(
        n=("numbers", {"count": 8}),
        f=("odd_fails", {"value": "@n"}),
        e=("every_nth", {"items": "@n", "step": 3}),
        z=("pair", {"a": "@f", "b": "@e"}),
        a=("add", {"a": "@z.a", "b": "@z.b"}),
        s=("show", {"value": "@a"}),
    )
    assert stage.seen == [0, 12]
    assert ran.counts[0] == 2
    assert ("f", "[3]") in ran.failures
    assert {node for node, _ in ran.failures} == {"f"}


def test_a_conditional_in_front_of_a_save_works(stage: Any) -> None:
    ran = stage.run(
        n=("numbers", {"count": 6}),
        even=("is_even", {"value": "@n"}),
        c=("conditional", {"value": "@n", "condition": "@even"}),
        a=("add", {"a": "@c"}),
        s=("show", {"value": "@a"}),
        t=("total", {"values": "@a"}),
        u=("show", {"value": "@t"}),
    )
    assert ran.counts == (4, 3, 0)
    assert sorted(stage.seen) == [0, 2, 4, 6]


def test_the_stream_stops_at_the_first_failure_if_asked_to(stage: Any) -> None:
    ran = stage.run(
        n=("numbers", {"count": 1000, "on_error": "stop"}),
        f=("odd_fails", {"value": "@n"}),
        s=("show", {"value": "@f"}),
        t=("total", {"values": "@f"}),
        u=("show", {"value": "@t"}),
    )
    assert ran.finished.failed >= 1
    assert ran.finished.outcome == "failed"
    assert 0 in stage.seen
    assert len(stage.seen) < 30  # some were under way


def test_nested_streams_come_out_in_the_same_tree(stage: Any) -> None:
    stage.add(log(stage))
    ran = stage.run(
        outer=("numbers", {"count": 5}),
        inner=("numbers", {"count": "@outer"}),
        sum=("add", {"a": "@inner", "b": "@outer"}),
        each=("listed", {"values": "@sum"}),
        s=("log", {"text": "@each"}),
        count=("total", {"values": "@sum"}),
        all=("total", {"values": "@count"}),
        t=("show", {"value": "@all"}),
    )
    assert sorted(map(str, stage.seen)) == sorted(["", "1", "2 3", "3 4 5", "4 5 6 7", str(1 + 5 + 12 + 22)])
    assert ran.counts == (6, 0, 0)


def test_a_failure_deep_inside_names_its_index_path(stage: Any) -> None:
    ran = stage.run(
        outer=("numbers", {"count": 3}),
        each=("numbers", {"count": "@outer"}),
        bad=("odd_fails", {"value": "@each"}),
        t=("show", {"value": "@bad"}),
    )
    assert ran.failures == [("bad", "[2, 1]")]
    assert ran.counts == (2, 0, 1)


def test_a_source_that_raises_ends_its_stream(stage: Any) -> None:
    @node
    def breaks(count: int) -> Stream[int]:
        """Break."""
        yield from range(count)
        raise OSError(5, "Input/output error", "/media/card")

    stage.add(breaks)
    ran = stage.run(
        b=("breaks", {"count": 17}),
        s=("show", {"value": "@b"}),
        t=("total", {"values": "@b"}),
        u=("show", {"value": "@t"}),
        f=("all_or_none", {"values": "@b"}),
        v=("show", {"value": "@f"}),
    )
    assert ran.counts == (18, 0, 1)
    (failed,) = ran.failures
    assert failed == ("b", "")
    sentence = next(event.sentence for event in ran.events if type(event).__name__ == "Failed")
    assert sentence == "Breaks ended after 17 items: Input/output error: /media/card."


def test_a_transformer_that_raises_ends_its_stream(stage: Any) -> None:
    @node
    def breaks(values: Stream[int]) -> Stream[int]:
        """Break."""
        yield next(values)
        raise ValueError("no more")

    stage.add(breaks)
    ran = stage.run(
        n=("numbers", {"count": 9}),
        b=("breaks", {"values": "@n"}),
        s=("show", {"value": "@b"}),
        t=("show", {"value": "@n"}),
    )
    assert ran.counts == (10, 0, 1)
    assert ran.failures == [("b", "")]
