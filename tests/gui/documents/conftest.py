"""A window with a real engine, and graphs of nodes without wires."""

import pytest

from nodegraph.core import edit
from nodegraph.core.graph import Graph
from nodegraph.core.registry import known_specs
from nodegraph.gui.link import Link
from nodegraph.gui.theme import DARK
from nodegraph.gui.window import Window
from tests.gui.hand import discard


def graph_of(*kinds):
    """Nodes of these kinds, side by side."""
    graph = Graph()
    for index, kind in enumerate(kinds):
        graph, _ = edit.add(graph, known_specs()[kind], (300.0 * index, 0.0))
    return graph


@pytest.fixture
def real(qtbot):
    """A window whose engine answers and runs."""
    window = Window(DARK, Link())
    qtbot.addWidget(window, before_close_func=discard)
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.link.close()
