"""Trained ncnn models do what their own programs do: right sizes, right colors, right place, known scores."""

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from nodegraph.core import context
from nodegraph.core.context import Context
from nodegraph.runtimes.model import Model, open_model
from nodes.image.load import load_image

pytest.importorskip("ncnn")

MODELS = {
    "1x_waifu2x_cunet_noise1": ("waifu2x cunet", 1, 4),
    "2x_waifu2x_upconv_7_photo": ("waifu2x upconv_7", 2, 1),
    "2x_realcugan_se_no-denoise": ("RealCUGAN", 2, 2),
    "2x_realesr-animevideov3-x2": ("RealESRGAN Compact", 2, 1),
    "4x_realesr-animevideov3-x4": ("RealESRGAN Compact", 4, 1),
    "4x_RealESRGAN_General_x4_v3": ("RealESRGAN Compact", 4, 1),
}
SET5 = {
    "2x_waifu2x_upconv_7_photo": 37.196,
    "2x_realesr-animevideov3-x2": 31.683,
    "2x_realcugan_se_no-denoise": 30.875,
    "4x_realesr-animevideov3-x4": 28.250,
    "4x_RealESRGAN_General_x4_v3": 26.641,
}
"""PSNR in dB of luma, from the assets' README."""
ODD = (
    "rgb8_128.png", "gray8.jpg", "pngsuite_rgba16_basn6a16.png", "pngsuite_gray16_interlaced_basi0g16.png",
    "icc_profile.png", "tiny_2x2.exr", "palette_transparent.gif", "rgb565.bmp",
)  # fmt: skip


def opened(assets: Path, folder: Path, name: str) -> Model:
    """The model; x2 of animevideov3 has the same weights as x4, which lie there once."""
    source = assets / "models" / "ncnn"
    weights = source / f"{name}.bin"
    if not weights.exists():
        weights = source / "4x_realesr-animevideov3-x4.bin"
    shutil.copy(source / f"{name}.param", folder / f"{name}.param")
    shutil.copy(weights, folder / f"{name}.bin")
    return open_model(folder / f"{name}.param")


def rgb(path: Path) -> Any:
    return np.asarray(Image.open(path).convert("RGB"))


def psnr(one: Any, other: Any, border: int) -> float:
    weights = np.array([65.481, 128.553, 24.966]) / 255
    difference = ((one.astype(np.float64) - other) @ weights)[border:-border, border:-border]
    return float(10 * np.log10(255**2 / (difference**2).mean()))


@pytest.mark.parametrize("name", MODELS)
def test_facts_are_right(assets: Path, tmp_path: Path, name: str) -> None:
    fact = opened(assets, tmp_path, name).fact
    assert (fact.architecture, fact.scale, fact.multiple_of) == MODELS[name]
    assert (fact.in_channels, fact.out_channels, fact.runtime, fact.tags) == (3, 3, "ncnn", ())


@pytest.mark.slow
@pytest.mark.parametrize("name", SET5)
def test_scores_on_set5_are_those_of_their_own_programs(assets: Path, tmp_path: Path, name: str) -> None:
    model = opened(assets, tmp_path, name)
    scale = model.fact.scale or 1
    folder = assets / "images" / "bench" / "Set5" / f"x{scale}"
    scores = []
    for low in sorted(folder.glob("*_LR.png")):
        result = model.upscale(rgb(low), tile="none")
        eight = np.floor(result / 65535 * 255 + 0.5)
        scores.append(psnr(eight, rgb(Path(str(low).replace("_LR", "_HR"))), scale))
    assert np.mean(scores) == pytest.approx(SET5[name], abs=0.1)


@pytest.mark.slow
@pytest.mark.parametrize("file", ODD)
def test_odd_pictures_keep_place_and_colors(assets: Path, tmp_path: Path, file: str) -> None:
    picture = load_image(assets / "images" / "odd" / file).image
    pixels = picture.pixels
    given = _as_float(pixels)
    for name, (_, scale, _) in MODELS.items():
        token = context.current.set(Context(device="cpu"))
        try:
            result = _as_float(opened(assets, tmp_path, name).upscale(pixels))
        finally:
            context.current.reset(token)
        assert result.shape[:2] == (given.shape[0] * scale, given.shape[1] * scale)
        assert np.isfinite(result).all()
        small = result.reshape(given.shape[0], scale, given.shape[1], scale, -1).mean(axis=(1, 3))
        assert result.max() - result.min() > 0.5 * (np.clip(given, 0, 1).max() - np.clip(given, 0, 1).min()) - 0.3, name
        error = np.abs(_visible(small) - _visible(given))
        # Of two pixels in each direction, mirrored on all sides, restoring makes what it likes.
        assert error.mean() < 0.06 or min(given.shape[:2]) < 4, (name, error.mean())
        if min(given.shape[:2]) > 16 and given[..., :3].std() > 0.05:
            # Shifted by a pixel or with red and blue exchanged it would resemble the picture less.
            for wrong in (
                np.roll(small, 1, 0),
                np.roll(small, 1, 1),
                small[..., ::-1] if given.shape[2] == 3 else None,
            ):
                if wrong is not None and np.abs(wrong - small).mean() > 0.01:
                    assert np.abs(_visible(wrong) - _visible(given)).mean() > error.mean(), name


def _visible(values: Any) -> Any:
    """The colors as they show over black, clipped to what can be shown."""
    clipped = np.clip(values, 0, 1)
    return clipped[..., :3] * clipped[..., 3:] if clipped.shape[-1] == 4 else clipped


def _as_float(pixels: Any) -> Any:
    full = {"uint8": 255, "uint16": 65535}.get(pixels.dtype.name, 1)
    return pixels.astype(np.float64) / full
