"""The order of a graph, and its circles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nodegraph.core.errors import GraphError
from nodegraph.core.graph import Graph, Node, Wire, circle_sentence, order, wiring


def chain(length: int, close: bool = False) -> Graph:
    nodes = {f"n-{i}": Node("blur", wires={"image": Wire(f"n-{i - 1}", "image")}) for i in range(1, length)}
    first = Node("blur", wires={"image": Wire(f"n-{length - 1}", "image")}) if close else Node("load")
    return Graph(nodes={**dict(reversed(nodes.items())), "n-0": first})


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=80))
def test_sources_stand_before_targets_or_a_circle_is_named(pairs: list[tuple[int, int]]) -> None:
    nodes = {str(i): Node("x", wires={f"p{a}": Wire(str(a)) for a, b in pairs if b == i}) for i in range(31)}
    found = wiring(Graph(nodes=nodes))
    place = {name: i for i, name in enumerate(found.order)}
    for wire, name, _ in Graph(nodes=nodes).wires():
        if name in place:
            assert place[wire.node] < place[name]
        assert name in found.readers[wire.node]
    assert bool(found.circle) == (len(place) < len(nodes))
    for source, target in zip(found.circle, found.circle[1:] + found.circle[:1], strict=True):
        assert Wire(source) in nodes[target].wires.values()


def test_a_chain_of_5000_nodes_is_ordered_without_recursion() -> None:
    assert order(chain(5000)) == [f"n-{i}" for i in range(5000)]


def test_a_circle_is_named_in_the_direction_of_its_wires() -> None:
    with pytest.raises(GraphError, match=r"n-0 -> n-1 -> n-2 -> n-0|n-1 -> n-2 -> n-0 -> n-1|n-2 -> n-0 -> n-1 -> n-2"):
        order(chain(3, close=True))


def test_a_long_circle_is_named_in_one_line() -> None:
    sentence = circle_sentence(wiring(chain(5000, close=True)).circle)
    assert " -> ... -> " in sentence
    assert len(sentence) < 200


def test_wires_from_nodes_that_are_not_there_do_not_hold_up_the_order() -> None:
    graph = Graph(nodes={"a": Node("blur", wires={"image": Wire("ghost", "image")})})
    assert order(graph) == ["a"]
