"""Model files on disk through workers: facts remembered, wishes met or refused, the whole road from file to picture."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nodegraph.core import context
from nodegraph.core.errors import DeviceFault, FileRefused, ModelRefused, RunError, ValueRefused
from nodegraph.runtimes import model, pool
from nodegraph.runtimes.model import open_model
from nodegraph.runtimes.remember import sha256_of


def toy(folder: Path, name: str = "model", **recipe: Any) -> Path:
    path = folder / f"{name}.toy"
    path.write_text(json.dumps({"toy": 1, **recipe}))
    return path


def noise(height: int, width: int, channels: int = 3) -> Any:
    return np.random.default_rng(3).random((height, width, channels), dtype=np.float32)


def test_facts_name_the_file_and_its_content(tmp_path: Path) -> None:
    path = toy(tmp_path, "photo", scale=2)
    fact = open_model(path).fact
    assert fact.name == "photo"
    assert fact.path == str(path)
    assert fact.scale == 2
    assert fact.sha256 is not None
    assert len(fact.sha256) == 64


def test_a_second_look_starts_no_worker(tmp_path: Path) -> None:
    first, second = toy(tmp_path, "first", operation="box", radius=2), tmp_path / "second.toy"
    fact = open_model(first).fact
    seen = open_model(first).receptive()
    pool.shared().close()
    second.write_bytes(first.read_bytes())
    copy = open_model(second)
    assert copy.fact.name == "second"
    assert copy.fact.architecture == fact.architecture
    assert copy.receptive() == seen
    # A closed pool cannot start anything; the next test gets a new one.
    pool._shared = None


def test_a_changed_file_is_another_model(tmp_path: Path) -> None:
    path = toy(tmp_path, scale=2)
    assert open_model(path).fact.scale == 2
    before = sha256_of(path)
    toy(tmp_path, scale=3)
    assert sha256_of(path) != before
    assert open_model(path).fact.scale == 3


@pytest.mark.parametrize("dtype", ["uint8", "uint16", "float32"])
def test_a_picture_comes_out_as_large_as_promised(tmp_path: Path, dtype: str) -> None:
    pixels = noise(50, 70)
    if dtype != "float32":
        pixels = (pixels * np.iinfo(dtype).max).astype(dtype)
    result = open_model(toy(tmp_path, scale=3)).upscale(pixels, tile=32)
    expected = pixels if dtype == "float32" else pixels.astype(np.uint16) * (257 if dtype == "uint8" else 1)
    np.testing.assert_allclose(result, expected.repeat(3, 0).repeat(3, 1), rtol=0, atol=1e-6)


@pytest.mark.parametrize("tile", ["auto", "none", 40])
@pytest.mark.parametrize("size", [(1, 1), (3, 5), (301, 277)])
def test_all_sizes_of_tile_give_the_same_picture(tmp_path: Path, tile: Any, size: tuple[int, int]) -> None:
    model = open_model(toy(tmp_path, operation="box", radius=3, scale=2))
    pixels = noise(*size)
    whole = model.upscale(pixels, tile="none")
    np.testing.assert_allclose(model.upscale(pixels, tile=tile), whole, atol=1e-6)


def test_windows_lie_in_tiles_as_in_the_whole_picture(tmp_path: Path) -> None:
    model = open_model(toy(tmp_path, operation="box", radius=2, multiple_of=8))
    assert model.receptive().kind == "windowed"
    pixels = noise(101, 93)
    np.testing.assert_allclose(model.upscale(pixels, tile=32), model.upscale(pixels, tile="none"), atol=1e-6)


def test_a_model_that_sees_everything_says_so(tmp_path: Path, notes: list[str]) -> None:
    model = open_model(toy(tmp_path, **{"global": True}))
    assert model.receptive().kind == "global"
    pixels = noise(400, 100)
    result = model.upscale(pixels, tile=128)
    np.testing.assert_allclose(result, model.upscale(pixels, tile="none"), atol=0.02)
    assert any("sees the whole picture" in note for note in notes)


def test_a_device_with_little_memory_gives_the_same_picture(tmp_path: Path, notes: list[str]) -> None:
    roomy = open_model(toy(tmp_path, "roomy", operation="box", radius=3))
    tight = open_model(toy(tmp_path, "tight", operation="box", radius=3, memory_pixels=60 * 60))
    pixels = noise(200, 150)
    expected = roomy.upscale(pixels, tile="none")
    for tile in ("none", 128):
        np.testing.assert_allclose(tight.upscale(pixels, tile=tile), expected, atol=1e-6)
    assert any("Memory was short" in note for note in notes)


def test_a_tile_too_small_for_what_the_model_sees_is_told(tmp_path: Path, notes: list[str]) -> None:
    model = open_model(toy(tmp_path, operation="box", radius=20))
    model.upscale(noise(60, 60), tile=16)
    assert any("sees 20 px" in note for note in notes)


def test_precision_and_device_come_from_the_call_then_from_the_run(tmp_path: Path) -> None:
    model = open_model(toy(tmp_path, operation="identity", precisions=["fp32", "fp16"]))
    pixels = noise(8, 8)
    assert (model.upscale(pixels) == pixels).all()
    halved = pixels.astype(np.float16).astype(np.float32)
    assert (model.upscale(pixels, precision="fp16") == halved).all()
    token = context.current.set(context.Context(precision="fp16"))
    try:
        assert (model.upscale(pixels) == halved).all()
        assert (model.upscale(pixels, precision="fp32") == pixels).all()
    finally:
        context.current.reset(token)
    with pytest.raises(ValueRefused, match="cannot run in bf16"):
        model.upscale(pixels, precision="bf16")


@pytest.mark.parametrize("fault", ["nan", "constant"])
def test_what_half_precision_gets_wrong_is_done_in_full(tmp_path: Path, fault: str, notes: list[str]) -> None:
    model = open_model(toy(tmp_path, operation="identity", fault=fault, fault_precisions=["fp16"]))
    pixels = noise(200, 200)
    np.testing.assert_array_equal(model.upscale(pixels, precision="fp16", tile=32), pixels)


def test_a_model_that_gives_no_numbers_or_one_color_is_no_success(tmp_path: Path) -> None:
    for fault in ("nan", "constant"):
        with pytest.raises(RunError, match="may be damaged"):
            open_model(toy(tmp_path, fault, fault=fault)).upscale(noise(40, 40))


def test_a_device_fault_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(DeviceFault):
        open_model(toy(tmp_path, fault="device")).upscale(noise(100, 100), tile=32)


def test_a_worker_that_dies_in_the_middle_changes_nothing(tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    marks.mkdir()
    death = {"signal": "SIGKILL", "at": 3, "times": 1, "marks": str(marks)}
    model = open_model(toy(tmp_path, operation="nearest", scale=2, die=death))
    pixels = noise(100, 100)
    result = model.upscale(pixels, tile=32, overlap=0)
    np.testing.assert_allclose(result, pixels.repeat(2, 0).repeat(2, 1), atol=1e-6)
    assert list(marks.glob("death-*"))


def test_wrong_pictures_and_tiles_are_refused(tmp_path: Path) -> None:
    model = open_model(toy(tmp_path))
    for shape in ((4, 4), (4, 4, 2), (0, 4, 3)):
        with pytest.raises(ValueRefused):
            model.upscale(np.zeros(shape, np.float32))
    with pytest.raises(ValueRefused):
        model.upscale(noise(4, 4), tile=0)


def test_files_that_are_no_models_are_refused_without_a_worker(tmp_path: Path) -> None:
    page = tmp_path / "model.pth"
    page.write_text("<html>404</html>")
    with pytest.raises(FileRefused, match="web page"):
        open_model(page)
    with pytest.raises(FileRefused, match="no model file"):
        open_model(tmp_path / "none.pth")
    with pytest.raises(ModelRefused):
        open_model(toy(tmp_path, operation="dance"))


def test_a_cache_that_holds_nonsense_only_costs_time(tmp_path: Path) -> None:
    from nodegraph.core.places import cache_folder

    path = toy(tmp_path, scale=2)
    open_model(path)
    for file in (cache_folder() / "models").iterdir():
        file.write_text("{")
    assert open_model(path).fact.scale == 2


def test_a_measurement_that_ran_out_of_time_is_told_and_done_again_by_the_next_process(
    tmp_path: Path, notes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = toy(tmp_path, "far", scale=1, operation="box", radius=20)
    monkeypatch.setattr(model, "_MEASURING", 0.0)
    far = open_model(file)
    far.upscale(noise(200, 200), tile=64)
    assert any("no time" in sentence for sentence in notes)
    first = far.receptive()
    assert not first.complete
    assert far.receptive() == first, "one process tries once"
    monkeypatch.setattr(model, "_MEASURING", 30.0)
    monkeypatch.setattr(model, "_looked", set())
    again = open_model(file).receptive()
    assert again.complete
    assert again.pixels == 20
