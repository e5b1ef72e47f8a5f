"""OpenVINO runs ONNX files of any form, gives what onnxruntime gives, and keeps to itself."""

import os
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nodegraph.core.errors import ModelRefused, RunError, ValueRefused
from nodegraph.runtimes.base import TooBig
from nodegraph.runtimes.model import open_model
from nodegraph.runtimes.onnx_ import OnnxRuntime
from nodegraph.runtimes.openvino_ import OpenVinoRuntime
from nodegraph.runtimes.options import Options
from nodegraph.runtimes.pool import Pool

from .onnx_models import endless, enlarged, network, noise, save
from .test_onnx import FORMS

pytest.importorskip("openvino", reason="OpenVINO is not installed; it is the extra nodegraph[openvino]")


@pytest.mark.parametrize("form", [form for form in FORMS if form != "bf16 outside"])
def test_a_network_of_any_form_gives_the_picture(tmp_path: Path, form: str) -> None:
    wishes, tolerance = FORMS[form]
    runtime = OpenVinoRuntime()
    fact = runtime.open(save(network(**wishes), tmp_path / "a.onnx"), "cpu", "fp32")
    scale, channels = wishes.get("scale", 2), wishes.get("channels", 3)
    assert (fact.scale, fact.in_channels, fact.runtime) == (scale, channels, "onnx")
    assert fact.precisions == ("fp32", "bf16")
    for height, width in [(37, 31), (1, 1), (24, 24)]:
        tile = noise(height, width, channels)
        result = runtime.run(tile)
        assert not isinstance(result, TooBig)
        assert (result.dtype, result.flags.c_contiguous) == (np.float32, True)
        np.testing.assert_allclose(result, enlarged(tile, scale), atol=max(tolerance, 1e-5))
    runtime.close()


def test_bf16_is_close_and_a_result_outlives_the_next_tile(tmp_path: Path) -> None:
    path = save(network(blur=0.4), tmp_path / "a.onnx")
    rough, exact = OpenVinoRuntime(), OnnxRuntime()
    rough.open(path, "cpu", "bf16")
    exact.open(path, "cpu", "fp32")
    first, second = noise(40, 40, seed=1), noise(40, 40, seed=2)
    result = rough.run(first)
    rough.run(second)
    assert np.abs(result - exact.run(first)).max() < 0.02


def test_wishes_that_cannot_be_met_are_refused(tmp_path: Path) -> None:
    path = save(network(), tmp_path / "a.onnx")
    with pytest.raises(ValueRefused, match="does not run in fp16 on cpu"):
        OpenVinoRuntime().open(path, "cpu", "fp16")
    with pytest.raises(ValueRefused, match="no device 'xpu:7'"):
        OpenVinoRuntime().open(path, "xpu:7", "fp32")
    with pytest.raises(ModelRefused, match="in bf16, which OpenVINO cannot"):
        OpenVinoRuntime().open(save(network(kind="bfloat16"), tmp_path / "b.onnx"), "cpu", "fp32")


def test_what_openvino_cannot_read_is_one_sentence(tmp_path: Path) -> None:
    model = network()
    model.graph.node[1].input[0] = "nowhere"
    with pytest.raises(ModelRefused, match=r"OpenVINO cannot run .*a\.onnx") as caught:
        OpenVinoRuntime().open(save(model, tmp_path / "a.onnx"), "cpu", "fp32")
    assert "\n" not in str(caught.value)


def test_lack_of_memory_is_a_value_and_other_failures_are_not(tmp_path: Path) -> None:
    runtime = OpenVinoRuntime()
    runtime.open(save(network(), tmp_path / "a.onnx"), "cpu", "fp32", Options(threads=1))
    endless = np.lib.stride_tricks.as_strided(np.zeros(3, np.float32), (600_000, 600_000, 3), (0, 0, 4), writeable=True)
    assert isinstance(runtime.run(endless), TooBig)
    with pytest.raises(RunError, match="tile of 8x8"):
        runtime.run(noise(8, 8, 4))
    assert runtime.run(noise(8, 8)).shape == (16, 16, 3)
    assert runtime.memory().free > 0


def test_it_is_reached_by_name(tmp_path: Path) -> None:
    model = open_model(save(network(), tmp_path / "a.onnx")).run_with(runtime="openvino")
    picture = noise(20, 30)
    np.testing.assert_allclose(model.upscale(picture, device="cpu"), enlarged(picture, 2), atol=1e-5)


@pytest.mark.skipif(sys.platform != "linux", reason="what a process has opened is read from /proc")
def test_nothing_is_reported_to_anyone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    pool: Pool = request.getfixturevalue("pool")
    model = pool.open(save(network(), tmp_path / "a.onnx"), runtime="openvino_", device="cpu", precision="fp32")
    model.run(noise(8, 8))
    (pid,) = pool.workers()
    open_files = [os.readlink(entry) for entry in Path(f"/proc/{pid}/fd").iterdir()]
    assert [name for name in open_files if "socket" in name] == []
    assert list((tmp_path / "home").iterdir()) == [], "OpenVINO's package keeps an identity for reports there"
    assert capfd.readouterr() == ("", "")


@pytest.mark.slow
@pytest.mark.parametrize(("precision", "tolerance"), [("fp32", 1 / 255), ("bf16", 8 / 255)])
def test_real_networks_agree_with_onnxruntime(assets: Path, precision: str, tolerance: float) -> None:
    tile: Any = noise(64, 64)
    tile = tile.reshape(16, 4, 16, 4, 3).mean((1, 3)).repeat(4, 0).repeat(4, 1)
    for path in sorted((assets / "models" / "onnx").glob("*.onnx")):
        exact, other = OnnxRuntime(), OpenVinoRuntime()
        exact.open(path, "cpu", "auto")
        other.open(path, "cpu", precision)
        assert np.abs(exact.run(tile) - other.run(tile)).max() < tolerance, path.name


def test_a_loop_is_left_to_the_runtime_that_can_end_it(tmp_path: Path) -> None:
    with pytest.raises(ModelRefused, match="holds a loop, which OpenVINO may never end; use the runtime onnx"):
        OpenVinoRuntime().open(save(endless(), tmp_path / "a.onnx"), "cpu", "fp32")
