"""The models that come along: listed, chosen by scale, and named instead of a file."""

import json
from pathlib import Path

import numpy as np
import pytest

from nodegraph.catalogue.cards import shipped
from nodegraph.cli.chains import Wish, choose_route
from nodegraph.core.errors import FileRefused

from .conftest import STREET, Run, load

NAMES = ["nodegraph-2x", "nodegraph-4x", "nodegraph-1x-dejpeg"]


def test_the_list_says_what_each_model_is_for(nodegraph: Run) -> None:
    lines = nodegraph("models", "list").stdout.splitlines()
    assert [line.split()[0] for line in lines] == NAMES
    assert [line.split()[1] for line in lines] == ["2x", "4x", "1x"]
    for line, purpose in zip(lines, ["upscales", "upscales", "removes JPEG artifacts"], strict=True):
        assert purpose in line
        assert line.endswith(" MB  MIT")


def test_as_json_the_list_is_the_cards(nodegraph: Run) -> None:
    cards = [json.loads(line) for line in nodegraph("models", "list", "--json").stdout.splitlines()]
    assert [card["name"] for card in cards] == NAMES
    assert [card["sha256"] for card in cards] == [card.sha256 for card in shipped()]
    assert cards[0]["scores"]["photographs"]["mean"]["model"][0] > 30


@pytest.mark.parametrize(
    ("scale", "file", "factors", "words"),
    [
        (None, None, [None], "nodegraph-2x, 2x"),
        ("2", None, [None], "nodegraph-2x, 2x"),
        ("1.5", None, [1.5], "nodegraph-2x, then resized to 1.5x"),
        ("0.5", None, [0.5], "nodegraph-2x, then resized to 0.5x"),
        ("3x", "nodegraph-4x", [3], "nodegraph-4x, then resized to 3x"),
        ("4", "nodegraph-4x", [None], "nodegraph-4x, 4x"),
        ("8", "nodegraph-4x", [None, 2], "nodegraph-4x in 2 passes, then resized to 8x"),
        ("16", "nodegraph-4x", [None, None], "nodegraph-4x in 2 passes, 16x"),
        ("64", "nodegraph-4x", [None, None, None], "nodegraph-4x in 3 passes, 64x"),
    ],
)
def test_the_scale_chooses_the_model(
    scale: str | None, file: str | None, factors: list[float | None], words: str
) -> None:
    route = choose_route(Wish(["a.png"], scale=scale))
    assert (route.model and route.model.stem, route.factors, route.words) == (file, factors, words)


@pytest.mark.parametrize(
    ("name", "scale", "words"),
    [
        ("nodegraph-1x-dejpeg", None, "nodegraph-1x-dejpeg, 1x"),
        ("nodegraph-1x-dejpeg", "2", "nodegraph-1x-dejpeg, then resized to 2x"),
        ("nodegraph-4x", "3", "nodegraph-4x, then resized to 3x"),
        ("nodegraph-2x", "2", "nodegraph-2x, 2x"),
    ],
)
def test_a_name_does_instead_of_a_file(name: str, scale: str | None, words: str) -> None:
    route = choose_route(Wish(["a.png"], model=Path(name), scale=scale))
    assert route.model is not None
    assert (route.model.stem, route.words) == (name, words)


def test_a_file_of_that_name_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "nodegraph-2x").write_bytes(b"")
    assert choose_route(Wish(["a.png"], model=Path("nodegraph-2x"))).model == tmp_path / "nodegraph-2x"


def test_a_name_that_is_nearly_right_is_helped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileRefused, match=r"does not exist \(did you mean 'nodegraph-1x-dejpeg'\?\); name a file"):
        choose_route(Wish(["a.png"], model=Path("nodegraph-1x-dejpg")))


@pytest.mark.slow
def test_a_picture_goes_through_a_model_by_name_and_through_a_graph(nodegraph: Run, tmp_path: Path) -> None:
    done = nodegraph("upscale", STREET, "--model", "nodegraph-1x-dejpeg", "-o", "one.png")
    assert done.returncode == 0, done.stderr
    assert "nodegraph-1x-dejpeg, 1x" in done.stderr
    nodes = {
        "load_image": {"node": "load_image", "at": [0, 0], "set": {"path": str(STREET)}},
        "load_model": {"node": "load_model", "at": [0, 200], "set": {"path": "nodegraph-1x-dejpeg"}},
        "upscale": {"node": "upscale", "at": [300, 0], "in": {"image": "load_image", "model": "load_model"}},
        "save_image": {
            "node": "save_image",
            "at": [600, 0],
            "in": {"image": "upscale"},
            "set": {"folder": ".", "name": "two"},
        },
    }
    (tmp_path / "x.ng").write_text(json.dumps({"nodegraph": 1, "nodes": nodes}))
    done = nodegraph("run", "x.ng")
    assert done.returncode == 0, done.stderr
    first, second = load(tmp_path / "one.png"), load(tmp_path / "two.png")
    assert first.shape == load(STREET).shape
    np.testing.assert_array_equal(first, second)


@pytest.mark.slow
def test_three_times_is_four_times_made_smaller(nodegraph: Run, tmp_path: Path) -> None:
    done = nodegraph("upscale", STREET, "--scale", "3", "-o", "three.png")
    assert done.returncode == 0, done.stderr
    assert "nodegraph-4x, then resized to 3x" in done.stderr
    assert load(tmp_path / "three.png").shape == (960, 1440, 3)
