"""Laws of streams: lifting, order, windows, transformers, memory."""

import threading
import time
import tracemalloc
import weakref
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest

from nodegraph.core.annotations import Image, Lazy, Stream
from nodegraph.core.context import skipped
from nodegraph.core.messages import Settings
from nodegraph.core.node import node
from nodegraph.engine.picture import Picture

from .conftest import log

pytestmark = pytest.mark.timeout(30)


def test_a_plain_node_runs_once_per_item(stage: Any) -> None:
    ran = stage.run(n=("numbers", {"count": 5}), a=("add", {"a": "@n", "b": 10}), s=("show", {"value": "@a"}))
    assert stage.calls["add"] == 5
    assert sorted(stage.seen) == [10, 11, 12, 13, 14]
    assert ran.counts == (5, 0, 0)


def test_sinks_are_given_items_in_order(stage: Any) -> None:
    stage.add(_late(stage), log(stage))
    ran = stage.run(
        n=("numbers", {"count": 30}),
        late=("late", {"value": "@n"}),
        l=("listed", {"values": "@late"}),
        m=("listed", {"values": "@n"}),
        s=("log", {"text": "@l"}),
        t=("log", {"text": "@m"}),
    )
    assert ran.counts == (2, 0, 0)
    assert stage.seen == [" ".join(map(str, range(30)))] * 2


def _late(stage: Any) -> Any:
    @node
    def late(value: int) -> int:
        """Take longer for even numbers."""
        time.sleep(0.004 if value % 2 == 0 else 0.001)
        return value

    return late


def test_files_written_are_told_in_the_order_of_items(stage: Any) -> None:
    stage.add(_late(stage))
    ran = stage.run(n=("numbers", {"count": 40}), late=("late", {"value": "@n"}), s=("save", {"value": "@late"}))
    assert ran.wrote == [str(Path("out") / f"{i}.png") for i in range(40)]
    assert ran.counts == (40, 0, 0)


def test_loading_computing_and_saving_overlap(stage: Any) -> None:
    """Three items are under way at once: each waits for the two others, in different steps."""
    meeting = threading.Barrier(3)

    @node
    def load(value: int) -> int:
        """Load."""
        if value == 2:
            meeting.wait(10)
        return value

    @node
    def work(value: int) -> int:
        """Work."""
        if value == 1:
            meeting.wait(10)
        return value

    @node(effect=True)
    def store(value: int) -> None:
        """Store."""
        if value == 0:
            meeting.wait(10)

    stage.add(load, work, store)
    ran = stage.run(
        n=("numbers", {"count": 4}),
        l=("load", {"value": "@n"}),
        w=("work", {"value": "@l"}),
        s=("store", {"value": "@w"}),
    )
    assert ran.counts == (4, 0, 0)


def test_the_window_bounds_the_pictures_alive_by_number(stage: Any) -> None:
    alive = _Alive()
    stage.add(*alive.nodes(stage))
    ran = stage.run(
        n=("numbers", {"count": 60}),
        p=("born", {"value": "@n"}),
        q=("step", {"image": "@p"}),
        s=("gone", {"image": "@q"}),
    )
    assert ran.counts == (60, 0, 0)
    assert alive.most <= 2 * 12


def test_the_window_bounds_the_pictures_alive_by_bytes(stage: Any) -> None:
    """Pictures of 12,288 bytes in a window of one: besides the first item's, one step per thread."""
    alive = _Alive()
    stage.add(*alive.nodes(stage))
    ran = stage.run(
        n=("numbers", {"count": 40}),
        p=("born", {"value": "@n"}),
        q=("step", {"image": "@p"}),
        s=("gone", {"image": "@q"}),
        settings=Settings(window=12288),
        threads=4,
    )
    assert ran.counts == (40, 0, 0)
    assert alive.most <= 2 + 2 * 4


class _Alive:
    """Counts the pictures that are alive at once."""

    def __init__(self) -> None:
        self.refs: list[weakref.ref[Any]] = []
        self.most = 0
        self.lock = threading.Lock()

    def take(self, pixels: Any) -> Any:
        with self.lock:
            self.refs = [one for one in self.refs if one() is not None]
            self.refs.append(weakref.ref(pixels))
            self.most = max(self.most, len(self.refs))
        return pixels

    def nodes(self, stage: Any) -> list[Any]:
        @node
        def born(value: int) -> Image:
            """Make."""
            time.sleep(0.001)
            return self.take(np.full((32, 32, 3), value / 255, np.float32))

        @node
        def step(image: Image) -> Image:
            """Copy."""
            time.sleep(0.001)
            return self.take(np.array(image))

        @node(effect=True)
        def gone(image: Image) -> None:
            """End."""
            time.sleep(0.001)

        return [born, step, gone]


def test_take_takes_no_more_than_it_needs(stage: Any) -> None:
    taken: list[int] = []

    @node
    def endless() -> Stream[int]:
        """Never end."""
        number = 0
        while True:
            taken.append(number)
            yield number
            number += 1

    stage.add(endless)
    ran = stage.run(n=("endless", {}), t=("take", {"items": "@n", "count": 3}), s=("show", {"value": "@t"}))
    assert ran.counts == (3, 0, 0)
    assert len(taken) < 30


def test_a_sink_that_has_enough_ends_the_pass(stage: Any) -> None:
    @node
    def first(values: Stream[int]) -> int:
        """Return the first."""
        return next(values)

    stage.add(first)
    ran = stage.run(
        n=("numbers", {"count": 1 << 62}),
        a=("add", {"a": "@n", "b": 5}),
        f=("first", {"values": "@a"}),
        g=("first", {"values": "@n"}),
        s=("show", {"value": "@f"}),
        t=("show", {"value": "@g"}),
    )
    assert ran.counts == (2, 0, 0)
    assert sorted(stage.seen) == [0, 5]


def test_numbers_of_items_stand_beside_the_items(stage: Any) -> None:
    ran = stage.run(
        n=("numbers", {"count": 20}),
        f=("add", {"a": "@n", "b": 100}),
        e=("enumerate_items", {"items": "@f", "first": 1}),
        a=("add", {"a": "@e", "b": "@f"}),
        t=("listed", {"values": "@a"}),
        s=("show", {"value": "@a"}),
    )
    assert ran.counts == (20, 0, 0)
    assert sorted(stage.seen) == [1 + i + 100 + i for i in range(20)]


def test_all_combinations(stage: Any) -> None:
    stage.run(
        a=("numbers", {"count": 3}),
        b=("numbers", {"count": 2}),
        p=("product", {"a": "@a", "b": "@b"}),
        s=("add", {"a": "@p.a", "b": "@p.b"}),
        t=("total", {"values": "@s"}),
        u=("show", {"value": "@t"}),
    )
    assert stage.seen == [2 * 3 + 3 * 1]


def test_a_stream_of_many_transformers_in_a_row_fits_the_stack(stage: Any) -> None:
    row = {f"t{i}": ("take", {"items": f"@t{i - 1}", "count": 300 - i}) for i in range(1, 200)}
    ran = stage.run(
        t0=("numbers", {"count": 300}), **row, s=("total", {"values": "@t199"}), v=("show", {"value": "@s"})
    )
    assert ran.counts == (1, 0, 0)
    assert stage.seen == [sum(range(101))]


def test_a_large_item_is_not_recorded_but_made_again(stage: Any) -> None:
    @node
    def frames(count: int) -> Stream[Picture]:
        """Give large pictures."""
        stage.called("frames")
        for i in range(count):
            yield Picture(np.full((200, 200, 3), i, np.uint8))

    stage.add(frames)
    ran = stage.run(
        f=("frames", {"count": 4}),
        l=("level", {"image": "@f"}),
        t=("total", {"values": "@l"}),
        a=("add", {"a": "@l", "b": "@t"}),
        s=("show", {"value": "@a"}),
    )
    assert ran.counts == (4, 0, 0)
    assert sorted(stage.seen) == [6, 7, 8, 9]
    assert stage.calls["frames"] == 2


def test_a_source_is_run_once_for_all_passes(stage: Any) -> None:
    ran = stage.run(
        n=("numbers", {"count": 4}),
        t=("total", {"values": "@n"}),
        a=("add", {"a": "@n", "b": "@t"}),
        k=("take", {"items": "@n"}),
        s=("show", {"value": "@a"}),
        u=("show", {"value": "@k"}),
    )
    assert ran.counts == (6, 0, 0)
    assert stage.calls["numbers"] == 1


def test_a_skipped_item_costs_nothing_before_it(stage: Any) -> None:
    @node(effect=True)
    def store(value: Lazy[int], name: int) -> Path:
        """Store what is not there."""
        if name < 50:
            skipped(f"{name} exists.")
        else:
            value()
        return Path(str(name))

    stage.add(store)
    ran = stage.run(
        n=("numbers", {"count": 64}),
        a=("add", {"a": "@n"}),
        b=("add", {"a": "@a"}),
        s=("store", {"value": "@b", "name": "@n"}),
    )
    assert ran.counts == (14, 50, 0)
    assert stage.calls["add"] == 28
    assert ran.wrote == [str(i) for i in range(50, 64)]


def test_lazy_effects_decide_in_the_order_of_items(stage: Any) -> None:
    decided: list[int] = []

    @node(effect=True)
    def store(value: Lazy[int], name: int) -> None:
        """Choose a name, then ask for the value."""
        decided.append(name)
        value()

    stage.add(store, _late(stage))
    stage.run(n=("numbers", {"count": 40}), a=("late", {"value": "@n"}), s=("store", {"value": "@a", "name": "@n"}))
    assert decided == list(range(40))


def test_what_fails_before_the_stream_fails_once_and_no_item_runs(stage: Any) -> None:
    ran = stage.run(
        bad=("odd_fails", {"value": 1}),
        n=("numbers", {"count": 500}),
        load=("add", {"a": "@n"}),
        a=("add", {"a": "@load", "b": "@bad"}),
        s=("show", {"value": "@a"}),
    )
    assert ran.counts == (0, 0, 1)
    assert stage.calls["add"] == 0


def test_many_items_take_no_more_memory_than_few(stage: Any) -> None:
    @node
    def check(values: Stream[int]) -> int:
        """Measure memory while items pass."""
        for value in values:
            if value == 1000:
                tracemalloc.start()
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return peak

    stage.add(check)
    count = 6_000  # tracing makes it slow; tests/bench/chain.py runs 100,000
    ran = stage.run(
        n=("numbers", {"count": count}),
        a=("add", {"a": "@n"}),
        c=("check", {"values": "@a"}),
        s=("show", {"value": "@c"}),
    )
    assert ran.counts == (1, 0, 0)
    assert stage.seen[0] < 200_000


class _Found(NamedTuple):
    """What a folder holds."""

    path: Path
    size: int


def test_the_item_is_named_by_its_file(stage: Any) -> None:
    @node
    def files() -> Stream[_Found]:
        """Give files."""
        yield _Found(Path("/photos/cat.jpg"), 3)
        yield _Found(Path("/photos/dog.jpg"), 4)

    stage.add(files)
    ran = stage.run(f=("files", {}), o=("odd_fails", {"value": "@f.size"}), s=("show", {"value": "@o"}))
    assert ran.failures == [("o", "cat.jpg")]


def test_a_stream_outside_that_only_a_lazy_branch_reads_is_opened_when_it_does(stage: Any) -> None:
    """For each even item, the total of so many items of another stream; for odd ones it never runs."""
    stage.run(
        n=("numbers", {"count": 4}),
        m=("numbers", {"count": "@length"}),
        length=("add", {"a": 10}),
        even=("is_even", {"value": "@n"}),
        k=("take", {"items": "@m", "count": "@n"}),
        t=("total", {"values": "@k"}),
        w=("switch", {"a": "@n", "b": "@t", "use_b": "@even"}),
        s=("show", {"value": "@w"}),
    )
    assert sorted(stage.seen) == sorted([45, 1, 1, 3])
    assert stage.calls["total"] == 2


def test_a_source_whose_input_failed_gives_no_stream(stage: Any) -> None:
    ran = stage.run(
        bad=("odd_fails", {"value": 3}),
        n=("numbers", {"count": "@bad"}),
        k=("take", {"items": "@n"}),
        m=("numbers", {}),
        z=("pair", {"a": "@m", "b": "@k"}),
        s=("show", {"value": "@k"}),
        t=("total", {"values": "@z.b"}),
        u=("show", {"value": "@t"}),
    )
    assert ran.counts == (0, 0, 1)
    assert stage.calls["numbers"] == 0
