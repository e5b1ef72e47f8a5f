"""What makes torch fast changes no result: number formats, layouts, threads, copies beside computing, compiling.

Nothing here has a GPU. The way of a tile over three streams runs with torch's stand-ins of the CPU.
"""

import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from nodegraph.core import context
from nodegraph.core.places import cache_folder
from nodegraph.runtimes import torch_compile
from nodegraph.runtimes.base import RunsAhead
from nodegraph.runtimes.options import Options
from nodegraph.runtimes.pool import Pool
from nodegraph.runtimes.torch_ import TorchRuntime
from nodegraph.runtimes.torch_flow import Flow
from nodegraph.runtimes.torch_network import Repeated

from .test_torch import compact, direct, noise, save


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return save(compact(), tmp_path / "compact.safetensors")


@pytest.mark.parametrize(("precision", "most"), [("fp32", 1e-5), ("fp16", 0.01), ("bf16", 0.08)])
def test_every_number_format_gives_the_networks_result(file: Path, precision: str, most: float) -> None:
    runtime = TorchRuntime()
    assert precision in runtime.open(file, "cpu", precision, Options()).precisions
    result, truth = runtime.run(noise(24, 31)), direct(compact(), noise(24, 31))
    assert isinstance(result, np.ndarray)
    assert (result.dtype, result.shape) == (np.float32, truth.shape)
    assert np.abs(result - truth).max() <= most * np.abs(truth).max()


def test_a_cpu_takes_one_tile_at_a_time(file: Path) -> None:
    runtime = TorchRuntime()
    runtime.open(file, "cpu", "fp32")
    assert isinstance(runtime, RunsAhead)
    assert not runtime.ahead


def test_models_of_one_process_have_their_own_numbers_of_threads(file: Path) -> None:
    own = torch.get_num_threads()
    wishes: list[tuple[Any, int]] = [(3, 3), ("auto", own), ("half", max(1, own // 2)), (1, 1), ("auto", own)]
    runtimes = []
    for wish, _ in wishes:
        runtimes.append(TorchRuntime())
        runtimes[-1].open(file, "cpu", "fp32", Options(threads=wish))
    for runtime, (_, count) in zip(runtimes, wishes, strict=True):
        runtime.run(noise(8, 8))
        assert torch.get_num_threads() == count


def test_a_tile_on_its_way_may_be_overwritten_and_results_keep_their_order() -> None:
    flow = Flow(torch.device("cpu"))
    buffer, under_way = np.zeros((4, 5, 3), np.float32), []
    for number in range(4):
        buffer[:] = number
        under_way.append(flow.begin(buffer, lambda image: (2 * image).repeat_interleave(2, 0)))
    for number, download in enumerate(under_way):
        assert download.ready()
        result = download.wait()
        assert (result.shape, result.dtype) == ((8, 5, 3), np.float32)
        assert (result == 2 * number).all()


def test_only_a_shape_that_comes_again_is_worth_preparing_for() -> None:
    shapes = Repeated()
    assert not shapes.saw((8, 8, 3))
    assert not shapes.saw((8, 9, 3))
    assert shapes.first is None
    assert shapes.saw((8, 9, 3))
    assert shapes.saw((8, 8, 3))
    assert shapes.first == (8, 9, 3)


@pytest.mark.slow
@pytest.mark.timeout(200)
def test_where_nothing_compiles_the_model_runs_and_a_sentence_says_why(
    file: Path, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CXX", "no-such-compiler")
    notes: list[str] = []
    token = context.current.set(context.Context(on_note=notes.append))
    try:
        options = Options(compile=True)
        model = pool.open(file, runtime="torch_", device="cpu", precision="fp32", options=options)
        truth = direct(compact(), noise(16, 16))
        for _ in range(3):
            result = model.run(noise(16, 16))
            assert isinstance(result, np.ndarray)
            assert np.allclose(result, truth, atol=1e-5 * float(np.abs(truth).max()))
    finally:
        context.current.reset(token)
    assert len(notes) == 1
    assert notes[0].startswith("RealESRGAN Compact runs without torch.compile: no C++ compiler was found")


@pytest.mark.slow
def test_a_compiled_network_gives_the_same_and_lies_in_the_cache(
    file: Path, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    # torch, imported above, has settled on a place for this process; workers are not started beside torch.
    monkeypatch.delenv("TORCHINDUCTOR_CACHE_DIR", raising=False)
    model = pool.open(file, runtime="torch_", device="cpu", precision="fp32", options=Options(compile=True))
    truth = direct(compact(), noise(16, 16))
    for _ in range(3):
        result = model.run(noise(16, 16))
        assert isinstance(result, np.ndarray)
        assert np.allclose(result, truth, atol=1e-5 * float(np.abs(truth).max()))
    assert list((cache_folder() / "torch").rglob("*.so"))


def test_a_cache_that_cannot_be_written_leaves_torch_a_place_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    # Set first, so that what is put there is taken back behind the test.
    monkeypatch.setenv("TORCHINDUCTOR_CACHE_DIR", "")
    monkeypatch.delenv("TORCHINDUCTOR_CACHE_DIR")
    (cache_folder() / "torch").write_text("in the way")
    torch_compile.keep_in_cache_folder()
    assert "TORCHINDUCTOR_CACHE_DIR" not in os.environ
    (cache_folder() / "torch").unlink()
    torch_compile.keep_in_cache_folder()
    assert os.environ["TORCHINDUCTOR_CACHE_DIR"] == str(cache_folder() / "torch")


def test_reasons_for_not_compiling_are_told_in_words() -> None:
    assert "C++ compiler" in torch_compile.reason(RuntimeError("InvalidCxxCompiler: No working C++ compiler found"))
    assert "Triton" in torch_compile.reason(RuntimeError("TritonMissing: Cannot find a working triton installation"))
    assert torch_compile.reason(RuntimeError("Some reason.\nand more")) == "Some reason"
