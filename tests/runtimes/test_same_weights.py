"""The same weights give the same picture in every framework that they were written for."""

import importlib.util
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest

from nodegraph.runtimes.base import TooBig
from nodegraph.runtimes.frameworks import FRAMEWORKS
from nodegraph.runtimes.pool import Pool
from nodegraph.runtimes.samples import mixture


class Copy(NamedTuple):
    """A file with the weights, and how it is run."""

    framework: str
    file: str
    precision: str
    tolerance: float
    """How far it may be from torch in fp32, of full scale 1."""


VIDEO = (
    "torch/4x_realesr-animevideov3.pth",
    (
        Copy("onnx", "onnx/4x_realesr-animevideov3_op17.onnx", "fp32", 1 / 255),
        Copy("openvino", "onnx/4x_realesr-animevideov3_op17.onnx", "fp32", 1 / 255),
        # Measured 5.3/255 at most and 0.46/255 on average, on noise and text.
        Copy("openvino", "onnx/4x_realesr-animevideov3_op17.onnx", "bf16", 10 / 255),
        Copy("ncnn", "ncnn/4x_realesr-animevideov3-x4.param", "fp32", 1 / 255),
    ),
)
GENERAL = (
    "torch/4x_realesr-general-x4v3.pth",
    (
        Copy("onnx", "onnx/4x_realesr-general-x4v3_op18_fp16.onnx", "fp16", 1 / 255),
        Copy("openvino", "onnx/4x_realesr-general-x4v3_op18_fp16.onnx", "fp32", 1 / 255),
        Copy("openvino", "onnx/4x_realesr-general-x4v3_op18_fp16.onnx", "bf16", 10 / 255),
        Copy("ncnn", "ncnn/4x_RealESRGAN_General_x4_v3.param", "fp32", 1 / 255),
    ),
)
PAIRS = [(original, copy) for original, copies in (VIDEO, GENERAL) for copy in copies]


def result(pool: Pool, path: Path, framework: str, precision: str) -> Any:
    runtime = FRAMEWORKS[framework].module
    answer = pool.open(path, runtime=runtime, device="cpu", precision=precision).run(mixture(64, 96, 3))
    assert not isinstance(answer, TooBig)
    return np.array(answer)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("original", "copy"), PAIRS, ids=[f"{copy.framework} {copy.precision} {copy.file}" for _, copy in PAIRS]
)
def test_the_same_weights_give_the_same_picture(assets: Path, pool: Pool, original: str, copy: Copy) -> None:
    if not FRAMEWORKS[copy.framework].installed:
        pytest.skip(reason=f"{copy.framework} is not installed")
    if importlib.util.find_spec(f"nodegraph.runtimes.{FRAMEWORKS[copy.framework].module}") is None:
        pytest.skip(reason=f"this build has no runtime for {copy.framework}")
    expected = result(pool, assets / "models" / original, "torch", "fp32")
    given = result(pool, assets / "models" / copy.file, copy.framework, copy.precision)
    assert given.shape == expected.shape
    steps = np.abs(np.clip(given, 0, 1) - np.clip(expected, 0, 1)) * 255
    print(f"{copy.framework} {copy.precision}: {steps.max():.4f}/255 at most, {steps.mean():.4f}/255 on average")
    assert steps.max() <= copy.tolerance * 255
