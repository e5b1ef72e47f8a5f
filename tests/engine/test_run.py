"""Laws of a run without streams: branches side by side, Lazy inputs, failures, the cache, long chains."""

import threading
import weakref
from typing import Any, TypeVar

import msgspec
import numpy as np
import pytest

from nodegraph.core.annotations import Image, Lazy, SameImage
from nodegraph.core.messages import NodeState, Settings
from nodegraph.core.node import node
from nodegraph.core.nothing import NOTHING
from nodegraph.engine.cache import Cache

T = TypeVar("T")


def test_a_plain_graph_runs_and_tells_each_nodes_end(stage: Any) -> None:
    ran = stage.run(p=("paint", {"value": 51}), l=("level", {"image": "@p"}), s=("show", {"value": "@l"}))
    assert stage.seen == [51]
    assert ran.counts == (1, 0, 0)
    assert ran.finished.outcome == "done"
    assert {event.node: event.state for event in ran.of(NodeState)} == {"p": "done", "l": "done", "s": "done"}


def test_branches_run_side_by_side(stage: Any) -> None:
    meeting = threading.Barrier(2)

    @node
    def meet(value: int) -> int:
        """Wait for the other branch."""
        meeting.wait(10)
        return value

    stage.add(meet)
    ran = stage.run(
        a=("meet", {"value": 1}),
        b=("meet", {"value": 2}),
        c=("add", {"a": "@a", "b": "@b"}),
        s=("show", {"value": "@c"}),
    )
    assert ran.finished.outcome == "done"
    assert stage.seen == [3]


def test_a_chain_stays_on_one_thread(stage: Any) -> None:
    threads: set[int] = set()

    @node
    def where(value: int) -> int:
        """Note the thread."""
        threads.add(threading.get_ident())
        return value

    stage.add(where)
    chain = {f"n{i}": ("where", {"value": f"@n{i - 1}"}) for i in range(1, 50)}
    stage.run(n0=("where", {"value": 1}), **chain, s=("show", {"value": "@n49"}))
    assert len(threads) == 1


def test_a_chain_of_5000_nodes_runs(stage: Any) -> None:
    chain = {f"n{i}": ("add", {"a": f"@n{i - 1}", "b": 1}) for i in range(1, 5000)}
    ran = stage.run(n0=("add", {"a": 1}), **chain, s=("show", {"value": "@n4999"}), cache=Cache(2**20))
    assert ran.finished.outcome == "done"
    assert stage.seen == [5000]


def test_a_chain_of_2000_lazy_inputs_runs(stage: Any) -> None:
    chain = {f"n{i}": ("switch", {"a": f"@n{i - 1}", "b": "@never"}) for i in range(1, 2000)}
    ran = stage.run(n0=("add", {"a": 7}), never=("odd_fails", {"value": 1}), **chain, s=("show", {"value": "@n1999"}))
    assert ran.counts == (1, 0, 0)
    assert stage.seen == [7]
    assert stage.calls["odd_fails"] == 0


def test_the_branch_not_taken_never_runs(stage: Any) -> None:
    nodes = {
        "a": ("add", {"a": 1}),
        "b": ("odd_fails", {"value": 3}),
        "w": ("switch", {"a": "@a", "b": "@b"}),
        "s": ("show", {"value": "@w"}),
    }
    ran = stage.run(**nodes)
    assert ran.counts == (1, 0, 0)
    assert stage.calls["odd_fails"] == 0
    assert "b" not in {event.node for event in ran.of(NodeState)}


def test_what_two_lazy_inputs_share_runs_once(stage: Any) -> None:
    stage.run(
        shared=("add", {"a": 1}),
        a=("add", {"a": "@shared"}),
        w=("switch", {"a": "@a", "b": "@shared"}),
        v=("switch", {"a": "@w", "b": "@a", "use_b": True}),
        x=("add", {"a": "@w", "b": "@v"}),
        s=("show", {"value": "@x"}),
    )
    assert stage.seen == [2]
    assert stage.calls["add"] == 3


def test_nothing_leaves_out_what_needs_it_and_skips_the_effect(stage: Any) -> None:
    ran = stage.run(
        a=("add", {"a": 1}),
        c=("conditional", {"value": "@a", "condition": False}),
        b=("add", {"a": "@c"}),
        s=("show", {"value": "@b"}),
    )
    assert ran.counts == (0, 1, 0)
    assert ran.finished.outcome == "done"
    assert stage.calls["add"] == 0


def test_nothing_on_an_optional_input_leaves_its_default(stage: Any) -> None:
    ran = stage.run(
        a=("add", {"a": 1}),
        c=("conditional", {"value": "@a", "condition": False}),
        b=("add", {"a": 5, "b": "@c"}),
        s=("show", {"value": "@b"}),
    )
    assert stage.seen == [5]
    assert ran.counts == (1, 0, 0)


def test_a_failure_names_node_inputs_and_reason_and_spares_other_branches(stage: Any) -> None:
    ran = stage.run(
        bad=("odd_fails", {"value": 3}),
        after=("add", {"a": "@bad"}),
        s=("show", {"value": "@after"}),
        good=("add", {"a": 4}),
        t=("show", {"value": "@good"}),
    )
    (failed,) = [event for event in ran.events if type(event).__name__ == "Failed"]
    assert failed.node == "bad"
    assert failed.item == ""
    assert failed.sentence == "Odd fails (value = 3): this number is odd."
    assert ran.counts == (1, 0, 1)
    assert ran.finished.outcome == "failed"
    assert stage.seen == [4]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (MemoryError(), "needs more memory than is free; resize first"),
        (KeyError("x"), "KeyError: 'x'."),
        (FileNotFoundError(2, "No such file or directory", "/a/b.png"), "No such file or directory: /a/b.png."),
        (RuntimeError("first\n   second"), "first second."),
        (ZeroDivisionError(), "ZeroDivisionError."),
    ],
)
def test_every_exception_becomes_one_sentence(stage: Any, error: Exception, words: str) -> None:
    @node
    def fail(image: Image) -> SameImage:
        """Fail."""
        raise error

    stage.add(fail)
    ran = stage.run(
        p=("paint", {}), f=("fail", {"image": "@p"}), l=("level", {"image": "@f"}), s=("show", {"value": "@l"})
    )
    (failed,) = [event for event in ran.events if type(event).__name__ == "Failed"]
    assert failed.sentence.startswith("Fail (image = 5x4 RGB)")
    assert failed.sentence.endswith(words) or words in failed.sentence
    assert "\n" not in failed.sentence


def test_a_node_cannot_swallow_the_failure_of_its_lazy_input(stage: Any) -> None:
    @node
    def careless(value: Lazy[int]) -> int:
        """Catch all."""
        try:
            return value()
        except Exception:  # noqa: BLE001 - this is what is tested
            return 0

    stage.add(careless)
    ran = stage.run(b=("odd_fails", {"value": 1}), c=("careless", {"value": "@b"}), s=("show", {"value": "@c"}))
    assert ran.counts == (0, 0, 1)
    assert ran.failures == [("b", "")]


def test_a_value_is_freed_after_its_last_reader(stage: Any) -> None:
    alive: list[weakref.ref[Any]] = []
    most = [0]

    @node
    def step(image: Image) -> Image:
        """Make another picture."""
        made = np.array(image)
        alive.append(weakref.ref(made))
        most[0] = max(most[0], sum(one() is not None for one in alive))
        return made

    stage.add(step)
    chain = {f"n{i}": ("step", {"image": f"@n{i - 1}"}) for i in range(1, 60)}
    stage.run(n0=("paint", {}), **chain, l=("level", {"image": "@n59"}), s=("show", {"value": "@l"}))
    assert most[0] <= 3


def test_a_second_run_takes_results_from_the_cache(stage: Any) -> None:
    nodes = {
        "p": ("paint", {}),
        "b": ("brighten", {"image": "@p"}),
        "l": ("level", {"image": "@b"}),
        "s": ("show", {"value": "@l"}),
    }
    cache = Cache(2**20)
    stage.run(**nodes, cache=cache)
    ran = stage.run(**nodes, cache=cache)
    assert stage.calls == {"paint": 1, "brighten": 1, "level": 1}
    assert len(stage.seen) == 2
    assert {event.node: event.state for event in ran.of(NodeState)}["p"] == "cached"


def test_after_a_change_only_what_depends_on_it_runs_again(stage: Any) -> None:
    nodes = {
        "p": ("paint", {}),
        "b": ("brighten", {"image": "@p"}),
        "c": ("brighten", {"image": "@b", "by": 0.1}),
        "l": ("level", {"image": "@c"}),
        "s": ("show", {"value": "@l"}),
    }
    cache = Cache(2**20)
    stage.run(**nodes, cache=cache)
    nodes["c"] = ("brighten", {"image": "@b", "by": 0.2})
    stage.run(**nodes, cache=cache)
    assert stage.calls == {"paint": 1, "brighten": 3, "level": 2}
    assert stage.seen[0] != stage.seen[1]


def test_what_is_found_in_the_cache_spares_what_only_it_needed(stage: Any) -> None:
    """The last result is kept, those before it were pushed out: nothing before it runs."""
    nodes = {
        "p": ("paint", {}),
        "b": ("brighten", {"image": "@p"}),
        "l": ("level", {"image": "@b"}),
        "s": ("show", {"value": "@l"}),
    }
    cache = Cache(600)  # one picture of 4x5 or one number, not both pictures
    stage.run(**nodes, cache=cache)
    stage.run(**nodes, cache=cache)
    assert stage.calls == {"paint": 1, "brighten": 1, "level": 1}


def test_a_lazy_branch_is_taken_from_the_cache_too(stage: Any) -> None:
    nodes = {
        "p": ("paint", {}),
        "b": ("brighten", {"image": "@p"}),
        "w": ("switch", {"a": "@b", "b": "@p"}),
        "l": ("level", {"image": "@w"}),
        "s": ("show", {"value": "@l"}),
    }
    cache = Cache(2**20)
    stage.run(**nodes, cache=cache)
    stage.run(**nodes, cache=cache)
    assert stage.calls == {"paint": 1, "brighten": 1, "level": 1}


def test_the_results_asked_for_are_there(stage: Any) -> None:
    graph = stage.graph(a=("add", {"a": 1}), b=("add", {"a": "@a", "b": 4}), s=("show", {"value": "@b"}))
    ran = stage.run(graph, settings=Settings(only=("b",)))
    assert ran.results == {"b": {"number": 5}}
    assert stage.seen == []


def test_a_disabled_effect_counts_as_skipped(stage: Any) -> None:
    graph = stage.graph(a=("add", {"a": 1}), s=("show", {"value": "@a"}), t=("show", {"value": "@a"}))
    nodes = {**graph.nodes, "t": msgspec.structs.replace(graph.nodes["t"], disabled=True)}
    ran = stage.run(msgspec.structs.replace(graph, nodes=nodes))
    assert ran.counts == (1, 1, 0)
    assert stage.seen == [1]


def test_a_wrong_graph_runs_nothing(stage: Any) -> None:
    ran = stage.run(a=("add", {"a": 1}), s=("show", {"value": "@a"}), t=("show", {}))
    assert ran.finished.outcome == "refused"
    assert ran.finished.exit_code == 2
    assert [problem.node for problem in ran.finished.problems] == ["t"]
    assert stage.seen == []
    assert stage.calls == {}


def test_a_node_that_gives_nothing_is_run(stage: Any) -> None:
    @node
    def never() -> int:
        """Give nothing."""
        return NOTHING  # type: ignore[return-value]

    stage.add(never)
    assert stage.run(n=("never", {}), s=("show", {"value": "@n"})).counts == (0, 1, 0)
