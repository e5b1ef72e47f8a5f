"""Searching finds nodes by what people call them, the closest name first."""

import pytest

from nodegraph.core.registry import known_specs
from nodegraph.gui.panels.search import matches, reason

SPECS = known_specs()


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("upsc", "upscale"),
        ("load im", "load_image"),
        ("gblur", "gaussian_blur"),
        ("esrgan", "upscale"),
        ("noise", "noise_texture"),
        ("blur", "gaussian_blur"),
    ],
)
def test_the_first_match_is_the_one_that_is_meant(typed, first):
    assert matches(SPECS.values(), typed)[0].id == first


def test_every_node_is_first_when_its_label_is_typed():
    for spec in SPECS.values():
        found = matches(SPECS.values(), spec.label)
        assert found[0].label == spec.label


def test_nonsense_finds_nothing():
    assert matches(SPECS.values(), "qqxyzzy") == []


@pytest.mark.parametrize(
    ("name", "node"),
    [
        # chaiNNer
        ("Upscale Image", "upscale"),
        ("Load Images", "list_images"),
        ("Resize To Side", "resize"),
        ("Create Color", "plain_color"),
        ("Text As Image", "draw_text"),
        ("Crop Edges", "crop"),
        ("Fill Alpha", "fill_alpha"),
        ("Merge Transparency", "merge_alpha"),
        ("Average Color Fix", "transfer_color"),
        ("Text Append", "join_text"),
        ("Regex Replace", "replace_text"),
        ("Math", "calculate"),
        # ComfyUI
        ("ImageScaleBy", "resize"),
        ("ImageUpscaleWithModel", "upscale"),
        ("UpscaleModelLoader", "load_model"),
        ("ImageCompositeMasked", "mix_by_mask"),
        ("ImagePadForOutpaint", "pad"),
        ("GrowMask", "grow_or_shrink"),
        ("PrimitiveNode", "number"),
        ("Reroute", "pass_through"),
        # Blender
        ("Alpha Over", "place_over"),
        ("RGB Curves", "curves"),
    ],
)
def test_names_of_other_programs_find_the_node(name, node):
    assert matches(SPECS.values(), name)[0].id == node


def test_the_synonym_that_was_found_is_told():
    assert reason(SPECS["pass_through"], "reroute") == "reroute"
    assert reason(SPECS["pass_through"], "pass") == ""


def test_before_anything_was_used_what_a_first_graph_is_made_of_comes_first():
    found = [spec.id for spec in matches(SPECS.values(), "")]
    assert found[:4] == ["load_image", "list_images", "upscale", "save_image"]
    assert matches(SPECS.values(), "", {"invert": 1})[0].id == "invert"
