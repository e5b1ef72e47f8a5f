"""Torch models from files on disk: recognized, run, tiled without a seam, and refused where they are of no use."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from nodegraph.core.errors import DeviceFault, ModelRefused, RunError, ValueRefused
from nodegraph.core.places import resources
from nodegraph.runtimes.base import TooBig
from nodegraph.runtimes.model import open_model
from nodegraph.runtimes.torch_ import TorchRuntime
from nodegraph.runtimes.torch_faults import first_line
from nodegraph.runtimes.torch_import import import_spandrel


def compact(scale: int = 2, channels: int = 3, features: int = 16, layers: int = 4) -> Any:
    """A Compact network with random weights, strong enough that a seam would show."""
    import_spandrel()
    from spandrel.architectures.Compact import Compact

    torch.manual_seed(scale + channels)
    network = Compact(
        num_in_ch=channels, num_out_ch=channels, num_feat=features, num_conv=layers, upscale=scale, act_type="prelu"
    )
    with torch.no_grad():
        for parameter in network.parameters():
            if parameter.ndim == 4:
                parameter *= 2
    return network


def save(network: Any, path: Path, *, prefix: str = "") -> Path:
    weights = {prefix + name: value.contiguous() for name, value in network.state_dict().items()}
    if path.suffix == ".safetensors":
        from safetensors.torch import save_file

        save_file(weights, path)
    else:
        torch.save({"params": weights}, path)
    return path


def noise(height: int, width: int, channels: int = 3) -> Any:
    return np.random.default_rng(11).random((height, width, channels), dtype=np.float32)


def direct(network: Any, pixels: Any) -> Any:
    """What the network itself makes of the whole picture."""
    with torch.inference_mode():
        return network.eval()(torch.from_numpy(pixels).permute(2, 0, 1)[None])[0].permute(1, 2, 0).numpy()


@pytest.mark.parametrize("suffix", [".pth", ".safetensors"])
def test_tiled_equals_untiled_with_automatic_overlap(tmp_path: Path, suffix: str) -> None:
    network = compact()
    model = open_model(save(network, tmp_path / f"compact{suffix}"))
    assert (model.fact.architecture, model.fact.scale, model.fact.name) == ("RealESRGAN Compact", 2, "compact")
    seen = model.receptive()
    assert (seen.kind, seen.pixels) == ("bounded", 6)
    pixels = noise(277, 301)
    expected = np.clip(direct(network, pixels), 0, 1)
    assert expected.std() > 0.05
    for tile in (64, 96, 128, 256, "auto", "none"):
        assert np.abs(model.upscale(pixels, tile=tile, device="cpu") - expected).max() <= 1e-5, tile


@pytest.mark.parametrize("channels", [1, 3, 4])
def test_networks_of_any_channels_take_pictures_of_any_channels(tmp_path: Path, channels: int) -> None:
    model = open_model(save(compact(channels=channels), tmp_path / "a.pth"))
    assert model.fact.in_channels == channels
    for picture in (1, 3, 4):
        result = model.upscale(noise(9, 11, picture), device="cpu")
        assert result.shape == (18, 22, picture)


def test_the_runtime_speaks_of_what_the_network_is(tmp_path: Path) -> None:
    runtime = TorchRuntime()
    fact = runtime.open(save(compact(), tmp_path / "a.pth", prefix="_orig_mod."), "cpu", "fp32")
    assert fact.precisions == ("fp32", "fp16", "bf16")
    assert fact.tags == ("16nf", "4nc")
    assert fact.parameters == sum(parameter.numel() for parameter in compact().parameters())
    assert runtime.memory().free > 0
    runtime.close()


@pytest.mark.parametrize("prefix", ["generator.", "module.", "module.generator."])
def test_prefixes_do_not_hide_the_network(tmp_path: Path, prefix: str) -> None:
    fact = TorchRuntime().open(save(compact(), tmp_path / "a.pth", prefix=prefix), "cpu", "fp32")
    assert fact.architecture == "RealESRGAN Compact"


def test_the_output_is_not_clamped_and_the_tile_is_not_touched(tmp_path: Path) -> None:
    network = compact()
    runtime = TorchRuntime()
    runtime.open(save(network, tmp_path / "a.pth"), "cpu", "fp32")
    tile = noise(20, 30) * 3
    before = tile.copy()
    result = runtime.run(tile)
    assert not isinstance(result, TooBig)
    assert result.max() > 1
    assert result.flags.c_contiguous
    np.testing.assert_allclose(result, direct(network, before), atol=1e-5)
    np.testing.assert_array_equal(tile, before)


def test_bfloat16_is_close_and_unknown_precisions_are_refused(tmp_path: Path) -> None:
    path = save(compact(), tmp_path / "a.pth")
    runtime = TorchRuntime()
    runtime.open(path, "cpu", "bf16")
    rough = runtime.run(noise(20, 30))
    exact = TorchRuntime()
    exact.open(path, "cpu", "fp32")
    assert 0 < np.abs(rough - exact.run(noise(20, 30))).max() < 0.1
    with pytest.raises(ValueRefused, match="cannot run in fp8"):
        TorchRuntime().open(path, "cpu", "fp8")


def test_lack_of_memory_is_a_value_and_other_failures_are_not(tmp_path: Path) -> None:
    runtime = TorchRuntime()
    runtime.open(save(compact(features=32), tmp_path / "a.pth"), "cpu", "fp32")
    # 600,000 x 600,000 pixels without memory behind them: torch is asked for more than any machine has.
    endless = np.lib.stride_tricks.as_strided(np.zeros(3, np.float32), (600_000, 600_000, 3), (0, 0, 4), writeable=True)
    assert isinstance(runtime.run(endless), TooBig)
    assert not isinstance(runtime.run(noise(8, 8)), TooBig), "the model lives on"
    with pytest.raises(RunError, match="failed on a tile of 8x8"):
        runtime.run(noise(8, 8, 5))


def test_a_device_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    path = save(compact(), tmp_path / "a.pth")
    if not torch.cuda.is_available():
        with pytest.raises(DeviceFault, match="cuda:0"):
            TorchRuntime().open(path, "cuda:0", "fp32")


@pytest.mark.parametrize(
    ("names", "word"),
    [
        (["generator.model.1.bn_l.running_mean"], "inpainting"),
        (["toRGB.0.weight", "stylegan_decoder.style_mlp.1.weight"], "faces"),
        (["some.weight", "other.bias"], "not known here"),
        (["body.0.weight", "body.1.weight"], "do not fit"),
    ],
)
def test_networks_that_cannot_enlarge_pictures_are_refused(tmp_path: Path, names: list[str], word: str) -> None:
    path = tmp_path / "a.pth"
    torch.save({name: torch.ones(1) for name in names}, path)
    with pytest.raises(ModelRefused, match=word) as caught:
        TorchRuntime().open(path, "cpu", "fp32")
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_of_a_list_of_errors_the_first_one_is_told() -> None:
    network = torch.nn.Conv2d(1, 2, 3)
    with pytest.raises(RuntimeError) as caught:
        network.load_state_dict({"weight": torch.ones(1)})
    assert first_line(caught.value) == 'Missing key(s) in state_dict: "bias"'


@pytest.mark.filterwarnings("ignore:torch.meshgrid")
def test_the_stripes_of_apisrs_grl_do_not_shift(tmp_path: Path) -> None:
    spandrel = import_spandrel()
    from spandrel.architectures.GRL import GRL

    network = GRL(
        upscale=2, img_range=1.0, img_size=64, depths=[2], num_heads_window=[1], num_heads_stripe=[1], embed_dim=16,
        window_size=8, stripe_size=[8, 8], anchor_window_down_factor=2, mlp_ratio=2, upsampler="pixelshuffledirect",
        anchor_proj_type="avgpool", anchor_one_stage=True, out_proj_type="linear", conv_type="1conv",
    )  # fmt: skip
    tables = {name: value for name, value in network.named_buffers() if name.startswith(("table_", "index_"))}
    path = tmp_path / "a.pth"
    torch.save({**network.state_dict(), **tables}, path)
    loaded = spandrel.ModelLoader().load_from_file(path)
    assert {"w8df2", "s8x8"} <= set(loaded.tags)
    runtime = TorchRuntime()
    fact = runtime.open(path, "cpu", "fp32")
    assert fact.architecture == "GRL"
    assert runtime._network is not None
    modules = runtime._network._module.modules()
    shifts = [module.stripe_shift for module in modules if hasattr(module, "stripe_shift")]
    assert shifts
    assert not any(shifts)


@pytest.mark.filterwarnings("ignore:torch.meshgrid")
def test_windows_that_spandrel_does_not_tell_become_the_grid(tmp_path: Path) -> None:
    import_spandrel()
    from spandrel.architectures.SwinIR import SwinIR

    network = SwinIR(upscale=2, img_size=16, window_size=8, depths=[2], embed_dim=8, num_heads=[2], mlp_ratio=2, upsampler="pixelshuffledirect")  # fmt: skip  # noqa: E501
    fact = TorchRuntime().open(save(network, tmp_path / "a.pth"), "cpu", "fp32")
    assert (fact.architecture, fact.multiple_of) == ("SwinIR", 8)


def test_the_default_model_doubles_a_picture() -> None:
    model = open_model(resources() / "models" / "nodegraph-2x.safetensors")
    pixels = (noise(61, 43) * 255).astype(np.uint8)
    result = model.upscale(pixels, device="cpu")
    assert result.shape == (122, 86, 3)
    assert result.dtype == np.uint16


@pytest.mark.parametrize(
    "name",
    [
        "1x_dncnn_25_gray.pth", "2x_swift_srgan.pth", "3x_realcugan_se_no-denoise_fp16.pth",
        "4x_LSDIRCompactC3_fp16.safetensors", "4x_SPAN_ch28_fp16.pth",
    ],
)  # fmt: skip
def test_real_models_enlarge_a_picture_by_their_scale(assets: Path, name: str) -> None:
    model = open_model(assets / "models" / "torch" / name)
    scale = int(name[0])
    assert model.fact.scale == scale
    result = model.upscale((noise(37, 41) * 255).astype(np.uint8), device="cpu")
    assert result.shape == (37 * scale, 41 * scale, 3)


def test_a_real_network_of_an_unknown_architecture_is_refused(assets: Path) -> None:
    with pytest.raises(ModelRefused, match="not known here"):
        open_model(assets / "models" / "torch" / "unsupported_agdn.pth")
