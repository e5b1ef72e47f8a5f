"""Live mode: pictures follow the hand, dear nodes when it lets go; nothing is written, and an edit overtakes a run."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from nodegraph.core.messages import NodeState, Preview
from tests.gui.hand import until

pytestmark = pytest.mark.timeout(200)


def gray_of(bench, name):
    """The gray in the middle of the picture that a node shows."""
    picture = bench.view_of(name).picture
    return None if picture is None else picture.pixelColor(picture.width() // 2, picture.height() // 2).red()


def field_of(bench, name, port):
    item = bench.window.scene_.items_[name]
    return item.pos() + item.field_rect(item.shape_.row(port, output=False)).center()


def test_pictures_follow_a_slider_and_nothing_is_written(bench):
    bench.build(
        load=("load_image", {"path": str(bench.picture("a.png"))}),
        light=("brightness_contrast", {"image": "@load"}),
        turned=("invert", {"image": "@light"}),
        save=("save_image", {"image": "@turned", "folder": str(bench.folder / "out"), "name": "b"}),
    )
    before = bench.files()
    bench.do("Live")
    until(lambda: gray_of(bench, "turned") == 155)
    assert gray_of(bench, "light") == gray_of(bench, "load") == 100
    start = field_of(bench, "light", "brightness")
    bench.press(start)
    for step in range(1, 6):
        bench.move(start + QPointF(2.0 * step, 0))
    until(lambda: gray_of(bench, "light") > 100 and gray_of(bench, "light") + gray_of(bench, "turned") == 255)
    held = gray_of(bench, "light")
    assert bench.window.session.trying
    assert bench.graph.nodes["light"].set != {}
    assert bench.window.session.undo_name == "Build"
    bench.release(start + QPointF(20, 0))
    until(lambda: gray_of(bench, "light") > held and gray_of(bench, "light") + gray_of(bench, "turned") == 255)
    bench.window.session.undo()
    until(lambda: gray_of(bench, "turned") == 155)
    assert bench.files() == before
    assert bench.view_of("save").state == "idle"


@pytest.mark.slow
def test_a_dear_node_waits_for_the_end_of_a_drag(slow):
    slow.do("Live")
    until(lambda: gray_of(slow, "upscale") == 100)
    seen = len(slow.ear.of(Preview))
    slow.build(
        load=("load_image", {"path": str(slow.folder / "a.png")}),
        light=("brightness_contrast", {"image": "@load"}),
        model=("load_model", {"path": str(slow.folder / "model.toy")}),
        upscale=("upscale", {"image": "@light", "model": "@model.model", "tiles": "size", "tile": 16, "overlap": 0}),
    )
    until(lambda: slow.running.current is None and gray_of(slow, "light") == 100)
    start = field_of(slow, "light", "brightness")
    slow.press(start)
    for step in range(1, 4):
        slow.move(start + QPointF(3.0 * step, 0))
    until(lambda: gray_of(slow, "light") > 100)
    assert slow.view_of("upscale").status == "… waits"
    assert gray_of(slow, "upscale") == 100
    assert len(slow.ear.of(Preview)) > seen
    slow.release(start + QPointF(9, 0))
    until(lambda: slow.running.current is None and gray_of(slow, "upscale") == gray_of(slow, "light") > 100)
    slow.press(start)
    slow.move(start + QPointF(20, 0))
    until(lambda: slow.view_of("upscale").state == "waiting")
    slow.window.session.take_back()
    until(lambda: slow.view_of("upscale").state != "waiting")
    assert slow.files() == {"a.png", "model.toy"}


def test_an_edit_replaces_the_run_under_way(slow):
    slow.do("Live")
    until(lambda: slow.view_of("upscale").state == "running")
    slow.set("load", "path", str(slow.picture("other.png", 96, 64, gray=30)))
    until(lambda: gray_of(slow, "upscale") == 30 and slow.running.current is None)
    assert [end.outcome for end in slow.ear.ends][:1] == ["stopped"]
    done = [event for event in slow.ear.of(NodeState) if event.node == "upscale" and event.state == "done"]
    assert len(done) == 1, "what was overtaken was not done to its end"


@pytest.mark.slow
def test_what_an_edit_does_not_touch_is_not_done_again(bench):
    bench.build(
        load=("load_image", {"path": str(bench.picture("a.png"))}),
        one=("invert", {"image": "@load"}),
        two=("brightness_contrast", {"image": "@load"}),
    )
    bench.do("Live")
    until(lambda: gray_of(bench, "two") == 100 and bench.running.current is None)
    shown = len(bench.ear.of(Preview))
    bench.set("two", "brightness", 0.2)
    until(lambda: gray_of(bench, "two") > 100 and bench.running.current is None)
    assert [event.node for event in bench.ear.of(Preview)[shown:]] == ["two"]
    runs = len(bench.ear.ends)
    bench.window.scene_.select(["one"])
    bench.do("Collapse")
    until(lambda: bench.graph.nodes["one"].collapsed)
    assert len(bench.ear.ends) == runs
    assert bench.running.current is None


@pytest.mark.slow
def test_of_a_folder_the_first_picture_is_shown(bench):
    for name in ("a", "b", "c"):
        bench.picture(f"in/{name}.png")
    bench.build(
        list=("list_images", {"folder": str(bench.folder / "in")}),
        load=("load_image", {"path": "@list.path"}),
        turned=("invert", {"image": "@load"}),
        save=("save_image", {"image": "@turned", "folder": str(bench.folder / "out"), "name": "@load.name"}),
    )
    bench.do("Live")
    until(lambda: gray_of(bench, "turned") == 155 and bench.running.current is None)
    assert {event.item for event in bench.ear.of(Preview)} == {(0,)}
    assert bench.files() == {"in/a.png", "in/b.png", "in/c.png"}


def test_a_part_is_cut_from_the_middle_of_what_comes_in(bench):
    bench.build(
        load=("load_image", {"path": str(bench.picture("a.png", 1200, 700))}),
        turned=("invert", {"image": "@load"}),
    )
    until(lambda: bench.view_of("load").facts)
    graph = bench.graph
    bench.do("Live on a part")
    bench.do("Live")
    until(lambda: gray_of(bench, "turned") == 155)
    until(lambda: any(event.node == "turned" for event in bench.ear.of(Preview)))
    (part,) = [event for event in bench.ear.of(Preview) if event.node == "turned"]
    assert (part.fact.width, part.fact.height) == (512, 512)
    assert (bench.graph, set(bench.graph.nodes)) == (graph, {"load", "turned"})
    bench.do("Live on a part")
    until(lambda: bench.ear.of(Preview)[-1].fact.width == 1200 and bench.running.current is None)


def test_the_part_is_moved_by_mouse_and_key_in_the_viewer(bench):
    path = bench.two_grays("a.png")
    bench.build(load=("load_image", {"path": str(path)}), turned=("invert", {"image": "@load"}))
    until(lambda: bench.view_of("load").facts)
    bench.window.docks.show_viewer()
    bench.window.scene_.select(["load"])
    view, graph = bench.window.docks.viewer.view, bench.graph
    bench.do("Live on a part")
    bench.do("Live")
    until(lambda: view.first is not None and view.portion.box is not None and bench.running.current is None)
    until(lambda: gray_of(bench, "turned") == 155)
    assert view.portion.box.getRect() == (344, 94, 512, 512)

    def place(x, y):
        return (view.camera.to_pane(QPointF(x, y)) / view.devicePixelRatioF()).toPoint()

    middle = view.camera.middle
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=place(600, 350))
    for x in (700, 900, 1500):
        QTest.mouseMove(view, place(x, 350))
    assert view.portion.box.right() == 1200
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=place(1500, 350))
    until(lambda: gray_of(bench, "turned") == 55)
    assert view.camera.middle == middle, "the part was dragged, not the picture"
    (part,) = [event.fact for event in bench.ear.of(Preview) if event.node == "turned"][-1:]
    assert (part.width, part.height) == (512, 512)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=place(200, 350))
    QTest.mouseMove(view, place(300, 350))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=place(300, 350))
    assert view.portion.box.right() == 1200, "beside it the picture is dragged"
    view.zoom_to(4.0 * view.devicePixelRatioF())
    for _ in range(80):
        QTest.keyClick(view, Qt.Key.Key_Left)
    QTest.keyClick(view, Qt.Key.Key_P)
    until(lambda: gray_of(bench, "turned") == 155)
    assert view.portion.box.left() == 0
    assert bench.graph is graph, "where the part is belongs to looking, not to the document"
    bench.do("Live on a part")
    until(lambda: view.portion.box is None and bench.running.current is None)


@pytest.mark.slow
def test_a_run_that_is_wished_for_goes_first_and_live_mode_follows_it(slow):
    slow.do("Live")
    until(lambda: slow.view_of("upscale").state == "running")
    assert slow.run().outcome == "done"
    written = QImage(str(slow.folder / "out" / "b.png"))
    assert (written.width(), written.height()) == (192, 128)
    slow.set("load", "path", str(slow.picture("other.png", 96, 64, gray=30)))
    until(lambda: gray_of(slow, "upscale") == 30)
    assert slow.files() == {"a.png", "other.png", "model.toy", "out/b.png"}


@pytest.mark.slow
def test_switched_off_nothing_follows(bench):
    bench.build(load=("load_image", {"path": str(bench.picture("a.png"))}), turned=("invert", {"image": "@load"}))
    bench.do("Live")
    until(lambda: gray_of(bench, "turned") == 155 and bench.running.current is None)
    bench.do("Live")
    runs = len(bench.ear.ends)
    bench.set("load", "path", str(bench.picture("other.png", gray=30)))
    until(lambda: bench.window.document.checked is not None)
    assert bench.running.current is None
    assert len(bench.ear.ends) == runs


def test_a_value_that_was_dragged_and_given_up_leaves_what_the_run_told(bench):
    bench.build(
        load=("load_image", {"path": str(bench.picture("a.png"))}),
        light=("brightness_contrast", {"image": "@load"}),
        save=("save_image", {"image": "@light", "folder": str(bench.folder / "out"), "name": "b"}),
    )

    def told():
        return [(view.state, view.seconds) for view in map(bench.view_of, ("load", "light", "save"))]

    assert bench.run().outcome == "done"
    before = told()
    assert {state for state, _ in before} <= {"done", "cached"}
    start = field_of(bench, "light", "brightness")
    bench.press(start)
    for step in range(1, 6):
        bench.move(start + QPointF(2.0 * step, 0))
    until(lambda: [state for state, _ in told()[1:]] == ["idle", "idle"])
    bench.key(Qt.Key.Key_Escape)
    until(lambda: told() == before)
