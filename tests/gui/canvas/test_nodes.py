"""What a node shows: its state in words and signs, what is known at its ports, what is wrong, all of it within it."""

import pytest
from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QImage

from nodegraph.core import edit
from nodegraph.core.facts import PictureFact, StreamFact, ValueFact
from nodegraph.core.graph import Graph
from nodegraph.core.messages import Checked
from nodegraph.core.ports import ImageKind
from nodegraph.core.problem import Problem
from nodegraph.core.registry import known_specs
from nodegraph.gui.canvas.given import is_given
from nodegraph.gui.canvas.key_info import told
from nodegraph.gui.canvas.paint_foot import foot_place
from nodegraph.gui.canvas.scene import Scene
from nodegraph.gui.canvas.state import NodeView
from nodegraph.gui.theme import DARK, HEADER, ROW

SPECS = known_specs()
SMALL, LARGE = PictureFact(480, 320, 3, "8"), PictureFact(960, 640, 3, "8")


def tell(hand, **facts):
    known = {name: {"image": fact} for name, fact in facts.items()}
    hand.window.link.checked.emit(hand.graph, Checked(0, known))


def item(hand, name):
    return hand.window.scene_.items_[name]


def test_what_is_known_at_an_output_is_seen_at_the_inputs_that_read_it(wired):
    tell(wired, load_image=SMALL, upscale=LARGE)
    assert item(wired, "upscale").around.came == {"image": SMALL}
    assert "480x320" in item(wired, "upscale").tip_at(QPointF(20, _middle(wired, "upscale", "image")))
    wired.window.session.edit("Cut", lambda graph: edit.disconnect(graph, "upscale", "image"))
    assert item(wired, "upscale").around.came == {}


def test_a_collapsed_node_says_what_comes_and_goes_and_what_was_set(wired):
    tell(wired, load_image=SMALL, upscale=LARGE)

    def change(graph):
        graph = edit.set_value(graph, SPECS, "upscale", "tiles", "none")
        return edit.restyle(graph, ["upscale"], collapsed=True)

    wired.window.session.edit("Collapse", change)
    tell(wired, load_image=SMALL, upscale=LARGE)
    assert item(wired, "upscale").info == "480x320 RGB 8-bit → 960x640 · none"
    assert item(wired, "upscale").shape_.height == HEADER + ROW


@pytest.mark.parametrize(
    ("view", "sign"),
    [
        (NodeView(state="queued"), "queued"),
        (NodeView(state="running", fraction=0.4, left=12.4), "40%, 12 s"),
        (NodeView(state="cached"), "kept"),
        (NodeView(state="done", seconds=1.25), "✓ 1.2 s"),
        (NodeView(state="skipped"), "skipped"),
        (NodeView(state="failed", message="It is broken."), "failed"),
    ],
)
def test_a_state_is_told_in_words_not_by_color_alone(view, sign):
    assert sign in view.status


def test_errors_and_doubts_are_told_below_the_node_and_differ(wired):
    before = item(wired, "save_image").bounds.height()
    doubt = Problem("It will take long.", "save_image", severity="warning")
    wired.window.link.checked.emit(wired.graph, Checked(0, {}, (doubt,)))
    assert item(wired, "save_image").view.foot == "It will take long."
    assert not item(wired, "save_image").view.trouble
    assert item(wired, "save_image").bounds.height() > before
    wired.window.link.checked.emit(wired.graph, Checked(0, {}, (doubt, Problem("It is wrong.", "save_image"))))
    assert item(wired, "save_image").view.trouble == "It is wrong."


def test_a_long_sentence_is_told_in_several_lines(wired):
    wired.window.link.checked.emit(wired.graph, Checked(0, {}, (Problem("Short.", "save_image"),)))
    short = item(wired, "save_image").bounds.height()
    wired.window.link.checked.emit(wired.graph, Checked(0, {}, (Problem("A long sentence. " * 5, "save_image"),)))
    assert item(wired, "save_image").bounds.height() > short + 10


def test_a_wire_keeps_its_color_behind_a_reroute(wired):
    wired.double((wired.dot("upscale", "image", output=True) + wired.dot("save_image", "image")) / 2)
    wires = wired.window.scene_.wires
    colors = {
        wires.color(end).name() for end in (("save_image", "image"), ("pass_through", "value"), ("upscale", "image"))
    }
    assert colors == {wired.window.theme.color(ImageKind()).name()}


@pytest.fixture
def shelf(qtbot):
    """A scene with a node of each type."""
    scene = Scene(DARK, SPECS)
    graph = Graph()
    for spec in SPECS.values():
        graph, _ = edit.add(graph, spec)
    scene.show(graph)
    return scene


def test_rows_and_fields_lie_within_their_node_and_not_on_each_other(shelf):
    for name, shown in shelf.items_.items():
        rows = shown.shape_.rows
        edges = [0.0, *(edge for row in rows for edge in (row.top, row.top + row.height)), shown.shape_.height]
        assert edges == sorted(edges), name
        for row in rows:
            if shown.has_field(row):
                field = shown.field_rect(row)
                assert QRectF(0, 0, shown.shape_.width, shown.shape_.height).contains(field), (name, row.port)
                assert row.top <= field.top() <= field.bottom() <= row.top + row.height, (name, row.port)


def test_facts_that_say_nothing_are_not_shown():
    assert told(None) == told(PictureFact()) == ""
    assert told(StreamFact(ValueFact(), 12)) == "12 items"
    assert told(StreamFact(SMALL, 12)) == "12 × 480x320 RGB 8-bit"
    assert told(StreamFact(SMALL, 12, exact=False)) == "≥ 12 × 480x320 RGB 8-bit"
    assert "480x320" in told(StreamFact(SMALL))
    assert told(ValueFact("one\ntwo")) == "one two"


def _middle(hand, name, port):
    return item(hand, name).shape_.row(port, output=False).middle


def close_below(hand):
    """A node without room for a picture, and another one that lies where its sentence is told, in front of it."""
    upper, lower = "save_image", "upscale"
    (x, y), height = item(hand, upper).node.at, item(hand, upper).shape_.height
    hand.window.session.edit("Move", lambda graph: edit.move(graph, {lower: (x, y + height + 20)}))
    hand.view.fit()
    return upper, lower, item(hand, upper).pos() + QPointF(item(hand, upper).shape_.width / 2, height + 26)


def test_what_a_node_says_below_itself_lies_before_the_next_node_and_belongs_to_the_first(wired):
    upper, lower, foot = close_below(wired)
    wired.click(foot)
    assert wired.window.scene_.selected() == [lower]
    sentence = "There is no folder /pictures/a/long/way/down/to/out; check its name, or choose another one."
    wired.window.scene_.select([])
    before = pixels(wired, foot)
    wired.window.scene_.show_views({upper: NodeView(problem=sentence)})
    assert pixels(wired, foot) != before
    assert wired.view.tip_at(foot) == sentence
    wired.click(foot)
    assert wired.window.scene_.selected() == [upper]


def test_a_selected_node_lies_before_what_is_said_above_it(wired):
    upper, lower, foot = close_below(wired)
    wired.window.scene_.show_views({upper: NodeView(problem="It is broken. " * 9)})
    said = pixels(wired, foot)
    wired.click(item(wired, lower).pos() + QPointF(40, item(wired, lower).shape_.height - 2))
    assert wired.window.scene_.selected() == [lower]
    assert pixels(wired, foot) != said
    before = wired.graph.nodes[lower].at[1]
    wired.drag(wired.on(lower), wired.on(lower) + QPointF(0, 60))
    assert wired.graph.nodes[lower].at[1] > before + 40


def test_a_port_that_is_hidden_is_not_pulled_at(wired):
    upper, lower, _ = close_below(wired)
    dot = wired.dot(lower, "image", output=True)
    wired.window.session.edit("Move", lambda graph: edit.move(graph, {upper: (700.0, 16.0)}))
    assert wired.window.scene_.dot_at(dot, 9) == (lower, item(wired, lower).shape_.row("image", output=True))
    wired.window.scene_.show_views({upper: NodeView(problem="It is broken. " * 9)})
    assert item(wired, upper).covers(dot - item(wired, upper).pos())
    assert wired.window.scene_.dot_at(dot, 9) is None


def test_what_is_wrong_is_told_in_the_room_for_a_picture_unless_one_is_shown_there(wired):
    load = item(wired, "load_image")
    room = QRectF(0, load.shape_.picture, load.shape_.width, load.shape_.height - load.shape_.picture)
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(0)
    for view, inside in (
        (NodeView(problem="It is broken."), True),
        (NodeView(problem="It is broken.", picture=picture), True),
        (NodeView(advice="It reads what it should not."), True),
        (NodeView(warning="It was mended.", picture=picture), False),
    ):
        wired.window.scene_.show_views({"load_image": view})
        assert room.contains(foot_place(load)) is inside
        assert load.bounds.contains(foot_place(load))
        assert (load.bounds.bottom() > load.shape_.height + ROW) is not inside
        assert load.tip_at(foot_place(load).center()) == view.foot
    wired.window.session.edit("Collapse", lambda graph: edit.restyle(graph, ["load_image"], collapsed=True))
    assert foot_place(load).top() > load.shape_.height


def pixels(hand, place):
    """What is painted around a place on the canvas."""
    corner = hand.view.mapFromScene(place)
    return hand.view.viewport().grab(QRect(corner, QSize(60, 4))).toImage()


def test_a_picture_without_a_name_shows_the_one_that_it_will_be_saved_by(wired):
    save = item(wired, "save_image")
    assert save.given("name") == "automatic"
    tell(wired, load_image=SMALL, upscale=PictureFact(960, 640, 3, "8", path="/pictures/cat.jpg", origin=(480, 320)))
    assert save.given("name") == "cat"
    assert save.tip_at(QPointF(20, _middle(wired, "save_image", "name"))) == "save_image.name: cat"
    wired.window.session.edit("Name", lambda graph: edit.set_value(graph, SPECS, "save_image", "name", "dog"))
    assert save.given("name") == ""
    assert save.tip_at(QPointF(20, _middle(wired, "save_image", "name"))) == "save_image.name: dog"


def test_a_picture_of_no_file_is_shown_with_the_name_that_is_known(wired):
    made = {"upscale": {"image": LARGE}, "save_image": {"path": ValueFact("/out/picture.png")}}
    wired.window.link.checked.emit(wired.graph, Checked(0, made))
    assert item(wired, "save_image").given("name") == "picture"


def test_nothing_else_is_given_a_name():
    assert [spec.id for spec in SPECS.values() for port in spec.inputs if is_given(spec, port.name)] == ["save_image"]
