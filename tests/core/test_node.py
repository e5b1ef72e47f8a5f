"""What `@node` makes of a function."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import numpy as np
import pytest

from nodegraph.core.annotations import Folder, Image, Lazy, SameImage, Stream
from nodegraph.core.byhand import as_float
from nodegraph.core.errors import DeclarationError
from nodegraph.core.node import NodeSpec, node
from nodegraph.engine.picture import Picture


def test_a_spec_travels_as_plain_data(specs: dict[str, NodeSpec]) -> None:
    for spec in specs.values():
        assert msgspec.msgpack.decode(msgspec.msgpack.encode(spec), type=NodeSpec) == spec
        assert msgspec.json.decode(msgspec.json.encode(spec), type=NodeSpec) == spec


def test_label_help_and_role_are_derived(specs: dict[str, NodeSpec]) -> None:
    assert specs["add_numbers"].label == "Add numbers"
    assert specs["load"].help.startswith("Load a picture.")
    roles = {name: specs[name].role for name in ("count", "take", "total", "blur")}
    assert roles == {"count": "source", "take": "transformer", "total": "sink", "blur": "plain"}


def test_only_small_pure_nodes_are_live(specs: dict[str, NodeSpec]) -> None:
    assert {name for name, spec in specs.items() if spec.live} == {"add_numbers", "upper"}


def test_the_main_output_is_the_first_and_answers_to_no_name(specs: dict[str, NodeSpec]) -> None:
    assert specs["load"].output("") is specs["load"].output("image")
    assert specs["save"].main is None
    assert specs["load"].input("pth") is None


def test_a_node_is_still_the_function_it_was() -> None:
    @node
    def half(image: Image, amount: float = 0.5) -> SameImage:
        """Darken."""
        return image * amount

    made = half(np.full((2, 3), 255, np.uint8))
    assert made.shape == (2, 3, 1)
    assert made.dtype == np.float32
    assert np.all(made == 0.5)
    assert half.__name__ == "half"


def test_a_node_called_by_hand_takes_arrays_texts_and_values(tmp_path: Path) -> None:
    @node
    def keep(image: Lazy[Picture], folder: Folder, other: Picture | None = None) -> Picture:
        """Keep it."""
        assert folder.is_dir()
        assert other is None or other.depth == "float"
        return image()

    array = np.zeros((2, 3), np.uint16)
    assert keep(array, str(tmp_path), np.zeros((1, 1, 3), np.float32)).depth == "16"
    assert keep(image=Lazy(lambda: Picture.of(array)), folder=tmp_path).pixels.shape == (2, 3, 1)
    assert array.flags.writeable


def test_integers_span_their_range_and_other_values_stay() -> None:
    assert as_float(np.array([[65535]], np.uint16))[0, 0, 0] == 1.0
    assert as_float("text") == "text"
    assert as_float(SimpleNamespace(pixels=np.ones((1, 1, 3), np.uint8))).shape == (1, 1, 3)


def test_a_rule_may_only_ask_for_what_the_node_has() -> None:
    @node
    def crop(image: Image, width: int = 1) -> Image:
        """Cut."""
        return image

    def rule(image: Any, height: int) -> None: ...

    with pytest.raises(DeclarationError, match=r"crop.*'height'"):
        crop.infer(rule)
    assert not crop.spec.has_rule
    crop.infer(lambda image, width: None)
    assert crop.spec.has_rule


def test_options_reach_the_spec() -> None:
    @node(effect=True, version=2, was=("old",), holes="fail", synonyms=("write",), fresh=True, costly=True)
    def send(items: Stream[Image]) -> None:
        """Send away."""

    spec = send.spec
    assert (spec.effect, spec.version, spec.was, spec.holes) == (True, 2, ("old",), "fail")
    assert (spec.synonyms, spec.fresh, spec.costly, spec.local) == (("write",), True, True, False)
