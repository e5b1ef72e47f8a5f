"""Real models in other forms: which ones there are, how exact they are, and which ones are refused."""

from pathlib import Path

import pytest

from nodegraph.core.errors import ConversionFailed
from nodegraph.runtimes.convert import convert

from .conftest import names

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

RIGHT = [
    ("torch/1x_dncnn_25_gray.pth", ".onnx"),
    ("torch/1x_dncnn_25_gray.pth", ".param"),
    ("torch/2x_swift_srgan.pth", ".onnx"),
    ("torch/2x_swift_srgan.pth", ".param"),
    ("torch/4x_swift_srgan.pth", ".param"),
    ("torch/4x_realesr-animevideov3.pth", ".onnx"),
    ("torch/4x_realesr-animevideov3.pth", ".param"),
    ("torch/4x_LSDIRCompactC3_fp16.safetensors", ".param"),
    ("torch/4x_SPAN_ch28_fp16.pth", ".onnx"),
    ("torch/4x_SPAN_ch28_fp16.pth", ".param"),
    ("torch/4x_DITN_Real.pth", ".onnx"),
    ("onnx/4xSPANkendata_fp32.onnx", ".param"),
    ("onnx/2x_AnimeJaNai_HD_V3_SuperUltraCompact_fp32.onnx", ".param"),
    ("ncnn/1x_waifu2x_cunet_noise1.param", ".param"),
]
WRONG = [
    # Its padding depends on whether the picture's size is even, which exporters freeze.
    ("torch/2x_realcugan_se_no-denoise_fp16.pth", ".onnx", "differs"),
    ("torch/2x_realcugan_se_no-denoise_fp16.pth", ".param", "no layer"),
    ("torch/4x_DITN_Real.pth", ".param", "pnnx"),
    ("onnx/2x_AnimeJaNai_HD_V3.1_SPANF3_fp16.onnx", ".param", "pnnx"),
]


@pytest.mark.parametrize(("name", "suffix"), RIGHT)
def test_it_does_the_same(assets: Path, tmp_path: Path, name: str, suffix: str) -> None:
    proof = convert(assets / "models" / name, tmp_path / f"made{suffix}")
    print(name, suffix, proof)
    assert proof.psnr > 90
    assert proof.max_difference < 1 / 255


@pytest.mark.parametrize(("name", "suffix"), [pair for pair in RIGHT if pair[0] != "torch/4x_DITN_Real.pth"])
def test_it_does_the_same_in_halves(assets: Path, tmp_path: Path, name: str, suffix: str) -> None:
    assert convert(assets / "models" / name, tmp_path / f"made{suffix}", precision="fp16").psnr > 45


@pytest.mark.parametrize(("name", "suffix", "words"), WRONG)
@pytest.mark.parametrize("precision", ["fp32", "fp16"])
def test_what_would_not_is_refused(
    assets: Path, tmp_path: Path, name: str, suffix: str, words: str, precision: str
) -> None:
    with pytest.raises(ConversionFailed, match=words):
        convert(assets / "models" / name, tmp_path / f"made{suffix}", precision=precision)
    assert names(tmp_path) == []
