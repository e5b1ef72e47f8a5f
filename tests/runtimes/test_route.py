"""Routes: the fastest proved way and never a wrong one, fixed for a run, left when it breaks."""

import json
import sys
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from nodegraph.core import context
from nodegraph.core.errors import ValueRefused
from nodegraph.core.facts import ModelFact
from nodegraph.core.settled import Settled
from nodegraph.engine.ledger import Ledger
from nodegraph.runtimes import certificate, pool
from nodegraph.runtimes.certificate import Certificate, Way, blank, certificate_of, keep
from nodegraph.runtimes.messages import DeviceFact
from nodegraph.runtimes.model import Model, open_model
from nodegraph.runtimes.prover import Proof, prove_all
from nodegraph.runtimes.route import Route
from nodegraph.runtimes.subject import Subject
from nodegraph.runtimes.wish import Wish, read_options, split_options

FAST = {"fp32": 0.02, "fp16": 0.0}
"""Seconds a tile takes: half precision is worth it."""
HALF = Way("toy", "cpu", "fp16")
FULL = Way("toy", "cpu", "fp32")


def toy(folder: Path, name: str = "model", **recipe: Any) -> Path:
    path = folder / f"{name}.toy"
    path.write_text(json.dumps({"toy": 1, **recipe}))
    return path


def subject_of(model: Model) -> Subject:
    return Subject(model.path, model.fact.sha256 or "", model.fact)


def prove(model: Model) -> dict[str, Certificate]:
    return {found.way.precision: found for found in prove_all(subject_of(model), "cpu", lambda found: None)}


def forged(model: Model, way: Way, **found: Any) -> None:
    """Keep a certificate that nothing has earned."""
    keep(msgspec.structs.replace(blank(model.fact.sha256 or "", way), **found))


def noise(height: int = 8, width: int = 9) -> Any:
    return np.random.default_rng(3).random((height, width, 3), dtype=np.float32)


def test_nothing_is_faster_until_it_is_proved(tmp_path: Path) -> None:
    route = open_model(toy(tmp_path, delays=FAST)).route()
    assert route.way == FULL
    assert route.unproved


def test_the_fastest_proved_way_is_taken(tmp_path: Path) -> None:
    # Longer than what a busy machine makes a tile wait.
    model = open_model(toy(tmp_path, delays={"fp32": 0.08, "fp16": 0.0}))
    found = prove(model)
    assert found["fp16"].proved
    assert found["fp16"].psnr > 60
    route = model.route()
    assert route.way == HALF
    assert not route.unproved
    assert "as fast as toy fp32, proved to" in route.words
    pixels = noise()
    np.testing.assert_array_equal(model.upscale(pixels), pixels.astype(np.float16).astype(np.float32))


def test_a_slower_way_is_proved_and_left(tmp_path: Path) -> None:
    model = open_model(toy(tmp_path, delays={"fp32": 0.0, "fp16": 0.02}))
    assert prove(model)["fp16"].speedup < 1
    assert model.route().way == FULL


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"errors": {"fp16": 5 / 255}}, "off by up to 5"),
        ({"errors": {"fp16": 3.5 / 255}}, "PSNR"),
        ({"fault": "nan", "fault_precisions": ["fp16"]}, "not finite"),
        ({"fault": "device", "fault_precisions": ["fp16"]}, "cannot run"),
    ],
)
def test_a_way_with_wrong_pixels_is_never_used(tmp_path: Path, wrong: dict[str, Any], reason: str) -> None:
    model = open_model(toy(tmp_path, delays=FAST, **wrong))
    assert reason in prove(model)["fp16"].fault
    route = model.route()
    assert route.way == FULL
    assert not route.unproved, "what failed is not tried again"


def test_full_precision_means_a_step_of_eight_bits_at_most(tmp_path: Path) -> None:
    model = open_model(toy(tmp_path, delays=FAST))
    other = Way("toy", "cpu", "fp32", read_options({"threads": "1"}))
    for way, difference in ((FULL, 0.0), (HALF, 2 / 255), (other, 2 / 255)):
        forged(model, way, max_difference=difference, psnr=60.0, speedup=3.0)
    assert model.route(precision="fp32").way == FULL


def test_a_wish_goes_before_what_is_proved(tmp_path: Path) -> None:
    model = open_model(toy(tmp_path, delays=FAST))
    prove(model)
    assert model.route(precision="fp32").way == FULL
    assert model.run_with(precision="fp32").route().way == FULL
    assert model.run_with(precision="fp32").route(precision="fp16").way == HALF, "a node's own wish comes first"
    assert model.run_with(options={"threads": "2"}).route().way.options.threads == 2


def test_a_wish_that_cannot_be_met_is_a_sentence(tmp_path: Path) -> None:
    model = open_model(toy(tmp_path))
    with pytest.raises(ValueRefused, match="cannot be turned into one for ncnn"):
        model.run_with(runtime="ncnn").upscale(noise())
    with pytest.raises(ValueRefused, match=r"There is no runtime 'nccn'.*did you mean 'ncnn'"):
        model.run_with(runtime="nccn").upscale(noise())
    with pytest.raises(ValueRefused, match="cannot run in bf16"):
        model.upscale(noise(), precision="bf16")
    with pytest.raises(ValueRefused, match="did you mean 'winograd'"):
        model.run_with(options={"winogrand": "off"})


@pytest.mark.parametrize("pair", ["winograd", "winograd=perhaps", "threads=0", "threads=many", "blocktime=500", "x=1"])
def test_options_that_mean_nothing_are_refused(pair: str) -> None:
    with pytest.raises(ValueRefused):
        split_options([pair])


def test_wishes_fill_each_other_up() -> None:
    near = Wish(precision="fp16", options={"threads": "2"})
    far = Wish(runtime="ncnn", precision="fp32", options={"threads": "1", "winograd": "off"})
    assert near.over(far) == Wish("ncnn", "auto", "fp16", {"threads": "2", "winograd": "off"})


@pytest.mark.parametrize("changed", ["machine", "versions"])
def test_an_update_makes_a_certificate_void(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str) -> None:
    model = open_model(toy(tmp_path, delays=FAST))
    forged(model, HALF, psnr=90.0, speedup=9.0)
    assert model.route().way == HALF
    if changed == "machine":
        monkeypatch.setattr(certificate, "machine_of", lambda device: "another processor")
    else:
        newer = certificate.FRAMEWORKS["toy"]._replace(packages=("a-package-that-came",))
        monkeypatch.setitem(certificate.FRAMEWORKS, "toy", newer)
    assert model.route().way == FULL
    assert model.route().unproved


def test_another_driver_is_another_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    card = DeviceFact("vulkan:0", "Card", 1 << 30, 1 << 30, driver="5-76ab")
    monkeypatch.setattr(certificate, "list_devices", lambda: [card])
    monkeypatch.setattr(certificate, "driver_versions", lambda: ["580.1"])
    before = certificate.machine_of("vulkan:0")
    monkeypatch.setattr(certificate, "list_devices", lambda: [msgspec.structs.replace(card, driver="5-76ac")])
    other_library = certificate.machine_of("vulkan:0")
    monkeypatch.setattr(certificate, "driver_versions", lambda: ["590.2"])
    assert len({before, other_library, certificate.machine_of("vulkan:0")}) == 3


def test_a_run_keeps_its_route_and_the_next_takes_the_new_one(tmp_path: Path) -> None:
    model, run = open_model(toy(tmp_path, delays=FAST)), Settled()
    pixels = noise()

    def enlarged(settled: Settled) -> Any:
        token = context.current.set(context.Context(settled=settled))
        try:
            return model.upscale(pixels)
        finally:
            context.current.reset(token)

    first = enlarged(run)
    forged(model, HALF, psnr=90.0, speedup=9.0)
    np.testing.assert_array_equal(enlarged(run), first)
    assert (enlarged(Settled()) != first).any()


def test_a_run_that_goes_on_keeps_its_route(tmp_path: Path) -> None:
    model = open_model(toy(tmp_path, delays=FAST))
    place = tmp_path / "ledger.jsonl"

    def route() -> Route:
        ledger = Ledger(place)
        token = context.current.set(context.Context(settled=Settled(ledger.settled, ledger.settle)))
        try:
            return model.route()
        finally:
            context.current.reset(token)
            ledger.close()

    before = route()
    forged(model, HALF, psnr=90.0, speedup=9.0)
    assert route() == before
    place.unlink()
    assert route().way == HALF


def test_results_of_other_routes_have_other_names(tmp_path: Path) -> None:
    model = open_model(toy(tmp_path, delays=FAST))
    full = model.route().identity
    assert model.route(precision="fp16").identity != full
    forged(model, HALF, psnr=90.0, speedup=9.0)
    assert model.route().identity == model.route(precision="fp16").identity


def test_a_route_that_breaks_is_left_for_the_safe_one_and_said(tmp_path: Path, notes: list[str]) -> None:
    model = open_model(toy(tmp_path, delays=FAST, fault="device", fault_precisions=["fp16"]))
    forged(model, HALF, psnr=90.0, speedup=9.0)
    settled = Settled()
    token = context.current.set(context.Context(on_note=notes.append, settled=settled))
    try:
        pixels = noise()
        assert model.route().way == HALF
        np.testing.assert_array_equal(model.upscale(pixels), pixels)
        assert model.route().way == FULL
        np.testing.assert_array_equal(model.upscale(pixels), pixels)
    finally:
        context.current.reset(token)
    assert len([note for note in notes if "from here on it runs on toy fp32" in note]) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_route_that_workers_die_of_is_not_taken_again(tmp_path: Path, notes: list[str]) -> None:
    marks = tmp_path / "marks"
    marks.mkdir()
    death = {"signal": "SIGKILL", "at": 0, "times": 3, "marks": str(marks)}
    model = open_model(toy(tmp_path, delays=FAST, die=death))
    forged(model, HALF, psnr=90.0, speedup=9.0)
    pixels = noise()
    np.testing.assert_array_equal(model.upscale(pixels), pixels)
    assert any("from here on it runs on toy fp32" in note for note in notes)
    assert model.route().way == FULL, "of the next run, too"


def test_proving_is_bounded_and_goes_on_where_it_stood(tmp_path: Path) -> None:
    model = open_model(toy(tmp_path, delays={"fp32": 0.03, "fp16": 0.03}))
    subject = subject_of(model)
    workers = pool.Pool()
    try:
        first = list(Proof(subject, "cpu", workers).steps(0.1))
        assert [found.way for found in first] == [FULL], "the time was over after one"
        assert certificate_of(subject.sha256, FULL) == first[0], "kept as soon as it is known"
        rest = list(Proof(subject, "cpu", workers).steps(30))
        assert HALF in {found.way for found in rest}
    finally:
        workers.close()


def test_a_stop_ends_proving_between_tiles(tmp_path: Path) -> None:
    from nodegraph.core.errors import Stopped

    model = open_model(toy(tmp_path, delays={"fp32": 0.05, "fp16": 0.05}))
    state = context.Context()
    workers = pool.Pool()
    token = context.current.set(state)
    try:
        steps = Proof(subject_of(model), "cpu", workers).steps(30)
        next(steps)
        state.stop.set()
        with pytest.raises(Stopped):
            list(steps)
    finally:
        context.current.reset(token)
        workers.close()
    assert certificate_of(model.fact.sha256 or "", FULL) is not None


def test_of_equally_fast_ways_the_one_that_starts_sooner_is_taken(tmp_path: Path) -> None:
    pytest.importorskip("ncnn", reason="the package ncnn is not installed")
    fact = ModelFact(name="photo", runtime="torch", sha256="ab" * 32, precisions=("fp32",))
    model = Model(tmp_path / "photo.pth", fact)
    torch, ncnn = Way("torch", "cpu", "fp32"), Way("ncnn", "cpu", "fp32")
    forged(model, torch, psnr=200.0, speedup=1.0)
    for speedup, chosen in ((1.02, ncnn), (0.8, torch), (2.0, ncnn)):
        forged(model, ncnn, psnr=120.0, speedup=speedup)
        assert model.route().way == chosen
    forged(model, ncnn, psnr=120.0, speedup=1.02)
    assert "about as fast as torch, and up sooner" in model.route().words


def test_a_way_that_lacks_a_package_is_not_looked_for_until_that_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fact = ModelFact(name="photo", runtime="torch", sha256="cd" * 32, precisions=("fp32",))
    model = Model(tmp_path / "photo.pth", fact)
    forged(model, Way("torch", "cpu", "fp32"), psnr=200.0, speedup=1.0)
    for package in ("pnnx", "onnx"):
        monkeypatch.setitem(sys.modules, package, None)  # so that Python does not find it
    assert not model.route().unproved
    monkeypatch.undo()
    pytest.importorskip("pnnx", reason="the package pnnx is not installed; it converts to ncnn")
    assert model.route().unproved
