"""The report of a run: counts, sentences, a way to each node, and what can be done about what failed."""

import pytest
from PySide6.QtCore import Qt

from nodegraph.core.messages import Began, Failed, Finished, Noted, Wrote
from nodegraph.core.problem import Problem
from nodegraph.gui.canvas.paint_foot import foot_place, takes_room
from nodegraph.gui.report import Report, summary, time_left
from tests.gui.hand import until

pytestmark = pytest.mark.timeout(200)


def folder_of_three(bench):
    for name in ("a", "b", "c"):
        bench.picture(f"in/{name}.png")
    (bench.folder / "in" / "b.png").write_bytes(b"no picture at all")
    bench.build(
        list=("list_images", {"folder": str(bench.folder / "in")}),
        load=("load_image", {"path": "@list.path"}),
        save=("save_image", {"image": "@load", "folder": str(bench.folder / "out"), "name": "@load.name"}),
    )


def test_what_failed_is_told_beside_the_pictures_that_came_out_right(bench):
    folder_of_three(bench)
    window = bench.window
    window.docks.show_viewer()
    window.scene_.select(["save"])
    bench.run()
    load, viewer = window.scene_.items_["load"], window.docks.viewer
    until(lambda: load.view.picture is not None)
    assert load.view.state == "failed"
    assert "b.png" in load.view.foot
    assert not takes_room(load)
    assert foot_place(load).top() > load.shape_.height
    bench.click(bench.on("load"))
    until(lambda: viewer.view.first is not None and viewer.sides.first.name.startswith("load ["))
    assert viewer.note.isVisible()
    assert "b.png" in viewer.note.text()
    assert not viewer.run_button.isVisible()
    # With nothing that came out right the sentence has the room.
    for name in ("a", "c"):
        (bench.folder / "in" / f"{name}.png").write_bytes(b"no picture at all")
    bench.run()
    assert not load.view.partly
    assert takes_room(load)


def test_the_failed_items_alone_are_run_again(bench):
    folder_of_three(bench)
    finished = bench.run()
    assert (finished.done, finished.skipped, finished.failed) == (2, 0, 1)
    panel, window = bench.window.docks.report, bench.window
    assert window.docks.widgets["Report"].isVisible()
    assert panel.headline.text().startswith("2 done, 1 failed")
    assert panel.table.item(0, 0).text() == "b.png"
    assert "b.png" in panel.table.item(0, 1).text()
    bench.qtbot.mouseClick(panel.buttons[0], Qt.MouseButton.LeftButton)
    assert window.scene_.selected() == ["load"]
    times = {name: (bench.folder / "out" / name).stat().st_mtime_ns for name in ("a.png", "c.png")}
    bench.picture("in/b.png", gray=7)
    assert panel.retry.isVisible()
    bench.qtbot.mouseClick(panel.retry, Qt.MouseButton.LeftButton)
    finished = bench.finish()
    assert (finished.done, finished.skipped, finished.failed) == (1, 2, 0)
    assert {name: (bench.folder / "out" / name).stat().st_mtime_ns for name in times} == times
    assert (bench.folder / "out" / "b.png").is_file()
    assert not panel.retry.isVisible()


@pytest.mark.slow
def test_the_log_says_which_way_a_model_runs_and_what_was_written(bench):
    bench.build(
        load=("load_image", {"path": str(bench.picture("a.png", 8, 8))}),
        model=("load_model", {"path": "nodegraph-2x"}),
        upscale=("upscale", {"image": "@load", "model": "@model.model"}),
        save=("save_image", {"image": "@upscale", "folder": str(bench.folder), "name": "b"}),
    )
    assert bench.run().outcome == "done"
    lines = bench.window.docks.log.texts()
    assert f"✓ {bench.folder / 'b.png'}" in lines
    assert any("nodegraph-2x runs on ncnn" in line for line in lines)
    assert bench.view_of("upscale").notes
    assert "runs on ncnn" in bench.view_of("upscale").told


@pytest.mark.slow
def test_a_graph_that_cannot_run_says_why_with_a_way_to_the_node(bench):
    bench.build(turned=("invert", {}), save=("save_image", {"image": "@turned", "folder": str(bench.folder)}))
    assert bench.run().outcome == "refused"
    panel = bench.window.docks.report
    assert panel.headline.text() == "The graph cannot run."
    bench.qtbot.mouseClick(panel.buttons[0], Qt.MouseButton.LeftButton)
    assert bench.window.scene_.selected() == ["turned"]
    assert not panel.retry.isVisible()


def test_a_report_sorts_what_it_is_told():
    report = Report()
    for event in (
        Began(1, "/ledger"),
        Failed(1, "a", "cat.png", "It is broken."),
        Noted(1, "a", "As usual."),
        Noted(1, "a", "It was mended.", warning=True),
        Wrote(1, "s", "/out/cat.png"),
    ):
        report.take(event)
    assert [str(line) for line in report.lines] == [
        "✕ cat.png: It is broken.",
        "· As usual.",
        "! It was mended.",
        "✓ /out/cat.png",
    ]
    assert (report.files, len(report.failures)) == (["/out/cat.png"], 1)
    assert not report.may_retry
    report.end(Finished(1, "failed", 3, 1, 1, 2.04))
    assert report.may_retry
    assert not report.may_go_on
    assert report.summary == "3 done, 1 skipped, 1 failed in 2.0 s"
    report.end(Finished(1, "refused", problems=(Problem("No.", "a"),)))
    assert (report.ledger, report.failures[-1].sentence) == ("", "a: No.")


def test_thousands_of_lines_are_put_in_together(hand):
    docks = hand.window.docks
    docks.widgets["Log"].show()
    docks.widgets["Log"].raise_()
    hand.window.running.run_all()
    until(lambda: docks.log.isVisible())
    before = docks.log.list.count()
    for number in range(2000):
        hand.window.link.heard.emit(Wrote(0, "save_image", f"/out/{number}.png"))
    assert docks.log.list.count() == before
    until(lambda: docks.log.list.count() >= 2000)
    assert docks.log.texts()[-1] == "✓ /out/1999.png"


def test_of_many_failures_the_first_are_listed_and_the_rest_counted(hand):
    hand.window.running.run_all()
    for number in range(1000):
        hand.window.link.heard.emit(Failed(0, "upscale", f"{number}.png", "It is broken."))
    hand.window.link.finished.emit(Finished(0, "failed", failed=1000))
    panel = hand.window.docks.report
    assert 0 < len(panel.buttons) < 100, "the first at once"
    until(lambda: len(panel.buttons) == 100)
    assert [panel.table.item(row, 0).text() for row in range(100)] == [f"{number}.png" for number in range(100)]
    assert panel.table.item(100, 1).text() == "and 900 more"


@pytest.mark.parametrize(
    ("finished", "words"),
    [
        (Finished(1, "done", seconds=4.62), "Done in 4.6 s"),
        (Finished(1, "stopped", seconds=4.62), "Stopped after 4.6 s"),
        (Finished(1, "failed", failed=1, seconds=1), "1 failed in 1.0 s"),
        (Finished(1, "done", done=2, seconds=1), "2 done in 1.0 s"),
        (Finished(1, "stopped", done=2, failed=1, seconds=1), "Stopped: 2 done, 1 failed in 1.0 s"),
    ],
)
def test_nothing_is_counted_that_is_not_there(finished, words):
    assert summary(finished) == words


def test_times_are_short():
    assert [time_left(seconds) for seconds in (0.2, 12.4, 89, 100, 3600 * 2 + 300)] == [
        "1 s",
        "12 s",
        "89 s",
        "2 min",
        "2 h 5 min",
    ]
