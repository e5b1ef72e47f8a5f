"""Laws of what a run tells: not too often, never less than before, and in the end all of it."""

import threading
from time import sleep
from typing import Any

import pytest

from nodegraph.core.annotations import Image, Lazy
from nodegraph.core.context import note, progress, skipped
from nodegraph.core.messages import NodeState, Noted, Progress, Settings
from nodegraph.core.node import node
from nodegraph.core.ports import ModelKind
from nodegraph.engine import progress as telling
from nodegraph.engine.run import Runner

pytestmark = pytest.mark.timeout(30)


def slow() -> Any:
    @node
    def slow(value: int) -> int:
        """Take a while."""
        for piece in range(5):
            progress(piece + 1, 5)
            sleep(0.002)
        return value

    return slow


def test_progress_rises_and_comes_rarely(stage: Any) -> None:
    stage.add(slow())
    ran = stage.run(
        n=("numbers", {"count": 100}),
        a=("slow", {"value": "@n"}),
        s=("show", {"value": "@a"}),
        settings=Settings(events=20),
    )
    fractions = [event.fraction for event in ran.progress]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    assert len(fractions) <= ran.finished.seconds * 20 + 2
    assert ran.progress[-1].done == 100
    assert ran.progress[-1].total == 100
    states = [event for event in ran.of(NodeState) if event.node == "a"]
    assert len(states) <= ran.finished.seconds * 20 + 2
    assert states[-1].state == "done"


def test_the_number_of_items_gives_total_and_time_left(stage: Any) -> None:
    stage.add(slow())
    graph = stage.graph(n=("numbers", {"count": 120}), a=("slow", {"value": "@n"}), s=("show", {"value": "@a"}))
    events: list[Any] = []
    Runner(stage.library, Settings(), events.append, threads=2).run(graph, lengths={"n": 120})
    told = [event for event in events if type(event).__name__ == "Progress"]
    assert all(event.total == 120 for event in told)
    middle = [event for event in told if 20 < event.done < 100]
    assert all(abs(event.fraction - event.done / 120) < 0.15 for event in middle)


def test_a_step_tells_its_own_fraction(stage: Any) -> None:
    told = threading.Event()

    @node
    def patient(value: int) -> int:
        """Wait in the middle until it was told."""
        progress(1, 4)
        assert told.wait(10)
        return value

    def look(event: Any) -> None:
        if getattr(event, "nodes", {}).get("a") == 0.25:
            assert 0.1 < event.fraction < 0.9
            told.set()

    stage.add(patient)
    ran = stage.run(a=("patient", {"value": 1}), s=("show", {"value": "@a"}), on_event=look)
    assert ran.finished.outcome == "done"


def test_a_branch_that_is_not_read_has_no_share(stage: Any) -> None:
    ran = stage.run(
        a=("add", {"a": 1}),
        b=("paint", {}),
        l=("level", {"image": "@b"}),
        w=("switch", {"a": "@a", "b": "@l"}),
        s=("show", {"value": "@w"}),
    )
    assert {event.node for event in ran.of(NodeState)} == {"a", "w", "s"}


def test_an_effect_that_does_nothing_counts_as_skipped(stage: Any) -> None:
    @node(effect=True)
    def store(value: int) -> None:
        """Do nothing."""
        skipped("It is there already.")

    stage.add(store)
    ran = stage.run(s=("store", {"value": 1}))
    assert ran.counts == (0, 1, 0)
    (state,) = [event for event in ran.of(NodeState) if event.node == "s"]
    assert (state.state, state.message) == ("skipped", "It is there already.")


def test_what_was_ready_for_something_that_failed_is_not_done(stage: Any) -> None:
    @node
    def refuse(value: int) -> int:
        """Fail."""
        raise ValueError(f"{value} cannot be.")

    @node(effect=True)
    def store(value: Lazy[int]) -> None:
        """Read when it is ready to."""
        value()

    stage.add(refuse)
    stage.add(store)
    ran = stage.run(a=("refuse", {"value": 1}), s=("store", {"value": "@a"}))
    states = {event.node: event.state for event in ran.of(NodeState)}
    assert states == {"a": "failed", "s": "skipped"}


def test_a_note_is_told_once(stage: Any) -> None:
    @node
    def tell(value: int) -> int:
        """Say something."""
        note("The picture was converted.")
        return value

    stage.add(tell)
    ran = stage.run(n=("numbers", {"count": 50}), a=("tell", {"value": "@n"}), s=("show", {"value": "@a"}))
    assert ran.notes == ["The picture was converted."]


def test_a_thousand_steps_are_told_in_one_go(stage: Any) -> None:
    """Nothing is told twice about a node that is done before the next message is due."""

    @node
    def same(image: Image) -> Image:
        """Pass on."""
        return image

    stage.add(same)
    chain = {f"n{i}": ("same", {"image": f"@n{i - 1}"}) for i in range(1, 1000)}
    ran = stage.run(
        n0=("paint", {}),
        **chain,
        l=("level", {"image": "@n999"}),
        s=("show", {"value": "@l"}),
        settings=Settings(events=5),
    )
    assert len(ran.of(NodeState)) < 1020
    assert {event.node: event.state for event in ran.of(NodeState)} == dict.fromkeys([*chain, "n0", "l", "s"], "done")


def test_a_step_that_has_said_nothing_yet_has_done_nothing_yet(stage: Any) -> None:
    gate = threading.Event()

    @node
    def silent(value: int) -> int:
        """Do the last item only when it was told how far the run is."""
        if value == 3:
            assert gate.wait(20)
        return value

    def on_event(event: Any) -> None:
        if isinstance(event, Progress) and "a" in event.nodes and event.done == 3:
            gate.set()

    stage.add(silent)
    graph = {"n": ("numbers", {"count": 4}), "a": ("silent", {"value": "@n"}), "s": ("show", {"value": "@a"})}
    ran = stage.run(settings=Settings(events=50), on_event=on_event, threads=2, **graph)
    assert ran.counts == (4, 0, 0)
    assert all(event.fraction < 1 for event in ran.progress if event.done < 4)


def test_a_note_names_the_first_item_it_is_about(stage: Any) -> None:
    @node(effect=True)
    def remark(value: int) -> None:
        """Say something about some items."""
        if value % 2:
            note("That is odd.")

    stage.add(remark)
    ran = stage.run(n=("numbers", {"count": 6}), s=("remark", {"value": "@n"}), threads=1)
    (noted,) = ran.of(Noted)
    assert (noted.node, noted.sentence, noted.item) == ("s", "That is odd.", "[1]")


class FakeModel:
    """Stands for a network; steps that take one go through the device's lane."""

    __port_kind__ = ModelKind()


class Clock:
    """Simulated seconds, moved by what works."""

    def __init__(self) -> None:
        self.now = 0.0
        self.heard = threading.Event()
        self.waits: tuple[str, float] = ("", 0.0)
        self.order: list[str] = []

    def work(self, name: str, tiles: int, opening: float, tile: float) -> None:
        """Tell as many tiles, each only when the one before was passed on to whoever follows the run."""
        self.order.append(name)
        progress(0, tiles)
        self.now += opening
        for number in range(1, tiles + 1):
            self.now += tile * (3 if number == 1 else 1)
            self.waits = (name, number / tiles)
            self.heard.clear()
            progress(number, tiles)
            assert self.heard.wait(20)

    def listen(self, event: Any) -> None:
        if isinstance(event, Progress) and event.nodes.get(self.waits[0]) == self.waits[1]:
            self.heard.set()


@pytest.mark.parametrize("count", [1, 2])
def test_the_time_left_is_told_once_it_can_be_believed(stage: Any, monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    """Also of two pictures: of the second nothing was measured yet, but it takes as long as the first."""
    clock = Clock()
    monkeypatch.setattr(telling, "monotonic", lambda: clock.now)

    @node
    def fetch() -> FakeModel:
        """Give a model."""
        return FakeModel()

    @node
    def enlarge(value: int, model: FakeModel, name: str) -> int:
        """Take ten minutes."""
        clock.work(name, tiles=60, opening=30, tile=10)
        return value

    stage.add(fetch, enlarge)
    nodes: dict[str, Any] = {"m": ("fetch", {})}
    for number in range(count):
        nodes[f"e{number}"] = ("enlarge", {"value": number, "model": "@m", "name": f"e{number}"})
        nodes[f"s{number}"] = ("show", {"value": f"@e{number}"})
    told: list[tuple[float, Progress]] = []

    def on_event(event: Any) -> None:
        if isinstance(event, Progress):
            told.append((clock.now, event))
        clock.listen(event)

    ran = stage.run(settings=Settings(events=2000), on_event=on_event, **nodes)
    assert ran.finished.outcome == "done"
    end = clock.now
    believed = [(now, event) for now, event in told if event.eta is not None]
    assert not [event for now, event in believed if abs(event.eta - (end - now)) > 15 + 0.3 * (end - now)]
    first = clock.order[0]
    assert all(event.nodes[first] > 0.03 for _, event in believed if first in event.nodes)
    assert any(0.03 < event.nodes.get(first, 0) < 0.1 for _, event in believed)


def test_what_is_asked_for_late_counts_from_the_start(stage: Any) -> None:
    """A save asks for its picture when it knows its target; the bar does not jump to and fro because of that."""
    told = threading.Event()
    early: list[float] = []

    @node
    def late(value: int, first: bool = False) -> int:
        """Wait in the middle until it was told."""
        if first:
            progress(1, 2)
            assert told.wait(10)
        return value

    def look(event: Any) -> None:
        if getattr(event, "nodes", {}).get("a") == 0.5:
            early.append(event.fraction)
            told.set()

    stage.add(late)
    ran = stage.run(
        a=("late", {"value": 1, "first": True}),
        b=("late", {"value": "@a"}),
        c=("late", {"value": "@b"}),
        w=("switch", {"a": "@c", "b": 1}),
        s=("show", {"value": "@w"}),
        on_event=look,
    )
    assert ran.finished.outcome == "done"
    assert 0 < early[0] < 0.2
