"""The recipe of the default models: a seed gives one scene, pairs fit, a resumed run ends as an unbroken one."""

import sys

import msgspec
import numpy as np
import pytest
from PIL import Image

from nodegraph.catalogue.cards import Card


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

    picture = (
        recipe("scenes").scene((1, 3), 96) // 2 + 64
    )  # Pillow clips between its two passes, the recipe at the end.
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


def test_jpeg_at_scale_one_leaves_the_truth_alone(recipe):
    import torch

    pictures = torch.from_numpy(np.stack([recipe("scenes").scene((1, index), 64) for index in range(2)]))
    small, large = recipe("degrade").batch(np.random.default_rng(0), pictures, 8, 24, 1)
    assert small.shape == large.shape == (8, 3, 24, 24)
    error = (small - large).abs().mean(dim=(1, 2, 3))
    assert 0.0005 < error.median() < 0.1


@pytest.fixture
def trained(recipe, monkeypatch):
    """Return a function that trains a tiny network in a folder up to a step."""
    import torch

    threads = torch.get_num_threads()

    def run(folder, steps, stop_at):
        shape = ["--features", "8", "--convs", "2", "--patch", "16", "--batch", "2", "--pictures", "2"]
        place = ["--picture-size", "96", "--threads", "1", "--device", "cpu", "--cache", str(folder)]
        ends = ["--steps", str(steps), "--stop-at", str(stop_at)]
        monkeypatch.setattr(sys, "argv", ["train.py", "tiny", *shape, *place, *ends])
        recipe("train").main()
        return torch.load(folder / "tiny.pt", weights_only=True)

    yield run
    torch.set_num_threads(threads)


@pytest.mark.slow
def test_a_resumed_run_ends_with_the_same_weights(trained, tmp_path):
    import torch

    whole = trained(tmp_path / "whole", 5, 4)
    trained(tmp_path / "parts", 5, 2)
    parts = trained(tmp_path / "parts", 5, 4)
    for part in ("network", "mean"):
        for name, value in whole[part].items():
            torch.testing.assert_close(parts[part][name], value, rtol=0, atol=0)


@pytest.mark.slow
def test_a_schedule_that_ends_leaves_a_proved_model_its_card_and_its_curve(trained, recipe, tmp_path, monkeypatch):
    pytest.importorskip("pnnx", reason="pnnx, which makes twins, is not installed")
    pairs = list(recipe("photographs").from_skimage(2, ["rocket"]))
    monkeypatch.setattr(recipe("evaluate"), "groups", lambda scale, bench: {"photographs": pairs})
    trained(tmp_path, 3, 3)
    with Image.open(tmp_path / "tiny.png") as drawn:
        assert drawn.size == (800, 400)
    card = msgspec.json.decode((tmp_path / "tiny.json").read_bytes(), type=Card)
    assert (card.name, card.purpose, card.scale, card.training["steps"]) == ("tiny", "upscale", 2, 3)
    assert set(card.twin.sha256) == {"tiny.param", "tiny.bin"}
    assert card.twin.max_difference <= 1 / 255
    assert list(card.scores["photographs"]) == ["mean", "rocket"]


def test_a_twin_that_differs_is_refused(recipe, monkeypatch):
    pytest.importorskip("pnnx", reason="pnnx, which makes twins, is not installed")
    import torch

    twin, network = recipe("twin"), recipe("network").Compact(8, 1, 2).eval()
    picture = np.random.default_rng(1).random((12, 17, 3), np.float32)
    found = twin.twin_of(network, picture)
    assert found.precision == "fp16"
    assert found.difference <= 1 / 255
    genuine = twin.of_torch
    monkeypatch.setattr(twin, "of_torch", lambda network, picture: genuine(network, picture) + 0.01)
    with pytest.raises(twin.NoTwinError, match=r"differs from torch by 2\.5"), torch.no_grad():
        twin.twin_of(network, picture)


def test_a_table_has_a_line_a_picture_and_a_crop_shows_all_ways(recipe, tmp_path):
    evaluate, photographs = recipe("evaluate"), recipe("photographs")
    truth = np.random.default_rng(2).integers(0, 256, (160, 200, 3), np.uint8)
    pair = photographs.Pair("noise", photographs.resized(truth, 0.5), truth)
    network = recipe("network").Compact(8, 1, 2).eval()
    (score,) = evaluate.scores(network, [pair], tmp_path)
    assert list(score.ways) == ["model", "bicubic", "Lanczos"]
    assert evaluate.mean([score, score], "mean") == score._replace(name="mean")
    assert evaluate.line(score).startswith("noise ")
    assert evaluate.line(score).endswith(f"{score.gain:+.2f}")
    with Image.open(tmp_path / "noise.png") as crop:
        assert crop.size == (4 * 336 + 3 * 6, 336 + 22)


def test_a_crop_is_where_the_ways_differ_most(recipe):
    ours = np.zeros((300, 400, 3), np.uint8)
    other = ours.copy()
    ours[200:210, 300:310] = 255
    top, left = recipe("crops").telling(ours, other)
    assert top <= 200 <= 210 <= top + 112
    assert left <= 300 <= 310 <= left + 112
    small = ours[:50, :60]
    assert recipe("crops").telling(small, small) == (0, 0)


def test_groups_hold_every_set_and_every_quality(recipe, tmp_path):
    photographs = recipe("photographs")
    folder = tmp_path / "bench" / "Some" / "x4"
    folder.mkdir(parents=True)
    truth = Image.fromarray(np.random.default_rng(3).integers(0, 256, (40, 48, 3), np.uint8))
    truth.save(folder / "one_HR.png")
    truth.resize((12, 10)).save(folder / "one_LR.png")
    assert [(pair.name, pair.small.shape) for pair in photographs.groups(4, tmp_path)["Some"]] == [("one", (10, 12, 3))]
    reduced = photographs.groups(2, tmp_path)["Some, reduced here"]
    assert [(pair.small.shape, pair.large.shape) for pair in reduced] == [((20, 24, 3), (40, 48, 3))]
    compressed = photographs.groups(1, tmp_path)
    assert {"photographs, JPEG 30", "halved, JPEG 95"} <= set(compressed)
    assert [name for name in compressed if name.startswith("Some")] == [f"Some, JPEG {q}" for q in (10, 30, 50, 75, 95)]
    assert list(photographs.groups(2, tmp_path / "nothing")) == ["photographs"]
