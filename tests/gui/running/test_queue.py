"""Runs wait in a line while editing goes on: each keeps its graph, and can be moved or taken out."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from nodegraph.core import edit
from nodegraph.core.messages import Finished, Wrote
from nodegraph.gui.jobs import Job, Waiting
from tests.gui.hand import until

pytestmark = pytest.mark.timeout(200)


def texts(bench):
    return bench.window.docks.queue.sentences.texts()


def names(bench):
    return [event.path.rpartition("/")[2] for event in bench.ear.of(Wrote)]


def test_a_run_keeps_the_graph_it_was_wished_for_with(slow):
    """The first one is under way when all that follows is edited."""
    slow.do("Run")
    until(lambda: slow.view_of("upscale").state == "running")
    for name, gray in (("c", 50), ("d", 200)):
        slow.set("load", "path", str(slow.picture(f"{name}.png", gray=gray)))
        slow.set("save", "name", name)
        slow.do("Run")
    slow.set("save", "name", "never")
    assert len(slow.running.waiting) == 2
    slow.finish()
    assert names(slow) == ["b.png", "c.png", "d.png"]
    for name, gray in (("b", 100), ("c", 50), ("d", 200)):
        assert QImage(str(slow.folder / "out" / f"{name}.png")).pixelColor(9, 9).red() == gray


def test_what_waits_is_listed_moved_and_taken_out(slow):
    slow.do("Run")
    for name in ("c", "d", "e"):
        slow.set("save", "name", name)
        slow.window.scene_.select(["save"])
        slow.do("Run selected")
    panel = slow.window.docks.queue
    slow.window.docks.widgets["Runs"].show()
    slow.window.docks.widgets["Runs"].raise_()
    assert texts(slow) == ["▸ Untitled", *[f"{place}. Untitled: Save image" for place in (1, 2, 3)]]
    panel.list.setCurrentRow(3)
    slow.qtbot.mouseClick(panel.earlier, Qt.MouseButton.LeftButton)
    assert panel.list.currentRow() == 2, "the same run stays chosen"
    slow.qtbot.mouseClick(panel.earlier, Qt.MouseButton.LeftButton)
    assert not panel.earlier.isEnabled()
    panel.list.setCurrentRow(2)
    slow.qtbot.mouseClick(panel.out, Qt.MouseButton.LeftButton)
    assert len(texts(slow)) == 3
    slow.finish()
    assert names(slow) == ["b.png", "e.png", "d.png"]
    assert texts(slow) == []


@pytest.mark.slow
def test_a_stop_ends_the_run_under_way_and_the_next_one_begins(slow):
    slow.do("Run")
    slow.set("save", "name", "c")
    slow.do("Run")
    until(lambda: slow.view_of("upscale").state == "running")
    slow.do("Stop")
    slow.finish()
    assert [end.outcome for end in slow.ear.ends] == ["stopped", "done"]
    assert names(slow) == ["c.png"]


def test_a_closed_document_takes_its_runs_with_it(hand):
    window = hand.window
    window.running.run_all()
    window.running.run_all()
    window.session.discard()
    window.new()
    window.session.edit("Add", lambda graph: edit.add(graph, window.specs["save_image"])[0])
    window.running.run_all()
    assert len(window.running.waiting) == 2
    window.close_tab(0)
    assert len(window.running.waiting) == 1
    assert window.link.wished == ["stop"]
    window.link.finished.emit(Finished(0, "stopped"))
    assert window.running.document is window.document
    assert len(window.link.ran) == 2


@pytest.mark.parametrize(("number", "by", "order"), [(1, 1, "213"), (3, -9, "312"), (2, 9, "132"), (9, 1, "123")])
def test_places_have_bounds(number, by, order):
    waiting = Waiting(Job(None, None, None, number=each) for each in (1, 2, 3))
    waiting.shift(number, by)
    assert "".join(str(job.number) for job in waiting) == order
