"""The same weights give the same picture in every framework, within a step of 8 bits."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from nodegraph.core.context import Context, current
from nodegraph.runtimes.frameworks import FRAMEWORKS
from nodegraph.runtimes.model import open_model

SAME = {
    "realesr-general-x4v3": {
        "torch": "torch/4x_realesr-general-x4v3.pth",
        "ncnn": "ncnn/4x_RealESRGAN_General_x4_v3.param",
    },
    "realesr-animevideov3": {
        "torch": "torch/4x_realesr-animevideov3.pth",
        "ncnn": "ncnn/4x_realesr-animevideov3-x4.param",
    },
    "realcugan-se-2x": {
        "torch": "torch/2x_realcugan_se_no-denoise_fp16.pth",
        "ncnn": "ncnn/2x_realcugan_se_no-denoise.param",
    },
}
"""Files under the assets' `models` by framework; the first one is compared with."""


def upscaled(file: Path, framework: str, pixels: Any) -> Any:
    token = current.set(Context(device="cpu", precision="fp32", runtime=framework))
    try:
        return open_model(file).upscale(pixels, tile="none")
    finally:
        current.reset(token)


@pytest.mark.slow
@pytest.mark.parametrize("weights", SAME)
def test_frameworks_agree_within_a_step_of_8_bits(assets: Path, weights: str) -> None:
    for framework in SAME[weights]:
        if not FRAMEWORKS[framework].installed:
            pytest.skip(reason=f"{framework} is not installed")
    low = assets / "images" / "bench" / "Set5" / "x4" / "img_002_LR.png"
    pixels = np.asarray(Image.open(low).convert("RGB"), np.float32)[:64, :64] / 255
    results = {
        framework: upscaled(assets / "models" / file, framework, pixels) for framework, file in SAME[weights].items()
    }
    first, *others = results
    for other in others:
        assert np.abs(results[other] - results[first]).max() <= 1 / 255, f"{other} differs from {first}"
