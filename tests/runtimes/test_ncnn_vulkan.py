"""ncnn through Vulkan: right pictures, cards that are not there, several models on one card, and torch beside it.

Runs on whatever Vulkan device there is, which may be Mesa's software driver.
"""

import os
import signal
import threading
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest

from nodegraph.core.errors import DeviceFault, ModelRefused, ValueRefused
from nodegraph.runtimes.devices import list_devices
from nodegraph.runtimes.pool import OpenModel, Pool
from tests.waiting import until

from .conftest import enlarged, posix
from .ncnn_models import nearest, write

pytest.importorskip("ncnn")


@pytest.fixture(scope="module")
def card() -> str:
    found = [device.name for device in list_devices(("vulkan",))]
    if not found:
        pytest.skip(reason="there is no Vulkan device here; Debian's mesa-vulkan-drivers has one in software")
    return found[-1]


def noise(height: int, width: int, channels: int = 3) -> Any:
    return np.random.default_rng(0).random((height, width, channels), np.float32)


def opened(pool: Pool, path: Path, device: str, precision: str = "fp32") -> OpenModel:
    return pool.open(path, runtime="ncnn_", device=device, precision=precision)


@pytest.mark.parametrize("channels", [1, 3, 4])
def test_a_card_gives_what_the_processor_gives(pool: Pool, tmp_path: Path, card: str, channels: int) -> None:
    model = opened(pool, write(tmp_path, *nearest(valid=1, channels=channels)), card)
    assert model.fact.scale == 2
    # Also where a channel's size in memory is no multiple of anything.
    for height, width in ((20, 33), (19, 7), (16, 16), (1, 1)):
        tile = noise(height, width, channels)
        answer = model.run(tile)
        assert isinstance(answer, np.ndarray)
        np.testing.assert_allclose(answer, enlarged(tile, 2), atol=1e-5)
    assert model.memory().free > 0


def test_a_driver_tells_its_build(card: str) -> None:
    found = next(device for device in list_devices(("vulkan",), fresh=True) if device.name == card)
    numbers, _, build = found.driver.rpartition("-")
    assert numbers
    assert len(bytes.fromhex(build)) == 16


def test_a_card_that_is_not_there_is_refused_with_those_that_are(pool: Pool, tmp_path: Path, card: str) -> None:
    path = write(tmp_path, *nearest())
    with pytest.raises(ValueRefused, match=rf"no device vulkan:77 here; Vulkan has .*{card}"):
        opened(pool, path, "vulkan:77")
    with pytest.raises(ValueRefused, match="no device vulkan:x here"):
        opened(pool, path, "vulkan:x")


def test_models_come_and_go_on_one_card(pool: Pool, tmp_path: Path, card: str) -> None:
    """The worker keeps four models; the instance outlives each of them and is made again after the last."""
    tile = noise(8, 9)
    for number in range(6):
        path = write(tmp_path, *nearest(scale=1 + number % 3), name=f"model{number}")
        answer = opened(pool, path, card).run(tile)
        assert isinstance(answer, np.ndarray)
        np.testing.assert_allclose(answer, enlarged(tile, 1 + number % 3), atol=1e-5)
    assert len(pool.workers()) == 1


def test_a_model_that_cannot_be_opened_leaves_the_card_usable(pool: Pool, tmp_path: Path, card: str) -> None:
    layers, weights = nearest()
    bad = write(tmp_path, [*layers, ("Telepathy", ["output"], ["more"], {})], weights, name="bad")
    tile = noise(9, 7)
    for _ in range(2):
        with pytest.raises(ModelRefused, match="Telepathy"):
            opened(pool, bad, card)
        answer = opened(pool, write(tmp_path, *nearest()), card).run(tile)
        assert isinstance(answer, np.ndarray)
        np.testing.assert_allclose(answer, enlarged(tile, 2), atol=1e-5)
    assert len(pool.workers()) == 1


def test_black_where_the_picture_is_lively_is_a_fault_of_the_card(pool: Pool, tmp_path: Path, card: str) -> None:
    path = write(tmp_path, *nearest(factor=0.0))
    assert opened(pool, path, "cpu").run(noise(16, 16)).max() == 0
    with pytest.raises(DeviceFault, match=f"device {card} gave one flat color for a part of the picture"):
        opened(pool, path, card)


@posix
@pytest.mark.parametrize("name", ["SIGKILL", "SIGSEGV"])
def test_a_worker_that_dies_on_the_card_is_replaced(pool: Pool, tmp_path: Path, card: str, name: str) -> None:
    model = opened(pool, write(tmp_path, *nearest()), card)
    (worker,) = pool.workers()
    tiles = [noise(64, 64)] * 6
    for index, answer in enumerate(model.stream(tiles)):
        assert isinstance(answer, np.ndarray)
        np.testing.assert_allclose(answer, enlarged(tiles[0], 2), atol=1e-5)
        if index == 1:
            os.kill(worker, getattr(signal, name))
    until(lambda: not psutil.pid_exists(worker), 3)
    assert len(pool.workers()) == 1


@pytest.mark.slow
def test_torch_and_a_card_work_one_after_the_other_and_side_by_side(assets: Path, pool: Pool, card: str) -> None:
    pytest.importorskip("torch")
    folder = assets / "models"
    ncnn = opened(pool, folder / "ncnn" / "4x_realesr-animevideov3-x4.param", card)
    torch = pool.open(
        folder / "torch" / "4x_realesr-animevideov3.pth", runtime="torch_", device="cpu", precision="fp32"
    )
    tile = noise(48, 40)
    expected = torch.run(tile)
    assert isinstance(expected, np.ndarray)
    both = psutil.Process()
    most = 0

    def compare(model: OpenModel, count: int) -> None:
        for answer in model.stream([tile] * count):
            assert isinstance(answer, np.ndarray)
            differences.append(float(np.abs(answer - expected).max()))

    differences: list[float] = []
    compare(ncnn, 2)
    compare(torch, 2)
    threads = [threading.Thread(target=compare, args=(model, 8)) for model in (ncnn, torch)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        threads[0].join(0.05)
        most = max(most, sum(child.memory_info().rss for child in both.children(recursive=True)))
    assert len(differences) == 20
    assert max(differences) <= 1 / 255
    assert len(pool.workers()) == 2
    assert most < 2 << 30
