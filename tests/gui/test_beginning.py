"""The first minutes: a picture upscaled with one click, examples that run, a tour of three steps, help with links."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtWidgets import QFileDialog

from nodegraph.core.check import check
from nodegraph.core.file import read
from nodegraph.core.messages import Finished, Wrote
from nodegraph.core.places import resources
from nodegraph.core.registry import known_specs
from nodegraph.gui.panels.help import examples_of, help_of
from nodegraph.gui.panels.start import EXAMPLES
from nodegraph.gui.panels.thumbnail import thumbnail
from nodegraph.gui.quick import upscale_graph
from nodegraph.gui.theme import THEMES
from tests.gui.hand import until

SPECS = known_specs()
FOLDER = resources() / "examples"


@pytest.fixture
def picture(tmp_path):
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.green)
    image.save(str(tmp_path / "cat.png"))
    return tmp_path / "cat.png"


def test_the_graph_of_one_click_is_whole(picture):
    graph = upscale_graph(SPECS, picture)
    assert check(graph, SPECS) == []
    assert graph.nodes["load_image"].set["path"] == str(picture)


def test_the_button_asks_for_a_picture_and_runs(new_window, qtbot, picture, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(picture), ""))
    window = new_window()
    qtbot.mouseClick(window.beginning.page.upscale, Qt.MouseButton.LeftButton)
    assert window.session.graph.nodes["load_image"].set["path"] == str(picture)
    assert len(window.link.ran) == 1
    assert not window.beginning.page.isVisible()


def test_asking_for_a_picture_can_be_taken_back(new_window, qtbot, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    window = new_window()
    qtbot.mouseClick(window.beginning.page.upscale, Qt.MouseButton.LeftButton)
    assert not window.session.graph.nodes
    assert window.link.ran == []


def test_a_picture_dropped_on_the_button_is_upscaled_and_what_is_none_is_told(new_window, picture, tmp_path):
    window = new_window()
    (tmp_path / "text.txt").touch()
    for path, runs in ((tmp_path / "text.txt", 0), (picture, 1)):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        event = QDropEvent(
            QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
        window.beginning.page.upscale.dropEvent(event)
        assert len(window.link.ran) == runs


def test_a_folder_dropped_on_the_button_is_upscaled_picture_by_picture(new_window, picture):
    window = new_window()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(picture.parent))])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    window.beginning.page.upscale.dropEvent(event)
    graph = window.session.graph
    assert graph.nodes["list_images"].set["folder"] == str(picture.parent)
    assert check(graph, SPECS) == []
    assert len(window.link.ran) == 1


@pytest.mark.parametrize("name", [name for name, _ in EXAMPLES])
def test_examples_of_the_start_page_can_run_as_they_are(name):
    assert check(read(FOLDER / name, SPECS).graph, SPECS) == []


def test_an_example_is_begun_by_its_card(new_window, qtbot):
    window = new_window()
    until(lambda: not any(card.icon().isNull() for card in window.beginning.page.cards))
    qtbot.mouseClick(window.beginning.page.cards[0], Qt.MouseButton.LeftButton)
    assert "upscale" in window.session.graph.nodes
    assert window.session.path is None
    assert not window.session.unsaved


def test_recent_files_are_cards_with_pictures(wired, new_window, qtbot, tmp_path):
    wired.window.session.save(tmp_path / "mine.ng")
    wired.window.files.remember(wired.window.document)
    window = new_window()
    grid = window.beginning.page._recent_grid
    card = grid.itemAt(0).widget()
    assert card.text() == "mine"
    qtbot.waitUntil(lambda: not card.icon().isNull())
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert window.session.path == tmp_path / "mine.ng"


def test_a_window_that_is_too_low_shows_no_recent_files(wired, new_window, tmp_path):
    wired.window.session.save(tmp_path / "mine.ng")
    wired.window.files.remember(wired.window.document)
    window = new_window()
    page = window.beginning.page
    assert page._recent_title.isVisibleTo(page)
    window.resize(1000, 560)
    page.center()
    assert not page._recent_title.isVisibleTo(page)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_a_thumbnail_shows_the_nodes(qapp, theme):
    graph = read(FOLDER / "upscale.ng", SPECS).graph
    image = thumbnail(graph, SPECS, theme, QSize(176, 96), 2.0).toImage()
    assert image.width() == 2 * 176
    colors = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(0, image.height(), 2)}
    assert {theme.ground, theme.box} <= colors


def test_the_tour_has_three_steps_on_an_example_and_ends(new_window, qtbot):
    window = new_window()
    tour = window.beginning.tour()
    assert window.session.graph.nodes
    assert len(tour.steps) == 3
    for step in range(3):
        assert tour.index == step
        assert tour.bubble.isVisible()
        assert window.rect().contains(tour.bubble.geometry())
        qtbot.mouseClick(tour.bubble.next_, Qt.MouseButton.LeftButton)
    assert not tour.bubble.isVisible()


def test_the_tour_goes_back_and_escape_ends_it(hand):
    tour = hand.window.beginning.tour()
    before = hand.graph
    tour.go_to(1)
    hand.qtbot.mouseClick(tour.bubble.back, Qt.MouseButton.LeftButton)
    assert tour.index == 0
    hand.qtbot.keyClick(tour.bubble.next_, Qt.Key.Key_Escape)
    assert not tour.bubble.isVisible()
    assert hand.graph is before


@pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS)
def test_the_help_of_every_node_leads_to_an_example_that_holds_it(spec):
    names = examples_of(FOLDER)[spec.id]
    assert any(node.type == spec.id for node in read(FOLDER / names[0], SPECS).graph.nodes.values())


def test_a_link_in_the_help_opens_the_example(hand):
    hand.click(hand.on("upscale"))
    help_ = hand.window.docks.help
    name = examples_of(FOLDER)["upscale"][0]
    help_.anchorClicked.emit(QUrl(f"example:{name}"))
    assert set(hand.window.session.graph.nodes) == set(read(FOLDER / name, SPECS).graph.nodes)
    assert len(hand.window.documents) == 2


def test_help_says_values_as_nodes_show_them():
    assert "off where nothing is set" in help_of(SPECS["upscale"])


def test_help_is_a_key_away(hand):
    hand.window.actions_["Help for the node"].trigger()
    assert hand.window.docks.widgets["Help"].isVisible()


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (900, 600), (760, 520)])
def test_the_start_page_fits_the_window_and_keeps_its_first_examples(new_window, qtbot, width, height):
    window = new_window()
    window.resize(width, height)
    page = window.beginning.page
    qtbot.waitUntil(lambda: window.tabs.rect().contains(page.geometry()))
    assert page.cards[0].isVisible()
    assert page.upscale.isVisible()


def test_the_result_of_one_click_is_told_and_compared_with_what_it_was_made_of(new_window, picture):
    window = new_window()
    window.beginning.upscale(picture)
    job = window.running.current
    window.link.heard.emit(Wrote(0, "save_image", str(picture.parent / "upscaled" / "cat_2x.png")))
    window.link.finished.emit(Finished(0, "done", done=1))
    assert "cat_2x.png" in window.banner.label.text()
    window.banner.buttons[0].click()
    assert window.docks.widgets["Viewer"].isVisible()
    assert window.docks.viewer.view.compare == "wipe"
    assert window.scene_.selected() == ["upscale"]
    assert not window.banner.isVisible()
    window.running.ended.emit(job)
    assert not window.banner.isVisible()


def test_the_viewer_says_what_it_shows_otherwise_than_it_is(new_window):
    window = new_window()
    viewer = window.docks.viewer
    assert viewer.light.remark == ""
    viewer.light.exposure.setValue(-1.5)
    viewer.light.channel.setCurrentIndex(viewer.light.channel.findData("alpha"))
    assert viewer.view.remark == "Alpha  -1.5 stops"
