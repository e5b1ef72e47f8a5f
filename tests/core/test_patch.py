"""What leads from one graph to another brings there whoever has the first one, and holds no more than what differs."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from nodegraph.core import edit
from nodegraph.core.graph import Frame, Graph, Node, Wire
from nodegraph.core.node import NodeSpec
from nodegraph.core.patch import Patch, patch_of, patched

names = st.sampled_from(["a", "b", "c", "d", "e"])
nodes = st.builds(
    lambda value, wires: Node("blur", set={"x": value}, wires=wires),
    st.sampled_from([0, 1, 1.0, True]),
    st.dictionaries(st.sampled_from(["p", "q"]), st.builds(Wire, names, st.just("o"))),
)
graphs = st.builds(
    lambda nodes, notes: Graph(nodes=nodes, notes=notes),
    st.dictionaries(names, nodes),
    st.dictionaries(names, st.integers(0, 1)),
)


def sent(patch: Patch) -> Patch:
    return msgspec.msgpack.decode(msgspec.msgpack.encode(patch), type=Patch)


@given(graphs, graphs, st.data())
def test_it_leads_there(before: Graph, other: Graph, data: st.DataObject) -> None:
    kept = {name: node for name, node in before.nodes.items() if data.draw(st.booleans())}
    mixed = list({**kept, **other.nodes, **kept}.items())
    after = Graph(nodes=dict(data.draw(st.permutations(mixed))), notes=other.notes)
    found = patched(before, sent(patch_of(before, after)))
    assert repr(found) == repr(after), "also 1, 1.0 and true are told apart"
    for name, node in kept.items():
        assert found.nodes[name] is node


def test_an_edit_sends_what_it_changes(specs: dict[str, NodeSpec]) -> None:
    graph = Graph(nodes={f"b{i}": Node("blur", wires={"image": Wire(f"b{i - 1}", "image")}) for i in range(1, 9)})
    assert patch_of(graph, graph) == Patch()
    value = edit.set_value(graph, specs, "b5", "sigma", 2)
    assert patch_of(graph, value) == Patch(nodes={"b5": value.nodes["b5"]})
    less = msgspec.structs.replace(graph, nodes={name: node for name, node in graph.nodes.items() if name != "b8"})
    assert patch_of(graph, less) == Patch(gone=("b8",))
    framed = msgspec.structs.replace(graph, frames={"f": Frame(("b1",))})
    assert patch_of(graph, framed) == Patch(beside=Graph(frames={"f": Frame(("b1",))}))
