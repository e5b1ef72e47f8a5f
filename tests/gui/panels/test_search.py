"""Searching finds nodes by what people call them, the closest name first."""

import pytest

from nodegraph.core.registry import known_specs
from nodegraph.gui.panels.search import matches


@pytest.mark.parametrize(
    ("typed", "first"),
    [("upsc", "upscale"), ("load im", "load_image"), ("gblur", "gaussian_blur"), ("esrgan", "upscale")],
)
def test_the_first_match_is_the_one_that_is_meant(typed, first):
    assert matches(known_specs().values(), typed)[0].id == first


def test_every_node_is_first_when_its_label_is_typed():
    specs = known_specs()
    for spec in specs.values():
        found = matches(specs.values(), spec.label)
        assert found[0].label == spec.label


def test_nonsense_finds_nothing():
    assert matches(known_specs().values(), "qqxyzzy") == []
