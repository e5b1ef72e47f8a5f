"""Which nodes are cheap: by what was measured, along the wires, and all together within bounds."""

import pytest

from nodegraph.core import edit
from nodegraph.core.graph import Graph, Wire
from nodegraph.core.registry import known_specs
from nodegraph.gui.costs import CHEAP, TOGETHER, Costs, affordable
from nodegraph.gui.reach import marks_of, needed_by, roots_of, show_pictures

SPECS = known_specs()


def chain(count):
    graph, before = edit.add(Graph(), SPECS["load_image"], values={"path": "/a.png"})
    for _ in range(count):
        graph, before = edit.add(graph, SPECS["invert"], wires={"image": Wire(before, "image")}, specs=SPECS)
    return graph


def measured(seconds):
    costs = Costs()
    for name, each in seconds.items():
        costs.note(name, each)
    return costs


def test_what_was_never_measured_is_cheap_unless_it_works_with_a_model():
    costs = Costs()
    assert costs.of("a", SPECS["invert"]) == 0
    assert costs.of("a", SPECS["upscale"]) > 1e9


def test_neither_a_first_time_nor_a_busy_moment_counts():
    costs = Costs()
    costs.note("a", 3.0)
    assert costs.of("a", None) == 3.0
    costs.note("a", 0.1)
    assert costs.of("a", None) == 0.1
    costs.note("a", 9.0)
    assert costs.of("a", None) == 3.0
    costs.note("a", 0.1)
    assert costs.of("a", None) == 0.1


def test_what_needs_a_dear_node_waits_with_it():
    graph = chain(4)
    stale = show_pictures(graph, SPECS)
    assert stale == ["load_image", "invert", "invert-2", "invert-3", "invert-4"]
    dear = measured({"invert-2": 2 * CHEAP})
    assert affordable(graph, SPECS, stale, dear) == ["load_image", "invert"]
    assert affordable(graph, SPECS, ["invert-3", "invert-4"], dear) == ["invert-3", "invert-4"]


def test_all_together_stay_within_bounds():
    graph = chain(20)
    each = TOGETHER / 10
    costs = measured(dict.fromkeys(graph.nodes, each))
    assert len(affordable(graph, SPECS, show_pictures(graph, SPECS), costs)) in (9, 10)


def test_a_node_is_another_one_when_anything_before_it_is():
    graph = chain(3)
    before = marks_of(graph)
    after = marks_of(edit.set_value(graph, SPECS, "load_image", "path", "/b.png"))
    assert all(before[name] != after[name] for name in graph.nodes)
    after = marks_of(edit.bypass(graph, ["invert-2"]))
    assert [name for name in graph.nodes if before[name] != after[name]] == ["invert-2", "invert-3"]
    assert marks_of(edit.move(graph, {"invert": (9.0, 9.0)})) == before


@pytest.mark.parametrize("out", [edit.disable, edit.bypass])
def test_only_what_runs_waits_for_its_turn(out):
    graph = chain(2)
    graph, save = edit.add(graph, SPECS["save_image"], wires={"image": Wire("invert", "image")}, specs=SPECS)
    assert roots_of(graph, SPECS) == [save]
    assert needed_by(graph, [save]) == {save, "invert", "load_image"}
    assert needed_by(out(graph, ["invert"], True), [save]) == {save, "load_image"}
    assert roots_of(out(graph, [save], True), SPECS) == []
