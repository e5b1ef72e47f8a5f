"""Laws of runs that only look: nothing with an effect is done, wrong parts are left out, streams give few items."""

from typing import Any

import pytest

from nodegraph.core.context import note, warn
from nodegraph.core.messages import NodeState, Noted, Settings
from nodegraph.core.node import node

LOOK = Settings(effects=False)


def done(ran: Any) -> set[str]:
    return {event.node for event in ran.of(NodeState) if event.state == "done"}


def test_effects_and_what_needs_them_are_left_out_without_a_word(stage: Any) -> None:
    ran = stage.run(
        settings=LOOK,
        a=("add", {"a": 1, "b": 2}),
        s=("save", {"value": "@a"}),
        after=("is_even", {"value": 4}),
        t=("show", {"value": "@a"}),
    )
    assert (ran.finished.outcome, ran.counts) == ("done", (0, 0, 0))
    assert stage.seen == []
    assert {event.node for event in ran.of(NodeState)} == done(ran) == {"a", "after"}
    assert set(ran.results) == {"a", "after"}


def test_an_effect_that_is_asked_for_by_name_is_not_done_either(stage: Any) -> None:
    ran = stage.run(settings=Settings(effects=False, only=("s", "a")), a=("add", {"a": 1}), s=("save", {"value": "@a"}))
    assert stage.seen == []
    assert set(ran.results) == {"a"}


def test_what_is_wrong_keeps_nothing_else_from_running(stage: Any) -> None:
    ran = stage.run(
        settings=LOOK,
        good=("paint", {"value": 9}),
        fine=("brighten", {"image": "@good"}),
        wrong=("brighten", {}),
        unknown=("nowhere", {}),
        behind=("level", {"image": "@wrong"}),
    )
    assert ran.finished.outcome == "done"
    assert set(ran.results) == {"good", "fine"}


def test_a_graph_of_effects_alone_has_nothing_to_look_at(stage: Any) -> None:
    ran = stage.run(settings=LOOK, s=("show", {"value": 1}))
    assert (ran.finished.outcome, stage.seen) == ("done", [])


def test_only_the_first_items_of_sources_are_taken(stage: Any) -> None:
    stream = {"n": ("numbers", {"count": 1000}), "a": ("add", {"a": "@n"}), "t": ("total", {"values": "@a"})}
    ran = stage.run(settings=Settings(effects=False, items=3), **stream)
    assert ran.results["a"]["number"] == [0, 1, 2]
    assert ran.results["t"]["number"] == 3
    assert stage.calls["add"] == 3
    whole = stage.run(settings=Settings(only=("t",)), **stream)
    assert whole.results["t"]["number"] == sum(range(1000))


@pytest.mark.parametrize("items", [1, 5])
def test_a_transformer_of_few_items_takes_what_there_is(stage: Any, items: int) -> None:
    ran = stage.run(
        settings=Settings(effects=False, items=items),
        n=("numbers", {"count": 100}),
        k=("keep_even", {"values": "@n"}),
        a=("add", {"a": "@k"}),
    )
    assert ran.results["a"]["number"] == [number for number in range(items) if number % 2 == 0]


def test_a_warning_stands_out_from_notes(stage: Any) -> None:
    @node(effect=True)
    def speak(value: int) -> None:
        """Say two things."""
        note("As usual.")
        warn("It went wrong and was done again.")

    stage.add(speak)
    ran = stage.run(s=("speak", {"value": 1}))
    assert [(event.sentence, event.warning) for event in ran.of(Noted)] == [
        ("As usual.", False),
        ("It went wrong and was done again.", True),
    ]
