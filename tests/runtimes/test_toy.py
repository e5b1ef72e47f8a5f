"""Toy models do what their files say, for that is what other tests rely on."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nodegraph.core.errors import DeviceFault, ModelRefused
from nodegraph.runtimes.base import TooBig
from nodegraph.runtimes.toy import ToyRuntime, runtime


def opened(folder: Path, precision: str = "fp32", **recipe: Any) -> ToyRuntime:
    path = folder / "model.toy"
    path.write_text(json.dumps({"toy": 1, **recipe}))
    model = runtime()
    model.open(path, "cpu", precision)
    return model


def tile(height: int = 12, width: int = 16, seed: int = 0) -> Any:
    return np.random.default_rng(seed).random((height, width, 3), np.float32)


def reach(model: ToyRuntime, size: int = 48) -> int:
    """How far a change of one pixel is seen, in pixels of the input."""
    before = tile(size, size)
    after = before.copy()
    after[size // 2, size // 2] += 1
    moved = np.abs(np.subtract(model.run(after), model.run(before))).max(-1) > 1e-7
    rows = np.flatnonzero(moved.any(1))
    return int(max(size // 2 - rows[0], rows[-1] - size // 2))


def test_facts_are_what_the_file_says(tmp_path: Path) -> None:
    path = tmp_path / "model.toy"
    path.write_text(json.dumps({"toy": 1, "scale": 3, "channels": 4, "multiple_of": 8}))
    fact = runtime().open(path, "cpu", "fp32")
    assert (fact.scale, fact.in_channels, fact.out_channels, fact.multiple_of) == (3, 4, 4, 8)
    assert (fact.architecture, fact.name, fact.path) == ("Toy", "model", str(path))


@pytest.mark.parametrize("operation", ["nearest", "identity"])
def test_enlarging_repeats_pixels(tmp_path: Path, operation: str) -> None:
    model = opened(tmp_path, operation=operation, scale=2)
    assert np.array_equal(model.run(tile()), tile().repeat(2, 0).repeat(2, 1))


@pytest.mark.parametrize("radius", [0, 1, 5])
def test_a_box_reaches_as_far_as_its_radius(tmp_path: Path, radius: int) -> None:
    model = opened(tmp_path, operation="box", radius=radius)
    assert reach(model) == radius
    flat = np.full((9, 9, 3), 0.5, np.float32)
    assert np.allclose(model.run(flat), flat)


def test_a_window_sees_itself_only_and_wants_whole_windows(tmp_path: Path) -> None:
    model = opened(tmp_path, multiple_of=8)
    one, two = tile(16, 16, 1), tile(16, 16, 1)
    two[8:] += 1
    assert np.array_equal(model.run(one)[:8], model.run(two)[:8])  # type: ignore[index]
    assert 4 <= reach(model) <= 8
    with pytest.raises(ValueError, match="does not suit"):
        model.run(tile(12, 16))


def test_a_global_model_sees_everything(tmp_path: Path) -> None:
    assert reach(opened(tmp_path, **{"global": True})) == 24


def test_a_result_is_float32_and_leaves_its_tile_alone(tmp_path: Path) -> None:
    recipe: dict[str, Any] = {"operation": "box", "multiple_of": 4, "global": True, "scale": 2}
    for precision in ("fp32", "fp16"):
        given = tile()
        result = opened(tmp_path, precision, **recipe).run(given)
        assert isinstance(result, np.ndarray)
        assert (result.dtype, result.shape) == (np.float32, (24, 32, 3))
        assert np.array_equal(given, tile())


def test_half_precision_rounds(tmp_path: Path) -> None:
    result = opened(tmp_path, "fp16").run(tile())
    assert np.array_equal(result, tile().astype(np.float16).astype(np.float32))
    assert not np.array_equal(result, tile())


def test_faults_are_those_of_the_precisions_named(tmp_path: Path) -> None:
    faulty = {"fault": "nan", "fault_precisions": ["fp16"]}
    assert np.isnan(opened(tmp_path, "fp16", **faulty).run(tile())).all()
    assert np.isfinite(opened(tmp_path, "fp32", **faulty).run(tile())).all()
    assert np.ptp(opened(tmp_path, fault="constant").run(tile())) == 0
    with pytest.raises(DeviceFault):
        opened(tmp_path, fault="device").run(tile())


def test_memory_ends_at_so_many_pixels(tmp_path: Path) -> None:
    model = opened(tmp_path, memory_pixels=12 * 16)
    assert not isinstance(model.run(tile()), TooBig)
    assert isinstance(model.run(tile(12, 17)), TooBig)


@pytest.mark.parametrize(
    "text", ["", "<html>", "{}", '{"toy": 2}', '{"toy": 1, "scael": 2}', '{"toy": 1, "scale": "2"}']
)
def test_anything_else_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "model.toy"
    path.write_text(text)
    with pytest.raises(ModelRefused, match=r"model\.toy is no toy model"):
        runtime().open(path, "cpu", "fp32")
