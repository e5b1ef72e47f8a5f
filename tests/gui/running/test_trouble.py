"""Processes are killed from outside: the document stays, one click goes on, and the node says what happened to it."""

import sys

import psutil
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from nodegraph.core.messages import Began, Checked, Finished, Progress, Wrote
from tests.gui.hand import until

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX"),
    pytest.mark.timeout(200),
]


def kill_engine(bench):
    psutil.Process(bench.window.link.pid).kill()
    until(lambda: bench.window.banner.isVisible())


def under_way(bench):
    return any(0 < event.nodes.get("upscale", 0.0) < 1 for event in bench.ear.of(Progress))


@pytest.mark.slow
def test_an_idle_engine_that_is_killed_is_told_and_one_click_starts_it_again(slow):
    until(lambda: slow.window.document.checked)
    graph, pid = slow.graph, slow.window.link.pid
    kill_engine(slow)
    banner = slow.window.banner
    assert "SIGKILL" in banner.label.text()
    assert "The document is untouched." in banner.label.text()
    slow.qtbot.mouseClick(banner.buttons[0], Qt.MouseButton.LeftButton)
    until(lambda: slow.window.link.pid not in (None, pid))
    until(lambda: not banner.isVisible())
    assert slow.graph is graph
    assert slow.run().outcome == "done"


@pytest.mark.slow
def test_a_run_whose_engine_is_killed_is_gone_on_with_by_one_click(slow):
    for name in "abcdef":
        slow.picture(f"in/{name}.png", 48, 48)
    slow.build(
        list=("list_images", {"folder": str(slow.folder / "in")}),
        load=("load_image", {"path": "@list.path"}),
        model=("load_model", {"path": str(slow.folder / "model.toy")}),
        upscale=("upscale", {"image": "@load", "model": "@model.model", "tiles": "size", "tile": 16, "overlap": 0}),
        save=("save_image", {"image": "@upscale", "folder": str(slow.folder / "out"), "name": "@load.name"}),
    )
    graph = slow.graph
    slow.do("Run")
    until(lambda: slow.ear.of(Wrote))
    slow.ear.events.clear()
    until(lambda: under_way(slow))
    kill_engine(slow)
    until(lambda: slow.running.document is None)
    report = slow.window.docks.report
    assert "SIGKILL" in report.headline.text()
    assert slow.window.document.report.may_go_on
    assert slow.view_of("upscale").state == "idle"
    first = (slow.folder / "out" / "a.png").stat().st_mtime_ns
    assert slow.window.banner.buttons[1].text() == "Start it again and go on with the run"
    slow.qtbot.mouseClick(slow.window.banner.buttons[1], Qt.MouseButton.LeftButton)
    finished = slow.finish()
    # Of items under way at most the one that is taken for the killer is left out.
    assert finished.done + finished.failed == 6
    assert finished.failed <= 1
    assert (slow.folder / "out" / "a.png").stat().st_mtime_ns == first
    assert slow.graph is graph
    assert not slow.window.banner.isVisible()
    if finished.failed:
        slow.qtbot.mouseClick(report.retry, Qt.MouseButton.LeftButton)
        assert slow.finish().failed == 0
    assert {"out/a.png", "out/b.png", "out/c.png"} <= slow.files()


def test_what_waits_begins_when_the_engine_is_started_again_and_not_before(hand):
    running, link = hand.window.running, hand.window.link
    for _ in range(3):
        running.run_all()
    link.heard.emit(Began(0, "/ledger"))
    link.died.emit("The engine was killed by SIGKILL.")
    link.finished.emit(Finished(0, "stopped"))
    assert running.current is None
    assert len(running.waiting) == 2
    link.checked.emit(hand.graph, Checked(0, {}))
    assert running.document is hand.window.document
    link.heard.emit(Began(0, "/other"))
    link.died.emit("The engine was killed by SIGKILL.")
    hand.qtbot.mouseClick(hand.window.banner.buttons[1], Qt.MouseButton.LeftButton)
    link.finished.emit(Finished(0, "stopped"))
    assert len(running.waiting) == 1
    running.go_on(hand.window.document)
    assert running.current.resume == "/other"
    assert len(running.waiting) == 1


def test_the_last_lines_of_an_engine_can_be_read(hand):
    window = hand.window
    window.link.died.emit("The engine was killed by SIGSEGV: bad.\nfirst\nbad.")
    banner = window.banner
    assert banner.label.text() == "The engine was killed by SIGSEGV: bad. The document is untouched."
    assert not banner.details.isVisible()
    hand.qtbot.mouseClick(banner.buttons[-1], Qt.MouseButton.LeftButton)
    assert banner.details.isVisible()
    assert banner.details.toPlainText() == "first\nbad."


def test_a_worker_that_is_killed_costs_a_tile_and_the_node_says_so(slow):
    slow.do("Run")
    until(lambda: under_way(slow))
    workers = psutil.Process(slow.window.link.pid).children()
    assert len(workers) == 1
    workers[0].kill()
    assert slow.finish().outcome == "done"
    picture = QImage(str(slow.folder / "out" / "b.png"))
    assert (picture.width(), picture.height()) == (192, 128)
    assert picture.pixelColor(50, 50).red() == 100
    assert [picture.pixelColor(x, 0).red() for x in (0, 1, 2)] == [255, 255, 100]
    told = slow.view_of("upscale")
    assert told.state == "done"
    assert told.foot == "The worker process was killed by SIGKILL; another one went on where it was."
    assert not slow.window.banner.isVisible()
    assert any(line.startswith("! The worker process") for line in slow.window.docks.log.texts())
    assert slow.run().outcome == "done"
    assert slow.view_of("upscale").foot == ""


@pytest.mark.slow
def test_live_mode_ends_with_the_engine(slow):
    slow.do("Live")
    until(lambda: under_way(slow))
    kill_engine(slow)
    until(lambda: slow.running.current is None)
    assert not slow.window.actions_["Live"].isChecked()
    assert not slow.running.live.on
