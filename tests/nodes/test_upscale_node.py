"""`upscale` gives what its rule says, keeps depth and colors, and resizes to the size that was asked for."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from skimage import data

from nodegraph import Lazy, Model, ModelFact, Picture, PictureFact
from nodegraph.core.context import Context, current
from nodegraph.runtimes.model import open_model
from nodes._kernels.resample import resample
from nodes.image.load import load_image
from nodes.image.save import save_image
from nodes.model.upscale import upscale

PHOTO = data.astronaut()[40:104, 180:271]
GRADIENT = np.linspace(0, 65535, 256 * 257).round().astype(np.uint16).reshape(256, 257, 1)


def _toy(folder: Path, **recipe: object) -> Model:
    path = folder / "model.toy"
    path.write_text(json.dumps({"toy": 1, **recipe}), encoding="utf-8")
    return open_model(path)


def _predicted(image: Picture, model: Model, **wishes: Any) -> PictureFact:
    assert upscale.rule is not None
    defaults = {port.name: port.default for port in upscale.spec.inputs}
    names = ("by", "factor", "width", "height", "fit", "precision", "alpha")
    given = {name: wishes.get(name, defaults[name]) for name in names}
    fact = upscale.rule(image=image.fact, model=model.fact, **given)
    assert isinstance(fact, PictureFact)
    return fact


def _checked(image: Picture, model: Model, **wishes: Any) -> Picture:
    """Upscale, and hold the result against what the rule says."""
    made = upscale(image, model, **wishes)
    assert made.fact == _predicted(image, model, **wishes)
    return made


@pytest.mark.parametrize("channels", [1, 3, 4])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
def test_the_rule_says_what_comes(tmp_path: Path, channels: int, dtype: type) -> None:
    full = 1 if dtype is np.float32 else np.iinfo(dtype).max
    rng = np.random.default_rng(0)
    for size in ((1, 1), (5, 3), (33, 20)):
        pixels = (rng.random((*size, channels)) * full).astype(dtype)
        image = Picture(pixels, "gray" if channels == 1 else "srgb", depth="8" if dtype is np.uint8 else "16")
        model = _toy(tmp_path, scale=3, operation="nearest")
        made = _checked(image, model)
        assert made.pixels.dtype == (np.float32 if dtype is np.float32 else np.uint16)
        wanted = pixels.astype(np.float64).repeat(3, 0).repeat(3, 1) / full
        unit = 1 if dtype is np.float32 else 65535
        assert np.abs(made.pixels / unit - wanted).max() < 1e-4


@pytest.mark.parametrize("tiles", [{"tiles": "none"}, {"tiles": "size", "tile": 32}, {"tiles": "auto"}])
def test_tiles_make_no_difference(tmp_path: Path, tiles: dict[str, object]) -> None:
    model = _toy(tmp_path, scale=2, operation="box", radius=3)
    whole = upscale(Picture(PHOTO), model, tiles="none").pixels
    assert np.abs(upscale(Picture(PHOTO), model, **tiles).pixels.astype(int) - whole).max() <= 64


def test_too_little_overlap_shows_and_is_obeyed(tmp_path: Path) -> None:
    model = _toy(tmp_path, scale=1, operation="box", radius=6)
    whole = upscale(Picture(PHOTO), model, tiles="none").pixels.astype(int)
    cut = upscale(Picture(PHOTO), model, tiles="size", tile=32, overlap=0).pixels
    assert np.abs(cut - whole).max() > 1000


class TestSize:
    @pytest.mark.parametrize("factor", [0.5, 1.5, 2.0, 2.7, 4.0])
    def test_by_factor_of_the_picture(self, tmp_path: Path, factor: float) -> None:
        model = _toy(tmp_path, scale=2)
        made = _checked(Picture(PHOTO), model, by="factor", factor=factor)
        assert (made.width, made.height) == (int(91 * factor + 0.5), int(64 * factor + 0.5))
        if factor == 2.0:
            assert np.array_equal(made.pixels, upscale(Picture(PHOTO), model).pixels)
        else:
            twice = upscale(Picture(PHOTO), model).pixels
            assert np.array_equal(made.pixels, resample(twice, made.width, made.height, "lanczos"))

    def test_to_a_size(self, tmp_path: Path) -> None:
        model = _toy(tmp_path, scale=4)
        image = Picture(PHOTO)
        sizes = {
            fit: (made.width, made.height)
            for fit in ("fit", "fill", "stretch")
            for made in [_checked(image, model, by="size", width=100, height=100, fit=fit)]
        }
        assert sizes == {"fit": (100, 70), "fill": (100, 100), "stretch": (100, 100)}

    def test_filling_cuts_evenly(self, tmp_path: Path) -> None:
        pixels = np.zeros((10, 30, 1), np.uint8)
        pixels[:, 10:20] = 255
        made = _checked(
            Picture(pixels, "gray"),
            _toy(tmp_path, scale=2),
            by="size",
            width=20,
            height=20,
            fit="fill",
            interpolation="nearest",
        )
        assert made.pixels.min() == 65535

    @pytest.mark.parametrize("interpolation", ["nearest", "box", "linear", "cubic", "mitchell", "lanczos"])
    def test_the_filter_is_a_choice(self, tmp_path: Path, interpolation: Any) -> None:
        model = _toy(tmp_path, scale=2)
        made = _checked(Picture(PHOTO), model, by="factor", factor=1.3, interpolation=interpolation)
        twice = upscale(Picture(PHOTO), model).pixels
        assert np.array_equal(made.pixels, resample(twice, made.width, made.height, interpolation))

    def test_a_size_that_cannot_be_made_is_refused_before(self, tmp_path: Path) -> None:
        model = _toy(tmp_path, scale=4)
        assert upscale.rule is not None
        with pytest.raises(ValueError, match="pixels; at most"):
            _predicted(Picture(np.zeros((1, 100_000, 1), np.uint8), "gray"), model)
        fact = upscale.rule(PictureFact(8, 8, 3), ModelFact(), "model", 2.0, 9, 9, "fit", "auto", "model")
        assert (fact.width, fact.height, fact.channels) == (None, None, 3)
        with pytest.raises(ValueError, match="cannot be used"):
            upscale.rule(
                PictureFact(8, 8, 3), ModelFact(scale=1, in_channels=9), "model", 2.0, 9, 9, "fit", "auto", "model"
            )


def test_a_precision_the_model_lacks_is_refused_before(tmp_path: Path) -> None:
    model = _toy(tmp_path, precisions=["fp32"])
    for act in (_predicted, upscale):
        with pytest.raises(ValueError, match="cannot run in bf16; choose auto or fp32"):
            act(Picture(PHOTO), model, precision="bf16")


class TestNothingIsLost:
    def test_companions_travel(self, tmp_path: Path) -> None:
        image = Picture(PHOTO, "icc", b"icc", b"exif", b"xmp", (300.0, 300.0), tmp_path / "a.png", "10")
        made = upscale(image, _toy(tmp_path, scale=2))
        assert made.replace(pixels=image.pixels).fact == image.fact
        assert (made.icc, made.exif, made.xmp, made.dpi) == (b"icc", b"exif", b"xmp", (300.0, 300.0))

    def test_an_identity_gives_back_the_very_colors_and_alpha(self, tmp_path: Path) -> None:
        pixels = np.random.default_rng(0).random((40, 40, 4), np.float32)
        pixels[3, 4] = 0.8, 0.8, 0.8, 0.4
        made = _checked(Picture(pixels, depth="float"), _toy(tmp_path, operation="identity"))
        assert np.abs(made.pixels - pixels).max() < 1e-5
        whole = np.random.default_rng(0).integers(0, 256, (40, 40, 4), np.uint8)
        made = upscale(Picture(whole), _toy(tmp_path, operation="identity"))
        assert np.array_equal(made.pixels, whole.astype(np.uint16) * 257)

    def test_alpha_can_be_interpolated_or_left_out(self, tmp_path: Path) -> None:
        pixels = np.dstack([PHOTO, PHOTO[:, :, :1]])
        model = _toy(tmp_path, scale=2)
        assert _checked(Picture(pixels), model, alpha="scale").channels == 4
        assert _checked(Picture(pixels), model, alpha="drop").channels == 3

    def test_linear_light_comes_back_as_linear_light(self, tmp_path: Path) -> None:
        light = np.linspace(0, 6, 300, dtype=np.float32).reshape(10, 10, 3)
        made = _checked(Picture(light, "linear", depth="float"), _toy(tmp_path, operation="identity"))
        assert made.space == "linear"
        assert np.allclose(made.pixels, light, rtol=1e-3, atol=1e-4)

    def test_8_bits_are_saved_as_8_and_a_16_bit_gradient_keeps_its_values(self, tmp_path: Path) -> None:
        model = _toy(tmp_path, operation="identity")
        folder = tmp_path / "out"
        source = save_image(Lazy(lambda: Picture(PHOTO)), folder, "eight")
        saved = save_image(Lazy(lambda: upscale(load_image(source).image, model)), folder, "eight-up")
        assert np.array_equal(load_image(saved).image.pixels, PHOTO)
        source = save_image(Lazy(lambda: Picture(GRADIENT, "gray", depth="16")), folder, "deep")
        saved = save_image(Lazy(lambda: upscale(load_image(source).image, model)), folder, "deep-up")
        back = load_image(saved).image.pixels
        assert back.dtype == np.uint16
        assert len(np.unique(back)) > 50_000
        assert np.abs(back.astype(int) - GRADIENT).max() <= 1

    def test_the_input_is_not_touched(self, tmp_path: Path) -> None:
        pixels = np.dstack([PHOTO, np.zeros_like(PHOTO[:, :, :1])])
        before = pixels.copy()
        pixels.flags.writeable = False
        upscale(Picture(pixels), _toy(tmp_path, scale=2))
        assert np.array_equal(pixels, before)


def test_a_long_work_is_told_before_it_begins(tmp_path: Path) -> None:
    notes: list[str] = []
    image = Picture(np.zeros((64, 64, 1), np.uint8), "gray")
    token = current.set(Context(on_note=notes.append))
    try:
        upscale(image, _toy(tmp_path, scale=2, operation="nearest"))
        assert notes == []
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("nodes.model.upscale._MUCH", 0.01)
            upscale(image, _toy(tmp_path, scale=2, operation="nearest"))
    finally:
        current.reset(token)
    assert notes == ["The model makes 128x128 pixels (0 megapixels) of 64x64: a long work."]
