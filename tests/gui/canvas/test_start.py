"""Where a document that is opened is looked at: all of it where that can be read, else its beginning."""

import pytest

from nodegraph.core.graph import Graph, Node, Wire
from nodegraph.core.registry import known_specs
from nodegraph.gui.document import Document
from nodegraph.gui.theme import DARK

READABLE = 0.6


@pytest.fixture
def opened(qtbot):
    """Shows a graph as one that was opened."""

    def show(graph):
        document = Document(DARK, known_specs())
        qtbot.addWidget(document)
        document.resize(1200, 800)
        document.show()
        qtbot.waitExposed(document)
        document.begin(graph, None, unsaved=False)
        return document

    return show


def row(count, across=300.0, down=0.0):
    nodes = {}
    for index in range(count):
        wires = {"image": Wire(f"n-{index - 1}", "image")} if index else {}
        nodes[f"n-{index}"] = Node("invert", at=(across * index, down * index), wires=wires)
    return Graph(nodes)


def in_view(document):
    """The nodes that are wholly in view."""
    seen = document.view.mapToScene(document.view.viewport().rect()).boundingRect()
    return [name for name, item in document.scene_.items_.items() if seen.contains(item.sceneBoundingRect())]


def test_few_nodes_are_seen_all_at_their_own_size(opened):
    document = opened(row(3))
    assert document.view.zoom == 1.0
    assert in_view(document) == ["n-0", "n-1", "n-2"]
    assert not document.minimap.isVisible()


@pytest.mark.parametrize("graph", [row(12), row(12, 0.0, 300.0), row(20, 300.0, 300.0)], ids=["row", "column", "slope"])
def test_many_nodes_are_seen_from_their_beginning_and_can_be_read(opened, graph):
    document = opened(graph)
    assert document.view.zoom >= READABLE
    seen = in_view(document)
    assert seen[:2] == ["n-0", "n-1"]
    assert len(seen) < len(graph.nodes)
    assert document.minimap.isVisible()


def test_what_begins_low_is_seen_where_it_begins(opened):
    """Where the first node lies, not in the corner of all nodes, which may be empty."""
    graph = row(20, 300.0, -300.0)
    assert in_view(opened(graph))[:1] == ["n-0"]


def test_fit_all_shows_all_however_small(opened):
    document = opened(row(12))
    document.view.fit()
    assert document.view.zoom < READABLE
    assert in_view(document) == list(document.session.graph.nodes)


def test_a_large_document_is_seen_from_its_beginning_before_all_of_it_is_shown(opened):
    nodes = {f"n-{i}": Node("invert", at=(300.0 * (i % 40), 400.0 * (i // 40))) for i in range(2000)}
    document = opened(Graph(nodes))
    assert document.scene_.coming
    assert document.view.zoom >= READABLE
    assert "n-0" in in_view(document)
