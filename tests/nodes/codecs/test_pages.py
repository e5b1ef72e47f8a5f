"""Pages, frames and layers are counted from 1, each is what another library finds there, and one too many is told."""

from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image

from nodes._kernels.codecs.read import open_picture
from nodes._kernels.files import Refused
from nodes.image.load import load_image

COLORS = [(250, 0, 0), (0, 250, 0), (0, 0, 250)]


def _frames() -> list[Image.Image]:
    return [Image.new("RGB", (12, 8), color) for color in COLORS]


def _checked(path: Path) -> None:
    for page, color in enumerate(COLORS, 1):
        image = load_image(path, page=page).image
        assert image.fact == open_picture(path, page).fact
        assert (image.width, image.height) == (12, 8)
        assert np.abs(image.pixels[4, 6, :3].astype(int) - color).max() <= 12
    with pytest.raises(Refused, match=r"holds 3 pictures, but page 4 was asked for; choose 1 to 3\.$"):
        open_picture(path, 4)


@pytest.mark.parametrize("suffix", ["tif", "gif", "webp", "png", "mpo"])
def test_frames_and_pages(tmp_path: Path, suffix: str) -> None:
    first, *others = _frames()
    first.save(tmp_path / f"a.{suffix}", save_all=True, append_images=others)
    _checked(tmp_path / f"a.{suffix}")


def test_pages_of_a_tiff_that_tifffile_reads(tmp_path: Path) -> None:
    with tifffile.TiffWriter(tmp_path / "a.tif") as file:
        for value in (0.25, 0.5):
            file.write(np.full((5, 4), value), metadata=None)
    assert load_image(tmp_path / "a.tif", page=2).image.pixels[0, 0, 0] == 0.5
    with pytest.raises(Refused, match="holds 2 pictures"):
        load_image(tmp_path / "a.tif", page=3)


def test_layers_and_parts_of_openexr(tmp_path: Path) -> None:
    exr = pytest.importorskip("OpenEXR")
    rng = np.random.default_rng(0)
    color, depth, light = (
        rng.random((6, 7, 3), np.float32),
        rng.random((6, 7), np.float32),
        rng.random((6, 7, 3), np.float32),
    )
    layers = {"Z": depth, **{f"light.{name}": light[:, :, i].copy() for i, name in enumerate("RGB")}}
    layers |= {name: color[:, :, i].copy() for i, name in enumerate("RGB")}
    exr.File({}, layers).write(str(tmp_path / "layers.exr"))
    pages = [load_image(tmp_path / "layers.exr", page=page).image.pixels for page in (1, 2, 3)]
    assert [page.shape[2] for page in pages] == [3, 3, 1]
    assert np.array_equal(pages[0], color)
    assert np.array_equal(pages[1], light)
    assert np.array_equal(pages[2][:, :, 0], depth)
    parts = [exr.Part({"name": "left"}, {"RGB": color}), exr.Part({"name": "right"}, {"RGB": light})]
    exr.File(parts).write(str(tmp_path / "parts.exr"))
    for page, wanted in ((1, color), (2, light)):
        image = load_image(tmp_path / "parts.exr", page=page).image
        assert np.array_equal(image.pixels, wanted)
        assert image.fact == open_picture(tmp_path / "parts.exr", page).fact


def test_the_data_window_lies_in_the_frame(tmp_path: Path) -> None:
    exr = pytest.importorskip("OpenEXR")
    light = np.random.default_rng(0).random((4, 5, 3), np.float32)
    for left, top in ((2, 1), (-2, -1), (5, 3), (20, 20)):
        window = (np.array([left, top], np.int32), np.array([left + 4, top + 3], np.int32))
        frame = (np.zeros(2, np.int32), np.array([7, 5], np.int32))
        exr.File({"dataWindow": window, "displayWindow": frame}, {"RGB": light}).write(str(tmp_path / "a.exr"))
        wanted = np.zeros((6 + 60, 8 + 60, 3), np.float32)
        wanted[30 + top : 34 + top, 30 + left : 35 + left] = light
        assert np.array_equal(load_image(tmp_path / "a.exr").image.pixels, wanted[30:36, 30:38])


def test_entries_of_an_icon(tmp_path: Path) -> None:
    Image.new("RGBA", (64, 64), (9, 8, 7, 255)).save(tmp_path / "a.ico", sizes=[(16, 16), (64, 64), (32, 32)])
    assert [load_image(tmp_path / "a.ico", page=page).image.width for page in (1, 2, 3)] == [64, 32, 16]
    with pytest.raises(Refused, match="page 4"):
        load_image(tmp_path / "a.ico", page=4)


@pytest.mark.parametrize("suffix", ["png", "jpg", "bmp", "ppm", "jp2", "avif"])
def test_one_picture_has_no_second_page(tmp_path: Path, suffix: str) -> None:
    _frames()[0].save(tmp_path / f"a.{suffix}")
    with pytest.raises(Refused, match=r"holds one picture, but page 2 was asked for; choose 1\.$"):
        load_image(tmp_path / f"a.{suffix}", page=2)
