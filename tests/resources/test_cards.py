"""The models that come along are what their cards say, small enough, and as good as was asked for."""

import hashlib

import pytest

from nodegraph.catalogue.cards import Card, shipped

from .conftest import opened

CARDS = shipped()
every_model = pytest.mark.parametrize("card", CARDS, ids=lambda card: card.name)


def test_the_models_that_were_promised_are_there() -> None:
    assert [(card.name, card.purpose, card.scale) for card in CARDS] == [
        ("nodegraph-2x", "upscale", 2),
        ("nodegraph-4x", "upscale", 4),
        ("nodegraph-1x-dejpeg", "dejpeg", 1),
    ]


@every_model
def test_a_card_tells_of_the_files_beside_it(card: Card) -> None:
    assert card.twin is not None
    listed = {card.file: card.sha256, **card.twin.sha256}
    assert set(listed) == {f"{card.name}{suffix}" for suffix in (".safetensors", ".param", ".bin")}
    for name, sha256 in listed.items():
        assert hashlib.sha256(card.path.with_name(name).read_bytes()).hexdigest() == sha256, name
    assert card.license == "MIT"
    assert card.path.stat().st_size <= 5_000_000
    assert card.path.with_suffix(".bin").stat().st_size <= 2_500_000


@every_model
def test_spandrel_finds_what_the_card_says(card: Card) -> None:
    found = opened(card.path)
    assert found.architecture.name == card.architecture
    assert (found.scale, found.input_channels, found.output_channels) == (card.scale, 3, 3)
    assert sum(weight.numel() for weight in found.model.parameters()) == card.parameters


@every_model
def test_the_twin_speaks_of_nothing_but_layers(card: Card) -> None:
    lines = card.path.with_suffix(".param").read_text(encoding="ascii").splitlines()
    assert lines[0] == "7767517"
    assert lines[2].split()[0] == "Input"
    assert lines[2].split()[-1] == "in0"
    assert lines[-1].split()[5] == "out0" or "out0" in lines[-1].split()
    assert "/" not in "".join(lines)


@pytest.mark.parametrize("card", [card for card in CARDS if card.purpose == "upscale"], ids=lambda card: card.name)
def test_no_picture_on_a_card_is_below_a_filter(card: Card) -> None:
    for group, pictures in card.scores.items():
        for picture, ways in pictures.items():
            for filtered in ("bicubic", "Lanczos"):
                assert ways["model"] > ways[filtered], f"{group}: {picture}"


def test_the_scores_on_the_cards_are_what_was_asked_for() -> None:
    scores = {card.name: card.scores for card in CARDS}
    assert scores["nodegraph-2x"]["Set5"]["mean"]["model"][0] >= 36.5
    assert scores["nodegraph-4x"]["Set5"]["mean"]["model"][0] >= 30.5
    for pictures in ("photographs", "halved"):
        rough, fine = (scores["nodegraph-1x-dejpeg"][f"{pictures}, JPEG {quality}"]["mean"] for quality in (30, 95))
        assert rough["model"][0] >= rough["input"][0] + 0.8
        assert fine["model"][0] >= fine["input"][0] - 0.1
