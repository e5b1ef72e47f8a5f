"""Which model a scale and a name mean, and when a twin is to be trusted."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from nodegraph.catalogue import cards
from nodegraph.catalogue.builtin import built_in, built_in_named, model_file
from nodegraph.catalogue.cards import models_folder, shipped, twin
from nodegraph.core.errors import FileRefused
from nodegraph.core.places import resources


@pytest.fixture
def other_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the models in a folder of its own, which counts as the program's."""
    folder = tmp_path / "models"
    shutil.copytree(resources() / "models", folder, ignore=shutil.ignore_patterns("train"))
    monkeypatch.setattr(cards, "resources", lambda: tmp_path)
    twin.cache_clear()
    yield folder
    twin.cache_clear()


@pytest.mark.parametrize(
    ("scale", "name"),
    [(0.5, "2x"), (1, "2x"), (1.5, "2x"), (2, "2x"), (2.5, "4x"), (3, "4x"), (4, "4x"), (8, "4x"), (100, "4x")],
)
def test_the_smallest_model_that_reaches_a_scale_serves_it(scale: float, name: str) -> None:
    found = built_in(scale)
    assert found.path == models_folder() / f"nodegraph-{name}.safetensors"
    assert f"{found.scale}x" == name


def test_every_model_is_found_by_its_name_alone(tmp_path: Path) -> None:
    for card in shipped():
        assert built_in_named(card.name) == (card.path, card.scale)
        assert model_file(Path(card.name)) == card.path
        assert model_file(tmp_path / card.name) == card.path
        assert model_file(card.path) == card.path
    assert built_in_named("nodegraph-9x") is None
    assert model_file(tmp_path / "nodegraph-9x") == tmp_path / "nodegraph-9x"


def test_a_file_that_is_there_comes_before_a_name(tmp_path: Path) -> None:
    own = tmp_path / "nodegraph-2x"
    own.write_bytes(b"")
    assert model_file(own) == own


def test_without_models_the_sentence_says_what_to_do(other_models: Path) -> None:
    shutil.rmtree(other_models)
    assert shipped() == []
    with pytest.raises(FileRefused, match="install nodegraph again or name a model"):
        built_in(2)


@pytest.mark.parametrize("text", ["{", "{}", '{"name": 3}'])
def test_a_broken_card_is_refused_by_name(other_models: Path, text: str) -> None:
    (other_models / "nodegraph-2x.json").write_text(text)
    with pytest.raises(FileRefused, match=r"nodegraph-2x\.json cannot be read"):
        shipped()


def test_a_model_without_its_file_is_not_offered(other_models: Path) -> None:
    (other_models / "nodegraph-2x.safetensors").unlink()
    assert "nodegraph-2x" not in [card.name for card in shipped()]


def test_every_model_has_a_twin() -> None:
    for card in shipped():
        assert twin(card.sha256) == card.path.with_suffix(".param")


def test_another_content_has_no_twin() -> None:
    assert twin("ab" * 32) is None


@pytest.mark.parametrize("suffix", [".param", ".bin"])
def test_a_twin_counts_only_while_its_files_are_what_the_card_says(other_models: Path, suffix: str) -> None:
    file = other_models / f"nodegraph-2x{suffix}"
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    card = next(card for card in shipped() if card.name == "nodegraph-2x")
    assert twin(card.sha256) is None
