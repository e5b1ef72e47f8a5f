"""The main job: `nodegraph upscale` makes pictures larger and says where they are."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from nodegraph.cli.target import FORMATS
from nodegraph.core.ports import Choice
from nodegraph.core.registry import known_specs

from .conftest import STREET, Run, load, picture, save, toy, tree


@pytest.fixture
def twice(tmp_path: Path) -> Path:
    return toy(tmp_path / "models" / "twice.toy", scale=2)


def test_the_street_comes_out_exactly_twice_as_large(nodegraph: Run, tmp_path: Path) -> None:
    done = nodegraph("upscale", STREET, "-o", "x.png")
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{tmp_path / 'x.png'}\n"
    height, width, channels = load(STREET).shape
    assert load(tmp_path / "x.png").shape == (2 * height, 2 * width, channels)
    # It is the same picture, not any of that size.
    small = cv2.resize(load(tmp_path / "x.png"), (width, height), interpolation=cv2.INTER_AREA)
    assert np.abs(small.astype(float) - load(STREET)).mean() < 4


@pytest.mark.slow
def test_sixteen_bits_go_through_the_default_model_and_tiles_leave_no_trace(nodegraph: Run, tmp_path: Path) -> None:
    ramp = np.arange(65536, dtype=np.uint16).reshape(256, 256)
    save(tmp_path / "in" / "ramp.png", np.stack([ramp] * 3, 2))
    scene = load(STREET)[40:181, 100:307].astype(np.uint16) * 257
    save(tmp_path / "in" / "odd.png", scene)
    for tile in ("none", "64"):
        done = nodegraph("upscale", "in", "-o", tile, "--tile", tile)
        assert done.returncode == 0, done.stderr
    whole = load(tmp_path / "none" / "ramp.png")
    assert whole.dtype == np.uint16
    assert whole.shape == (512, 512, 3)
    assert len(np.unique(whole)) > 50_000
    for name in ("ramp.png", "odd.png"):
        off = np.abs(load(tmp_path / "none" / name).astype(int) - load(tmp_path / "64" / name))
        assert off.max() <= 65535 / 1024


def test_a_folder_comes_out_in_the_same_tree(nodegraph: Run, tmp_path: Path, twice: Path) -> None:
    names = ["one.png", "deep/a/two.jpg", "deep/three.webp", "Grüße/vier.png", "same.png", "same.bmp"]
    for name in names:
        picture(tmp_path / "in" / name)
    (tmp_path / "in" / "notes.txt").write_text("no picture")
    done = nodegraph("upscale", "in", "-o", "out", "--model", twice)
    assert done.returncode == 0, done.stderr
    wanted = ["Grüße/vier.png", "deep/a/two.png", "deep/three.png", "one.png", "same.bmp.png", "same.png"]
    assert tree(tmp_path / "out") == wanted
    assert sorted(done.stdout.splitlines()) == sorted(str(tmp_path / "out" / name) for name in wanted)
    assert all(load(tmp_path / "out" / name).shape == (32, 48, 3) for name in wanted)
    assert "6 done" in done.stderr


@pytest.mark.slow
def test_without_o_results_lie_in_a_folder_beside_and_are_not_enlarged_again(
    nodegraph: Run, tmp_path: Path, twice: Path
) -> None:
    picture(tmp_path / "in" / "one.png")
    picture(tmp_path / "in" / "deep" / "two.png")
    assert nodegraph("upscale", "in/one.png", "in/deep/two.png", "--model", twice).returncode == 0
    assert tree(tmp_path / "in") == ["deep/two.png", "deep/upscaled/two.png", "one.png", "upscaled/one.png"]
    for _ in range(2):
        assert nodegraph("upscale", "in", "--model", twice).returncode == 0
    assert tree(tmp_path / "in" / "upscaled") == ["deep/two.png", "one.png"]


def test_names_follow_a_template(nodegraph: Run, tmp_path: Path, twice: Path) -> None:
    for name in ("one.png", "deep/two.png"):
        picture(tmp_path / "in" / name)
    template = ("--name", "{name}_{scale}x-{width}", "--model", twice)
    assert nodegraph("upscale", "in/one.png", "-o", "in", *template).returncode == 0
    assert tree(tmp_path / "in") == ["deep/two.png", "one.png", "one_2x-48.png"]
    assert nodegraph("upscale", "in/deep", *template).returncode == 0
    assert tree(tmp_path / "in" / "deep" / "upscaled") == ["two_2x-48.png"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("in", "--name", "all"), "the same"),
        (("in/one.png", "-o", "x.png", "--name", "{name}_2x"), "leave --name out"),
        (("in/one.png", "--name", "{nobody}"), "nobody"),
        (("in/one.png", "--name", "../{name}"), "slash"),
    ],
)
def test_a_template_that_makes_no_sense_is_refused(
    nodegraph: Run, tmp_path: Path, twice: Path, words: tuple[str, ...], said: str
) -> None:
    picture(tmp_path / "in" / "one.png")
    done = nodegraph("upscale", *words, "--model", twice)
    assert done.returncode == 2
    assert said in done.stderr
    assert tree(tmp_path / "in") == ["one.png"]


def test_several_pictures_and_folders_go_into_one_folder(nodegraph: Run, tmp_path: Path, twice: Path) -> None:
    for name in ("a.png", "b.png", "x/c.png", "y/c.png"):
        picture(tmp_path / name)
    done = nodegraph("upscale", "a.png", "b.png", "x", "y", "-o", "out", "--model", twice)
    assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "out") == ["a.png", "b.png", "x/c.png", "y/c.png"]


def test_a_picture_goes_from_standard_input_to_standard_output(nodegraph: Run, tmp_path: Path, twice: Path) -> None:
    pixels = picture(tmp_path / "a.png")
    data = (tmp_path / "a.png").read_bytes()
    done = nodegraph("upscale", "-", "-o", "-", "--model", twice, input=data, text=False)
    assert done.returncode == 0, done.stderr
    result = cv2.imdecode(np.frombuffer(done.stdout, np.uint8), cv2.IMREAD_UNCHANGED)
    assert np.array_equal(result, pixels.repeat(2, 0).repeat(2, 1))
    nodegraph("upscale", "-", "-o", "out/b.png", "--model", twice, input=data, text=False)
    assert np.array_equal(load(tmp_path / "out" / "b.png"), result)


def test_every_format_that_is_written_can_be_asked_for_by_its_suffix() -> None:
    formats = next(port.kind for port in known_specs()["save_image"].inputs if port.name == "format")
    assert isinstance(formats, Choice)
    assert set(FORMATS.values()) == set(formats.options)


@pytest.mark.parametrize("name", ["b.JPG", "b.c.jpeg", "b.tiff", "b.avif", "b.bmp"])
def test_the_file_has_exactly_the_name_given(nodegraph: Run, tmp_path: Path, twice: Path, name: str) -> None:
    pixels = np.full((16, 24, 3), (200, 100, 50), np.uint8)
    save(tmp_path / "a.png", pixels)
    done = nodegraph("upscale", "a.png", "-o", f"out/{name}", "--model", twice)
    assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "out") == [name]
    if not name.endswith("avif"):
        assert np.abs(load(tmp_path / "out" / name).astype(int) - (200, 100, 50)).max() < 5


@pytest.mark.slow
def test_any_scale_is_met_exactly(nodegraph: Run, tmp_path: Path, twice: Path) -> None:
    picture(tmp_path / "a.png", 24, 16)
    for scale, size in (("3", (48, 72)), ("0.5x", (8, 12))):
        assert nodegraph("upscale", "a.png", "-o", "b.png", "--scale", scale, "--model", twice).returncode == 0
        assert load(tmp_path / "b.png").shape[:2] == size


@pytest.mark.slow
def test_what_is_there_is_skipped_numbered_or_overwritten(nodegraph: Run, tmp_path: Path, twice: Path) -> None:
    pixels = picture(tmp_path / "a.png")
    place = tmp_path / "out" / "b.png"
    place.parent.mkdir()
    place.write_text("mine")
    arguments = ("upscale", "a.png", "-o", "out/b.png", "--model", twice, "--if-exists")
    done = nodegraph(*arguments, "skip")
    assert (done.returncode, done.stdout, place.read_text()) == (0, "", "mine")
    assert "1 skipped" in done.stderr
    done = nodegraph(*arguments, "number")
    assert (done.stdout.strip(), place.read_text()) == (str(place.with_name("b-2.png")), "mine")
    done = nodegraph(*arguments, "overwrite")
    assert done.stdout.strip() == str(place)
    assert np.array_equal(load(place), pixels.repeat(2, 0).repeat(2, 1))


def test_an_identity_model_returns_the_very_colors_and_alpha(nodegraph: Run, tmp_path: Path) -> None:
    same = toy(tmp_path / "same.toy", operation="identity")
    noise = picture(tmp_path / "noise.png", 37, 23, 4)
    constant = np.zeros((16, 16, 4), np.uint16)
    constant[:] = (0.8 * 65535, 0.8 * 65535, 0.8 * 65535, 0.4 * 65535)
    save(tmp_path / "constant.png", constant)
    done = nodegraph("upscale", "noise.png", "constant.png", "-o", "out", "--model", same)
    assert done.returncode == 0, done.stderr
    result = load(tmp_path / "out" / "noise.png")
    assert np.array_equal(result[..., 3], noise[..., 3])
    # Colors under full transparency are not seen; they may be filled from beside.
    seen = noise[..., 3] > 0
    assert np.array_equal(result[seen], noise[seen])
    assert np.array_equal(load(tmp_path / "out" / "constant.png"), constant)


def test_verbose_tells_in_one_line_what_tiles_cost(nodegraph: Run, tmp_path: Path) -> None:
    picture(tmp_path / "a.png")
    model = toy(tmp_path / "far.toy", operation="box", radius=4)
    done = nodegraph("upscale", "a.png", "-o", "b.png", "--model", model, "--verbose")
    (line,) = (line for line in done.stderr.splitlines() if line.startswith("seams of far: "))
    assert "bounded: 4 px" in line
    assert "tiles of 128 px with 4 px of overlap differ from the whole picture by less than 0.01/255" in line
    done = nodegraph("upscale", "a.png", "-o", "b.png", "--model", model, "--verbose", "--json")
    assert json.loads(done.stdout.splitlines()[0])["seam"]["tile"] == 128
    done = nodegraph("upscale", "a.png", "-o", "b.png", "--verbose", "--quiet")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


def test_an_overlap_of_ones_own_is_used_and_too_little_is_told(nodegraph: Run, tmp_path: Path) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (48, 48, 3), np.uint8)
    save(tmp_path / "in.png", pixels)
    seams = {}
    for overlap in ("auto", "0"):
        done = nodegraph("upscale", "in.png", "-o", f"{overlap}.png", "--tile", "24", "--overlap", overlap)
        assert done.returncode == 0, done.stderr
        assert ("get 0: their borders may show" in done.stderr) == (overlap == "0")
        seams[overlap] = load(tmp_path / f"{overlap}.png").astype(int)
    differs = np.abs(seams["auto"] - seams["0"]).max(2)
    # Where tiles meet, and nowhere else.
    assert differs[40:56].max() > 8
    assert differs[:16, :16].max() <= 1
