"""Graphs in which nothing saves run to be looked at: what ran is seen at the nodes, and the words about it are true."""

import pytest
from PySide6.QtCore import Qt

from tests.gui.hand import until

pytestmark = pytest.mark.timeout(200)


def chain(bench):
    bench.build(
        load=("load_image", {"path": str(bench.picture("a.png"))}),
        soft=("gaussian_blur", {"image": "@load"}),
        turned=("invert", {"image": "@soft"}),
        other=("flip", {"image": "@load"}),
    )


def outcome(bench):
    return bench.running._outcome.text()


def pictured(bench):
    return {name for name in bench.graph.nodes if bench.view_of(name).picture is not None}


def test_one_key_runs_all_ends_of_a_graph_that_saves_nothing(bench):
    chain(bench)
    bench.window.view.setFocus()
    bench.key(Qt.Key.Key_F5)
    assert "saves" in bench.window.statusBar().currentMessage()
    assert bench.finish().outcome == "done"
    until(lambda: pictured(bench) == {"load", "soft", "turned", "other"})
    assert outcome(bench).startswith("Done in ")
    assert bench.files() == {"a.png"}


@pytest.mark.parametrize(("name", "seen"), [("load", {"load"}), ("soft", {"load", "soft"})])
def test_a_selected_node_runs_and_shows_what_it_made(bench, name, seen):
    chain(bench)
    bench.click(bench.on(name))
    bench.do("Run selected")
    assert bench.finish().outcome == "done"
    until(lambda: pictured(bench) == seen)
    assert outcome(bench).startswith("Done in ")


def test_where_nothing_can_run_it_is_said_what_to_do(bench):
    bench.do("Run")
    assert "drop a picture" in bench.window.statusBar().currentMessage()
    chain(bench)
    bench.window.scene_.select([])
    bench.do("Run selected")
    assert "Select the nodes" in bench.window.statusBar().currentMessage()
    assert bench.running.document is None
    bench.run()
    assert "Select the nodes" not in bench.window.statusBar().currentMessage()
