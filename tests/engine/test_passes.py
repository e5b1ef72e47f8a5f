"""Laws of passes: no reader of a stream ever waits for another reader of the same pass, whatever the two are."""

import threading
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from nodegraph.core.annotations import Stream
from nodegraph.core.node import node
from nodegraph.engine.cache import Cache

pytestmark = pytest.mark.timeout(20)

COUNT = 30
TOTAL = sum(range(COUNT))

READERS: dict[str, tuple[dict[str, tuple[Any, ...]], str, dict[int, int]]] = {
    "lifted": ({"x": ("add", {"a": "@n", "b": 1})}, "@x", {i: i + 1 for i in range(COUNT)}),
    "take": ({"x": ("take", {"items": "@n", "count": 3})}, "@x", {i: i for i in range(3)}),
    "every_nth": ({"x": ("every_nth", {"items": "@n", "step": 4})}, "@x", {i: i for i in range(0, COUNT, 4)}),
    "filter": ({"x": ("keep_even", {"values": "@n"})}, "@x", {i: 2 * i for i in range(COUNT // 2)}),
    "zip": (
        {"w": ("every_nth", {"items": "@n", "step": 5}), "x": ("pair", {"a": "@n", "b": "@w"})},
        "@x.b",
        {i: i for i in range(0, COUNT, 5)},
    ),
    "sink": ({"w": ("total", {"values": "@n"}), "x": ("numbers", {"count": "@w"})}, "@x", {i: i for i in range(TOTAL)}),
    "sink result": (
        {"w": ("total", {"values": "@n"}), "x": ("add", {"a": "@n", "b": "@w"})},
        "@x",
        {i: i + TOTAL for i in range(COUNT)},
    ),
    "enumerate": ({"x": ("enumerate_items", {"items": "@n", "first": 9})}, "@x", {i: i + 9 for i in range(COUNT)}),
}


@pytest.mark.parametrize(("left", "right"), list(product(READERS, READERS)))
@pytest.mark.parametrize("threads", [1, 4])
def test_two_readers_of_a_stream_come_together_again(stage: Any, left: str, right: str, threads: int) -> None:
    nodes: dict[str, tuple[Any, ...]] = {"n": ("numbers", {"count": COUNT})}
    ends = []
    for side, name in (("l", left), ("r", right)):
        made, end, _ = READERS[name]
        for node_id, (kind, ports) in made.items():
            nodes[side + node_id] = (kind, {port: _renamed(value, side) for port, value in ports.items()})
        ends.append(_renamed(end, side))
    nodes["z"] = ("pair", {"a": ends[0], "b": ends[1]})
    nodes["sum"] = ("add", {"a": "@z.a", "b": "@z.b"})
    nodes["t"] = ("total", {"values": "@sum"})
    nodes["s"] = ("show", {"value": "@t"})
    nodes["lt"] = ("total", {"values": ends[0]})
    nodes["ls"] = ("show", {"value": "@lt"})
    nodes["rs"] = ("show", {"value": ends[1]})
    ran = stage.run(**nodes, threads=threads)
    one, other = READERS[left][2], READERS[right][2]
    together = sum(one[place] + other[place] for place in one.keys() & other.keys())
    assert sorted(stage.seen) == sorted([together, sum(one.values()), *other.values()])
    assert ran.counts == (2 + len(other), 0, 0)


def _renamed(value: Any, side: str) -> Any:
    return f"@{side}{value[1:]}" if isinstance(value, str) and value.startswith("@") and value != "@n" else value


def test_a_sink_that_reads_its_streams_one_after_the_other_gets_both(stage: Any) -> None:
    @node
    def twice(a: Stream[int], b: Stream[int]) -> int:
        """Read b first."""
        return sum(b) * 1000 + sum(a)

    stage.add(twice)
    ran = stage.run(
        n=("numbers", {"count": 20}),
        m=("add", {"a": "@n", "b": 1}),
        t=("twice", {"a": "@n", "b": "@m"}),
        s=("show", {"value": "@t"}),
        u=("show", {"value": "@m"}),
    )
    assert ran.counts == (21, 0, 0)
    assert 210 * 1000 + 190 in stage.seen


def test_sinks_of_one_pass_may_wait_for_each_others_items(stage: Any) -> None:
    """Both sinks hold their third item at the same time: they are fed side by side."""
    meeting = threading.Barrier(2)

    def meets(name: str) -> Any:
        def sink(values: Stream[int]) -> int:
            """Meet at the third."""
            for value in values:
                if value == 2:
                    meeting.wait(10)
            return 0

        sink.__name__ = name
        return node(sink)

    stage.add(meets("one"), meets("two"))
    ran = stage.run(
        n=("numbers", {"count": 10}),
        a=("one", {"values": "@n"}),
        b=("two", {"values": "@n"}),
        s=("show", {"value": "@a"}),
        t=("show", {"value": "@b"}),
    )
    assert ran.counts == (2, 0, 0)


def test_an_effect_runs_once_per_item_though_two_passes_need_it(stage: Any) -> None:
    @node
    def stem(path: Path) -> int:
        """Return the number in a file's name."""
        return int(path.stem)

    stage.add(stem)
    ran = stage.run(
        n=("numbers", {"count": 6}),
        w=("save", {"value": "@n"}),
        x=("stem", {"path": "@w"}),
        t=("total", {"values": "@x"}),
        a=("add", {"a": "@x", "b": "@t"}),
        s=("show", {"value": "@a"}),
        k=("take", {"items": "@x"}),
        u=("total", {"values": "@k"}),
        v=("show", {"value": "@u"}),
    )
    assert ran.counts == (13, 0, 0)
    assert sorted(stage.seen) == sorted([*range(6), *range(15, 21), 1])


def test_a_second_pass_takes_lifted_results_from_the_cache(stage: Any) -> None:
    stage.run(
        n=("numbers", {"count": 5}),
        p=("paint", {"value": "@n"}),
        l=("level", {"image": "@p"}),
        t=("total", {"values": "@l"}),
        q=("brighten", {"image": "@p", "by": "@t"}),
        m=("level", {"image": "@q"}),
        s=("show", {"value": "@m"}),
        cache=Cache(2**20),
    )
    assert stage.calls["paint"] == 5
    assert sorted(stage.seen) == [2550 + i for i in range(5)]


def test_nested_sinks_feed_a_second_pass_inside(stage: Any) -> None:
    """Per outer item: the inner total, added to each inner item in a second inner pass."""
    ran = stage.run(
        outer=("numbers", {"count": 4}),
        inner=("numbers", {"count": "@outer"}),
        t=("total", {"values": "@inner"}),
        a=("add", {"a": "@inner", "b": "@t"}),
        s=("show", {"value": "@a"}),
    )
    assert sorted(stage.seen) == sorted(i + sum(range(n)) for n in range(4) for i in range(n))
    assert ran.counts == (6, 0, 0)


def test_an_outer_sink_feeds_a_second_pass_over_both(stage: Any) -> None:
    """The sum over all inner items, added to each inner item: both streams are gone through twice."""
    stage.run(
        outer=("numbers", {"count": 4}),
        inner=("numbers", {"count": "@outer"}),
        t=("total", {"values": "@inner"}),
        all=("total", {"values": "@t"}),
        a=("add", {"a": "@inner", "b": "@all"}),
        s=("show", {"value": "@a"}),
        w=("save", {"value": "@inner"}),
    )
    inner = [i for n in range(4) for i in range(n)]
    assert sorted(stage.seen) == sorted([*inner, *(i + sum(inner) for i in inner)])


def test_a_sink_over_another_stream_runs_for_each_item(stage: Any) -> None:
    """`take` is lifted: for each number of `n`, so many items of `m`."""
    stage.run(
        n=("numbers", {"count": 4}),
        m=("numbers", {"count": 10}),
        k=("take", {"items": "@m", "count": "@n"}),
        t=("total", {"values": "@k"}),
        s=("show", {"value": "@t"}),
    )
    assert sorted(stage.seen) == sorted([sum(range(10)), 0, 1, 3])
