"""On photographs the models that come along are better than filters, keep colors, and the same in both frameworks."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from nodegraph.catalogue.cards import Card, shipped

from .conftest import Pixels, codes, made

CARDS = shipped()
UPSCALERS = [card for card in CARDS if card.purpose == "upscale"]
LEAST_GAIN = {2: 0.2, 4: 0.05}
"""In dB over bicubic, by scale; of the rocket's few pixels at a quarter of the size not much can be told."""
NAMES = ("astronaut", "coins", "rocket")
MORE_NAMES = ("camera", "coffee", "chelsea", "brick", "grass", "gravel", "page")
Recipe = Callable[[str], ModuleType]

every_model = pytest.mark.parametrize("card", CARDS, ids=lambda card: card.name)
every_upscaler = pytest.mark.parametrize("card", UPSCALERS, ids=lambda card: card.name)


def photograph(name: str) -> Pixels:
    """Return the middle of a photograph, (192, 240, 3) or a little less, sides divisible by 4."""
    import skimage.data

    picture = np.asarray(getattr(skimage.data, name)())
    picture = np.repeat(picture[..., None], 3, axis=2) if picture.ndim == 2 else picture[..., :3]
    height, width = (min(side, most) // 4 * 4 for side, most in zip(picture.shape, (192, 240), strict=False))
    top, left = ((side - part) // 2 for side, part in zip(picture.shape, (height, width), strict=False))
    return np.ascontiguousarray(picture[top : top + height, left : left + width])


def restored(card: Card, small: Pixels) -> Pixels:
    return codes(made(card, small / 255))


def lost(recipe: Recipe, card: Card, truth: Pixels, quality: int = 30) -> Pixels:
    """Return what the model is given: the picture reduced, or as JPEG where the model keeps its size."""
    if card.scale == 1:
        return recipe("degrade").jpeg(truth, quality)
    return recipe("photographs").resized(truth, 1 / card.scale)


@every_upscaler
@pytest.mark.parametrize("name", [*NAMES, *(pytest.param(name, marks=pytest.mark.slow) for name in MORE_NAMES)])
def test_better_than_bicubic_on_every_photograph(recipe: Recipe, card: Card, name: str) -> None:
    """`moon` is left out: its pixels are repeated, so that half its size holds all there is."""
    psnr, truth = recipe("metrics").psnr, photograph(name)
    small = lost(recipe, card, truth)
    bicubic = recipe("photographs").resized(small, card.scale)
    ours = restored(card, small)
    assert psnr(ours, truth, card.scale) > psnr(bicubic, truth, card.scale) + LEAST_GAIN[card.scale]
    # The frame too, where the network sees black outside.
    frame = np.ones(truth.shape[:2], bool)
    frame[3 * card.scale : -3 * card.scale, 3 * card.scale : -3 * card.scale] = False
    errors = [np.mean((way.astype(float) - truth)[frame] ** 2) for way in (ours, bicubic)]
    assert errors[0] < errors[1]


@every_model
@pytest.mark.parametrize("name", ["astronaut", "chelsea", "coffee"])
def test_the_mean_color_stays(recipe: Recipe, card: Card, name: str) -> None:
    small = lost(recipe, card, photograph(name))
    result = np.clip(made(card, small / 255), 0, 1) * 255
    assert np.abs(result.mean(axis=(0, 1)) - small.mean(axis=(0, 1))).max() < 0.5


@every_model
@pytest.mark.parametrize("name", ["camera", "coins", "brick", "page"])
def test_gray_gets_no_tint(recipe: Recipe, card: Card, name: str) -> None:
    """As a whole it stays gray to a tenth of an 8-bit step; at fine detail channels part by less than one step."""
    result = restored(card, lost(recipe, card, photograph(name))).astype(int)
    assert np.ptp(result.mean(axis=(0, 1))) <= 0.1
    assert np.ptp(result, axis=2).mean() <= 0.8


@pytest.mark.slow
@pytest.mark.parametrize("card", [card for card in CARDS if card.purpose == "dejpeg"], ids=lambda card: card.name)
@pytest.mark.parametrize(("quality", "least"), [(10, 0.9), (30, 1.0), (50, 0.5), (75, 0.0), (95, -0.05)])
def test_jpeg_is_restored_and_what_is_fine_is_left_alone(
    recipe: Recipe, card: Card, quality: int, least: float
) -> None:
    """The photographs are halved, because some were JPEG files before, and their truth shows it."""
    psnr, gains = recipe("metrics").psnr, []
    for pair in recipe("photographs").from_skimage(2):
        truth = pair.small
        small = recipe("degrade").jpeg(truth, quality)
        gains.append(psnr(restored(card, small), truth, 1) - psnr(small, truth, 1))
    assert np.mean(gains) >= least


@pytest.mark.slow
@every_upscaler
def test_set5(recipe: Recipe, assets: Path, card: Card) -> None:
    pairs = list(recipe("photographs").from_folder(assets / "images" / "bench" / "Set5" / f"x{card.scale}"))
    assert len(pairs) == 5
    psnr = recipe("metrics").psnr
    ours = [psnr(restored(card, pair.small), pair.large, card.scale) for pair in pairs]
    assert np.mean(ours) >= {2: 36.5, 4: 30.5}[card.scale]
    assert np.mean(ours) == pytest.approx(card.scores["Set5"]["mean"]["model"][0], abs=0.02)
    for pair, mark in zip(pairs, ours, strict=True):
        bicubic = recipe("photographs").resized(pair.small, card.scale)
        assert mark > psnr(bicubic, pair.large, card.scale), pair.name


@every_model
def test_the_twin_draws_the_same_picture(recipe: Recipe, card: Card) -> None:
    """ncnn and torch within 1/255 on a photograph, on noise, and on sides of odd lengths."""
    of_ncnn = recipe("twin").of_ncnn
    param, weights = card.path.with_suffix(".param"), card.path.with_suffix(".bin")
    photo = (photograph("coffee")[:97, :131] / 255).astype(np.float32)
    noise = np.random.default_rng(3).random((33, 47, 3), np.float32)
    for picture in (photo, noise):
        assert np.abs(of_ncnn(param, weights, picture) - made(card, picture)).max() <= 1 / 255
