"""Numbers turned by dragging stay allowed, move one way, and make one step of the history."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt

from nodegraph.core import edit
from nodegraph.core.ports import Number, accept
from nodegraph.core.registry import known_specs
from nodegraph.gui.canvas.scale import dragged, share_of

KINDS = [
    port.kind for spec in known_specs().values() for port in spec.inputs if isinstance(port.kind, Number)
]  # fmt: skip


@given(st.sampled_from(KINDS), st.floats(0, 1), st.floats(-400, 400), st.booleans())
def test_a_dragged_number_is_always_allowed(kind, share, pixels, fine):
    low = kind.low if kind.low is not None else -100
    high = kind.high if kind.high is not None else low + 200
    begun = low + share * (high - low)
    begun = round(begun) if kind.integer else begun
    found = dragged(kind, begun, pixels, 100, fine=fine)
    accept(kind, found)
    assert isinstance(found, int) or not kind.integer


@given(st.sampled_from([kind for kind in KINDS if share_of(kind, kind.low or 0) is not None]))
def test_a_field_width_leads_from_one_end_to_the_other(kind):
    found = dragged(kind, kind.low, 101, 100)
    assert found == pytest.approx(kind.high)


@pytest.fixture
def blurred(hand):
    hand.window.session.edit(
        "Add", lambda graph: edit.add(graph, hand.window.session.specs["gaussian_blur"], (0.0, 400.0))[0]
    )
    hand.view.fit()
    return hand


def field(hand, name="gaussian_blur", port="sigma_x"):
    item = hand.window.scene_.items_[name]
    return item.pos() + item.field_rect(item.shape_.row(port, output=False)).center()


def test_dragging_a_field_is_one_step(blurred):
    before = blurred.graph
    at = field(blurred)
    blurred.drag(at, at + QPointF(60, 0))
    assert blurred.graph.nodes["gaussian_blur"].set["sigma_x"] > 1
    assert blurred.window.session.undo_name == "Set Gaussian blur, sigma x"
    blurred.window.session.undo()
    assert blurred.graph is before


def test_while_a_field_is_dragged_the_document_shows_it_and_escape_takes_it_back(blurred):
    before = blurred.graph
    at = field(blurred)
    blurred.press(at)
    blurred.move(at + QPointF(60, 0))
    assert blurred.graph.nodes["gaussian_blur"].set
    blurred.key(Qt.Key.Key_Escape)
    assert blurred.graph is before
    assert blurred.window.session.undo_name == "Add"
    assert not blurred.window.session.redo_name


def test_a_click_opens_the_field_and_enter_takes_what_was_typed(blurred):
    blurred.click(field(blurred))
    line = blurred.view.viewport().focusWidget() or blurred.window.focusWidget()
    blurred.qtbot.keyClicks(line, "7.5")
    blurred.qtbot.keyClick(line, Qt.Key.Key_Return)
    assert blurred.graph.nodes["gaussian_blur"].set["sigma_x"] == 7.5
