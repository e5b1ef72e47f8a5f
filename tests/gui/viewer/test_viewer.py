"""The viewer with a real engine: what is seen are the pixels of the result, however it is zoomed and compared."""

import os
import signal

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QToolButton

from nodegraph.core import edit
from nodegraph.core.pictures import View
from nodegraph.gui.viewer.handing import DragOut
from nodegraph.gui.viewer.pane import wanted
from tests.gui.viewer.conftest import HEIGHT, WIDTH, color_at, deep_at


def turned(color):
    return tuple(255 - number for number in color)


def test_a_file_is_seen_when_its_node_is_selected_without_a_run(eyes):
    assert eyes.view.first.size == (WIDTH, HEIGHT)
    for x, y in ((0, 0), (10, 150), (299, 199), (77, 33)):
        eyes.view.zoom_to(32.0)
        eyes.view._go(eyes.view.camera._replace(middle=QPointF(x, y)))
        eyes.settle()
        assert eyes.seen(eyes.place(x, y)) == color_at(x, y)


def test_the_numbers_under_the_pointer_are_those_of_the_file(eyes):
    for x, y in ((0, 0), (123, 45), (299, 199)):
        eyes.key(Qt.Key.Key_4)
        eyes.view._go(eyes.view.camera._replace(middle=QPointF(x, y)))
        QTest.mouseMove(eyes.view, eyes.place(x, y))
        red, green, blue = color_at(x, y)
        eyes.wait(lambda wish=f"8: {red} {green} {blue} ": wish in eyes.viewer.readout.first.text())
        assert f"x {x}   y {y}" in eyes.viewer.readout.place.text()
        assert f"16: {red * 257} {green * 257} {blue * 257} " in eyes.viewer.readout.first.text()


def test_numbers_of_16_bits_are_told_in_full(eyes):
    eyes.show("load_image-2")
    QTest.mouseMove(eyes.view, eyes.place(31, 17))
    text = " ".join(map(str, deep_at(31, 17)))
    eyes.wait(lambda: f"16: {text} " in eyes.viewer.readout.first.text())
    assert f"{deep_at(31, 17)[0] / 65535:.4f}" in eyes.viewer.readout.first.text()


def test_nothing_is_told_beside_the_picture(eyes):
    QTest.mouseMove(eyes.view, eyes.place(5, 5))
    eyes.settle()
    QTest.mouseMove(eyes.view, QPoint(1, 1))
    eyes.settle()
    assert eyes.view.pixel_at(QPointF(1, 1)) is None
    assert not eyes.viewer.readout.place.text()


def test_what_was_not_run_says_so_and_is_run_by_a_click(eyes):
    eyes.window.session.edit(
        "Factor", lambda graph: edit.set_value(graph, eyes.window.session.specs, "resize", "factor", 3.0)
    )
    eyes.select("resize")
    assert "was not run as it is now" in eyes.view.sentence
    assert eyes.view.first is None
    QTest.mouseClick(eyes.viewer.run_button, Qt.MouseButton.LeftButton)
    eyes.wait(lambda: eyes.view.first is not None)
    assert eyes.view.first.size == (3 * WIDTH, 3 * HEIGHT)
    assert not eyes.viewer.run_button.isVisible()


def test_a_file_that_cannot_be_read_is_told_instead_of_a_picture(eyes):
    (eyes.folder / "broken.png").write_bytes((eyes.folder / "photo.png").read_bytes()[:300])
    for name, why in (("broken.png", "broken.png"), ("nowhere.png", "nowhere.png")):
        path = str(eyes.folder / name)
        eyes.window.session.edit(
            "Path",
            lambda graph, path=path: edit.set_value(graph, eyes.window.session.specs, "load_image", "path", path),
        )
        eyes.wait(lambda why=why: why in eyes.viewer.sides.first.missing)
        assert "Traceback" not in eyes.viewer.sides.first.missing


def test_an_older_result_stays_with_a_note(eyes):
    eyes.show("resize")
    eyes.window.session.edit(
        "Factor", lambda graph: edit.set_value(graph, eyes.window.session.specs, "resize", "factor", 0.5)
    )
    eyes.wait(lambda: "older result" in eyes.viewer.note.text())
    assert eyes.view.first.size == (2 * WIDTH, 2 * HEIGHT)
    eyes.window.session.undo()
    eyes.wait(lambda: not eyes.viewer.note.text())


def test_a_node_without_a_picture_shows_the_one_it_takes(eyes):
    eyes.show("invert")
    number = eyes.view.first.picture
    eyes.select("save_image")
    assert eyes.view.first.picture == number


# Zoom and pan


def test_keys_zoom(eyes):
    for key, zoom in ((Qt.Key.Key_1, 1), (Qt.Key.Key_Plus, 2), (Qt.Key.Key_7, 64), (Qt.Key.Key_Plus, 64),
                      (Qt.Key.Key_Minus, 32)):  # fmt: skip
        eyes.key(key)
        assert eyes.view.camera.zoom == zoom
    eyes.key(Qt.Key.Key_F)
    assert eyes.view.camera == eyes.view.camera.fit()


def test_the_wheel_zooms_to_the_pointer(eyes):
    at = eyes.place(100, 60)
    for angle in (240, 600, -360, 120):
        before = eyes.view.camera.to_picture(QPointF(at))
        event = QWheelEvent(
            QPointF(at), QPointF(eyes.view.mapToGlobal(at)), QPoint(), QPoint(0, angle), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(eyes.view, event)
        moved = eyes.view.camera.to_picture(QPointF(at)) - before
        assert abs(moved.x()) + abs(moved.y()) < 1e-6


@pytest.mark.parametrize("button", [Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton])
def test_dragging_moves_the_picture_with_the_pointer(eyes, button):
    eyes.key(Qt.Key.Key_4)
    start = QPoint(200, 200)
    before = eyes.view.pixel_at(QPointF(start))
    eyes.drag(start, QPoint(260, 150), button)
    assert eyes.view.pixel_at(QPointF(260, 150)) == before


def test_arrows_pan_and_a_double_click_changes_between_whole_and_one_to_one(eyes):
    at = eyes.place(40, 40)
    QTest.mouseDClick(eyes.view, Qt.MouseButton.LeftButton, pos=at)
    assert eyes.view.camera.zoom == 1
    before = eyes.view.camera.middle.x()
    eyes.key(Qt.Key.Key_Right)
    assert eyes.view.camera.middle.x() > before
    QTest.mouseDClick(eyes.view, Qt.MouseButton.LeftButton, pos=at)
    assert eyes.view.camera == eyes.view.camera.fit()


def test_keys_of_the_view_do_not_reach_the_menus(eyes):
    eyes.window.scene_.select(["invert"])
    graph = eyes.graph
    for key in (Qt.Key.Key_B, Qt.Key.Key_L, Qt.Key.Key_F, Qt.Key.Key_G):
        eyes.key(key)
    assert eyes.graph is graph
    assert eyes.viewer.light.channel.currentData() == "green"


def test_lines_part_the_pixels_where_they_are_large(eyes):
    eyes.key(Qt.Key.Key_3)
    plain = eyes.view.grab().toImage()
    eyes.key(Qt.Key.Key_6)
    left, right = eyes.place(150, 100), eyes.place(151, 100)
    edge = QPoint((left.x() + right.x() + 1) // 2, left.y())
    colors = {eyes.seen(edge + QPoint(step, 0)) for step in (-1, 0, 1)}
    assert len(colors - {color_at(150, 100), color_at(151, 100)}) == 1
    assert plain.pixelColor(eyes.view.width() // 2, 5).isValid()


# Channels, exposure, backdrop


@pytest.mark.parametrize(("key", "channel"), [(Qt.Key.Key_R, 0), (Qt.Key.Key_G, 1), (Qt.Key.Key_B, 2)])
def test_a_key_shows_one_channel(eyes, key, channel):
    eyes.key(Qt.Key.Key_5)
    eyes.key(key)
    x, y = (int(part) for part in (eyes.view.camera.middle.x(), eyes.view.camera.middle.y()))
    gray = color_at(x + 2, y + 2)[channel]
    assert eyes.seen(eyes.place(x + 2, y + 2)) == (gray, gray, gray)
    eyes.key(Qt.Key.Key_C)
    assert eyes.seen(eyes.place(x + 2, y + 2)) == color_at(x + 2, y + 2)


def test_exposure_and_gamma_make_it_brighter_and_a_click_puts_exposure_back(eyes):
    at = eyes.place(20, 20)
    plain = eyes.seen(at)
    for stepper, value in ((eyes.viewer.light.exposure, 1.0), (eyes.viewer.light.gamma, 2.2)):
        stepper.setValue(value)
        eyes.settle()
        assert sum(eyes.seen(at)) > sum(plain)
        stepper.put_back()
        eyes.settle()
        assert eyes.seen(at) == plain


# Comparing


def test_a_wipe_shows_the_input_left_and_the_output_right_of_a_line_that_is_dragged(eyes):
    eyes.show("invert")
    eyes.key(Qt.Key.Key_W)
    assert eyes.view.comparing
    width = eyes.view.width()
    eyes.drag(QPoint(width // 2, 40), QPoint(width // 4, 60))
    assert abs(eyes.view.wipe - 0.25) < 0.01
    eyes.key(Qt.Key.Key_4)
    for share, change in ((0.1, lambda color: color), (0.4, turned), (0.9, turned)):
        x, y = eyes.view.pixel_at(QPointF(width * share, eyes.view.height() / 2))
        assert eyes.seen(eyes.place(x, y)) == change(color_at(x, y))
    eyes.drag(QPoint(round(width * eyes.view.wipe), 40), QPoint(width - 3, 60))
    x, y = eyes.view.pixel_at(QPointF(width * 0.9, eyes.view.height() / 2))
    assert eyes.seen(eyes.place(x, y)) == color_at(x, y)


def test_keys_move_the_line_of_a_wipe(eyes):
    eyes.show("invert")
    eyes.key(Qt.Key.Key_W)
    eyes.key(Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert eyes.view.wipe < 0.5


def test_the_input_is_scaled_to_the_size_of_the_output(eyes):
    eyes.show("resize")
    eyes.key(Qt.Key.Key_D)
    assert eyes.view.comparing
    eyes.key(Qt.Key.Key_K)
    eyes.key(Qt.Key.Key_O)
    assert not eyes.view.comparing
    eyes.key(Qt.Key.Key_Space)
    assert eyes.view.second.size == (WIDTH, HEIGHT)


def test_a_difference_is_that_of_the_pixels(eyes):
    eyes.show("invert")
    eyes.key(Qt.Key.Key_D)
    eyes.key(Qt.Key.Key_5)
    x, y = (int(part) for part in (eyes.view.camera.middle.x(), eyes.view.camera.middle.y()))
    seen = eyes.seen(eyes.place(x + 1, y + 1))
    assert all(abs(s - abs(2 * c - 255)) <= 1 for s, c in zip(seen, color_at(x + 1, y + 1), strict=True))


def test_both_sides_show_the_same_part_and_move_together(eyes):
    eyes.show("invert")
    eyes.key(Qt.Key.Key_S)
    eyes.key(Qt.Key.Key_4)
    eyes.drag(QPoint(300, 200), QPoint(270, 230))
    half = eyes.view.width() // 2
    for x, y in ((20, 50), (half - 20, 200)):
        left, right = QPoint(x, y), QPoint(x + half, y)
        pixels = eyes.view.pixel_at(QPointF(left)), eyes.view.pixel_at(QPointF(right))
        assert max(abs(pixels[0][0] - pixels[1][0]), abs(pixels[0][1] - pixels[1][1])) <= 1
        assert eyes.seen(left) == color_at(*pixels[0])
        assert eyes.seen(right) == turned(color_at(*pixels[1]))


@pytest.mark.parametrize("size", [(500, 400), (501, 401), (502, 405), (503, 406)])
def test_the_pixel_that_is_told_is_the_one_that_is_seen(eyes, size):
    """However many pixels the view has: where its middle lies between two of them, the picture does not."""
    eyes.show("invert")
    eyes.view.setFixedSize(*size)
    eyes.wait(lambda: (eyes.view.width(), eyes.view.height()) == size)
    eyes.key(Qt.Key.Key_S)
    eyes.key(Qt.Key.Key_4)
    eyes.drag(QPoint(100, 200), QPoint(70, 230))
    seen = eyes.view.grab().toImage()
    half = size[0] // 2
    for step in range(40):
        left, right = QPoint(20 + step, 50 + step), QPoint(20 + step + half, 50 + step)
        colors = [QColor(seen.pixel(place)).getRgb()[:3] for place in (left, right)]
        assert colors[0] == color_at(*eyes.view.pixel_at(QPointF(left)))
        assert colors[1] == turned(color_at(*eyes.view.pixel_at(QPointF(right))))
    eyes.view.setMinimumSize(160, 120)
    eyes.view.setMaximumSize(16_777_215, 16_777_215)


def test_blinking_shows_one_after_the_other_and_the_space_bar_shows_the_other(eyes):
    eyes.show("invert")
    output, source = turned(color_at(50, 50)), color_at(50, 50)
    assert eyes.seen(eyes.place(50, 50)) == output
    eyes.key(Qt.Key.Key_K)
    eyes.wait(lambda: eyes.seen(eyes.place(50, 50)) == source)
    eyes.wait(lambda: eyes.seen(eyes.place(50, 50)) == output)
    eyes.key(Qt.Key.Key_W)
    eyes.drag(QPoint(eyes.view.width() // 2, 40), QPoint(2, 40))
    assert eyes.seen(eyes.place(50, 50)) == output
    QTest.keyPress(eyes.view, Qt.Key.Key_Space)
    eyes.settle()
    assert eyes.seen(eyes.place(50, 50)) == source
    QTest.keyRelease(eyes.view, Qt.Key.Key_Space)
    assert eyes.seen(eyes.place(50, 50)) == output


def test_there_is_nothing_to_compare_a_file_with_and_it_is_said(eyes):
    eyes.key(Qt.Key.Key_W)
    assert not eyes.view.comparing
    assert "nothing to compare with" in eyes.viewer.note.text()


def test_numbers_of_both_pictures_are_told_while_they_are_compared(eyes):
    eyes.show("invert")
    eyes.key(Qt.Key.Key_W)
    QTest.mouseMove(eyes.view, eyes.place(30, 40))
    text = " ".join(map(str, color_at(30, 40)))
    eyes.wait(lambda: f"8: {text} " in eyes.viewer.readout.second.text())
    assert eyes.viewer.readout.second.isVisible()


# Holding


def test_a_held_picture_stays_when_another_node_is_selected(eyes):
    eyes.show("invert")
    QTest.mouseClick(eyes.viewer.first_button, Qt.MouseButton.LeftButton)
    number = eyes.view.first.picture
    eyes.select("load_image-2")
    assert eyes.view.first.picture == number
    assert eyes.viewer.first_button.text() == "A: Invert, held"
    QTest.mouseClick(eyes.viewer.second_button, Qt.MouseButton.LeftButton)
    eyes.settle()
    assert eyes.viewer.sides.second.name == "load_image-2"
    assert eyes.view.second.size == (40, 30)
    QTest.mouseClick(eyes.viewer.first_button, Qt.MouseButton.LeftButton)
    eyes.settle()
    assert eyes.viewer.sides.first.name == "load_image-2"


def test_a_held_node_that_is_removed_is_held_no_longer(eyes):
    QTest.mouseClick(eyes.viewer.first_button, Qt.MouseButton.LeftButton)
    eyes.select("invert")
    eyes.window.session.edit("Delete", lambda graph: edit.remove(graph, ["load_image"]))
    eyes.wait(lambda: eyes.viewer.sides.first.held is None)
    assert not eyes.viewer.first_button.isChecked()


# Out of the window


def test_what_is_seen_is_copied_and_saved(eyes):
    eyes.key(Qt.Key.Key_1)
    eyes.viewer.copy()
    image = QGuiApplication.clipboard().image()
    assert (image.width(), image.height()) == (WIDTH, HEIGHT)
    assert image.pixelColor(17, 91).getRgb()[:3] == color_at(17, 91)
    file = eyes.folder / "seen.png"
    eyes.viewer._save(file)
    assert QImage(str(file)).size() == image.size()
    eyes.viewer._save(eyes.folder / "nowhere" / "seen.png")
    assert "cannot be written" in eyes.window.statusBar().currentMessage()


def test_the_dialog_for_what_is_seen_begins_beside_its_source_and_then_where_it_was_used_last(eyes):
    eyes.show("invert")
    button = next(button for button in eyes.viewer.findChildren(QToolButton) if "Save" in button.toolTip())

    def dialogs():
        return [dialog for dialog in eyes.viewer.findChildren(QFileDialog) if dialog.isVisible()]

    def asked():
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        eyes.wait(dialogs)
        (dialog,) = dialogs()
        return dialog

    dialog = asked()
    assert dialog.selectedFiles() == [str(eyes.folder / "photo-invert.png")]
    other = eyes.folder / "other"
    other.mkdir()
    dialog.setDirectory(str(other))
    dialog.selectFile("seen")
    dialog.accept()
    eyes.wait(lambda: (other / "seen.png").exists() and not dialogs())
    dialog = asked()
    assert dialog.selectedFiles() == [str(other / "photo-invert.png")]
    dialog.reject()
    eyes.wait(lambda: not dialogs())


def test_the_whole_picture_is_dragged_out_as_a_file(eyes):
    eyes.show("resize")
    eyes.key(Qt.Key.Key_7)
    button = eyes.viewer.drag_out
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    eyes.wait(lambda: button._file is not None)
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
    (url,) = DragOut.data_of(button._file).urls()
    image = QImage(url.toLocalFile())
    assert url.fileName() == "photo-resize.png"
    assert (image.width(), image.height()) == (2 * WIDTH, 2 * HEIGHT)
    assert image.pixelColor(35, 183).getRgb()[:3] == color_at(17, 91)


def test_the_histogram_counts_all_pixels(eyes):
    eyes.viewer.histogram_switch.setChecked(True)
    eyes.wait(lambda: eyes.viewer.histogram.counted is not None)
    counted = eyes.viewer.histogram.counted
    assert [sum(channel) for channel in counted.counts] == [WIDTH * HEIGHT] * 3
    assert counted.counts[0][5] == sum(color_at(x, 0)[0] == 5 for x in range(WIDTH)) * HEIGHT


# Work


def test_tiles_that_are_wanted_no_longer_are_not_asked_for(eyes):
    store, shown = eyes.viewer.store, eyes.view.first
    keys = [
        key
        for step in range(60)
        for key in wanted(shown, View(exposure=5 + step / 10), eyes.view.camera)
        if key.level == 0
    ]
    last = keys[-2:]
    store.want(keys)
    store.want(last)
    eyes.settle()
    assert all(store.get(key) is not None for key in last)
    # Two questions of four tiles each may have been under way.
    assert sum(store.get(key) is not None for key in keys[:-2]) <= 8


def test_a_hidden_viewer_asks_nothing(eyes):
    eyes.window.docks.widgets["Viewer"].hide()
    eyes.window.scene_.select(["invert"])
    assert not eyes.viewer.sides._settling.isActive()
    assert eyes.viewer.nodes_of(eyes.window.document) == ()
    eyes.window.docks.show_viewer()
    eyes.wait(lambda: eyes.viewer.sides.first.place.wire.node == "invert")


def test_after_the_engine_has_died_the_picture_comes_from_the_next_one(eyes):
    number = eyes.view.first.picture
    os.kill(eyes.window.link.pid, signal.SIGKILL)
    eyes.wait(lambda: eyes.window.link.pid is None)
    eyes.viewer.light.exposure.setValue(3)
    eyes.wait(lambda: eyes.view.first is None or eyes.view.first.picture != number)
    eyes.select("invert")
    eyes.show("load_image")
    assert eyes.view.first.picture != number
