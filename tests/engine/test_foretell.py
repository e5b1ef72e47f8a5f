"""A Lazy input can be asked what is known of its value, item by item, and nothing is computed for the answer."""

from typing import Any

import pytest

from nodegraph import Image, Lazy, PictureFact, SameImage, node
from nodegraph.core.facts import ValueFact


@pytest.fixture
def asked(stage: Any) -> list[Any]:
    """What the node `look` was told of its input; `by_rule` and `grow` say by rules what they would make."""
    told: list[Any] = []

    @node
    def by_rule(width: int = 4) -> Image:
        """Make a picture whose size is known before."""
        stage.called("by_rule")
        raise AssertionError("It is not to be made.")

    @by_rule.infer
    def _(width: int) -> PictureFact:
        return PictureFact(width, 2, 3)

    @node
    def same(image: Image) -> SameImage:
        """Make one of the same size."""
        stage.called("same")
        return image

    @node(effect=True)
    def look(image: Lazy[Image], read: bool = False) -> None:
        """Ask before reading, and after."""
        told.append(image.fact())
        if read:
            image()
            told.append(image.fact())

    stage.add(by_rule, same, look)
    return told


def test_rules_tell_through_several_nodes_and_nothing_runs(stage: Any, asked: list[Any]) -> None:
    ran = stage.run(
        number=("add", {"a": 3, "b": 4}),
        made=("by_rule", {"width": "@number"}),
        same=("same", {"image": "@made"}),
        look=("look", {"image": "@same"}),
    )
    assert ran.failures == []
    assert (asked[0].width, asked[0].height, asked[0].channels) == (7, 2, 3)
    assert stage.calls["by_rule"] == stage.calls["same"] == 0


def test_each_item_of_a_stream_has_its_own_answer(stage: Any, asked: list[Any]) -> None:
    stage.run(
        numbers=("numbers", {"count": 3}),
        made=("by_rule", {"width": "@numbers"}),
        look=("look", {"image": "@made"}),
    )
    assert len({fact.width for fact in asked}) == 3


def test_without_a_rule_the_size_is_unknown_until_it_is_made(stage: Any, asked: list[Any]) -> None:
    stage.run(made=("paint",), look=("look", {"image": "@made", "read": True}))
    assert asked[0] == PictureFact()
    assert (asked[1].width, asked[1].height) == (5, 4)


def test_by_hand_nothing_is_known() -> None:
    assert Lazy(lambda: 1).fact() is None
    assert Lazy(lambda: 1, lambda: ValueFact(1)).fact() == ValueFact(1)
