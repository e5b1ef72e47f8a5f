"""Icons are drawn from one file in the colors of the theme; kinds of ports differ by shape, not by color alone."""

import ast
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QIcon

import nodegraph
from nodegraph.core.registry import known_specs
from nodegraph.gui import icons
from nodegraph.gui.theme import CONTRAST, DARK, LIGHT, dress

KINDS = list(DARK.kinds)


@pytest.mark.parametrize("name", icons.names())
def test_every_icon_lies_within_its_square_and_uses_most_of_it(name):
    box = icons.outline(name).boundingRect()
    margin = icons.LINE / 2
    assert QRectF(0, 0, icons.SIDE, icons.SIDE).contains(box.adjusted(-margin, -margin, margin, margin))
    assert max(box.width(), box.height()) >= 11


def test_an_icon_that_is_not_there_is_an_error():
    with pytest.raises(KeyError):
        icons.icon("nothing of the kind")


def color_of(icon, mode=QIcon.Mode.Normal):
    """The strongest color in an icon."""
    image = icon.pixmap(QSize(48, 48), 1.0, mode).toImage()
    colors = [image.pixelColor(x, y) for x in range(48) for y in range(48)]
    return max(colors, key=lambda color: color.alpha()).name()


def test_icons_follow_the_theme(qapp):
    icon = icons.icon("stop")
    for theme in (LIGHT, CONTRAST, DARK):
        dress(qapp, theme)
        assert color_of(icon) == theme.text
        assert color_of(icon, QIcon.Mode.Disabled) == theme.faint


def test_every_family_of_nodes_has_an_icon_of_its_own():
    assert {icons.of_family(spec.category) for spec in known_specs().values()} <= set(icons.names()) - {"node"}


@pytest.mark.parametrize(("one", "other"), list(combinations(KINDS, 2)), ids=lambda kind: kind.__name__)
def test_ports_of_two_kinds_have_different_shapes(one, other):
    assert icons.port_shape(one) != icons.port_shape(other)


def test_shapes_are_of_one_size():
    for kind in KINDS:
        box = icons.port_shape(kind).boundingRect()
        assert 1.7 <= max(box.width(), box.height()) <= 2.6
        assert abs(box.center().x()) < 0.4
        assert abs(box.center().y()) < 0.4


def test_every_action_with_an_icon_has_one_that_is_drawn(hand):
    drawn = [name for name, action in hand.window.actions_.items() if not action.icon().isNull()]
    assert len(drawn) > 30


def names_in_code():
    """The texts that the window's code hands on to a call or keeps in a row of values, where names of icons stand."""
    found = set()
    for path in (Path(nodegraph.__file__).parent / "gui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(args=some) | ast.Tuple(elts=some):
                    parts = some
                case ast.IfExp(body=one, orelse=other):
                    parts = [one, other]
                case ast.Assign(value=ast.IfExp(body=one, orelse=other)):
                    parts = [one, other]
                case _:
                    continue
            found |= {part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)}
    return found


def icons_in_code():
    """The names of icons that stand where an icon is asked for."""
    found, place = set(), {"icon": 0, "draw": 1, "Command": 2, "tool": 0, "switch": 0, "_sign": 1}
    for path in (Path(nodegraph.__file__).parent / "gui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
                at = place.get(node.func.id if isinstance(node.func, ast.Name) else node.func.attr)
                if at is not None and at < len(node.args) and isinstance(node.args[at], ast.Constant):
                    found.add(node.args[at].value)
    return found


def test_every_icon_that_is_drawn_is_used_and_the_other_way_round():
    asked = icons_in_code() - {""}
    assert len(asked) > 40
    assert asked <= set(icons.names())
    assert set(icons.names()) <= {*names_in_code(), *icons.FAMILIES}
