"""A document is followed from edit to edit: what is told of an edit and what was known before are all that is known."""

import random
from typing import Any

import msgspec
import pytest

from nodegraph import RunError, Stream, node
from nodegraph.core.deliver import Outputs
from nodegraph.core.graph import Graph, Node, Wire
from nodegraph.core.messages import CheckedEdit
from nodegraph.core.patch import Patch, patch_of
from nodegraph.core.problem import Problem
from nodegraph.core.registry import Library
from nodegraph.engine.following import Following
from nodegraph.engine.known import Known


@node
def numbers(count: int = 3) -> Stream[int]:
    """Give numbers."""
    yield from range(count)


@node
def add(a: int, b: int = 1) -> int:
    """Add."""
    return a + b


@add.infer
def _(a: int, b: int) -> int:
    if a < 0:
        raise ValueError("It is negative.")
    return a + b


@node
def total(values: Stream[int]) -> int:
    """Add up."""
    return sum(values)


@pytest.fixture
def library() -> Library:
    made = Library()
    for function in (numbers, add, total):
        made.add(function)
    return made


NAMES = [f"n{index}" for index in range(6)]


class Follower:
    """A front end that is told of edits only."""

    def __init__(self, library: Library) -> None:
        self._known, self._following = Known(library), Following()
        self._graph, self._number = Graph(), 1
        self.facts: dict[str, Outputs] = self._following.begin(self._known, 1, Graph()).facts
        self.told: CheckedEdit | None = None

    def turn(self, graph: Graph) -> tuple[dict[str, Outputs], tuple[Problem, ...]]:
        patch = msgspec.msgpack.decode(msgspec.msgpack.encode(patch_of(self._graph, graph)), type=Patch)
        self.told = self._following.go_on(self._known, self._number + 1, self._number, patch)
        self._graph, self._number = graph, self._number + 1
        assert not self.told.facts.keys() & {*self.told.gone}
        self.facts.update(self.told.facts)
        for name in self.told.gone:
            del self.facts[name]
        return self.facts, self.told.problems


def random_node(dice: random.Random, name: str, graph: Graph) -> Node:
    """Return a node that is sound more often than not, or nearly no graph would be."""
    givers = [other for other, node in graph.nodes.items() if other < name and node.type in ("numbers", "add", "total")]

    def wired(port: str, chance: float) -> dict[str, Wire]:
        if dice.random() < 0.03:
            return {port: Wire(dice.choice(NAMES), dice.choice(["number", "nothing", ""]))}
        return {port: Wire(dice.choice(givers), "number")} if givers and dice.random() < chance else {}

    kind = dice.choice(["numbers", "numbers", "add", "add", "add", "total"])
    if dice.random() < 0.03:
        return Node("unheard", wires=wired("x", 1))
    if kind == "numbers" or not givers:
        return Node("numbers", set={"count": dice.choice([1, 2, 3, 2.0, "many" if dice.random() < 0.1 else 4])})
    off = dice.random()
    if kind == "add":
        values: dict[str, Any] = {
            "a": dice.choice([1, 2, True, 2.0, -1 if dice.random() < 0.1 else 4]),
            "b": dice.choice([3, 4]),
        }
        wires = wired("a", 0.8) | wired("b", 0.3)
        return Node(kind, set=values, wires=wires, disabled=off < 0.05, bypassed=0.05 <= off < 0.1)
    return Node(kind, wires=wired("values", 1))


@pytest.mark.parametrize("seed", range(4))
def test_after_any_edits_the_same_is_known_as_of_the_graph_alone(library: Library, seed: int) -> None:
    dice = random.Random(seed)
    follower = Follower(library)
    graph = Graph()
    seen = [graph]
    mixed = sound = 0
    for _ in range(80):
        if dice.random() < 0.2:
            graph = dice.choice(seen)  # as undo does
        else:
            nodes = {**graph.nodes}
            for name in dice.sample(NAMES, dice.choice([1, 1, 2])):
                nodes[name] = random_node(dice, name, graph)
            if dice.random() < 0.3:
                nodes.pop(dice.choice(NAMES), None)
            graph = Graph(nodes=nodes)
        seen.append(graph)
        facts, problems = follower.turn(graph)
        anew, wrong = Known(library).check(graph)
        assert repr(sorted(facts.items())) == repr(sorted(anew.items()))
        assert problems == tuple(wrong)
        mixed += any("stream" in problem.message for problem in problems)
        sound += not problems
    assert mixed, "streams did not go together now and then"
    assert sound, "and all was well now and then"


def test_what_an_edit_does_not_reach_is_not_told(library: Library) -> None:
    nodes = {"n0": Node("add", set={"a": 1})}
    nodes |= {f"n{i}": Node("add", wires={"a": Wire(f"n{i - 1}", "number")}) for i in range(1, 30)}
    follower = Follower(library)
    follower.turn(Graph(nodes=nodes))
    follower.turn(Graph(nodes={**nodes, "n28": Node("add", set={"a": 5})}))
    assert follower.told is not None
    assert follower.told.facts.keys() == {"n28", "n29"}


def test_an_edit_of_another_graph_is_refused(library: Library) -> None:
    known, following = Known(library), Following()
    following.begin(known, 1, Graph())
    following.begin(known, 2, Graph(nodes={"n": Node("numbers")}))
    with pytest.raises(RunError, match="question 1"):
        following.go_on(known, 3, 1, Patch())
    assert following.go_on(known, 4, 2, Patch()).problems == ()
