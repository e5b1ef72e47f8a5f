"""Pause holds and going on ends in the same pixels; a stop leaves nothing half done."""

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from nodegraph.core.messages import Progress
from tests.gui.hand import until

pytestmark = pytest.mark.timeout(200)


def tiles_done(bench):
    return max((event.nodes.get("upscale", 0.0) for event in bench.ear.of(Progress)), default=0.0)


def test_a_pause_holds_and_ends_in_the_same_pixels(slow):
    assert slow.run().outcome == "done"
    whole = QImage(str(slow.folder / "out" / "b.png"))
    slow.ear.events.clear()
    slow.set("save", "name", "c")
    slow.picture("a.png", 96, 64)  # newer than what was kept of it
    slow.do("Run")
    until(lambda: tiles_done(slow) > 0)
    slow.do("Pause")
    assert slow.window.actions_["Pause"].text() == "Go on"
    # A tile that was under way is finished; after it nothing comes, so that telling ends.
    settled = until(lambda: _silence(slow))
    assert 0 < tiles_done(slow) < 1
    assert settled
    assert not (slow.folder / "out" / "c.png").exists()
    slow.do("Pause")
    assert slow.window.actions_["Pause"].text() == "Pause"
    assert slow.finish().outcome == "done"
    assert QImage(str(slow.folder / "out" / "c.png")) == whole


def _silence(bench):
    """Whether the engine answers questions and tells nothing of the run meanwhile, many times over."""
    before = len(bench.ear.events)
    for _ in range(5):
        asked = bench.window.document.checked
        bench.window.link.check(bench.window.document.question())
        until(lambda asked=asked: bench.window.document.checked is not asked)
        QApplication.processEvents()
    return len(bench.ear.events) == before


def test_a_stop_leaves_nothing_half_done_and_the_next_run_works(slow):
    slow.do("Run")
    until(lambda: tiles_done(slow) > 0)
    slow.do("Stop")
    assert slow.finish().outcome == "stopped"
    assert slow.files() == {"a.png", "model.toy"}
    assert slow.view_of("upscale").state == "idle"
    report = slow.window.document.report
    assert report.summary.startswith("Stopped")
    slow.window.running.go_on(slow.window.document)
    assert slow.finish().outcome == "done"
    assert slow.files() == {"a.png", "model.toy", "out/b.png"}


@pytest.mark.slow
def test_a_pause_that_is_stopped_is_over(slow):
    slow.do("Run")
    until(lambda: tiles_done(slow) > 0)
    slow.do("Pause")
    slow.do("Stop")
    assert slow.finish().outcome == "stopped"
    assert not slow.running.paused
    assert slow.run().outcome == "done"


@pytest.mark.slow
def test_only_what_is_selected_and_what_it_needs_runs(bench):
    bench.build(
        load=("load_image", {"path": str(bench.picture("a.png"))}),
        one=("save_image", {"image": "@load", "folder": str(bench.folder / "out"), "name": "one"}),
        two=("save_image", {"image": "@load", "folder": str(bench.folder / "out"), "name": "two"}),
    )
    bench.window.scene_.select(["two"])
    bench.do("Run selected")
    assert bench.view_of("load").state == "queued"
    assert bench.view_of("one").state == "idle"
    assert bench.finish().done == 1
    assert bench.files() == {"a.png", "out/two.png"}
