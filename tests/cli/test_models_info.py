"""`nodegraph models info` says what a model is and how far it sees."""

import json
from pathlib import Path

import pytest

from nodegraph.cli.models import describe_receptive, describe_seam
from nodegraph.core.messages import Receptive, Seam
from nodegraph.core.places import resources

from .conftest import Run, toy


def info(nodegraph: Run, file: Path, seconds: float = 50) -> dict[str, str]:
    done = nodegraph("models", "info", file, timeout=seconds)
    assert done.returncode == 0, done.stderr
    return dict(line.split(maxsplit=1) for line in done.stdout.splitlines())


@pytest.mark.slow
def test_the_model_that_comes_along(nodegraph: Run) -> None:
    file = resources() / "models" / "nodegraph-2x.safetensors"
    told = info(nodegraph, file)
    assert told["scale"] == "2x"
    assert told["channels"] == "3 in, 3 out"
    assert len(told["sha256"]) == 64
    assert told["precisions"].split()[0] == "fp32"
    assert told["sees"].startswith("bounded: ")
    assert told["sees"].endswith("tiles equal the whole picture")
    again = json.loads(nodegraph("models", "info", file, "--json").stdout)
    assert again["fact"]["sha256"] == told["sha256"]
    assert again["fact"]["architecture"] == told["architecture"]
    assert again["receptive"]["kind"] == "bounded"
    assert again["seam"]["error"] < 1e-4


@pytest.mark.parametrize(
    ("recipe", "words"),
    [
        ({"operation": "box", "radius": 5}, "bounded: 5 px; tiles equal the whole picture"),
        (
            {"multiple_of": 8},
            "windowed: 0 px, in windows of 8 px; tiles equal the whole picture where they are aligned",
        ),
        ({"global": True}, "global: the whole picture; tiles differ by up to "),
    ],
)
def test_the_three_kinds_of_seeing(nodegraph: Run, tmp_path: Path, recipe: dict[str, object], words: str) -> None:
    assert info(nodegraph, toy(tmp_path / "x.toy", **recipe))["sees"].startswith(words)


def test_the_seams_of_a_model_are_told_in_words_and_numbers(nodegraph: Run, tmp_path: Path) -> None:
    model = toy(tmp_path / "x.toy", operation="box", radius=5)
    assert info(nodegraph, model)["seam"] == (
        "tiles of 128 px with 5 px of overlap differ from the whole picture by less than 0.01/255 "
        "(test picture of 266x266)"
    )
    seam = json.loads(nodegraph("models", "info", model, "--json").stdout)["seam"]
    assert (seam["tile"], seam["overlap"], seam["width"]) == (128, 5, 266)
    assert seam["error"] < 1e-6


def test_what_a_cap_on_the_overlap_costs_is_told() -> None:
    seam = Seam(0.0, 128, 58, 372, 372, small_tile=64, small_error=2.5 / 255)
    words = describe_seam(Receptive("windowed", 58, 8), seam)
    assert words.endswith("tiles of 64 px get 32 px of overlap and differ by up to 2.50/255")
    assert "no overlap is enough" in describe_seam(Receptive("global", 48, sees_all=True), seam)


def test_what_was_not_measured_to_its_end_says_so() -> None:
    assert "at least 32 px" in describe_receptive(Receptive("bounded", 32, complete=False))


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("4x_realesr-general-x4v3.pth", "bounded"),
        ("4x_SPAN_ch28_fp16.pth", "bounded"),
        ("2x_swift_srgan.pth", "bounded"),
        ("4x_DITN_Real.pth", "windowed"),
        ("4x_CRAFT_ntire2024.pth", "windowed"),
        ("2x_realcugan_se_no-denoise_fp16.pth", "global"),
    ],
)
def test_real_models_are_of_their_kinds(nodegraph: Run, assets: Path, name: str, kind: str) -> None:
    told = info(nodegraph, assets / "models" / "torch" / name, seconds=250)
    assert told["sees"].startswith(f"{kind}: ")
    assert told["scale"] == f"{name[0]}x"


@pytest.mark.slow
def test_a_network_of_an_unknown_architecture_is_refused(nodegraph: Run, assets: Path) -> None:
    done = nodegraph("models", "info", assets / "models" / "torch" / "unsupported_agdn.pth")
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1
