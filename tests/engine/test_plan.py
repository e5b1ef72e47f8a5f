"""Laws of the plan: what runs, in which scope, in which pass; what is refused, with which way out."""

from typing import Any

import pytest

from nodegraph.engine.block import Block, PassStep
from nodegraph.engine.plan import GraphProblems, plan

Nodes = dict[str, tuple[Any, ...]]


def refused(stage: Any, **nodes: tuple[Any, ...]) -> str:
    with pytest.raises(GraphProblems) as caught:
        plan(stage.graph(**nodes), stage.library.specs)
    return str(caught.value)


def passes(block: Block) -> list[PassStep]:
    return [step for step in block.steps if isinstance(step, PassStep)]


def test_only_what_an_effect_needs_runs(stage: Any) -> None:
    graph = stage.graph(a=("add", {"a": 1}), unused=("add", {"a": "@a"}), s=("show", {"value": "@a"}))
    assert set(plan(graph, stage.library.specs).nodes) == {"a", "s"}


def test_an_unfinished_part_that_nothing_needs_does_not_matter(stage: Any) -> None:
    graph = stage.graph(a=("add", {"a": 1}), half=("add", {}), grey=("nonsense", {}), s=("show", {"value": "@a"}))
    assert plan(graph, stage.library.specs).nodes == ("a", "s")


def test_named_nodes_run_instead_of_effects(stage: Any) -> None:
    graph = stage.graph(a=("add", {"a": 1}), b=("add", {"a": "@a"}), s=("show", {"value": "@b"}))
    assert plan(graph, stage.library.specs, only=["b"]).nodes == ("a", "b")


def test_a_node_has_the_scope_of_the_streams_it_is_lifted_over(stage: Any) -> None:
    graph = stage.graph(
        outer=("numbers", {"count": 2}),
        inner=("numbers", {"count": "@outer"}),
        sum=("add", {"a": "@inner", "b": "@outer"}),
        each=("total", {"values": "@sum"}),
        all=("total", {"values": "@each"}),
        s=("show", {"value": "@all"}),
    )
    scopes = plan(graph, stage.library.specs).scopes
    assert scopes == {
        "outer": (),
        "inner": ("outer",),
        "sum": ("outer", "inner"),
        "each": ("outer",),
        "all": (),
        "s": (),
    }


def test_unrelated_streams_do_not_mix(stage: Any) -> None:
    sentence = refused(
        stage,
        left=("numbers", {}),
        right=("numbers", {}),
        sum=("add", {"a": "@left", "b": "@right"}),
        s=("show", {"value": "@sum"}),
    )
    assert "left" in sentence
    assert "right" in sentence
    assert "zip" in sentence
    assert "product" in sentence


def test_a_stream_and_what_was_taken_of_it_do_not_mix(stage: Any) -> None:
    sentence = refused(
        stage,
        n=("numbers", {}),
        t=("take", {"items": "@n"}),
        sum=("add", {"a": "@n", "b": "@t"}),
        s=("show", {"value": "@sum"}),
    )
    assert "zip" in sentence


def test_a_sink_needs_a_stream(stage: Any) -> None:
    sentence = refused(stage, a=("add", {"a": 1}), t=("total", {"values": "@a"}), s=("show", {"value": "@t"}))
    assert "t.values takes a stream, but a gives one value" in sentence


def test_a_value_for_the_whole_stream_may_not_change_from_item_to_item(stage: Any) -> None:
    sentence = refused(
        stage, n=("numbers", {}), t=("take", {"items": "@n", "count": "@n"}), s=("show", {"value": "@t"})
    )
    assert "t.count takes one value for the whole stream n" in sentence


@pytest.mark.parametrize(
    ("nodes", "words"),
    [
        ({"a": ("add", {"a": "@b"}), "b": ("add", {"a": "@a"}), "s": ("show", {"value": "@b"})}, "circle"),
        ({"a": ("add", {}), "s": ("show", {"value": "@a"})}, "not set"),
        ({"a": ("addd", {"a": 1}), "s": ("show", {"value": "@a.number"})}, "did you mean 'add'"),
        ({"a": ("add", {"a": 1})}, "Nothing in this graph saves"),
        ({"p": ("paint", {}), "s": ("show", {"value": "@p"})}, "does not fit"),
    ],
)
def test_a_wrong_graph_is_refused_in_words(stage: Any, nodes: Nodes, words: str) -> None:
    assert words in refused(stage, **nodes)


def test_readers_item_for_item_share_a_pass(stage: Any) -> None:
    graph = stage.graph(
        n=("numbers", {}),
        s=("show", {"value": "@n"}),
        t=("total", {"values": "@n"}),
        l=("listed", {"values": "@n"}),
        st=("show", {"value": "@t"}),
        e=("enumerate_items", {"items": "@n"}),
        se=("show", {"value": "@e"}),
        k=("save", {"value": "@t"}),
        w=("conditional", {"value": "@l"}),
    )
    assert len(passes(plan(graph, stage.library.specs).root)) == 1


def test_a_reader_of_a_sinks_result_waits_for_a_second_pass(stage: Any) -> None:
    graph = stage.graph(
        n=("numbers", {}),
        t=("total", {"values": "@n"}),
        sum=("add", {"a": "@n", "b": "@t"}),
        s=("show", {"value": "@sum"}),
        first=("show", {"value": "@n"}),
    )
    found = passes(plan(graph, stage.library.specs).root)
    assert [sorted(call.node for call in (*one.sinks, *one.block.effects)) for one in found] == [["first", "t"], ["s"]]


def test_passes_that_would_wait_for_each_other_stay_apart(stage: Any) -> None:
    """Over x: t1, and t0 which needs z2; over z: z2, and z1 which needs t1. One pass each would be a circle."""
    graph = stage.graph(
        x=("numbers", {}),
        z=("numbers", {}),
        t1=("total", {"values": "@x"}),
        z2=("total", {"values": "@z"}),
        x0=("add", {"a": "@x", "b": "@z2"}),
        t0=("total", {"values": "@x0"}),
        z0=("add", {"a": "@z", "b": "@t1"}),
        z1=("total", {"values": "@z0"}),
        s0=("show", {"value": "@t0"}),
        s1=("show", {"value": "@z1"}),
    )
    found = passes(plan(graph, stage.library.specs).root)
    assert len(found) == 3
    assert stage.run(graph).counts == (2, 0, 0)
    assert sorted(stage.seen) == [12, 12]


def test_a_pass_that_only_waits_is_not_a_second_one(stage: Any) -> None:
    """`s` needs a sink of another stream; it still shares its pass with `first`."""
    graph = stage.graph(
        n=("numbers", {}),
        m=("numbers", {"count": 4}),
        t=("total", {"values": "@m"}),
        sum=("add", {"a": "@n", "b": "@t"}),
        s=("show", {"value": "@sum"}),
        first=("show", {"value": "@n"}),
    )
    assert sorted(one.node for one in passes(plan(graph, stage.library.specs).root)) == ["m", "n"]
