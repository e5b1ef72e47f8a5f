"""The difference of two graphs is all a view needs to follow the document."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nodegraph.core import edit
from nodegraph.core.diff import Diff, diff
from nodegraph.core.graph import Graph, Node, Wire
from nodegraph.core.node import NodeSpec

Specs = dict[str, NodeSpec]


def follow(before: Graph, after: Graph, found: Diff) -> tuple[dict[str, int], dict[tuple[str, str], Wire]]:
    """Bring what a view holds of `before` to `after` by the difference alone."""
    items = {name: id(node) for name, node in before.nodes.items()}
    wires = {(name, port): wire for wire, name, port in before.wires()}
    for end in found.wires_removed:
        del wires[end]
    for name in found.removed:
        del items[name]
    renamed = {found.renamed.get(name, name): item for name, item in items.items()}
    moved = {
        (found.renamed.get(name, name), port): Wire(found.renamed.get(wire.node, wire.node), wire.port)
        for (name, port), wire in wires.items()
    }
    renamed.update(dict.fromkeys(found.added, 0))
    return renamed, {**moved, **found.wires_added}


names = st.sampled_from(["a", "b", "c", "d"])
graphs = st.dictionaries(
    names, st.builds(lambda s, w: Node("blur", set={"x": s}, wires=w), st.integers(0, 1),
                     st.dictionaries(st.sampled_from(["p", "q"]), st.builds(Wire, names, st.just("o"))))
).map(lambda nodes: Graph(nodes=nodes))  # fmt: skip


@given(graphs, st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_view_that_follows_the_difference_shows_the_graph(before: Graph, data: st.DataObject) -> None:
    kept = {name: node for name, node in before.nodes.items() if data.draw(st.booleans())}
    after = Graph(nodes={**data.draw(graphs).nodes, **kept})
    if kept and data.draw(st.booleans()):
        after = edit.rename(after, next(iter(kept)), "renamed")
    items, wires = follow(before, after, diff(before, after))
    assert items.keys() == after.nodes.keys()
    assert wires == {(name, port): wire for wire, name, port in after.wires()}


def test_a_rename_and_its_undo_are_recognized_by_the_same_object(specs: Specs) -> None:
    graph, _ = edit.add(Graph(), specs["load"])
    graph, _ = edit.add(graph, specs["blur"], wires={"image": Wire("load")}, specs=specs)
    renamed = edit.rename(graph, "load", "photo")
    there = diff(graph, renamed)
    assert there.renamed == {"load": "photo"}
    assert not any(there._replace(renamed={}))
    assert diff(renamed, graph).renamed == {"photo": "load"}


def test_an_equal_but_other_node_is_not_a_rename() -> None:
    found = diff(Graph(nodes={"a": Node("blur")}), Graph(nodes={"b": Node("blur")}))
    assert (found.added, found.removed, found.renamed) == (["b"], ["a"], {})


def test_values_and_wires_are_told_apart(specs: Specs) -> None:
    graph, _ = edit.add(Graph(), specs["load"])
    graph, _ = edit.add(graph, specs["blur"])
    wired = edit.connect(graph, specs, Wire("load"), "blur", "image")
    found = diff(graph, wired)
    assert found.wires_added == {("blur", "image"): Wire("load", "image")}
    assert not found.changed
    assert diff(wired, edit.set_value(wired, specs, "blur", "sigma", 2)).changed == ["blur"]
    assert diff(graph, graph).empty
    assert diff(graph, edit.frame(graph, ["blur"])[0]).frames
