"""Networks in ONNX files run whatever their axes, sizes, numbers and ranges, and give the picture they should."""

import os
import signal
import sys
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nodegraph.core.errors import FileRefused, ModelRefused, RunError, ValueRefused
from nodegraph.runtimes import onnx_network
from nodegraph.runtimes.base import TooBig
from nodegraph.runtimes.model import open_model
from nodegraph.runtimes.onnx_ import OnnxRuntime
from nodegraph.runtimes.onnx_providers import choose
from nodegraph.runtimes.options import Options
from nodegraph.runtimes.pool import Pool

from .conftest import posix
from .onnx_models import endless, enlarged, greedy, network, noise, save

FORMS: dict[str, tuple[dict[str, Any], float]] = {
    "plain": ({}, 1e-6),
    "x1": ({"scale": 1}, 1e-6),
    "x3": ({"scale": 3}, 1e-6),
    "gray": ({"channels": 1}, 1e-6),
    "alpha": ({"channels": 4}, 1e-6),
    "channels last": ({"last": True}, 1e-6),
    "nothing named": ({"named_channels": False, "batch": "batch", "size": (None, None)}, 1e-6),
    "nothing named, channels last": ({"named_channels": False, "last": True, "size": (None, None)}, 1e-6),
    "fp16": ({"kind": "float16", "weights": "float16"}, 2e-3),
    "fp16 outside": ({"kind": "float16"}, 1e-3),
    "bf16 outside": ({"kind": "bfloat16"}, 1 / 128),
    "fp64 outside": ({"kind": "float64"}, 1e-6),
    "bytes": ({"kind": "uint8", "whole_in": 255.0, "whole_out": 255.0, "last": True}, 1 / 255),
    "to 255": ({"whole_in": 255.0, "whole_out": 255.0}, 1e-6),
    "out to 255": ({"whole_out": 255.0}, 1e-6),
    "valid": ({"valid": True}, 1e-6),
    "windows": ({"window": 4}, 1e-6),
    "windows of 6": ({"window": 6}, 1e-6),
    "fixed": ({"size": (48, 64)}, 1e-6),
    "fixed and valid": ({"size": (48, 48), "valid": True, "scale": 4}, 1e-6),
    "fixed, channels last, fp16": ({"size": (40, 40), "last": True, "kind": "float16"}, 2e-3),
}


def opened(path: Path) -> tuple[OnnxRuntime, Any]:
    runtime = OnnxRuntime()
    return runtime, runtime.open(path, "cpu", "auto")


@pytest.mark.parametrize("form", FORMS)
def test_a_network_of_any_form_gives_the_picture(tmp_path: Path, form: str) -> None:
    wishes, tolerance = FORMS[form]
    runtime, fact = opened(save(network(**wishes), tmp_path / "a.onnx"))
    scale, channels = wishes.get("scale", 2), wishes.get("channels", 3)
    assert (fact.scale, fact.in_channels, fact.out_channels, fact.runtime) == (scale, channels, channels, "onnx")
    for height, width in [(37, 31), (1, 1), (2, 40), (24, 24)]:
        tile = noise(height, width, channels)
        before = tile.copy()
        result = runtime.run(tile)
        assert not isinstance(result, TooBig)
        assert (result.dtype, result.flags.c_contiguous) == (np.float32, True)
        np.testing.assert_allclose(result, enlarged(tile, scale), atol=tolerance)
        np.testing.assert_array_equal(tile, before)


def test_what_networks_pad_with_hardly_shows_in_the_smallest_pictures(tmp_path: Path) -> None:
    file = save(network(blur=0.8), tmp_path / "a.onnx")
    white = np.ones((1, 1, 3), np.float32)
    alone, _ = opened(file)
    model = open_model(file)
    right = model.upscale(white.repeat(40, 0).repeat(40, 1), device="cpu")[40, 40]
    lost = np.abs(alone.run(white) - right).max()
    assert lost > 0.1
    assert np.abs(model.upscale(white, device="cpu") - right).max() < 0.7 * lost


@pytest.mark.parametrize("form", FORMS)
def test_a_picture_of_many_tiles_is_the_picture(tmp_path: Path, form: str) -> None:
    wishes, tolerance = FORMS[form]
    model = open_model(save(network(blur=0.3, **wishes), tmp_path / "a.onnx"))
    whole = OnnxRuntime()
    plain = {key: value for key, value in wishes.items() if key in ("scale", "channels", "window")}
    whole.open(save(network(blur=0.3, **plain), tmp_path / "plain.onnx"), "cpu", "fp32")
    channels = wishes.get("channels", 3)
    picture = noise(96, 132, channels)
    expected = whole.run(picture)
    result = model.upscale(picture, tile=32, device="cpu")
    inner = slice(8, -8)  # The border itself depends on how it is padded.
    np.testing.assert_allclose(result[inner, inner], expected[inner, inner], atol=2 * tolerance + 1e-5)


def test_what_was_found_is_told(tmp_path: Path) -> None:
    def fact(name: str) -> Any:
        return opened(save(network(**FORMS[name][0]), tmp_path / f"{name}.onnx"))[1]

    assert fact("plain").tags == ()
    assert fact("fixed").fixed == (48, 64)
    assert fact("fixed").tags == ("fixed size 64x48",)
    assert fact("fixed and valid").fixed == (46, 46)
    assert fact("to 255").tags == ("0-255",)
    assert fact("channels last").tags == ("NHWC",)
    assert (fact("fp16").precisions, fact("fp16").tags) == (("fp16",), ("fp16",))
    assert fact("windows").multiple_of == 4
    assert fact("windows of 6").multiple_of == 6
    assert fact("plain").multiple_of == 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(
    scale=st.integers(1, 4),
    channels=st.sampled_from([1, 3, 4]),
    last=st.booleans(),
    valid=st.booleans(),
    bright=st.booleans(),
    fixed=st.none() | st.tuples(st.integers(16, 40), st.integers(16, 40)),
    height=st.integers(1, 50),
    width=st.integers(1, 50),
)
def test_forms_may_be_mixed(
    tmp_path: Path,
    scale: int,
    channels: int,
    last: bool,
    valid: bool,
    bright: bool,
    fixed: tuple[int, int] | None,
    height: int,
    width: int,
) -> None:
    whole = 255.0 if bright else 1.0
    model = network(
        scale=scale, channels=channels, last=last, valid=valid, whole_in=whole, whole_out=whole,
        size=fixed or ("h", "w"),
    )  # fmt: skip
    runtime, fact = opened(save(model, tmp_path / "a.onnx"))
    assert (fact.scale, fact.in_channels) == (scale, channels)
    tile = noise(height, width, channels)
    if fact.fixed is not None:
        tile = tile[: fact.fixed[0], : fact.fixed[1]]
    np.testing.assert_allclose(runtime.run(tile), enlarged(tile, scale), atol=1e-5)


@pytest.mark.parametrize("size", [(64, 64), ("height", "width")])
def test_background_removal_is_recognized_and_not_taken_for_upscaling(tmp_path: Path, size: tuple[Any, Any]) -> None:
    path = save(network(scale=1, out_channels=1, size=size), tmp_path / "u2net.onnx")
    model = open_model(path)
    assert "background removal" in model.fact.tags
    assert not model.route(device="cpu").unproved, "nothing faster is looked for"
    with pytest.raises(ValueRefused, match="u2net is a model for background removal"):
        model.upscale(noise(9, 9), device="cpu")


def test_precisions_that_the_file_is_not_in_are_refused(tmp_path: Path) -> None:
    path = save(network(weights="float16", kind="float16"), tmp_path / "a.onnx")
    with pytest.raises(ValueRefused, match="written in fp16"):
        OnnxRuntime().open(path, "cpu", "fp32")
    assert open_model(path).upscale(noise(20, 20), device="cpu").shape == (40, 40, 3)
    with pytest.raises(ValueRefused, match="cannot run in bf16"):
        open_model(path).upscale(noise(20, 20), device="cpu", precision="bf16")


def test_networks_that_do_not_enlarge_are_refused(tmp_path: Path) -> None:
    model = network(scale=0.5)
    with pytest.raises(ModelRefused, match=r"0\.5 times as large"):
        OnnxRuntime().open(save(model, tmp_path / "a.onnx"), "cpu", "auto")
    model = network(channels=3)
    model.graph.input[0].type.tensor_type.shape.dim[1].dim_value = 6
    with pytest.raises(ModelRefused, match="does not run on small"):
        OnnxRuntime().open(save(model, tmp_path / "b.onnx"), "cpu", "auto")


def test_two_numbers_that_a_file_fixes_are_no_size_of_a_picture(tmp_path: Path) -> None:
    model = network(channels=3)
    model.graph.input[0].type.tensor_type.shape.dim[1].dim_value = 2
    model.graph.node[-1].op_type = "Identity"
    del model.graph.node[:-1], model.graph.node[-1].attribute[:]
    model.graph.node[0].input[0] = "picture"
    with pytest.raises(ModelRefused, match="says of its input: 1x2xheightxwidth"):
        OnnxRuntime().open(save(model, tmp_path / "a.onnx"), "cpu", "auto")


def test_a_network_that_never_ends_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onnx_network, "_PATIENCE", 0.2)
    monkeypatch.setattr(onnx_network, "_PACE", 1_000_000)
    with pytest.raises(ModelRefused, match=r"a\.onnx was still computing its first picture after 0\.2 s"):
        OnnxRuntime().open(save(endless(), tmp_path / "a.onnx"), "cpu", "auto")


def test_a_network_that_asks_for_all_memory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelRefused, match=r"a\.onnx asks for more memory than there is"):
        OnnxRuntime().open(save(greedy(10**15), tmp_path / "a.onnx"), "cpu", "auto")


def test_a_valid_protobuf_that_is_no_valid_network_is_refused_with_a_sentence(tmp_path: Path) -> None:
    model = network()
    model.graph.node[1].input[0] = "nowhere"
    with pytest.raises(ModelRefused, match=r"a\.onnx") as caught:
        OnnxRuntime().open(save(model, tmp_path / "a.onnx"), "cpu", "auto")
    assert "\n" not in str(caught.value)
    model = network()
    model.ir_version = 99
    with pytest.raises(ModelRefused, match="IR version"):
        OnnxRuntime().open(save(model, tmp_path / "b.onnx"), "cpu", "auto")
    model = network()
    model.opset_import[0].version = 99
    with pytest.raises(ModelRefused, match=r"limited\); export the model anew"):
        OnnxRuntime().open(save(model, tmp_path / "c.onnx"), "cpu", "auto")


def test_lack_of_memory_is_a_value_and_the_model_lives_on(tmp_path: Path) -> None:
    runtime, _ = opened(save(network(), tmp_path / "a.onnx"))
    endless = np.lib.stride_tricks.as_strided(np.zeros(3, np.float32), (600_000, 600_000, 3), (0, 0, 4), writeable=True)
    assert isinstance(runtime.run(endless), TooBig)
    assert runtime.run(noise(8, 8)).shape == (16, 16, 3)
    assert runtime.memory().free > 0
    with pytest.raises(RunError, match="failed on a tile of 8x8"):
        runtime.run(noise(8, 8, 4))


def test_a_tile_larger_than_the_fixed_size_is_an_error_in_words(tmp_path: Path) -> None:
    runtime, _ = opened(save(network(size=(32, 32)), tmp_path / "a.onnx"))
    with pytest.raises(RunError, match="takes 32x32 pixels"):
        runtime.run(noise(33, 8))


def test_options_are_heeded(tmp_path: Path) -> None:
    path = save(network(), tmp_path / "a.onnx")
    runtime = OnnxRuntime()
    runtime.open(path, "cpu", "auto", Options(threads=1, provider="cpu"))
    assert runtime._session.get_session_options().intra_op_num_threads == 1
    assert runtime._session.get_providers() == ["CPUExecutionProvider"]
    with pytest.raises(ValueRefused, match="no provider 'CUDA' for cpu"):
        OnnxRuntime().open(path, "cpu", "auto", Options(provider="CUDA"))
    with pytest.raises(ValueRefused, match=r"cannot run models on dml:0"):
        OnnxRuntime().open(path, "dml:0", "auto")


CUDA, TENSORRT, OPENVINO = "CUDAExecutionProvider", "TensorrtExecutionProvider", "OpenVINOExecutionProvider"
CPU, DML, COREML = "CPUExecutionProvider", "DmlExecutionProvider", "CoreMLExecutionProvider"
ROCM = "ROCMExecutionProvider"


@pytest.mark.parametrize(
    ("device", "wish", "offered", "chosen"),
    [
        ("cpu", "auto", (CUDA, CPU), CPU),
        ("cpu", "openvino", (OPENVINO, CPU), OPENVINO),
        ("cuda:1", "auto", (TENSORRT, CUDA, CPU), CUDA),
        ("cuda:1", "tensorrt", (TENSORRT, CUDA, CPU), TENSORRT),
        ("cuda:1", TENSORRT, (TENSORRT, CUDA, CPU), TENSORRT),
        ("cuda:0", "auto", (ROCM, CPU), ROCM),
        ("dml:2", "auto", (DML, CPU), DML),
        ("coreml", "auto", (COREML, CPU), COREML),
        ("xpu:0", "auto", (OPENVINO, CPU), OPENVINO),
    ],
)
def test_the_provider_is_the_devices_best_or_the_one_asked_for(
    device: str, wish: str, offered: tuple[str, ...], chosen: str
) -> None:
    provider = choose(device, wish, offered)
    assert provider.name == chosen
    number = int(device.partition(":")[2] or 0)
    assert provider.settings.get("device_id", number) == number
    assert provider.on_cpu == (device == "cpu")
    assert provider.chain()[0] == (chosen, provider.settings)
    assert provider.chain()[-1][0] == CPU
    if chosen == TENSORRT:
        assert Path(provider.settings["trt_engine_cache_path"]).is_dir()
        assert provider.chain()[1] == (CUDA, {"device_id": number})


def test_a_device_that_the_build_lacks_is_refused_by_name() -> None:
    with pytest.raises(ValueRefused, match="cannot run models on cuda:0"):
        choose("cuda:0", "auto", (CPU,))


@pytest.mark.skipif(sys.platform != "linux", reason="what a process has opened is read from /proc")
def test_nothing_is_reported_to_anyone(tmp_path: Path, pool: Pool, capfd: pytest.CaptureFixture[str]) -> None:
    model = pool.open(save(network(), tmp_path / "a.onnx"), runtime="onnx_", device="cpu", precision="fp32")
    model.run(noise(8, 8))
    for pid in pool.workers():
        open_files = [os.readlink(entry) for entry in Path(f"/proc/{pid}/fd").iterdir()]
        assert [name for name in open_files if "socket" in name or name.endswith((".db", "-wal"))] == []
    assert capfd.readouterr() == ("", "")


@posix
def test_a_worker_killed_amid_tiles_costs_no_pixel(tmp_path: Path, pool: Pool) -> None:
    model = pool.open(save(network(), tmp_path / "a.onnx"), runtime="onnx_", device="cpu", precision="fp32")
    tiles = [noise(60, 60, seed=seed) for seed in range(8)]
    for index, (tile, result) in enumerate(zip(tiles, model.stream(tiles), strict=True)):
        np.testing.assert_allclose(result, enlarged(tile, 2), atol=1e-6)
        if index in (1, 4):
            os.kill(pool.workers()[0], signal.SIGKILL)


def test_a_damaged_file_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.onnx"
    path.write_bytes(network().SerializeToString()[:300])
    with pytest.raises(FileRefused, match="damaged or was cut off"):
        open_model(path)


# ---- real files ----

SET5 = {
    "2x_AnimeJaNai_HD_V3.1_SPANF3_fp16.onnx": 34.516,
    "2x_AnimeJaNai_HD_V3_SuperUltraCompact_fp32.onnx": 33.157,
    "4x_realesr-animevideov3_op17.onnx": 28.250,
    "4xSPANkendata_fp32.onnx": 27.993,
    "4x_realesr-general-x4v3_op18_fp16.onnx": 26.641,
}
"""Mean PSNR of luma, from the assets' README."""


def luma(pixels: Any) -> Any:
    return 16 + (pixels.astype(np.float64) @ np.array([65.481, 128.553, 24.966])) / 255


def psnr(result: Any, truth: Any, scale: int) -> float:
    rounded = np.floor(np.clip(result, 0, 1) * 255 + 0.5)
    height, width = truth.shape[:2]
    inner = slice(scale, height - scale), slice(scale, width - scale)
    error = ((luma(rounded[:height, :width]) - luma(truth))[inner] ** 2).mean()
    return float(10 * np.log10(255**2 / error))


def read(path: Path) -> Any:
    return cv2.imread(str(path))[:, :, ::-1]


@pytest.mark.slow
@pytest.mark.parametrize("name", SET5)
def test_set5_comes_out_as_good_as_it_should(assets: Path, name: str) -> None:
    model = open_model(assets / "models" / "onnx" / name)
    scale = int(name[0])
    assert (model.fact.scale, model.fact.in_channels, model.fact.out_channels) == (scale, 3, 3)
    scores = []
    for low in sorted((assets / "images" / "bench" / "Set5" / f"x{scale}").glob("*_LR.png")):
        small = np.ascontiguousarray(read(low)).astype(np.float32) / 255
        truth = read(low.with_name(low.name.replace("_LR", "_HR")))
        scores.append(psnr(model.run_with(runtime="onnx").upscale(small, device="cpu"), truth, scale))
    assert len(scores) == 5
    assert abs(float(np.mean(scores)) - SET5[name]) < 0.1


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=[] if "fp32.onnx" in name and "2x" in name else pytest.mark.slow) for name in SET5],
)
def test_odd_pictures_come_out_neither_black_nor_shifted_nor_in_other_colors(assets: Path, name: str) -> None:
    model = open_model(assets / "models" / "onnx" / name).run_with(runtime="onnx")
    scale = model.fact.scale or 1
    seen = 0
    for file in sorted((assets / "images" / "odd").iterdir()):
        picture = read_any(file)
        if picture is None:
            continue
        seen += 1
        result = model.upscale(picture, device="cpu")
        height, width, channels = picture.shape
        small = result.reshape(height, scale, width, scale, channels).mean((1, 3)) / 65535
        given = picture / float(np.iinfo(picture.dtype).max)
        if channels == 4:
            small, given = small * small[:, :, 3:], given * given[:, :, 3:]
        error = np.abs(small - given).mean()
        # Networks sharpen and remove noise, but nothing else may be more like the result than the picture itself.
        assert error < 0.15, file.name
        assert abs(small.mean() - given.mean()) < 0.05, file.name
        for other in wrong(given):
            if np.abs(other - given).mean() > 0.01:
                assert error < np.abs(small - other).mean(), file.name
    assert seen > 25


def wrong(picture: Any) -> list[Any]:
    """What a mistake would make of a picture: shifted, mirrored, transposed, with other colors."""
    others = [np.roll(picture, shift, axis) for axis in (0, 1) for shift in (-2, 2) if picture.shape[axis] > 8]
    if min(picture.shape[:2]) > 8:
        others += [picture[::-1], picture[:, ::-1]]
    if picture.shape[0] == picture.shape[1] > 8:
        others.append(picture.transpose(1, 0, 2))
    if picture.shape[2] > 1:
        others += [picture[:, :, [2, 1, 0, 3][: picture.shape[2]]], picture[:, :, [1, 2, 0, 3][: picture.shape[2]]]]
    return others


def read_any(path: Path) -> Any:
    """Return up to 64x64 pixels of a picture that OpenCV reads, or `None`."""
    pixels = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    if pixels is None or pixels.dtype.kind != "u":
        return None
    pixels = pixels[:, :, None] if pixels.ndim == 2 else pixels[:, :, [2, 1, 0, 3][: pixels.shape[2]]]
    return np.ascontiguousarray(pixels[:64, :64])
