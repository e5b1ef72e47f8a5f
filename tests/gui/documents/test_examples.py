"""The example graphs lie tidily: opened, nothing of them is moved, and no node covers or touches another one."""

from itertools import combinations

import pytest
from PySide6.QtCore import QRectF

from nodegraph.core.file import read
from nodegraph.core.places import resources
from nodegraph.core.registry import known_specs

EXAMPLES = sorted((resources() / "examples").glob("*.ng"))
APART = 20


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_shown_as_it_lies_in_its_file(hand, path):
    window = hand.window
    window.session.discard()
    window.files.begin_example(path)
    stored = read(path, known_specs()).graph
    assert {name: node.at for name, node in window.session.graph.nodes.items()} == {
        name: node.at for name, node in stored.nodes.items()
    }
    assert not window.session.undo_name
    boxes = {
        name: QRectF(*item.node.at, item.shape_.width, item.shape_.height).adjusted(0, 0, APART, APART)
        for name, item in window.scene_.items_.items()
    }
    assert not [pair for pair in combinations(boxes, 2) if boxes[pair[0]].intersects(boxes[pair[1]])]
