"""The recipe of the default models: a seed gives one scene, pairs fit, a resumed run ends as an unbroken one."""

import importlib
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

RECIPE = Path(__file__).parents[2] / "resources" / "models" / "train"


@pytest.fixture
def recipe(monkeypatch):
    """Return a function that imports a module of the recipe; none of them stays imported."""
    monkeypatch.syspath_prepend(str(RECIPE))
    names = [path.stem for path in RECIPE.glob("*.py")]
    yield importlib.import_module
    for name in names:
        sys.modules.pop(name, None)


def test_one_seed_gives_one_scene(recipe):
    scene = recipe("scenes").scene
    first = scene((1, 5), 64)
    assert first.shape == (64, 64, 3)
    assert first.dtype == np.uint8
    np.testing.assert_array_equal(first, scene((1, 5), 64))
    assert (first != scene((1, 6), 64)).any()


@pytest.mark.parametrize("scale", [2, 4])
def test_reduction_is_pillows_bicubic(recipe, scale):
    import torch

    picture = recipe("scenes").scene((1, 3), 96)
    size = (96 // scale, 96 // scale)
    expected = np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.BICUBIC), np.int16)
    large = torch.from_numpy(picture).permute(2, 0, 1)[None].float() / 255
    found = (recipe("degrade").reduced(large, scale)[0].permute(1, 2, 0) * 255).round().numpy().astype(np.int16)
    assert np.abs(found - expected).max() <= 1


def test_pairs_show_the_same_place(recipe):
    import torch

    pictures = torch.from_numpy(np.stack([recipe("scenes").scene((1, index), 128) for index in range(2)]))
    small, large = recipe("degrade").batch(np.random.default_rng(0), pictures, 8, 24, 2)
    assert small.shape == (8, 3, 24, 24)
    assert large.shape == (8, 3, 48, 48)
    again = torch.nn.functional.interpolate(large, scale_factor=0.5, mode="bicubic", antialias=True)
    inner = (again - small)[..., 3:-3, 3:-3].abs().mean(dim=(1, 2, 3))
    assert inner.median() < 0.002  # the others are blurred or compressed on purpose


def test_psnr_and_ssim_know_equal_pictures_and_a_gray_step(recipe):
    metrics = recipe("metrics")
    gray = np.full((32, 32, 3), 100, np.uint8)
    assert metrics.ssim(gray, gray, 2) == pytest.approx(1)
    step = 219 / 255
    assert metrics.psnr(gray, gray + 1, 2) == pytest.approx(20 * np.log10(255 / step), abs=1e-3)


@pytest.mark.slow
def test_a_resumed_run_ends_with_the_same_weights(recipe, tmp_path, monkeypatch):
    import torch

    train = recipe("train")

    def run(folder, steps):
        shape = ["--features", "8", "--convs", "2", "--patch", "16", "--batch", "2", "--pictures", "2"]
        place = ["--picture-size", "96", "--threads", "1", "--device", "cpu", "--cache", str(folder)]
        monkeypatch.setattr(sys, "argv", ["train.py", *shape, *place, "--steps", "4", "--stop-at", str(steps)])
        train.main()
        return torch.load(folder / "nodegraph-2x.pt", weights_only=True)

    threads = torch.get_num_threads()
    try:
        whole = run(tmp_path / "whole", 4)
        run(tmp_path / "parts", 2)
        parts = run(tmp_path / "parts", 4)
    finally:
        torch.set_num_threads(threads)
    for part in ("network", "mean"):
        for name, value in whole[part].items():
            torch.testing.assert_close(parts[part][name], value, rtol=0, atol=0)
