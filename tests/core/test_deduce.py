"""Facts flow along the wires, over streams, and only as far as an edit reaches."""

import time
from typing import Any, Protocol

import pytest

from nodegraph.core import edit
from nodegraph.core.deduce import Memo, deduce
from nodegraph.core.deliver import Given, Outputs, Rules, SomeFail
from nodegraph.core.facts import Fact, ModelFact, PictureFact, StreamFact, ValueFact
from nodegraph.core.graph import Graph, Node, Wire
from nodegraph.core.node import NodeSpec

Specs = dict[str, NodeSpec]
CAT = PictureFact(640, 480, 3, "16", "srgb", "/cat.png")


class CountingRules(Rules, Protocol):
    """The small library's rules, which note the nodes they were asked about."""

    asked: list[str]


def main(facts: dict[str, Outputs], name: str) -> Fact | None:
    return next(iter(facts[name].values()))


def graph_of(**nodes: Node) -> Graph:
    return Graph(nodes=nodes)


LOAD = Node("load", set={"path": "/cat.png"})


def test_facts_follow_the_wires(specs: Specs, rules: CountingRules) -> None:
    graph = graph_of(
        save=Node("save", set={"folder": "/y"}, wires={"image": Wire("scale", "image")}),
        scale=Node("scale", set={"factor": 3}, wires={"image": Wire("blur", "image")}),
        blur=Node("blur", wires={"image": Wire("load", "image")}),
        load=LOAD,
    )
    facts, problems = deduce(graph, specs, rules)
    assert facts["load"] == {"image": CAT, "name": ValueFact("cat")}
    assert facts["blur"] == {"image": CAT}
    assert facts["scale"] == {"image": PictureFact(1920, 1440, 3, "16", "srgb", "/cat.png")}
    assert facts["save"] == {}
    assert problems == []


def test_small_pure_nodes_are_run(specs: Specs, rules: CountingRules) -> None:
    graph = graph_of(
        one=Node("add_numbers", set={"a": 1}),
        two=Node("add_numbers", wires={"a": Wire("one", "number")}, set={"b": 10}),
        word=Node("upper", wires={"text": Wire("two", "number")}),
    )
    facts, _ = deduce(graph, specs, rules)
    assert facts["two"] == {"number": ValueFact(13.0)}
    assert facts["word"] == {"text": ValueFact("13")}


def test_a_rule_that_objects_is_a_problem_of_its_node_alone(specs: Specs, rules: CountingRules) -> None:
    graph = graph_of(
        load=LOAD,
        huge=Node("scale", set={"factor": 16}, wires={"image": Wire("more", "image")}),
        more=Node("scale", set={"factor": 16}, wires={"image": Wire("load", "image")}),
        blur=Node("blur", wires={"image": Wire("huge", "image")}),
    )
    facts, problems = deduce(graph, specs, rules)
    assert [(p.node, p.severity) for p in problems] == [("huge", "error")]
    assert "take a smaller factor" in problems[0].message
    assert isinstance(facts["blur"]["image"], PictureFact)
    assert facts["blur"]["image"].width is None


def test_a_value_that_arrives_is_checked_like_a_set_one(specs: Specs, rules: CountingRules) -> None:
    graph = graph_of(
        load=LOAD,
        number=Node("add_numbers", set={"a": 100}),
        scale=Node("scale", wires={"image": Wire("load", "image"), "factor": Wire("number", "number")}),
    )
    _, problems = deduce(graph, specs, rules)
    assert [str(p) for p in problems] == ["scale.factor: scale.factor is 102; the largest allowed is 16."]
    assert "scale" not in rules.asked


def test_rules_are_not_asked_about_nodes_that_miss_an_input_or_hold_no_value(
    specs: Specs, rules: CountingRules
) -> None:
    graph = graph_of(
        missing=Node("add_numbers"),
        wrong=Node("add_numbers", set={"a": "two"}),
        grey=Node("acme:glow"),
        behind=Node("blur", wires={"image": Wire("grey", "")}),
    )
    facts, problems = deduce(graph, specs, rules)
    assert rules.asked == []
    assert problems == []
    assert main(facts, "missing") == ValueFact()
    assert main(facts, "behind") == PictureFact()


def test_a_plain_node_is_lifted_over_a_stream(specs: Specs, rules: CountingRules) -> None:
    graph = graph_of(
        files=Node("files", set={"folder": "/x"}),
        load=Node("load", wires={"path": Wire("files", "path")}),
        blur=Node("blur", wires={"image": Wire("load", "image")}),
        count=Node("count", set={"last": 4}),
        add=Node("add_numbers", wires={"a": Wire("count", "number")}),
        total=Node("total", wires={"values": Wire("add", "number")}),
        word=Node("upper", wires={"text": Wire("total", "number")}),
    )
    facts, problems = deduce(graph, specs, rules)
    assert problems == []
    assert facts["blur"]["image"] == StreamFact(PictureFact(), 5, exact=False)
    assert facts["add"]["number"] == StreamFact(ValueFact(), 4)
    assert facts["total"]["number"] == ValueFact()
    assert facts["word"]["text"] == ValueFact()


def test_streams_nest(specs: Specs, rules: CountingRules) -> None:
    graph = graph_of(
        outer=Node("count", set={"last": 2}),
        inner=Node("count", wires={"last": Wire("outer", "number")}),
        add=Node("add_numbers", wires={"a": Wire("inner", "number"), "b": Wire("outer", "number")}),
        first=Node("take", wires={"items": Wire("add", "number")}),
        total=Node("total", wires={"values": Wire("first", "value")}),
        all=Node("total", wires={"values": Wire("total", "number")}),
    )
    facts, _ = deduce(graph, specs, rules)
    assert facts["inner"]["number"] == StreamFact(StreamFact(ValueFact(), None), 2)
    assert facts["add"]["number"] == StreamFact(StreamFact(ValueFact(), None), 2)
    assert facts["first"]["value"] == StreamFact(StreamFact(ValueFact()), 2)
    assert facts["total"]["number"] == StreamFact(ValueFact(), 2)
    assert facts["all"]["number"] == ValueFact()


def test_what_takes_anything_gives_what_came_in(specs: Specs, rules: CountingRules) -> None:
    wires = {"yes": Wire("load", "image"), "no": Wire("small", "image")}
    graph = graph_of(
        load=LOAD,
        small=Node("scale", wires={"image": Wire("load", "image")}, set={"factor": 1}),
        switch=Node("switch", set={"which": True}, wires=wires),
        text=Node("switch", set={"which": True, "yes": "cat"}),
    )
    facts, _ = deduce(graph, specs, rules)
    assert facts["switch"]["value"] == CAT
    assert facts["text"]["value"] == ValueFact("cat")


def test_bypassed_nodes_show_what_they_pass_and_disabled_ones_nothing(specs: Specs, rules: CountingRules) -> None:
    graph = graph_of(
        load=LOAD,
        scale=Node("scale", wires={"image": Wire("load", "image")}, bypassed=True),
        blur=Node("blur", wires={"image": Wire("scale", "image")}),
        off=Node("tint", wires={"image": Wire("load", "image")}, disabled=True),
        lost=Node("tint", wires={"image": Wire("off", "image")}),
    )
    facts, _ = deduce(graph, specs, rules)
    assert facts["scale"]["image"] == facts["blur"]["image"] == CAT
    assert facts.keys() == {"load", "scale", "blur"}


def test_only_some_items_refused_is_a_warning(specs: Specs) -> None:
    class Half:
        def outputs(self, spec: NodeSpec, inputs: Given, node: str) -> Outputs:
            raise SomeFail("a.png is too large.", {"image": ModelFact()})

    facts, problems = deduce(graph_of(load=LOAD), specs, Half())
    assert [(p.node, p.severity) for p in problems] == [("load", "warning")]
    assert facts["load"]["image"] == ModelFact()


# --- from edit to edit


@pytest.fixture
def chain() -> Graph:
    """Return ten nodes in a row, each with a rule."""
    nodes = {"load": LOAD}
    for i in range(10):
        before = Wire(f"s{i - 1}" if i else "load", "image")
        nodes[f"s{i}"] = Node("scale", set={"factor": 1}, wires={"image": before})
    return Graph(nodes=nodes)


def test_an_edit_asks_only_the_nodes_behind_it(chain: Graph, specs: Specs, rules: CountingRules) -> None:
    memo = Memo()
    deduce(chain, specs, rules, memo)
    rules.asked.clear()
    deduce(edit.move(chain, {"s5": (1, 1)}), specs, rules, memo)
    assert rules.asked == ["s5"], "the facts stayed, so nobody behind was asked"
    rules.asked.clear()
    graph = edit.set_value(chain, specs, "s7", "factor", 2)
    facts, _ = deduce(graph, specs, rules, memo)
    assert set(rules.asked) == {"s5", "s7", "s8", "s9"}
    assert facts == deduce(graph, specs, rules).facts


def test_what_is_remembered_never_differs_from_what_is_asked_anew(
    chain: Graph, specs: Specs, rules: CountingRules
) -> None:
    memo = Memo()
    edits: list[Any] = [
        lambda g: edit.remove(g, ["s4"]),
        lambda g: edit.connect(g, specs, Wire("s3"), "s5", "image"),
        lambda g: edit.rename(g, "load", "photo"),
        lambda g: edit.bypass(g, ["s6"]),
        lambda g: edit.disable(g, ["s2"]),
        lambda g: edit.disable(g, ["s2"], on=False),
        lambda g: edit.disconnect(g, "s1", "image"),
        lambda g: Graph(nodes={**g.nodes, "s0": Node("scale", wires={"image": Wire("s9", "image")})}),
        lambda g: Graph(nodes={**g.nodes, "s5": Node("scale", wires={"image": Wire("s0", "image")})}),
        lambda g: Graph(nodes={name: node for name, node in g.nodes.items() if name != "photo"}),
        lambda g: Graph(nodes={**g.nodes, "s0": Node("scale", wires={"image": Wire("photo", "image")}), "photo": LOAD}),
        lambda g: edit.connect(g, specs, Wire("s0"), "s1", "image"),
    ]
    graph = chain
    for change in edits:
        before = graph
        graph = change(graph)
        for state in (graph, before, graph):
            assert deduce(state, specs, rules, memo) == deduce(state, specs, rules)


def test_what_was_forgotten_is_asked_again(chain: Graph, specs: Specs, rules: CountingRules) -> None:
    memo = Memo()
    deduce(chain, specs, rules, memo)
    rules.asked.clear()
    memo.forget(["load"])
    deduce(chain, specs, rules, memo)
    assert rules.asked == ["load"]


def test_another_library_begins_anew(chain: Graph, specs: Specs, rules: CountingRules) -> None:
    memo = Memo()
    deduce(chain, specs, rules, memo)
    less = {name: spec for name, spec in specs.items() if name != "scale"}
    facts, _ = deduce(chain, less, rules, memo)
    assert facts["s0"] == {}


def test_5000_nodes_in_a_row_need_no_recursion_and_little_time(specs: Specs, rules: CountingRules) -> None:
    nodes = {"n0": LOAD}
    for i in range(1, 5000):
        kind = ("blur", "scale", "tint")[i % 3]
        values: dict[str, Any] = {"factor": 1} if kind == "scale" else {}
        nodes[f"n{i}"] = Node(kind, set=values, wires={"image": Wire(f"n{i - 1}", "image")})
    begin = time.perf_counter()
    memo = Memo()
    facts, problems = deduce(Graph(nodes=dict(reversed(nodes.items()))), specs, rules, memo)
    assert time.perf_counter() - begin < 2
    assert facts["n4999"]["image"] == CAT
    assert problems == []
