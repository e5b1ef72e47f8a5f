"""The default model is what its card says, invents nothing where there is nothing, and beats bicubic on photographs."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

MODELS = Path(__file__).parents[2] / "resources" / "models"
CARDS = sorted(MODELS.glob("nodegraph-*.json"))


@pytest.fixture(scope="module")
def descriptor():
    """The default model as spandrel loads it."""
    from nodegraph.runtimes.torch_import import import_spandrel

    return import_spandrel().ModelLoader(device="cpu").load_from_file(MODELS / "nodegraph-2x.safetensors")


def _enlarged(descriptor, picture):
    """Return the model's picture (2 H, 2 W, 3) in [0, 1] of a float32 picture (H, W, 3) in [0, 1]."""
    import torch

    with torch.inference_mode():
        result = descriptor.model(torch.from_numpy(picture.transpose(2, 0, 1).copy())[None])
    return result[0].numpy().transpose(1, 2, 0)


@pytest.mark.parametrize("card_path", CARDS, ids=lambda path: path.stem)
def test_card_describes_the_file_beside_it(card_path):
    card = json.loads(card_path.read_text(encoding="utf-8"))
    path = card_path.with_name(card["file"])
    assert hashlib.sha256(path.read_bytes()).hexdigest() == card["sha256"]
    assert card["name"] == path.stem == card_path.stem
    assert card["license"] == "MIT"
    assert path.stat().st_size <= 5_000_000
    for measured in card["scores"].values():
        assert measured["model"][0] > measured["bicubic"][0]


def test_default_model_has_a_card():
    assert MODELS / "nodegraph-2x.json" in CARDS


def test_spandrel_finds_what_the_card_says(descriptor):
    card = json.loads((MODELS / "nodegraph-2x.json").read_text(encoding="utf-8"))
    assert descriptor.architecture.name == card["architecture"]
    assert (descriptor.scale, descriptor.input_channels, descriptor.output_channels) == (card["scale"], 3, 3)
    assert sum(weight.numel() for weight in descriptor.model.parameters()) == card["parameters"]


@pytest.mark.parametrize("code", [0, 1, 16, 64, 128, 188, 224, 254, 255])
def test_flat_stays_flat(descriptor, code):
    flat = np.full((40, 56, 3), code / 255, np.float32)
    result = np.clip(_enlarged(descriptor, flat), 0, 1) * 255
    assert np.abs(np.round(result) - code).max() <= 1
    assert np.abs(result - code)[8:-8, 8:-8].max() <= 0.3


def test_ramp_stays_monotone(descriptor):
    ramp = np.broadcast_to(np.linspace(0.1, 0.9, 128, dtype=np.float32)[None, :, None], (32, 128, 3))
    steps = np.diff(_enlarged(descriptor, ramp)[8:-8, 8:-8], axis=1)
    assert steps.min() >= 0


def test_better_than_bicubic_on_a_photograph(descriptor):
    from PIL import Image
    from skimage.data import chelsea

    truth = chelsea()[:300, :450]
    small = Image.fromarray(truth).resize((225, 150), Image.Resampling.BICUBIC)
    bicubic = np.asarray(small.resize((450, 300), Image.Resampling.BICUBIC), np.float32) / 255
    ours = np.clip(_enlarged(descriptor, np.asarray(small, np.float32) / 255), 0, 1)

    def error(picture):
        return np.mean((picture - truth / 255)[2:-2, 2:-2] ** 2)

    assert error(ours) < 0.9 * error(bicubic)
    assert np.abs(ours.mean(axis=(0, 1)) - truth.mean(axis=(0, 1)) / 255).max() < 0.5 / 255
