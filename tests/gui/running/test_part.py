"""Where what was made of a part lies in the whole result: known behind nodes that keep places, and only there."""

import pytest

from nodegraph.core import edit
from nodegraph.core.facts import PictureFact
from nodegraph.core.graph import Graph, Wire
from nodegraph.core.registry import known_specs
from nodegraph.gui.part import SIDE, of_part

SPECS = known_specs()
FACTS = {"load_image": {"image": PictureFact(width=2000, height=1000)}}


def chain(*kinds):
    """A picture and these nodes behind it, cut about a place right of the middle."""
    graph, last = edit.add(Graph(), SPECS["load_image"])
    for kind in kinds:
        graph, last = edit.add(graph, SPECS[kind], wires={"image": Wire(last, "image")}, specs=SPECS)
    return of_part(graph, SPECS, FACTS, (0.75, 0.5))


def test_it_lies_where_the_part_lies_times_what_it_was_enlarged_by():
    parted = chain("gaussian_blur", "resize", "dither")
    assert parted.behind(SPECS) == {"gaussian_blur", "resize", "dither"}
    found = parted.box_in(SPECS, "dither", (4000, 2000), (2 * SIDE, 2 * SIDE))
    assert found == (2 * (1500 - SIDE // 2), 2 * (500 - SIDE // 2), 2 * SIDE, 2 * SIDE)


@pytest.mark.parametrize("kind", ["flip", "rotate", "transform", "pad", "shift"])
def test_behind_a_node_that_moves_pixels_it_is_not_known(kind):
    parted = chain(kind, "invert")
    assert parted.box_in(SPECS, "invert", (2000, 1000), (SIDE, SIDE)) is None


def test_where_the_sizes_do_not_agree_it_is_not_known():
    assert chain("resize").box_in(SPECS, "resize", (300, 300), (300, 300)) is None


def test_a_node_beside_the_cut_is_not_behind_it():
    named = {"name": Wire("load_image", "name")}
    graph, _ = edit.add(chain("invert").whole, SPECS["save_image"], wires=named, specs=SPECS)
    assert of_part(graph, SPECS, FACTS, (0.5, 0.5)).behind(SPECS) == {"invert"}
