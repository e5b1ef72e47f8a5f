"""Tiles computed together give what they give one by one, whoever runs them and whatever becomes of a batch."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nodegraph.core.facts import ModelFact
from nodegraph.runtimes import candidates
from nodegraph.runtimes.base import TooBig
from nodegraph.runtimes.batches import in_batches
from nodegraph.runtimes.certificate import Way, blank
from nodegraph.runtimes.messages import DeviceFact
from nodegraph.runtimes.model import open_model
from nodegraph.runtimes.options import Options
from nodegraph.runtimes.pool import Pool
from nodegraph.runtimes.proving import compare, race, standard
from nodegraph.runtimes.subject import Subject

from .conftest import Toys

SIDES = [8, 8, 8, 8, 9, 9, 8, 7, 7, 7]


def tiles(sides: list[int] = SIDES) -> list[Any]:
    random = np.random.default_rng(4)
    return [random.random((side, 2 * side, 3), dtype=np.float32) for side in sides]


@pytest.mark.parametrize("most", [2, 3, 4, 64])
def test_neighbors_of_one_shape_go_together_and_come_apart_in_order(most: int) -> None:
    shapes = []

    def run(batches: Any) -> Any:
        for batch in batches:
            shapes.append(batch.shape)
            yield batch + 1

    given = tiles()
    answers = list(in_batches(run, iter(given), most))
    assert len(answers) == len(given)
    for tile, answer in zip(given, answers, strict=True):
        np.testing.assert_array_equal(answer, tile + 1)
    if most == 3:
        assert shapes == [(3, 8, 16, 3), (8, 16, 3), (2, 9, 18, 3), (8, 16, 3), (3, 7, 14, 3)]


def test_a_batch_that_is_too_big_is_done_one_by_one_and_so_is_the_rest() -> None:
    sizes = []

    def run(batches: Any) -> Any:
        for batch in batches:
            sizes.append(batch.shape[0] if batch.ndim > 3 else 1)
            yield TooBig() if batch.ndim > 3 else batch + 1

    given = tiles([8] * 9)
    answers = list(in_batches(run, iter(given), 4))
    np.testing.assert_array_equal(answers, np.stack(given) + 1)
    assert sizes == [4, *[1] * 9]


def test_a_runtime_that_knows_no_batches_gives_the_same(toys: Toys, pool: Pool) -> None:
    path = toys.write(scale=2, operation="box")
    one, several = (
        pool.open(path, runtime="toy", device="cpu", precision="fp32", options=Options(batch=batch)) for batch in (1, 4)
    )
    for alone, together in zip(one.stream(tiles()), several.stream(tiles()), strict=True):
        np.testing.assert_array_equal(alone, together)


def test_torch_computes_tiles_together_to_the_same_pixels(tmp_path: Path, pool: Pool) -> None:
    pytest.importorskip("torch")
    from .test_torch import compact, save

    file = save(compact(), tmp_path / "compact.safetensors")
    one, several = (
        pool.open(file, runtime="torch_", device="cpu", precision="fp32", options=Options(batch=batch))
        for batch in (1, 4)
    )
    alone = [np.array(answer) for answer in one.stream(tiles())]
    together = [np.array(answer) for answer in several.stream(tiles())]
    for first, second in zip(alone, together, strict=True):
        np.testing.assert_allclose(first, second, atol=1e-5 * float(np.abs(first).max()))
    again = [np.array(answer) for answer in several.stream(tiles())]
    for first, second in zip(together, again, strict=True):
        np.testing.assert_array_equal(first, second)


def test_a_picture_made_in_batches_is_the_picture(tmp_path: Path) -> None:
    path = tmp_path / "box.toy"
    path.write_text('{"toy": 1, "scale": 2, "operation": "box", "radius": 2}')
    picture = np.random.default_rng(1).random((90, 131, 4), dtype=np.float32)
    model = open_model(path)
    np.testing.assert_array_equal(
        model.run_with(options={"batch": "5"}).upscale(picture, tile=32), model.upscale(picture, tile=32)
    )


def test_a_batch_is_proved_and_timed_against_one_tile_of_as_many_pixels(toys: Toys, pool: Pool) -> None:
    path = toys.write(scale=2, operation="box")
    reference = standard(pool.open(path, runtime="toy", device="cpu", precision="fp32"), ModelFact(scale=2))
    way = Way("toy", "cpu", "fp32", Options(batch=4))
    model = pool.open(path, runtime="toy", device="cpu", precision="fp32", options=way.options)
    found = race(compare(blank("0" * 64, way), model, reference), model, reference, haste=True)
    assert (found.fault, found.max_difference) == ("", 0.0)
    assert found.tile in (32, 64, 96)
    assert found.proved


def test_batches_are_tried_where_cuda_is(monkeypatch: pytest.MonkeyPatch) -> None:
    card = DeviceFact("cuda:0", "Card", 8 << 30, 8 << 30, ("fp32", "fp16"))
    monkeypatch.setattr(candidates, "list_devices", lambda: [card])
    subject = Subject(Path("a.pth"), "0" * 64, ModelFact(runtime="torch", precisions=("fp32", "fp16", "bf16")))
    found = candidates.candidates(subject, Way("torch", "cuda:0", "fp32"))
    assert [(way.precision, way.options.batch) for way in found] == [("fp16", 1), ("fp32", 4), ("fp16", 4)]
    assert str(found[-1]) == "torch fp16, cuda:0, 4 tiles at once"
    assert found[0].name != found[2].name
    assert not any(way.options.batch > 1 for way in candidates.candidates(subject, Way("torch", "cpu", "fp32")))
